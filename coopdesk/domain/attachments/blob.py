"""A file as the book keeps it: its bytes, the one thing they are known by, and what may be kept at all.

Two kinds are kept. A photo is a JPEG that was made small and free of all that is not the picture; a paper that came as
PDF stays byte for byte as it came, because a signature or a seal in it would break otherwise.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256

from coopdesk.domain.errors import DomainError

MOST_BYTES = 20_000_000
"""Bytes of one file: about a hundred scanned pages."""
PDF_MARK = b"%PDF-"
MARK_WITHIN = 1_024
"""Bytes from the beginning in which a PDF must say that it is one: readers accept what stands before it."""
_JPEG_MARK = b"\xff\xd8\xff"
UNWRITTEN = {"journal": False}
"""Metadata of a field that the journal does not write down, because another field stands for it."""


class BlobKind(StrEnum):
    """What a kept file is, as its media type."""

    PHOTO = "image/jpeg"
    PDF = "application/pdf"


@dataclass(frozen=True, slots=True)
class Blob:
    """Bytes known by their SHA-256 (64 hexadecimal digits, lower case); ``size`` in bytes. Made by ``blob_of``."""

    kind: BlobKind
    sha256: str
    size: int
    content: bytes = field(repr=False, compare=False, metadata=UNWRITTEN)


def blob_of(kind: BlobKind, content: bytes, name: str) -> Blob:
    """The bytes with their hash, which is computed here and nowhere again; ``name`` is the file's, for the errors.

    Raises ``attachment.empty``, ``attachment.too_large``, and ``attachment.damaged`` for bytes not of the kind.
    """
    if not content:
        raise DomainError("attachment.empty", name=name)
    if len(content) > MOST_BYTES:
        raise too_large(name, len(content), MOST_BYTES)
    if not _is(kind, content):
        raise DomainError("attachment.damaged", name=name)
    return Blob(kind, sha256(content).hexdigest(), len(content), content)


def too_large(name: str, size: int, most: int) -> DomainError:
    """The error of a file of so many bytes where so many may be; told in whole megabytes, the file's rounded up."""
    mega = 1_000_000
    return DomainError("attachment.too_large", name=name, size=-(-size // mega), most=most // mega)


def _is(kind: BlobKind, content: bytes) -> bool:
    if kind is BlobKind.PDF:
        return PDF_MARK in content[:MARK_WITHIN]
    return content.startswith(_JPEG_MARK)
