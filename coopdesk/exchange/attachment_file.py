"""Files to be attached, and attached ones written out again: a photo is made small, all else stays as it is."""

import os
from collections.abc import Iterable
from pathlib import Path, PurePath

from coopdesk.domain.attachments.blob import (
    MARK_WITHIN,
    MOST_BYTES,
    PDF_MARK,
    Blob,
    BlobKind,
    blob_of,
    too_large,
)
from coopdesk.domain.errors import DomainError
from coopdesk.files import atomic_file, check_target
from coopdesk.services.errors import EnvironmentFault

MOST_BYTES_OF_PHOTO = 80_000_000
"""Bytes of a photo as it comes, before it is made small."""
_PDF_END = b"%%EOF"
_END_WITHIN = 65_536
_HEIC = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif")


def read_attachment(path: Path) -> tuple[str, Blob]:
    """A file as the book keeps it, with the name it is shown under: a photo's ends in ``.jpg`` whatever it was.

    ``attachment.unreadable_file`` for what the disk does not give, ``attachment.kind`` for what is neither photo, PDF
    nor e-invoice, ``attachment.damaged`` for what breaks off, and what ``photo`` and ``blob_of`` raise.
    """
    content = _read(path)
    if PDF_MARK in content[:MARK_WITHIN]:
        if _PDF_END not in content[-_END_WITHIN:]:  # a transfer that broke off
            raise DomainError("attachment.damaged", name=path.name)
        return path.name, blob_of(BlobKind.PDF, content, path.name)
    if content[4:8] == b"ftyp" and content[8:12] in _HEIC:
        raise DomainError("attachment.heic", name=path.name)
    from coopdesk.exchange.ledger.invoice_file import original
    from coopdesk.exchange.photo import jpeg_of

    invoice = original(content, path.name)
    if invoice is not None:
        return path.name, invoice

    photo = jpeg_of(content, path.name)
    return photo_name(path.name), blob_of(BlobKind.PHOTO, photo, path.name)


def photo_name(name: str) -> str:
    """The name of a file that is a JPEG now."""
    return name if name.lower().endswith((".jpg", ".jpeg")) else f"{PurePath(name).stem}.jpg"


def write_attachment(parts: Iterable[bytes], target: Path) -> Path:
    """Write the bytes of an attachment, whole or not at all; a file that is there is replaced unless it is somebody's.

    ``target.…`` for a place that is not to be written to, ``attachment.not_written`` for what the disk refuses.
    """
    check_target(target)
    try:
        with atomic_file(target) as part, part.open("wb") as file:
            for each in parts:
                file.write(each)
    except OSError as error:
        where = {"path": target.name, "folder": str(target.parent), "reason": error.strerror or ""}
        raise EnvironmentFault("attachment.not_written", **where) from error
    return target


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            found = os.fstat(file.fileno())
            start = file.read(MARK_WITHIN)
            most = MOST_BYTES if PDF_MARK in start else MOST_BYTES_OF_PHOTO
            if found.st_size > most:
                raise too_large(path.name, found.st_size, most)
            content = start + file.read(most)  # of a pipe, or a file that grows, no more than that
    except OSError as error:
        where = {"path": path.name, "folder": str(path.parent)}
        raise EnvironmentFault("attachment.unreadable_file", **where) from error
    if not content:
        raise DomainError("attachment.empty", name=path.name)
    return content
