"""What the use cases need a book to keep of attached files, as Protocols."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Protocol

from coopdesk.domain.attachments.blob import Blob
from coopdesk.services.attachments.values import AttachedFile
from coopdesk.services.journal.entry import Thing


class AttachmentStore(Protocol):
    """Attached files; the bytes of one are stored once, however often it is attached."""

    def add(self, thing: Thing, name: str, blob: Blob, day: date) -> int:
        """Attach a file; its number."""

    def attach_again(self, number: int, thing: Thing) -> int:
        """Attach what is attached to one thing to another as well; its number there.

        LookupError for one never given.
        """

    def of(self, thing: Thing) -> Sequence[AttachedFile]:
        """What is attached to a thing and was not removed, in the order in which it came."""

    def get(self, number: int) -> AttachedFile | None:
        """An attachment that was not removed."""

    def remove(self, number: int, reason: str, day: date) -> None:
        """Note that an attachment is not shown any more."""

    def parts(self, sha256: str) -> Iterator[bytes]:
        """The bytes of a file part by part; ``attachment.unreadable`` where they are not those that were kept."""
