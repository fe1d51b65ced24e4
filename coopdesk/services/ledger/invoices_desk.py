"""What a page may ask about invoices: whether one is known, and which attachments are invoices."""

from collections.abc import Mapping

from coopdesk.domain.ledger.invoice import Invoice
from coopdesk.services.area_desk import AreaDesk
from coopdesk.services.journal.entry import Thing
from coopdesk.services.ledger.exchange_values import KnownInvoice


class InvoicesDesk(AreaDesk):
    """The invoices of an open book."""

    def known(self, invoice: Invoice) -> KnownInvoice | None:
        """The invoice of that number that is attached already; None for one that may be attached."""
        with self._reading() as uow:
            return uow.invoices.live(invoice.number, invoice.code)

    def of(self, thing: Thing) -> Mapping[int, Invoice]:
        """The invoices among what is attached to a voucher or draft, by attachment."""
        with self._reading() as uow:
            numbers = [file.number for file in uow.attachments.of(thing)]
            return uow.invoices.of_attachments(numbers)
