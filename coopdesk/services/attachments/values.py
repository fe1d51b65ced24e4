"""What is attached to something, as a list shows it: everything but the bytes."""

from dataclasses import dataclass
from datetime import date

from coopdesk.domain.attachments.blob import BlobKind
from coopdesk.services.journal.entry import Thing


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """One file attached to a thing: ``number`` names it in the book, ``day`` is when it was attached, ``size`` is in
    bytes, ``sha256`` names the bytes, which several attachments may share."""

    number: int
    thing: Thing
    name: str
    kind: BlobKind
    size: int
    sha256: str
    day: date
