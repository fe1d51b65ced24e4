"""What a page may ask of attached files: which there are, and their bytes."""

from collections.abc import Iterator, Sequence

from coopdesk.domain.errors import DomainError
from coopdesk.services.area_desk import AreaDesk
from coopdesk.services.attachments.values import AttachedFile
from coopdesk.services.journal.entry import Thing


class AttachmentsDesk(AreaDesk):
    """The attached files of an open book."""

    def of(self, thing: Thing) -> Sequence[AttachedFile]:
        """What is attached to a thing, in the order in which it came; the bytes are not read."""
        with self._reading() as uow:
            return uow.attachments.of(thing)

    def parts(self, number: int) -> Iterator[bytes]:
        """The bytes of an attachment part by part, as they were kept.

        ``attachment.unknown`` for one that is not there any more, ``attachment.unreadable`` where the bytes are others.
        """
        with self._reading() as uow:
            found = uow.attachments.get(number)
            if found is None:
                raise DomainError("attachment.unknown", number=number)
            yield from uow.attachments.parts(found.sha256)
