"""What can go wrong while a paper is made: a name no font can print, more lines than a slip holds, a disk that refuses.

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

    Codes: `paper.missing_glyph` (member, character, code_point), `paper.too_many_lines` (member, lines, most),
    `paper.nothing_to_print` and `paper.unknown_layout` (layout).
    """


class MissingGlyph(Exception):
    """No face holds the character; the writer of the paper adds whose name it stands in."""

    def __init__(self, character: str) -> None:
        self.character = character
        super().__init__(character)

    def in_paper_of(self, member: str) -> PaperError:
        """The same as an error that names the member (or the co-op) whose data hold the character."""
        code_point = f"U+{ord(self.character):04X}"
        return PaperError(
            "paper.missing_glyph", member=member, character=self.character, code_point=code_point
        )


def disk_fault(error: OSError, target: Path) -> EnvironmentFault:
    """What the disk's refusal means for the person who prints to `target`."""
    if error.errno in _FULL:
        return EnvironmentFault("paper.disk_full", path=str(target))
    if error.errno in _GONE:
        return EnvironmentFault("paper.folder_gone", path=str(target.parent))
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return EnvironmentFault("paper.not_writable", path=str(target))
    return EnvironmentFault("paper.not_written", path=str(target), reason=error.strerror or str(error))
