"""交易量、土地和其他计量: the year's sheets with their sums, and the form that enters or changes one."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from coopdesk.domain.distribution.measures import MeasureSheet, SheetKind
from coopdesk.i18n import N_, _, format_money, format_quantity, mark, ngettext
from coopdesk.services.command import Command
from coopdesk.services.distribution.commands import RecordMeasures
from coopdesk.ui.distribution.measure_grid import MeasureGrid
from coopdesk.ui.distribution.measure_rows import Roll
from coopdesk.ui.distribution.words import measure_name
from coopdesk.ui.kit.buttons import link
from coopdesk.ui.kit.cards import Card, clear, label
from coopdesk.ui.kit.fields import ChoiceField, TextField
from coopdesk.ui.kit.form import FormDialog


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


KINDS = (
    (SheetKind.TRADE, N_("与本社的交易")),
    (SheetKind.LAND, N_("入社土地")),
    (SheetKind.MEASURE, N_("其他计量")),
)


class MeasureForm(FormDialog[Command]):
    """One sheet of a year; one that is kept already is shown to be changed, under its own name.

    `seen` is how far the journal went when the year's sheets were read.
    """

    def __init__(
        self, year: int, roll: Roll, sheet: MeasureSheet | None = None, seen: int | None = None
    ) -> None:
        lead = _(
            "逐行填写，或从表格里连同标题行复制后在下面的格子里粘贴（Ctrl+V）：编号或姓名、数量、金额按标题认列，"
            "没有标题的按此顺序。退货写负数。"
        )
        super().__init__(_("{year} 年度交易量、土地和其他计量").format(year=year), _("保存"), lead)
        self._year, self._sheet, self._seen = year, sheet, seen
        kind = sheet.kind if sheet is not None else SheetKind.TRADE
        self.kind = ChoiceField(_("计量"), [(each, _(words)) for each, words in KINDS], chosen=kind)
        self.name = TextField(_("名称"), hint=_("产品或计量的名称，如 鲜蛋、工龄；土地不填"))
        self.source = TextField(_("来源"), required=True, hint=_("如“2019 年收购台账”"))
        rows = sheet.rows if sheet is not None else ()
        self.grid = MeasureGrid(_("明细"), roll, kind, rows)
        self.group("", [self.kind, self.name, self.source])
        self.group("", [self.grid])
        if sheet is not None:
            self.name.set_text(sheet.name)
            self.source.set_text(sheet.source)
            # Another name would be another sheet, and the old one would stay beside it.
            self.kind.setEnabled(False)
            self.name.setEnabled(False)
        self.kind.changed.connect(self._kind_changed)
        self.grid.sourced.connect(self._take_source)
        self._kind_changed()

    def make(self) -> Command:
        kind = self.kind.read("")
        sheet = MeasureSheet(
            self._year, kind, self.name.text().strip(), self.grid.sheet_rows(), self.source.text().strip()
        )
        sheet.check()
        return RecordMeasures(sheet=sheet, seen=self._seen)

    def _take_source(self, source: str) -> None:
        """What the pasted rows name as their paper, unless one was typed already."""
        if not self.source.text().strip():
            self.source.set_text(source)

    def _kind_changed(self) -> None:
        kind = self.kind.read("")
        self.grid.show_kind(kind)
        if kind is SheetKind.LAND:
            self.name.set_text("")
        self.name.setEnabled(kind is not SheetKind.LAND and self._sheet is None)
