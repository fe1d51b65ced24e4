"""What in a book cannot be read: found by looking at every value, and told with its table, row and column.

A strict column type (``column_types``) refuses a value without knowing its row; here is the one place that finds it,
and that asks whether an error nobody foresaw comes of a damaged book. What is kept in a bad value is never told.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy import Engine, select
from sqlalchemy.exc import SQLAlchemyError

from coopdesk.domain.errors import DomainError
from coopdesk.persistence.book.tables import backups
from coopdesk.persistence.sql.faults import sqlite_fault
from coopdesk.persistence.sql.guarding import DAMAGE
from coopdesk.persistence.sql.strict import BAD_VALUE
from coopdesk.services.errors import Cancelled, EnvironmentFault
from coopdesk.services.values import Defect


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
    from coopdesk.persistence.book.bad_values import unreadable

    with suppress(SQLAlchemyError, EnvironmentFault, sqlite3.Error), engine.connect() as connection:
        return next(unreadable(connection, table, column), None)
    return None
