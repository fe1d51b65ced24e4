"""Connections to a book: a file through SQLite, or a shared database through PostgreSQL.

Knows how each database is set so that what was acknowledged is never lost, and how a transaction begins. Every error
that is the machine's leaves here as ``EnvironmentFault``.
"""

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path, PurePath
from typing import Any
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, QueuePool, create_engine, event, make_url
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.exc import ArgumentError

from coopdesk.domain.errors import DomainError
from coopdesk.paths import LONG_PATH_MARK
from coopdesk.persistence.book.at_rest import BookConnection, FileKeeper
from coopdesk.persistence.book.logs import has_logs
from coopdesk.persistence.sql.faults import fault, sqlite_errors, sqlite_fault
from coopdesk.persistence.sql.hashing import teach
from coopdesk.persistence.sql.refusing import FILE
from coopdesk.services.errors import EnvironmentFault

WRITES = {"coopdesk_writes": True}
"""Execution option of a connection whose transactions take the right to write when they begin."""


WAIT_MS = 5_000
"""How long a writer waits for another one before it is told that the book is busy."""


_SETTINGS = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA recursive_triggers = ON",  # so that INSERT OR REPLACE meets the triggers that keep facts
    "PRAGMA cache_size = -16000",
    "PRAGMA trusted_schema = OFF",  # what somebody put into the schema calls no function of ours or of SQLite's
)


_WAL = "PRAGMA journal_mode = WAL"


_WRITING = ("PRAGMA synchronous = FULL",)


_NO_ROOM_BESIDE = ("SQLITE_CANTOPEN", "SQLITE_READONLY", "SQLITE_IOERR", "SQLITE_FULL", "SQLITE_PERM")


TRIES = {"coopdesk_writes": True, "coopdesk_tries": True}
"""As ``WRITES``, for a transaction that is sure to be taken back and so leaves no mark in the file."""


Open = Callable[[], sqlite3.Connection]


def sqlite_engine(
    path: Path,
    *,
    read_only: bool = False,
    wal: bool = True,
    keeper: FileKeeper | None = None,
    alone: bool = False,
) -> Engine:
    """An engine over the file, which must exist. Without ``wal`` for a file that is still being made.

    A book open for work has a ``keeper``. ``alone`` is for reading a file beside which lies what is not its own.
    """
    opener = _reader(path, alone) if read_only else _opener(path, wal, keeper)
    engine = create_engine(
        "sqlite://",
        poolclass=QueuePool,
        creator=opener,
        hide_parameters=True,
        execution_options={FILE: path},
    )
    _translate(engine, lambda error: sqlite_fault(error, path) if isinstance(error, sqlite3.Error) else None)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        options = connection.get_execution_options()
        writes, kept = options.get("coopdesk_writes", False), not options.get("coopdesk_tries", False)
        driver = connection.connection.driver_connection
        if writes and kept and keeper is not None and isinstance(driver, BookConnection):
            with sqlite_errors(path):
                keeper.begin(driver)
            driver.writing = True
        else:
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
        from coopdesk.persistence.sql.server_connection import connection_arguments, use_timed_connections
        from coopdesk.persistence.sql.server_faults import server_fault
    except ImportError as error:
        raise EnvironmentFault("book.no_driver") from error
    engine = create_engine(
        url, pool_pre_ping=True, connect_args=connection_arguments(url), hide_parameters=True
    )
    use_timed_connections(engine)
    _translate(engine, lambda error: server_fault(error, url))
    return engine


def connect_file(path: Path, *, read_only: bool = False, alone: bool = False) -> sqlite3.Connection:
    """A bare connection to a file that must exist, without any setting of ours.

    A reader leaves nothing behind: it may write what SQLite needs beside the file, so it also clears it away. Where
    nothing may be written (a full or protected disk), or with ``alone``, only the file itself is read.
    """
    if not read_only:
        return _opened(path, "mode=rw")
    if not alone and os.access(path, os.W_OK) and os.access(path.parent, os.W_OK):
        try:
            connection = _opened(path, "mode=rw")
            connection.execute("PRAGMA query_only = ON")
            return connection
        except sqlite3.OperationalError as error:
            if not error.sqlite_errorname.startswith(_NO_ROOM_BESIDE):
                raise
    if not alone and has_logs(path):
        return _opened(path, "mode=ro")
    return _opened(path, "mode=ro&immutable=1")


def file_uri(path: PurePath) -> str:
    """The path as SQLite reads it, which for a Windows share (``//server/share``) is not as a browser would."""
    if _is_long(path):  # the mark is one with backslashes only
        return "file:" + quote(str(path), safe="")
    plain = quote(path.as_posix(), safe="/:")
    return f"file://{plain}" if plain.startswith("/") else f"file:///{plain}"


def _is_long(path: PurePath) -> bool:
    return str(path).startswith(LONG_PATH_MARK)


def _opened(path: Path, mode: str, made: type[sqlite3.Connection] = sqlite3.Connection) -> sqlite3.Connection:
    # SQLite has a limit of its own unless asked for the other way.
    ways = f"{mode}&vfs=win32-longpath" if _is_long(path) else mode
    connection = sqlite3.connect(
        f"{file_uri(path.absolute())}?{ways}",
        uri=True,
        timeout=WAIT_MS / 1000,
        isolation_level=None,
        check_same_thread=False,
        factory=made,
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


def _opener(path: Path, wal: bool, keeper: FileKeeper | None) -> Open:
    settings = (*_SETTINGS, *_WRITING) if wal else _SETTINGS
    if keeper is not None:
        settings = (*settings, "PRAGMA wal_autocheckpoint = 0")

    def opened() -> sqlite3.Connection:
        connection = _opened(path, "mode=rw", BookConnection)
        assert isinstance(connection, BookConnection)
        connection.keeper = keeper
        _set(connection, settings)
        if wal and connection.execute(_WAL).fetchone() != ("wal",):
            connection.close()
            raise fault("book.no_locks", path)
        return connection

    return opened


def _reader(path: Path, alone: bool) -> Open:
    return lambda: _set(connect_file(path, read_only=True, alone=alone), _SETTINGS)


def _set(connection: sqlite3.Connection, settings: tuple[str, ...]) -> sqlite3.Connection:
    try:
        for setting in settings:
            connection.execute(setting)
        teach(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _translate(engine: Engine, read: Callable[[BaseException], EnvironmentFault | None]) -> None:
    @event.listens_for(engine, "handle_error")
    def _raise_fault(context: ExceptionContext) -> None:
        if isinstance(context.original_exception, DomainError):  # what a column has no room for
            raise context.original_exception
        found: Any = read(context.original_exception)
        if found is not None:
            raise found from context.original_exception
