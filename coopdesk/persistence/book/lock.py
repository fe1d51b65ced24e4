"""One book, one program: a lock of the operating system on the book itself, and one on a small file beside it.

The first holds whatever name a book is opened by (a hard link, another drive letter); the second tells who has it, and
holds when the book under the name is exchanged for another file. Both die with their process, so a crash never leaves
a book shut. The byte locked beside the book lies behind the text, because Windows lets nobody read what is locked.
"""

import getpass
import json
import os
import stat
import sys
import time
from contextlib import suppress
from datetime import datetime
from io import FileIO
from pathlib import Path

from coopdesk.file_lock import FileLock, identity
from coopdesk.files import private_opener, set_aside
from coopdesk.persistence.sql.faults import fault, may_be_in_use
from coopdesk.services.errors import EnvironmentFault

_BYTE = 1 << 20
_TRIES = 10
_WRITTEN_AT, _DIGITS = len('{"written": "'), 10
_LONGEST_NOTE = 4096
_SAME_START = 60


class BookLock:
    """The lock on one book; ``book.already_open`` (path, who, since, process, machine) where another has it, and
    ``book.open_by_other_name`` (path) where it has it by a name that tells nobody who that is.

    ``acknowledged`` is the mark (see ``logs``) up to which the program that held the lock last, and was killed, had
    written the book whole; 0 where that is not known.
    """

    def __init__(self, book: Path) -> None:
        self._book = book
        self._path = book.with_name(f"{book.name}.lock")
        self._held: FileLock | None = None
        self.acknowledged = 0
        self._file = self._taken(book)
        if book.exists():
            try:
                self.lock_file()
            except BaseException:
                self.release()
                raise

    def lock_file(self) -> None:
        """Lock the file itself, once it is there."""
        try:
            self._held = FileLock(self._book)
        except BlockingIOError as error:
            holder = _by_other_name(self._book, self._path)
            code = "book.open_by_other_name" if holder is None else "book.already_open"
            raise EnvironmentFault(code, path=self._book.name, **(holder or {})) from error
        except PermissionError as error:
            code = "book.in_use" if may_be_in_use(self._book) else "book.read_only"
            raise fault(code, self._book) from error

    def acknowledge(self, mark: int) -> None:
        """Note that the book's file is whole up to this mark, or with 0 that it is not."""
        with suppress(OSError, ValueError):  # a full disk: what is not known is only looked at more carefully
            self._file.seek(_WRITTEN_AT)
            self._file.write(b"%0*d" % (_DIGITS, mark))

    def flush_book(self) -> None:
        """Have on the disk what is written in the book's file."""
        if self._held is not None:
            self._held.flush()

    def unlock_file(self) -> None:
        """Let go of the file itself, which is about to be exchanged; its name stays locked."""
        if self._held is not None:
            self._held.release()
            self._held = None

    def release(self) -> None:
        """Let others open the book, and leave nothing behind."""
        self.unlock_file()
        if os.name != "nt":
            # While still locked: whoever waits for the old file finds it replaced and looks again.
            self._path.unlink(missing_ok=True)
        self._file.close()
        if os.name == "nt":
            with suppress(OSError):  # another program has just opened it: it is that program's now
                self._path.unlink(missing_ok=True)

    def _taken(self, book: Path) -> FileIO:
        for _try in range(_TRIES):
            _clear_way(self._path)
            file = open(self._path, "r+b", buffering=0, opener=_made)  # noqa: SIM115 -- held as long as the book
            try:
                if not _lock(file):
                    raise EnvironmentFault("book.already_open", path=book.name, **_holder(self._path))
                kept = _is_at(file, self._path)
                strange = kept and os.fstat(file.fileno()).st_size > 0 and not _note(self._path)
            except BaseException:
                file.close()
                raise
            if strange:
                file.close()
                set_aside(self._path, "no-lock")
            elif kept:
                self.acknowledged = _left_at(self._path)
                _sign(file)
                return file
            else:
                file.close()
        raise EnvironmentFault("book.busy", path=book.name, folder=str(book.parent))


def _made(name: str, flags: int) -> int:
    return private_opener(name, flags | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0))


def _clear_way(path: Path) -> None:
    """What has a lock's name and cannot be one (a link to another file, a copy of a book) goes aside."""
    try:
        found = path.lstat()
    except FileNotFoundError:
        return
    if not stat.S_ISREG(found.st_mode) or found.st_nlink > 1 or found.st_size > _LONGEST_NOTE:
        set_aside(path, "no-lock")


def _is_at(file: FileIO, path: Path) -> bool:
    """Whether the locked file is still the one that others would find under the name."""
    try:
        return os.path.samestat(os.fstat(file.fileno()), path.stat())
    except FileNotFoundError:
        return False


def _sign(file: FileIO) -> None:
    try:
        who = getpass.getuser()
    except (ImportError, KeyError, OSError):  # an account without a name
        who = ""
    since = datetime.now().astimezone().isoformat(" ", "minutes")
    signed = {"written": "0" * _DIGITS, "who": who, "since": since[:16], "process": os.getpid()}
    with suppress(OSError):  # a full disk: the lock holds without a name on it
        file.truncate(0)
        file.seek(0)
        file.write(json.dumps({**signed, "machine": _machine(), "start": _start_of_pc()}).encode())


def _note(path: Path) -> dict[str, object]:
    """What stands in a lock's file, empty where it is none of ours."""
    try:
        read = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    return read if isinstance(read, dict) else {}


def _holder(path: Path) -> dict[str, str]:
    """Who signed the file, as far as it can be read."""
    signed = _note(path)
    told = {key: str(signed.get(key) or "?") for key in ("who", "since", "process")}
    return {**told, "machine": str(signed.get("machine", "?"))}


def _by_other_name(book: Path, own: Path) -> dict[str, str] | None:
    """Who has the same file by another name in the same folder; ``own`` is the lock of this name, signed by us."""
    with suppress(OSError):
        same = identity(book)
        for other in book.parent.glob("*.lock"):
            with suppress(OSError):
                if other != own and identity(other.with_suffix("")) == same and _note(other):
                    return _holder(other)
    return None


def _left_at(path: Path) -> int:
    """How far the last holder said to have come, if this PC has been on since."""
    note = _note(path)
    same = note.get("machine") == _machine() and _same_start(str(note.get("start", "")), _start_of_pc())
    written = str(note.get("written", ""))
    return int(written) if same and written.isdigit() else 0


def _machine() -> str:
    return os.environ.get("COMPUTERNAME", "")


def _start_of_pc() -> str:
    """What tells one running time of this PC from the next; empty where the system does not say."""
    if sys.platform == "win32":
        import ctypes

        running = ctypes.windll.kernel32.GetTickCount64
        running.restype = ctypes.c_uint64
        return str(int(time.time() - running() / 1000))
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    except OSError:
        return ""


def _same_start(one: str, other: str) -> bool:
    if one.isdigit() and other.isdigit():
        return abs(int(one) - int(other)) < _SAME_START
    return bool(one) and one == other


if sys.platform == "win32":
    import msvcrt

    def _lock(file: FileIO) -> bool:
        file.seek(_BYTE)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        finally:
            file.seek(0)
        return True

else:
    import fcntl

    def _lock(file: FileIO) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
