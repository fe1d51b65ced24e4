"""The rows that an entry of the journal owns, compared with what it wrote down of them when they were added."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter, itemgetter
from typing import Any

from sqlalchemy import Connection, Table

from coopdesk.persistence.digest import SINGLE, digest_of, encoded, runs
from coopdesk.persistence.journal.stored_rows import (
    StoredRow,
    hashed_columns,
    hashed_form,
    key_columns,
    numbered_rows,
)
from coopdesk.persistence.sql.numbering import COLUMN
from coopdesk.persistence.sql.sound_values import seen_sound
from coopdesk.services.values import Defect

MOST = 500
"""Defects told one by one; a book that was changed all over is not listed row by row."""
_LONGEST_KEY = 40
_NOWHERE = 0
Watch = Callable[[Iterator[StoredRow], tuple[str, ...]], Iterator[StoredRow]]
"""Is given the rows of a table, with the names of their columns, and lets them by."""
_BEHIND_NUMBER: Callable[[StoredRow], StoredRow] = itemgetter(slice(1, None))
"""A row without the number it carries."""


@dataclass(frozen=True, slots=True)
class Found:
    """The rows of a table that carry one number: how many, the hashes of their runs, and the first row of each run."""

    table: str
    number: int
    count: int
    hashes: list[str]
    first: list[StoredRow]


def changed_text(of_entry: Iterable[Found]) -> str:
    """What the journal writes down of an entry that owns these rows, as it is kept."""
    by_table = sorted(of_entry, key=attrgetter("table"))
    return encoded({found.table: {"rows": found.count, "sha256": found.hashes} for found in by_table})


@dataclass(slots=True)
class _Difference:
    """One entry and table: hashes that were written down and are not there, and rows that are and were not."""

    found: Found
    written: int
    lacking: list[str]
    odd: list[tuple[str, StoredRow]]

    @property
    def whole_runs(self) -> bool:
        """Whether only runs of many rows can be compared, so that no row is known by itself."""
        return max(self.written, self.found.count) > SINGLE


class TableRows:
    """A table read once, in the order of the entries; what ``sound`` is, ``seen_sound`` says.

    ``watch`` is somebody else who looks at its rows on the way.
    """

    def __init__(
        self, connection: Connection, table: Table, sound: set[str], watch: Watch | None = None
    ) -> None:
        self.table = table.name
        names = (COLUMN, *hashed_columns(table.name))
        stored = numbered_rows(connection, table.name)
        if watch is not None:
            stored = watch(stored, names)
        rows = seen_sound(stored, table, names, sound)
        self._groups = groupby(rows, key=itemgetter(0))
        self._rows: Iterator[StoredRow] = iter(())
        self.number: int | None = _NOWHERE
        self._next()

    def take(self) -> Found:
        """The rows at ``number``; afterwards that is the next there is, None at the end."""
        count = 0
        hashes: list[str] = []
        first: list[StoredRow] = []
        rows = map(_BEHIND_NUMBER, self._rows)
        form = hashed_form(self.table)
        for run in runs(rows if form is None else map(form, rows)):
            count += len(run)
            hashes.append(digest_of(run))
            first.append(run[0])
        found = Found(self.table, self.number or _NOWHERE, count, hashes, first)
        self._next()
        return found

    def _next(self) -> None:
        following = next(self._groups, None)
        if following is None:
            self.number = None
            return
        number, self._rows = following
        # What is no number of an entry is nobody's; it stands before or after all that are.
        self.number = number if type(number) is int and number > 0 else _NOWHERE


class RowChanges:
    """What does not fit of the rows of all entries, told when all were seen: what one lacks may stand under another."""

    def __init__(self) -> None:
        self._differences: list[_Difference] = []
        self._lacking: Counter[tuple[str, str]] = Counter()
        self._full = False

    def compare(self, recorded: Mapping[str, Any], number: int, found: Sequence[Found]) -> None:
        """Compare what an entry wrote down with the rows that carry its number."""
        seen = {item.table: item for item in found}
        for table in recorded if recorded.keys() == seen.keys() else recorded.keys() | seen.keys():
            item = seen.get(table) or Found(table, number, 0, [], [])
            written = recorded.get(table) or _NOTHING
            if written["rows"] != item.count or written["sha256"] != item.hashes:
                self.differ(written["rows"], written["sha256"], item)

    def differ(self, written: int, hashes: Sequence[str], found: Found) -> None:
        """Note rows that were written down otherwise, or not at all."""
        if len(self._differences) == MOST:
            self._full = True
            return
        lacking = list((Counter(hashes) - Counter(found.hashes)).elements())
        new = Counter(found.hashes) - Counter(hashes)
        odd = [pair for pair in zip(found.hashes, found.first, strict=True) if new[pair[0]]]
        self._differences.append(_Difference(found, written, lacking, odd))

    def told(self, apart: Collection[int]) -> Iterator[Defect]:
        """All that was noted, but for the rows of entries that are ``apart``: changed or put elsewhere themselves."""
        differing = [item for item in self._differences if item.found.number not in apart]
        for item in differing:
            if not item.whole_runs:
                self._lacking.update((item.found.table, digest) for digest in item.lacking)
        keys: dict[str, list[StoredRow]] = {}
        for item in differing:
            keys.setdefault(item.found.table, []).extend(
                _key(item.found.table, row) for _, row in item.odd[:MOST]
            )
        left = [(item, list(self._placed(item, keys[item.found.table]))) for item in differing]
        for item, places in left:
            yield from self._of(item, places)
        if self._full:
            yield Defect("verify.journal_more", {"count": MOST})

    def _placed(self, item: _Difference, keys: Sequence[StoredRow]) -> Iterator[bool]:
        """For each odd row whether it is one that another entry, or another key, lacks."""
        table = item.found.table
        for digest, row in item.odd:
            known = [digest] if item.whole_runs else [digest, *_rekeyed(table, row, keys)]
            fitting = next((other for other in known if self._lacking[table, other] > 0), None)
            if fitting is not None:
                self._lacking[table, fitting] -= 1
            yield fitting is not None

    def _of(self, item: _Difference, placed: Sequence[bool]) -> Iterator[Defect]:
        found = item.found
        if item.whole_runs:
            yield _defect(
                _CODES[(found.count > item.written) - (found.count < item.written)], item, item.odd[:1]
            )
            return
        for pair, moved in zip(item.odd, placed, strict=True):
            code = (
                "verify.row_order" if moved else "verify.row_changed" if item.lacking else "verify.row_added"
            )
            yield _defect(code, item, [pair])
        lost = len(item.lacking) - placed.count(False)
        gone = min(lost, sum(self._lacking[found.table, digest] > 0 for digest in item.lacking))
        for _row in range(gone):
            yield _defect("verify.row_missing", item, [])


_NOTHING: Mapping[str, Any] = {"rows": 0, "sha256": []}
_CODES = {0: "verify.row_changed", 1: "verify.row_added", -1: "verify.row_missing"}


def _defect(code: str, item: _Difference, odd: Sequence[tuple[str, StoredRow]]) -> Defect:
    table = item.found.table
    row = "/".join(str(part)[:_LONGEST_KEY] for _digest, row in odd for part in _key(table, row))
    return Defect(code, {"number": item.found.number, "table": table, "row": row or "—"})


def _key(table: str, row: StoredRow) -> StoredRow:
    """The values of the row's key."""
    columns = hashed_columns(table)
    return tuple(row[columns.index(name)] for name in key_columns(table))


def _rekeyed(table: str, row: StoredRow, keys: Sequence[StoredRow]) -> Iterator[str]:
    """What the row would hash to under each of these keys."""
    columns = hashed_columns(table)
    places = [columns.index(name) for name in key_columns(table)]
    own = _key(table, row)
    for key in keys[:SINGLE]:
        if key != own:
            other = list(row)
            for place, value in zip(places, key, strict=True):
                other[place] = value
            yield digest_of([other])
