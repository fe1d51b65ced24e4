"""Whether all of many values are ones of their columns: looked at column by column, at the speed of the interpreter.

Says only that all are. Which one is not, is found by ``damage``, value by value, in the few rows of the same batch.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import Column, Table

from coopdesk.persistence.digest import Hashed
from coopdesk.persistence.sql.column_types import (
    Bytes,
    Content,
    Fen,
    Flag,
    Key,
    Small,
    Whole,
    WholeNumber,
    Words,
)
from coopdesk.persistence.sql.strict import Strict

_Row = tuple[Any, ...]
BATCH = 500
MOST_SEEN = 20_000
"""So many different texts of a column are remembered as read."""

KINDS: dict[type, type] = {
    Whole: int,
    Small: int,
    Key: int,
    Fen: int,
    Bytes: bytes,
    Content: bytes,
    Words: str,
}
"""Column types of which every value of one type of Python is good."""

_NONE = type(None)


def odd_rows(rows: Iterable[Sequence[Any]], sound: "SoundValues") -> Iterator[Sequence[Any]]:
    """Rows to be looked at one by one: those of each batch that is not sound as a whole."""
    batch: list[Sequence[Any]] = []
    try:
        for row in rows:
            batch.append(row)
            if len(batch) == BATCH:
                if not sound.all_are(batch):
                    yield from batch
                batch = []
    except Exception:
        # Where reading breaks off, the rows before it are looked at too.
        yield from batch
        raise
    if batch and not sound.all_are(batch):
        yield from batch


class SoundValues:
    """Looks at rows that have these columns; ``before`` are so many values of each row that are none of theirs."""

    def __init__(self, columns: Iterable[Column[Any]], before: int = 0) -> None:
        self._checks = [*[_anything] * before, *(_check(column) for column in columns)]

    def all_are(self, rows: Sequence[Sequence[Any]]) -> bool:
        """Whether every value of the rows is one; a False may come of a value that ``damage`` lets pass."""
        try:
            columns = zip(*rows, strict=True)
            return all(check(column) for check, column in zip(self._checks, columns, strict=True))
        except Exception:  # noqa: BLE001 -- whatever reading a value raises, it is looked at again by itself
            return False


def seen_sound(rows: Iterator[_Row], table: Table, names: Iterable[str], sound: set[str]) -> Iterator[_Row]:
    """The rows of a table, all its columns in this order; it joins ``sound`` at the end if all their values are."""
    values = SoundValues(table.c[name] for name in names)
    all_are = True
    while batch := list(islice(rows, BATCH)):
        all_are = all_are and values.all_are(batch)
        yield from batch
    if all_are:
        sound.add(table.name)


_Column = tuple[Any, ...]


def _anything(_column: _Column) -> bool:
    return True


def _check(column: Column[Any]) -> Callable[[_Column], bool]:
    strict: Any = column.type
    kind = KINDS.get(type(strict))
    nothing = {_NONE} if column.nullable else set()
    if type(strict) is Content:
        return _of_types({bytes, Hashed} | nothing)
    if kind is not None:
        return _of_types({kind} | nothing)
    if type(strict) is Flag:
        # Types first: 1.0 is as good as 1 in a set.
        typed = _of_types({int, bool} | nothing)
        return lambda kept: typed(kept) and {0, 1, None}.issuperset(kept)
    typed = _of_types({str} | nothing)
    looked_at = _whole_numbers if type(strict) is WholeNumber else _spelled(strict)
    if not column.nullable:
        return lambda kept: typed(kept) and looked_at(kept)
    return lambda kept: typed(kept) and looked_at([each for each in kept if each is not None])


def _of_types(types: Collection[type]) -> Callable[[_Column], bool]:
    allowed = frozenset(types)
    return lambda kept: allowed.issuperset(map(type, kept))


def _whole_numbers(kept: Sequence[str]) -> bool:
    return all(map(str.__eq__, map(str, map(int, kept)), kept))


def _spelled(strict: Strict[Any]) -> Callable[[Sequence[str]], bool]:
    """Reads each different text once, as most columns hold few; what cannot be read raises."""
    seen: set[str] = set()
    read = strict.read

    def look(kept: Sequence[str]) -> bool:
        new = set(kept) - seen
        for each in new:
            read(each)
        if len(seen) < MOST_SEEN:
            seen.update(new)
        return True

    return look
