"""入社, 增股, 转让, 冲销: what the register takes and what it refuses, told as an accountant would try it."""

from dataclasses import replace
from datetime import date

import pytest

from coopdesk.domain.errors import DomainError
from coopdesk.domain.members.entry_kind import EntryKind
from coopdesk.domain.members.member import Member, MemberKind
from coopdesk.domain.quantity import Quantity, format_quantity, parse_quantity
from coopdesk.services.command import Command, Topic
from coopdesk.services.desk import Desk
from coopdesk.services.members.commands import (
    AddShares,
    AmendMember,
    RegisterMember,
    ReverseEntry,
    TransferShares,
)
from tests.services.conftest import FOUNDED

DAY = date(2019, 9, 1)


def held(desk: Desk, number: str, day: date = date(2020, 3, 1)) -> str:
    return format_quantity(
        Quantity(sum(shares for _share_class, shares in desk.members.holdings(number, day)))
    )


def refused(desk: Desk, command: Command) -> DomainError:
    with pytest.raises(DomainError) as caught:
        desk.run(command)
    return caught.value


def test_joining_puts_a_member_on_the_roll_and_the_shares_in_the_register(desk: Desk) -> None:
    number = desk.members.next_number(MemberKind.FARMER)
    changes = desk.run(
        RegisterMember(
            member=Member(number, " 周䶮 ", MemberKind.FARMER, DAY, identity="500108197001010013"),
            shares=parse_quantity("3.5"),
        )
    )
    assert number == "F04"
    assert changes.topics == {Topic.MEMBERS, Topic.REGISTER}
    member = desk.members.get("F04")
    assert member is not None
    assert (member.name, member.identity) == ("周䶮", "500108197001010013")
    assert (held(desk, "F04"), held(desk, "F04", date(2019, 8, 31))) == ("3.5", "0")


def test_a_member_may_join_without_shares(desk: Desk) -> None:
    desk.run(RegisterMember(member=Member("F04", "吴㛃", MemberKind.FARMER, DAY), shares=Quantity(0)))
    assert (held(desk, "F04"), desk.members.entries("F04")) == ("0", ())


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"number": "F01"}, "member.number_taken"),
        ({"number": "  "}, "member.number_missing"),
        ({"name": ""}, "member.name_missing"),
        ({"joined": date(2020, 3, 2)}, "member.joined_in_future"),
        ({"identity": "500108197001010014"}, "identity.resident_check"),
        ({"phone": "12"}, "identity.phone_form"),
        ({"account": "abc"}, "identity.account_form"),
        (
            {"kind": MemberKind.ENTERPRISE, "identity": "500108197001010013"},
            "identity.resident_for_organisation",
        ),
    ],
)
def test_a_joining_form_with_a_mistake_changes_nothing(
    desk: Desk, change: dict[str, object], code: str
) -> None:
    form = replace(Member("F09", "杨光荣", MemberKind.FARMER, DAY), **change)  # type: ignore[arg-type]  # a case table
    assert refused(desk, RegisterMember(member=form, shares=Quantity(0))).code == code
    assert len(desk.members.present()) == 5


def test_a_joining_with_impossible_shares_leaves_no_member_behind(desk: Desk) -> None:
    form = Member("F09", "杨光荣", MemberKind.FARMER, DAY)
    assert (
        refused(desk, RegisterMember(member=form, shares=Quantity(-1))).code == "register.shares_not_positive"
    )
    wrong_class = RegisterMember(member=form, shares=parse_quantity("1"), share_class="land")
    assert refused(desk, wrong_class).code == "register.unknown_class"
    assert desk.members.get("F09") is None


def test_the_same_command_sent_twice_is_done_once(desk: Desk) -> None:
    command = AddShares(member="F01", day=DAY, shares=parse_quantity("2"))
    assert desk.run(command) == desk.run(command)
    assert held(desk, "F01") == "10"


def test_a_transfer_moves_shares_on_its_day(desk: Desk) -> None:
    desk.run(
        TransferShares(giver="F01", taker="F03", day=DAY, shares=parse_quantity("3"), document="转让协议 1")
    )
    assert [held(desk, number) for number in ("F01", "F03")] == ["5", "5"]
    assert held(desk, "F01", date(2019, 8, 31)) == "8"
    line = desk.members.entries("F01")[-1]
    assert (line.entry.entry.kind, format_quantity(line.change), format_quantity(line.balance)) == (
        EntryKind.TRANSFER,
        "-3",
        "5",
    )


