"""A person entered twice goes on under one number: shares, account, household come over, the other line names it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import pytest

from coopdesk.domain.attachments.blob import BlobKind, blob_of
from coopdesk.domain.errors import DomainError, ReasonWanted
from coopdesk.domain.members.account import AccountCause, AccountColumn, AccountEntry, Posting
from coopdesk.domain.members.household import HEAD, Household, HouseholdPerson
from coopdesk.domain.members.member import EndReason, Member, MemberKind
from coopdesk.domain.members.officers import Office, OfficeTerm
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import ZERO, Quantity, format_quantity, parse_quantity
from coopdesk.services.attachments.commands import AttachFile
from coopdesk.services.command import Command
from coopdesk.services.desk import Desk
from coopdesk.services.journal.entry import Thing
from coopdesk.services.members.accounts import balance_of
from coopdesk.services.members.certificate_commands import IssueCertificate
from coopdesk.services.members.commands import (
    AmendMember,
    AppointOfficer,
    EndMembership,
    EndOffice,
    MergeMembers,
    RecordHousehold,
    RegisterMember,
    StrikeMember,
    TakeBackEnd,
)
from coopdesk.services.members.roll_checks import RollProblemKind
from coopdesk.wording import error_text
from tests.services.conftest import FOUNDED
from tests.services.members.test_membership import approve

TODAY = date(2020, 3, 1)
TWIN = Member(
    "F09", "陈秀兰", MemberKind.FARMER, date(2020, 1, 1), phone="13800001234", account="123456789012"
)
MERGE = MergeMembers(gone="F09", kept="F02", reason="重复登记", plans_stay="各按原编号", document="核对 003")


def refused(desk: Desk, command: Command) -> DomainError:
    with pytest.raises(DomainError) as caught:
        desk.run(command)
    assert error_text(caught.value) != caught.value.code
    return caught.value


def held(desk: Desk, number: str) -> str:
    return format_quantity(Quantity(sum(shares for _one, shares in desk.members.holdings(number, date.max))))


def member(desk: Desk, number: str) -> Member:
    found = desk.members.get(number)
    assert found is not None
    return found


def numbers(found: Iterable[Member]) -> list[str]:
    return [each.number for each in found]


@pytest.fixture
def twice(desk: Desk) -> Desk:
    """陈秀兰 is F02 with 6 shares, and was entered once more as F09 with 2."""
    desk.run(RegisterMember(member=TWIN, shares=parse_quantity("2"), other_person="录重"))
    return desk


def test_one_line_goes_on_and_the_other_names_it_for_ever(twice: Desk) -> None:
    assert twice.run(MERGE).reference == "F02"
    gone, kept = member(twice, "F09"), member(twice, "F02")
    assert (gone.merged_into, gone.ended, gone.end_reason) == ("F02", TODAY, EndReason.MERGED)
    assert gone.end_note == "重复登记；各按原编号"
    assert (held(twice, "F09"), held(twice, "F02")) == ("0", "8")
    last = twice.members.entries("F02")[-1].entry.entry
    assert (last.giver, last.taker, last.day, last.document) == ("F09", "F02", TODAY, "核对 003")
    assert (kept.phone, kept.account, kept.joined) == ("13800001234", "123456789012", FOUNDED)
    assert twice.members.next_number(MemberKind.FARMER) == "F10"
    assert [hit.number for hit in twice.search("F09")] == ["F09"]
    assert twice.verify() == ()


def test_papers_and_certificates_follow_and_nobody_is_there_twice_any_more(twice: Desk) -> None:
    photo = blob_of(BlobKind.PHOTO, b"\xff\xd8\xff\xe0 photo", "")
    twice.run(AttachFile(thing=Thing("member", "F09"), name="身份证.jpg", blob=photo))
    number = twice.run(IssueCertificate(member="F09", day=date(2020, 1, 2))).reference
    for each in ("F02", "F09"):
        known = member(twice, each)
        both = replace(known, identity="522228197102031311", account="123456789012")
        twice.run(AmendMember(member=both, other_person="录重"))
    assert _twice(twice) == ("F02", "F09")
    twice.run(MERGE)
    assert (_twice(twice), twice.members.same_identity("522228197102031311", "F02")) == ((), None)
    assert twice.members.same_account("123456789012", "F02") is None
    assert [each.number for each in twice.members.certificates_of("F02")] == [number]
    [file] = twice.attachments.of(Thing("member", "F02"))
    assert (file.name, file.sha256) == ("身份证.jpg", photo.sha256)
    assert [each.name for each in twice.attachments.of(Thing("member", "F09"))] == ["身份证.jpg"]
    assert twice.verify() == ()


def _twice(desk: Desk) -> tuple[str, ...]:
    problems = desk.members.problems(TODAY)
    return next((each.members for each in problems if each.kind is RollProblemKind.DUPLICATE_IDENTITY), ())


def test_a_line_that_was_merged_is_not_moved_any_more(twice: Desk) -> None:
    twice.run(MERGE)
    assert refused(twice, replace(MERGE, command_id="again")).code == "merge.done"
    assert refused(twice, TakeBackEnd(member="F09", reason="错")).code == "merge.done"
    into = MergeMembers(gone="F03", kept="F09", reason="重复", plans_stay="是")
    assert refused(twice, into).code == "merge.done"


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (replace(MERGE, gone="F02"), "merge.same"),
        (replace(MERGE, reason=" "), "member.reason_missing"),
        (replace(MERGE, kept="F77"), "member.unknown"),
        (replace(MERGE, kept="G01"), "merge.kinds"),
        (replace(MERGE, kept="F03"), "merge.ended"),
        (replace(MERGE, kept="F08"), "member.is_struck"),
        (replace(MERGE, gone="F01"), "merge.in_office"),
    ],
)
def test_what_cannot_be_merged_is_refused(twice: Desk, command: MergeMembers, code: str) -> None:
    twice.run(EndMembership(member="F03", day=date(2019, 12, 31), redeem=True))
    twice.run(RegisterMember(member=replace(TWIN, number="F08", name="录错"), shares=ZERO))
    twice.run(StrikeMember(member="F08", reason="录错"))
    twice.run(AppointOfficer(term=OfficeTerm(Office.CHAIR, FOUNDED, "F01")))
    assert refused(twice, command).code == code


def test_a_chair_is_merged_once_the_office_has_ended(twice: Desk) -> None:
    term = twice.run(AppointOfficer(term=OfficeTerm(Office.DIRECTOR, date(2020, 1, 1), "F09"))).reference
    assert refused(twice, MERGE).code == "merge.in_office"
    twice.run(EndOffice(term=int(term), day=date(2020, 2, 29)))
    twice.run(replace(MERGE, command_id="later"))


def test_what_the_account_still_holds_comes_over(twice: Desk) -> None:
    with twice._desk_context.book.unit() as uow:
        reserve = AccountEntry("F09", AccountColumn.RESERVE, Money.parse("12.34"))
        uow.accounts.append(Posting(date(2020, 2, 1), AccountCause.OPENING, (reserve,)))
        uow.commit()
    twice.run(MERGE)
    left = twice.members.read(lambda uow: balance_of(uow, "F09", TODAY))
    there = twice.members.read(lambda uow: balance_of(uow, "F02", TODAY))
    assert not left
    assert there.reserve == Money.parse("12.34")
    assert twice.verify() == ()


def test_the_place_in_the_household_is_taken_by_who_goes_on(twice: Desk) -> None:
    wife = HouseholdPerson("妻", "F09")
    twice.run(RecordHousehold(household=Household("H001", (HouseholdPerson(HEAD, "F01"), wife))))
    twice.run(MERGE)
    found = twice.households.of_member("F02")
    assert found is not None
    assert [(each.member, each.relation) for each in found.persons] == [("F01", HEAD), ("F02", "妻")]
    assert twice.verify() == ()


def test_who_stands_in_two_households_stays_in_his_own(twice: Desk) -> None:
    first = (HouseholdPerson(HEAD, "F01"), HouseholdPerson("妻", "F09"))
    twice.run(RecordHousehold(household=Household("H001", first)))
    twice.run(RecordHousehold(household=Household("H002", (HouseholdPerson(HEAD, "F02"),))))
    twice.run(MERGE)
    left = twice.households.get("H001")
    assert left is not None and left.members == ("F01",)
    heads = (HouseholdPerson(HEAD, "F03"), HouseholdPerson("子", name="李小"))
    twice.run(RecordHousehold(household=Household("H003", heads)))
    into = MergeMembers(gone="F03", kept="F01", reason="重复", plans_stay="是")
    assert refused(twice, into).code == "household.head_moves"


def test_who_has_left_is_merged_without_another_end(twice: Desk) -> None:
    twice.run(EndMembership(member="F09", day=date(2020, 2, 1), redeem=True))
    twice.run(MERGE)
    gone = member(twice, "F09")
    assert (gone.ended, gone.end_reason, gone.merged_into) == (date(2020, 2, 1), EndReason.WITHDRAWAL, "F02")


def test_figures_that_were_resolved_for_both_are_asked_about_and_stay(desk: Desk) -> None:
    approve(desk)
    frozen = [desk.distribution.member_years(number) for number in ("F01", "F03")]
    into = MergeMembers(gone="F03", kept="F01", reason="重复登记")
    with pytest.raises(ReasonWanted) as asked:
        desk.run(into)
    assert (asked.value.code, asked.value.field) == ("merge.in_plans", "plans_stay")
    assert "2019" in error_text(asked.value)
    desk.run(replace(into, plans_stay="当年按两条分别领取", command_id="said"))
    assert [desk.distribution.member_years(number) for number in ("F01", "F03")] == frozen
    assert member(desk, "F03").end_note == "重复登记；当年按两条分别领取"
    assert desk.verify() == ()
