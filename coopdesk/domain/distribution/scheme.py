"""A distribution scheme (分配办法) as data: appropriations, tiers of lines, rebates, withholding.

What each part means to the fen is the contract in ``tests/cases/README.md``; rates are millionths.
"""

from dataclasses import dataclass, field, replace

from coopdesk.domain.coop.charter import Leftover
from coopdesk.domain.distribution.basis_kinds import Weighting
from coopdesk.domain.members.member import MemberKind
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import ONE, SCALE, Quantity

PRECISIONS = tuple(Money(fen) for fen in (1, 5, 10, 50, 100, 500, 1_000, 5_000, 10_000))
"""Steps an entitlement may be rounded to: 0.01, 0.05, 0.1, 0.5, 1, 5, 10, 50 and 100 yuan."""


@dataclass(frozen=True, slots=True)
class Basis:
    """What a line is divided by. ``classes`` None means all share classes, ``product`` None all products.

    ``cap`` is the most units of a member that count (shares, mu, yuan; weighted shares: shares x days or months);
    ``times`` names a measure of the charter by whose value the units are then multiplied (1 for who has none).
    """

    measure: str
    classes: tuple[str, ...] | None = None
    weighting: Weighting = Weighting.RECORD_DATE
    product: str | None = None
    cap: Quantity | None = None
    times: str | None = None

    @property
    def plain(self) -> "Basis":
        """The same basis before cap and weight."""
        return replace(self, cap=None, times=None)

    @property
    def unit_scale(self) -> int:
        """How many parts a unit is counted in: millionths, times millionths of the weight where there is one."""
        return SCALE if self.times is None else SCALE * SCALE


@dataclass(frozen=True, slots=True)
class Eligible:
    """Who takes part: everybody when both are None, else whoever either of the two admits; less the exceptions.

    A kind admits and takes out by a member's kind or by his role.
    """

    kinds: frozenset[MemberKind] | None = None
    members: tuple[str, ...] | None = None
    except_kinds: frozenset[MemberKind] = frozenset()
    except_members: tuple[str, ...] = ()

    @property
    def everybody(self) -> bool:
        """Whether nobody is left out."""
        return self.kinds is None and self.members is None and not self.has_exceptions

    @property
    def has_exceptions(self) -> bool:
        """Whether somebody is taken out again, by kind or by number."""
        return bool(self.except_kinds or self.except_members)


EVERYBODY = Eligible()


@dataclass(frozen=True, slots=True)
class RateOfTier:
    """A share of what is left when the tier begins, rounded down to the fen."""

    rate: Quantity


@dataclass(frozen=True, slots=True)
class FixedAmount:
    """A sum in yuan; ``at_most_rest`` lowers it to what the tier has left where that is less (保底, 不足则按余额)."""

    amount: Money
    at_most_rest: bool = False


@dataclass(frozen=True, slots=True)
class Rest:
    """What the lines before it in the tier leave."""


@dataclass(frozen=True, slots=True)
class PerUnit:
    """So many yuan (``price``, in millionths) for each unit of the basis; ``at_most_rest`` as of a fixed amount."""

    price: Quantity
    at_most_rest: bool = False


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
    """代扣个人所得税: ``rate`` of the sum of ``lines`` less ``free`` yuan, per member, rounded half up to the fen."""

    lines: tuple[str, ...]
    rate: Quantity
    eligible: Eligible = EVERYBODY
    free: Money = field(default=Money(0))


@dataclass(frozen=True, slots=True)
class Scheme:
    """A whole scheme. ``precision`` is in yuan, one of ``PRECISIONS``."""

    tiers: tuple[tuple[Line, ...], ...]
    appropriations: tuple[Appropriation, ...] = ()
    rebates: tuple[Rebate, ...] = ()
    withholding: tuple[Withholding, ...] = ()
    precision: Money = field(default=Money(1))
    leftover: Leftover = Leftover.CARRY
    include_opening: bool = False

    @property
    def parts(self) -> tuple[Line | Rebate, ...]:
        """Every line in its order, then every rebate."""
        return (*(line for tier in self.tiers for line in tier), *self.rebates)
