"""退社, 作废, 更正入社日期: who counts on which day, and what goes with it, told as an accountant would try it."""

from dataclasses import replace
from datetime import date

import pytest

from coopdesk.domain.coop.share_class import ShareClass
from coopdesk.domain.distribution.resolution import Resolution
from coopdesk.domain.errors import DomainError, ReasonWanted
from coopdesk.domain.members.entry_kind import EntryKind
from coopdesk.domain.members.member import EndReason, Member, MemberKind, MemberState
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import Quantity, format_quantity, parse_quantity
from coopdesk.services.command import Command
from coopdesk.services.coop.commands import DefineShareClass
from coopdesk.services.desk import Desk
from coopdesk.services.distribution.commands import ApproveDistribution, DraftDistribution
from coopdesk.services.members.commands import (
    AddShares,
    AmendMember,
    EndMembership,
    MendJoining,
    RegisterMember,
    StrikeMember,
    TakeBackEnd,
    TransferShares,
)
from coopdesk.services.members.roll_checks import RollProblemKind
from coopdesk.wording import error_text
from tests.services.conftest import FOUNDED

END = date(2019, 12, 31)


def refused(desk: Desk, command: Command) -> DomainError:
    with pytest.raises(DomainError) as caught:
        desk.run(command)
    return caught.value


def held(desk: Desk, number: str, day: date = date(2020, 3, 1)) -> str:
    return format_quantity(Quantity(sum(shares for _one, shares in desk.members.holdings(number, day))))


def counted(desk: Desk, day: date) -> int:
    return sum(total.members for total in desk.members.totals(day))


def numbers(desk: Desk, day: date) -> list[str]:
    table = desk.members.table(day)
    try:
        return [row.number for row in table.page(0, 50)]
    finally:
        table.close()


def test_a_member_counts_to_the_last_day_and_stays_readable(desk: Desk) -> None:
    desk.run(EndMembership(member="F03", day=END, reason=EndReason.WITHDRAWAL, redeem=True, note="退社申请"))
    assert [counted(desk, day) for day in (END, date(2020, 1, 1))] == [5, 4]
    assert ("F03" in numbers(desk, END), "F03" in numbers(desk, date(2020, 3, 1))) == (True, False)
    assert [member.number for member in desk.members.present()] == ["G01", "C01", "F01", "F02"]
    assert len(desk.members.roll()) == 5
    gone = desk.members.get("F03")
    assert gone is not None
    assert (gone.ended, gone.end_reason, gone.end_note) == (END, EndReason.WITHDRAWAL, "退社申请")
    assert (held(desk, "F03", END), held(desk, "F03")) == ("2", "0")
    last = desk.members.entries("F03")[-1].entry.entry
    assert (last.kind, last.day) == (EntryKind.REDEMPTION, date(2020, 1, 1))
    hit = next(hit for hit in desk.search("李国华") if hit.number == "F03")
    assert hit.state is MemberState.ENDED
    assert desk.verify() == ()


def test_shares_must_have_gone_first_or_go_with_it(desk: Desk) -> None:
    error = refused(desk, EndMembership(member="F03", day=END))
    assert (error.code, error.params["shares"]) == ("member.still_holds_shares", parse_quantity("2"))
    died = EndMembership(member="F03", day=END, reason=EndReason.DEATH)
    assert refused(desk, died).code == "member.not_inherited"
    desk.run(TransferShares(giver="F03", taker="F01", day=date(2019, 12, 1), shares=parse_quantity("2")))
    desk.run(EndMembership(member="F03", day=END))
    assert counted(desk, date(2020, 1, 1)) == 4


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (EndMembership(member="F03", day=date(2019, 2, 17), redeem=True), "member.ended_before_joining"),
        (EndMembership(member="F03", day=date(2020, 3, 2), redeem=True), "member.ended_in_future"),
        (EndMembership(member="F77", day=END), "member.unknown"),
        (TakeBackEnd(member="F03", reason="录错"), "member.not_ended"),
        (StrikeMember(member="F03", reason=" "), "member.reason_missing"),
        (MendJoining(member="F03", joined=date(2020, 3, 2), reason="录错"), "member.joined_in_future"),
    ],
)
def test_an_end_that_cannot_be_is_refused(desk: Desk, command: Command, code: str) -> None:
    assert refused(desk, command).code == code


