"""What charters count beside shares, by member and year: trade with the co-op, land put in, anything else.

Entered in sheets, each from one paper: a product's trade, the land, or one measure of the charter's own (工龄, 积分,
a weight). A sheet entered again takes the place of the one before.
"""

from collections.abc import Set
from dataclasses import dataclass, replace
from enum import StrEnum

from coopdesk.domain.distribution.basis_kinds import Measure
from coopdesk.domain.errors import DomainError
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import Quantity, format_quantity

MOST = 10**18
"""Millionths that one row may hold: what fits 64 bits with room for sums."""
_RESERVED = frozenset(Measure)


class SheetKind(StrEnum):
    """What a sheet holds: trade of one product, land, or a measure of the charter's own."""

    TRADE = "trade"
    LAND = "land"
    MEASURE = "measure"


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One member's row: ``quantity`` of the product, mu, or units of the measure; ``amount`` (yuan) only of trade.

    Several rows of one member add up. Only trade may be below 0: goods brought back.
    """

    member: str
    quantity: Quantity
    amount: Money = Money(0)

    @property
    def signs_differ(self) -> bool:
        """Whether goods went one way and their money the same: goods brought back are below 0 with their amount."""
        return self.quantity * self.amount.fen < 0


@dataclass(frozen=True, slots=True)
class MeasureSheet:
    """One sheet of a fiscal year: ``name`` is the product or the measure, empty for land; ``source`` is its paper."""

    year: int
    kind: SheetKind
    name: str
    rows: tuple[SheetRow, ...]
    source: str

    def without(self, members: Set[str]) -> "MeasureSheet":
        """The sheet without the rows of these members."""
        return replace(self, rows=tuple(row for row in self.rows if row.member not in members))

    @property
    def quantity(self) -> Quantity:
        """Sum of the rows."""
        return Quantity(sum(row.quantity for row in self.rows))

    @property
    def amount(self) -> Money:
        """Sum of the rows' money; 0 for a sheet that only has quantities."""
        return Money(sum(row.amount.fen for row in self.rows))

    def check(self) -> None:
        """Refuse a sheet nothing can be divided by; rows are counted from 1.

        Raises ``sheet.name_missing``, ``.name_reserved``, ``.source_missing``, ``.negative``, ``.signs_differ`` and
        ``.too_large``.
        """
        if self.kind is not SheetKind.LAND and not self.name.strip():
            raise DomainError("sheet.name_missing")
        if self.kind is SheetKind.MEASURE and self.name in _RESERVED:
            raise DomainError("sheet.name_reserved", name=self.name)
        if self.rows and not self.source.strip():
            raise DomainError("sheet.source_missing", year=self.year)
        for number, row in enumerate(self.rows, start=1):
            shown = {"row": number, "member": row.member, "value": format_quantity(row.quantity)}
            if row.quantity < 0 and self.kind is not SheetKind.TRADE:
                raise DomainError("sheet.negative", **shown)
            if row.signs_differ:
                raise DomainError("sheet.signs_differ", amount=row.amount, **shown)
            if abs(row.quantity) > MOST:
                raise DomainError("sheet.too_large", **shown)
