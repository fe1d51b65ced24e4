"""What is kept and shown of distributions beside the plan itself."""

from dataclasses import dataclass
from enum import StrEnum

from coopdesk.domain.money import Money
from coopdesk.domain.quantity import Quantity


class HouseholdStanding(StrEnum):
    """How far one household's dividend is (发放进度): 未发放, 银行代发, 银行退回, 现金签领, or paid with all."""

    OPEN = "open"
    BANK = "bank"
    RETURNED = "returned"
    CASH = "cash"
    PAID = "paid"

    @property
    def settled(self) -> bool:
        """Whether the household has its money."""
        return self not in (HouseholdStanding.OPEN, HouseholdStanding.RETURNED)


@dataclass(frozen=True, slots=True)
class MemberYear:
    """One member's totals in one frozen plan (历年分配)."""

    shares: Quantity
    gross: Money
    tax: Money

    @property
    def net(self) -> Money:
        """实发金额: gross less the tax withheld."""
        return self.gross - self.tax
