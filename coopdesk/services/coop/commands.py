"""What a person can do to the co-op's details and its classes of shares."""

from dataclasses import dataclass

from coopdesk.domain.coop.share_class import ShareClass
from coopdesk.services.command import Command, Replaced
from coopdesk.services.coop.values import CoopDetails
from coopdesk.services.journal.entry import Thing


@dataclass(frozen=True, slots=True, kw_only=True)
class SetUpCoop(Command):
    """Enter or amend the co-op's details and charter parameters (设置)."""

    details: CoopDetails


@dataclass(frozen=True, slots=True, kw_only=True)
class DefineShareClass(Command):
    """Add a share class, or give an existing one another label or par value."""

    share_class: ShareClass


REPLACED: Replaced = {
    SetUpCoop: lambda _command: Thing("coop"),
    DefineShareClass: lambda command: Thing("share_class", command.share_class.code),
}
"""What each command puts a new version of."""
