"""One book, one program: a lock of the operating system on a small file beside the book.

The lock dies with its process, so a crash never leaves a book shut. The file tells who has the book; the byte that is
locked lies behind that text, because Windows lets nobody read what is locked.
"""

import getpass
import json
import os
import sys
from contextlib import suppress
from datetime import datetime
from io import FileIO
from pathlib import Path

from coopdesk.services.errors import EnvironmentFault

_BYTE = 1 << 20
_TRIES = 10


class BookLock:
    """The lock on one book; ``book.already_open`` (path, who, since, process, machine) where another has it."""

    def __init__(self, book: Path) -> None:
        self._path = book.with_name(f"{book.name}.lock")
        self._file = self._taken(book)

    def release(self) -> None:
        """Let others open the book, and leave nothing behind."""
        if os.name != "nt":
            # While still locked: whoever waits for the old file finds it replaced and looks again.
            self._path.unlink(missing_ok=True)
        self._file.close()
        if os.name == "nt":
            with suppress(OSError):  # another program has just opened it: it is that program's now
                self._path.unlink(missing_ok=True)

    def _taken(self, book: Path) -> FileIO:
        for _try in range(_TRIES):
            file = self._path.open("a+b", buffering=0)
            try:
                if not _lock(file):
                    raise EnvironmentFault("book.already_open", path=book.name, **_holder(self._path))
                kept = _is_at(file, self._path)
            except BaseException:
                file.close()
                raise
            if kept:
                _sign(file)
                return file
            file.close()
        raise EnvironmentFault("book.busy", path=book.name, folder=str(book.parent))


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
    machine = os.environ.get("COMPUTERNAME", "")
    signed = {"who": who, "since": since[:16], "process": os.getpid(), "machine": machine}
    with suppress(OSError):  # a full disk: the lock holds without a name on it
        file.truncate(0)
        file.write(json.dumps(signed).encode())


def _holder(path: Path) -> dict[str, str]:
    """Who signed the file, as far as it can be read."""
    try:
        signed = json.loads(path.read_bytes())
    except (OSError, ValueError):
        signed = {}
    told = {key: str(signed.get(key) or "?") for key in ("who", "since", "process")}
    return {**told, "machine": str(signed.get("machine", "?"))}


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
