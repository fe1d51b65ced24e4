"""The view 科目表: an account is added below one of the ministry's, amended, stopped and used again."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from coopdesk.domain.ledger.accounts import Dimension, Side
from coopdesk.services.desk import Desk
from coopdesk.services.ledger.commands import AmendAccount, CloseAccount
from coopdesk.ui.frame.main_window import MainWindow
from coopdesk.ui.ledger.account_forms import AccountForm, NewAccountForm, free_code
from coopdesk.ui.ledger.accounts_pane import AGAIN, AMEND, OPENING, RULES, STOP, AccountsPane
from coopdesk.ui.ledger.opening_form import AmendOpeningForm
from coopdesk.ui.ledger.page import LedgerPage
from coopdesk.ui.ledger.rule_form import RuleForm
from coopdesk.ui.ledger.vouchers_pane import VouchersPane
from tests.services.ledger.books import credit, debit
from tests.ui.conftest import AnsweringOpener

Settle = Callable[[Any], None]


@pytest.fixture
def accounts(page: LedgerPage, window: MainWindow, settle: Settle) -> AccountsPane:
    shown = page.show_pane("accounts")
    settle(window.shell)
    assert isinstance(shown, AccountsPane)
    return shown


def add_bank(accounts: AccountsPane, opener: AnsweringOpener) -> None:
    def fill(form: NewAccountForm) -> None:
        assert form.code.text() == "10201"
        form.name.set_text("农商行")

    accounts.open_thing("102")
    accounts.take_focus()
    opener.answers = [fill]
    QTest.keyClick(accounts.table.view, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)


def test_a_bank_is_added_below_the_bank_account_and_found_in_a_voucher(
    window: MainWindow,
    page: LedgerPage,
    accounts: AccountsPane,
    kept: Desk,
    opener: AnsweringOpener,
    settle: Settle,
) -> None:
    add_bank(accounts, opener)
    settle(window.shell)
    added = kept.ledger.chart()["10201"]
    assert (added.name, added.side) == ("农商行", Side.DEBIT)
    assert accounts.place == "10201"
    assert "10201" in page.message.text.text()
    row = accounts.table.current_row()
    assert row is not None and row.name == "银行存款—农商行"
    vouchers = page.show_pane("vouchers")
    settle(window.shell)
    assert isinstance(vouchers, VouchersPane)
    assert vouchers.sheet.names.read_account("nsh") == "10201"


def test_the_list_shows_what_each_account_holds_on_its_own_side(accounts: AccountsPane, kept: Desk) -> None:
    held = {row.code: row.balance for row in accounts.model.rows}
    trial = {row.account.code: row.closing for row in kept.ledger.trial_balance(kept.today).rows}
    assert held["102"] == trial["102"].debit - trial["102"].credit
    assert held["102"]
    assert held["33202"] == trial["33202"].credit - trial["33202"].debit
    capital = next(row for row in accounts.model.rows if row.code == "301")
    assert capital.names == "成员（必填）"


def test_an_account_is_amended_stopped_and_used_again(
    window: MainWindow, accounts: AccountsPane, kept: Desk, opener: AnsweringOpener, settle: Settle
) -> None:
    add_bank(accounts, opener)
    settle(window.shell)

    def rename(form: AccountForm) -> None:
        form.name.set_text("农商行基本户")
        form.kept.choose(Dimension.CHANNEL)

    opener.answers = [rename]
    accounts.buttons[AMEND.name].click()
    settle(window.shell)
    amended = kept.ledger.chart()["10201"]
    assert (amended.name, amended.kept) == ("农商行基本户", frozenset({Dimension.CHANNEL}))
    assert accounts.buttons[AGAIN.name].isHidden()
    accounts.buttons[STOP.name].click()
    settle(window.shell)
    assert kept.ledger.chart()["10201"].closed
    assert accounts.buttons[STOP.name].isHidden()
    accounts.buttons[AGAIN.name].click()
    settle(window.shell)
    assert not kept.ledger.chart()["10201"].closed


def test_the_name_of_a_ministry_account_stays(
    window: MainWindow, accounts: AccountsPane, kept: Desk, opener: AnsweringOpener, settle: Settle
) -> None:
    accounts.open_thing("101")
    opener.answers = [lambda form: form.name.set_text("现金"), None]  # refused, then left
    accounts.buttons[AMEND.name].click()
    settle(window.shell)
    assert kept.ledger.chart()["101"].name == "库存现金"
    assert len(opener.asked) == 2


def test_another_account_above_offers_another_code_until_one_is_typed(kept: Desk) -> None:
    chart = kept.ledger.chart()
    form = NewAccountForm(chart, "102")
    form.above.choose("101")
    assert form.code.text() == free_code(chart, "101") == "10101"
    form.code.set_text("10188")
    form.above.choose("102")
    assert form.code.text() == "10188"
    form.deleteLater()


def test_a_template_goes_to_the_account_below_the_one_it_names(
    window: MainWindow, page: LedgerPage, accounts: AccountsPane, opener: AnsweringOpener, settle: Settle
) -> None:
    add_bank(accounts, opener)
    settle(window.shell)
    vouchers = page.show_pane("vouchers")
    settle(window.shell)
    assert isinstance(vouchers, VouchersPane)
    lines = (debit("523", "100", "付费用"), credit("102", "100", "付费用"))
    vouchers.sheet.put_lines(lines)
    assert [line.account for line in vouchers.sheet.voucher().lines] == ["523", "10201"]


def test_what_stood_on_the_account_above_is_moved_to_the_bank_by_amending_the_opening_balances(
    window: MainWindow, accounts: AccountsPane, kept: Desk, opener: AnsweringOpener, settle: Settle
) -> None:
    before = {each.account: each.begin for each in kept.ledger.opening()}
    assert before["102"]
    add_bank(accounts, opener)
    settle(window.shell)

    def move(form: AmendOpeningForm) -> None:
        assert form.balance.shown.whole == "借贷平衡"
        assert "10201 银行存款—农商行" in [row.typed[0] for row in form.grid.model.rows]
        form.reason.set_text("分设银行明细科目")

    opener.answers = [move]
    accounts.buttons[OPENING.name].click()
    settle(window.shell)
    after = {each.account: each.begin for each in kept.ledger.opening()}
    assert after == {"10201" if code == "102" else code: held for code, held in before.items()}
    assert list(kept.verify()) == []


def test_subscriptions_go_to_the_account_that_is_chosen(
    window: MainWindow, accounts: AccountsPane, kept: Desk, opener: AnsweringOpener, settle: Settle
) -> None:
    def where() -> str:
        lines = kept.ledger.rule_lines()
        return next(each.account for each in lines if each.leg == leg)

    wanted = next(
        each for each in kept.ledger.rule_lines() if {"101", "102"} <= {o.code for o in each.offered}
    )
    leg, other = wanted.leg, "101" if wanted.account == "102" else "102"

    def choose(form: RuleForm) -> None:
        places = [place for place in range(form.line.box.count()) if form._lines[place].leg == leg]
        form.line.choose(places[0])
        assert form.account.value() == wanted.account
        form.account.choose(other)

    opener.answers = [choose]
    accounts.buttons[RULES.name].click()
    settle(window.shell)
    assert where() == other


def test_a_part_with_one_account_left_is_given_that_one(
    window: MainWindow, accounts: AccountsPane, kept: Desk, opener: AnsweringOpener, settle: Settle
) -> None:
    line = next(each for each in kept.ledger.rule_lines() if {"101", "102"} <= {o.code for o in each.offered})
    left = next(each.code for each in line.offered if each.code != line.account)
    for each in line.offered:
        if each.code != left:
            kept.run(CloseAccount(code=each.code))
    accounts.reload()

    def choose(form: RuleForm) -> None:
        form.line.choose(next(at for at, each in enumerate(form._lines) if each.leg == line.leg))
        assert form.account.value() == left

    opener.answers = [choose]
    accounts.buttons[RULES.name].click()
    settle(window.shell)
    assert next(each.account for each in kept.ledger.rule_lines() if each.leg == line.leg) == left


def test_what_somebody_else_did_to_an_account_meanwhile_is_not_undone(
    window: MainWindow, page: LedgerPage, accounts: AccountsPane, kept: Desk, settle: Settle
) -> None:
    accounts.open_thing("12101")
    kept.person = "王出纳"
    kept.run(AmendAccount(account=replace(kept.ledger.chart()["12101"], name="小盆景")))
    kept.person = "李会计"
    accounts.buttons[STOP.name].click()
    settle(window.shell)
    assert not kept.ledger.chart()["12101"].closed
    assert "王出纳" in page.message.text.text()
