"""The fifth step: the checked table: every error with its cell, what stands there and what to write instead.

A cell is mended here, a row left out, or all bad rows go back as a workbook with remarks. Beside them stand the
control totals, the sheet's own or typed.
"""

from collections.abc import Iterator, Mapping
from enum import Enum

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget, QWizard

from coopdesk.domain.errors import DomainError
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import Quantity
from coopdesk.i18n import N_, _, format_money, format_quantity, join_texts, ngettext
from coopdesk.services.members.importing.answers import TypedTotals
from coopdesk.services.members.importing.findings import Fault, Mended
from coopdesk.services.members.importing.reading import RollReading
from coopdesk.services.members.importing.rows import OtherRow
from coopdesk.services.members.importing.totals import Total, TotalOf
from coopdesk.services.source_table import SourceTable, address
from coopdesk.ui.frame.actions import Action
from coopdesk.ui.frame.shell import Shell
from coopdesk.ui.importing.model import ImportModel
from coopdesk.ui.importing.step import ImportStep, captioned
from coopdesk.ui.importing.words import cell_words, hidden
from coopdesk.ui.kit import dialogs
from coopdesk.ui.kit.buttons import button
from coopdesk.ui.kit.cards import label
from coopdesk.ui.kit.columns import Column, Kind
from coopdesk.ui.kit.fields import ChoiceField, CountField, MoneyField, QuantityField, TextField
from coopdesk.ui.kit.flow import FlowLayout
from coopdesk.ui.kit.keys import has_focus_within
from coopdesk.ui.kit.table import DataTable
from coopdesk.ui.kit.table_model import SequenceModel
from coopdesk.ui.kit.tokens import SPACE_CARD, SPACE_IN
from coopdesk.wording import error_text
from coopdesk.wording.members.imports import row_name, why_mended
from coopdesk.wording.names import field_name

MEND = Action("mend-cell", N_("改正"), "Ctrl+Return")
SKIP = Action("skip-row", N_("这一行不导入"), "Ctrl+D")
SAVE_BAD = Action(
    "save-bad-rows", N_("错误另存为 Excel…"), "Ctrl+E", "save", N_("只存有错的行，原来的各列，错处加批注")
)


class Shown(Enum):
    """What the table lists."""

    ERRORS = N_("错误")
    WARNINGS = N_("提示")
    MENDED = N_("已统一写法")
    LEFT_OUT = N_("不是成员的行")


class CheckLine:
    """One line of the table: what was found, and the heading of its column.

    Its words are made when it comes in sight: a sheet whose columns were mistaken has a hundred thousand lines.
    """

    __slots__ = ("_found", "_table", "column", "key")

    def __init__(self, key: int, found: Fault | Mended | OtherRow, column: str, table: SourceTable) -> None:
        self.key, self._found, self.column, self._table = key, found, column, table

    @property
    def row(self) -> int:
        """Its row, counted from 0; -1 for what concerns the sheet as a whole."""
        return self._found.row

    @property
    def place(self) -> int:
        """Its column, counted from 0."""
        return 0 if isinstance(self._found, OtherRow) else self._found.column

    @property
    def cell(self) -> str:
        """How Excel calls the cell; of a row that is no member its number."""
        return str(self.row + 1) if isinstance(self._found, OtherRow) else self._found.cell

    @property
    def value(self) -> str:
        """What stands in the cell."""
        found = self._found
        if isinstance(found, OtherRow):
            return found.text
        if isinstance(found, Mended):
            return found.before
        return found.value or (
            cell_words(self._table.cell(found.row, found.column)) if found.row >= 0 else ""
        )

    @property
    def says(self) -> str:
        """What is wrong with it, or was done to it."""
        found = self._found
        if isinstance(found, OtherRow):
            return row_name(found.kind.value)
        if isinstance(found, Fault):
            return error_text(_worded(found))
        return _("{before} 改作 {after}（{why}）").format(
            before=hidden(found.before.strip()),
            after=hidden(found.after),
            why=why_mended(found.why.value),
        )


COLUMNS: tuple[Column[CheckLine], ...] = (
    Column("cell", N_("单元格"), width=80, whole=True),
    Column("column", N_("栏目"), width=130),
    Column("value", N_("内容"), Kind.MASKED, width=190, hide=hidden),
    Column("says", N_("说明"), width=420, stretch=True),
)


