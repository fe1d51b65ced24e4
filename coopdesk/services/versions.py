"""Two editors: who replaces what somebody else has changed since it was read is refused, and told by whom it was."""

from coopdesk.domain.errors import DomainError
from coopdesk.services.attachments import commands as attachments
from coopdesk.services.command import Command, Replaced
from coopdesk.services.context import Context
from coopdesk.services.coop import commands as coop
from coopdesk.services.distribution import commands as distribution
from coopdesk.services.ledger import commands as ledger
from coopdesk.services.ledger import exchange_commands as exchange
from coopdesk.services.members import certificate_commands as certificates
from coopdesk.services.members import commands as members
from coopdesk.services.members import past_commands as past

REPLACED: Replaced = {
    **coop.REPLACED,
    **attachments.REPLACED,
    **members.REPLACED,
    **certificates.REPLACED,
    **past.REPLACED,
    **ledger.REPLACED,
    **exchange.REPLACED,
    **distribution.REPLACED,
}
"""What each command puts a new version of."""


def check_seen(command: Command, context: Context) -> None:
    """``changed.since`` where what the command replaces has a newer version than the one it was made from."""
    replaced = REPLACED.get(type(command))
    if command.seen is None or replaced is None:
        return
    newest = context.uow.journal.change_since(replaced(command), command.seen)
    if newest is not None:
        raise DomainError(
            "changed.since", person=newest.person or "—", at=newest.at, act=newest.act, number=newest.number
        )
