"""The door to the persistence: make a book, open a book.

A location is a file, by custom ending in ``.coop``, or a PostgreSQL URL. Everything the machine refuses comes as
``EnvironmentFault``; a book that is refused is left as it was. ``clock`` tells when a backup was made.
"""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from coopdesk.persistence import migrate
from coopdesk.persistence.book import SqlBook
from coopdesk.persistence.engine import is_url, postgresql_engine, postgresql_url, sqlite_engine
from coopdesk.persistence.faults import fault, file_errors
from coopdesk.persistence.layout import lay_out, lay_out_book
from coopdesk.persistence.lock import BookLock
from coopdesk.persistence.opening import bring_up_to_date, check_file
from coopdesk.services.errors import EnvironmentFault

Clock = Callable[[], datetime]


def create_book(location: Path | str, now: datetime, *, clock: Clock = datetime.now) -> SqlBook:
    """Make a new, empty book and open it; ``book.exists`` where there is one."""
    if is_url(location):
        return _create_on_server(str(location), now, clock)
    path = Path(location).absolute()
    lock = _locked(path)
    try:
        lay_out_book(path, now)
        return SqlBook(sqlite_engine(path), path.name, clock, path=path, lock=lock)
    except BaseException:
        lock.release()
        raise


def open_book(location: Path | str, *, read_only: bool = False, clock: Clock = datetime.now) -> SqlBook:
    """Open a book that is there.

    Only one program at a time may write to a file (``book.already_open``); with ``read_only`` it can be read, checked
    and copied beside that program, and nothing is written, migrated or locked.
    """
    if is_url(location):
        return _open_on_server(str(location), read_only, clock)
    path = Path(location).absolute()
    check_file(path)
    lock = None if read_only else _locked(path)
    engine = sqlite_engine(path, read_only=read_only)
    try:
        bring_up_to_date(engine, path, path.name, read_only=read_only, today=clock().date())
        return SqlBook(engine, path.name, clock, path=path, lock=lock, read_only=read_only)
    except BaseException:
        engine.dispose()
        if lock is not None:
            lock.release()
        raise


def _locked(path: Path) -> BookLock:
    with file_errors(path):
        if not path.parent.is_dir():
            raise fault("book.folder_gone", path)
        try:
            return BookLock(path)
        except PermissionError as error:
            raise fault("book.folder_read_only", path) from error


def _create_on_server(location: str, now: datetime, clock: Clock) -> SqlBook:
    engine = postgresql_engine(location)
    name = postgresql_url(location).database or ""
    try:
        with engine.connect() as connection:
            if migrate.version_of(connection) is not None:
                raise EnvironmentFault("book.exists", path=name, folder="")
        lay_out(engine, now)
        return SqlBook(engine, name, clock)
    except BaseException:
        engine.dispose()
        raise


def _open_on_server(location: str, read_only: bool, clock: Clock) -> SqlBook:
    engine = postgresql_engine(location)
    name = postgresql_url(location).database or ""
    try:
        bring_up_to_date(engine, None, name, read_only=read_only, today=clock().date())
        return SqlBook(engine, name, clock, read_only=read_only)
    except BaseException:
        engine.dispose()
        raise