class RowsStep(ImportStep):
    """Every error at once, and the ways out of each."""

    def __init__(self, shell: Shell, model: ImportModel) -> None:
        super().__init__(model, _("核对"))
        self._shell = shell
        self.members = CountField(_("应有成员"))
        self.shares = QuantityField(_("应有股数"))
        self.capital = MoneyField(_("应有出资（元）"), negative=False)
        self.shown: ChoiceField[Shown] = ChoiceField(_("列出"), [(each, _(each.value)) for each in Shown])
        self.lines: SequenceModel[CheckLine] = SequenceModel(COLUMNS, (), "key")
        self.table = DataTable(self.lines, _("核对结果"))
        self.value = TextField(_("改为"))
        self.of_line = label("", "strong", wrap=True)
        self.mend = button(MEND, self._mend, keys_in=self)
        self.skip = button(SKIP, self._skip, keys_in=self)
        self.save = button(SAVE_BAD, self._save, keys_in=self)
        self.totals_said = label("", "muted", wrap=True)
        self.fields += [self.members, self.shares, self.capital]
        self._showing = False
        self._lay_out()
        self._connect()

    def show_understood(self) -> None:
        self._showing = True
        typed = self.model.answers.totals
        for field, text in (
            (self.members, "" if typed.members is None else f"{typed.members:,}"),
            (self.shares, "" if typed.shares is None else format_quantity(typed.shares)),
            (self.capital, "" if typed.capital is None else format_money(typed.capital)),
        ):
            if not field.edit.hasFocus():
                field.set_text(text)
        self._showing = False
        self.totals_said.setText(_totals_words(self.model.reading))
        self._show_lines()
        self._say_count()
        self.say_refusal_if_any()
        if self.isVisible() and self.is_ready and has_focus_within(self.table) and not self.lines.rows:
            # The last mistake is mended: no row is left to stand on, and the way leads on.
            self.wizard().button(QWizard.WizardButton.NextButton).setFocus(Qt.FocusReason.OtherFocusReason)

    def say_refusal_if_any(self) -> None:
        """A file that can no longer be read under the answers says so; what was said of a saved file stays."""
        if self.model.understood.refusal is not None:
            self.say_refusal()

    def check(self) -> None:
        self._totals_typed()
        errors = self.model.understood.errors
        if errors:
            raise DomainError("import.refused", count=len(errors))

    def first_focus(self) -> None:
        self.table.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def choose(self, cell: str) -> None:
        """Put the cursor on the line of a cell; KeyError without one."""
        for place, line in enumerate(self.lines.rows):
            if line.cell == cell:
                self.table.view.put_cursor(place)
                return
        raise KeyError(cell)

    def _lay_out(self) -> None:
        totals = QWidget()
        flow = FlowLayout(totals, gap=SPACE_CARD, drop=SPACE_IN)
        for field in (self.members, self.shares, self.capital):
            field.fold()
            flow.addWidget(captioned(field))
        self.body.addWidget(totals)
        self.body.addWidget(self.totals_said)
        self.shown.fold()
        self.value.fold()
        self.table.add_tool(self.shown)
        self.table.add_tool(self.save)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.of_line)
        row = QHBoxLayout()
        row.setSpacing(SPACE_IN)
        row.addWidget(self.value, 1)
        row.addWidget(self.mend)
        row.addWidget(self.skip)
        self.body.addLayout(row)

    def _connect(self) -> None:
        self.shown.changed.connect(self._show_lines)
        self.table.picked.connect(self._picked)
        self.table.opened.connect(lambda _line: self.value.edit.setFocus(Qt.FocusReason.OtherFocusReason))
        self.value.edit.returnPressed.connect(self._mend)
        for field in (self.members, self.shares, self.capital):
            field.left.connect(self._totals_typed)

    def _show_lines(self) -> None:
        reading = self.model.reading
        shown = self.shown.value() or Shown.ERRORS
        lines = list(_lines(self.model, reading, shown)) if reading is not None else []
        self.table.set_empty(_("没有错误，可以下一步。") if shown is Shown.ERRORS else _("没有要列出的。"))
        here = self.table.view.currentIndex().row()
        self.lines.set_rows(lines)
        if lines:
            self.table.view.put_cursor(min(max(here, 0), len(lines) - 1))
        self._picked(self.table.current_row())
        self.save.setEnabled(any(line.row >= 0 for line in lines) and shown is Shown.ERRORS)

    def _say_count(self) -> None:
        errors = len(self.model.understood.errors)
        if errors:
            said = ngettext(
                "有 {n} 处错误，改正之后才能导入：在下面改，或另存为 Excel 改好再导入。",
                "有 {n} 处错误，改正之后才能导入：在下面改，或另存为 Excel 改好再导入。",
                errors,
            )
            self.message.say("warning", said.format(n=f"{errors:,}"))
        else:
            self.message.hide()

    def _picked(self, line: CheckLine | None) -> None:
        can = line is not None and line.row >= 0 and self.shown.value() is not Shown.LEFT_OUT
        for part in (self.value, self.mend, self.skip):
            part.setEnabled(can)
        self.of_line.setText("" if line is None else f"{line.cell}  {line.says}".strip())
        self.value.set_text(line.value if line is not None and can else "")

    def _mend(self) -> None:
        line = self.table.current_row()
        if line is not None and line.row >= 0:
            typed = self.value.text().strip()
            cells = {**self.model.answers.cells, address(line.row, line.place): typed or None}
            self.model.answer(cells=cells)
            self.table.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _skip(self) -> None:
        line = self.table.current_row()
        if line is not None and line.row >= 0:
            self.model.answer(skipped=self.model.answers.skipped | {line.row + 1})

    def _totals_typed(self) -> None:
        if not self._showing:
            totals = TypedTotals(self.members.value(), self.shares.value(), self.capital.value())
            self.model.answer(totals=totals)

    def _save(self) -> None:
        reading = self.model.reading
        if reading is None:
            return
        table, last = reading.headings.table, reading.headings.last
        remarks: dict[tuple[int, int], str] = {}
        for fault in self.model.understood.errors:
            if fault.row >= 0:
                before = remarks.get((fault.row, fault.column))
                said = error_text(_worded(fault))
                remarks[fault.row, fault.column] = f"{before}\n{said}" if before else said
        name = f"{table.name}-" + _("错误") + ".xlsx"
        target = dialogs.save_file(self, _("错误另存为"), _("Excel 工作簿") + " (*.xlsx)", name)
        if target is not None:
            backend = self._shell.backend
            self._shell.jobs.submit(
                _("正在写错误表"),
                lambda _progress: backend.write_bad_rows(table, last, remarks, target),
                lambda path: self.message.say(
                    "done", _("有错的行已存到 {path}；改好后再导入这个文件。").format(path=path)
                ),
                self.say_failure,
            )


