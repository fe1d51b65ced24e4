"""How far what is paid by instalments is paid, in words. Small: the page of the members shows it from the start."""

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from coopdesk.domain.members.entry_kind import EntryKind
from coopdesk.domain.money import Money
from coopdesk.i18n import _, format_money

if TYPE_CHECKING:
    from coopdesk.domain.members.share_operations import Instalment
    from coopdesk.services.members.values import EntryLine


def open_words(instalments: "Sequence[Instalment]") -> str:
    """`已付 600.00 元，下一期 2020-12-01 300.00 元`, nothing without instalments."""
    if not instalments:
        return ""
    paid = Money(sum(each.paid.fen for each in instalments))
    waiting = next((each for each in instalments if each.open), None)
    if waiting is None:
        return _("分期 {sum} 已付清").format(sum=in_yuan(paid))
    words = _("分期已付 {paid}，下一期 {day} {open}")
    return words.format(paid=in_yuan(paid), day=waiting.due.isoformat(), open=in_yuan(waiting.open))


def in_yuan(amount: Money) -> str:
    """`1,000.00 元`."""
    return _("{sum} 元").format(sum=format_money(amount))


def is_redemption(line: "EntryLine", agreed: Collection[int]) -> bool:
    """Whether these are shares that went back, of which no instalments are agreed yet."""
    entry = line.entry
    return entry.is_live and entry.entry.kind is EntryKind.REDEMPTION and entry.operation not in agreed
