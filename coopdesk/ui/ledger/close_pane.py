"""The view 结账: the months with their states at the left, beside them what is looked at before one is closed.

What is found leads to where it is mended. A month is closed, held or opened again here, December with its whole year;
a sheet shows the closing vouchers before they are posted.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from coopdesk.domain.errors import DomainError
from coopdesk.domain.ledger.chart import PENDING
from coopdesk.domain.ledger.close_checklist import ChecklistItem, CloseCheck
from coopdesk.domain.ledger.months import Month, MonthState
from coopdesk.domain.ledger.voucher import Voucher
from coopdesk.i18n import N_, _, format_money, mark
from coopdesk.services.command import Command
from coopdesk.services.errors import EnvironmentFault
from coopdesk.services.ledger.commands import CloseMonth, CloseYear, ReopenYear, SetMonthState
from coopdesk.services.ledger.values import LedgerMonth
from coopdesk.ui.frame.actions import Action
from coopdesk.ui.frame.shell import Shell
from coopdesk.ui.kit import dialogs
from coopdesk.ui.kit.buttons import button
from coopdesk.ui.kit.cards import label, set_text
from coopdesk.ui.kit.columns import Column
from coopdesk.ui.kit.jobs import Failure
from coopdesk.ui.kit.page import PageFrame, side_by_side
from coopdesk.ui.kit.reading_lane import ReadingLane
from coopdesk.ui.kit.reason_form import ReasonForm
from coopdesk.ui.kit.table import DataTable
from coopdesk.ui.kit.table_model import SequenceModel
from coopdesk.ui.kit.tokens import SPACE_IN
from coopdesk.ui.ledger.panes import LedgerPane
from coopdesk.wording import error_text, month_state_name

CLOSE_MONTH = Action("close-month", N_("本月结账"), "Ctrl+Return", "check", N_("结账后本月不再接受凭证"))
CLOSE_YEAR = Action(
    "close-year", N_("本年结账"), "Ctrl+Return", "check", N_("结转收入和费用，等待成员大会决议")
)
HOLD = Action("hold-month", N_("暂停本月"), "", "", N_("暂时不接受凭证，供核对"))
RESUME = Action("resume-month", N_("恢复记账"), "", "refresh")
REOPEN = Action("reopen", N_("反结账"), "", "refresh", N_("写明原因，重新接受凭证"))
MEND = Action("mend-finding", N_("去处理"), "", "open", N_("到能处理选中这一项的地方（回车）"))
TO_SURPLUS = Action("to-distribution", N_("去盈余分配"), "", "distribution")
_CLOSE = Action("close-now", N_("结账"))

_CHECKS = {
    CloseCheck.DRAFTS: N_("凭证都已记账"),
    CloseCheck.GAPS: N_("凭证号没有断号"),
    CloseCheck.MONTHS: N_("以前各月都已结账"),
    CloseCheck.STATEMENTS: N_("报表平衡"),
    CloseCheck.PENDING: N_("待处理财产损溢已处理"),
    CloseCheck.COST: N_("生产成本已结转"),
    CloseCheck.STOCK: N_("存货账实相符"),
    CloseCheck.CAPITAL: N_("股金与成员账户相符"),
    CloseCheck.FUND: N_("专项基金与成员账户相符"),
    CloseCheck.RESERVE: N_("公积与成员账户相符"),
    CloseCheck.REFUND: N_("应付盈余返还与分配方案相符"),
    CloseCheck.DIVIDEND: N_("应付剩余盈余与分配方案相符"),
}
_BY_MEMBERS = frozenset({CloseCheck.CAPITAL, CloseCheck.FUND, CloseCheck.RESERVE})
_BY_PLANS = frozenset({CloseCheck.REFUND, CloseCheck.DIVIDEND})

_BY_ACCOUNT = {CloseCheck.PENDING: PENDING, CloseCheck.COST: "401"}


@dataclass(frozen=True)
class CheckRow:
    """A point that is looked at with one thing that was found; nothing found is as it should be."""

    key: str
    check: CloseCheck
    found: DomainError | None

    @property
    def result(self) -> str:
        """What was found, in a sentence."""
        if self.found is None:
            return _("符合")
        return error_text(self.found)

    @property
    def weight(self) -> str:
        """Whether it keeps the month or year open."""
        if self.found is None:
            return ""
        return _("须先处理") if self.check.must_hold else _("可说明原因后结账")


MONTH_COLUMNS: tuple[Column[LedgerMonth], ...] = (
    Column("month", N_("月份"), width=80, value=lambda month: str(month.month), whole=True),
    Column("state", N_("状态"), width=84, words=lambda state: month_state_name(str(state))),
    Column("reason", N_("原因"), width=80, stretch=True),
)
CHECK_COLUMNS: tuple[Column[CheckRow], ...] = (
    Column(
        "check", N_("检查项"), width=180, words=lambda check: _(_CHECKS[CloseCheck(str(check))]), whole=True
    ),
    Column("result", N_("结果"), width=200, stretch=True),
    Column("weight", N_("是否影响结账"), width=120, whole=True),
)


def check_rows(items: Sequence[ChecklistItem]) -> list[CheckRow]:
    """The points as rows: one for each thing found, one for a point where nothing was."""
    found: list[CheckRow] = []
    for item in items:
        many: tuple[DomainError | None, ...] = item.findings or (None,)
        found += [CheckRow(f"{item.check.value}/{at}", item.check, each) for at, each in enumerate(many)]
    return found


def voucher_rows(voucher: Voucher, account: Callable[[str], str]) -> tuple[str, str]:
    """A closing voucher as a row of the sheet before it is posted: what it is, and its lines."""
    lines = (_("借　{account}　{sum}") if line.debit else _("贷　{account}　{sum}") for line in voucher.lines)
    told = (
        words.format(account=account(line.account), sum=format_money(line.amount))
        for words, line in zip(lines, voucher.lines, strict=True)
    )
    return voucher.lines[0].summary, "\n".join(told)


class ClosePane(LedgerPane):
    """结账."""

    def __init__(self, shell: Shell, page: PageFrame) -> None:
        super().__init__()
        self._shell, self._page = shell, page
        self.lane = ReadingLane()
        self._year_closed = False
        self._seen: int | None = None
        self.months: SequenceModel[LedgerMonth] = SequenceModel(MONTH_COLUMNS, (), "month")
        self.checks: SequenceModel[CheckRow] = SequenceModel(CHECK_COLUMNS, (), "key")
        self.month_table = DataTable(self.months, _("会计期间"), tools=False)
        self.check_table = DataTable(self.checks, _("结账检查"), tools=False)
        self.told, self.surplus = label("", "", wrap=True), label("", "muted", wrap=True)
        self.buttons: dict[str, QPushButton] = {}
        self._lay_out()
        self.month_table.picked.connect(lambda _month: self._show_month())
        self.month_table.opened.connect(lambda _month: self.check_table.view.setFocus())
        self.check_table.picked.connect(lambda row: self._tell(row))
        self.check_table.opened.connect(lambda _row: self.mend())
        for table in (self.month_table, self.check_table):
            table.summary_changed.connect(page.set_status)

    # Reading

    @property
    def month(self) -> LedgerMonth | None:
        """The month under the cursor."""
        found = self.month_table.current_row()
        return found if isinstance(found, LedgerMonth) else None

    def reload(self) -> None:
        self._seen = self._shell.desk.journal.seen()
        months = list(reversed(self._shell.desk.ledger.months()))
        self.months.set_rows(months)
        if self.month is None and months:
            self.month_table.view.put_cursor(self._first_to_close(months))
        else:
            self._show_month()
        closed = sum(each.state is MonthState.CLOSED for each in months)
        self.say_state(_("{months} 个月中已结账 {closed} 个").format(months=len(months), closed=closed))

    def stop_reading(self) -> None:
        self.lane.close()

    def settle(self) -> bool:
        """Wait here until all that was asked of the book is shown; False if that takes too long."""
        return self.lane.settle()

    def open_thing(self, reference: str) -> None:
        """`2024-03`: that month."""
        for place, each in enumerate(self.months.rows):
            if str(each.month) == reference:
                self.month_table.view.put_cursor(place)

    @property
    def place(self) -> str:
        return "" if self.month is None else str(self.month.month)

    def take_focus(self) -> None:
        self.month_table.view.setFocus()

    # Acting

    def close_period(self) -> None:
        """Close the month under the cursor, or its year, after a sheet that shows what comes of it."""
        month = self.month
        if month is None or not self.buttons[CLOSE_MONTH.name].isVisibleTo(self):
            return
        if month.month.is_last and not self._year_closed:
            self._close_year(month.month.year)
        else:
            self._close_month(month.month)

    def hold(self) -> None:
        """Let a month take no vouchers for now."""
        self._set_state(MonthState.HELD)

    def resume(self) -> None:
        """Let a held month take vouchers again."""
        self._set_state(MonthState.OPEN)

    def reopen(self) -> None:
        """Open a closed month, or a closed year, for a reason that is kept."""
        month = self.month
        if month is None:
            return
        if month.month.is_last and self._year_closed:
            why = _("结转凭证用红字冲回，{year} 年 12 月重新接受凭证。成员大会决议之后不能反结账。")
            whole = True
        else:
            why, whole = _("{month} 重新接受凭证；原因记入操作日志。"), False
        words = why.format(year=month.month.year, month=str(month.month))
        reason = dialogs.ask(ReasonForm(words), self._page)
        if not reason:
            return
        command: Command = SetMonthState(
            month=month.month, state=MonthState.OPEN, reason=reason, seen=self._seen
        )
        if whole:
            command = ReopenYear(year=month.month.year, reason=reason, seen=self._seen)
        self._run_close(command, _("{month} 已反结账").format(month=str(month.month)))

    def mend(self) -> None:
        """Go to where what was found under the cursor is mended."""
        row, month = self.check_table.current_row(), self.month
        if not isinstance(row, CheckRow) or row.found is None or month is None:
            return
        if row.check is CloseCheck.MONTHS:
            self.open_thing(str(row.found.params["month"]))
            self.take_focus()
            return
        self._shell.go(*self._way(row, month.month))

    # Within

    def _way(self, row: CheckRow, month: Month) -> tuple[str, str]:
        """The page, and what it is to show, where a finding is mended."""
        assert row.found is not None
        if row.check is CloseCheck.DRAFTS:
            drafts = self._shell.desk.ledger.drafts()
            first = next((d for d in drafts if d.voucher.day <= month.last_day), None)
            return "ledger", "vouchers:" if first is None else f"vouchers:d{first.id}"
        if row.check in _BY_MEMBERS:
            return "members", str(row.found.params.get("whose", ""))
        if row.check in _BY_PLANS:
            return "distribution", ""
        if row.check is CloseCheck.GAPS:
            return "ledger", "vouchers:"
        if row.check in _BY_ACCOUNT:
            return "ledger", f"books:detail/{_BY_ACCOUNT[row.check]}"
        return "ledger", f"statements:balance_sheet/{month.year}/{month.month}"

    def _close_month(self, month: Month) -> None:
        found = [row for row in self.checks.rows if row.found is not None]
        rows = [(_(_CHECKS[row.check]), row.result) for row in found]
        sentence = _("{month} 结账后不再接受凭证；要改只能写明原因反结账。").format(month=str(month))
        if dialogs.confirm_sheet(
            self._page, _("{month} 结账").format(month=str(month)), sentence, rows, _CLOSE
        ):
            self._run_close(
                CloseMonth(month=month, seen=self._seen), _("{month} 已结账").format(month=str(month))
            )

    def _close_year(self, year: int) -> None:
        ledger = self._shell.desk.ledger
        try:
            vouchers, chart = ledger.closing_preview(year), ledger.chart()
        except (DomainError, EnvironmentFault) as error:
            self._page.show_error(error)
            return
        rows = [voucher_rows(each, lambda code: f"{code} {chart.full_name(code)}") for each in vouchers]
        rows += [(_(_CHECKS[row.check]), row.result) for row in self.checks.rows if row.found is not None]
        sentence = _("下面的结转凭证记在 {year} 年 12 月 31 日，之后等待成员大会决议盈余分配。")
        title = _("{year} 年年终结账").format(year=year)
        if dialogs.confirm_sheet(self._page, title, sentence.format(year=year), rows, _CLOSE):
            self._run_close(CloseYear(year=year, seen=self._seen), _("{year} 年已结账").format(year=year))

    def _run_close(self, command: Command, done: str) -> None:
        self._shell.run(command, self._page, lambda _changes: self._page.show_done(done))

    def _set_state(self, state: MonthState) -> None:
        month = self.month
        if month is not None:
            words = month_state_name(state)
            done = mark("：").join((str(month.month), words))
            command = SetMonthState(month=month.month, state=state, seen=self._seen)
            self._shell.run(command, self._page, lambda _changes: self._page.show_done(done))

    def _show_month(self) -> None:
        """What is looked at before the month under the cursor is closed, and what can be done with it."""
        month = self.month
        if month is None:
            self.checks.set_rows(())
            return
        desk, of = self._shell.desk, month.month
        self._year_closed = desk.ledger.is_year_closed(of.year)
        whole = of.is_last and not self._year_closed

        def read() -> Sequence[ChecklistItem]:
            return desk.close_checklist(of.year) if whole else desk.ledger.month_checklist(of)

        self.lane.ask("checks", read, self._came, self._refused)
        self._offer(month)
        self._tell_surplus(of.year)

    def _came(self, items: Sequence[ChecklistItem]) -> None:
        self.checks.set_rows(check_rows(items))
        if self.checks.rows and not self.check_table.view.currentIndex().isValid():
            first = next((at for at, row in enumerate(self.checks.rows) if row.found is not None), 0)
            self.check_table.view.put_cursor(first)

    def _tell(self, row: CheckRow | None) -> None:
        """What was found under the cursor, whole: a cell may have no room for it."""
        set_text(self.told, "" if row is None or row.found is None else row.result)

    def _refused(self, error: Failure) -> None:
        self.checks.set_rows(())
        self._page.show_error(error)

    def _offer(self, month: LedgerMonth) -> None:
        of, state = month.month, month.state
        year_closed = of.is_last and self._year_closed
        shown: Mapping[str, bool] = {
            CLOSE_MONTH.name: state is not MonthState.CLOSED,
            HOLD.name: state is MonthState.OPEN and not year_closed,
            RESUME.name: state is MonthState.HELD and not year_closed,
            REOPEN.name: state is MonthState.CLOSED or year_closed,
        }
        for name, visible in shown.items():
            self.buttons[name].setVisible(visible)
        close = self.buttons[CLOSE_MONTH.name]
        words = CLOSE_YEAR if of.is_last and not self._year_closed else CLOSE_MONTH
        close.setText(_(words.text))
        close.setAccessibleName(_(words.text))
        close.setToolTip(words.tooltip())

    def _tell_surplus(self, year: int) -> None:
        found = self._shell.desk.ledger.year_surplus(year) if self._year_closed else None
        self.buttons[TO_SURPLUS.name].setVisible(found is not None)
        if found is None:
            set_text(self.surplus, _("{year} 年还没有年终结账。").format(year=year))
            return
        words = _(
            "{year} 年已年终结账：本年盈余 {surplus} 元，年初未分配盈余 {opening} 元，其他转入 {other} 元。"
        )
        set_text(
            self.surplus,
            words.format(
                year=year,
                surplus=format_money(found.current_year).replace("-", "−"),
                opening=format_money(found.opening).replace("-", "−"),
                other=format_money(found.transfers_in).replace("-", "−"),
            ),
        )

    def _to_distribution(self) -> None:
        if self.month is not None:
            self._shell.set_year(self.month.month.year)
        self._shell.go("distribution")

    @staticmethod
    def _first_to_close(months: Sequence[LedgerMonth]) -> int:
        """The place of the earliest month that is not closed; the newest where all are."""
        still = [place for place, each in enumerate(months) if each.state is not MonthState.CLOSED]
        return max(still, default=0)

    def _lay_out(self) -> None:
        slots: tuple[tuple[Action, Callable[[], object], str], ...] = (
            (HOLD, self.hold, ""),
            (RESUME, self.resume, ""),
            (REOPEN, self.reopen, ""),
            (CLOSE_MONTH, self.close_period, "primary"),
        )
        acts = QHBoxLayout()
        acts.setSpacing(SPACE_IN)
        acts.addWidget(self._made(MEND, self.mend, ""))
        acts.addStretch(1)
        for action, slot, kind in slots:
            acts.addWidget(self._made(action, slot, kind))
        below = QHBoxLayout()
        below.setSpacing(SPACE_IN)
        below.addWidget(self.surplus, 1)
        below.addWidget(self._made(TO_SURPLUS, self._to_distribution, "link"))
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_IN)
        column.addWidget(self.check_table, 1)
        column.addWidget(self.told)
        column.addLayout(below)
        column.addLayout(acts)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(side_by_side(self.month_table, side, (2, 5)), 1)

    def _made(self, action: Action, slot: Callable[[], object], kind: str) -> QPushButton:
        made = button(action, slot, kind, self if action is CLOSE_MONTH else None)
        self.buttons[action.name] = made
        return made
