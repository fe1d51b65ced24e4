"""Putting a backup in a book's place: checked as a whole first, and what it replaces is kept beside it.

The backup itself is only read. It is copied beside the book, brought to this version where it is older, and verified
there; only then does it take the book's name.
"""

import errno
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

from sqlalchemy import insert

from coopdesk.files import APPLICATION, BOOK_LOGS, beside_name, clear_leftovers, free_name, restrict_to_owner
from coopdesk.persistence.book import migrate
from coopdesk.persistence.book.at_rest import new_mark
from coopdesk.persistence.book.books import locked, open_book, real_path
from coopdesk.persistence.book.content import read_content
from coopdesk.persistence.book.engine import connect_file, sqlite_engine
from coopdesk.persistence.book.file_copy import atomic_target, copy_bytes, copy_pages
from coopdesk.persistence.book.logs import LogState, inspect_logs
from coopdesk.persistence.book.opening import check_file, must_be_read_alone, recover_log
from coopdesk.persistence.book.tables import backups
from coopdesk.persistence.book.unit_of_work import open_transaction
from coopdesk.persistence.book.verify import defects
from coopdesk.persistence.journal.store import SqlJournal
from coopdesk.persistence.sql.faults import fault, file_errors
from coopdesk.services.command import Changes, Topic
from coopdesk.services.errors import EnvironmentFault
from coopdesk.services.journal.entry import canonical
from coopdesk.services.journal.kinds import RESTORED
from coopdesk.services.progress import WHOLE, Progress, part_of, unheard
from coopdesk.services.values import BookContent, Defect

_COPIED, _CHECKED = (0, 300), (300, 800)
"""From where to where copying the backup and checking the copy lead; the rest is the copy of what was there."""


@dataclass(frozen=True)
class CheckedBackup:
    """A backup as it was found: what it holds, and everything in it that does not hold."""

    content: BookContent
    defects: tuple[Defect, ...]


def check_backup(backup: Path, progress: Progress = unheard) -> CheckedBackup:
    """Verify a backup as a whole, in a copy that is gone afterwards; ``book.not_a_book`` and the like for no book."""
    check_file(backup)
    with TemporaryDirectory(prefix="coopdesk-", ignore_cleanup_errors=True) as folder:
        copy = Path(folder) / "backup.coop"
        copy.touch()
        with file_errors(backup):
            copy_book(backup, copy, part_of(progress, *_COPIED))
        return _checked(copy, part_of(progress, _COPIED[1], WHOLE))


def content_of(book: Path) -> BookContent | None:
    """What a book holds, in a few words; None for one that is not there, or cannot be read."""
    try:
        opened = open_book(book, read_only=True)
    except EnvironmentFault:
        return None
    try:
        return opened.content()
    except EnvironmentFault:
        return None
    finally:
        opened.close()


def restore(
    backup: Path, book: Path, now: datetime, person: str = "", progress: Progress = unheard
) -> Path | None:
    """Put the backup in the book's place; where what was there is kept now, None where nothing was.

    The book then says which backup it came from and of when, in its journal and as its last backup.

    ``book.already_open`` while any program has the book, ``restore.same_file``, ``restore.defects`` for a backup that
    does not hold, and whatever the disk refuses. Then the book is as it was, and so it is when ``progress`` stops it.
    """
    backup, book = backup.absolute(), real_path(book)
    check_file(backup)
    with file_errors(book):
        if book.exists() and backup.samefile(book):
            raise fault("restore.same_file", book)
    lock = locked(book)
    try:
        with ExitStack() as present, atomic_target(book) as part:
            with file_errors(backup):
                copy_book(backup, part, part_of(progress, *_COPIED))
            found = _checked(part, part_of(progress, *_CHECKED)).defects
            if found:
                where = {"path": backup.name, "folder": str(backup.parent)}
                raise EnvironmentFault("restore.defects", count=len(found), **where)
            _note(part, backup, now, person)
            kept = None
            if book.exists():
                lock.unlock_file()
                kept = present.enter_context(_kept(book, now, part_of(progress, _CHECKED[1], WHOLE)))
        clear_leftovers(book.parent)
        return kept
    finally:
        lock.release()