def test_nobody_gives_more_than_they_hold_on_any_later_day(desk: Desk) -> None:
    desk.run(TransferShares(giver="F01", taker="F03", day=date(2019, 12, 1), shares=parse_quantity("6")))
    backdated = TransferShares(giver="F01", taker="F02", day=DAY, shares=parse_quantity("3"))
    error = refused(desk, backdated)
    assert (error.code, error.params["day"], error.params["held"]) == (
        "register.not_covered",
        date(2019, 12, 1),
        parse_quantity("5"),
    )


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (
            TransferShares(giver="F01", taker="F01", day=DAY, shares=parse_quantity("1")),
            "register.same_party",
        ),
        (TransferShares(giver="F01", taker="F77", day=DAY, shares=parse_quantity("1")), "member.unknown"),
        (AddShares(member="F01", day=DAY, shares=Quantity(0)), "register.shares_not_positive"),
        (
            AddShares(member="F01", day=date(2019, 2, 17), shares=parse_quantity("1")),
            "register.before_joining",
        ),
        (AddShares(member="F01", day=date(2020, 3, 2), shares=parse_quantity("1")), "register.day_in_future"),
        (ReverseEntry(entry=99, reason="录错"), "register.unknown_entry"),
        (ReverseEntry(entry=3, reason=" "), "register.reason_missing"),
    ],
)
def test_an_entry_that_cannot_be_is_refused(desk: Desk, command: Command, code: str) -> None:
    assert refused(desk, command).code == code


def test_a_wrong_entry_is_reversed_and_both_stay_on_record(desk: Desk) -> None:
    entry = int(desk.run(AddShares(member="F01", day=DAY, shares=parse_quantity("80"))).reference)
    desk.run(ReverseEntry(entry=entry, reason="多录一个 0"))
    assert held(desk, "F01") == "8"
    wrong, reversal = desk.members.entries("F01")[-2:]
    assert (wrong.entry.reversed_by, reversal.entry.reverses) == (reversal.entry.number, entry)
    assert refused(desk, ReverseEntry(entry=entry, reason="再冲")).code == "register.already_reversed"
    again = ReverseEntry(entry=reversal.entry.number, reason="再冲")
    assert refused(desk, again).code == "register.already_reversed"


def test_an_entry_whose_shares_have_moved_on_cannot_be_reversed(desk: Desk) -> None:
    desk.run(TransferShares(giver="F01", taker="F03", day=DAY, shares=parse_quantity("8")))
    first = desk.members.entries("F01")[0].entry.number
    assert refused(desk, ReverseEntry(entry=first, reason="录错")).code == "register.not_covered"


def test_amending_keeps_the_number_and_the_first_entry_s_day(desk: Desk) -> None:
    known = desk.members.get("F02")
    assert known is not None
    desk.run(AmendMember(member=replace(known, account="6222023100010000003", remark=" 在外务工 ")))
    amended = desk.members.get("F02")
    assert amended is not None
    assert (amended.account, amended.remark) == ("6222023100010000003", "在外务工")
    assert desk.members.same_account("6222023100010000003", other_than="F01") == "F02"
    assert desk.members.same_account("6222023100010000003", other_than="F02") is None
    late = AmendMember(member=replace(known, joined=date(2019, 5, 1)))
    assert refused(desk, late).code == "member.joined_after_entry"
    assert refused(desk, AmendMember(member=replace(known, number="F88"))).code == "member.unknown"


def test_numbers_of_a_series_are_never_reused(desk: Desk) -> None:
    desk.run(RegisterMember(member=Member("F20", "郑光明", MemberKind.FARMER, FOUNDED), shares=Quantity(0)))
    assert desk.members.next_number(MemberKind.FARMER) == "F21"
    assert desk.members.next_number(MemberKind.ENTERPRISE) == "M01"


@pytest.mark.parametrize("text", ["F02", "秀", "cxl", "陈秀兰"])
def test_the_search_box_finds_a_member_by_number_name_and_initials(desk: Desk, text: str) -> None:
    assert "F02" in [hit.number for hit in desk.search(text)]


def test_an_empty_search_finds_nothing(desk: Desk) -> None:
    assert desk.search("  ") == ()