def test_nothing_is_entered_for_who_has_left(desk: Desk) -> None:
    desk.run(AddShares(member="F03", day=date(2020, 2, 1), shares=parse_quantity("1")))
    ended = EndMembership(member="F03", day=END, redeem=True)
    assert refused(desk, ended).code == "member.entry_after_end"
    desk.run(replace(ended, day=date(2020, 2, 1), command_id="later"))
    late = AddShares(member="F03", day=date(2020, 2, 2), shares=parse_quantity("1"))
    assert refused(desk, late).code == "register.after_end"
    assert refused(desk, replace(ended, command_id="again")).code == "member.already_ended"


def test_an_end_is_taken_back_with_its_redemption(desk: Desk) -> None:
    desk.run(EndMembership(member="F03", day=END, redeem=True))
    desk.run(TakeBackEnd(member="F03", reason="没有退社"))
    assert (counted(desk, date(2020, 3, 1)), held(desk, "F03")) == (5, "2")
    back = desk.members.get("F03")
    assert back is not None
    assert (back.ended, back.end_reason) == (None, None)
    assert desk.verify() == ()


def test_a_member_entered_by_mistake_counts_on_no_day(desk: Desk) -> None:
    joined = RegisterMember(
        member=Member("F09", "李国华", MemberKind.FARMER, FOUNDED),
        shares=parse_quantity("4"),
        other_person="另一户",
    )
    desk.run(joined)
    desk.run(StrikeMember(member="F09", reason="与 F03 重复"))
    assert [counted(desk, day) for day in (FOUNDED, date(2020, 3, 1))] == [5, 5]
    assert "F09" not in numbers(desk, FOUNDED)
    assert [entry.change for entry in desk.members.entries("F09")] == [4_000_000, -4_000_000]
    assert desk.members.next_number(MemberKind.FARMER) == "F10"
    assert (
        refused(desk, AddShares(member="F09", day=FOUNDED, shares=parse_quantity("1"))).code
        == "member.is_struck"
    )
    assert refused(desk, StrikeMember(member="F09", reason="再作废")).code == "member.is_struck"
    struck = desk.members.get("F09")
    assert struck is not None
    assert struck.struck == "与 F03 重复"
    assert desk.members.gone(date(2020, 3, 1)) == (0, 1)
    assert desk.verify() == ()


def test_who_has_more_entries_or_stands_in_a_resolved_plan_is_not_struck(desk: Desk) -> None:
    desk.run(AddShares(member="F03", day=date(2019, 9, 1), shares=parse_quantity("1")))
    error = refused(desk, StrikeMember(member="F03", reason="录错"))
    assert (error.code, error.params["entries"]) == ("member.has_entries", "6")
    approve(desk)
    error = refused(desk, StrikeMember(member="F02", reason="录错"))
    assert (error.code, error.params["years"]) == ("member.in_plan", "2019")


def approve(desk: Desk) -> None:
    template = next(item for item in desk.distribution.templates() if item.id == "shares")
    scheme = desk.distribution.scheme_from(template, desk.distribution.facts(2019, END))
    plan = int(desk.run(DraftDistribution(year=2019, record_date=END, scheme=scheme)).reference)
    desk.run(ApproveDistribution(plan_id=plan, resolution=Resolution("1", date(2020, 1, 10), 5, 5, 5)))


