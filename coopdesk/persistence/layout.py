"""How a new book is laid out: its tables in one transaction, a file only under its name when it is whole."""

import os
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from sqlalchemy import Engine, insert

from coopdesk.paths import patiently
from coopdesk.persistence import migrate, numbering
from coopdesk.persistence.engine import sqlite_engine
from coopdesk.persistence.faults import fault, file_errors, new_file
from coopdesk.persistence.journal import SqlJournal
from coopdesk.persistence.tables import book_info
from coopdesk.services.commands import Changes
from coopdesk.services.errors import EnvironmentFault
from coopdesk.services.journal import FOUNDED

FORMAT = "coopdesk-book/1"
APPLICATION = 0x434F4F50
"""What SQLite's header says of a book: COOP."""


def lay_out_book(path: Path, now: datetime) -> None:
    """Make an empty book at the path, whole or not at all; ``book.exists`` where there is a file."""
    if path.exists():
        raise fault("book.exists", path)
    part = path.with_name(f"{path.name}.new")
    try:
        lay_out_file(part, now)
        with file_errors(path):
            patiently(lambda: part.rename(path))
            _settle(path.parent)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def lay_out_file(path: Path, now: datetime | None) -> None:
    """Make a file of tables, empty but for its own birth certificate, or wholly so without ``now``."""
    with file_errors(path):
        path.with_name(f"{path.name}-journal").unlink(missing_ok=True)
        new_file(path)
    engine = sqlite_engine(path, wal=False)
    try:
        with engine.connect() as connection:
            connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION}")
            connection.commit()
        lay_out(engine, now)
    finally:
        engine.dispose()


def lay_out(engine: Engine, now: datetime | None) -> None:
    """Make the tables in one transaction."""
    with migrate.changing(engine) as connection:
        migrate.alone(connection)
        if engine.dialect.name == "postgresql" and migrate.version_of(connection) is not None:
            raise EnvironmentFault("book.exists", path=engine.url.database or "", folder="")
        migrate.upgrade(connection)
        if now is not None:
            numbering.begin(connection)
            connection.execute(insert(book_info), {"id": 1, "format": FORMAT, "created_at": now})
            SqlJournal(connection).record(uuid4().hex, FOUNDED, Changes(frozenset()), now)


def _settle(folder: Path) -> None:
    """Have the folder's entries on disk, where the system lets a folder be flushed."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
