"""The forms of the register, worked as at the desk: by keyboard, with what is wrong said under its field."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from coopdesk.domain.coop.share_class import ShareClass
from coopdesk.domain.members.entry_kind import EntryKind
from coopdesk.domain.members.member import Member, MemberKind, MemberRole
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import Quantity, format_quantity, parse_quantity
from coopdesk.services.coop.commands import DefineShareClass
from coopdesk.services.desk import Desk
from coopdesk.services.members.commands import AddShares, RegisterMember, TransferShares
from coopdesk.ui.kit.dialogs import ChangesSheet
from coopdesk.ui.kit.fields import Field
from coopdesk.ui.members.adding import AddingForm
from coopdesk.ui.members.amending import AmendingForm
from coopdesk.ui.members.facts import member_facts
from coopdesk.ui.members.joining import JoiningForm
from coopdesk.ui.members.mistakes import MendingForm
from coopdesk.ui.members.page import MembersPage
from coopdesk.ui.members.transferring import TransferForm
from tests.ui.conftest import AnsweringOpener
from tests.ui.members.conftest import TODAY

CTRL = Qt.KeyboardModifier.ControlModifier
Typing = Callable[[QWidget, str], None]
Settling = Callable[[Any], None]


def held(desk: Desk, number: str, day: date = TODAY) -> str:
    return format_quantity(
        Quantity(sum(shares for _share_class, shares in desk.members.holdings(number, day)))
    )


def said(field: Field[Any]) -> tuple[str, str]:
    """What stands under a field, and in which role."""
    return field.line.text(), str(field.line.property("role"))


def transfer_form(desk: Desk, giver: str = "F01") -> TransferForm:
    member = desk.members.get(giver)
    assert member is not None
    return TransferForm(desk, member)


def test_joining_by_keyboard_puts_the_member_on_the_roll(
    qtbot: QtBot, page: MembersPage, desk: Desk, opener: AnsweringOpener, type_text: Typing, settle: Settling
) -> None:
    def fill(form: JoiningForm) -> None:
        keys = {form.name: "吴㛃", form.member_group: "2组", form.document: "入社申请 023"}
        figures = {form.identity: "500108197001010013", form.phone: "13800001234", form.shares: "3.5"}
        for field in form.fields:
            assert form.focusWidget() is field.editor, field.title
            if field in keys:
                type_text(field.editor, keys[field])
            elif field in figures:
                qtbot.keyClicks(field.editor, figures[field])
            qtbot.keyClick(field.editor, Qt.Key.Key_Return)

    opener.answers = [fill]
    qtbot.keyClick(page, Qt.Key.Key_N, CTRL)
    settle(page._shell)
    member = desk.members.get("F21")
    assert member is not None
    assert (member.name, member.group, member.identity) == ("吴㛃", "2组", "500108197001010013")
    assert (held(desk, "F21"), desk.members.entries("F21")[0].entry.entry.document) == ("3.5", "入社申请 023")
    assert page.detail.pane.title.whole == "吴㛃"
    assert page.table.current_row().number == "F21"
    assert page.message.text.text() == "F21 已入社"


def test_the_number_follows_the_kind_until_one_is_typed(desk: Desk) -> None:
    form = JoiningForm(desk)
    form.kind.choose(MemberKind.ENTERPRISE)
    assert form.number == "M01"
    form.number_field.set_text("M77")
    form.kind.choose(MemberKind.FARMER)
    assert form.number == "M77"


@pytest.mark.parametrize(
    ("name", "typed", "under"),
    [
        ("number_field", "F01", "成员编号 F01 已经用过"),
        ("number_field", " ", "请填写编号"),
        ("name", "", "请填写姓名（名称）"),
        ("identity", "500108197001010014", "校验位不符"),
        ("identity", "500108197013010013", "出生日期"),
        ("phone", "12", "电话应为 11 位手机号码"),
        ("account", "622x", "银行账号只能是数字"),
        ("joined", "2023-03-02", "在今天之后"),
        ("joined", "2023.2.30", "日期不对"),
        ("shares", "-1", "股数应大于 0"),
    ],
)
def test_a_mistake_in_a_joining_is_said_under_its_field(
    qtbot: QtBot, desk: Desk, name: str, typed: str, under: str
) -> None:
    form = JoiningForm(desk)
    qtbot.addWidget(form)
    form.name.set_text("吴㛃")
    field = getattr(form, name)
    field.set_text(typed)
    form.try_accept()
    text, role = said(field)
    assert under in text
    assert (role, form.result_value) == ("field-error", None)


def test_a_joining_before_the_co_op_was_founded_is_pointed_at(empty_desk: Desk, qtbot: QtBot) -> None:
    form = JoiningForm(empty_desk)
    qtbot.addWidget(form)
    form.name.set_text("吴㛃")
    form.joined.set_text("2019-02-18")
    assert form.joined.fits()
    assert said(form.joined)[0] == ""
    form.joined.set_text("2019-02-17")
    assert form.joined.fits()
    assert said(form.joined) == ("早于合作社成立日期 2019-02-18；请核对", "field-warning")
    form.try_accept()
    assert form.result_value is not None
    empty_desk.run(form.result_value)
    member = empty_desk.members.get("F01")
    assert member is not None
    mending = MendingForm(empty_desk, member)
    assert mending.joined.fits()
    assert said(mending.joined)[1] == "field-warning"


def test_the_class_of_shares_begins_with_what_members_hold(empty_desk: Desk) -> None:
    desk = empty_desk
    assert JoiningForm(desk).share_class.value() == "ordinary"
    for code, label, par in (("land", "土地股", "0"), ("cash", "资金股", "100")):
        desk.run(DefineShareClass(share_class=ShareClass(code, label, Money.parse(par))))
    assert JoiningForm(desk).share_class.text() == "资金股"  # the only class with a contribution per share
    for place, code in enumerate(("land", "land", "cash"), 1):
        member = Member(f"F0{place}", f"吴{place}", MemberKind.FARMER, TODAY)
        desk.run(RegisterMember(member=member, shares=parse_quantity("1"), share_class=code))
    assert JoiningForm(desk).share_class.text() == "土地股"
    assert AddingForm(desk, None).share_class.text() == "土地股"
    assert AddingForm(desk, desk.members.get("F03")).share_class.text() == "资金股"
    desk.run(AddShares(member="F03", day=TODAY, shares=parse_quantity("1")))
    assert JoiningForm(desk).share_class.text() == "普通股"


def test_a_field_is_checked_when_it_is_left(qtbot: QtBot, desk: Desk) -> None:
    form = JoiningForm(desk)
    qtbot.addWidget(form)
    form.prepare()
    with qtbot.waitActive(form):
        form.show()
        form.activateWindow()
    form.identity.editor.setFocus()
    qtbot.keyClicks(form.identity.editor, "500108197001010014")
    assert said(form.identity)[1] == "field-line"
    qtbot.keyClick(form.identity.editor, Qt.Key.Key_Tab)
    assert said(form.identity)[1] == "field-error"
    form.hide()


def test_an_organisation_has_a_credit_code(desk: Desk) -> None:
    form = JoiningForm(desk)
    form.identity.set_text("500108197001010013")
    assert form.identity.fits()
    form.kind.choose(MemberKind.ENTERPRISE)
    assert said(form.identity) == (
        "这是居民身份证号码，不是单位的统一社会信用代码；请填单位的代码，或把类别改成个人",
        "field-error",
    )
    form.identity.set_text("93500108MA60ABCD1J")
    assert not form.identity.fits()
    assert said(form.identity)[0] == "统一社会信用代码的校验位不符，至少有一位写错；请对照证照核对"


def test_a_remark_is_typed_with_the_details_and_shown_only_where_there_is_one(desk: Desk) -> None:
    form = JoiningForm(desk)
    form.name.set_text("吴㛃")
    form.remark.set_text(" 户籍在邻村 ")
    form.try_accept()
    assert form.result_value is not None
    assert form.result_value.member.remark == "户籍在邻村"
    for remark, shown in (("户籍在邻村", ["户籍在邻村"]), ("", [])):
        facts = [
            fact for _heading, some in member_facts(replace(form.member(), remark=remark)) for fact in some
        ]
        assert [fact.value for fact in facts if fact.caption == "备注"] == shown


def test_what_two_members_share_is_a_warning_that_stops_nobody(desk: Desk) -> None:
    known = desk.members.get("F02")
    assert known is not None
    form = JoiningForm(desk)
    form.name.set_text("吴㛃")
    form.account.set_text(known.account)
    form.identity.set_text(known.identity)
    form.try_accept()
    assert said(form.account) == ("成员 F02 也用这个账号，请核对", "field-warning")
    assert said(form.identity) == ("成员 F02 也是这个证件号码，请核对", "field-warning")
    assert form.result_value is not None


def test_an_account_that_is_no_card_number_is_a_warning(desk: Desk) -> None:
    form = JoiningForm(desk)
    form.account.set_text("6222023100010000004")
    assert form.account.fits()
    assert said(form.account)[1] == "field-warning"
    form.account.set_text("6222023100010000003")
    assert form.account.fits()
    assert said(form.account) == ("", "field-line")


def test_shares_say_what_they_cost(desk: Desk) -> None:
    form = JoiningForm(desk)
    form.shares.set_text("3.5")
    assert form.shares.fits()
    assert said(form.shares) == ("出资额 35,000.00 元", "field-line")


def test_f2_edits_the_member_and_keeps_the_number(
    qtbot: QtBot, page: MembersPage, desk: Desk, opener: AnsweringOpener, settle: Settling
) -> None:
    def fill(form: AmendingForm) -> None:
        form.phone.set_text("139 0000 1234")

    page.show_member("F02")
    opener.answers = [fill]
    qtbot.keyClick(page.table.view, Qt.Key.Key_F2)
    settle(page._shell)
    member = desk.members.get("F02")
    assert member is not None
    assert (member.phone, member.name) == ("13900001234", "陈秀兰")
    assert page.message.text.text() == "成员信息已保存"


def test_a_name_no_paper_can_show_is_told_at_the_door_and_kept(desk: Desk) -> None:
    desk.members._unprintable = lambda text: "".join(sign for sign in text if sign == "\U00030edd")
    form = JoiningForm(desk)
    form.name.set_text("王\U00030edd")
    assert form.name.fits()
    words, role = said(form.name)
    assert (words.startswith("打印字库里没有 \U00030edd（U+30EDD）"), role) == (True, "field-warning")


def test_a_name_loses_what_nobody_sees_and_a_lost_character_is_named(desk: Desk) -> None:
    form = JoiningForm(desk)
    form.name.set_text("\u202d张\u3000三\u200b\u202c")
    assert form.name.fits()
    assert form.name.text() == "张三"
    form.name.set_text("王\ufffd")
    assert not form.name.fits()
    assert said(form.name)[0].startswith("“王\ufffd”里的“\ufffd”（U+FFFD）不是可以保存的字")


def test_the_form_says_which_paper_a_number_belongs_to(desk: Desk) -> None:
    form = JoiningForm(desk)
    for typed, words in (
        ("H12345678", "港澳居民来往内地通行证"),
        ("500108197001010013", "居民身份证，1970-01-01 出生"),
        ("92141127MA0KD1Y64A", "统一社会信用代码"),
    ):
        form.identity.set_text(typed)
        assert form.identity.fits(), typed
        assert said(form.identity) == (words, "field-line")
    form.identity.set_text("123456789")
    assert not form.identity.fits()
    form.paper.choose("passport")
    assert form.identity.fits()
    form.name.set_text("某")
    assert (form.make().member.identity_kind, form.make().member.identity) == ("passport", "123456789")


def test_founder_and_manager_are_roles_and_no_longer_offered_as_kinds(desk: Desk) -> None:
    form = JoiningForm(desk)
    with pytest.raises(ValueError, match="founder"):
        form.kind.choose(MemberKind.FOUNDER)
    form.name.set_text("某")
    form.role.choose("founder")
    made = form.make().member
    assert (made.kind, made.role) == (MemberKind.FARMER, MemberRole.FOUNDER)


def test_more_shares_by_keyboard(
    qtbot: QtBot, page: MembersPage, desk: Desk, opener: AnsweringOpener, settle: Settling
) -> None:
    def fill(form: AddingForm) -> None:
        qtbot.keyClicks(form.shares.editor, "2")
        form.shares.fits()
        assert said(form.shares)[0] == "6 股 → 8 股，出资额 20,000.00 元"
        form.day.set_text("20230201")

    page.show_member("F02")
    opener.answers = [fill]
    qtbot.keyClick(page.table.view, Qt.Key.Key_I, CTRL)
    settle(page._shell)
    assert (held(desk, "F02"), held(desk, "F02", date(2023, 1, 31))) == ("8", "6")
    assert page.detail.pane.state.whole == "F02 · 农户 · 8 股 · 3组"


@pytest.mark.parametrize(
    ("name", "typed", "under"),
    [
        ("shares", "0", "股数应大于 0"),
        ("day", "2023-03-02", "在今天之后"),
        ("day", "2019-01-01", "还不是成员"),
    ],
)
def test_an_entry_that_cannot_be_is_said_under_its_field(
    desk: Desk, name: str, typed: str, under: str
) -> None:
    member = desk.members.get("F02")
    assert member is not None
    form = AddingForm(desk, member)
    form.shares.set_text("1")
    getattr(form, name).set_text(typed)
    form.try_accept()
    assert under in said(getattr(form, name))[0]
    assert form.result_value is None


def test_a_transfer_by_keyboard_shows_both_balances_before_it_is_kept(
    qtbot: QtBot, page: MembersPage, desk: Desk, opener: AnsweringOpener, settle: Settling
) -> None:
    def fill(form: TransferForm) -> None:
        qtbot.keyClicks(form.taker.editor, "cxl")
        qtbot.keyClick(form.taker.editor, Qt.Key.Key_Return)
        form.kind.choose(EntryKind.INHERITANCE)
        qtbot.keyClicks(form.shares.editor, "2")
        form.document.set_text("公证书 7")

    page.show_member("F01")
    opener.answers = [fill, True]
    qtbot.keyClick(page.table.view, Qt.Key.Key_T, CTRL)
    settle(page._shell)
    sheet = opener.asked[-1]
    assert isinstance(sheet, ChangesSheet)
    assert sheet.title == "登记继承"
    assert sheet.changes == (
        ("被继承人 董𠮷（F01）", "5 股 → 3 股"),
        ("继承人 陈秀兰（F02）", "6 股 → 8 股"),
        ("股数", "2 股（普通股）"),
        ("登记日期", "2023-03-01"),
        ("凭据", "公证书 7"),
    )
    assert (held(desk, "F01"), held(desk, "F02")) == ("3", "8")
    assert desk.members.entries("F02")[-1].entry.entry.kind is EntryKind.INHERITANCE
    assert page.detail.pane.state.whole == "F01 · 农户 · 3 股 · 3组"


def test_a_sheet_that_is_left_keeps_everything_as_it_was(
    page: MembersPage, desk: Desk, opener: AnsweringOpener, settle: Settling
) -> None:
    def fill(form: TransferForm) -> None:
        form.taker.set_text("F02")
        form.shares.set_text("2")

    page.show_member("F01")
    opener.answers = [fill, False]
    page.transfer()
    settle(page._shell)
    assert (held(desk, "F01"), held(desk, "F02")) == ("5", "6")
    form = opener.asked[0]
    assert (form.taker.text(), form.shares.text()) == ("陈秀兰（F02）", "2")


def test_nobody_gives_more_than_is_free_on_that_and_every_later_day(desk: Desk) -> None:
    form = transfer_form(desk)
    form.shares.set_text("5")
    assert form.shares.fits()
    assert said(form.shares)[0] == "可动用 5 股，登记后余 0 股"
    form.shares.set_text("6")
    assert not form.shares.fits()
    assert "成员 F01 的“普通股”在 2023年3月1日 只有 5 股可用" in said(form.shares)[0]
    form.day.set_text("2022-12-31")  # F01 held 8 then, but has given 3 since
    assert said(form.shares)[1] == "field-error"


def test_the_giver_is_not_offered_as_taker_and_nobody_unknown_is_taken(desk: Desk) -> None:
    form = transfer_form(desk)
    for typed in ("F01", "无此人"):
        form.taker.set_text(typed)
        assert not form.taker.fits()
        assert "没有找到" in said(form.taker)[0]


def test_a_transfer_before_the_taker_joined_is_refused_under_the_day(desk: Desk) -> None:
    form = transfer_form(desk)
    form.day.set_text("2019-02-17")
    form.taker.set_text("F02")
    assert not form.day.fits()
    assert "还不是成员" in said(form.day)[0]


def test_a_wrong_entry_is_reversed_by_keyboard(
    qtbot: QtBot, page: MembersPage, desk: Desk, opener: AnsweringOpener, settle: Settling
) -> None:
    page.show_member("F01")
    table = page.detail.pane.entries.view
    table.setFocus()
    table.setCurrentIndex(table.model().index(0, 0))
    qtbot.keyClick(table, Qt.Key.Key_Down)
    opener.answers = [lambda form: form.reason.set_text("协议作废"), True]
    qtbot.keyClick(table, Qt.Key.Key_R, CTRL)
    settle(page._shell)
    assert opener.asked[-1].changes == (
        ("李国华（F03）现有", "9 股 → 6 股"),
        ("董𠮷（F01）现有", "5 股 → 8 股"),
        ("冲销原因", "协议作废"),
    )
    assert (held(desk, "F01"), held(desk, "F03")) == ("8", "6")
    model = page.detail.pane.entries_model
    assert model.index(1, 2).data(Qt.ItemDataRole.FontRole).strikeOut()
    assert model.index(2, 2).data() == "红字冲销第 23 号"
    table.setCurrentIndex(model.index(2, 0))
    assert not page.detail.pane.reverse.isEnabled()
    assert page.detail.pane.note.text() == "备注：协议作废"


def test_a_reversal_without_a_reason_is_refused(
    page: MembersPage, desk: Desk, opener: AnsweringOpener, settle: Settling
) -> None:
    page.show_member("F01")
    page.detail.pane.entries.view.setCurrentIndex(page.detail.pane.entries_model.index(1, 0))
    opener.answers = [lambda form: None]
    page.detail.pane.reverse.click()
    settle(page._shell)
    assert said(opener.asked[0].reason) == ("请填写冲销原因", "field-error")
    assert held(desk, "F01") == "5"


def test_what_the_book_refuses_is_said_in_the_form_with_all_that_was_typed(
    page: MembersPage, desk: Desk, opener: AnsweringOpener, settle: Settling
) -> None:
    shares = parse_quantity("9")
    desk.run(TransferShares(giver="F03", taker="F04", day=TODAY, shares=shares))
    page.show_member("F01")
    page.detail.pane.entries.view.setCurrentIndex(page.detail.pane.entries_model.index(1, 0))
    opener.answers = [lambda form: form.reason.set_text("协议作废"), True, None]
    page.detail.pane.reverse.click()
    settle(page._shell)
    first, _sheet, again = opener.asked
    assert first is again
    assert again.reason.text() == "协议作废"
    assert "成员 F03 的“普通股”" in again.message.text.text()
    assert again.touched
    assert held(desk, "F01") == "5"


def test_a_command_sent_again_unchanged_keeps_its_id(desk: Desk) -> None:
    member = desk.members.get("F02")
    assert member is not None
    form = AddingForm(desk, member)
    form.shares.set_text("1")
    first = form.make()
    assert form.make() == first
    form.shares.set_text("2")
    assert form.make().command_id != first.command_id