def test_a_wrong_joining_day_is_mended_with_the_shares_taken_on_it(desk: Desk) -> None:
    late = date(2020, 2, 10)
    joined = RegisterMember(
        member=Member("F09", "杨光荣", MemberKind.FARMER, late), shares=parse_quantity("4")
    )
    desk.run(joined)
    desk.run(MendJoining(member="F09", joined=date(2019, 2, 20), reason="年份录错"))
    mended = desk.members.get("F09")
    assert mended is not None
    assert mended.joined == date(2019, 2, 20)
    assert [held(desk, "F09", day) for day in (date(2019, 2, 19), date(2019, 2, 20), late)] == ["0", "4", "4"]
    assert "F09" in numbers(desk, END)
    assert desk.verify() == ()


def test_a_joining_day_is_not_mended_past_what_came_after(desk: Desk) -> None:
    desk.run(TransferShares(giver="F01", taker="F03", day=date(2019, 9, 1), shares=parse_quantity("3")))
    error = refused(desk, MendJoining(member="F03", joined=date(2019, 9, 2), reason="录错"))
    assert (error.code, error.params["day"]) == ("member.joined_after_entry", date(2019, 9, 1))
    desk.run(MendJoining(member="F03", joined=date(2019, 9, 1), reason="录错"))
    assert [held(desk, "F03", day) for day in (date(2019, 8, 31), date(2019, 9, 1))] == ["0", "5"]
    assert refused(desk, MendJoining(member="F01", joined=date(2019, 9, 2), reason="录错")).code in (
        "member.joined_after_entry",
        "register.not_covered",
    )


def test_shares_given_away_before_the_mended_day_stop_it(desk: Desk) -> None:
    desk.run(TransferShares(giver="F01", taker="F03", day=date(2019, 9, 1), shares=parse_quantity("8")))
    error = refused(desk, MendJoining(member="F01", joined=date(2019, 10, 1), reason="录错"))
    assert error.code == "member.joined_after_entry"


def test_amending_does_not_touch_the_end(desk: Desk) -> None:
    desk.run(EndMembership(member="F03", day=END, redeem=True))
    known = Member("F03", "李国华", MemberKind.FARMER, FOUNDED, phone="13800001234")
    desk.run(AmendMember(member=known))
    amended = desk.members.get("F03")
    assert amended is not None
    assert (amended.ended, amended.phone) == (END, "13800001234")


def test_nobody_is_entered_twice_without_a_question(desk: Desk) -> None:
    first = Member("F09", "阿依古丽·买买提", MemberKind.FARMER, FOUNDED, identity="500108197001010013")
    desk.run(RegisterMember(member=first, shares=Quantity(0)))
    again = replace(first, number="F10", name="阿依古丽 • 买买提", identity="500108700101001")
    error = refused(desk, RegisterMember(member=again, shares=Quantity(0)))
    assert isinstance(error, ReasonWanted)
    assert (error.code, error.field, error.params["number"]) == ("member.same_person", "other_person", "F09")
    desk.run(RegisterMember(member=again, shares=Quantity(0), other_person="同名同日出生，非同一人"))
    assert counted(desk, FOUNDED) == 7


@pytest.mark.parametrize(
    ("name", "there", "new", "asked"),
    [
        ("张三", "", "", True),
        ("張 三", "", "", True),
        ("张三", "500108197001010013", "", True),
        ("张三", "", "500108197001010013", True),
        ("张三", "500108197001010013", "E12345678", True),
        ("張三", "500108197001010013", "500108197101010010", False),
        ("张三", "E12345678", "E87654321", False),
        ("张三丰", "", "", False),
    ],
)
def test_a_namesake_whom_no_paper_tells_apart_is_asked_about_and_may_be_another(
    desk: Desk, name: str, there: str, new: str, asked: bool
) -> None:
    desk.interactive = True
    first = Member("F20", "张三", MemberKind.FARMER, FOUNDED, identity=there)
    desk.run(RegisterMember(member=first, shares=Quantity(0)))
    joining = RegisterMember(member=replace(first, number="F21", name=name, identity=new), shares=Quantity(0))
    if asked:
        error = refused(desk, joining)
        assert isinstance(error, ReasonWanted)
        assert (error.code, error.field, error.params["number"]) == (
            "member.same_name",
            "other_person",
            "F20",
        )
        assert "F20 张三" in error_text(error)
        joining = replace(joining, other_person="另一户，父亲不同")
    desk.run(joining)
    known = desk.members.get("F21")
    assert known is not None
    desk.run(AmendMember(member=replace(known, phone="13800001234")))
    assert "F20" in [hit.number for hit in desk.search("張三")]
    renamed = AmendMember(member=replace(known, name="李国华", identity=""))
    assert refused(desk, renamed).code == "member.same_name"


