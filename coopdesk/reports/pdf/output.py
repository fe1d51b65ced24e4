"""Puts a finished paper where it belongs, whole or not at all.

The bytes go to a file beside the target and take its name only when the disk has them; whatever happens before leaves
the target as it was. Nothing here knows what the bytes are.
"""

import contextlib
import errno
import os
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from coopdesk.file_lock import FileLock
from coopdesk.files import PART, clear_leftovers, flush_folder, private_opener
from coopdesk.files import check_target as check_place
from coopdesk.paths import retry_file_access
from coopdesk.reports.pdf.errors import PaperError, disk_fault


class Delivery:
    """Several files that appear together: each is written beside its target, `commit` gives them their names.

    Use it as a context; leaving it without `commit` removes what was written. Raises `EnvironmentFault`
    (`paper.disk_full`, `paper.not_writable`, `paper.folder_gone`, `paper.not_written`).
    """

    def __init__(self) -> None:
        self._written: list[tuple[Path, Path]] = []
        self._locks: list[FileLock] = []

    def __enter__(self) -> "Delivery":
        return self

    def __exit__(self, *_: object) -> None:
        self._let_go()
        for part, _target in self._written:
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)

    def write(self, content: bytes, target: Path) -> None:
        """Writes the bytes beside the target and waits until the disk has them."""
        part = target.with_name(f".{target.name}.{os.getpid()}{PART}")
        self._written.append((part, target))
        try:
            part.unlink(missing_ok=True)
            with open(part, "xb", opener=private_opener) as file:
                with contextlib.suppress(OSError):  # a disk without locks takes papers all the same
                    self._locks.append(FileLock(part))
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise disk_fault(error, target) from error

    def commit(self) -> list[Path]:
        """Gives every file its name, replacing an older one; a target open in a Windows viewer is refused."""
        self._let_go()
        for part, target in self._written:
            try:
                retry_file_access(partial(part.replace, target))
            except OSError as error:
                raise disk_fault(error, target) from error
        for folder in {target.parent for _part, target in self._written}:
            flush_folder(folder)
        return [target for _part, target in self._written]

    def _let_go(self) -> None:
        for lock in self._locks:
            lock.release()
        self._locks.clear()


def deliver(content: bytes, target: Path) -> Path:
    """Writes one file, whole or not at all."""
    with Delivery() as delivery:
        delivery.write(content, target)
        return delivery.commit()[0]


def check_target(targets: Sequence[Path]) -> None:
    """Refuses a folder that is not there, a name that is no PDF's, and what is not to be written over, before any work.

    What killed runs left of papers in the folder is cleared away.
    """
    for target in targets:
        if target.suffix.lower() != ".pdf":
            raise PaperError("paper.not_pdf", path=target.name)
        try:
            there = target.parent.is_dir()
            check_place(target)
        except OSError as error:
            raise disk_fault(error, target) from error
        if not there:
            raise disk_fault(FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT)), target)
    for folder in {target.parent for target in targets}:
        clear_leftovers(folder)
