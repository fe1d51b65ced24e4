"""Every value of a book that cannot be one of its column, with its row; what is kept in it is never told.

Looked for by ``verify``, and by ``damage`` once something could not be read: it takes the tables of every area.
"""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.exc import SQLAlchemyError

from coopdesk.persistence.book.areas import FACTS, PROJECTIONS
from coopdesk.persistence.sql.faults import NOT_DECODED
from coopdesk.persistence.sql.hashing import content_columns, emptied_column
from coopdesk.persistence.sql.sound_values import KINDS, MOST_SEEN, SoundValues, odd_rows
from coopdesk.persistence.sql.strict import Strict
from coopdesk.services.errors import EnvironmentFault
from coopdesk.services.values import Defect


class _Undecoded:
    """Stands for a text that is no UTF-8."""


@dataclass(slots=True)
class _Check:
    """How the values of one column are looked at; most columns hold few different texts, each read once."""

    name: str
    nullable: bool
    kind: type | None
    read: Callable[[Any], object]
    seen: set[Any]

    def fails(self, kept: Any) -> bool:
        if kept is None:
            return not self.nullable
        if type(kept) is self.kind:
            return False
        try:
            if kept in self.seen:
                return False
            self.read(kept)
        except Exception:  # noqa: BLE001 -- whatever reading it raises, it cannot be read
            return True
        if len(self.seen) < MOST_SEEN and type(kept) is str:
            self.seen.add(kept)
        return False


def unreadable(connection: Connection, table: str = "", column: str = "") -> Iterator[Defect]:
    """Every value that cannot be one, and every table that cannot be read to its end; of one table or column only."""
    for looked_at in (*FACTS, *PROJECTIONS):
        if table in ("", looked_at.name) and column in ("", *looked_at.c.keys()):
            yield from _in_table(connection, looked_at, column)


def _in_table(connection: Connection, table: Table, column: str) -> Iterator[Defect]:
    checks = [_check(item.name, bool(item.nullable), item.type) for item in table.c]
    keys = [place for place, item in enumerate(table.c) if item.primary_key]
    sound = SoundValues(table.c, before=1)
    found: list[Defect] = []
    for source in _sources(connection, table):
        found.clear()
        try:
            for row_id, *row in odd_rows(source, sound):
                for check, kept in zip(checks, row, strict=True):
                    if type(kept) is not check.kind and check.fails(kept):
                        place = {"row": _named(row_id, row, keys, checks), "column": check.name}
                        if column in ("", check.name):
                            found.append(Defect("verify.value", {"table": table.name, **place}))
            break
        except sqlite3.OperationalError as error:
            if not str(error).startswith(NOT_DECODED):
                found.append(_unread(table, error))
                break
        except (sqlite3.Error, SQLAlchemyError, EnvironmentFault) as error:
            found.append(_unread(table, error))
            break
    yield from found


def _unread(table: Table, error: Exception) -> Defect:
    named = getattr(error, "sqlite_errorname", "") or getattr(error, "code", "") or type(error).__name__
    return Defect("verify.table", {"table": table.name, "reason": str(named)})


def _check(name: str, nullable: bool, kind: Any) -> _Check:
    strict: Strict[Any] = kind
    return _Check(name, nullable, KINDS.get(type(strict)), strict.read, set())


def _named(row_id: object, row: Sequence[Any], keys: Sequence[int], checks: Sequence[_Check]) -> str:
    """How a row is known to whoever looks for it: its key, or SQLite's own number where the key is what is bad."""
    parts = [row[place] for place in keys]
    if any(checks[place].fails(row[place]) for place in keys):
        return f"rowid {row_id}"
    return "/".join(map(str, parts))


_Rows = Iterator[Sequence[Any]]


def _sources(connection: Connection, table: Table) -> Iterator[_Rows]:
    """The rows as they are kept, behind the number SQLite knows each by; there a second time if a text is no UTF-8."""
    # By its table too: SQLite takes a quoted name that no column has for a text.
    files, dialect = content_columns(table), connection.dialect.name
    places = ((item.name, f'"{table.name}"."{item.name}"') for item in table.c)
    names = ", ".join(emptied_column(place, dialect) if name in files else place for name, place in places)
    if connection.dialect.name == "sqlite":
        driver: Any = connection.connection.driver_connection
        for decode in (str, _decoded):
            yield _sqlite_rows(driver, f'SELECT rowid, {names} FROM "{table.name}"', decode)
    else:
        yield _server_rows(connection, f'SELECT {names} FROM "{table.name}"')


def _sqlite_rows(driver: sqlite3.Connection, query: str, decode: Callable[[bytes], object]) -> _Rows:
    driver.text_factory = decode
    try:
        yield from driver.execute(query)
    finally:
        driver.text_factory = str


def _server_rows(connection: Connection, query: str) -> _Rows:
    with connection.exec_driver_sql(query, execution_options={"yield_per": 10_000}) as rows:
        for row in rows:
            yield "", *row


def _decoded(kept: bytes) -> object:
    try:
        return kept.decode("utf-8")
    except UnicodeDecodeError:
        return _Undecoded()
