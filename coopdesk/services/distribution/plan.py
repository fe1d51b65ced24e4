"""A year's distribution as the book keeps it: a draft with its inputs, then figures frozen by a resolution.

Papers, payment lists and later years read the frozen plan only, so what was handed out prints the same for ever.
"""

from dataclasses import dataclass
from datetime import date

from coopdesk.domain.coop.share_class import ShareClass
from coopdesk.domain.distribution.carried import Carried, carried_on
from coopdesk.domain.distribution.facts import Facts
from coopdesk.domain.distribution.resolution import Resolution
from coopdesk.domain.distribution.result import Derivation, Distribution, TaxDerivation
from coopdesk.domain.distribution.scheme import Basis, Scheme
from coopdesk.domain.distribution.surplus import Surplus
from coopdesk.domain.members.member import Member, MemberKind
from coopdesk.domain.money import Money
from coopdesk.domain.period import Period
from coopdesk.domain.quantity import Quantity
from coopdesk.services.coop.values import CoopDetails, YearFigures
from coopdesk.services.distribution.headlines import PlanState
from coopdesk.services.journal.entry import Witness


@dataclass(frozen=True, slots=True)
class Draft:
    """A drafted distribution with everything it was computed from.

    ``no_capital`` says of which classes the shares count as no capital, and why; empty where all count.
    """

    year: int
    facts: Facts
    scheme: Scheme
    figures: YearFigures
    template: str = ""
    drafter: str = ""
    no_capital: str = ""


@dataclass(frozen=True, slots=True)
class PlanRecord:
    """A stored plan: its draft and what has happened to it."""

    plan_id: int
    state: PlanState
    draft: Draft
    drafted_on: date
    resolution: Resolution | None = None
    paid_on: date | None = None
    payment_method: str = ""


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One column of the frozen plan: a line or rebate with its pool; ``divided`` as in ``LineResult``.

    ``per_unit`` where it pays so much for a unit, in millionths of a yuan.
    """

    id: str
    label: str
    basis: Basis
    pool: Money
    unit_total: int
    paid: Money
    patronage: bool = False
    giver: str | None = None
    per_unit: Quantity | None = None
    divided: Money | None = None


@dataclass(frozen=True, slots=True)
class PlanMember:
    """One member's frozen share of the plan, with the personal data as they stood when it was approved."""

    position: int
    number: str
    name: str
    kind: MemberKind
    group: str
    identity: str
    bank: str
    account: str
    shares: tuple[tuple[ShareClass, Quantity], ...]
    entitlements: tuple[Derivation, ...]
    gross: Money
    tax: Money
    taxes: tuple[TaxDerivation, ...] = ()

    @property
    def net(self) -> Money:
        """实发金额: gross less the tax withheld."""
        return self.gross - self.tax


@dataclass(frozen=True, slots=True)
class FrozenPlan:
    """An approved distribution, whole: what every paper of the year is printed from.

    ``appropriations`` are the labels of the scheme with their sums; ``carried_forward`` is only what the last tier
    left, ``carried`` all that goes on to the next year.
    """

    plan_id: int
    year: int
    record_date: date
    period: Period
    coop: CoopDetails
    figures: YearFigures
    loss_made_good: Money
    appropriations: tuple[tuple[str, Money], ...]
    distributable: Money
    carried_forward: Money
    lines: tuple[PlanLine, ...]
    members: tuple[PlanMember, ...]
    gross: Money
    tax: Money
    findings: tuple[str, ...]
    resolution: Resolution
    paid_on: date | None = None
    payment_method: str = ""
    witness: Witness | None = None
    """The journal as of the entry that froze this plan, to be printed small: the same on every reprint.

    None for a plan that was frozen before the book had a journal.
    """
    engine: int = 1
    """The number of the engine that figured it (``domain.distribution.engine.ENGINE``)."""

    @property
    def net(self) -> Money:
        """实发合计: what is paid out to all members."""
        return self.gross - self.tax

    @property
    def carried(self) -> Carried:
        """结转下年 with its parts."""
        figures = self.figures
        return carried_on(
            Surplus(figures.surplus, figures.opening, figures.transfers_in),
            Money(sum(amount.fen for _label, amount in self.appropriations)),
            self.loss_made_good,
            self.distributable,
            self.carried_forward,
        )


@dataclass(frozen=True, slots=True)
class Approval:
    """What an approval writes: the computed distribution, the resolution, and the data frozen with it."""

    plan_id: int
    draft: Draft
    distribution: Distribution
    resolution: Resolution
    coop: CoopDetails
    members: tuple[Member, ...]
    classes: tuple[ShareClass, ...]
    approver: str = ""
    reason: str = ""
