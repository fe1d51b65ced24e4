"""股权证 in a book: issued to who holds shares, one by one or to all; what one has to tell follows the register."""

from datetime import date

import pytest

from coopdesk.domain.errors import DomainError
from coopdesk.domain.members.household import HEAD, Household, HouseholdPerson
from coopdesk.domain.quantity import Quantity, format_quantity, parse_quantity
from coopdesk.services.command import Command
from coopdesk.services.desk import Desk
from coopdesk.services.members.certificate_commands import (
    EndCertificate,
    IssueCertificate,
    IssueCertificates,
    ReissueCertificate,
)
from coopdesk.services.members.certificates import Held
from coopdesk.services.members.commands import (
    AddShares,
    EndMembership,
    RecordHousehold,
    ReverseEntry,
    TransferShares,
)
from coopdesk.wording import error_text

ISSUED = date(2019, 3, 1)
FOUNDED_BEFORE = date(2019, 2, 28)
SOLD = date(2019, 9, 1)


def refused(desk: Desk, command: Command) -> str:
    with pytest.raises(DomainError) as caught:
        desk.run(command)
    assert error_text(caught.value)
    return caught.value.code


def shares(held: Held) -> list[tuple[str, str]]:
    return [(each.code, format_quantity(of)) for each, of in held]


def test_a_certificate_tells_the_shares_at_its_issue_and_every_entry_since(desk: Desk) -> None:
    number = desk.run(IssueCertificate(member="F01", day=ISSUED, document="理事会决议 2 号")).reference
    assert number == "0001"
    desk.run(
        TransferShares(giver="F01", taker="F03", day=SOLD, shares=parse_quantity("3"), document="协议 1")
    )
    wrong = desk.run(AddShares(member="F01", day=SOLD, shares=parse_quantity("1"))).reference
    desk.run(ReverseEntry(entry=int(wrong), reason="录错成员"))
    found = desk.members.certificate(number)
    assert (found.certificate.member, found.certificate.issued, found.day) == (
        "F01",
        ISSUED,
        date(2020, 3, 1),
    )
    assert (shares(found.at_issue), shares(found.held)) == ([("ordinary", "8")], [("ordinary", "5")])
    assert [
        (each.entry.number, format_quantity(each.change), format_quantity(each.balance))
        for each in found.changes
    ] == [(6, "-3", "5"), (7, "1", "6"), (8, "-1", "5")]


def test_it_says_nothing_of_what_came_after_it_ended(desk: Desk) -> None:
    desk.run(IssueCertificate(member="F01", day=ISSUED, number="放牛股字第7号"))
    desk.run(EndCertificate(certificate="放牛股字第7号", day=date(2019, 8, 1), reason="换发新证"))
    desk.run(TransferShares(giver="F01", taker="F03", day=SOLD, shares=parse_quantity("3")))
    following = desk.run(IssueCertificate(member="F01", day=SOLD)).reference
    assert following == "放牛股字第8号"
    old, new = (desk.members.certificate(each) for each in ("放牛股字第7号", following))
    assert (shares(old.held), old.changes) == ([("ordinary", "8")], ())
    assert shares(new.at_issue) == [("ordinary", "5")]
    assert [each.number for each in desk.members.certificates_of("F01")] == ["放牛股字第7号", "放牛股字第8号"]


def test_a_lost_one_is_reissued_with_its_reason_and_ends_by_being_cancelled(desk: Desk) -> None:
    desk.run(IssueCertificate(member="F01", day=ISSUED))
    lost = ReissueCertificate(certificate="0001", day=SOLD, reason="房屋失火烧毁", document="声明")
    desk.run(lost)
    found = desk.members.certificate("0001").certificate
    assert (found.copies, found.events[-1].reason, found.events[-1].document) == (1, "房屋失火烧毁", "声明")
    desk.run(EndCertificate(certificate="0001", day=SOLD, reason="再次遗失，声明作废", lost=True))
    ended = desk.members.certificate("0001").certificate.ended
    assert ended is not None
    assert ended.reason == "再次遗失，声明作废"
    again = ReissueCertificate(certificate="0001", day=SOLD, reason="又找到了")
    assert refused(desk, again) == "certificate.ended"


