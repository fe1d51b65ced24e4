"""What a person can do with attached files."""

from dataclasses import dataclass

from coopdesk.domain.attachments.blob import Blob
from coopdesk.services.command import Command, Replaced
from coopdesk.services.journal.entry import Thing


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachFile(Command):
    """添加附件: a photo or a paper for a thing of the book, under the name its file had."""

    thing: Thing
    name: str
    blob: Blob


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveAttachment(Command):
    """移除附件: it is not shown any more. ``attachment`` is its number, ``thing`` what it is attached to.

    The bytes stay in the book: what an entry of the journal owns is never taken out, and a paper removed by mistake, or
    to hide something, can still be looked up by who has the right to.
    """

    thing: Thing
    attachment: int
    reason: str


REPLACED: Replaced = {RemoveAttachment: lambda command: Thing("attachment", str(command.attachment))}
"""What each command puts a new version of."""
