"""Makes and opens books; nothing else of the persistence is used from outside.

A location is a file, by custom ending in ``.coop``, or a PostgreSQL URL. Everything the machine refuses comes as
``EnvironmentFault``; a book that is refused is left as it was. ``clock`` tells when a backup was made.
"""

import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from coopdesk.files import clear_beside, clear_leftovers, restrict_to_owner
from coopdesk.persistence.book import migrate
from coopdesk.persistence.book.at_rest import FileKeeper
from coopdesk.persistence.book.book import SqlBook
from coopdesk.persistence.book.damage import damage_told
from coopdesk.persistence.book.engine import (
    connect_file,
    is_url,
    postgresql_engine,
    postgresql_url,
    sqlite_engine,
)
from coopdesk.persistence.book.lock import BookLock
from coopdesk.persistence.book.opening import (
    SchemaWatch,
    bring_up_to_date,
    check_file,
    clear_logs,
    must_be_read_alone,
)
from coopdesk.persistence.sql.faults import fault, file_errors
from coopdesk.services.errors import EnvironmentFault
from coopdesk.services.progress import Progress, unheard

Clock = Callable[[], datetime]


def create_book(location: Path | str, now: datetime, *, clock: Clock = datetime.now) -> SqlBook:
    """Make a new, empty book and open it; ``book.exists`` where there is one."""
    if is_url(location):
        return _create_on_server(str(location), now, clock)
    path = real_path(Path(location))
    lock = locked(path)
    try:
        clear_leftovers(path.parent)
        from coopdesk.persistence.book.layout import lay_out_book

        aside = clear_beside(path) if not path.exists() else ()
        lay_out_book(path, now)
        with file_errors(path):
            lock.lock_file()
        return _for_work(path, lock, clock, aside)
    except BaseException:
        lock.release()
        raise


def open_book(
    location: Path | str,
    *,
    read_only: bool = False,
    clock: Clock = datetime.now,
    progress: Progress = unheard,
) -> SqlBook:
    """Open a book that is there.

    Only one program at a time may write to a file (``book.already_open``); with ``read_only`` it can be read, checked
    and copied beside that program, and nothing is written, migrated or locked. ``progress`` is told how far the copy is
    that is kept of an older book; stopped by it, the book is as it was.
    """
    if is_url(location):
        return _open_on_server(str(location), read_only, clock)
    path = real_path(Path(location))
    check_file(path)
    if read_only:
        return _for_reading(path, clock)
    lock = locked(path)
    try:
        aside = clear_logs(path, lock.acknowledged)
        restrict_to_owner(path)
        book = _for_work(path, lock, clock, aside, progress)
    except BaseException:
        lock.release()
        raise
    clear_leftovers(path.parent)
    return book


def real_path(path: Path) -> Path:
    """The file itself, where a name is a link to it: SQLite's files and ours lie beside that."""
    path = path.absolute()
    return Path(os.path.realpath(path)) if path.is_symlink() else path


def _for_work(
    path: Path, lock: BookLock, clock: Clock, aside: tuple[Path, ...], progress: Progress = unheard
) -> SqlBook:
    keeper = FileKeeper(lambda: connect_file(path), lock)
    engine = sqlite_engine(path, keeper=keeper)
    try:
        with damage_told(engine, path.name, str(path.parent)):
            watch = SchemaWatch(engine, path, path.name)
            bring_up_to_date(
                engine, path, path.name, read_only=False, today=clock().date(), progress=progress
            )
        return SqlBook(
            engine, path.name, clock, path=path, lock=lock, keeper=keeper, aside=aside, watch=watch.check
        )
    except BaseException:
        keeper.close()
        engine.dispose()
        raise


def _for_reading(path: Path, clock: Clock) -> SqlBook:
    engine = sqlite_engine(path, read_only=True, alone=must_be_read_alone(path))
    try:
        with damage_told(engine, path.name, str(path.parent)):
            bring_up_to_date(engine, path, path.name, read_only=True, today=clock().date())
        return SqlBook(engine, path.name, clock, path=path, read_only=True)
    except BaseException:
        engine.dispose()
        raise


def locked(path: Path) -> BookLock:
    """The lock on a book; ``book.already_open``, ``book.folder_gone``, ``book.folder_read_only``."""
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
        from coopdesk.persistence.book.layout import lay_out

        lay_out(engine, now)
        return SqlBook(engine, name, clock, watch=SchemaWatch(engine, None, name).check)
    except BaseException:
        engine.dispose()
        raise


def _open_on_server(location: str, read_only: bool, clock: Clock) -> SqlBook:
    engine = postgresql_engine(location)
    name = postgresql_url(location).database or ""
    try:
        if read_only:
            bring_up_to_date(engine, None, name, read_only=True, today=clock().date())
            return SqlBook(engine, name, clock, read_only=True)
        watch = SchemaWatch(engine, None, name)
        bring_up_to_date(engine, None, name, read_only=False, today=clock().date())
        return SqlBook(engine, name, clock, watch=watch.check)
    except BaseException:
        engine.dispose()
        raise