def test_all_who_hold_shares_and_have_none_get_one_in_register_order(desk: Desk) -> None:
    desk.run(IssueCertificate(member="F02", day=ISSUED, number="0003"))
    desk.run(TransferShares(giver="F03", taker="F01", day=SOLD, shares=parse_quantity("2")))
    desk.run(EndMembership(member="F03", day=SOLD))
    assert desk.run(IssueCertificates(day=date(2019, 10, 1))).reference == "3"
    issued = [desk.members.certificates_of(each)[0].number for each in ("G01", "C01", "F01", "F02")]
    assert issued == ["0004", "0005", "0006", "0003"]
    assert desk.members.certificates_of("F03") == []
    assert refused(desk, IssueCertificates(day=date(2019, 10, 1))) == "certificate.everybody"


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (IssueCertificate(member="F09", day=ISSUED), "member.unknown"),
        (IssueCertificate(member="F01", day=date(2019, 2, 17)), "certificate.no_member"),
        (IssueCertificate(member="F01", day=date(2020, 3, 2)), "certificate.in_future"),
        (IssueCertificate(member="F02", day=ISSUED), "certificate.there"),
        (IssueCertificate(member="F01", day=ISSUED, number=" 0001 "), "certificate.taken"),
        (ReissueCertificate(certificate="0009", day=ISSUED, reason="遗失"), "certificate.unknown"),
        (ReissueCertificate(certificate="0001", day=ISSUED, reason=" "), "certificate.no_reason"),
        (EndCertificate(certificate="0001", day=FOUNDED_BEFORE, reason="x"), "certificate.before"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(desk: Desk, command: Command, code: str) -> None:
    desk.run(IssueCertificate(member="F02", day=ISSUED))
    assert refused(desk, command) == code


def test_who_holds_nothing_gets_none(desk: Desk) -> None:
    desk.run(TransferShares(giver="F03", taker="F01", day=SOLD, shares=Quantity(2_000_000)))
    assert refused(desk, IssueCertificate(member="F03", day=SOLD)) == "certificate.nothing_held"


HOUSEHOLD = Household(
    "", (HouseholdPerson(HEAD, name="董大爷"), HouseholdPerson("子", "F01"), HouseholdPerson("儿媳", "F02"))
)


def test_one_for_a_household_shows_the_shares_of_all_its_members(desk: Desk) -> None:
    desk.run(RecordHousehold(household=HOUSEHOLD))
    number = desk.run(IssueCertificate(member="F01", day=ISSUED, household=True)).reference
    desk.run(TransferShares(giver="F02", taker="F03", day=SOLD, shares=parse_quantity("1")))
    found = desk.members.certificate(number)
    assert [each.number for each in found.covered] == ["F01", "F02"]
    assert (shares(found.at_issue), shares(found.held)) == ([("ordinary", "14")], [("ordinary", "13")])
    assert {each: shares(held) for each, held in found.by_member.items()} == {
        "F01": [("ordinary", "8")],
        "F02": [("ordinary", "5")],
    }
    assert [(each.member, format_quantity(each.balance)) for each in found.changes] == [("F02", "13")]
    assert [each.name for each in found.persons] == ["董大爷", "董𠮷", "陈秀兰"]
    # Whoever is in it has one by it, and is shown it.
    assert refused(desk, IssueCertificate(member="F02", day=SOLD)) == "certificate.there"
    assert [each.number for each in desk.members.certificates_of("F02")] == [number]
    assert (
        refused(desk, IssueCertificate(member="F03", day=SOLD, household=True)) == "certificate.no_household"
    )
    assert desk.run(IssueCertificates(day=SOLD)).reference == "3"


def test_all_households_get_one_each_and_who_is_in_none_one_by_himself(desk: Desk) -> None:
    desk.run(RecordHousehold(household=HOUSEHOLD))
    assert desk.run(IssueCertificates(day=ISSUED, households=True)).reference == "4"
    kept = [desk.members.certificates_of(each)[0] for each in ("G01", "C01", "F01", "F02", "F03")]
    assert [(each.number, each.member, each.household) for each in kept] == [
        ("0001", "G01", ""),
        ("0002", "C01", ""),
        ("0003", "F01", "H001"),
        ("0003", "F01", "H001"),
        ("0004", "F03", ""),
    ]
