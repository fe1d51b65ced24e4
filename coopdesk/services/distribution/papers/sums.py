"""The figures of a list paper: of a member's row, of a page, of a group, of the whole, column by column."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from coopdesk.domain.money import Money
from coopdesk.domain.quantity import Quantity, format_quantity
from coopdesk.services.distribution.papers.common import total_shares
from coopdesk.services.distribution.plan import PlanMember


@dataclass(frozen=True, slots=True)
class SheetSums:
    """The figures of a row, a page or the whole: shares (millionths), money by line (None: not given), the rest."""

    shares: Quantity
    amounts: tuple[Money | None, ...]
    gross: Money
    tax: Money
    net: Money

    @property
    def shares_text(self) -> str:
        """The number of shares as papers print it, with as many decimals as it has."""
        return format_quantity(self.shares)


def member_sums(member: PlanMember, line_ids: Sequence[str]) -> SheetSums:
    """A member's figures by the columns of a list."""
    by_line = {part.line_id: part.amount for part in member.entitlements}
    return SheetSums(
        shares=total_shares(member.shares),
        amounts=tuple(by_line.get(line_id) for line_id in line_ids),
        gross=member.gross,
        tax=member.tax,
        net=member.net,
    )


def add_up(rows: Iterable[SheetSums], columns: int) -> SheetSums:
    """The sums of some rows, column by column."""
    listed = list(rows)
    return SheetSums(
        shares=Quantity(sum(row.shares for row in listed)),
        amounts=tuple(_sum(row.amounts[column] for row in listed) for column in range(columns)),
        gross=_sum(row.gross for row in listed),
        tax=_sum(row.tax for row in listed),
        net=_sum(row.net for row in listed),
    )


def _sum(amounts: Iterable[Money | None]) -> Money:
    return Money(sum(amount.fen for amount in amounts if amount is not None))
