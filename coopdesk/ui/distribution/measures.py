"""交易量、土地和其他计量: the year's sheets with their sums, the form that enters or changes one, and its grid.

Rows are typed one by one, or pasted from a spreadsheet; every row says what is wrong with it. Where neither headings
nor content tell what the pasted columns are, it asks.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from coopdesk.domain.distribution.measures import MeasureSheet, SheetKind, SheetRow
from coopdesk.domain.errors import DomainError
from coopdesk.i18n import N_, _, format_money, format_quantity, mark, ngettext
from coopdesk.services.command import Command
from coopdesk.services.distribution.commands import RecordMeasures
from coopdesk.ui.distribution import measure_rows
from coopdesk.ui.distribution.measure_rows import Cells, Columns, Part, ReadRow, Roll, read_row
from coopdesk.ui.distribution.words import measure_name
from coopdesk.ui.kit import dialogs, fonts, theme
from coopdesk.ui.kit.buttons import link
from coopdesk.ui.kit.cards import Card, clear, label
from coopdesk.ui.kit.fields import ChoiceField, Field, TextField
from coopdesk.ui.kit.form import FormDialog
from coopdesk.wording import error_text

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


MEMBER, QUANTITY, AMOUNT, MEANING = range(4)
_HEIGHT, _WIDTH = 260, 840
_WIDTHS = (190, 110, 120)
_SPARE = 5
_MOST = 1100
"""As wide as the table gets: with its caption the form still fits a screen of 1366."""


class MeasureGrid(Field[tuple[SheetRow, ...]]):
    """Member, quantity, amount (of trade only) and what each row means; there is always room for another row.

    `sourced(source)` tells what pasted rows name as their paper.
    """

    sourced = Signal(str)
    wide = True

    def __init__(self, title: str, roll: Roll, kind: SheetKind, rows: Sequence[SheetRow]) -> None:
        self.table = QTableWidget(0, 4)
        super().__init__(title, self.table, required=True)
        self._roll, self._kind, self._judging = roll, kind, False
        self._left_out = ""
        scaled = theme.current().text_size.scaled
        self.table.setMinimumSize(min(scaled(_WIDTH), _MOST), scaled(_HEIGHT))
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.table.setTabKeyNavigation(True)
        self.table.verticalHeader().setDefaultSectionSize(scaled(28))
        for column, width in enumerate(_WIDTHS):
            self.table.setColumnWidth(column, scaled(width))
        self.table.horizontalHeader().setSectionResizeMode(MEANING, QHeaderView.ResizeMode.Stretch)
        self.table.setHorizontalHeaderLabels([_("成员编号或姓名"), _("数量"), _("金额（元）"), _("核对")])
        self._fill([(row.member, format_quantity(row.quantity), _yuan(row)) for row in rows])
        self.table.cellChanged.connect(self._cell_changed)
        self._wrong: set[int] = set()
        self.table.horizontalHeader().sectionResized.connect(self._column_resized)
        self.show_kind(kind)

    def show_kind(self, kind: SheetKind) -> None:
        """Amounts belong to trade alone."""
        self._kind = kind
        self.table.setColumnHidden(AMOUNT, kind is not SheetKind.TRADE)
        titles = {SheetKind.LAND: _("面积（亩）"), SheetKind.TRADE: _("数量"), SheetKind.MEASURE: _("数值")}
        self.table.setHorizontalHeaderItem(QUANTITY, QTableWidgetItem(titles[kind]))
        self._judge()

    def text(self) -> str:
        return "\n".join("\t".join(row) for row in self._typed()).strip()

    def read(self, typed: str) -> tuple[SheetRow, ...]:
        """All rows, or the first mistake."""
        values = []
        for read in self._read():
            if read is None:
                continue
            if read.value is None:
                raise read.error or DomainError("sheet.nothing")
            values.append(read.value)
        return tuple(values)

    def paste(self, text: str) -> None:
        """Put rows of a spreadsheet in from the row of the cursor on; nothing where a column stays unknown."""
        lines = measure_rows.split(text)
        if not lines or self._paste_in_place(lines):
            return
        columns = measure_rows.recognise(lines, self._roll, self._kind)
        if not columns.sure:
            parts = dialogs.ask(ColumnsForm(lines, columns, self._kind), self)
            if parts is None:
                return
            columns = replace(columns, parts=parts)
        found = measure_rows.cells_of(lines, columns, self._roll)
        self._left_out = left_out_text(found)
        at = max(self.table.currentRow(), 0)
        kept = self._typed()
        self._show([*kept[:at], *found.rows, *kept[at + len(found.rows) :]])
        if found.source:
            self.sourced.emit(found.source)

    def _paste_in_place(self, lines: measure_rows.Lines) -> bool:
        """One column goes where the cursor stands, and so do columns beside each other from a figure's on."""
        at, column = max(self.table.currentRow(), 0), max(self.table.currentColumn(), MEMBER)
        shown = [each for each in (MEMBER, QUANTITY, AMOUNT) if not self.table.isColumnHidden(each)]
        places = [each for each in shown if each >= column][: len(lines[0])]
        whole_rows = measure_rows.has_headings(lines, self._kind) or (
            len(lines[0]) > 1 and (column == MEMBER or any(self._roll.is_name(line[0]) for line in lines))
        )
        if whole_rows or len(places) < len(lines[0]):
            return False
        rows = [list(row) for row in self._typed()]
        rows += [["", "", ""] for _more in range(at + len(lines) - len(rows))]
        for row, line in zip(rows[at:], lines, strict=False):
            for place, cell in zip(places, line, strict=True):
                row[place] = cell
        self._show([(row[MEMBER], row[QUANTITY], row[AMOUNT]) for row in rows])
        return True

    def _show(self, rows: Sequence[Cells]) -> None:
        for cell in (cell for row in rows for cell in row):
            fonts.ensure_glyphs(cell)
        self._fill(rows)
        self._judge()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.table and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.matches(QKeySequence.StandardKey.Paste):
                self.paste(QGuiApplication.clipboard().text())
                return True
            if event.key() == Qt.Key.Key_Delete:
                for item in self.table.selectedItems():
                    if item.column() != MEANING:
                        item.setText("")
                return True
        return super().eventFilter(watched, event)

    def _typed(self) -> list[Cells]:
        def cell(row: int, column: int) -> str:
            item = self.table.item(row, column)
            return "" if item is None else item.text()

        rows = [
            (cell(row, MEMBER), cell(row, QUANTITY), cell(row, AMOUNT))
            for row in range(self.table.rowCount())
        ]
        while rows and not any(map(str.strip, rows[-1])):
            rows.pop()
        return rows

    def _read(self) -> list[ReadRow | None]:
        return [
            read_row(cells, number, self._kind, self._roll)
            for number, cells in enumerate(self._typed(), start=1)
        ]

    def _fill(self, rows: Sequence[Cells]) -> None:
        self._judging = True
        self.table.setRowCount(len(rows) + _SPARE)
        for place in range(self.table.rowCount()):
            cells = rows[place] if place < len(rows) else ("", "", "")
            for column, text in enumerate(cells):
                item = QTableWidgetItem(text)
                if column != MEMBER:
                    item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                self.table.setItem(place, column, item)
            meaning = QTableWidgetItem("")
            meaning.setFlags(Qt.ItemFlag.ItemIsEnabled)
            self.table.setItem(place, MEANING, meaning)
        self._judging = False

    def _cell_changed(self, row: int, column: int) -> None:
        if self._judging or column == MEANING:
            return
        if row >= self.table.rowCount() - 2:
            self._fill(self._typed())
            self.table.setCurrentCell(row, column)
        self._judge()

    def _make_room(self, wrong: set[int]) -> None:
        """A sentence that says what is wrong is read whole; every other row is as high as usual."""
        usual = self.table.verticalHeader().defaultSectionSize()
        for row in self._wrong - wrong:
            self.table.setRowHeight(row, usual)
        for row in wrong:
            self.table.resizeRowToContents(row)
            self.table.setRowHeight(row, max(self.table.rowHeight(row), usual))
        self._wrong = wrong

    def _column_resized(self, column: int, _before: int, _now: int) -> None:
        if column == MEANING:
            self._make_room(self._wrong)

    def _judge(self) -> None:
        """Say beside every row what it means, and below what they come to."""
        self._judging = True
        found = self._read()
        for place in range(self.table.rowCount()):
            read = found[place] if place < len(found) else None
            item = self.table.item(place, MEANING)
            if item is not None:
                item.setText("" if read is None else _meaning(read))
                item.setToolTip(item.text())
        self._judging = False
        wrong = {place for place, read in enumerate(found) if read is not None and read.error is not None}
        self._make_room(wrong)
        sums = sums_text([read for read in found if read is not None], self._kind)
        self._hint = mark("；").join(filter(None, (sums, self._left_out)))
        self._say("")
        self.changed.emit()


