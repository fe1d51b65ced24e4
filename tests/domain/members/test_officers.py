"""Who may hold which offices together (Art. 33), told by the village's own officers."""

from dataclasses import replace
from datetime import date

import pytest

from coopdesk.domain.errors import DomainError
from coopdesk.domain.members.officers import Office, OfficeTerm, check_term

SPRING = date(2022, 3, 1)
CHAIR = OfficeTerm(Office.CHAIR, SPRING, "F01", "董𠮷", until=date(2025, 2, 28))
CLERK = OfficeTerm(Office.ACCOUNTANT, SPRING, name="周会计")


def refused(term: OfficeTerm, *others: OfficeTerm) -> str:
    with pytest.raises(DomainError) as caught:
        check_term(term, others)
    return caught.value.code


@pytest.mark.parametrize("office", [Office.SUPERVISOR, Office.EXECUTIVE_SUPERVISOR, Office.HEAD_SUPERVISOR])
def test_who_leads_or_keeps_the_books_does_not_supervise(office: Office) -> None:
    assert refused(replace(CHAIR, office=office), CHAIR) == "officer.conflict"
    assert refused(CHAIR, replace(CHAIR, office=office)) == "officer.conflict"
    # who is no member is told by the name, whatever its characters
    assert refused(OfficeTerm(office, SPRING, "F09", "周會計"), CLERK) == "officer.conflict"
    check_term(OfficeTerm(office, SPRING, "F02", "陈秀兰"), [CHAIR, CLERK])


def test_a_chair_may_be_director_and_manager() -> None:
    check_term(replace(CHAIR, office=Office.DIRECTOR), [CHAIR])
    check_term(replace(CHAIR, office=Office.MANAGER), [CHAIR])


def test_there_is_one_chair_and_nobody_holds_an_office_twice() -> None:
    assert refused(replace(CHAIR, member="F02", name="陈秀兰"), CHAIR) == "officer.taken"
    assert refused(CHAIR, replace(CHAIR, begun=date(2021, 1, 1))) == "officer.twice"
    gone = replace(CHAIR, begun=date(2019, 2, 18), ended=date(2022, 2, 28))
    check_term(replace(CHAIR, member="F02", name="陈秀兰"), [gone])
    check_term(CHAIR, [replace(CHAIR, struck="录错")])


def test_a_term_does_not_end_before_it_begins() -> None:
    assert refused(replace(CHAIR, until=date(2022, 2, 1))) == "officer.dates"
    assert refused(replace(CHAIR, ended=date(2022, 2, 1))) == "officer.dates"


def test_who_is_in_office_on_a_day() -> None:
    ended = replace(CHAIR, ended=date(2023, 1, 31))
    assert [
        ended.holds_on(day) for day in (date(2022, 2, 28), SPRING, date(2023, 1, 31), date(2023, 2, 1))
    ] == [
        False,
        True,
        True,
        False,
    ]
    assert CHAIR.holds_on(date(2026, 1, 1))  # nobody was elected since
    assert not replace(CHAIR, struck="录错").holds_on(SPRING)
