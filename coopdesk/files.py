"""How the program treats files: made for their owner alone, brought to disk with their names, never over a stranger's.

One place says what may be written over, for all that writes: backups, papers, exports, the demo. Nothing here asks
anybody; a caller that may replace a file has asked before.
"""

import os
import re
import stat
import struct
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from coopdesk.file_lock import FileLock, is_locked, is_ours
from coopdesk.paths import retry_file_access
from coopdesk.services.errors import EnvironmentFault

PRIVATE = 0o600
BOOK_LOGS = ("-wal", "-journal")
"""What SQLite leaves behind the name of a book with work that is not in it yet."""
PART = ".part"
_LEFT = re.compile(r"\.coop(\.part|\.new)$|^\..*\.pdf\.\d+\.part$")
_IN_USE = "in-use"
_SQLITE = b"SQLite format 3\x00"
_LOG_STARTS = (b"\x37\x7f\x06\x82", b"\x37\x7f\x06\x83", b"\xd9\xd5\x05\xf9")
_HEADER = 100
_APPLICATION_AT = 68
APPLICATION = 0x434F4F50
"""What SQLite's header says of a book: COOP."""


def make_private(path: Path) -> None:
    """Make an empty file that only its owner may read and write; FileExistsError where there is one."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR | getattr(os, "O_BINARY", 0), PRIVATE))


def restrict_to_owner(path: Path) -> None:
    """Take every right on a file from all but its owner; no change where the disk or another owner forbids it."""
    if os.name != "nt":
        with suppress(OSError):
            mode = stat.S_IMODE(path.stat().st_mode)
            if mode & 0o077:
                path.chmod(mode & 0o700)


def private_opener(name: str, flags: int) -> int:
    """For ``open(…, opener=…)``: a file that is made is its owner's alone."""
    return os.open(name, flags, PRIVATE)


def flush_folder(folder: Path) -> None:
    """Have a folder's names on disk, where the system lets a folder be flushed."""
    if os.name == "posix":
        with suppress(OSError):  # some network disks cannot, and the file itself is there
            handle = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)


def flush_file(path: Path) -> None:
    """Have a finished file's content on disk."""
    handle = os.open(path, os.O_RDWR | getattr(os, "O_BINARY", 0))
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def is_book(path: Path) -> bool:
    """Whether a file is a book by its content, whatever its name; False for one that is not there."""
    start = b"" if is_ours(path) else _start(path)
    named = start[:16] == _SQLITE and len(start) == _HEADER
    return is_ours(path) or (named and struct.unpack_from(">I", start, _APPLICATION_AT) == (APPLICATION,))


def check_target(target: Path, *, replaces_book: bool = False) -> None:
    """Refuse to write to a place that is somebody's: ``target.book``, ``target.lock``, ``target.log``,
    ``target.special`` (a folder, a device). Any other file may be replaced by who has asked.

    With ``replaces_book`` the caller has seen to it that nothing is lost with the book that is there.
    """
    said = {"path": target.name, "folder": str(target.parent)}
    if target.name.lower().endswith((".lock", "-shm", PART, ".new")):
        raise EnvironmentFault("target.lock", **said)
    if target.name.lower().endswith(BOOK_LOGS):
        raise EnvironmentFault("target.log", **said)
    try:
        mode = target.stat().st_mode
    except FileNotFoundError:
        return
    if not stat.S_ISREG(mode):
        raise EnvironmentFault("target.special", **said)
    start = _SQLITE if is_ours(target) else _start(target)
    if start[:4] in _LOG_STARTS:
        raise EnvironmentFault("target.log", **said)
    if start[:16] == _SQLITE and not replaces_book:
        raise EnvironmentFault("target.book", **said)


def set_aside(path: Path, why: str) -> Path:
    """Give a file that is in the way another name beside it, which tells why; nothing is ever deleted. The new name."""
    when = datetime.now().strftime("%Y%m%d-%H%M%S")
    kept = free_name(path.with_name(f"{path.name}.{why}-{when}"))
    path.rename(kept)
    return kept


