"""One member's entries of the share register as rows of a table: what happened, on which paper, with what balance.

Knows entries and words; the names of the other members are looked up by a function it is given.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont

from coopdesk.domain.coop.share_class import ShareClass
from coopdesk.domain.members.entry_kind import EntryKind
from coopdesk.domain.quantity import Quantity
from coopdesk.i18n import N_, _, mark
from coopdesk.services.members.values import EntryLine
from coopdesk.ui.kit import fonts, theme
from coopdesk.ui.kit.columns import Column, Kind
from coopdesk.ui.kit.table_model import Ink, SequenceModel
from coopdesk.wording import entry_kind_name, share_class_name, usual_text

NameOf = Callable[[str], str]

_GIVEN = {
    EntryKind.TRANSFER: N_("转让给 {member}"),
    EntryKind.INHERITANCE: N_("由 {member} 继承"),
    EntryKind.GIFT: N_("赠与 {member}"),
}
_TAKEN = {
    EntryKind.TRANSFER: N_("受让自 {member}"),
    EntryKind.INHERITANCE: N_("继承自 {member}"),
    EntryKind.GIFT: N_("受赠自 {member}"),
}

_AGREED = (EntryKind.TRANSFER, EntryKind.GIFT)


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One line of 股份明细. People know it by the number of its `operation`, which several lines may have in common.

    `other` is the number of the other member of a transfer, `later` says that it lies after the day the page looks at.
    """

    number: int
    operation: int
    day: date
    matter: str
    other: str
    document: str
    change: Quantity
    balance: Quantity
    note: str
    void: bool
    reversible: bool
    later: bool
    agreed: bool = False
    """Whether it is a transfer or gift that stands: the parties' agreement can be printed."""
    money: str = ""
    """How far the instalments of the operation are paid; empty without any."""


ENTRY_COLUMNS: tuple[Column[EntryRow], ...] = (
    Column("operation", N_("号"), Kind.NUMBER, width=40),
    Column("day", N_("日期"), Kind.DATE, width=80),
    Column("matter", N_("事项"), width=64, stretch=True),
    Column("document", N_("凭据"), width=64, stretch=True, yields=True),
    Column("change", N_("增减"), Kind.QUANTITY, width=56, signed=True, total=True),
    Column("balance", N_("结余"), Kind.QUANTITY, width=56, bold=True),
)


def entry_rows(
    lines: Iterable[EntryLine],
    member: str,
    classes: Iterable[ShareClass],
    name_of: NameOf,
    as_at: date,
    money: Mapping[int, str] | None = None,
) -> list[EntryRow]:
    """The lines as rows in their order; `name_of` gives the other member's name by number.

    `classes` gives the labels; where the book has only one class, no row repeats it. `money` tells by the number of an
    operation how far its instalments are paid.
    """
    labels = {one.code: usual_text(one.label) for one in classes}
    if len(labels) == 1:
        labels = dict.fromkeys(labels, "")
    told = money or {}
    return [_row(line, member, labels, name_of, as_at, told.get(line.entry.operation, "")) for line in lines]


def _row(
    line: EntryLine, member: str, labels: Mapping[str, str], name_of: NameOf, as_at: date, money: str
) -> EntryRow:
    numbered = line.entry
    entry = numbered.entry
    return EntryRow(
        number=numbered.number,
        operation=numbered.operation,
        day=entry.day,
        matter=_matter(line, member, labels, name_of),
        other=_other(line, member) or "",
        document=entry.document,
        change=line.change,
        balance=line.balance,
        note=entry.note,
        void=numbered.reversed_by is not None,
        reversible=numbered.reverses is None and numbered.reversed_by is None,
        later=entry.day > as_at,
        agreed=numbered.is_live and entry.kind in _AGREED,
        money=money,
    )


def _other(line: EntryLine, member: str) -> str | None:
    entry = line.entry.entry
    return entry.giver if entry.taker == member else entry.taker


def _matter(line: EntryLine, member: str, labels: Mapping[str, str], name_of: NameOf) -> str:
    numbered = line.entry
    entry = numbered.entry
    if numbered.reverses is not None:
        return _("红字冲销第 {number} 号").format(number=numbered.reverses_operation)
    other = _other(line, member)
    words = (_TAKEN if entry.taker == member else _GIVEN).get(entry.kind)
    if other is not None and words is not None:
        what = _(words).format(member=name_of(other))
    else:
        what = entry_kind_name(entry.kind)
    label = labels.get(entry.share_class, share_class_name(entry.share_class))
    return f"{what}{mark('（')}{label}{mark('）')}" if label else what


class EntriesModel(SequenceModel[EntryRow]):
    """Entries as cells: a reversed one is struck through, what comes after the day looked at is quiet."""

    def __init__(self) -> None:
        super().__init__(ENTRY_COLUMNS, identity="number")

    def _cell(self, column: Column[EntryRow], row: EntryRow, role: int) -> Any:
        if role == Qt.ItemDataRole.FontRole and row.void:
            return _struck()
        if role == Qt.ItemDataRole.ForegroundRole and (row.void or row.later):
            return theme.current().colour(Ink.QUIET.value)
        if role == Qt.ItemDataRole.ToolTipRole:
            return _tip(row)
        return super()._cell(column, row, role)


def _struck() -> QFont:
    font = fonts.application_font(theme.current().text_size.body)
    font.setStrikeOut(True)
    return font


def _tip(row: EntryRow) -> str:
    said = [row.matter, row.other, row.document, row.note, row.money, _("已冲销") if row.void else ""]
    return " · ".join(part for part in said if part)
