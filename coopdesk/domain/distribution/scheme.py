"""A distribution scheme (分配办法) as data: appropriations, tiers of lines, rebates, withholding.

What each part means to the fen is the contract in ``tests/cases/README.md``; rates are millionths.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from coopdesk.domain.member import MemberKind
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import ONE, Quantity


class Weighting(StrEnum):
    """How shares held for part of the period count."""

    RECORD_DATE = "record_date"
    DAYS = "days"
    MONTHS = "months"


class Leftover(StrEnum):
    """What becomes of the 尾差: carried forward, or given out by largest remainder."""

    CARRY = "carry"
    LARGEST_REMAINDER = "largest_remainder"


class Measure(StrEnum):
    """The measures the engine knows; a basis may also name one the charter adds (``facts.measures``)."""

    SHARES = "shares"
    CAPITAL = "capital"
    ACCOUNT_TOTAL = "account_total"
    TRADE_AMOUNT = "trade_amount"
    TRADE_QUANTITY = "trade_quantity"
    LAND_MU = "land_mu"
    EQUAL = "equal"


@dataclass(frozen=True, slots=True)
class Basis:
    """What a line is divided by. ``classes`` None means all share classes, ``product`` None all products."""

    measure: str
    classes: tuple[str, ...] | None = None
    weighting: Weighting = Weighting.RECORD_DATE
    product: str | None = None


@dataclass(frozen=True, slots=True)
class Eligible:
    """Who takes part: everybody when both are None; else whoever either of the two admits."""

    kinds: frozenset[MemberKind] | None = None
    members: tuple[str, ...] | None = None

    @property
    def everybody(self) -> bool:
        return self.kinds is None and self.members is None


EVERYBODY = Eligible()


@dataclass(frozen=True, slots=True)
class RateOfTier:
    """A share of what is left when the tier begins, rounded down to the fen."""

    rate: Quantity


@dataclass(frozen=True, slots=True)
class FixedAmount:
    """A sum in yuan."""

    amount: Money


@dataclass(frozen=True, slots=True)
class Rest:
    """What the lines before it in the tier leave."""


@dataclass(frozen=True, slots=True)
class PerUnit:
    """So many yuan for each unit of the basis."""

    amount: Money


Pool = RateOfTier | FixedAmount | Rest | PerUnit


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a tier (一项分配): a pool divided among the eligible by a basis."""

    id: str
    label: str
    pool: Pool
    basis: Basis
    eligible: Eligible = EVERYBODY
    patronage: bool = False


@dataclass(frozen=True, slots=True)
class Appropriation:
    """提取公积金 and the like: a ``rate`` of the base, or a fixed ``amount``; exactly one of the two is set."""

    id: str
    label: str
    rate: Quantity | None = None
    amount: Money | None = None


@dataclass(frozen=True, slots=True)
class Rebate:
    """二次返利: ``giver`` hands ``rate`` of what it got in ``of_lines`` on to others by ``basis``."""

    id: str
    label: str
    giver: str
    of_lines: tuple[str, ...]
    eligible: Eligible
    basis: Basis
    rate: Quantity = ONE


@dataclass(frozen=True, slots=True)
class Withholding:
    """代扣个人所得税: ``rate`` of the sum of ``lines``, per member, rounded half up to the fen."""

    lines: tuple[str, ...]
    rate: Quantity
    eligible: Eligible = EVERYBODY


@dataclass(frozen=True, slots=True)
class Scheme:
    """A whole scheme. ``precision`` is in yuan (0.01, 0.1 or 1)."""

    tiers: tuple[tuple[Line, ...], ...]
    appropriations: tuple[Appropriation, ...] = ()
    rebates: tuple[Rebate, ...] = ()
    withholding: tuple[Withholding, ...] = ()
    precision: Money = field(default=Money(1))
    leftover: Leftover = Leftover.CARRY
    include_opening: bool = False
