"""A distribution as a table for the terminal, where a Chinese character takes two columns."""

import unicodedata
from collections.abc import Sequence

from coopdesk.domain.members.member import MemberKind
from coopdesk.domain.money import Money
from coopdesk.i18n import _, format_money, format_quantity, ngettext
from coopdesk.services.distribution.plan import FrozenPlan, PlanMember
from coopdesk.wording import usual_text

_GAP = "  "
_TEXT_COLUMNS = 2


def width(text: str) -> int:
    """Columns a text takes on a terminal."""
    return sum(
        0 if unicodedata.combining(character) else 1 + (unicodedata.east_asian_width(character) in "WF")
        for character in text
    )


def summary_table(plan: FrozenPlan) -> str:
    """Every member's lines, gross, tax and net of a frozen plan; the sums of the farmers and of all."""
    farmers = [member for member in plan.members if member.kind is MemberKind.FARMER]
    body = [_row(plan, member.number, member.name, [member]) for member in plan.members]
    foot = [
        _row(plan, _("农户"), ngettext("{n} 户", "{n} 户", len(farmers)).format(n=len(farmers)), farmers),
        _row(plan, _("合计"), "", plan.members),
    ]
    rows = [_head(plan), *body, *foot]
    widths = [max(width(cell) for cell in column) for column in zip(*rows, strict=True)]
    rule = "-" * (sum(widths) + len(_GAP) * (len(widths) - 1))
    lines = [_line(row, widths) for row in rows]
    return "\n".join([lines[0], rule, *lines[1 : -len(foot)], rule, *lines[-len(foot) :]])


def _head(plan: FrozenPlan) -> list[str]:
    lines = [usual_text(line.label) for line in plan.lines]
    return [_("编号"), _("姓名（名称）"), _("股数"), *lines, _("应发"), _("代扣个税"), _("实发")]


def _row(plan: FrozenPlan, number: str, name: str, members: Sequence[PlanMember]) -> list[str]:
    amounts = dict.fromkeys((line.id for line in plan.lines), Money(0))
    for member in members:
        for entitlement in member.entitlements:
            amounts[entitlement.line_id] += entitlement.amount
    shares = sum(shares for member in members for _share_class, shares in member.shares)
    gross, tax = sum(member.gross.fen for member in members), sum(member.tax.fen for member in members)
    sums = [format_money(fen) for fen in (gross, tax, gross - tax)]
    return [number, name, format_quantity(shares), *map(_amount, amounts.values()), *sums]


def _amount(money: Money) -> str:
    return format_money(money) if money else "—"


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    parts = []
    for place, (cell, columns) in enumerate(zip(cells, widths, strict=True)):
        padding = " " * (columns - width(cell))
        parts.append(cell + padding if place < _TEXT_COLUMNS else padding + cell)
    return _GAP.join(parts).rstrip()
