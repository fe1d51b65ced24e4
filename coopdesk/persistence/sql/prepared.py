"""Statements that every command runs, made ready once for the driver of a file.

A command is a dozen small statements, and SQLAlchemy's own way from a statement to the driver takes several times what
SQLite takes to carry it out. Here its compiler and its column types do their work when a statement is first used; from
then on values go to the driver and come back through the same types. A server is spoken to by SQLAlchemy as ever, for
there the way over the network is what takes the time; so is a file outside a transaction, which SQLAlchemy begins.
"""

import sqlite3
from collections import namedtuple
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import CompoundSelect, Connection, Dialect, Insert, Select, Update
from sqlalchemy.types import TypeEngine

from coopdesk.persistence.sql.column_types import AnyRow
from coopdesk.persistence.sql.numbering import COLUMN, number_for
from coopdesk.persistence.sql.refusing import refused

Found = tuple[Any, ...]
_Binder = Callable[[Any], Any] | None
_Reader = Callable[[Any], Any] | None
_FETCHED = 2_000
_FEW = 4
_NONE = type(None)


@dataclass(frozen=True, slots=True)
class _Ready:
    """A statement as the driver takes it: its text, its values by name in their order, and how each column is read."""

    text: str
    names: frozenset[str]
    bound: tuple[tuple[str, Any, _Binder], ...]
    readers: tuple["_Column", ...]
    numbered: str
    """The table whose rows take the number of the journal's open entry; empty for any other statement."""


@dataclass(frozen=True, slots=True)
class _Column:
    """A column that is read through its type: its place, and the kind of value that is taken as it is."""

    place: int
    reader: Callable[[Any], Any]
    plain: type | None


class Prepared:
    """One statement, always given values of the same names; raises what SQLAlchemy would raise of it."""

    def __init__(self, statement: Select[Any] | CompoundSelect[Any] | Insert | Update) -> None:
        self._statement = statement
        self._ready: _Ready | None = None
        self._row: Any = None

    def rows(self, connection: Connection, values: Mapping[str, Any]) -> list[Found]:
        """Every row found, as the trade knows its values."""
        if not _is_direct(connection):
            return [tuple(row) for row in connection.execute(self._statement, dict(values))]
        ready, cursor = self._started(connection, values)
        try:
            found: list[Found] = cursor.fetchall()
        except sqlite3.Error as error:
            cursor.close()  # the error keeps it, and with it the state it reads
            raise refused(connection, error) from error
        return _read(found, ready.readers)

    def named(self, connection: Connection, values: Mapping[str, Any]) -> Sequence[AnyRow]:
        """Every row found, its values by the names of their columns, as SQLAlchemy's rows have them."""
        if not _is_direct(connection):
            return connection.execute(self._statement, dict(values)).all()
        if self._row is None:
            names = [str(column.key) for column in self._statement.exported_columns]
            self._row = namedtuple("_Row", names)  # type: ignore[misc]  # names known when it runs
        made: Any = self._row._make
        return list(map(made, self.rows(connection, values)))

    def each(self, connection: Connection, values: Mapping[str, Any]) -> Iterator[Found]:
        """The rows one after the other, of which there may be a million."""
        if not _is_direct(connection):
            streamed: Any = self._statement.execution_options(yield_per=_FETCHED)
            with connection.execute(streamed, dict(values)) as streamed_rows:
                yield from map(tuple, streamed_rows)
            return
        ready, cursor = self._started(connection, values)
        try:
            while found := cursor.fetchmany(_FETCHED):
                yield from _read(found, ready.readers)
        except sqlite3.Error as error:
            raise refused(connection, error) from error
        finally:
            cursor.close()

    def first(self, connection: Connection, values: Mapping[str, Any]) -> Found | None:
        """The first row found, None without one."""
        found = self.rows(connection, values)
        return found[0] if found else None

    def value(self, connection: Connection, values: Mapping[str, Any]) -> Any:
        """The first column of the first row, None without one."""
        found = self.rows(connection, values)
        return found[0][0] if found else None

    def run(self, connection: Connection, values: Mapping[str, Any]) -> int:
        """How many rows were added or changed."""
        if not _is_direct(connection):
            return int(connection.execute(self._statement, dict(values)).rowcount)
        return self._started(connection, values)[1].rowcount

    def _started(self, connection: Connection, values: Mapping[str, Any]) -> tuple[_Ready, sqlite3.Cursor]:
        ready = self._ready
        if ready is None:
            ready = self._ready = _made(self._statement, values, connection.dialect)
        if values.keys() != ready.names:
            raise TypeError(f"prepared for {sorted(ready.names)}, given {sorted(values)}")
        if ready.numbered:
            values = {**values, COLUMN: number_for(connection, ready.numbered)}
        bound = [
            value if binder is None else binder(value)
            for value, binder in ((values.get(name, fixed), binder) for name, fixed, binder in ready.bound)
        ]
        file: Any = connection.connection.dbapi_connection
        try:
            return ready, file.execute(ready.text, bound)
        except sqlite3.Error as error:
            raise refused(connection, error) from error


def _is_direct(connection: Connection) -> bool:
    return connection.dialect.name == "sqlite" and connection.in_transaction()


def _made(statement: Any, values: Mapping[str, Any], dialect: Dialect) -> _Ready:
    numbered = ""
    names = list(values)
    if isinstance(statement, Insert) and COLUMN in statement.table.c and COLUMN not in values:
        numbered = statement.table.name
        names.append(COLUMN)
    compiled: Any = statement.compile(dialect=dialect, column_keys=names)
    bound = tuple(
        (name, compiled.binds[name].effective_value, _binder(compiled.binds[name].type, dialect))
        for name in compiled.positiontup
    )
    readers = []
    for place, column in enumerate(statement.exported_columns):
        reader = _reader(column.type, dialect)
        if reader is not None:
            readers.append(_Column(place, reader, getattr(column.type, "plain", None)))
    return _Ready(
        str(compiled),
        frozenset(values),
        bound,
        tuple(readers),
        numbered,
    )


def _binder(kind: TypeEngine[Any], dialect: Dialect) -> _Binder:
    return kind.dialect_impl(dialect).bind_processor(dialect)


def _reader(kind: TypeEngine[Any], dialect: Dialect) -> _Reader:
    return kind.dialect_impl(dialect).result_processor(dialect, None)


def _read(found: list[Found], columns: Sequence[_Column]) -> list[Found]:
    """The rows as the trade knows their values; many of them column by column, which is several times as fast."""
    if not columns or not found:
        return found
    if len(found) <= _FEW:
        return [_read_one(row, columns) for row in found]
    values: list[Iterable[Any]] = list(zip(*found, strict=True))
    for column in columns:
        values[column.place] = _read_column(values[column.place], column)
    return list(zip(*values, strict=True))


def _read_one(row: Found, columns: Sequence[_Column]) -> Found:
    values = list(row)
    for column in columns:
        values[column.place] = column.reader(values[column.place])
    return tuple(values)


def _read_column(kept: Iterable[Any], column: _Column) -> Iterable[Any]:
    kinds = {*map(type, kept)} - {_NONE}
    if kinds <= {column.plain}:
        return kept
    if kinds <= {str}:  # most columns hold few different texts
        known = {one: column.reader(one) for one in set(kept)}
        return map(known.__getitem__, kept)
    return map(column.reader, kept)