def _worded(fault: Fault) -> DomainError:
    return DomainError(fault.code, **fault.params)


def _lines(model: ImportModel, reading: RollReading, shown: Shown) -> Iterator[CheckLine]:
    names = {column.place: column.heading or column.letters for column in reading.columns}
    table = reading.headings.table
    if shown in (Shown.ERRORS, Shown.WARNINGS):
        found = model.understood.errors if shown is Shown.ERRORS else model.understood.warnings
        for key, fault in enumerate(found):
            yield CheckLine(key, fault, names.get(fault.column, "") if fault.row >= 0 else "", table)
    elif shown is Shown.MENDED:
        for key, mended in enumerate(reading.findings.mended):
            yield CheckLine(key, mended, names.get(mended.column, ""), table)
    else:
        for key, other in enumerate(reading.others):
            yield CheckLine(key, other, "", table)


def _totals_words(reading: RollReading | None) -> str:
    """The sheet's or the typed totals beside what was read."""
    if reading is None:
        return ""
    headings = reading.headings.by_column()
    said = [_total_words(total, headings) for total in reading.totals.totals]
    if not said:
        return _("表里没有合计行；可以在上面填应有的合计，程序会核对。")
    return join_texts(*said)


def _total_words(total: Total, headings: Mapping[int, str]) -> str:
    """One total; of a column of shares by its heading, since a sheet may have several."""
    name = headings.get(total.column, "") if total.share_class else ""
    name = name or field_name(total.of.value)
    if total.agree:
        return _("{name}合计 {found}，与各行相符。").format(name=name, found=_figure(total.of, total.found))
    return _("{name}合计 {found}，各行相加是 {read}。").format(
        name=name, found=_figure(total.of, total.found), read=_figure(total.of, total.read)
    )


def _figure(of: TotalOf, number: int) -> str:
    if of is TotalOf.MEMBERS:
        return f"{number:,}"
    return format_quantity(Quantity(number)) if of is TotalOf.SHARES else format_money(Money(number))
