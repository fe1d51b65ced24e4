"""继承, 分期认购, 退股, 转换, 拆股, 收回 and payments in the window: from the menu, through the form and its sheet."""

from collections.abc import Callable
from typing import Any

import pytest

from coopdesk.domain.coop.share_class import ClassRules, ShareClass, TransferRule
from coopdesk.domain.errors import DomainError
from coopdesk.domain.members.share_operations import Heir, Ratio, Term
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import Quantity, format_quantity, parse_quantity
from coopdesk.services.coop.commands import DefineShareClass
from coopdesk.services.desk import Desk
from coopdesk.services.journal.entry import Thing
from coopdesk.services.members.commands import InheritShares, RedeemShares
from coopdesk.ui.kit.dialogs import ChangesSheet
from coopdesk.ui.members import more_acts
from coopdesk.ui.members.converting import ConvertForm, RecallForm, SplitForm
from coopdesk.ui.members.inheriting import InheritForm
from coopdesk.ui.members.page import MembersPage
from coopdesk.ui.members.paying import PayingForm, TermsForm, UndoPaymentForm
from coopdesk.ui.members.redeeming import RedeemForm, SubscribingForm
from coopdesk.ui.members.reversing import ReversalForm
from coopdesk.ui.settings.classes import ClassForm, rule_words
from tests.ui.conftest import AnsweringOpener
from tests.ui.members.conftest import TODAY

Settling = Callable[[Any], None]


@pytest.fixture
def two_classes(page: MembersPage, desk: Desk) -> Desk:
    """The sample book with a second class of shares; F01 is shown."""
    desk.run(DefineShareClass(share_class=ShareClass("", "土地股", Money.parse("300"))))
    page.reload()
    page.show_member("F01")
    return desk


def changes_of(opener: AnsweringOpener) -> tuple[tuple[str, str], ...]:
    sheet = opener.asked[-1]
    assert isinstance(sheet, ChangesSheet)
    return sheet.changes


def held(desk: Desk, number: str) -> dict[str, str]:
    return {each.label: format_quantity(shares) for each, shares in desk.members.holdings(number, TODAY)}


def acts(page: MembersPage) -> list[str]:
    return [action.text() for action in page.detail.more_menu().actions()]


def test_heirs_without_parts_share_alike_and_the_sheet_shows_every_balance(
    page: MembersPage, two_classes: Desk, opener: AnsweringOpener, settle: Settling
) -> None:
    def fill(form: InheritForm) -> None:
        form.heirs.set_rows([{"member": "F02"}, {"member": "F03"}, {"member": "F04"}, {}])
        form.particulars.document.set_text("公证书 012")

    opener.answers = [fill, True]
    page.more(more_acts.INHERIT.name)
    settle(page._shell)
    assert changes_of(opener) == (
        ("董𠮷（F01）（普通股）", "5 股 → 0 股"),
        ("陈秀兰（F02）（普通股）", "6 股 → 7.666666 股"),
        ("李国华（F03）（普通股）", "9 股 → 10.666666 股"),
        ("周䶮（F04）（普通股）", "5 股 → 6.666668 股"),
    )
    assert page.message.text.text() == "F01 的股份已由继承人继承"
    assert held(two_classes, "F01") == {}
    assert more_acts.INHERIT.text not in acts(page)


def test_one_part_left_out_is_the_rest_and_parts_beyond_one_are_told(desk: Desk) -> None:
    member = desk.members.get("F01")
    assert member is not None
    form = InheritForm(desk, member)
    form.heirs.set_rows([{"member": "F02", "part": Ratio(1, 3)}, {"member": "F03"}])
    assert form.heirs.heirs() == (Heir("F02", Ratio(1, 3)), Heir("F03", Ratio(2, 3)))
    form.heirs.set_rows([{"member": "F02", "part": Ratio(1)}, {"member": "F03"}])
    with pytest.raises(DomainError) as raised:
        form.heirs.heirs()
    assert raised.value.code == "operation.no_part_left"


def test_a_subscription_by_instalments_is_paid_from_the_same_menu(
    page: MembersPage, two_classes: Desk, opener: AnsweringOpener, settle: Settling
) -> None:
    assert more_acts.PAY.text not in acts(page)

    def subscribe(form: SubscribingForm) -> None:
        form.share_class.choose("class-2")
        form.shares.set_text("10")
        assert form.shares.fits() and form.shares.line.text() == "出资额 3,000.00 元"
        form.terms.set_rows(
            [{"due": TODAY, "amount": Money.parse("1000")}, {"due": TODAY, "amount": Money.parse("2000")}]
        )

    def pay(form: PayingForm) -> None:
        assert form.amount.text() == "1,000.00"
        form.document.set_text("收据 012")

    opener.answers = [subscribe]
    page.more(more_acts.SUBSCRIBE.name)
    settle(page._shell)
    assert page.message.text.text() == "F01 的分期认购已登记"
    opener.answers = [pay]
    page.more(more_acts.PAY.name)
    settle(page._shell)
    page.detail.pane.entries.view.put_cursor(2)
    said = page.detail.pane.note.text()
    assert said == f"分期已付 1,000.00 元，下一期 {TODAY.isoformat()} 2,000.00 元"


