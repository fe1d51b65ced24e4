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

from coopdesk.paths import patiently
from coopdesk.reports.errors import disk_fault


class Delivery:
    """Several files that appear together: each is laid down beside its target, `keep` gives them their names.

    Use it as a context; leaving it without `keep` removes what was laid down. Raises `EnvironmentFault`
    (`paper.disk_full`, `paper.not_writable`, `paper.folder_gone`, `paper.not_written`).
    """

    def __init__(self) -> None:
        self._laid: list[tuple[Path, Path]] = []

    def __enter__(self) -> "Delivery":
        return self

    def __exit__(self, *_: object) -> None:
        for part, _target in self._laid:
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)

    def lay(self, content: bytes, target: Path) -> None:
        """Writes the bytes beside the target and waits until the disk has them."""
        part = target.with_name(f".{target.name}.{os.getpid()}.part")
        self._laid.append((part, target))
        try:
            with part.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise disk_fault(error, target) from error

    def keep(self) -> list[Path]:
        """Gives every file its name, replacing an older one; a target open in a Windows viewer is refused."""
        for part, target in self._laid:
            try:
                patiently(partial(part.replace, target))
            except OSError as error:
                raise disk_fault(error, target) from error
        return [target for _part, target in self._laid]


def deliver(content: bytes, target: Path) -> Path:
    """Writes one file, whole or not at all."""
    with Delivery() as delivery:
        delivery.lay(content, target)
        return delivery.keep()[0]


def check_target(targets: Sequence[Path]) -> None:
    """Refuses a folder that is not there, or not to be entered, before any work is done."""
    for target in targets:
        try:
            there = target.parent.is_dir()
        except OSError as error:
            raise disk_fault(error, target) from error
        if not there:
            raise disk_fault(FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT)), target)
