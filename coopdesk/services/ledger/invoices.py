"""发票 of vouchers: the file attached as it came, each invoice once in the whole book."""

from coopdesk.domain.errors import DomainError
from coopdesk.domain.ledger.invoice import check_invoice
from coopdesk.services.attachments.commands import AttachFile
from coopdesk.services.attachments.handlers import attach_file
from coopdesk.services.command import Changes, Topic
from coopdesk.services.context import Context
from coopdesk.services.ledger.exchange_commands import AttachInvoice

_CHANGED = frozenset({Topic.LEDGER, Topic.ATTACHMENTS})


def attach_invoice(command: AttachInvoice, context: Context) -> Changes:
    """Attach an invoice; the reference is the number of the attachment.

    What ``check_invoice`` and ``attach_file`` raise; ``invoice.twice`` for one whose file is attached already, whatever
    form that has and to what it is attached. Where that one is removed, it may be attached again.
    """
    check_invoice(command.invoice)
    known = context.uow.invoices.live(command.invoice.number, command.invoice.code)
    if known is not None:
        raise DomainError(
            "invoice.twice", number=command.invoice.key, kind=known.thing_kind, key=known.thing_key
        )
    file = AttachFile(thing=command.thing, name=command.name, blob=command.blob)
    made = attach_file(file, context)
    context.uow.invoices.add(int(made.reference), command.invoice)
    return Changes(_CHANGED, made.reference)
