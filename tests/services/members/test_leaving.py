"""Joining with application and vote; leaving with notice in time or late, expulsion, death."""

from dataclasses import replace
from datetime import date

import pytest

from coopdesk.domain.errors import DomainError, ReasonWanted
from coopdesk.domain.members.member import AccountKind, EndReason, FarmerProof, Member, MemberKind
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import ZERO, Quantity, format_quantity
from coopdesk.services.command import Command
from coopdesk.services.coop.commands import SetUpCoop
from coopdesk.services.desk import Desk
from coopdesk.services.members.commands import (
    AmendMember,
    EndMembership,
    RecordNotice,
    RegisterMember,
    StrikeMember,
    TakeBackEnd,
)
from coopdesk.services.members.leaving import takes_effect
from coopdesk.wording import error_text
from tests.services.conftest import FOUNDED

END = date(2019, 12, 31)
ZHOU = Member(
    "F09",
    "周玉兰",
    MemberKind.FARMER,
    date(2019, 6, 1),
    applied=date(2019, 5, 1),
    resolution="成员大会 2019-02 号",
    resolution_day=date(2019, 5, 20),
    proof=FarmerProof.LAND_CONTRACT,
    proof_number="500108007207030015J",
    account_kind=AccountKind.PASSBOOK,
)


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


def test_how_a_member_joined_is_kept(desk: Desk) -> None:
    desk.run(RegisterMember(member=ZHOU, shares=ZERO))
    assert desk.members.get("F09") == ZHOU
    desk.run(AmendMember(member=replace(ZHOU, proof=FarmerProof.VILLAGE_CERTIFICATE, notice=END)))
    kept = member(desk, "F09")
    assert (kept.proof, kept.notice) == (FarmerProof.VILLAGE_CERTIFICATE, None)
    assert desk.verify() == ()


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"applied": date(2019, 6, 2)}, "member.applied_after_joining"),
        ({"resolution_day": date(2020, 3, 2)}, "member.resolved_in_future"),
        ({"resolution_day": date(2019, 4, 30)}, "member.resolved_before_applied"),
        ({"proof": None}, "member.proof_kind_missing"),
        ({"kind": MemberKind.ENTERPRISE}, "member.proof_of_organisation"),
        ({"name": "放牛村村民委员会"}, "member.public_unit"),
    ],
)
def test_what_the_law_does_not_allow_on_joining_is_refused(
    desk: Desk, changed: dict[str, object], code: str
) -> None:
    wrong = replace(ZHOU, **changed)  # type: ignore[arg-type]  # the test's own fields
    assert refused(desk, RegisterMember(member=wrong, shares=ZERO)).code == code


def test_notice_in_time_ends_the_membership_with_the_year(desk: Desk) -> None:
    desk.run(RecordNotice(member="F03", day=date(2019, 9, 30)))
    assert member(desk, "F03").notice == date(2019, 9, 30)
    assert desk.members.read(lambda uow: takes_effect(uow, member(desk, "F03"), date(2019, 9, 30))) == END
    desk.run(EndMembership(member="F03", day=END, redeem=True))
    gone = member(desk, "F03")
    assert (gone.ended, gone.notice) == (END, date(2019, 9, 30))
    assert desk.verify() == ()


def test_late_notice_is_asked_about_and_its_reason_kept(desk: Desk) -> None:
    desk.run(RecordNotice(member="F03", day=date(2019, 10, 1)))
    with pytest.raises(ReasonWanted) as asked:
        desk.run(EndMembership(member="F03", day=END, redeem=True))
    assert (asked.value.code, asked.value.field) == ("member.notice_late", "late")
    assert "2020" in error_text(asked.value)
    desk.run(EndMembership(member="F03", day=END, redeem=True, late="成员大会同意提前"))
    assert member(desk, "F03").end_note == "成员大会同意提前"


