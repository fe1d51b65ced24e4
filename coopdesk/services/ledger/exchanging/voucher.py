"""A voucher as files carry it: what is posted, with the number and the names that stand beside it on paper."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from coopdesk.domain.ledger.accounts import Dimension
from coopdesk.domain.ledger.voucher import Voucher
from coopdesk.domain.money import Money


@dataclass(frozen=True, slots=True)
class ExchangeVoucher:
    """A voucher in a file. ``number`` is the one it has, or had, in the ledger it comes from; 0 for none."""

    voucher: Voucher
    number: int = 0
    prepared_by: str = ""
    checked_by: str = ""
    posted_by: str = ""

    @property
    def title(self) -> str:
        """How people call it: 2024-03 记-5."""
        day: date = self.voucher.day
        return f"{day.year:04d}-{day.month:02d} {self.voucher.word}-{self.number}"


@dataclass(frozen=True, slots=True)
class Names:
    """The names that stand beside codes: of an account by its code, of what a dimension names by dimension and code."""

    account: Callable[[str], str]
    item: Callable[[Dimension, str], str]


def turnover(vouchers: Iterable[ExchangeVoucher]) -> tuple[Money, Money]:
    """The sums of all debits and of all credits."""
    debit = credit = 0
    for each in vouchers:
        debit += each.voucher.debit.fen
        credit += each.voucher.credit.fen
    return Money(debit), Money(credit)
