"""交易量、土地和其他计量: the year's sheets with their sums, and the way to enter, change or take one out."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from coopdesk.domain.distribution.measures import MeasureSheet, SheetKind
from coopdesk.i18n import _, format_money, format_quantity, mark, ngettext
from coopdesk.ui.distribution.words import measure_name
from coopdesk.ui.kit.buttons import link
from coopdesk.ui.kit.cards import Card, clear, label


class MeasuresCard(Card):
    """`wanted(sheet)` to enter a new one (None) or change one; `unwanted(sheet)` to take one out."""

    wanted = Signal(object)
    unwanted = Signal(object)

    def __init__(self) -> None:
        super().__init__(_("交易量、土地和其他计量"))
        lead = _("按交易返还、按土地或其他计量分配的，在这里录入或从表格粘贴；只按股分红的不用填。")
        self.body.addWidget(label(lead, "small", wrap=True))
        self._rows = QVBoxLayout()
        self.body.addLayout(self._rows)
        self.adder = link(_("录入或粘贴一张"), lambda: self.wanted.emit(None))
        self.body.addWidget(self.adder, 0, Qt.AlignmentFlag.AlignLeft)

    def show_sheets(self, sheets: Sequence[MeasureSheet], fixed: bool) -> None:
        """Show what the book holds of the year; after the resolution nothing can be changed."""
        clear(self._rows)
        for sheet in sheets:
            self._rows.addWidget(self._row(sheet, fixed))
        self.adder.setVisible(not fixed)

    def _row(self, sheet: MeasureSheet, fixed: bool) -> QWidget:
        row = QWidget()
        box = QHBoxLayout(row)
        box.setContentsMargins(0, 0, 0, 0)
        text = label(sheet_text(sheet), "", wrap=True)
        text.setToolTip(_("来源：{source}").format(source=sheet.source))
        box.addWidget(text, 1)
        if not fixed:
            box.addWidget(_act(_("更改"), sheet, self.wanted.emit))
            box.addWidget(_act(_("撤下"), sheet, self.unwanted.emit))
        return row


def _act(words: str, sheet: MeasureSheet, act: Callable[[MeasureSheet], object]) -> QPushButton:
    made = link(words, lambda: act(sheet))
    made.setAccessibleName(f"{words} {sheet_name(sheet)}")
    return made


def sheet_name(sheet: MeasureSheet) -> str:
    """`鲜蛋`, `土地面积`, `工龄`."""
    return measure_name("land_mu") if sheet.kind is SheetKind.LAND else sheet.name


def sheet_text(sheet: MeasureSheet) -> str:
    """`鲜蛋：3 户，数量 1,500，金额 7,500.00 元`."""
    members = len({row.member for row in sheet.rows})
    parts = [
        ngettext("共 {n} 户", "共 {n} 户", members).format(n=f"{members:,}"),
        _("数量 {sum}").format(sum=format_quantity(sheet.quantity)),
    ]
    if sheet.kind is SheetKind.TRADE:
        parts.append(_("金额 {sum} 元").format(sum=format_money(sheet.amount)))
    return f"{sheet_name(sheet)}{mark('：')}{mark('，').join(parts)}"