def test_where_nobody_can_be_asked_a_namesake_without_a_birthday_is_entered(desk: Desk) -> None:
    for number in ("F30", "F31"):
        desk.run(
            RegisterMember(member=Member(number, "王芳", MemberKind.FARMER, FOUNDED), shares=Quantity(0))
        )
    assert [desk.members.get(number) is not None for number in ("F30", "F31")] == [True, True]


def test_additional_votes_stay_within_a_fifth_of_the_base_votes(desk: Desk) -> None:
    known = desk.members.get("F01")
    assert known is not None
    assert refused(desk, AmendMember(member=replace(known, extra_votes=2))).params["most"] == 1
    desk.run(AmendMember(member=replace(known, extra_votes=1)))
    assert desk.members.votes() == (5, 1)
    other = desk.members.get("F02")
    assert other is not None
    assert refused(desk, AmendMember(member=replace(other, extra_votes=1))).code == "member.extra_votes"
    assert (
        refused(desk, AmendMember(member=replace(known, extra_votes=-1))).code
        == "member.extra_votes_negative"
    )
    desk.run(EndMembership(member="F03", day=END, redeem=True))
    problems = {problem.kind: problem for problem in desk.members.problems()}
    assert problems[RollProblemKind.EXTRA_VOTES].members == ("F01",)


def test_what_stands_in_the_way_of_papers_names_the_first_and_the_field(desk: Desk) -> None:
    for number, identity in (("F01", "500108197001010013"), ("F02", "500108197001010013")):
        known = desk.members.get(number)
        assert known is not None
        desk.run(AmendMember(member=replace(known, identity=identity, account="6222023100010000003")))
    desk.members._unprintable = lambda text: "".join(sign for sign in text if sign == "𠮷")
    problems = {problem.kind: problem for problem in desk.members.problems()}
    kind = RollProblemKind
    assert [(problems[one].count, problems[one].members, problems[one].field) for one in problems] == [
        (2, ("F01", "F02"), "identity"),
        (3, ("G01", "C01", "F03"), "account"),
        (3, ("G01", "C01", "F03"), "identity"),
        (1, ("F01",), "name"),
    ]
    assert problems[kind.UNPRINTABLE].characters == "𠮷（U+20BB7）"


def test_telephone_numbers_typed_together_find_their_places(desk: Desk) -> None:
    known = desk.members.get("F01")
    assert known is not None
    desk.run(AmendMember(member=replace(known, phone="+86 138-1234-5678/（023）62480000转801")))
    amended = desk.members.get("F01")
    assert amended is not None
    assert (amended.phone, amended.phone2) == ("13812345678", "023-62480000-801")
    assert [hit.number for hit in desk.search("0000801")] == ["F01"]


def test_classes_of_shares_number_themselves(desk: Desk) -> None:
    for label in ("优先股", "土地股"):
        desk.run(DefineShareClass(share_class=ShareClass("", label, Money(0))))
    assert [one.code for one in desk.coop.share_classes()] == ["ordinary", "class-2", "class-3"]
    same = DefineShareClass(share_class=ShareClass("", "优先 股", Money(0)))
    assert refused(desk, same).code == "share_class.label_taken"
