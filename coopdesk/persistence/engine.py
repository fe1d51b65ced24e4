"""Connections to a book: a file through SQLite, or a shared database through PostgreSQL.

Knows how each database is set so that what was acknowledged is never lost, and how a transaction begins. Every error
that is the machine's leaves here as ``EnvironmentFault``.
"""

import sqlite3
from collections.abc import Callable
from pathlib import Path, PurePath
from typing import Any
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, QueuePool, create_engine, event, make_url
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.exc import ArgumentError

from coopdesk.paths import LONG_PATH_MARK
from coopdesk.persistence.faults import fault, sqlite_fault
from coopdesk.services.errors import EnvironmentFault

WRITES = {"coopdesk_writes": True}
"""Execution option of a connection whose transactions take the right to write when they begin."""

WAIT_MS = 5_000
"""How long a writer waits for another one before it is told that the book is busy."""

_SETTINGS = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA recursive_triggers = ON",  # so that INSERT OR REPLACE meets the triggers that keep facts
    "PRAGMA cache_size = -16000",
)
_WRITING = ("PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL")


def sqlite_engine(path: Path, *, read_only: bool = False, wal: bool = True) -> Engine:
    """An engine over the file, which must exist. Without ``wal`` for a file that is still being made."""
    engine = create_engine(
        "sqlite://", poolclass=QueuePool, creator=_opener(path, read_only, wal), hide_parameters=True
    )
    _translate(engine, lambda error: sqlite_fault(error, path) if isinstance(error, sqlite3.Error) else None)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("coopdesk_writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def is_url(location: Path | str) -> bool:
    """Whether a location is a shared database's URL and not a file."""
    return isinstance(location, str) and location.startswith(
        ("postgresql:", "postgresql+psycopg:", "postgres:")
    )


def postgresql_url(location: str) -> URL:
    """The URL as SQLAlchemy wants it; ``book.bad_url`` where it cannot be read."""
    try:
        return make_url(location).set(drivername="postgresql+psycopg")
    except (ArgumentError, ValueError) as error:
        raise EnvironmentFault("book.bad_url") from error


def postgresql_engine(location: str) -> Engine:
    """An engine over a PostgreSQL database; ``book.no_driver`` where psycopg is not installed."""
    url = postgresql_url(location)
    try:
        from coopdesk.persistence.server_connection import connect_patiently, connection_arguments
        from coopdesk.persistence.server_faults import server_fault
    except ImportError as error:
        raise EnvironmentFault("book.no_driver") from error
    engine = create_engine(
        url, pool_pre_ping=True, connect_args=connection_arguments(url), hide_parameters=True
    )
    connect_patiently(engine)
    _translate(engine, lambda error: server_fault(error, url))
    return engine


def connect_file(path: Path, *, read_only: bool = False) -> sqlite3.Connection:
    """A bare connection to a file that must exist, without any setting of ours."""
    if read_only and not _has_journal(path):
        try:
            return _opened(path, "mode=ro")
        except sqlite3.OperationalError as error:
            if not error.sqlite_errorname.startswith(("SQLITE_CANTOPEN", "SQLITE_READONLY")):
                raise
            # A folder that may not be written to: nobody else can be writing, so no lock is needed.
            return _opened(path, "mode=ro&immutable=1")
    return _opened(path, "mode=ro" if read_only else "mode=rw")


def file_uri(path: PurePath) -> str:
    """The path as SQLite reads it, which for a Windows share (``//server/share``) is not as a browser would."""
    if _is_long(path):  # the mark is one with backslashes only
        return "file:" + quote(str(path), safe="")
    plain = quote(path.as_posix(), safe="/:")
    return f"file://{plain}" if plain.startswith("/") else f"file:///{plain}"


def _is_long(path: PurePath) -> bool:
    return str(path).startswith(LONG_PATH_MARK)


def _opened(path: Path, mode: str) -> sqlite3.Connection:
    # SQLite has a limit of its own unless asked for the other way.
    ways = f"{mode}&vfs=win32-longpath" if _is_long(path) else mode
    connection = sqlite3.connect(
        f"{file_uri(path.absolute())}?{ways}",
        uri=True,
        timeout=WAIT_MS / 1000,
        isolation_level=None,
        check_same_thread=False,
    )
    try:
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except (
        UnicodeDecodeError
    ) as error:  # the driver repeats a statement of the schema that is no text any more
        connection.close()
        raise fault("book.damaged", path) from error
    except BaseException:
        connection.close()
        raise
    return connection


def _has_journal(path: Path) -> bool:
    log = path.with_name(f"{path.name}-wal")
    return log.exists() and log.stat().st_size > 0


def _opener(path: Path, read_only: bool, wal: bool) -> Callable[[], sqlite3.Connection]:
    settings = _SETTINGS if read_only or not wal else (*_SETTINGS, *_WRITING)

    def opened() -> sqlite3.Connection:
        connection = connect_file(path, read_only=read_only)
        try:
            for setting in settings:
                connection.execute(setting)
        except BaseException:
            connection.close()
            raise
        return connection

    return opened


def _translate(engine: Engine, read: Callable[[BaseException], EnvironmentFault | None]) -> None:
    @event.listens_for(engine, "handle_error")
    def _raise_fault(context: ExceptionContext) -> None:
        found: Any = read(context.original_exception)
        if found is not None:
            raise found from context.original_exception
