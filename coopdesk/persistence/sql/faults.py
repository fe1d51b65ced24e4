"""What the machine refused, told by codes: the one place that reads the errors of SQLite, PostgreSQL and the disk.

Only what has an advice of its own is told apart; anything else is a fault of ours and goes up unchanged.
"""

import errno
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from coopdesk.services.errors import EnvironmentFault

_SQLITE = {
    "SQLITE_FULL": "book.disk_full",
    "SQLITE_READONLY": "book.read_only",
    "SQLITE_READONLY_DIRECTORY": "book.folder_read_only",
    "SQLITE_READONLY_DBMOVED": "book.gone",
    "SQLITE_READONLY_CANTINIT": "book.folder_read_only",
    "SQLITE_READONLY_ROLLBACK": "book.folder_read_only",
    "SQLITE_READONLY_RECOVERY": "book.folder_read_only",
    "SQLITE_BUSY": "book.busy",
    "SQLITE_BUSY_SNAPSHOT": "book.busy",
    "SQLITE_BUSY_RECOVERY": "book.busy",
    "SQLITE_LOCKED": "book.busy",
    "SQLITE_NOTADB": "book.not_a_book",
    "SQLITE_CORRUPT": "book.damaged",
    "SQLITE_CORRUPT_INDEX": "book.damaged",
    "SQLITE_CORRUPT_SEQUENCE": "book.damaged",
    "SQLITE_PERM": "book.no_access",
    "SQLITE_AUTH": "book.no_access",
    "SQLITE_IOERR_LOCK": "book.no_locks",
    "SQLITE_IOERR_SHMLOCK": "book.no_locks",
    "SQLITE_IOERR_SHMMAP": "book.no_locks",
    "SQLITE_IOERR_SHMOPEN": "book.no_locks",
    "SQLITE_IOERR_RDLOCK": "book.no_locks",
}
_ERRNO = {
    errno.ENOSPC: "book.disk_full",
    errno.EDQUOT: "book.disk_full",
    errno.EFBIG: "book.disk_full",
    errno.EROFS: "book.folder_read_only",
    errno.EACCES: "book.no_access",
    errno.EPERM: "book.no_access",
    errno.ENOENT: "book.folder_gone",
    errno.ENOTDIR: "book.folder_gone",
    errno.EIO: "book.gone",
    errno.ENOLCK: "book.no_locks",
    errno.EOPNOTSUPP: "book.no_locks",
}


NOT_DECODED = "Could not decode to UTF-8 column"
"""How the driver begins when a text is no UTF-8; it goes on with the column and the text itself."""


def sqlite_fault(error: sqlite3.Error, path: Path) -> EnvironmentFault | None:
    """The advice for an error of SQLite, None where it is not the machine's."""
    name: str = getattr(error, "sqlite_errorname", "")
    if not name and str(error).startswith(NOT_DECODED):
        return fault("book.bad_value", path)
    code = "book.sum_too_large" if str(error) == "integer overflow" else _SQLITE.get(name)
    if code is None and name.startswith("SQLITE_IOERR"):
        code = "book.disk_full" if _is_full(path) else "book.gone"
    if name.startswith("SQLITE_CANTOPEN"):
        code = _cannot_open(path)
    return None if code is None else fault(code, path)


def file_fault(error: OSError, path: Path) -> EnvironmentFault:
    """The advice for an error of the file system."""
    code = _ERRNO.get(error.errno or 0, "book.disk_error")
    return fault("book.in_use" if code == "book.no_access" and may_be_in_use(path) else code, path)


def may_be_in_use(path: Path) -> bool:
    """Whether a file that was refused is no more than open in another program: Windows says the same."""
    return os.name == "nt" and path.is_file() and os.access(path, os.W_OK)


def fault(code: str, path: Path) -> EnvironmentFault:
    """A fault of a file, with its name and folder for the sentence."""
    return EnvironmentFault(code, path=path.name, folder=str(path.parent))


@contextmanager
def sqlite_errors(path: Path) -> Iterator[None]:
    """Raises what SQLite refuses inside as ``EnvironmentFault`` about ``path``."""
    try:
        yield
    except sqlite3.Error as error:
        found = sqlite_fault(error, path)
        if found is None:
            raise
        raise found from error


@contextmanager
def file_errors(path: Path) -> Iterator[None]:
    """Raises what the disk or SQLite refuses inside as ``EnvironmentFault`` about ``path``."""
    try:
        with sqlite_errors(path):
            yield
    except BlockingIOError as error:  # another program has it, or makes the same file
        raise fault("book.busy", path) from error
    except OSError as error:
        raise file_fault(error, path) from error


def _cannot_open(path: Path) -> str:
    if not path.parent.is_dir():
        return "book.folder_gone"
    if may_be_in_use(path):
        return "book.in_use"
    return "book.no_access" if path.exists() else "book.not_found"


def _is_full(path: Path) -> bool:
    """Whether an I/O error came of a disk without room, which some file systems tell only so."""
    try:
        return shutil.disk_usage(path.parent).free < 1 << 16
    except OSError:
        return False
