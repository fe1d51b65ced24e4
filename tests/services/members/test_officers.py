"""Officers on record: appointed, out of office, gone with the membership; who may be what (Art. 33)."""

from dataclasses import replace
from datetime import date

import pytest

from coopdesk.domain.coop.share_class import Breach, ClassRules, ShareClass
from coopdesk.domain.errors import DomainError
from coopdesk.domain.members.officers import Office, OfficeTerm
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import parse_quantity
from coopdesk.services.command import Command
from coopdesk.services.coop.commands import DefineShareClass
from coopdesk.services.desk import Desk
from coopdesk.services.members.commands import (
    AppointOfficer,
    EndMembership,
    EndOffice,
    StrikeOffice,
    TakeBackEnd,
    TransferShares,
)
from coopdesk.services.members.in_office import is_officer, officers
from coopdesk.wording import error_text
from tests.services.conftest import FOUNDED

END = date(2019, 12, 31)
CHAIR = OfficeTerm(Office.CHAIR, FOUNDED, "F01", until=date(2022, 2, 17), resolution="设立大会 1 号")


def appoint(desk: Desk, term: OfficeTerm) -> int:
    return int(desk.run(AppointOfficer(term=term)).reference)


def refused(desk: Desk, command: Command) -> str:
    with pytest.raises(DomainError) as caught:
        desk.run(command)
    assert error_text(caught.value) != caught.value.code
    return caught.value.code


def present(desk: Desk, day: date) -> list[tuple[Office, str]]:
    found = desk.members.read(lambda uow: officers(uow, day))
    return [(each.term.office, each.term.name) for each in found]


def test_the_meeting_elects_members_and_the_board_hires_others(desk: Desk) -> None:
    appoint(desk, OfficeTerm(Office.ACCOUNTANT, FOUNDED, name="周 会计"))
    appoint(desk, CHAIR)
    appoint(desk, OfficeTerm(Office.SUPERVISOR, date(2019, 6, 1), "F02"))
    assert present(desk, FOUNDED) == [(Office.CHAIR, "董𠮷"), (Office.ACCOUNTANT, "周会计")]
    assert present(desk, END)[1] == (Office.SUPERVISOR, "陈秀兰")
    assert desk.members.read(lambda uow: is_officer(uow, "F01", END))
    assert not desk.members.read(lambda uow: is_officer(uow, "F03", END))
    assert desk.verify() == ()


@pytest.mark.parametrize(
    ("term", "code"),
    [
        (replace(CHAIR, office=Office.EXECUTIVE_SUPERVISOR), "officer.conflict"),
        (replace(CHAIR, member="F02"), "officer.taken"),
        (CHAIR, "officer.twice"),
        (OfficeTerm(Office.DIRECTOR, FOUNDED, name="外来人"), "officer.not_elected"),
        (OfficeTerm(Office.MANAGER, FOUNDED), "officer.nobody"),
        (OfficeTerm(Office.DIRECTOR, date(2020, 3, 2), "F02"), "officer.in_future"),
        (OfficeTerm(Office.DIRECTOR, date(2018, 1, 1), "F02"), "officer.no_member"),
        (OfficeTerm(Office.DIRECTOR, FOUNDED, "F99"), "member.unknown"),
        (OfficeTerm(Office.DIRECTOR, FOUNDED, "F02", until=date(2019, 1, 1)), "officer.dates"),
    ],
)
def test_what_the_law_does_not_allow_is_refused(desk: Desk, term: OfficeTerm, code: str) -> None:
    appoint(desk, CHAIR)
    assert refused(desk, AppointOfficer(term=term)) == code


def test_who_left_an_office_makes_room_for_the_next(desk: Desk) -> None:
    chair = appoint(desk, CHAIR)
    assert refused(desk, EndOffice(term=chair, day=date(2020, 3, 2))) == "officer.in_future"
    assert refused(desk, EndOffice(term=chair, day=date(2019, 1, 1))) == "officer.dates"
    assert refused(desk, EndOffice(term=9, day=END)) == "officer.unknown"
    desk.run(EndOffice(term=chair, day=END, reason="换届"))
    assert refused(desk, EndOffice(term=chair, day=END)) == "officer.ended"
    appoint(desk, OfficeTerm(Office.CHAIR, date(2020, 1, 1), "F02"))
    assert present(desk, END) == [(Office.CHAIR, "董𠮷")]
    assert present(desk, date(2020, 1, 1)) == [(Office.CHAIR, "陈秀兰")]


def test_a_term_entered_by_mistake_counts_on_no_day(desk: Desk) -> None:
    chair = appoint(desk, CHAIR)
    assert refused(desk, StrikeOffice(term=chair, reason=" ")) == "member.reason_missing"
    desk.run(StrikeOffice(term=chair, reason="录错"))
    assert present(desk, END) == []
    assert refused(desk, StrikeOffice(term=chair, reason="再撤")) == "officer.unknown"


def test_offices_end_with_the_membership_and_come_back_with_it(desk: Desk) -> None:
    appoint(desk, CHAIR)
    appoint(desk, replace(CHAIR, office=Office.MANAGER))
    appoint(desk, replace(CHAIR, office=Office.DIRECTOR))
    desk.run(EndMembership(member="F01", day=END, redeem=True))
    assert present(desk, date(2020, 1, 1)) == [(Office.MANAGER, "董𠮷")]
    appoint(desk, OfficeTerm(Office.CHAIR, date(2020, 1, 1), "F02"))
    desk.run(TakeBackEnd(member="F01", reason="没有退社"))
    # somebody else is chair by now
    assert present(desk, date(2020, 1, 1)) == [
        (Office.CHAIR, "陈秀兰"),
        (Office.DIRECTOR, "董𠮷"),
        (Office.MANAGER, "董𠮷"),
    ]


def test_a_class_that_officers_may_not_give_away_asks_the_officers_on_record(desk: Desk) -> None:
    rules = ClassRules(officers=Breach.REFUSE)
    desk.run(DefineShareClass(share_class=ShareClass("ordinary", "普通股", Money(0), rules)))
    given = TransferShares(giver="F01", taker="F02", day=END, shares=parse_quantity("1"))
    chair = appoint(desk, CHAIR)
    assert refused(desk, given) == "share_class.officer"
    desk.run(EndOffice(term=chair, day=date(2019, 12, 30)))
    desk.run(replace(given, command_id="later"))
