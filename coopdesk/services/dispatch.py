"""The one dispatch of commands: each area says which of its handlers carries out what."""

from collections.abc import Callable, Mapping

from coopdesk.services.attachments import handlers as attachments
from coopdesk.services.command import Changes, Command
from coopdesk.services.context import Context, Handlers
from coopdesk.services.coop import handlers as coop
from coopdesk.services.distribution import handlers as distribution
from coopdesk.services.journal.entry import Thing
from coopdesk.services.ledger import exchange_handlers as exchange
from coopdesk.services.ledger import handlers as ledger
from coopdesk.services.ledger.documents import post_documents
from coopdesk.services.ledger.vouchers import is_draft, is_voucher
from coopdesk.services.limits import check_limits
from coopdesk.services.members import handlers as members
from coopdesk.services.members.roll import is_on_roll
from coopdesk.services.members.shares import is_operation
from coopdesk.services.ports import UnitOfWork
from coopdesk.services.versions import check_seen

# Each handler takes its own command type; the mapping's keys keep the two together.
HANDLERS: Handlers = {
    **coop.HANDLERS,
    **attachments.HANDLERS,
    **members.HANDLERS,
    **ledger.HANDLERS,
    **exchange.HANDLERS,
    **distribution.HANDLERS,
}

HOLDERS: Mapping[str, Callable[[UnitOfWork, str], bool]] = {
    "member": is_on_roll,
    "operation": is_operation,
    "voucher": is_voucher,
    "voucher_draft": is_draft,
}
"""By the kind of a thing that files can be attached to: whether there is one of that key."""


def is_there(uow: UnitOfWork, thing: Thing) -> bool:
    """Whether files can be attached to a thing."""
    return thing.kind in HOLDERS and HOLDERS[thing.kind](uow, thing.key)


def carry_out(command: Command, context: Context) -> Changes:
    """Carry a command out within its bounds, and only where what it replaces is still what was seen.

    What it tells of business operations is posted to the ledger with it, or the whole is refused. Whether its id is on
    record already is asked by the desk, once, before.
    """
    check_limits(command)
    check_seen(command, context)
    changes = HANDLERS[type(command)](command, context)
    return post_documents(changes, context)
