"""What is looked at before a book is opened, and how an old one is brought up to date."""

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from datetime import date
from pathlib import Path

from sqlalchemy import Connection, Engine

from coopdesk.file_lock import is_locked, is_ours
from coopdesk.files import beside_name, free_name, is_book, set_aside
from coopdesk.persistence.book import migrate
from coopdesk.persistence.book.as_made import is_as_made, schema_state
from coopdesk.persistence.book.damage import last_backup
from coopdesk.persistence.book.engine import TRIES, connect_file
from coopdesk.persistence.book.file_copy import checked_copy
from coopdesk.persistence.book.logs import LogState, has_logs, inspect_logs
from coopdesk.persistence.sql.faults import fault, file_errors
from coopdesk.services.errors import EnvironmentFault
from coopdesk.services.progress import Progress, unheard

_NAMED = 5
"""How many parts a message names."""


def check_file(path: Path) -> None:
    """Refuse what is no book at all: ``book.not_found``, ``book.folder_gone``, ``book.not_a_book``."""
    with file_errors(path):
        if not path.parent.is_dir():
            raise fault("book.folder_gone", path)
        if not path.exists():
            raise fault("book.not_found", path)
        if not path.is_file():
            raise fault("book.not_a_book", path)
        if is_ours(path):  # this process has it open; its file must not be touched by other ways
            return
        with path.open("rb"):
            pass  # what may not be read is told as that
    if not is_book(path):
        raise fault("book.not_a_book", path)


def clear_logs(path: Path, acknowledged: int) -> tuple[Path, ...]:
    """Before a locked book is opened: set aside what lies beside it and is not its own. The new names."""
    kept = []
    with file_errors(path):
        for log, state in inspect_logs(path, acknowledged).items():
            if state is LogState.EMPTY:
                log.unlink()
            elif state is LogState.FOREIGN:
                kept.append(set_aside(log, "not-of-this-book"))
            if state is not LogState.OWN:
                beside_name(path, "-shm").unlink(missing_ok=True)
    if has_logs(path):
        recover_log(path)
    return tuple(kept)


def recover_log(path: Path) -> None:
    """Write what a killed program left in the log into the file, before anybody works in it.

    A reader or a full disk only puts it off: the log is the book's own.
    """
    with (
        suppress(EnvironmentFault, sqlite3.OperationalError),
        file_errors(path),
        closing(connect_file(path)) as file,
    ):
        file.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()


def must_be_read_alone(path: Path) -> bool:
    """Whether a book nobody has open lies beside a log that is not its own, or that nothing is needed of."""
    with file_errors(path):
        if not has_logs(path) or is_locked(path):
            return False
        return any(state is not LogState.OWN for state in inspect_logs(path).values())


def bring_up_to_date(
    engine: Engine,
    path: Path | None,
    name: str,
    *,
    read_only: bool,
    today: date,
    progress: Progress = unheard,
) -> None:
    """Migrate an older book after a checked copy of it was kept; refuse one that cannot be used.

    ``book.not_a_book``, ``book.too_new``, ``book.too_old`` where nothing may be written, and ``book.schema`` for a book
    to be written to in which something of another program's would run, or one of our own rules is gone.
    """
    if not read_only and path is not None:
        _try_to_write(engine)
    with engine.connect() as connection:
        version = migrate.version_of(connection)
    if version is None:
        raise EnvironmentFault("book.not_a_book", path=name, folder=str(path.parent) if path else "")
    if version == migrate.HEAD:
        if not read_only:
            _check_schema(engine, path, name, dangers)
        return
    if not migrate.is_known(version):
        code = "book.too_new" if migrate.is_newer(version) else "book.unknown_version"
        raise EnvironmentFault(code, path=name, version=version, known=migrate.HEAD)
    if read_only:
        raise EnvironmentFault("book.too_old", path=name, version=version)
    from coopdesk.persistence.book.schema import foreign_code

    _check_schema(engine, path, name, foreign_code)
    with migrate.changing(engine) as connection:
        migrate.alone(connection)
        # Whoever came first may have done it while this one waited.
        if migrate.version_of(connection) == version:
            _keep_before(engine, path, version, today, progress)
            migrate.upgrade(connection)
    _check_schema(engine, path, name, dangers)


def dangers(connection: Connection) -> Sequence[str]:
    """As ``schema.dangers``; a file that is made as this program makes it has none, and needs no comparing."""
    if is_as_made(connection):
        return ()
    from coopdesk.persistence.book import schema

    return schema.dangers(connection)


def _check_schema(
    engine: Engine, path: Path | None, name: str, look: Callable[[Connection], Sequence[str]]
) -> None:
    with engine.connect() as connection:
        found = look(connection)
    _refuse(engine, path, name, found)


def _refuse(engine: Engine, path: Path | None, name: str, found: Sequence[str]) -> None:
    if found:
        named = [*found[:_NAMED], *["…"] * (len(found) > _NAMED)]
        place = {"folder": str(path.parent) if path else "", "backup": last_backup(engine)}
        raise EnvironmentFault("book.schema", path=name, parts=named, **place)


class SchemaWatch:
    """Whether a book is still made of what it was when it was opened: each command asks for the state of the schema,
    and compares the schema with what this program makes where that is another. Make it before the schema is looked at.

    ``path`` is None and ``name`` the database's for a book on a server.
    """

    def __init__(self, engine: Engine, path: Path | None, name: str) -> None:
        self._engine, self._path, self._name = engine, path, name
        with engine.connect() as connection:
            self._checked = schema_state(connection)

    def check(self, connection: Connection) -> None:
        """``book.schema`` where another program has added what would run, or taken a rule away, in the meantime."""
        state = schema_state(connection)
        if state != self._checked:
            _refuse(self._engine, self._path, self._name, dangers(connection))
            self._checked = state


def _try_to_write(engine: Engine) -> None:
    """Write and take it back, so that a file that cannot be written is told now and not at work.

    SQLite opens a write-protected file without an error and even begins a transaction on it.
    """
    with engine.connect().execution_options(**TRIES) as connection:
        connection.exec_driver_sql("PRAGMA user_version = 0")
        connection.rollback()


def _keep_before(engine: Engine, path: Path | None, version: str, today: date, progress: Progress) -> None:
    """A copy of the book as it was: a file beside it, or a schema of its own on a server."""
    if path is None:
        from coopdesk.persistence.book.server_copy import keep_copy

        keep_copy(engine, f"coopdesk_before_{version}_{today:%Y%m%d}")
        return
    kept = free_name(path.with_name(f"{path.name}.before-{version}-{today:%Y%m%d}"))
    with engine.connect() as connection:
        checked_copy(connection, kept, progress=progress)
