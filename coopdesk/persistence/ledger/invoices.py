"""Invoices by the attachments that are their files."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, column, select, table

from coopdesk.domain.ledger.invoice import Invoice
from coopdesk.persistence.ledger.exchange_tables import invoices
from coopdesk.services.ledger.exchange_values import KnownInvoice

_n = invoices.c
# Tables of another area, by their names alone.
_attachments = table("attachments", column("id"), column("thing_kind"), column("thing_key"))
_removals = table("attachment_removals", column("attachment_id"))
_COLUMNS = ("number", "code", "day", "seller", "seller_code", "amount", "tax", "total")


class SqlInvoiceStore:
    """``InvoiceStore`` over one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, attachment: int, invoice: Invoice) -> None:
        values = {name: getattr(invoice, name) for name in _COLUMNS}
        self._connection.execute(invoices.insert(), {"attachment_id": attachment} | values)

    def live(self, number: str, code: str) -> KnownInvoice | None:
        wanted = (
            select(
                *(_n[name] for name in _COLUMNS), _n.attachment_id, *_attachments.c["thing_kind", "thing_key"]
            )
            .join(_attachments, _attachments.c.id == _n.attachment_id)
            .where(
                _n.number == number,
                _n.code == code,
                _n.attachment_id.not_in(select(_removals.c.attachment_id)),
            )
        )
        row: Any = self._connection.execute(wanted).first()
        if row is None:
            return None
        *values, attachment, kind, thing = row
        return KnownInvoice(Invoice(*values), attachment, kind, thing)

    def of_attachments(self, attachments: Sequence[int]) -> Mapping[int, Invoice]:
        wanted = select(_n.attachment_id, *(_n[name] for name in _COLUMNS))
        rows = self._connection.execute(wanted.where(_n.attachment_id.in_(list(attachments))))
        return {attachment: Invoice(*values) for attachment, *values in rows}
