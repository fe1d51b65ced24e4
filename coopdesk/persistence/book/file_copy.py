"""A whole copy of a book as a file: finished and checked under another name before it takes the one asked for."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import cast

from sqlalchemy import Connection

from coopdesk.files import atomic_file
from coopdesk.persistence.book.at_rest import new_mark
from coopdesk.persistence.sql.faults import fault, file_errors

Check = Callable[[Path], object]
"""Looks at a finished copy before it takes its name; raises what speaks against it."""


def checked_copy(connection: Connection, target: Path, check: Check = lambda _part: None) -> None:
    """Copy the SQLite book of a connection to ``target``, which is replaced only by a copy that was found whole.

    All pages go in one step: a copy in small steps begins anew at every write and never ends beside a busy book.
    The copy gets marks of its own, so that no log of the book is ever taken for one of the copy. Raises
    ``backup.damaged`` when the copy does not pass SQLite's own check, what ``check`` raises, or what the disk refuses.
    """
    source = cast("sqlite3.Connection", connection.connection.driver_connection)
    with atomic_target(target) as part:
        with closing(sqlite3.connect(part, isolation_level=None)) as copy:
            source.backup(copy, pages=-1)
            copy.execute("PRAGMA journal_mode = DELETE")
            copy.execute(f"PRAGMA user_version = {new_mark()}")
            check_whole(copy, target)
        check(part)


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
