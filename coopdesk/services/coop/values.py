"""The co-op as it is kept, and the figures of a fiscal year."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from coopdesk.domain.coop.charter import Leftover
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import ZERO, Quantity


@dataclass(frozen=True, slots=True)
class CoopDetails:
    """The co-operative and its charter's parameters (章程), printed on every paper.

    ``reserve_rate`` is the charter's 公积金 rate (millionths), ``notice_days`` the days a list is posted (公示),
    ``record_month``/``record_day`` the usual 股权登记日. ``sample`` marks a book of made-up persons (示例).
    ``months_persons`` and ``months_organisations`` are the months before the end of the year by which notice of leaving
    is given (Art. 25); ``collective_counts`` whether the village's collective economic organisation is one of the
    organisations that Art. 20 limits.
    ``reserve_by_trade`` and ``reserve_by_equal`` are the parts of a year's reserve (millionths) that are quantified to
    the members by trade and equally (公积金量化, Art. 42); the rest goes by capital.
    """

    name: str
    founded: date
    credit_code: str = ""
    address: str = ""
    phone: str = ""
    chair: str = ""
    supervisor: str = ""
    finance_officer: str = ""
    accountant: str = ""
    reserve_rate: Quantity = ZERO
    precision: Money = field(default=Money(1))
    leftover: Leftover = Leftover.CARRY
    record_month: int = 12
    record_day: int = 31
    notice_days: int = 7
    sample: bool = False
    months_persons: int = 3
    months_organisations: int = 6
    collective_counts: bool = True
    reserve_by_trade: Quantity = ZERO
    reserve_by_equal: Quantity = ZERO


class FigureOrigin(StrEnum):
    """Where figures came from: out of the ledger (取自账簿), typed although a ledger keeps the year (手工填列).

    Nobody says where there is no ledger to hold them against.
    """

    UNSAID = ""
    LEDGER = "ledger"
    TYPED = "typed"


@dataclass(frozen=True, slots=True)
class YearFigures:
    """One fiscal year's figures in yuan and the paper they were taken from (来源).

    ``opening`` is last year's undistributed surplus, negative for an uncovered loss; ``opening_reason`` says why it
    is not what the year before left, and is empty where it is. ``origin`` is found out when they are entered; figures
    that are the same are equal wherever they came from.
    """

    year: int
    income: Money
    costs: Money
    opening: Money = Money(0)
    transfers_in: Money = Money(0)
    source: str = ""
    opening_reason: str = ""
    origin: FigureOrigin = field(default=FigureOrigin.UNSAID, compare=False)

    @property
    def surplus(self) -> Money:
        """本年盈余: income less costs."""
        return self.income - self.costs
