"""A file as the book keeps it: its bytes, the one thing they are known by, and what may be kept at all.

A photo is a JPEG that was made small and free of all that is not the picture. A paper that came as PDF, and an
e-invoice that came as OFD or XML, stay byte for byte as they came, because a signature or a seal in them would break
otherwise (财会〔2024〕11号 Art. 27: the electronic original is what counts).
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
ZIP_MARK = b"PK\x03\x04"
"""The beginning of an OFD, which is a zip archive of XML parts."""
_TEXT_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
UNWRITTEN = {"journal": False}
"""Metadata of a field that the journal does not write down, because another field stands for it."""


class BlobKind(StrEnum):
    """What a kept file is, as its media type."""

    PHOTO = "image/jpeg"
    PDF = "application/pdf"
    OFD = "application/ofd"
    XML = "application/xml"


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
    if kind is BlobKind.OFD:
        return content.startswith(ZIP_MARK)
    if kind is BlobKind.XML:
        return looks_like_xml(content)
    return content.startswith(_JPEG_MARK)


def looks_like_xml(content: bytes) -> bool:
    """Whether bytes begin as XML does, in UTF-8 or UTF-16, with or without its mark."""
    start = content[:MARK_WITHIN]
    for mark in _TEXT_MARKS:
        start = start.removeprefix(mark)
    return start.replace(b"\0", b"").lstrip().startswith(b"<")
