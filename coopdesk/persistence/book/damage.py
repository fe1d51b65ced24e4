"""What in a book cannot be read: found by looking at every value, and told with its table, row and column.

A strict column type (``column_types``) refuses a value without knowing its row; here is the one place that finds it,
and that asks whether an error nobody foresaw comes of a damaged book. What is kept in a bad value is never told.
"""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Table, select
from sqlalchemy.exc import SQLAlchemyError

from coopdesk.domain.errors import DomainError
from coopdesk.persistence.book.tables import backups
from coopdesk.persistence.sql.faults import NOT_DECODED, sqlite_fault
from coopdesk.persistence.sql.guarding import DAMAGE
from coopdesk.persistence.sql.hashing import content_columns, emptied_column
from coopdesk.persistence.sql.sound_values import KINDS, MOST_SEEN, SoundValues, odd_rows
from coopdesk.persistence.sql.strict import BAD_VALUE, Strict
from coopdesk.services.errors import Cancelled, EnvironmentFault
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
    # Every table is loaded here and not above: damage is looked for when something could not be read.
    from coopdesk.persistence.book.areas import FACTS, PROJECTIONS

    for looked_at in (*FACTS, *PROJECTIONS):
        if table in ("", looked_at.name) and column in ("", *looked_at.c.keys()):
            yield from _in_table(connection, looked_at, column)


@contextmanager
def damage_told(engine: Engine, path: str, folder: str) -> Iterator[None]:
    """Raise a bad value's error with its row and what to do, and any error that damage explains as damage."""
    try:
        yield
    except (DomainError, Cancelled):
        raise
    except EnvironmentFault as fault:
        if fault.code not in DAMAGE:
            raise
        place = _located(engine, fault) if fault.code == BAD_VALUE else fault.params
        rest = {"path": path, "folder": folder, "backup": last_backup(engine)}
        raise EnvironmentFault(fault.code, **(rest | place | {"path": path})) from fault
    except Exception as error:
        refused = sqlite_fault(error, Path(folder) / path) if isinstance(error, sqlite3.Error) else None
        if refused is not None and refused.code not in DAMAGE:
            raise refused from error
        found = _first(engine)
        rest = {"path": path, "folder": folder, "backup": last_backup(engine)}
        if found is None and refused is not None:
            raise EnvironmentFault("book.damaged", **(refused.params | rest)) from error
        if found is None:
            raise
        code = BAD_VALUE if "column" in found.params else "book.damaged"
        raise EnvironmentFault(code, **(found.params | rest)) from error


def last_backup(engine: Engine) -> str:
    """Where the newest backup lies that the book knows of, a dash where it knows none or cannot tell."""
    with suppress(SQLAlchemyError, EnvironmentFault, sqlite3.Error), engine.connect() as connection:
        newest = select(backups.c.target).order_by(backups.c.id.desc()).limit(1)
        return connection.execute(newest).scalar() or "—"
    return "—"


def _located(engine: Engine, fault: EnvironmentFault) -> dict[str, object]:
    """The place of a bad value with its row; as the fault has it where the row cannot be found."""
    if "row" in fault.params:
        return fault.params
    table, column = (str(fault.params.get(key, "")) for key in ("table", "column"))
    found = _first(engine, table, column) or _first(engine)
    return fault.params if found is None else found.params


def _first(engine: Engine, table: str = "", column: str = "") -> Defect | None:
    with suppress(SQLAlchemyError, EnvironmentFault, sqlite3.Error), engine.connect() as connection:
        return next(unreadable(connection, table, column), None)
    return None


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