def copy_book(book: Path, copy: Path, progress: Progress = unheard) -> None:
    """Copy a book's file as it is, whatever its version and whoever has it open; the copy gets marks of its own.

    Nothing is written to the book. What the disk refuses comes as it is (``file_errors``).
    """
    alone = must_be_read_alone(book)
    with (
        closing(connect_file(book, read_only=True, alone=alone)) as source,
        closing(sqlite3.connect(copy)) as target,
    ):
        copy_pages(source, target, progress)
        target.execute("PRAGMA journal_mode = DELETE")
        target.execute(f"PRAGMA application_id = {APPLICATION}")
        target.execute(f"PRAGMA user_version = {new_mark()}")
        target.commit()


def _note(part: Path, backup: Path, now: datetime, person: str) -> None:
    """Let the copy say what it was put back from: the copy of a moment knows of no copy made of it."""
    engine = sqlite_engine(part, wal=False)
    try:
        with open_transaction(engine, writing=True) as connection:
            log = SqlJournal(connection)
            witness = log.witness()
            made = datetime.fromtimestamp(backup.stat().st_mtime, now.tzinfo)
            connection.execute(insert(backups), {"at": min(made, now), "target": str(backup)})
            content = canonical({"source": str(backup), "count": witness.count, "head": witness.head})
            done = Changes(frozenset({Topic.BACKUP}), str(backup))
            log.record(uuid4().hex, RESTORED, done, now, person=person, content=content)
            connection.commit()
    finally:
        engine.dispose()


def _checked(copy: Path, progress: Progress) -> CheckedBackup:
    """Bring a copy to this version where it is older, and look it through."""
    engine = sqlite_engine(copy, wal=False)
    try:
        with engine.connect() as connection:
            version = migrate.version_of(connection)
        if version is None:
            raise fault("book.not_a_book", copy)
        if not migrate.is_known(version):
            raise EnvironmentFault("book.too_new", path=copy.name, version=version, known=migrate.HEAD)
        if version != migrate.HEAD:
            with migrate.changing(engine) as connection:
                migrate.upgrade(connection)
        with open_transaction(engine, writing=False) as connection:
            found = tuple(defects(connection, progress=progress))
            return CheckedBackup(read_content(connection), found)
    finally:
        engine.dispose()


@contextmanager
def _kept(book: Path, now: datetime, progress: Progress) -> Iterator[Path]:
    """A copy of the book as it is, under a dated name; taken away again where nothing takes the book's place."""
    name = f"{book.stem}.before-restore-{now:%Y%m%d-%H%M%S}{book.suffix}"
    kept, was = free_name(book.with_name(name)), book.stat()
    try:
        _keep(book, kept, progress)
        yield kept
    except BaseException:
        with suppress(OSError):
            _take_away(kept, book, was)
        raise


def _take_away(kept: Path, book: Path, was: os.stat_result) -> None:
    """The book is what it ``was``, or has only got the name of the copy, which it then loses again."""
    if book.exists() and not os.path.samestat(book.stat(), was):
        return
    for ending in BOOK_LOGS:
        beside_name(kept, ending).unlink(missing_ok=True)
    if book.exists():
        kept.unlink(missing_ok=True)
    else:
        kept.rename(book)


def _keep(book: Path, kept: Path, progress: Progress) -> None:
    """Copy the book, with what lies beside it and is its own."""
    with suppress(EnvironmentFault), file_errors(book):
        if LogState.OWN in inspect_logs(book).values():
            recover_log(book)
    try:
        copy_bytes(book, kept, progress)
    except OSError as error:
        kept.unlink(missing_ok=True)
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise
        book.rename(kept)  # a file that cannot be read any more can still be given another name
    for ending in BOOK_LOGS:
        log = beside_name(book, ending)
        if log.exists() and log.stat().st_size:
            shutil.copyfile(log, beside_name(kept, ending))
    restrict_to_owner(kept)
