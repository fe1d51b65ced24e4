"""Copies of attached files for other programs to show: under a name every system takes, and gone when they can be.

A copy cannot be written to, so that nobody takes it for what lies in the book and works on in it.
"""

import re
import shutil
from contextlib import suppress
from pathlib import Path, PurePath
from uuid import uuid4

from coopdesk import paths
from coopdesk.domain.attachments.blob import BlobKind
from coopdesk.i18n import _
from coopdesk.services.attachments.values import AttachedFile
from coopdesk.services.errors import EnvironmentFault

ENDINGS = {BlobKind.PHOTO: ".jpg", BlobKind.PDF: ".pdf", BlobKind.OFD: ".ofd", BlobKind.XML: ".xml"}
_OTHER_ENDINGS = {kind: (ending,) for kind, ending in ENDINGS.items()} | {BlobKind.PHOTO: (".jpg", ".jpeg")}
_NOT_IN_NAMES = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
_LONGEST = 80


def file_name(file: AttachedFile) -> str:
    """A name for the file that Windows takes too, with the ending by which it is opened."""
    name = _NOT_IN_NAMES.sub("_", file.name).strip(" .")
    stem = PurePath(name).stem if name.lower().endswith(_OTHER_ENDINGS[file.kind]) else name
    stem = stem[:_LONGEST].strip(" .") or _("附件")
    return f"{'_' if _RESERVED.fullmatch(stem) else ''}{stem}{ENDINGS[file.kind]}"


def new_place(file: AttachedFile) -> Path:
    """Where a copy to look at can be written: a folder of its own, for its owner alone.

    ``attachment.not_written`` where no folder can be made.
    """
    folder = paths.viewed_dir() / uuid4().hex[:12]
    try:
        folder.mkdir(parents=True, mode=0o700)
    except OSError as error:
        where = {"path": file.name, "folder": str(folder.parent), "reason": error.strerror or ""}
        raise EnvironmentFault("attachment.not_written", **where) from error
    return folder / file_name(file)


def protect(copy: Path) -> None:
    """Let a finished copy be read only, where the disk can say so."""
    with suppress(OSError):
        copy.chmod(0o400)


def clear_copies() -> None:
    """Remove all copies but those that another program still has open."""
    for copy in paths.viewed_dir().glob("*/*"):
        with suppress(OSError):
            copy.chmod(0o600)
    shutil.rmtree(paths.viewed_dir(), ignore_errors=True)
