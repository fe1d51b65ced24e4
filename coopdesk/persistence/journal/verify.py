"""The journal's chain is walked once: every entry, and every row of the book, is what it was when it was written.

Tells apart what was changed, is missing, was added, was put in another order and was cut off at the end. Reads the
tables side by side in the order of the entries, so a book of any size is checked in little memory.
"""

import heapq
import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Table, select

from coopdesk.persistence.digest import entry_hash
from coopdesk.persistence.journal.stored_rows import stored_entries
from coopdesk.persistence.journal.tables import journal
from coopdesk.persistence.journal.verify_rows import MOST, Found, RowChanges, TableRows, Watch, changed_text
from coopdesk.persistence.sql.faults import NOT_DECODED
from coopdesk.persistence.sql.numbering import head
from coopdesk.persistence.sql.sound_values import seen_sound
from coopdesk.services.journal.entry import Witness
from coopdesk.services.progress import Progress, unheard
from coopdesk.services.values import Defect

_TOLD = 200
"""So often at most is told how far the walk is."""
_NOBODY: Mapping[str, Watch] = {}


def journal_defects(
    connection: Connection,
    tables: Sequence[Table],
    sound: set[str],
    watches: Mapping[str, Watch] = _NOBODY,
    progress: Progress = unheard,
) -> Iterator[Defect]:
    """What does not hold in the journal and in the rows of these tables that its entries own.

    Tables join ``sound`` of which every value was looked at on the way and is one of its column. ``watches`` are by the
    name of a table who else looks at its rows.
    """
    try:
        found = list(_Walk(connection, tables, sound, watches).defects(progress))
    except sqlite3.OperationalError as error:
        if not str(error).startswith(NOT_DECODED):
            raise
        with _any_text(connection):
            # Nothing is known of the values by this.
            found = list(_Walk(connection, tables, set(), watches).defects(progress))
    yield from found


def head_defects(connection: Connection, kept: Witness) -> Iterator[Defect]:
    """Whether the journal still has the entry that was seen before, with the hash it had."""
    newest = (
        connection.execute(select(journal.c.number).order_by(journal.c.number.desc()).limit(1)).scalar() or 0
    )
    if newest < kept.count:
        yield Defect("verify.journal_short", {"count": newest, "kept": kept.count})
        return
    found = connection.execute(select(journal.c.hash).where(journal.c.number == kept.count)).scalar()
    if found is None or not found.startswith(kept.head):
        yield Defect("verify.journal_head", {"number": kept.count, "kept": kept.head[:16]})


@contextmanager
def _any_text(connection: Connection) -> Iterator[None]:
    """Let texts through that are none: what they hash to is not what it was."""
    driver: Any = connection.connection.driver_connection
    driver.text_factory = lambda kept: kept.decode("utf-8", "surrogateescape")
    try:
        yield
    finally:
        driver.text_factory = str


class _Waiting:
    """All tables of facts, each at the first row that is not looked at yet; taken in the order of their numbers."""

    def __init__(
        self,
        connection: Connection,
        tables: Sequence[Table],
        sound: set[str],
        watches: Mapping[str, Watch],
    ) -> None:
        self._tables = [
            TableRows(connection, table, sound, watches.get(table.name))
            for table in tables
            if table is not journal
        ]
        self._heap = [
            (rows.number, place) for place, rows in enumerate(self._tables) if rows.number is not None
        ]
        heapq.heapify(self._heap)

    def up_to(self, number: float) -> Iterator[Found]:
        """The rows whose number is not above this."""
        while self._heap and self._heap[0][0] <= number:
            place = self._heap[0][1]
            rows = self._tables[place]
            found = rows.take()
            if rows.number is None:
                heapq.heappop(self._heap)
            else:
                heapq.heapreplace(self._heap, (rows.number, place))
            yield found


