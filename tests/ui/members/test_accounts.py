"""成员账户 in the window: read line by line, and posted to by the acts of the tab."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtGui import QAction

from coopdesk.domain.members.account import AccountColumn, ContributionForm
from coopdesk.domain.members.member import Member, MemberKind
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import parse_quantity
from coopdesk.services.desk import Desk
from coopdesk.services.members.account_commands import RecordContribution, RecordGrant
from coopdesk.services.members.commands import EndMembership, RegisterMember
from coopdesk.ui.kit.fields import Field
from coopdesk.ui.members.account_forms import (
    AVERAGE,
    GRANT,
    OPEN,
    PAY_OUT,
    QUANTIFY,
    SURPLUS,
    USE,
    AveragingDialog,
    ContributionDialog,
    GrantDialog,
    OpeningDialog,
    PayingOutDialog,
    PostingReversalForm,
    QuantifyingDialog,
    SurplusDialog,
    UsingDialog,
)
from coopdesk.ui.members.accounts import AccountTab
from coopdesk.ui.members.page import MembersPage
from tests.ui.conftest import AnsweringOpener

Settling = Callable[[Any], None]
FEBRUARY = date(2023, 2, 6)


@pytest.fixture
def tab(page: MembersPage) -> AccountTab:
    """The account of F02, in sight; the newest year is 2023."""
    page.show()
    page.show_member("F02")
    account = page.detail.pane.account
    tabs = page.detail.pane.tabs
    tabs.setCurrentIndex(tabs.count() - 1)
    return account


def rows(tab: AccountTab) -> list[tuple[str, ...]]:
    return [
        (row.matter, str(row.capital), str(row.change.reserve), str(row.granted), str(row.paid))
        for row in tab.model.rows
    ]


def entry(tab: AccountTab, name: str) -> QAction:
    menu = tab.menu()
    return next(act for act in menu.actions() if act.text() == name)


def contribution(amount: str) -> RecordContribution:
    return RecordContribution(member="F02", day=FEBRUARY, amount=Money.parse(amount), document="收据 1 号")


def test_the_account_of_a_year_is_read_when_its_tab_comes_in_sight(
    page: MembersPage, tab: AccountTab
) -> None:
    zero = "0.00"
    assert [line[0] for line in rows(tab)] == ["年初余额", "年末余额"]
    tab.choose_year(2022)
    assert [line[0] for line in rows(tab)] == ["年初余额", "本年度盈余分配", "年末余额"]
    assert rows(tab)[-1][1:] == ("60000.00", zero, zero, "60000.00")
    tab.choose_year(2019)
    assert [line[:2] for line in rows(tab)][1:-1] == [
        ("股份登记第 4 号", "60000.00"),
        ("本年度盈余分配", zero),
    ]


def test_money_and_a_greenhouse_are_contributed_by_keyboard_and_a_mistake_is_reversed(
    page: MembersPage, tab: AccountTab, opener: AnsweringOpener, settle: Settling
) -> None:
    def money(form: ContributionDialog) -> None:
        assert not form.resolution.isVisibleTo(form)
        form.amount.set_text("1200")
        form.day.set_text("2023-02-06")
        form.document.set_text("收据 12 号")

    opener.answers = [money]
    tab.contribute.click()
    settle(page._shell)
    assert page.message.text.text() == "出资已登记，第 1 号账户记录"

    def greenhouse(form: ContributionDialog) -> None:
        form.form.choose(ContributionForm.GOODS)
        form.amount.set_text("1500")
        form.day.set_text("2023-02-10")
        form.resolution.set_text("2022 年第 3 号")
        form.poverty.choose(True)

    opener.answers = [greenhouse]
    tab.contribute.click()
    settle(page._shell)
    assert [line[:2] for line in rows(tab)][1:3] == [
        ("成员出资（货币）", "1200.00"),
        ("成员出资（实物）", "1500.00"),
    ]
    assert [str(row.change.capital_poverty) for row in tab.model.rows][1:3] == ["0.00", "1500.00"]

    tab.table.view.put_cursor(2)
    assert tab.take_back.isEnabled()
    assert tab.note.text() == "2022 年第 3 号"

    def reason(form: PostingReversalForm) -> None:
        form.reason.set_text("没有入库")

    opener.answers = [reason, True]
    tab.take_back.click()
    settle(page._shell)
    assert [line[:2] for line in rows(tab)][1:4] == [
        ("成员出资（货币）", "1200.00"),
        ("成员出资（实物）", "1500.00"),
        ("红字冲销第 2 号账户记录", "-1500.00"),
    ]
    tab.table.view.put_cursor(2)
    assert not tab.take_back.isEnabled()


def test_a_right_to_land_asks_for_its_term(tab: AccountTab, desk: Desk) -> None:
    member = desk.members.get("F02")
    assert member is not None
    form = ContributionDialog(desk, member)
    form.form.choose(ContributionForm.LAND_RIGHT)
    shown: list[Field[Any]] = [form.resolution, form.until, form.term]
    assert [field.isVisibleTo(form) for field in shown] == [True, True, True]
    form.form.choose(ContributionForm.MONEY)
    assert [field.isVisibleTo(form) for field in shown] == [False, False, False]
    form.amount.set_text("0")
    assert not form.amount.fits()
    form.day.set_text("2018-01-01")
    assert not form.day.fits()
    form.day.set_text("2024-01-01")
    assert not form.day.fits()


def test_a_subsidy_is_averaged_over_all_members_and_again_after_somebody_joined(
    page: MembersPage, tab: AccountTab, opener: AnsweringOpener, settle: Settling, desk: Desk
) -> None:
    def grant(form: GrantDialog) -> None:
        form.amount.set_text("2200")
        form.amount.fits()
        assert form.amount.line.text() == "22 位成员，每位约 100.00 元，零头按名册顺序补足到分"
        form.day.set_text("2023-02-06")
        form.giver.set_text("区农业农村委")
        form.document.set_text("渝农发〔2022〕1 号")

    opener.answers = [grant]
    entry(tab, GRANT.text).trigger()
    settle(page._shell)
    assert rows(tab)[1][0] == "国家财政补助"
    assert rows(tab)[1][3] == "100.00"

    new = Member("F99", "周天", MemberKind.FARMER, date(2023, 2, 20))
    desk.run(RegisterMember(member=new, shares=parse_quantity("1")))

    def again(form: AveragingDialog) -> None:
        form.day.set_text("2023-02-28")

    opener.answers = [again]
    entry(tab, AVERAGE.text).trigger()
    settle(page._shell)
    assert [line[3] for line in rows(tab)] == ["0.00", "100.00", "-4.34", "95.66"]


def test_opening_balances_begin_with_what_the_account_holds(
    page: MembersPage, tab: AccountTab, opener: AnsweringOpener, settle: Settling, desk: Desk
) -> None:
    desk.run(contribution("5"))

    def opening(form: OpeningDialog) -> None:
        assert form.balances[AccountColumn.CAPITAL].text() == "60,005.00"
        form.balances[AccountColumn.CAPITAL].set_text("3000")
        form.balances[AccountColumn.RESERVE].set_text("120.50")
        form.day.set_text("2023-02-28")
        form.document.set_text("余额表")

    opener.answers = [opening]
    entry(tab, OPEN.text).trigger()
    settle(page._shell)
    assert rows(tab)[-1][1:3] == ("3000.00", "120.50")


def test_reserve_is_quantified_for_a_past_year_and_used(
    page: MembersPage, tab: AccountTab, opener: AnsweringOpener, settle: Settling
) -> None:
    def quantify(form: QuantifyingDialog) -> None:
        form.year.choose(2021)
        form.amount.set_text("220")
        form.by_equal.set_text("100%")
        form.document.set_text("2021 年分配方案")

    opener.answers = [quantify, None]
    entry(tab, QUANTIFY.text).trigger()
    settle(page._shell)

    def use(form: UsingDialog) -> None:
        form.amount.set_text("1")
        form.amount.fits()
        assert form.amount.line.text() == "成员的公积金份额一共 0.00 元"

    opener.answers = [use, None]
    entry(tab, USE.text).trigger()
    settle(page._shell)


def test_surplus_becomes_capital_by_resolution(
    page: MembersPage, tab: AccountTab, opener: AnsweringOpener, settle: Settling
) -> None:
    def convert(form: SurplusDialog) -> None:
        form.year.choose(2021)
        form.amount.set_text("600")
        form.resolution.set_text("2022 年第 1 号")
        form.day.set_text("2023-02-01")

    opener.answers = [convert]
    entry(tab, SURPLUS.text).trigger()
    settle(page._shell)
    assert rows(tab)[1][:2] == ("2021 年度盈余转为出资", "600.00")


def test_who_has_left_is_paid_out_and_posts_nothing_else_of_his_own(
    page: MembersPage, tab: AccountTab, opener: AnsweringOpener, settle: Settling, desk: Desk
) -> None:
    grant = RecordGrant(
        column=AccountColumn.DONATION, day=FEBRUARY, amount=Money(2200), giver="某人", document="协议"
    )
    desk.run(contribution("5"))
    desk.run(grant)
    left = EndMembership(member="F02", day=date(2023, 2, 20), redeem=True)
    desk.run(left)
    page.reload()
    page.show_member("F02")
    assert not tab.contribute.isEnabled()
    names = [act.text() for act in tab.menu().actions()]
    assert PAY_OUT.text in names
    assert OPEN.text not in names

    def pay(form: PayingOutDialog) -> None:
        assert form.amount.text() == "5.00"
        form.document.set_text("付款单 1 号")

    opener.answers = [pay]
    entry(tab, PAY_OUT.text).trigger()
    settle(page._shell)
    assert rows(tab)[-1][1:4] == ("0.00", "0.00", "0.00")


def test_the_sheet_is_printed_from_the_tab(page: MembersPage, tab: AccountTab) -> None:
    wanted: list[tuple[str, str]] = []
    page._shell.page_wanted.connect(lambda where, what: wanted.append((where, what)))

    tab.choose_year(2022)

    tab.print.click()

    assert wanted == [("papers", "member_account:F02")]
    assert page._shell.year == 2022
