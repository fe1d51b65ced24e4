"""退社, 作废 and 更正入社日期 in the window: what the sheet says before, and who is shown on which day after."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coopdesk.domain.members.member import EndReason, Member, MemberKind
from coopdesk.domain.quantity import parse_quantity
from coopdesk.services.desk import Desk
from coopdesk.services.members.commands import AmendMember, EndMembership, RegisterMember
from coopdesk.ui.kit.dialogs import ChangesSheet
from coopdesk.ui.members.ending import EndingForm, TakeBackForm
from coopdesk.ui.members.facts import member_facts
from coopdesk.ui.members.mistakes import MendingForm, StrikingForm
from coopdesk.ui.members.more_acts import END, MEND, STRIKE, TAKE_BACK
from coopdesk.ui.members.page import MembersPage
from tests.ui.conftest import AnsweringOpener
from tests.ui.members.conftest import FOUNDED

Settling = Callable[[Any], None]
END_OF_2022 = date(2022, 12, 31)


def changes_of(opener: AnsweringOpener) -> tuple[tuple[str, str], ...]:
    """What the sheet said that was shown after the form."""
    sheet = opener.asked[-1]
    assert isinstance(sheet, ChangesSheet)
    return sheet.changes


def acts(page: MembersPage) -> list[str]:
    """What can be done, without the papers below the line."""
    texts = [action.text() for action in page.detail.more_menu().actions()]
    return texts[: texts.index("")] if "" in texts else texts


def test_ending_a_membership_shows_what_goes_with_it_first(
    page: MembersPage, desk: Desk, opener: AnsweringOpener, settle: Settling
) -> None:
    def fill(form: EndingForm) -> None:
        assert form.day.text() == "2022-12-31"
        assert form.shares.value() == "redeem"
        assert not form.heard.isVisibleTo(form)
        form.notice.set_text("2022-09-28")
        assert form.notice.fits()
        assert form.notice.line.text() == "按期提出，2022-12-31 终止"
        form.document.set_text("退社申请 002")

    page.show_member("F02")
    opener.answers = [fill, True]
    page.more(END.name)
    settle(page._shell)
    changes = changes_of(opener)
    assert ("成员人数", "22 → 21") in changes
    assert ("退股（2023-01-01）", "6 股，退还出资 60,000.00 元") in changes
    assert page.message.text.text() == "F02 已登记退社"
    assert page.detail.pane.state.whole == "F02 · 农户 · 0 股 · 2022-12-31 退社 · 3组"
    assert "撤销退社" in acts(page)
    assert not {"退社", "退社申请", "任职/卸任"} & set(acts(page))
    assert not page.detail.pane.add.isEnabled()
    assert page.detail.pane.edit.isEnabled()
    assert "另 1 名已退社" in page.state.text()
    page.show_member("F02")
    assert (page.day, page.table.current_row().number) == (END_OF_2022, "F02")
    assert "另" not in page.state.text()


def test_the_shares_of_who_died_go_to_the_heirs_before_anything_is_shown_as_paid_back(
    page: MembersPage, desk: Desk, opener: AnsweringOpener, settle: Settling
) -> None:
    def not_inherited(form: EndingForm) -> None:
        form.reason.choose(EndReason.DEATH)
        form.shares.choose("gone")

    page.show_member("F02")
    opener.answers = [not_inherited]
    page.more(END.name)
    (form,) = opener.asked  # no sheet came
    told = form.message.text.text()
    assert "成员 F02 去世，还有 6 股没有继承；请先用“继承”登记给各继承人" in told

    opener.answers = [lambda form: form.reason.choose(EndReason.DEATH), True]
    page.more(END.name)
    settle(page._shell)
    sheet = opener.asked[-1]
    assert "股份要由继承人继承的，请返回，先登记“继承”再办退社" in sheet.sentence
    member = desk.members.get("F02")
    assert member is not None
    assert member.end_reason is EndReason.DEATH


def test_who_has_just_left_stays_shown_when_the_window_comes_back_from_the_form(
    page: MembersPage, desk: Desk, opener: AnsweringOpener, settle: Settling
) -> None:
    page.show_member("F02")
    opener.answers = [lambda form: form.notice.set_text("2022-09-28"), True]
    page.more(END.name)
    settle(page._shell)
    view = page.table.view
    returns = QFocusEvent(QEvent.Type.FocusIn, Qt.FocusReason.ActiveWindowFocusReason)
    QCoreApplication.sendEvent(view, returns)
    assert page.detail.view is not None
    assert page.detail.view.member.number == "F02"
    by_tab = QFocusEvent(QEvent.Type.FocusIn, Qt.FocusReason.TabFocusReason)
    QCoreApplication.sendEvent(view, by_tab)
    assert view.currentIndex().row() == 0


def test_what_an_act_before_said_does_not_stand_beside_one_that_is_left(
    page: MembersPage, opener: AnsweringOpener
) -> None:
    page.show_done("F01 已入社")
    page.show_member("F02")
    opener.answers = [None]
    page.more(END.name)
    assert page.message.isHidden()


def test_an_end_entered_by_mistake_is_taken_back(
    page: MembersPage, desk: Desk, opener: AnsweringOpener, settle: Settling
) -> None:
    desk.run(EndMembership(member="F02", day=END_OF_2022, reason=EndReason.DEATH, redeem=True))
    page.reload()
    page.show_member("F02")
    assert page.day == END_OF_2022

    def fill(form: TakeBackForm) -> None:
        form.reason.set_text("录错")

    opener.answers = [fill, True]
    page.more(TAKE_BACK.name)
    settle(page._shell)
    back = desk.members.get("F02")
    assert back is not None
    assert back.ended is None
    assert page.detail.pane.add.isEnabled()


def test_a_member_entered_twice_is_struck_and_found_by_its_state(
    page: MembersPage, desk: Desk, opener: AnsweringOpener, settle: Settling
) -> None:
    twice = Member("F30", "陈秀兰", MemberKind.FARMER, FOUNDED)
    desk.run(
        RegisterMember(member=twice, shares=parse_quantity("6"), outside_plans="补录", other_person="另一户")
    )
    page.reload()
    page.show_member("F30")

    def fill(form: StrikingForm) -> None:
        form.reason.set_text("与 F02 重复")

    opener.answers = [fill, True]
    page.more(STRIKE.name)
    settle(page._shell)
    assert any("认购 6 股：冲销" in how for _what, how in changes_of(opener))
    assert page.detail.pane.state.whole == "F30 · 农户 · 已作废"
    assert acts(page) == []
    assert not page.detail.pane.more.isEnabled()
    assert page.state.text().endswith("1 名已作废")
    page.show_member("F02")
    page.show_member("F30")
    assert (page.detail.pane.title.whole, page.table.view.selected_rows()) == ("陈秀兰", [])
    page.model.set_filter("state", "作废")
    shown = page.model.row_at(0)
    assert shown is not None
    assert [shown.number, page.model.rowCount()] == ["F30", 1]


def test_a_wrong_joining_day_is_mended_with_its_shares(
    page: MembersPage, desk: Desk, opener: AnsweringOpener, settle: Settling
) -> None:
    late = Member("F30", "杨晚来", MemberKind.FARMER, date(2023, 2, 1))
    desk.run(RegisterMember(member=late, shares=parse_quantity("2")))
    page.reload()
    page.show_member("F30")

    def fill(form: MendingForm) -> None:
        form.joined.set_text("2023-01-03")
        form.reason.set_text("日期录错")

    opener.answers = [fill, True]
    page.more(MEND.name)
    settle(page._shell)
    assert ("入社日期", "2023-02-01 → 2023-01-03") in changes_of(opener)
    mended = desk.members.get("F30")
    assert mended is not None
    assert mended.joined == date(2023, 1, 3)
    rows = page.detail.pane.entries_model.rows
    assert [(row.day, row.void) for row in rows] == [
        (date(2023, 1, 3), False),
        (date(2023, 2, 1), True),
        (date(2023, 2, 1), False),
    ]


def test_what_is_known_of_a_member_is_shown(page: MembersPage, desk: Desk, qtbot: QtBot) -> None:
    known = desk.members.get("F02")
    assert known is not None
    more = replace(known, identity="E12345678", identity_kind=None, phone2="023-62480000-801", extra_votes=1)
    desk.run(AmendMember(member=more))
    page.reload()
    page.show_member("F02")
    assert page.detail.view is not None
    facts = {
        fact.caption: fact for _heading, group in member_facts(page.detail.view.member) for fact in group
    }
    assert (facts["护照"].value, facts["护照"].masked) == ("E12345678", "E*****678")
    assert facts["附加表决权"].value == "1"
    assert facts["第二电话"].value == "023-62480000-801"


@pytest.mark.parametrize("act", [END.name, TAKE_BACK.name, MEND.name, STRIKE.name])
def test_what_somebody_else_changed_meanwhile_is_said_and_stays(
    page: MembersPage, desk: Desk, opener: AnsweringOpener, settle: Settling, act: str
) -> None:
    if act == TAKE_BACK.name:
        desk.run(EndMembership(member="F02", day=END_OF_2022, redeem=True))
        page.reload()
    page.show_member("F02")

    def fill(form: Any) -> None:
        known = desk.members.get("F02")
        assert known is not None
        desk.run(AmendMember(member=replace(known, phone="13800001234")))
        if act == MEND.name:
            form.joined.set_text("2019-03-01")
        if act != END.name:
            form.reason.set_text("录错")

    opener.answers = [fill, True, None]
    page.more(act)
    settle(page._shell)
    assert "重新打开" in opener.asked[-1].message.text.text()
    after = desk.members.get("F02")
    assert after is not None
    assert (after.phone, after.struck, after.joined) == ("13800001234", "", FOUNDED)
    assert (after.ended is not None) is (act == TAKE_BACK.name)


def test_the_hearing_and_resolution_of_an_expulsion_are_typed_in_the_order_they_are_read(
    desk: Desk, qtbot: QtBot
) -> None:
    member = desk.members.get("F02")
    assert member is not None
    form = EndingForm(desk, member)
    qtbot.addWidget(form, before_close_func=lambda _form: setattr(form, "_start", []))
    form.prepare()
    form.show()
    QTest.qWaitForWindowActive(form)
    form.reason.choose(EndReason.EXPULSION)
    form.day.edit.setFocus()
    QTest.qWait(50)
    been = []
    for _stop in range(3):
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, Qt.Key.Key_Tab)
        been.append(QApplication.focusWidget())
    assert been == [form.heard.edit, form.resolution.edit, form.shares.box]
