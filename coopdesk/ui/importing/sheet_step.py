"""The second step: which sheet, and where its headings stand; one click on a row says it better."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt

from coopdesk.i18n import N_, _
from coopdesk.services.members.importing.fields import Unit
from coopdesk.services.source_table import CellValue, SourceTable, letters
from coopdesk.ui.frame.actions import Action
from coopdesk.ui.importing.model import ImportModel
from coopdesk.ui.importing.step import ImportStep
from coopdesk.ui.importing.words import cell_words, hidden
from coopdesk.ui.kit.buttons import button
from coopdesk.ui.kit.columns import Column
from coopdesk.ui.kit.fields import ChoiceField
from coopdesk.ui.kit.table import DataTable
from coopdesk.ui.kit.table_model import SequenceModel

HEADING = Action("heading-row", N_("以所选行为表头"), "Ctrl+H")
_SHOWN = 60
_MOST_COLUMNS = 40


@dataclass(frozen=True)
class RawRow:
    """A row of the sheet as it stands."""

    row: int
    is_heading: bool
    is_hidden: bool
    cells: Sequence[CellValue]


class SheetStep(ImportStep):
    """Sheet, headings, and whether a row is a person or the household is the member."""

    def __init__(self, model: ImportModel) -> None:
        super().__init__(
            model,
            _("表头"),
            _(
                "表头已自动找到，标题行会跳过。不对的话，选中表头所在的行（有几行时选最下面一行）再按“以所选行为表头”。"
            ),
        )
        self.sheet: ChoiceField[str] = ChoiceField(_("工作表"), [("", "")])
        units = [(Unit.PERSON, _("每行一名成员")), (Unit.HOUSEHOLD, _("按户：户主为成员，全户股份合计"))]
        self.unit: ChoiceField[Unit] = ChoiceField(_("一行是"), units)
        self.group("", [self.sheet, self.unit])
        for field in (self.sheet, self.unit):
            field.fold()
        self.take = button(HEADING, self._take_row, keys_in=self)
        self.table: DataTable | None = None
        self._of: SourceTable | None = None
        self.body.addWidget(self.take, 0, Qt.AlignmentFlag.AlignLeft)
        self._showing = False
        self.sheet.changed.connect(self._sheet_chosen)
        self.unit.changed.connect(self._unit_chosen)

    def show_understood(self) -> None:
        self._showing = True
        self._show_sheets()
        self.unit.choose(self.model.answers.unit)
        self._showing = False
        self._show_table()
        self.say_refusal()

    @property
    def is_ready(self) -> bool:
        return self.model.understood.headings is not None

    def _show_sheets(self) -> None:
        source = self.model.source
        tables = source.tables if source is not None else ()
        choices = [(table.name, _sheet_words(table)) for table in tables] or [("", "")]
        self.sheet.set_choices(choices)
        table = self.model.table
        if table is not None:
            self.sheet.choose(table.name)

    def _show_table(self) -> None:
        table = self.model.table
        if table is None:
            return
        rows = self._rows(table)
        if self.table is None or self._of is not table:
            if self.table is not None:
                self.body.removeWidget(self.table)
                self.table.deleteLater()
            self._of = table
            width = min(max((len(row) for row in table.rows[:_SHOWN]), default=0), _MOST_COLUMNS)
            model: SequenceModel[RawRow] = SequenceModel(_columns(width), rows, "row")
            self.table = DataTable(model, _("工作表的前几行"), tools=False)
            self.table.opened.connect(lambda _row: self._take_row())
            self.body.addWidget(self.table, 1)
        else:
            assert isinstance(self.table.model, SequenceModel)
            self.table.model.set_rows(rows)
        headings = self.model.understood.headings
        if headings is not None and headings.last >= 0:
            self.table.view.put_cursor(headings.last)

    def _rows(self, table: SourceTable) -> list[RawRow]:
        headings = self.model.understood.headings
        of = range(headings.first, headings.last + 1) if headings is not None else range(0)
        return [
            RawRow(row, row in of, row in table.hidden_rows, cells)
            for row, cells in enumerate(table.rows[:_SHOWN])
        ]

    def _sheet_chosen(self) -> None:
        if not self._showing:
            self.model.answer(sheet=self.sheet.value() or "", header_row=None)

    def _unit_chosen(self) -> None:
        if not self._showing:
            self.model.answer(unit=self.unit.value() or Unit.PERSON)

    def _take_row(self) -> None:
        row = self.table.current_row() if self.table is not None else None
        table = self.model.table
        if row is not None and table is not None:
            self.model.answer(sheet=table.name, header_row=row.row + 1)


def _sheet_words(table: SourceTable) -> str:
    words = _("{name}（{rows} 行）").format(name=table.name, rows=f"{len(table.rows):,}")
    return f"{words} · {_('隐藏')}" if table.hidden else words


def _columns(width: int) -> list[Column[RawRow]]:
    return [
        Column("row", N_("行"), width=90, value=_row_words),
        *(_column(place) for place in range(width)),
    ]


def _column(place: int) -> Column[RawRow]:
    return Column(
        letters(place),
        letters(place),
        width=110,
        value=lambda row: hidden(cell_words(row.cells[place])) if place < len(row.cells) else "",
    )


def _row_words(row: RawRow) -> str:
    said = [str(row.row + 1)]
    if row.is_heading:
        said.append(_("表头"))
    if row.is_hidden:
        said.append(_("隐藏"))
    return " ".join(said)
