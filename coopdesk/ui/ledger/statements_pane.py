"""The view 报表: the three statements of a year or month in their official rows; each amount opens what it is made of.

Read beside the window. An amount is opened by Enter or a double click and leads on to its vouchers; on paper, as PDF
and in Excel they are made by the page 报表打印.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from coopdesk.domain.errors import DomainError
from coopdesk.domain.ledger.statement_rows import Form
from coopdesk.i18n import N_, _
from coopdesk.services.ledger.papers.common import Span
from coopdesk.services.ledger.papers.statements import StatementYear
from coopdesk.ui.frame.actions import Action
from coopdesk.ui.frame.shell import Shell
from coopdesk.ui.kit import fonts, theme
from coopdesk.ui.kit.buttons import button
from coopdesk.ui.kit.cards import clear, label
from coopdesk.ui.kit.no_wheel import ChoiceBox
from coopdesk.ui.kit.page import PageFrame
from coopdesk.ui.kit.reading_lane import ReadingLane
from coopdesk.ui.kit.table import DataTable
from coopdesk.ui.kit.tokens import SPACE_IN, SPACE_PAGE, STEP
from coopdesk.ui.ledger.lines import LinesView
from coopdesk.ui.ledger.panes import LedgerPane
from coopdesk.ui.ledger.reading import ledger_months, read_names
from coopdesk.ui.ledger.statement_forms import (
    FormModel,
    FormRow,
    balance_columns,
    balance_rows,
    equity_columns,
    equity_form_rows,
    surplus_columns,
    surplus_rows,
)
from coopdesk.wording import error_text

OPEN_FIGURE = Action("open-figure", N_("查看组成"), "", "open", N_("列出组成选中数字的每一笔（回车）"))
PAPER = Action(
    "statement-paper", N_("打印、PDF、Excel"), "Ctrl+P", "papers", N_("到“报表打印”打印或另存这张报表")
)
_MONTHS = 12
_PAPERS = {
    Form.BALANCE_SHEET: "balance_sheet",
    Form.SURPLUS: "surplus_statement",
    Form.EQUITY: "equity_statement",
}
_TITLES = {
    Form.BALANCE_SHEET: N_("资产负债表"),
    Form.SURPLUS: N_("盈余及盈余分配表"),
    Form.EQUITY: N_("成员权益变动表"),
}


@dataclass(frozen=True)
class _Read:
    """What was read of a year or month."""

    span: Span
    statements: StatementYear
    findings: Sequence[DomainError]


class StatementsPane(LedgerPane):
    """报表."""

    def __init__(self, shell: Shell, page: PageFrame) -> None:
        super().__init__()
        self._shell, self._page = shell, page
        self._year = 0
        """The fiscal year of the window when the view was last read."""
        self._read: _Read | None = None
        self._names = read_names(shell.desk)
        self.lane = ReadingLane()
        self.form = Form.BALANCE_SHEET
        self.table: DataTable | None = None
        self.years, self.months = ChoiceBox(), ChoiceBox()
        self.forms: dict[Form, QPushButton] = {}
        self.findings = QVBoxLayout()
        self.lines = LinesView(page, shell.desk.ledger.line_table, lambda: self._names)
        self._sheet = QVBoxLayout()
        self._lay_out()
        self.years.currentIndexChanged.connect(lambda _place: self._read_anew())
        self.months.currentIndexChanged.connect(lambda _place: self._read_anew())
        self.lines.left.connect(self.show_sheet)
        self.lines.voucher_wanted.connect(lambda number: shell.go("ledger", f"vouchers:v{number}"))

    # Reading

    @property
    def span(self) -> Span:
        """The year or month that is chosen."""
        return Span.of(int(self.years.currentText()), max(self.months.currentIndex(), 0))

    def reload(self) -> None:
        desk = self._shell.desk
        self._names = read_names(desk)
        known = sorted({month.year for month in ledger_months(desk)}, reverse=True)
        chosen = self._shell.year if self._year != self._shell.year else int(self.years.currentText() or 0)
        self._year = self._shell.year
        self._offer(self.years, [str(year) for year in known], known.index(chosen) if chosen in known else 0)
        words = [_("全年"), *(_("{n} 月").format(n=number) for number in range(1, _MONTHS + 1))]
        self._offer(self.months, words, max(self.months.currentIndex(), 0))
        self._read_anew()

    def stop_reading(self) -> None:
        self.lane.close()
        self.lines.close_table()

    def settle(self) -> bool:
        """Wait here until all that was asked of the book is shown; False if that takes too long."""
        return self.lane.settle() and self.lines.model.settle()

    def open_thing(self, reference: str) -> None:
        """`surplus/2024/6` for the form of June, `surplus/2024/0` for that of the year."""
        form, _slash, rest = reference.partition("/")
        year, _slash, month = rest.partition("/")
        if form in set(Form) and year.isdecimal():
            self.form = Form(form)
            self.years.setCurrentText(year)
            self.months.setCurrentIndex(int(month) if month.isdecimal() else 0)
            self._show()

    @property
    def place(self) -> str:
        if not self.years.count():
            return ""
        return f"{self.form.value}/{self.years.currentText()}/{self.months.currentIndex()}"

    def take_focus(self) -> None:
        if self._stack.currentWidget() is self.lines:
            self.lines.take_focus()
        elif self.table is not None:
            self.table.view.setFocus(Qt.FocusReason.OtherFocusReason)

    # What shows

    def show_form(self, form: Form) -> None:
        """Show one of the three statements."""
        self.form = form
        self._show()
        self.take_focus()

    def show_sheet(self) -> None:
        """Back from what a figure is made of; the cursor is where it was."""
        self._stack.setCurrentIndex(0)
        self.take_focus()

    def open_figure(self) -> None:
        """List the lines that add up to the figure under the cursor; nothing where there is none."""
        row = None if self.table is None else self.table.current_row()
        if self.table is None or not isinstance(row, FormRow):
            return
        opened = row.figures.get(self.table.view.current_key())
        if opened is None:
            self._page.set_status(_("把光标移到一个金额上，再按回车。"))
            return
        figure = opened.figure
        question = self._shell.desk.ledger.opened_by(figure.parts)
        self._stack.setCurrentWidget(self.lines)
        self.lines.show_figure(opened.words, figure.amount, question)
        self.lines.take_focus()

    # Within

    def _offer(self, box: ChoiceBox, words: Sequence[str], place: int) -> None:
        box.blockSignals(True)
        box.clear()
        box.addItems(list(words))
        box.setCurrentIndex(place)
        box.blockSignals(False)

    def _read_anew(self) -> None:
        if not self.years.count():
            return
        span, desk = self.span, self._shell.desk.ledger

        def read() -> _Read:
            return _Read(span, desk.statements(span), desk.statement_findings(span.last))

        self.lane.ask("statements", read, self._came, self._refused)

    def _came(self, read: _Read) -> None:
        self._read = read
        self._show()

    def _refused(self, error: Exception) -> None:
        self._read = None
        self._show()
        if isinstance(error, DomainError):
            self.say_state(error_text(error))

    def _show(self) -> None:
        """The form that is chosen, of what was read last."""
        read = self._read
        if self.form is Form.EQUITY and read is not None and read.statements.equity is None:
            self.form = Form.BALANCE_SHEET
        for form, made in self.forms.items():
            theme.mark(made, state="chosen" if form is self.form else "")
            made.setChecked(form is self.form)
            made.setEnabled(form is not Form.EQUITY or read is None or read.statements.equity is not None)
        self._stack.setCurrentIndex(0)
        self._show_findings()
        key, place = ("", -1) if self.table is None else (self.table.view.current_key(), self._row())
        focused = self.table is not None and self.table.view.hasFocus()
        clear(self._sheet)
        self.table = None
        if read is None:
            return
        self.table = self._made(read.statements)
        self._sheet.addWidget(self.table)
        self._put_cursor(key, place)
        if focused:
            self.table.view.setFocus(Qt.FocusReason.OtherFocusReason)
        self.say_state(f"{_(_TITLES[self.form])} · {self.form.number} · {read.span.text} · {_('单位：元')}")

    def _made(self, statements: StatementYear) -> DataTable:
        if self.form is Form.BALANCE_SHEET:
            model = FormModel(balance_columns(statements.balance), balance_rows(statements), "name")
        elif self.form is Form.SURPLUS or statements.equity is None:
            model = FormModel(surplus_columns(statements.surplus), surplus_rows(statements), "name")
        else:
            model = FormModel(equity_columns(), equity_form_rows(statements.equity), "name")
        table = DataTable(model, _(_TITLES[self.form]), tools=False)
        table.opened.connect(lambda _row: self.open_figure())
        table.summary_changed.connect(self._page.set_status)
        return table

    def _row(self) -> int:
        return -1 if self.table is None else self.table.view.currentIndex().row()

    def _put_cursor(self, key: str, place: int) -> None:
        """Where it was, as far as the form has that; else on the first amount."""
        assert self.table is not None
        keys = [column.key for column in self.table.model.columns]
        if key in keys and 0 <= place < self.table.model.rowCount():
            self.table.view.put_cursor(place, keys.index(key))
            return
        for at in range(self.table.model.rowCount()):
            row = self.table.model.row_at(at)
            if row is not None and row.figures:
                self.table.view.put_cursor(at, keys.index(next(iter(row.figures))))
                return

    def _show_findings(self) -> None:
        clear(self.findings)
        if self._read is not None:
            for finding in self._read.findings:
                self.findings.addWidget(label(error_text(finding), "warning", wrap=True))

    def _to_paper(self) -> None:
        year = int(self.years.currentText())
        self._shell.set_year(year)
        self._shell.go("papers", _PAPERS[self.form])

    def _lay_out(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(SPACE_IN)
        box.addLayout(self._choices())
        self.findings.setSpacing(STEP)
        box.addLayout(self.findings)
        sheet = QWidget()
        sheet.setLayout(self._sheet)
        self._sheet.setContentsMargins(0, 0, 0, 0)
        self._stack = QStackedWidget()
        self._stack.addWidget(sheet)
        self._stack.addWidget(self.lines)
        box.addWidget(self._stack, 1)

    def _choices(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(SPACE_IN)
        for box, name in ((self.years, _("年度")), (self.months, _("月份"))):
            box.setAccessibleName(name)
            row.addWidget(box)
        for form in Form:
            self.forms[form] = self._form_button(form)
            row.addWidget(self.forms[form])
        theme.changed().changed.connect(self._fit)
        self._fit()
        row.addStretch(1)
        row.addWidget(button(OPEN_FIGURE, self.open_figure))
        row.addWidget(button(PAPER, self._to_paper, keys_in=self))
        return row

    def _fit(self) -> None:
        """Let the names of the forms have room in bold too, as the chosen one is set."""
        font = fonts.application_font(theme.current().text_size.body)
        font.setBold(True)
        for made in self.forms.values():
            made.setMinimumWidth(QFontMetrics(font).horizontalAdvance(made.text()) + SPACE_PAGE)

    def _form_button(self, form: Form) -> QPushButton:
        made = button(Action(f"form-{form.value}", _TITLES[form]), lambda: self.show_form(form), "link")
        made.setCheckable(True)
        return made