def sums_text(rows: Sequence[ReadRow], kind: SheetKind) -> str:
    """`3 行，数量合计 1,500，金额合计 7,500.00 元；1 行有误`."""
    good = [row.value for row in rows if row.value is not None]
    parts = [
        ngettext("{n} 行", "{n} 行", len(rows)).format(n=f"{len(rows):,}"),
        _("数量合计 {sum}").format(sum=format_quantity(sum(row.quantity for row in good))),
    ]
    if kind is SheetKind.TRADE:
        parts.append(_("金额合计 {sum} 元").format(sum=format_money(sum(row.amount.fen for row in good))))
    text = mark("，").join(parts)
    wrong = len(rows) - len(good)
    if wrong:
        text += mark("；") + ngettext("{n} 行有误", "{n} 行有误", wrong).format(n=f"{wrong:,}")
    return text


def left_out_text(found: measure_rows.Pasted) -> str:
    """`粘贴时没有用到的列：备注；合计行 1 行没有录入，请与上面的合计核对`; empty where all was used."""
    parts = []
    if found.unused:
        parts.append(_("粘贴时没有用到的列：{columns}").format(columns=mark("、").join(found.unused)))
    if found.totals:
        said = ngettext(
            "合计行 {n} 行没有录入，请与这里的合计核对",
            "合计行 {n} 行没有录入，请与这里的合计核对",
            found.totals,
        )
        parts.append(said.format(n=f"{found.totals:,}"))
    return mark("；").join(parts)


def _meaning(read: ReadRow) -> str:
    return read.name if read.error is None else error_text(read.error)


def _yuan(row: SheetRow) -> str:
    return format_money(row.amount) if row.amount else ""


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
