"""Bytes that become a file somebody named: whole or not at all, never over what is somebody's."""

from pathlib import Path

from coopdesk.files import atomic_file, check_target
from coopdesk.services.errors import EnvironmentFault


def write_bytes(content: bytes, target: Path) -> Path:
    """Write the file and give its path; one that is there is replaced unless it is a book or its logs.

    ``target.…`` for a place that is not to be written to, ``book.disk_error`` for what the disk refuses.
    """
    check_target(target)
    try:
        with atomic_file(target) as part:
            part.write_bytes(content)
    except OSError as error:
        raise EnvironmentFault("book.disk_error", path=target.name, folder=str(target.parent)) from error
    return target
