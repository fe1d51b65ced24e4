"""How a new book is laid out: its tables in one transaction, a file only under its name when it is whole."""

from datetime import datetime
from pathlib import Path
from uuid import uuid4

from sqlalchemy import Engine, insert

from coopdesk.files import APPLICATION
from coopdesk.persistence.book import migrate
from coopdesk.persistence.book.at_rest import new_mark
from coopdesk.persistence.book.engine import sqlite_engine
from coopdesk.persistence.book.file_copy import atomic_target
from coopdesk.persistence.book.tables import book_info
from coopdesk.persistence.journal.store import SqlJournal
from coopdesk.persistence.sql import numbering
from coopdesk.persistence.sql.faults import fault
from coopdesk.services.command import Changes
from coopdesk.services.errors import EnvironmentFault
from coopdesk.services.journal.kinds import FOUNDED

FORMAT = "coopdesk-book/1"


def lay_out_book(path: Path, now: datetime) -> None:
    """Make an empty book at the path, whole or not at all; ``book.exists`` where there is a file.

    It is opened for work once before it takes its name: on a disk that cannot do that there is no book.
    """
    if path.exists():
        raise fault("book.exists", path)
    with atomic_target(path) as part:
        lay_out_file(part, now)
        for_work = sqlite_engine(part)
        try:
            for_work.connect().close()
        finally:
            for_work.dispose()
        if path.exists():
            raise fault("book.exists", path)


def lay_out_file(path: Path, now: datetime | None) -> None:
    """Make the tables in an empty file; with ``now`` also the row that says when the book was made."""
    engine = sqlite_engine(path, wal=False)
    try:
        with engine.connect() as connection:
            connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION}")
            connection.exec_driver_sql(f"PRAGMA user_version = {new_mark()}")
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
