"""The view 科目表: the chart of accounts, where the co-op adds its own below the ministry's, amends and stops them."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout

from coopdesk.domain.ledger.accounts import ChartOfAccounts, Dimension, LedgerAccount, Side
from coopdesk.domain.money import Money
from coopdesk.i18n import N_, _, mark, ngettext
from coopdesk.services.ledger.commands import CloseAccount
from coopdesk.ui.frame.actions import Action
from coopdesk.ui.frame.shell import Shell
from coopdesk.ui.kit.buttons import button
from coopdesk.ui.kit.columns import Column, Kind
from coopdesk.ui.kit.page import PageFrame
from coopdesk.ui.kit.table import DataTable
from coopdesk.ui.kit.table_model import SequenceModel
from coopdesk.ui.kit.tokens import SPACE_IN
from coopdesk.ui.ledger.naming import side_word
from coopdesk.ui.ledger.panes import LedgerPane
from coopdesk.wording import dimension_name

ADD = Action("add-account", N_("新增科目"), "Ctrl+N", "add", N_("在选中的科目之下增设一个"))
AMEND = Action("amend-account", N_("修改"), "", "edit", N_("改名称，或另加辅助核算"))
STOP = Action("stop-account", N_("停用"), "", "", N_("不再接受凭证；已有的余额不变"))
AGAIN = Action("account-again", N_("恢复使用"), "", "refresh")

OPENING = Action(
    "amend-opening", N_("更正期初余额"), "", "ledger", N_("改启用账簿时录入的余额；有月份结账之后不能再改")
)

RULES = Action(
    "document-rules", N_("业务记账规则"), "", "settings", N_("选定业务单据自动生成的凭证记到哪个科目")
)


@dataclass(frozen=True)
class AccountRow:
    """An account as the list shows it; ``balance`` is on its own side."""

    account: LedgerAccount
    name: str
    balance: Money

    @property
    def code(self) -> str:
        """Its code."""
        return self.account.code

    @property
    def side(self) -> str:
        """借 or 贷."""
        return side_word(self.account.side)

    @property
    def names(self) -> str:
        """What its lines name besides it; what they must is marked."""
        kinds = sorted(self.account.allowed)
        return mark("、").join(self._told(each) for each in kinds)

    @property
    def state(self) -> str:
        """Whether it still takes lines."""
        return _("已停用") if self.account.closed else ""

    def _told(self, kind: Dimension) -> str:
        name = dimension_name(kind)
        return _("{name}（必填）").format(name=name) if kind in self.account.required else name


ACCOUNT_COLUMNS: tuple[Column[AccountRow], ...] = (
    Column("code", N_("科目编码"), width=90, whole=True),
    Column("name", N_("科目名称"), width=220, stretch=True),
    Column("side", N_("方向"), width=56),
    Column("names", N_("辅助核算"), width=200),
    Column("balance", N_("余额"), Kind.MONEY, width=120),
    Column("state", N_("状态"), width=80),
)


class AccountsPane(LedgerPane):
    """科目表."""

    def __init__(self, shell: Shell, page: PageFrame) -> None:
        super().__init__()
        self._shell, self._page = shell, page
        self._chart = ChartOfAccounts(())
        self._seen: int | None = None
        self.model: SequenceModel[AccountRow] = SequenceModel(ACCOUNT_COLUMNS, (), "code")
        self.table = DataTable(self.model, _("会计科目"))
        self.buttons: dict[str, QPushButton] = {}
        self._lay_out()
        self.table.picked.connect(lambda _row: self._offer())
        self.table.opened.connect(lambda _row: self.amend())
        self.table.summary_changed.connect(page.set_status)

    @property
    def account(self) -> LedgerAccount | None:
        """The account under the cursor."""
        row = self.table.current_row()
        return row.account if isinstance(row, AccountRow) else None

    def reload(self) -> None:
        desk = self._shell.desk
        self._seen = desk.journal.seen()
        self._chart = desk.ledger.chart()
        trial = desk.ledger.trial_balance(desk.today)
        held = {row.account.code: row.closing.debit - row.closing.credit for row in trial.rows}
        rows = [_row(each, self._chart, held.get(each.code, Money(0))) for each in self._chart]
        self.model.set_rows(rows)
        own = sum(each.is_own for each in self._chart)
        words = ngettext("{all} 个科目，其中明细科目 {n} 个", "{all} 个科目，其中明细科目 {n} 个", own)
        self.say_state(words.format(all=len(self.model.rows), n=own))
        if self.account is None:
            self.table.view.put_cursor(0)
        self._offer()

    def open_thing(self, reference: str) -> None:
        """`10201`: that account."""
        for place, row in enumerate(self.model.rows):
            if row.code == reference:
                self.table.view.put_cursor(place)

    @property
    def place(self) -> str:
        return "" if self.account is None else self.account.code

    def take_focus(self) -> None:
        self.table.view.setFocus()

    def add(self) -> None:
        """增设 an account below the one under the cursor."""
        from coopdesk.ui.ledger.account_forms import NewAccountForm

        if self.account is not None:
            above = self.account.code
            form = NewAccountForm(self._chart, above if not self.account.closed else above[:3])
            self._shell.carry_out(form, self._page, lambda changes: self._added(changes.reference))

    def amend(self) -> None:
        """修改 the account under the cursor."""
        from coopdesk.ui.ledger.account_forms import AccountForm

        if self.account is not None:
            form = AccountForm(self.account, self._seen)
            self._shell.carry_out(form, self._page, lambda _changes: self._page.show_done(_("科目已修改")))

    def stop(self) -> None:
        """停用 the account under the cursor, or let it take lines again."""
        account = self.account
        if account is not None:
            done = _("科目已恢复使用") if account.closed else _("科目已停用，已有的余额不变")
            command = CloseAccount(code=account.code, again=account.closed, seen=self._seen)
            self._shell.run(command, self._page, lambda _changes: self._page.show_done(done))

    def amend_opening(self) -> None:
        """更正 the balances the ledger began with."""
        from coopdesk.ui.ledger.opening_form import AmendOpeningForm

        start = self._shell.desk.ledger.start()
        if start is not None:
            form = AmendOpeningForm(self._shell.desk, start.first)
            self._shell.carry_out(
                form, self._page, lambda _changes: self._page.show_done(_("期初余额已更正"))
            )

    def choose_rule(self) -> None:
        """业务记账规则: choose where documents go, of the parts that may go to several accounts."""
        from coopdesk.ui.ledger.rule_form import RuleForm

        # What has one account left has to be given that one where its own was closed or divided.
        lines = [
            each
            for each in self._shell.desk.ledger.rule_lines()
            if any(account.code != each.account for account in each.offered)
        ]
        if not lines:
            self._page.set_status(_("业务单据各记一个科目，没有可选的。增设明细科目之后才有选择。"))
            return
        form = RuleForm(lines, self._chart, self._seen)
        self._shell.carry_out(form, self._page, lambda _changes: self._page.show_done(_("业务记账规则已改")))

    # Within

    def _added(self, code: str) -> None:
        self.open_thing(code)
        self._page.show_done(_("已增设科目 {code}").format(code=code))

    def _offer(self) -> None:
        account = self.account
        closed = account is not None and account.closed
        self.buttons[STOP.name].setVisible(not closed)
        self.buttons[AGAIN.name].setVisible(closed)

    def _lay_out(self) -> None:
        slots: tuple[tuple[Action, Callable[[], object], str], ...] = (
            (STOP, self.stop, ""),
            (AGAIN, self.stop, ""),
            (AMEND, self.amend, ""),
            (ADD, self.add, "primary"),
        )
        acts = QHBoxLayout()
        acts.setSpacing(SPACE_IN)
        self.buttons[OPENING.name] = button(OPENING, self.amend_opening)
        self.buttons[RULES.name] = button(RULES, self.choose_rule)
        acts.addWidget(self.buttons[OPENING.name])
        acts.addWidget(self.buttons[RULES.name])
        acts.addStretch(1)
        for action, slot, kind in slots:
            made = button(action, slot, kind, self if action is ADD else None)
            self.buttons[action.name] = made
            acts.addWidget(made)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(SPACE_IN)
        box.addWidget(self.table, 1)
        box.addLayout(acts)


def _row(account: LedgerAccount, chart: ChartOfAccounts, held: Money) -> AccountRow:
    """``held`` is 借方 less 贷方, with what lies below the account."""
    balance = -held if account.side is Side.CREDIT else held
    return AccountRow(account, chart.full_name(account.code), balance)
