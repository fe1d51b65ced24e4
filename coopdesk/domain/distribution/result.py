"""What the engine gives back: whole fen per line and member, and how each figure came about.

Amounts are kept as plain integers by register order, so that a million holders fit; Money is made when asked for.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from coopdesk.domain.distribution.facts import Facts
from coopdesk.domain.distribution.rounding import PRICE_PER_FEN
from coopdesk.domain.distribution.scheme import Basis, Scheme
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import Quantity


@dataclass(frozen=True, slots=True)
class LineResult:
    """One paid line or rebate: what was divided, by what, and each member's fen in register order.

    ``units`` are parts of ``basis.unit_scale`` (for money bases a fen is 10,000 millionths; weighted shares: millionths
    x days or months), 0 for members that are not eligible. ``giver`` is the index of a rebate's giver, whose amount is
    negative. ``per_unit`` is the price of lines paid by the unit, in millionths of a yuan.

    ``held`` and ``weights`` (millionths) are what units were before cap and weight, None where the basis has none.
    ``pool`` is what the line takes of its tier. ``divided`` is what was divided where that is another figure: rounded
    half up, a line takes what its entitlements add up to (``half_up``). ``wanted`` is what the line would have come to
    where ``at_most`` lowered it to the pool. ``by_rate`` is the pool of a rate line before it was rounded down,
    in millionths of a fen.
    """

    id: str
    label: str
    basis: Basis
    pool: Money
    units: Sequence[int]
    unit_total: int
    amounts: Sequence[int]
    patronage: bool = False
    giver: int | None = None
    per_unit: Quantity | None = None
    held: Sequence[int] | None = None
    weights: Sequence[int] | None = None
    divided: Money | None = None
    wanted: Money | None = None
    half_up: bool = False
    by_rate: int | None = None

    @property
    def by_price(self) -> bool:
        """Whether everybody got the price for his units, not a part of a pool."""
        return self.per_unit is not None and self.wanted is None

    @property
    def paid(self) -> Money:
        """What the members' amounts add up to: less than the pool by what rounding left; 0 for a rebate."""
        return Money(sum(self.amounts))


@dataclass(frozen=True, slots=True)
class Derivation:
    """How one figure came about: ``pool x units / unit_total``, rounded; the numbers for one sentence.

    ``rate`` is the exact yuan per unit when it comes out in whole fen (then ``rate x units = amount``), else None.
    ``extra`` is what the leftover rule added to the rounded-down figure. A giver's derivation has ``given`` True.
    Lines paid by the unit carry the price as ``per_unit``, in millionths of a yuan (then ``per_unit x units``, rounded,
    is the amount). ``precision`` is the step everything was rounded to, down or ``half_up``; ``rebate`` marks a line
    given on by another member. ``held`` are the millionths before cap and weight where the basis has one, ``weight``
    the member's (millionths); ``wanted`` is what the line would have come to had the tier had enough for it.
    """

    line_id: str
    label: str
    basis: Basis
    pool: Money
    units: int
    unit_total: int
    rate: Money | None
    amount: Money
    extra: Money = Money(0)
    given: bool = False
    per_unit: Quantity | None = None
    precision: Money = Money(1)
    rebate: bool = False
    held: int | None = None
    weight: Quantity | None = None
    wanted: Money | None = None
    half_up: bool = False

    @property
    def by_price(self) -> bool:
        """Whether the amount is the price for the units, not a part of a pool."""
        return self.per_unit is not None and self.wanted is None

    @property
    def even(self) -> bool:
        """Whether nothing was rounded (a largest remainder's ``extra`` aside)."""
        exact, parts = exact_figure(self)
        return exact == (self.amount - self.extra).fen * parts


def exact_figure(derived: Derivation) -> tuple[int, int]:
    """What a derivation comes to before rounding, as fen and the parts they are divided by."""
    if derived.per_unit is not None and derived.wanted is None:
        return derived.per_unit * derived.units, derived.basis.unit_scale * PRICE_PER_FEN
    return derived.pool.fen * derived.units, derived.unit_total


@dataclass(frozen=True, slots=True)
class WithheldResult:
    """One withholding: of what and at what rate, each member's ``incomes`` and tax ``amounts`` (fen) by position.

    ``incomes`` are the sums of the lines before ``free`` is taken off, 0 for members that are not eligible.
    """

    lines: tuple[str, ...]
    rate: Quantity
    free: Money
    incomes: Sequence[int]
    amounts: Sequence[int]


@dataclass(frozen=True, slots=True)
class TaxDerivation:
    """How a tax came about: ``(income - free) x rate``, rounded half up; ``labels`` are those of the lines taxed."""

    labels: tuple[str, ...]
    income: Money
    free: Money
    rate: Quantity
    tax: Money


@dataclass(frozen=True)
class Distribution:
    """A computed distribution; ``distributable = gross + carried_forward`` always holds."""

    facts: Facts
    scheme: Scheme
    loss_made_good: Money
    appropriations: Mapping[str, Money]
    distributable: Money
    carried_forward: Money
    lines: tuple[LineResult, ...]
    gross: Sequence[int]
    tax: Sequence[int]
    findings: tuple[str, ...]
    withheld: tuple[WithheldResult, ...] = ()

    @property
    def total_gross(self) -> Money:
        """应发合计 of all members, before tax."""
        return Money(sum(self.gross))

    @property
    def total_tax(self) -> Money:
        """The income tax withheld from all members (代扣个人所得税)."""
        return Money(sum(self.tax))

    @property
    def total_net(self) -> Money:
        """实发合计: what is paid out to all members."""
        return self.total_gross - self.total_tax

    def net(self, position: int) -> Money:
        """实发金额 of the member at that position of the register."""
        return Money(self.gross[position] - self.tax[position])

    def amounts_of(self, position: int) -> Iterator[tuple[LineResult, Money]]:
        """The lines a member takes part in with another amount than zero, in scheme order."""
        for line in self.lines:
            if line.amounts[position]:
                yield line, Money(line.amounts[position])
