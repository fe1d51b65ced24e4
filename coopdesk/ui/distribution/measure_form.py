"""Entering a sheet of trade, land or another measure: what it is, its paper, and the rows."""

from coopdesk.domain.distribution.measures import MeasureSheet, SheetKind
from coopdesk.i18n import N_, _
from coopdesk.services.command import Command
from coopdesk.services.distribution.commands import RecordMeasures
from coopdesk.ui.distribution.measure_grid import MeasureGrid
from coopdesk.ui.distribution.measure_rows import Roll
from coopdesk.ui.kit.fields import ChoiceField, TextField
from coopdesk.ui.kit.form import FormDialog

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
            self._year, kind, self.name.text().strip(), self.grid.read(""), self.source.text().strip()
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
