"""A lock of the operating system on a file itself, whatever names lead to it; it dies with its process.

The byte that is locked lies far behind every byte a file has and behind those SQLite locks, so reading, copying and
SQLite's own locks never meet it. Knows no book.
"""

import errno
import os
import struct
import sys
from contextlib import suppress
from pathlib import Path

_BYTE = 1 << 61

if sys.platform == "win32":
    import ctypes
    import msvcrt
    from ctypes import wintypes

    _EXCLUSIVE_AT_ONCE = 0x2 | 0x1
    _TAKEN = (33, 158)  # ERROR_LOCK_VIOLATION, ERROR_NOT_LOCKED

    class _Overlapped(ctypes.Structure):
        _fields_ = (
            ("Internal", ctypes.c_size_t),
            ("InternalHigh", ctypes.c_size_t),
            ("Offset", wintypes.DWORD),
            ("OffsetHigh", wintypes.DWORD),
            ("hEvent", wintypes.HANDLE),
        )

    def _take(handle: int) -> bool:
        place = _Overlapped(0, 0, _BYTE & 0xFFFFFFFF, _BYTE >> 32, None)
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        file = wintypes.HANDLE(msvcrt.get_osfhandle(handle))
        if kernel.LockFileEx(file, _EXCLUSIVE_AT_ONCE, 0, 1, 0, ctypes.byref(place)):
            return True
        code = ctypes.get_last_error()
        if code in _TAKEN:
            return False
        raise ctypes.WinError(code)

else:
    import fcntl

    _OFD_SETLK = getattr(fcntl, "F_OFD_SETLK", None)

    def _take(handle: int) -> bool:
        try:
            if (
                _OFD_SETLK is not None
            ):  # of the opened file, so that nothing else this process closes gives it away
                wanted = struct.pack("hhqqi4x", fcntl.F_WRLCK, os.SEEK_SET, _BYTE, 1, 0)
                fcntl.fcntl(handle, _OFD_SETLK, wanted)
                return True
        except (BlockingIOError, PermissionError):
            return False
        except OSError as error:
            if error.errno != errno.EINVAL:
                raise
        try:  # a system or a disk without such locks: the whole file, which SQLite's own locks do not meet there
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


_Identity = tuple[int, int]
_held: set[_Identity] = set()
"""Files this process has locked. One of them must not even be opened again here: on POSIX systems closing it would
give away the locks that SQLite has on it."""


class FileLock:
    """The lock on a file that exists; BlockingIOError where somebody has it, OSError where the disk has no locks."""

    def __init__(self, path: Path) -> None:
        self._identity = identity(path)
        if self._identity in _held:
            raise BlockingIOError
        self._handle = os.open(path, os.O_RDWR | getattr(os, "O_BINARY", 0))
        try:
            if not _take(self._handle):
                raise BlockingIOError
        except BaseException:
            os.close(self._handle)
            raise
        _held.add(self._identity)

    def flush(self) -> None:
        """Have on the disk what anybody has written into the file."""
        os.fsync(self._handle)

    def release(self) -> None:
        """Let others have the file; after SQLite has closed it."""
        _held.discard(self._identity)
        with suppress(OSError):  # released already
            os.close(self._handle)


def identity(path: Path) -> _Identity:
    """What a file is whatever it is called: hard links, symbolic links and drive letters of one file are one."""
    found = path.stat()
    return found.st_dev, found.st_ino


def is_ours(path: Path) -> bool:
    """Whether this process has the file locked."""
    try:
        return identity(path) in _held
    except OSError:
        return False


def is_locked(path: Path) -> bool:
    """Whether some program has the file locked; a file that is not there is not."""
    try:
        FileLock(path).release()
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False
