"""A whole copy of a book as a file: finished and checked under another name before it takes the one asked for."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import cast

from sqlalchemy import Connection

from coopdesk.files import atomic_file
from coopdesk.persistence.book.at_rest import new_mark
from coopdesk.persistence.sql.faults import fault, file_errors
from coopdesk.services.progress import WHOLE, Progress, part_of, unheard

Check = Callable[[Path, Progress], object]
"""Looks at a finished copy before it takes its name; raises what speaks against it."""
COPYING = (0, 700)
"""From where to where the copying of pages leads; the rest is the check of the copy."""
_STEP = 512
"""Pages copied at once: two megabytes."""
_PART = 1 << 20


def no_check(_part: Path, _progress: Progress) -> None:
    """Looks at nothing: where nothing is replaced, a copy of what there is, is better than none."""


def checked_copy(
    connection: Connection, target: Path, check: Check = no_check, progress: Progress = unheard
) -> None:
    """Copy the SQLite book of a connection to ``target``, which is replaced only by a copy that was found whole.

    The copy gets marks of its own, so that no log of the book is taken for one of it. Raises ``backup.damaged``
    when the copy does not pass SQLite's own check, what ``check`` raises, or what the disk refuses; ``Cancelled``
    leaves nothing.
    """
    source = cast("sqlite3.Connection", connection.connection.driver_connection)
    with atomic_target(target) as part:
        with closing(sqlite3.connect(part, isolation_level=None)) as copy:
            copy_pages(source, copy, part_of(progress, *COPYING))
            copy.execute("PRAGMA journal_mode = DELETE")
            copy.execute(f"PRAGMA user_version = {new_mark()}")
            check_whole(copy, target)
        check(part, part_of(progress, COPYING[1], WHOLE))


def copy_pages(source: sqlite3.Connection, copy: sqlite3.Connection, progress: Progress) -> None:
    """Copy all pages in steps, each of which tells how far it is; ``copy`` is empty and nobody else's.

    All steps read the one state that the source's transaction sees: without a transaction a copy would begin anew at
    every write of another connection, and never end beside a busy book.
    """
    began = not source.in_transaction
    if began:
        source.execute("BEGIN")
    try:
        source.execute("SELECT 1 FROM sqlite_schema").fetchone()  # only what is read holds a state
        source.backup(copy, pages=_STEP, progress=lambda _code, left, total: progress(total - left, total))
    finally:
        if began:
            source.execute("ROLLBACK")


def copy_bytes(source: Path, copy: Path, progress: Progress) -> None:
    """Copy a file that nobody writes to, part by part."""
    with source.open("rb") as read, copy.open("wb") as write:
        size, done = os.fstat(read.fileno()).st_size, 0
        while part := read.read(_PART):
            write.write(part)
            done += len(part)
            progress(done, size)


def check_whole(copy: sqlite3.Connection, target: Path) -> None:
    """Raises ``backup.damaged`` unless the copy passes SQLite's own check."""
    if _found(copy) != "ok":
        raise fault("backup.damaged", target)


def _found(copy: sqlite3.Connection) -> str:
    return str(copy.execute("PRAGMA integrity_check(1)").fetchone()[0])


@contextmanager
def atomic_target(target: Path) -> Iterator[Path]:
    """A name to write to, which becomes ``target`` when all went well and is removed when not."""
    with file_errors(target), ExitStack() as making:
        try:
            part = making.enter_context(atomic_file(target))
        except PermissionError as error:
            raise fault("book.folder_read_only", target) from error
        yield part
