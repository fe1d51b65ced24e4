"""How the years stand, in headline figures: what lists, charts and the home page need of plans, and no more.

The plans themselves, with schemes, derivations and members, are ``plan``'s; they are loaded when one is read whole.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from coopdesk.domain.distribution.carried import Carried
from coopdesk.domain.distribution.resolution import Resolution
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import Quantity
from coopdesk.services.distribution.values import HouseholdStanding


class PlanState(StrEnum):
    """草案, 已决议, 已发放; a withdrawn approval leads back to the draft, a newer draft supersedes an older one.

    A loss year closed without distribution (亏损已处理) has no plan; its year is ``CLOSED``.
    """

    DRAFT = "draft"
    APPROVED = "approved"
    PAID = "paid"
    SUPERSEDED = "superseded"
    CLOSED = "closed"


class HistoryKind(StrEnum):
    """What can happen to a year, in the words of its history (办理经过)."""

    DRAFTED = "drafted"
    APPROVED = "approved"
    FAILED = "failed"
    WITHDRAWN = "withdrawn"
    PAID = "paid"
    PAYMENT_UNDONE = "payment_undone"
    CLOSED = "closed"
    REOPENED = "reopened"


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One thing that happened to a year: when, by whom, why, and the meeting's figures where it was one."""

    kind: HistoryKind
    day: date
    person: str = ""
    reason: str = ""
    resolution: Resolution | None = None
    method: str = ""


@dataclass(frozen=True, slots=True)
class HouseholdMark:
    """The newest mark on one household's dividend; a household without one is as the whole plan is."""

    number: str
    standing: HouseholdStanding
    day: date
    note: str = ""
    person: str = ""


@dataclass(frozen=True, slots=True)
class OpenPayment:
    """Money of a resolved year that came back or never went: how many households, and how much together.

    Of a year marked as paid out that is every household not settled; before, those whose money came back.
    """

    year: int
    households: int
    amount: Money


@dataclass(frozen=True, slots=True)
class PlanSummary:
    """A plan's headline figures without its members: what lists, charts and the home page need.

    ``carried_forward`` is only what the last tier left, ``carried`` all that goes on to the next year.
    """

    plan_id: int
    year: int
    state: PlanState
    record_date: date
    template: str
    distributable: Money
    carried_forward: Money
    gross: Money
    tax: Money
    farmers: int
    farmer_shares: Quantity
    farmer_gross: Money
    resolution: Resolution | None = None
    paid_on: date | None = None
    carried: Carried = field(default_factory=Carried)
    opening: Money = Money(0)

    @property
    def per_farmer_share(self) -> Money | None:
        """农户每股所得: what the farmers got, per share they hold, rounded down to the fen; None without shares."""
        if not self.farmer_shares:
            return None
        return Money(self.farmer_gross.fen * 1_000_000 // self.farmer_shares)