def test_an_organisation_gives_notice_half_a_year_before_and_the_charter_may_say_otherwise(
    desk: Desk,
) -> None:
    notice = date(2019, 8, 15)
    ended = EndMembership(member="G01", day=END, redeem=True, notice=notice)
    assert refused(desk, ended).code == "member.notice_late"
    details = desk.coop.details()
    assert details is not None
    assert (
        refused(desk, SetUpCoop(details=replace(details, months_persons=13))).code == "coop.months_of_notice"
    )
    desk.run(SetUpCoop(details=replace(details, months_organisations=4)))
    desk.run(replace(ended, command_id="again"))
    assert member(desk, "G01").ended == END


def test_a_membership_given_up_within_the_year_is_asked_about(desk: Desk) -> None:
    ended = EndMembership(member="F03", day=date(2020, 2, 1), redeem=True, notice=date(2019, 9, 1))
    assert refused(desk, ended).code == "member.not_years_end"
    desk.run(replace(ended, reason=EndReason.DEATH, command_id="death"))


def test_notice_is_taken_back_for_a_reason(desk: Desk) -> None:
    assert refused(desk, RecordNotice(member="F03", day=None, reason="不退了")).code == "member.no_notice"
    desk.run(RecordNotice(member="F03", day=date(2019, 9, 30)))
    assert refused(desk, RecordNotice(member="F03", day=None)).code == "member.reason_missing"
    desk.run(RecordNotice(member="F03", day=None, reason="不退了"))
    assert member(desk, "F03").notice is None


def test_notice_that_cannot_be_is_refused(desk: Desk) -> None:
    assert refused(desk, RecordNotice(member="F03", day=date(2020, 3, 2))).code == "member.notice_in_future"
    early = RecordNotice(member="F03", day=date(2019, 2, 17))
    assert refused(desk, early).code == "member.notice_before_joining"
    desk.run(EndMembership(member="F03", day=END, redeem=True))
    assert refused(desk, RecordNotice(member="F03", day=END)).code == "member.already_ended"
    desk.run(RegisterMember(member=replace(ZHOU, number="F10"), shares=ZERO))
    desk.run(StrikeMember(member="F10", reason="录错"))
    assert refused(desk, RecordNotice(member="F10", day=END)).code == "member.is_struck"


def test_who_is_expelled_was_heard_and_voted_on(desk: Desk) -> None:
    expelled = EndMembership(member="F03", day=END, reason=EndReason.EXPULSION, redeem=True)
    assert refused(desk, expelled).code == "member.expulsion_unheard"
    heard = replace(expelled, heard=date(2019, 12, 1), resolution="成员大会 2019-05 号", command_id="heard")
    assert refused(desk, replace(heard, heard=date(2020, 1, 1))).code == "member.heard_after_end"
    desk.run(heard)
    gone = member(desk, "F03")
    assert (gone.heard, gone.end_resolution) == (date(2019, 12, 1), "成员大会 2019-05 号")


def test_the_shares_of_who_died_go_to_an_heir(desk: Desk) -> None:
    died = EndMembership(member="F03", day=END, reason=EndReason.DEATH, taker="F01", document="继承公证书")
    desk.run(died)
    assert (held(desk, "F03"), held(desk, "F01")) == ("0", "10")
    last = desk.members.entries("F03")[-1].entry.entry
    assert (last.kind.value, last.taker, last.day, last.document) == ("inheritance", "F01", END, "继承公证书")
    assert desk.verify() == ()


def test_losses_borne_are_kept_and_an_end_taken_back_leaves_only_the_notice(desk: Desk) -> None:
    ended = EndMembership(
        member="F03", day=END, redeem=True, notice=date(2019, 9, 1), losses=Money.parse("120.50")
    )
    wrong = replace(ended, losses=Money(-1), command_id="below")
    assert refused(desk, wrong).code == "settlement.negative"
    desk.run(ended)
    assert member(desk, "F03").end_losses == Money.parse("120.50")
    desk.run(TakeBackEnd(member="F03", reason="没有退社"))
    back = member(desk, "F03")
    assert (back.ended, back.end_losses, back.notice) == (None, None, date(2019, 9, 1))
    assert back.joined == FOUNDED
    assert held(desk, "F03") == "2"
