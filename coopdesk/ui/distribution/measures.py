"""交易量、土地和其他计量: the year's sheets with their sums, the form that enters or changes one, and its grid.

Rows are typed one by one, or pasted from a spreadsheet; every row says what is wrong with it. Where neither headings
nor content tell what the pasted columns are, it asks.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from coopdesk.domain.distribution.measures import MeasureSheet, SheetKind, SheetRow
from coopdesk.domain.errors import DomainError
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import Quantity
from coopdesk.i18n import N_, _, format_money, format_quantity, mark, ngettext
from coopdesk.services.command import Command
from coopdesk.services.distribution.commands import RecordMeasures
from coopdesk.ui.distribution import measure_rows
from coopdesk.ui.distribution.measure_rows import Columns, Part, Roll, read_amount, row_mistake
from coopdesk.ui.distribution.words import measure_name
from coopdesk.ui.kit import dialogs, fonts
from coopdesk.ui.kit.buttons import link
from coopdesk.ui.kit.cards import Card, clear, label
from coopdesk.ui.kit.columns import Kind
from coopdesk.ui.kit.fields import ChoiceField, TextField
from coopdesk.ui.kit.form import FormDialog
from coopdesk.ui.kit.grid import EntryGrid
from coopdesk.ui.kit.grid_columns import GridColumn
from coopdesk.ui.kit.grid_paste import Placed
from coopdesk.ui.kit.pasting import split_cells

PARTS = (
    (Part.NUMBER, N_("成员编号")),
    (Part.NAME, N_("姓名")),
    (Part.WHO, N_("编号或姓名")),
    (Part.QUANTITY, N_("数量")),
    (Part.AMOUNT, N_("金额（元）")),
    (Part.SOURCE, N_("来源")),
    (Part.UNUSED, N_("不用")),
)
_SHOWN = 3
"""Cells of a column that are shown to tell it by."""
_LONGEST = 40


class ColumnsForm(FormDialog[tuple[Part | None, ...]]):
    """One choice a column, beside its heading and first cells; what was recognised is chosen already."""

    def __init__(self, lines: measure_rows.Lines, columns: Columns, kind: SheetKind) -> None:
        lead = _("粘贴的内容里，有的列认不出是什么。请逐列选定；选定之前一行也不录入。")
        super().__init__(_("粘贴的每一列是什么"), _("按此录入"), lead)
        self._kind = kind
        parts = [
            (part, _(words))
            for part, words in PARTS
            if part is not Part.AMOUNT or part in measure_rows.figures(kind)
        ]
        choices: list[tuple[Part | None, str]] = [(None, _("请选择")), *parts]
        self.columns = []
        for place, part in enumerate(columns.parts):
            heading = columns.headings[place] if columns.headings else ""
            title = heading or _("第 {n} 列").format(n=place + 1)
            cells = [line[place] for line in lines[columns.first :] if line[place]]
            sample = mark("、").join(cells[:_SHOWN])[:_LONGEST]
            fonts.ensure_glyphs(title + sample)
            self.columns.append(ChoiceField(title[:_LONGEST], choices, chosen=part, hint=sample))
        self.group("", self.columns)
        self.cursor_in = next(
            (each for each, part in zip(self.columns, columns.parts, strict=True) if part is None), None
        )

    def make(self) -> tuple[Part | None, ...]:
        parts = tuple(column.read("") for column in self.columns)
        measure_rows.check(parts, self._kind)
        return parts


MEMBER, QUANTITY, AMOUNT = range(3)
MOST_ROWS = 200_000
"""A whole roll may be pasted, with a row for each of two things."""

_TITLES = {SheetKind.LAND: N_("面积（亩）"), SheetKind.TRADE: N_("数量"), SheetKind.MEASURE: N_("数值")}


class MeasureGrid(EntryGrid):
    """Member, quantity, and amount (of trade only). Who is known stands with number and name.

    `sourced(source)` tells what pasted rows name as their paper.
    """

    sourced = Signal(str)

    def __init__(self, title: str, roll: Roll, kind: SheetKind, rows: Sequence[SheetRow]) -> None:
        self._roll, self._kind = roll, kind
        super().__init__(
            title, self._columns(), check_row=self._check_row, required=True, most_rows=MOST_ROWS
        )
        self.set_rows(
            [
                {"member": row.member, "quantity": row.quantity, "amount": row.amount if row.amount else None}
                for row in rows
            ]
        )

    def show_kind(self, kind: SheetKind) -> None:
        """Read what is typed as of that kind; amounts belong to trade alone."""
        if kind is not self._kind:
            self._kind = kind
            self.show_columns(self._columns())

    def sheet_rows(self) -> tuple[SheetRow, ...]:
        """All rows; raises the first mistake."""
        return tuple(
            SheetRow(
                cast(str, row["member"]),
                cast(Quantity, row["quantity"] or Quantity(0)),
                cast(Money, row["amount"] or Money(0)),
            )
            for row in self.read("")
        )

    def paste(self, text: str) -> None:
        """Put rows of a spreadsheet in from the row of the cursor on; nothing where a column stays unknown."""
        lines = split_cells(text)
        if not lines:
            return
        try:
            if not self._paste_in_place(lines):
                self._paste_rows(lines)
        except DomainError as error:
            self.refuse(error)

    def _paste_rows(self, lines: measure_rows.Lines) -> None:
        columns = measure_rows.recognise(lines, self._roll, self._kind)
        if not columns.sure:
            parts = dialogs.ask(ColumnsForm(lines, columns, self._kind), self)
            if parts is None:
                return
            columns = replace(columns, parts=parts)
        found = measure_rows.cells_of(lines, columns, self._roll)
        self.take(Placed(found.rows, (MEMBER, QUANTITY, AMOUNT), found.unused), totals_text(found.totals))
        if found.source:
            self.sourced.emit(found.source)

    def _paste_in_place(self, lines: measure_rows.Lines) -> bool:
        """One column goes where the cursor stands, and so do columns beside each other from a figure's on."""
        column = self.view.place[1]
        shown = [at for at, each in enumerate(self.model.columns) if not each.hidden]
        places = [at for at in shown if at >= column][: len(lines[0])]
        whole_rows = measure_rows.has_headings(lines, self._kind) or (
            len(lines[0]) > 1 and (column == MEMBER or any(self._roll.is_name(line[0]) for line in lines))
        )
        if whole_rows or len(places) < len(lines[0]):
            return False
        self.take(Placed(lines, tuple(places)))
        return True

    def _columns(self) -> tuple[GridColumn, ...]:
        trade = self._kind is SheetKind.TRADE
        return (
            GridColumn(
                "member",
                N_("成员编号或姓名"),
                width=220,
                check=self._roll.find,
                words=self._roll.named,
                stretch=True,
            ),
            GridColumn(
                "quantity",
                _TITLES[self._kind],
                Kind.QUANTITY,
                check=lambda typed: read_amount(typed, self._kind),
                total=True,
            ),
            GridColumn("amount", N_("金额（元）"), Kind.MONEY, total=True, hidden=not trade),
        )

    def _check_row(self, row: Mapping[str, object]) -> tuple[str, DomainError] | None:
        return row_mistake(row, self._kind)


def totals_text(totals: int) -> str:
    """`合计行 1 行没有录入，请与这里的合计核对`; empty where none was left out."""
    if not totals:
        return ""
    said = ngettext(
        "合计行 {n} 行没有录入，请与这里的合计核对", "合计行 {n} 行没有录入，请与这里的合计核对", totals
    )
    return said.format(n=f"{totals:,}")


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