def test_a_redemption_is_paid_out_and_a_payment_taken_back(
    page: MembersPage, two_classes: Desk, opener: AnsweringOpener, settle: Settling
) -> None:
    def redeem(form: RedeemForm) -> None:
        form.shares.set_text("2")
        form.terms.set_rows([{"due": TODAY, "amount": Money.parse("20000")}])

    def undo(form: UndoPaymentForm) -> None:
        form.reason.set_text("付错人")

    opener.answers = [redeem, True]
    page.more(more_acts.REDEEM.name)
    settle(page._shell)
    assert changes_of(opener) == (("董𠮷（F01）", "5 股 → 3 股"), ("退股款", "分 1 期，共 20,000.00 元"))
    opener.answers = [lambda form: None]
    page.more(more_acts.PAY.name)
    settle(page._shell)
    assert more_acts.PAY.text not in acts(page)
    opener.answers = [undo]
    page.more(more_acts.UNDO_PAYMENT.name)
    settle(page._shell)
    assert page.message.text.text() == "F01 的付款已冲销"
    assert more_acts.PAY.text in acts(page)


def test_a_class_is_converted_split_and_recalled(
    page: MembersPage, two_classes: Desk, opener: AnsweringOpener, settle: Settling
) -> None:
    def convert(form: ConvertForm) -> None:
        form.shares.set_text("3")
        form.ratio.set_text("1：2")

    def split(form: SplitForm) -> None:
        form.share_class.choose("class-2")
        form.ratio.set_text("1比3")

    opener.answers = [convert, True]
    page.more(more_acts.CONVERT.name)
    settle(page._shell)
    assert changes_of(opener) == (("普通股", "5 股 → 2 股"), ("土地股", "0 股 → 6 股"))
    opener.answers = [split, True]
    page.more(more_acts.SPLIT.name)
    settle(page._shell)
    assert changes_of(opener) == (
        ("股份类别", "土地股"),
        ("持有人数", "1"),
        ("全部股数", "6 股 → 18 股"),
        ("每股出资额", "300.00 → 100.00"),
    )
    assert held(two_classes, "F01") == {"普通股": "2", "土地股": "18"}

    def recall(form: RecallForm) -> None:
        form.particulars.document.set_text("到期收回")

    opener.answers = [recall, True]
    page.more(more_acts.RECALL.name)
    settle(page._shell)
    assert held(two_classes, "F01") == {"普通股": "2"}


def test_one_of_several_entries_is_reversed_with_all_of_its_operation(
    page: MembersPage, two_classes: Desk, opener: AnsweringOpener, settle: Settling
) -> None:
    heirs = (Heir("F02", Ratio(1, 2)), Heir("F03", Ratio(1, 2)))
    number = two_classes.run(InheritShares(giver="F01", day=TODAY, heirs=heirs)).reference
    page.reload()
    page.show_member("F02")
    row = page.detail.pane.entries_model.rows[-1]
    assert (str(row.operation), row.change) == (number, parse_quantity("2.5"))

    def fill(form: ReversalForm) -> None:
        form.reason.set_text("录错")

    opener.answers = [fill, True]
    page.reverse(row)
    settle(page._shell)
    assert dict(changes_of(opener)) == {
        "陈秀兰（F02）现有": "8.5 股 → 6 股",
        "董𠮷（F01）现有": "0 股 → 5 股",
        "李国华（F03）现有": "11.5 股 → 9 股",
        "冲销原因": "录错",
    }
    assert held(two_classes, "F01") == {"普通股": "5"}


def test_papers_are_attached_to_an_operation(page: MembersPage, desk: Desk) -> None:
    page.show_member("F01")
    page.detail.pane.entries.view.put_cursor(1)
    page.detail.pane.entry_files.click()
    tab = page.detail.pane.files_tab
    assert (tab.thing, page.files._thing) == (Thing("operation", "23"), Thing("operation", "23"))
    assert tab.of.currentText() == "第 23 号 2023-01-20 转让给 李国华 转让协议 001"
    page.reload()
    assert page.files._thing == Thing("operation", "23")
    page.show_member("F02")
    assert page.files._thing == Thing("member", "F02")


def test_a_class_gets_its_rules_in_the_settings() -> None:
    rules = ClassRules(transfer=TransferRule.NOBODY, cap=parse_quantity("10"), ends=TODAY)
    given = ShareClass("class-2", "扶贫股", Money.parse("300"), rules)
    form = ClassForm(given)
    assert form.make().share_class == given
    form.cap_part.set_text("20%")
    made = form.make().share_class.rules
    assert made.cap_part == parse_quantity("0.2")
    assert rule_words(made) == "不得转让、赠与；每人最多 10 股；每人最多占 20%；到 2023-03-01 为止"
    assert rule_words(ShareClass("x", "x", Money(0)).rules) == ""


def test_nothing_open_nothing_to_pay(desk: Desk) -> None:
    terms = (Term(TODAY, Money.parse("1")),)
    desk.run(RedeemShares(member="F01", day=TODAY, shares=Quantity(1), terms=terms))
    assert [each.is_open for each in desk.members.agreed_operations("F01")] == [True]
    assert desk.members.agreed_operations("F02") == ()


def test_instalments_are_agreed_for_shares_that_went_back(
    page: MembersPage, desk: Desk, opener: AnsweringOpener, settle: Settling
) -> None:
    desk.run(RedeemShares(member="F01", day=TODAY, shares=parse_quantity("1")))
    page.reload()
    page.show_member("F01")

    def agree(form: TermsForm) -> None:
        assert form.operation.text() == "第 24 号 2023-03-01 退股 1 股"
        form.terms.set_rows([{"due": TODAY, "amount": Money.parse("10000")}])

    opener.answers = [agree]
    page.more(more_acts.AGREE.name)
    settle(page._shell)
    assert page.message.text.text() == "F01 的分期付款已约定"
    assert more_acts.AGREE.text not in acts(page)
    assert more_acts.PAY.text in acts(page)
