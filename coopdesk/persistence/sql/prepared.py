"""Statements that every command runs, made ready once for the driver of a file.

A command is a dozen small statements, and SQLAlchemy's own way from a statement to the driver takes several times what
SQLite takes to carry it out. Here its compiler and its column types do their work when a statement is first used; from
then on values go to the driver and come back through the same types. A server is spoken to by SQLAlchemy as ever, for
there the way over the network is what takes the time; so is a file outside a transaction, which SQLAlchemy begins.
"""

import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import CompoundSelect, Connection, Dialect, Insert, Select, Update
from sqlalchemy.types import TypeEngine

from coopdesk.persistence.sql.numbering import COLUMN, number_for
from coopdesk.persistence.sql.refusing import refused

Found = tuple[Any, ...]
_Binder = Callable[[Any], Any] | None
_Reader = Callable[[Any], Any] | None


@dataclass(frozen=True, slots=True)
class _Ready:
    """A statement as the driver takes it: its text, its values by name in their order, and how each column is read."""

    text: str
    names: frozenset[str]
    bound: tuple[tuple[str, Any, _Binder], ...]
    readers: tuple[tuple[int, Callable[[Any], Any]], ...]
    numbered: str
    """The table whose rows take the number of the journal's open entry; empty for any other statement."""


class Prepared:
    """One statement, always given values of the same names; raises what SQLAlchemy would raise of it."""

    def __init__(self, statement: Select[Any] | CompoundSelect[Any] | Insert | Update) -> None:
        self._statement = statement
        self._ready: _Ready | None = None

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
        return [_read(row, ready.readers) for row in found] if ready.readers else found

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
    columns = [column.type for column in statement.exported_columns]
    readers = [(place, _reader(kind, dialect)) for place, kind in enumerate(columns)]
    return _Ready(
        str(compiled),
        frozenset(values),
        bound,
        tuple((place, reader) for place, reader in readers if reader is not None),
        numbered,
    )


def _binder(kind: TypeEngine[Any], dialect: Dialect) -> _Binder:
    return kind.dialect_impl(dialect).bind_processor(dialect)


def _reader(kind: TypeEngine[Any], dialect: Dialect) -> _Reader:
    return kind.dialect_impl(dialect).result_processor(dialect, None)


def _read(row: Found, readers: tuple[tuple[int, Callable[[Any], Any]], ...]) -> Found:
    values = list(row)
    for place, reader in readers:
        values[place] = reader(values[place])
    return tuple(values)
