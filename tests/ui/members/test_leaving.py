"""Leaving in the window: notice and its deadline, expulsion, an heir, and the statement of what is owed."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from coopdesk.domain.members.member import AccountKind, EndReason, FarmerProof
from coopdesk.services.desk import Desk
from coopdesk.services.members.commands import AmendMember, EndMembership, RecordNotice
from coopdesk.ui.kit.dialogs import ChangesSheet
from coopdesk.ui.members.amending import AmendingForm
from coopdesk.ui.members.ending import EndingForm, NoticeBackForm, NoticeForm
from coopdesk.ui.members.facts import member_facts
from coopdesk.ui.members.more_acts import END, NOTICE, NOTICE_BACK
from coopdesk.ui.members.page import MembersPage
from tests.ui.conftest import AnsweringOpener

Settling = Callable[[Any], None]


def test_notice_is_entered_and_taken_back(
    page: MembersPage, desk: Desk, opener: AnsweringOpener, settle: Settling
) -> None:
    def give(form: NoticeForm) -> None:
        form.day.set_text("2022-10-08")
        assert form.day.fits()
        assert form.day.line.text() == "成员资格到 2023-12-31 终止"

    def take_back(form: NoticeBackForm) -> None:
        form.reason.set_text("不退了")

    page.show_member("F02")
    opener.answers = [give]
    page.more(NOTICE.name)
    settle(page._shell)
    assert "已申请退社" in page.detail.pane.state.whole
    opener.answers = [take_back]
    page.more(NOTICE_BACK.name)
    settle(page._shell)
    kept = desk.members.get("F02")
    assert kept is not None and kept.notice is None


def test_late_notice_is_said_beside_the_field_and_a_reason_is_asked(
    page: MembersPage, desk: Desk, opener: AnsweringOpener, settle: Settling
) -> None:
    desk.run(RecordNotice(member="F02", day=date(2022, 10, 8)))
    page.reload()
    page.show_member("F02")

    def fill(form: EndingForm) -> None:
        assert form.notice.fits()
        assert "提出得晚，最早 2023-12-31 终止" in form.notice.line.text()

    opener.answers = [fill, True, lambda form: form.reason.editor.setPlainText("成员大会同意")]
    page.more(END.name)
    settle(page._shell)
    gone = desk.members.get("F02")
    assert gone is not None
    assert (gone.ended, gone.end_note) == (date(2022, 12, 31), "成员大会同意")


def test_an_expulsion_asks_for_hearing_and_resolution(
    page: MembersPage, desk: Desk, opener: AnsweringOpener, settle: Settling
) -> None:
    def fill(form: EndingForm) -> None:
        form.reason.choose(EndReason.EXPULSION)
        assert form.heard.isVisibleTo(form) and not form.notice.isVisibleTo(form)
        assert not form.heard.fits()
        form.heard.set_text("2022-12-01")
        form.resolution.set_text("成员大会 2022-03 号")

    page.show_member("F02")
    opener.answers = [fill, True]
    page.more(END.name)
    settle(page._shell)
    gone = desk.members.get("F02")
    assert gone is not None
    assert gone.end_resolution == "成员大会 2022-03 号"
    standing = member_facts(gone)[0][1][0]
    assert standing.value == "2022-12-31 · 除名 · 成员大会 2022-03 号"


def test_an_heir_takes_the_shares_and_the_sheet_says_so(
    page: MembersPage, desk: Desk, opener: AnsweringOpener, settle: Settling
) -> None:
    def fill(form: EndingForm) -> None:
        form.reason.choose(EndReason.DEATH)
        form.shares.choose("to-one")
        form.day.set_text("2023-02-01")
        assert form.taker.isVisibleTo(form) and not form.losses.isVisibleTo(form)
        form.taker.set_text("F03")

    page.show_member("F02")
    opener.answers = [fill, True]
    page.more(END.name)
    settle(page._shell)
    sheet = opener.asked[-1]
    assert isinstance(sheet, ChangesSheet)
    assert any(what == "股份转给" for what, _how in sheet.changes)
    assert desk.members.holdings("F02", date.max) == []


def test_what_is_owed_stands_on_the_sheet_line_by_line(
    page: MembersPage, desk: Desk, opener: AnsweringOpener, settle: Settling
) -> None:
    def fill(form: EndingForm) -> None:
        form.losses.set_text("1500")

    page.show_member("F02")
    opener.answers = [fill, False, None]
    page.more(END.name)
    sheet = opener.asked[1]
    assert isinstance(sheet, ChangesSheet)
    told = dict(sheet.changes)
    assert told["退还出资额"] == "60,000.00 元"
    assert told["减：分摊亏损和债务"] == "1,500.00 元"
    owed = told["退社应付合计"]
    last = told.get("当年返还和分红")
    assert (owed == "58,500.00 元") is (last is None)


def test_application_vote_proof_and_passbook_are_typed_and_shown(page: MembersPage, desk: Desk) -> None:
    known = desk.members.get("F02")
    assert known is not None
    form = AmendingForm(desk, known)
    form.applied.set_text("2019-01-20")
    form.resolution.set_text("成员大会 2019-01 号")
    form.resolution_day.set_text("2019-03-01")
    assert form.resolution_day.fits()
    assert "先表决" in form.resolution_day.line.text() or "先" in form.resolution_day.line.text()
    form.resolution_day.set_text("2019-02-10")
    form.proof.choose(FarmerProof.FOREST_RIGHT.value)
    form.proof_number.set_text("渝林证 0012")
    form.account_kind.choose(AccountKind.PASSBOOK.value)
    form.account.set_text("123456789012")
    assert form.account.fits()
    assert form.account.line.text() == ""
    desk.run(form.make())
    kept = desk.members.get("F02")
    assert kept is not None
    facts = {fact.caption: fact.value for _heading, group in member_facts(kept) for fact in group}
    assert facts["入社决议"] == "成员大会 2019-01 号 · 2019-02-10"
    assert facts["农民身份证明"] == "林权证 · 渝林证 0012"
    assert facts["存折"] == "123456789012"
    assert replace(kept, remark="").proof is FarmerProof.FOREST_RIGHT
    desk.run(AmendMember(member=replace(kept, proof=None, proof_number="")))
    desk.run(EndMembership(member="F02", day=date(2022, 12, 31), redeem=True))
