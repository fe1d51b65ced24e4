"""What is looked at before a book is opened, and how an old one is brought up to date."""

from datetime import date
from pathlib import Path

from sqlalchemy import Engine

from coopdesk.persistence import migrate
from coopdesk.persistence.engine import WRITES, connect_file
from coopdesk.persistence.faults import fault, file_errors
from coopdesk.persistence.file_copy import checked_copy
from coopdesk.persistence.layout import APPLICATION
from coopdesk.persistence.server_copy import keep_copy
from coopdesk.services.errors import EnvironmentFault


def check_file(path: Path) -> None:
    """Refuse what is no book at all: ``book.not_found``, ``book.folder_gone``, ``book.not_a_book``."""
    with file_errors(path):
        if not path.parent.is_dir():
            raise fault("book.folder_gone", path)
        if not path.exists():
            raise fault("book.not_found", path)
        if not path.is_file() or path.stat().st_size == 0:
            raise fault("book.not_a_book", path)
        connection = connect_file(path, read_only=True)
        try:
            (found,) = connection.execute("PRAGMA application_id").fetchone()
        finally:
            connection.close()
    if found != APPLICATION:
        raise fault("book.not_a_book", path)


def bring_up_to_date(engine: Engine, path: Path | None, name: str, *, read_only: bool, today: date) -> None:
    """Migrate an older book after a checked copy of it was kept; refuse one that cannot be used.

    ``book.not_a_book``, ``book.too_new``, and ``book.too_old`` where nothing may be written.
    """
    if not read_only and path is not None:
        _try_to_write(engine)
    with engine.connect() as connection:
        version = migrate.version_of(connection)
    if version is None:
        raise EnvironmentFault("book.not_a_book", path=name, folder=str(path.parent) if path else "")
    if version == migrate.HEAD:
        return
    if not migrate.is_known(version):
        code = "book.too_new" if migrate.is_newer(version) else "book.unknown_version"
        raise EnvironmentFault(code, path=name, version=version, known=migrate.HEAD)
    if read_only:
        raise EnvironmentFault("book.too_old", path=name, version=version)
    with migrate.changing(engine) as connection:
        migrate.alone(connection)
        # Whoever came first may have done it while this one waited.
        if migrate.version_of(connection) == version:
            _keep_before(engine, path, version, today)
            migrate.upgrade(connection)


def _try_to_write(engine: Engine) -> None:
    """Write and take it back, so that a file that cannot be written is told now and not at work.

    SQLite opens a write-protected file without a word and even begins a transaction on it.
    """
    with engine.connect().execution_options(**WRITES) as connection:
        connection.exec_driver_sql("PRAGMA user_version = 0")
        connection.rollback()


def _keep_before(engine: Engine, path: Path | None, version: str, today: date) -> None:
    """A copy of the book as it was: a file beside it, or a schema of its own on a server."""
    if path is None:
        keep_copy(engine, f"coopdesk_before_{version}_{today:%Y%m%d}")
        return
    kept = _free(path.with_name(f"{path.name}.before-{version}-{today:%Y%m%d}"))
    with engine.connect() as connection:
        checked_copy(connection, kept)


def _free(path: Path) -> Path:
    """The path, or the first of ``path-2``, ``path-3`` … that nothing has yet."""
    names = (path, *(path.with_name(f"{path.name}-{number}") for number in range(2, 1000)))
    return next(name for name in names if not name.exists())
