"""发票: what identifies an invoice, whatever form it came in, and what its sums must be."""

import re
from dataclasses import dataclass
from datetime import date

from coopdesk.domain.errors import DomainError
from coopdesk.domain.money import Money

_DIGITAL = re.compile(r"\d{20}")
_NUMBER = re.compile(r"\d{8}")
_CODE = re.compile(r"\d{10}|\d{12}")


@dataclass(frozen=True, slots=True)
class Invoice:
    """An invoice. One of the digital kind (数电票) has a ``number`` of 20 digits and no ``code``; an older one 8 digits
    and a code of 10 or 12. What is not known is empty or None; ``amount`` is without ``tax``, ``total`` with it."""

    number: str
    code: str = ""
    day: date | None = None
    seller: str = ""
    seller_code: str = ""
    amount: Money | None = None
    tax: Money | None = None
    total: Money | None = None

    @property
    def key(self) -> str:
        """What it is known by: no other invoice of the country has it."""
        return f"{self.code}-{self.number}" if self.code else self.number


def check_invoice(invoice: Invoice) -> None:
    """``invoice.number`` and ``invoice.code`` for what no invoice has.

    ``invoice.sums`` where amount and tax are not the total.
    """
    digital = bool(_DIGITAL.fullmatch(invoice.number))
    if not digital and not _NUMBER.fullmatch(invoice.number):
        raise DomainError("invoice.number", value=invoice.number)
    if invoice.code if digital else not _CODE.fullmatch(invoice.code):
        raise DomainError("invoice.code", value=invoice.code, number=invoice.number)
    amount, tax, total = invoice.amount, invoice.tax, invoice.total
    if amount is not None and tax is not None and total is not None and amount + tax != total:
        raise DomainError("invoice.sums", amount=amount, tax=tax, total=total)
