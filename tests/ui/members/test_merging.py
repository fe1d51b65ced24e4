"""A person entered twice, in the window: pointed out while typing, then merged with a sheet of what comes over."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from coopdesk.domain.members.household import HEAD, Household, HouseholdPerson
from coopdesk.domain.members.member import Member, MemberKind
from coopdesk.domain.quantity import parse_quantity
from coopdesk.services.desk import Desk
from coopdesk.services.members.commands import AmendMember, RecordHousehold, RegisterMember
from coopdesk.ui.kit.dialogs import ChangesSheet
from coopdesk.ui.members.facts import member_facts
from coopdesk.ui.members.joining import JoiningForm
from coopdesk.ui.members.merging import MergingForm
from coopdesk.ui.members.more_acts import MERGE
from coopdesk.ui.members.page import MembersPage
from tests.ui.conftest import AnsweringOpener

Settling = Callable[[Any], None]
BORN_1985, OTHER_1985 = "500108198512310020", "110105198512310029"


def test_one_of_two_lines_goes_into_the_other(
    page: MembersPage, desk: Desk, opener: AnsweringOpener, settle: Settling
) -> None:
    known = desk.members.get("F02")
    assert known is not None
    twin = Member("F30", known.name, MemberKind.FARMER, date(2023, 1, 5), phone="13800001234")
    desk.run(AmendMember(member=replace(known, phone="")))
    desk.run(RegisterMember(member=twin, shares=parse_quantity("2"), other_person="录重"))
    page.reload()
    page.show_member("F30")

    def fill(form: MergingForm) -> None:
        assert form.kept.value() == "F02"
        form.reason.set_text("重复登记")

    opener.answers = [fill, True]
    page.more(MERGE.name)
    settle(page._shell)
    sheet = next(each for each in opener.asked if isinstance(each, ChangesSheet))
    told = dict(sheet.changes)
    assert told["普通股"] == "2 股 转到 F02"
    assert told["补上的资料"] == "电话"
    assert told["成员人数"] == "23 → 22"
    gone = desk.members.get("F30")
    assert gone is not None and gone.merged_into == "F02"
    assert member_facts(gone)[0][1][0].value == "F02 · 重复登记"
    page.show_member("F30")
    assert "已并入 F02" in page.detail.pane.state.whole
    assert MERGE.name not in [act.name for act in page.detail.more_acts()]


def test_name_with_birthday_and_persons_of_households_are_pointed_out_while_typing(
    page: MembersPage, desk: Desk
) -> None:
    known = desk.members.get("F02")
    assert known is not None
    desk.run(AmendMember(member=replace(known, identity=BORN_1985, identity_kind=None)))
    form = JoiningForm(desk)
    form.name.set_text(known.name)
    assert form.name.fits()
    assert "请核对是否同一人" in form.name.line.text()
    form.identity.set_text(OTHER_1985)
    assert form.identity.fits()
    assert form.identity.line.text().endswith("出生日期也是 1985-12-31，多半是同一人")
    assert form.name.fits()
    assert "多半是同一人" in form.name.line.text()
    son = HouseholdPerson("子", name="周小宝", identity="500108197001010013")
    desk.run(RecordHousehold(household=Household("H001", (HouseholdPerson(HEAD, "F01"), son))))
    form.name.set_text("周小宝")
    form.identity.set_text("500108197001010013")
    assert form.identity.fits()
    assert "H001 户里不是成员的人" in form.identity.line.text()
