"""Attaching files to things and removing them again; either is a fact that is added."""

from coopdesk.domain.errors import DomainError
from coopdesk.domain.text import clean_text
from coopdesk.services.attachments.commands import AttachFile, RemoveAttachment
from coopdesk.services.command import Changes, Topic
from coopdesk.services.context import Context, Handlers

_CHANGED = frozenset({Topic.ATTACHMENTS})
LONGEST_NAME = 200
"""Characters of a file's name; Windows and Linux allow no more than 255."""


def attach_file(command: AttachFile, context: Context) -> Changes:
    """Attach a file to a thing that is there; the same file is attached to one thing only once."""
    name, store = clean_text(command.name)[-LONGEST_NAME:], context.uow.attachments
    if not name:
        raise DomainError("attachment.no_name")
    if not context.is_there(context.uow, command.thing):
        raise DomainError("attachment.nobody", key=command.thing.key)
    twin = next((item for item in store.of(command.thing) if item.sha256 == command.blob.sha256), None)
    if twin is not None:
        raise DomainError("attachment.twice", name=name, other=twin.name)
    return Changes(_CHANGED, str(store.add(command.thing, name, command.blob, context.today)))


def remove_attachment(command: RemoveAttachment, context: Context) -> Changes:
    """Take a file off a thing; why is asked, and kept."""
    found = context.uow.attachments.get(command.attachment)
    if found is None or found.thing != command.thing:
        raise DomainError("attachment.unknown", number=command.attachment)
    reason = clean_text(command.reason)
    if not reason:
        raise DomainError("member.reason_missing")
    context.uow.attachments.remove(command.attachment, reason, context.today)
    return Changes(_CHANGED, str(command.attachment))


HANDLERS: Handlers = {AttachFile: attach_file, RemoveAttachment: remove_attachment}
"""Who carries out each command of this area."""