def free_name(path: Path) -> Path:
    """The path, or the first of ``path-2``, ``path-3`` … that nothing has yet; ``.coop`` stays at the end."""
    stem, ending = (path.stem, path.suffix) if path.suffix == ".coop" else (path.name, "")
    names = (path, *(path.with_name(f"{stem}-{number}{ending}") for number in range(2, 10_000)))
    return next(name for name in names if not os.path.lexists(name))


def clear_beside(target: Path) -> tuple[Path, ...]:
    """Before a file takes a name: what lies beside that name and would be played into it goes aside. The new names."""
    return tuple(kept for _log, kept in _cleared_beside(target))


def _cleared_beside(target: Path) -> list[tuple[Path, Path]]:
    """Each log that went aside, by its old name and its new one."""
    beside_name(target, "-shm").unlink(missing_ok=True)
    moved = []
    for ending in BOOK_LOGS:
        log = beside_name(target, ending)
        if not os.path.lexists(log):
            continue
        if log.is_file() and not log.is_symlink() and log.stat().st_size == 0:
            log.unlink()
        else:
            moved.append((log, set_aside(log, "not-of-this-book")))
    return moved


def beside_name(path: Path, ending: str) -> Path:
    """The name SQLite and we put behind a file's own."""
    return path.with_name(f"{path.name}{ending}")


@contextmanager
def atomic_file(target: Path) -> Iterator[Path]:
    """A private file beside the target to write into, which takes the target's name, for good, when all went well.

    It is locked while it is made, so that nobody clears it away, and gone when something fails. What lies beside the
    target, and would be played into it, goes aside first. BlockingIOError where another program makes the same target.
    """
    part = beside_name(target, PART)
    if os.path.lexists(part):
        clear_part(part)
    make_private(part)
    lock = FileLock(part)
    try:
        yield part
        flush_file(part)
        if os.name == "nt":  # where a file that somebody has open keeps its name
            lock.release()
        moved = _cleared_beside(target)
        try:
            retry_file_access(lambda: part.replace(target))
        except BaseException:  # the file that is still there has its own log again
            for log, kept in moved:
                kept.rename(log)
            raise
        flush_folder(target.parent)
    finally:
        lock.release()
        with suppress(OSError):  # what went wrong before is what is told
            _remove(part)


def clear_part(part: Path) -> None:
    """Remove what a killed program was writing; BlockingIOError where one still writes."""
    if part.is_file() and not part.is_symlink() and is_locked(part):
        raise BlockingIOError
    _remove(part)


def clear_leftovers(folder: Path) -> None:
    """Remove from a folder what killed runs left of books and papers they were making, unless somebody still writes."""
    with suppress(OSError):  # tidying is never a reason not to work
        for path in [Path(found.path) for found in os.scandir(folder) if _LEFT.search(found.name)]:
            with suppress(OSError):
                clear_part(path)


@contextmanager
def temporary_folder(parent: Path) -> Iterator[Path]:
    """A new private folder below ``parent`` that is gone afterwards, with all in it; what killed runs left goes first.

    A file in it is locked as long as it is in use.
    """
    import tempfile

    clear_temporary(parent)
    parent.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(dir=parent))
    make_private(folder / _IN_USE)
    lock = FileLock(folder / _IN_USE)
    try:
        yield folder
    finally:
        lock.release()
        _remove_folder(folder)


def clear_temporary(parent: Path) -> None:
    """Remove what killed runs left of temporary folders, unless somebody still uses them."""
    with suppress(OSError):  # as a rule there is no such place
        for found in os.scandir(parent):
            if found.is_dir(follow_symlinks=False) and not is_locked(Path(found.path, _IN_USE)):
                _remove_folder(Path(found.path))


def _remove_folder(folder: Path) -> None:
    import shutil

    shutil.rmtree(folder, ignore_errors=True)


def _remove(part: Path) -> None:
    for ending in ("", "-wal", "-shm", "-journal"):
        beside_name(part, ending).unlink(missing_ok=True)


def _start(path: Path) -> bytes:
    """The first bytes of a regular file, empty for what cannot be read; never asked of a book this process has open."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return b""
        with path.open("rb") as file:
            return file.read(_HEADER)
    except OSError:
        return b""
