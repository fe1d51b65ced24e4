"""The open register: its published form, and that whoever follows it has the register of any day."""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from coopdesk.domain.coop.share_class import ORDINARY, ShareClass
from coopdesk.domain.members.household import HEAD, Household, HouseholdPerson
from coopdesk.domain.members.member import Member, MemberKind
from coopdesk.domain.members.share_operations import Heir, Ratio
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import SCALE, parse_quantity
from coopdesk.exchange.open_register import open_register_document, open_register_file
from coopdesk.exchange.register_file import register_document
from coopdesk.services.coop.commands import DefineShareClass
from coopdesk.services.desk import Desk
from coopdesk.services.members.certificate_commands import (
    EndCertificate,
    IssueCertificates,
    ReissueCertificate,
)
from coopdesk.services.members.commands import (
    AddShares,
    ConvertShares,
    EndMembership,
    InheritShares,
    RecordHousehold,
    RegisterMember,
    ReverseEntry,
    SplitClass,
    StrikeMember,
    TransferShares,
)
from tests.exchange.schema_check import faults
from tests.ui import village

SCHEMAS = Path(__file__).resolve().parents[2] / "resources" / "schemas"
Document = dict[str, Any]


def schema(name: str) -> Document:
    found: Document = json.loads((SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8"))
    return found


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """The village over three years with every kind of operation; entered in another order than they count in."""
    made = village.village(tmp_path / "a.coop")
    made.run(DefineShareClass(share_class=ShareClass(ORDINARY, "普通股", Money(100_000))))
    made.run(DefineShareClass(share_class=ShareClass("land", "土地股", Money(50_000))))

    def on(month: int, day: int, year: int = 2020) -> date:
        return date(year, month, day)

    for number, name in (("F03", "李国华"), ("F04", "周䶮")):
        member = Member(number, name, MemberKind.FARMER, on(1, 5), identity="", phone="13800001234")
        made.run(RegisterMember(member=member, shares=parse_quantity("2"), document="入社申请"))
    half = parse_quantity("2.5")
    made.run(AddShares(member="F01", day=on(5, 1), shares=half, share_class="land", document="入股合同 3"))
    made.run(TransferShares(giver="F01", taker="C01", day=on(7, 1), shares=parse_quantity("1"), note="急用"))
    # Entered later, counts earlier.
    made.run(AddShares(member="F01", day=on(3, 1), shares=parse_quantity("1"), document="补登"))
    made.run(AddShares(member="F02", day=on(3, 2), shares=parse_quantity("4")))
    made.run(ReverseEntry(entry=9, reason="录错成员"))
    thirds = (Heir("F03", Ratio(1, 3)), Heir("F04", Ratio(2, 3)))
    made.run(InheritShares(giver="F02", day=on(2, 1, 2021), heirs=thirds, document="公证书 2 号"))
    made.run(
        ConvertShares(
            member="F01",
            day=on(6, 1, 2021),
            shares=half,
            old_class="land",
            new_class=ORDINARY,
            ratio=Ratio(2),
        )
    )
    wrong = Member("F09", "周䶮", MemberKind.FARMER, on(1, 6))
    made.run(RegisterMember(member=wrong, shares=parse_quantity("2"), other_person="同名"))
    made.run(StrikeMember(member="F09", reason="重复录入"))
    made.run(
        SplitClass(share_class=ORDINARY, day=on(1, 1, 2022), ratio=Ratio(2), document="成员大会决议 4 号")
    )
    made.run(EndMembership(member="F04", day=on(12, 31, 2022), redeem=True))
    made.run(
        RecordHousehold(
            household=Household("", (HouseholdPerson(HEAD, "F03"), HouseholdPerson("子", name="李明")))
        )
    )
    made.run(IssueCertificates(day=on(1, 1, 2022)))
    made.run(ReissueCertificate(certificate="0001", day=on(2, 1, 2022), reason="遗失"))
    made.run(EndCertificate(certificate="0001", day=on(3, 1, 2022), reason="换发"))
    yield made
    made.close()


def held(securities: list[Document], day: date) -> dict[tuple[str, str], str]:
    """The register of a day, by whoever has nothing but the file."""
    return {
        (each["stakeholder"], each["stock_class"]): each["shares"]
        for each in securities
        if each["begins"] <= day.isoformat() and (each["ends"] is None or day.isoformat() < each["ends"])
    }


def test_the_file_has_the_published_form_and_the_same_bytes_each_time(desk: Desk) -> None:
    register = desk.members.open_register()
    content = open_register_file(register)
    document = json.loads(content)
    assert faults(document, schema("open-register-1")) == []
    assert document == open_register_document(register)
    assert content == open_register_file(desk.members.open_register())
    assert {each["type"] for each in document["transactions"]} == {
        "issuance", "transfer", "retirement", "conversion", "class_split", "reversal",
    }  # fmt: skip
    assert "13800001234" not in content.decode()


def test_the_register_of_any_day_is_what_was_begun_and_has_not_ended(desk: Desk) -> None:
    document = open_register_document(desk.members.open_register())
    day = date(2019, 2, 17)
    while day < date(2023, 1, 10):
        found = desk.members.register_on(day)
        expected = {
            (member["number"], code): shares
            for member in register_document(found)["members"]
            for code, shares in member["holdings"].items()
            if shares != "0"
        }
        assert held(document["securities"], day) == expected, day
        day += timedelta(days=1 if day.day in (28, 29, 30, 31, 1, 2) else 5)


def test_each_transaction_says_what_it_moves_ends_begins_and_rests_on(desk: Desk) -> None:
    document = open_register_document(desk.members.open_register())
    securities = {each["id"]: each for each in document["securities"]}
    alive: dict[str, Fraction] = {}
    for each in document["transactions"]:
        before = sum((Fraction(alive.pop(each_id)) for each_id in each["ends"]), Fraction(0))
        after = sum((Fraction(securities[each_id]["shares"]) for each_id in each["begins"]), Fraction(0))
        alive |= {each_id: Fraction(securities[each_id]["shares"]) for each_id in each["begins"]}
        moved = sum(
            Fraction(part["shares"]) * ((part["to"] is not None) - (part["from"] is not None))
            for part in each["movements"]
        )
        assert after - before == moved, each["id"]
        assert all(securities[each_id]["begun_by"] == each["id"] for each_id in each["begins"])
        assert all(securities[each_id]["ended_by"] == each["id"] for each_id in each["ends"])
    assert set(alive) == {each["id"] for each in document["securities"] if each["ends"] is None}
    days = [(each["day"], each["id"]) for each in document["transactions"]]
    assert days == sorted(days)
    heirs = next(each for each in document["transactions"] if each["kind"] == "inheritance")
    assert (heirs["approval"], len(heirs["movements"]), heirs["day"]) == ("公证书 2 号", 2, "2021-02-01")
    reversal = next(each for each in document["transactions"] if each["reason"] == "录错成员")
    (wrong,) = reversal["reverses"]
    assert next(each for each in document["transactions"] if each["id"] == wrong)["reversed_by"] == [
        reversal["id"]
    ]


def test_certificates_and_households_are_in_it(desk: Desk) -> None:
    document = open_register_document(desk.members.open_register())
    assert [event["type"] for event in document["certificates"][0]["events"]] == [
        "issued",
        "reissued",
        "returned",
    ]
    assert document["households"] == [{"id": "H001", "head": "F03", "members": ["F03"], "persons": 2}]
    third = next(each for each in document["stakeholders"] if each["id"] == "F03")
    assert third["household"] == "H001"
    assert [each["struck"] for each in document["stakeholders"]] == [False] * 5 + [True]


def test_the_register_as_at_a_day_has_its_published_form_too(desk: Desk) -> None:
    for against in (None, date(2019, 12, 31)):
        document = register_document(desk.members.register_on(date(2022, 6, 1), against))
        assert faults(document, schema("register-1")) == []


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"format": "other"}, "format"),
        ({"securities": [{}]}, "securities[0]"),
        ({"more": 1}, "more is not known"),
        ({"issuer": {"name": 5}}, "issuer.name"),
    ],
)
def test_what_is_no_open_register_does_not_fit(desk: Desk, change: Document, told: str) -> None:
    document = open_register_document(desk.members.open_register())
    assert any(told in fault for fault in faults(document | change, schema("open-register-1")))


def test_a_book_in_which_nothing_is_entered_has_an_empty_one(tmp_path: Path) -> None:
    empty = village.new_desk(tmp_path / "b.coop")
    document = open_register_document(empty.members.open_register())
    assert faults(document, schema("open-register-1")) == []
    assert (document["transactions"], document["stakeholders"]) == ([], [])
    empty.close()


def test_shares_stay_exact(desk: Desk) -> None:
    document = open_register_document(desk.members.open_register())
    kept = {Fraction(each["shares"]) * SCALE for each in document["securities"]}
    assert all(each.denominator == 1 for each in kept)
