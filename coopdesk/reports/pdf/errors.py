"""What can go wrong while a paper is made: more lines than a slip holds, nobody to print for, a disk that refuses.

Codes and parameters only; the sentences stand in `coopdesk.wording`.
"""

import errno
from pathlib import Path

from coopdesk.domain.errors import DomainError
from coopdesk.services.errors import EnvironmentFault

_FULL = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}
_GONE = {errno.ENOENT, errno.ENOTDIR}


class PaperError(DomainError):
    """A paper cannot be printed as its figures stand.

    Codes: `paper.too_many_lines` (member, lines, most), `paper.nothing_to_print`, `paper.no_vouchers` (which) and
    `paper.unknown_layout` (layout).
    """


def disk_fault(error: OSError, target: Path) -> EnvironmentFault:
    """What the disk's refusal means for the person who prints to `target`."""
    if error.errno in _FULL:
        return EnvironmentFault("paper.disk_full", path=str(target))
    if error.errno in _GONE:
        return EnvironmentFault("paper.folder_gone", path=str(target.parent))
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return EnvironmentFault("paper.not_writable", path=str(target))
    return EnvironmentFault("paper.not_written", path=str(target), reason=error.strerror or str(error))
