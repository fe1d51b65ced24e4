"""A whole copy of a book as a file: finished and checked under another name before it takes the one asked for."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import cast

from sqlalchemy import Connection

from coopdesk.paths import patiently
from coopdesk.persistence.faults import fault, file_errors, new_file


def checked_copy(connection: Connection, target: Path) -> None:
    """Copy the SQLite book of a connection to ``target``, which is replaced only by a copy that was found whole.

    All pages go in one step: a copy in small steps begins anew at every write and never ends beside a busy book.
    Raises ``backup.damaged`` when the copy does not pass SQLite's own check, or what the disk refuses.
    """
    source = cast("sqlite3.Connection", connection.connection.driver_connection)
    with in_its_place(target) as part, closing(sqlite3.connect(part, isolation_level=None)) as copy:
        source.backup(copy, pages=-1)
        copy.execute("PRAGMA journal_mode = DELETE")
        check_whole(copy, target)


def check_whole(copy: sqlite3.Connection, target: Path) -> None:
    """Raises ``backup.damaged`` unless the copy passes SQLite's own check."""
    if _found(copy) != "ok":
        raise fault("backup.damaged", target)


def _found(copy: sqlite3.Connection) -> str:
    return str(copy.execute("PRAGMA integrity_check(1)").fetchone()[0])


@contextmanager
def in_its_place(target: Path) -> Iterator[Path]:
    """A name to write to, which becomes ``target`` when all went well and is removed when not."""
    part = target.with_name(f"{target.name}.part")
    with file_errors(target):
        try:
            new_file(part)
            yield part
            patiently(lambda: part.replace(target))
        except BaseException:
            with suppress(OSError):  # the first error is the one to tell
                part.unlink(missing_ok=True)
            raise
