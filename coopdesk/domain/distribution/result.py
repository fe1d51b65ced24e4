"""What the engine gives back: whole fen per line and member, and how each figure came about.

Amounts are kept as plain integers by register order, so that a million holders fit; Money is made when asked for.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from coopdesk.domain.distribution.facts import Facts
from coopdesk.domain.distribution.scheme import Basis, Scheme
from coopdesk.domain.money import Money


@dataclass(frozen=True, slots=True)
class LineResult:
    """One paid line or rebate: what was divided, by what, and each member's fen in register order.

    ``units`` are millionths of the basis (for money bases: fen x 10,000; weighted shares: millionths x days or months);
    ``units`` is 0 for members that are not eligible. ``giver`` is the index of a rebate's giver, whose amount is
    negative. ``per_unit`` is set for lines paid by a rate per unit.
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
    per_unit: Money | None = None

    @property
    def paid(self) -> Money:
        return Money(sum(self.amounts))


@dataclass(frozen=True, slots=True)
class Derivation:
    """How one figure came about: ``pool x units / unit_total``, rounded down; the numbers for one sentence.

    ``rate`` is the exact yuan per unit when it comes out in whole fen (then ``rate x units = amount``), else None.
    ``extra`` is what the leftover rule added to the rounded-down figure. A giver's derivation has ``given`` True.
    Lines paid by a rate per unit carry it as ``per_unit`` (then ``per_unit x units``, rounded down, is the amount).
    ``precision`` is the step everything was rounded down to; ``rebate`` marks a line given on by another member.
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
    per_unit: Money | None = None
    precision: Money = Money(1)
    rebate: bool = False


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

    @cached_property
    def index(self) -> Mapping[str, int]:
        """Register position by member number."""
        return {party.id: position for position, party in enumerate(self.facts.members)}

    @property
    def total_gross(self) -> Money:
        return Money(sum(self.gross))

    @property
    def total_tax(self) -> Money:
        return Money(sum(self.tax))

    @property
    def total_net(self) -> Money:
        return self.total_gross - self.total_tax

    def net(self, position: int) -> Money:
        return Money(self.gross[position] - self.tax[position])

    def line(self, line_id: str) -> LineResult:
        """The line or rebate of that id; KeyError if there is none."""
        for line in self.lines:
            if line.id == line_id:
                return line
        raise KeyError(line_id)

    def amounts_of(self, position: int) -> Iterator[tuple[LineResult, Money]]:
        """The lines a member takes part in with another amount than zero, in scheme order."""
        for line in self.lines:
            if line.amounts[position]:
                yield line, Money(line.amounts[position])
