"""A distribution as a table for the terminal, where a Chinese character takes two columns."""

import unicodedata
from collections.abc import Iterator, Sequence

from coopdesk.domain.money import Money
from coopdesk.domain.quantity import Quantity
from coopdesk.i18n import _, format_money, format_quantity
from coopdesk.services.plan import FrozenPlan, PlanMember

_GAP = "  "
_TEXT_COLUMNS = 2


def width(text: str) -> int:
    """Columns a text takes on a terminal."""
    return sum(
        0 if unicodedata.combining(character) else 1 + (unicodedata.east_asian_width(character) in "WF")
        for character in text
    )


def summary_table(plan: FrozenPlan) -> str:
    """Every member's lines, gross, tax and net of a frozen plan, and the totals."""
    rows = [_head(plan), *(_row(plan, member) for member in plan.members), _foot(plan)]
    widths = [max(width(cell) for cell in column) for column in zip(*rows, strict=True)]
    rule = "-" * (sum(widths) + len(_GAP) * (len(widths) - 1))
    lines = [_line(row, widths) for row in rows]
    return "\n".join([lines[0], rule, *lines[1:-1], rule, lines[-1]])


def _head(plan: FrozenPlan) -> list[str]:
    lines = [line.label for line in plan.lines]
    return [_("编号"), _("姓名（名称）"), _("股数"), *lines, _("应发"), _("代扣个税"), _("实发")]


def _row(plan: FrozenPlan, member: PlanMember) -> list[str]:
    amounts = {entitlement.line_id: entitlement.amount for entitlement in member.entitlements}
    shares = Quantity(sum(shares for _share_class, shares in member.shares))
    lines = [_amount(amounts.get(line.id, Money(0))) for line in plan.lines]
    return [member.number, member.name, format_quantity(shares), *lines, *_sums(member.gross, member.tax)]


def _foot(plan: FrozenPlan) -> list[str]:
    shares = sum(shares for member in plan.members for _share_class, shares in member.shares)
    lines = [_amount(line.paid) for line in plan.lines]
    return [_("合计"), "", format_quantity(shares), *lines, *_sums(plan.gross, plan.tax)]


def _sums(gross: Money, tax: Money) -> Iterator[str]:
    yield from map(format_money, (gross, tax, gross - tax))


def _amount(money: Money) -> str:
    return format_money(money) if money else "—"


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    parts = []
    for place, (cell, columns) in enumerate(zip(cells, widths, strict=True)):
        padding = " " * (columns - width(cell))
        parts.append(cell + padding if place < _TEXT_COLUMNS else padding + cell)
    return _GAP.join(parts).rstrip()