class _Walk:
    """One way through the book, entry by entry."""

    def __init__(
        self,
        connection: Connection,
        tables: Sequence[Table],
        sound: set[str],
        watches: Mapping[str, Watch],
    ) -> None:
        self._connection = connection
        self._watches = watches
        self._sound = sound
        self._facts = tables
        self._rows = RowChanges()
        self._gaps: list[int] = []
        self._doubtful: list[dict[str, Any]] = []
        """Entries that their own hash does not fit."""
        self._rewritten: list[int] = []
        """Entries that fit their own hash, but not the one that the next entry wrote down."""
        self._last = 0
        self._before = ""
        self._known = True

    def defects(self, progress: Progress) -> Iterator[Defect]:
        whole = head(self._connection)[0]
        told = max(1, whole // _TOLD)
        waiting = _Waiting(self._connection, self._facts, self._sound, self._watches)
        names = journal.c.keys()
        for row in seen_sound(stored_entries(self._connection), journal, names, self._sound):
            entry = dict(zip(names, row, strict=True))
            number = entry["number"]
            if number % told == 0:
                progress(number, whole)
            self._chained(entry)
            of_entry = []
            for found in waiting.up_to(number):
                if found.number == number:
                    of_entry.append(found)
                elif found.number not in self._gaps:
                    self._rows.differ(0, [], found)
            # What is there, is mostly what was written down, letter by letter: then nothing need be read of it.
            if entry["changed"] != changed_text(of_entry):
                self._rows.compare(_recorded(entry["changed"]), number, of_entry)
        highest = 0
        for found in waiting.up_to(float("inf")):
            highest = max(highest, found.number)
            if found.number <= self._last:
                self._rows.differ(0, [], found)
        yield from self._order()
        if highest > self._last:
            yield Defect("verify.journal_cut", {"count": self._last, "highest": highest})

    def _chained(self, entry: dict[str, Any]) -> None:
        """Note what does not fit between an entry and the one before it."""
        number = entry["number"]
        gap = number > self._last + 1
        if gap:
            self._gaps += range(self._last + 1, number)[: MOST - len(self._gaps)]
        own = _fits(entry, number)
        if not own and len(self._doubtful) < MOST:
            self._doubtful.append(entry)
        if own and self._known and not gap and entry["hash_before"] != self._before:
            self._rewritten.append(self._last)
        self._last, self._before, self._known = number, entry["hash"], own

    def _order(self) -> Iterator[Defect]:
        """Entries that fit in another's place were put there; the others were changed."""
        free = {entry["number"] for entry in self._doubtful} | set(self._gaps)
        reordered: dict[int, int] = {}
        for entry in self._doubtful:
            number = entry["number"]
            was = next((place for place in free if place != number and _fits(entry, place)), None)
            if was is not None:
                reordered[number] = was
        for place, number in reordered.items():
            yield Defect("verify.journal_order", {"number": number, "place": place})
        for number in (entry["number"] for entry in self._doubtful):
            if number not in reordered:
                yield Defect("verify.journal_changed", {"number": number})
        for number in self._gaps:
            if number not in reordered.values():
                yield Defect("verify.journal_missing", {"number": number})
        for number in self._rewritten[:MOST]:
            yield Defect("verify.journal_rewritten", {"number": number})
        # What an entry says of its rows is believed as long as the entry is as it was.
        yield from self._rows.told({entry["number"] for entry in self._doubtful} | {*reordered.values()})


def _fits(entry: Mapping[str, Any], number: int) -> bool:
    """Whether an entry hashes to what it says, had it this number."""
    numbered = entry if entry["number"] == number else {**entry, "number": number}
    return bool(entry_hash(entry["hash_before"], numbered) == entry["hash"])


def _recorded(changed: object) -> Mapping[str, Any]:
    """What an entry says of its rows; nothing where that cannot be read, which its hash tells."""
    try:
        recorded = json.loads(str(changed))
        return recorded if all(_is_record(item) for item in recorded.values()) else {}
    except (ValueError, AttributeError, RecursionError):
        return {}


def _is_record(item: Any) -> bool:
    if not isinstance(item, dict) or type(item.get("rows")) is not int:
        return False
    hashes = item.get("sha256")
    return isinstance(hashes, list) and all(isinstance(one, str) for one in hashes)
