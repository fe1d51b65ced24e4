"""Households: one head, members and those who are none, moving out, dissolving; found by the names of all."""

from datetime import date, datetime
from pathlib import Path

import pytest

from coopdesk.domain.errors import DomainError, ReasonWanted
from coopdesk.domain.members.household import HEAD, Household, HouseholdPerson
from coopdesk.domain.members.identity_kind import IdentityKind
from coopdesk.domain.members.member import Member, MemberKind
from coopdesk.domain.quantity import ZERO
from coopdesk.services.desk import Desk
from coopdesk.services.members.commands import (
    DissolveHousehold,
    RecordHousehold,
    RegisterMember,
    StrikeMember,
)
from coopdesk.services.values import Matched

WIFE = HouseholdPerson("妻子", name="周 玉兰", identity="500108198512310020")
SON = HouseholdPerson("长子", name="董小宝")


def record(desk: Desk, *persons: HouseholdPerson, code: str = "", note: str = "", move: str = "") -> str:
    household = Household(code, persons)
    return desk.run(RecordHousehold(household=household, note=note, move=move)).reference


def refusal(desk: Desk, *persons: HouseholdPerson, code: str = "") -> str:
    with pytest.raises(DomainError) as refused:
        record(desk, *persons, code=code)
    return refused.value.code


def test_a_member_heads_a_household_of_persons_who_are_none(desk: Desk) -> None:
    code = record(desk, HouseholdPerson("本人", "F01"), WIFE, SON)
    found = desk.households.of_member("F01")
    assert code == "H001" and found is not None
    assert [(each.name, each.person.relation) for each in desk.households.persons(found)] == [
        ("董𠮷", HEAD),
        ("周玉兰", "妻"),
        ("董小宝", "长子"),
    ]
    assert found.persons[1].identity_kind is IdentityKind.RESIDENT_ID
    assert found.members == ("F01",)
    assert desk.households.next_code() == "H002"
    assert desk.verify() == ()


def test_the_head_need_not_be_the_member(desk: Desk) -> None:
    code = record(desk, HouseholdPerson("户主", name="陈大山"), HouseholdPerson("妻", "F02"), code="三组-07")
    found = desk.households.get(code)
    assert found is not None and found.head is not None
    assert (found.code, found.head.name) == ("三组-07", "陈大山")


@pytest.mark.parametrize(
    ("persons", "code"),
    [
        ((HouseholdPerson("妻", "F02"),), "household.heads"),
        ((HouseholdPerson(HEAD, "F01"), HouseholdPerson(HEAD, "F02")), "household.heads"),
        ((HouseholdPerson(HEAD, "F01"), HouseholdPerson("子")), "household.nameless"),
        ((HouseholdPerson(HEAD, "F01"), HouseholdPerson("", name="董小宝")), "household.no_relation"),
        ((HouseholdPerson(HEAD, "F01"), HouseholdPerson("子", "F01")), "household.twice"),
        ((HouseholdPerson(HEAD, "F99"),), "member.unknown"),
        ((HouseholdPerson(HEAD, name="甲", identity="500108198512310021"),), "identity.resident_check"),
    ],
)
def test_what_makes_no_household_is_refused(
    desk: Desk, persons: tuple[HouseholdPerson, ...], code: str
) -> None:
    assert refusal(desk, *persons) == code
    assert desk.households.all() == ()


def test_a_struck_line_of_the_roll_stands_in_no_household(desk: Desk) -> None:
    desk.run(RegisterMember(member=Member("F09", "录错", MemberKind.FARMER, date(2020, 1, 1)), shares=ZERO))
    desk.run(StrikeMember(member="F09", reason="录错"))
    assert refusal(desk, HouseholdPerson(HEAD, "F09")) == "member.is_struck"


def test_who_moves_out_is_asked_about_and_leaves_the_household_before(desk: Desk) -> None:
    first = record(desk, HouseholdPerson(HEAD, "F01"), HouseholdPerson("子", "F02"), WIFE)
    with pytest.raises(ReasonWanted) as asked:
        record(desk, HouseholdPerson(HEAD, "F02"))
    assert (asked.value.code, asked.value.field) == ("household.member_elsewhere", "move")
    second = record(desk, HouseholdPerson(HEAD, "F02"), move="分户")
    left, made = desk.households.get(first), desk.households.get(second)
    assert left is not None and made is not None
    assert (left.members, made.members) == (("F01",), ("F02",))
    with pytest.raises(DomainError) as refused:
        record(desk, HouseholdPerson(HEAD, "F03"), HouseholdPerson("父亲", "F01"), move="合户")
    assert refused.value.code == "household.head_moves"
    assert refusal(desk, HouseholdPerson(HEAD, "F03"), WIFE) == "household.person_elsewhere"
    assert desk.verify() == ()


def test_a_changed_household_is_a_version_and_a_dissolved_one_gives_its_code_to_nobody(desk: Desk) -> None:
    code = record(desk, HouseholdPerson(HEAD, "F01"))
    record(desk, HouseholdPerson(HEAD, "F01"), SON, code=code, note="添丁")
    desk.run(DissolveHousehold(household=code, reason="全户迁出"))
    gone = desk.households.get(code)
    assert gone == Household(code)
    assert gone.head is None
    assert desk.households.of_member("F01") is None
    assert desk.households.all() == ()
    assert desk.households.next_code() == "H002"
    for household in (code, "H009"):
        with pytest.raises(DomainError) as refused:
            desk.run(DissolveHousehold(household=household, reason="再销"))
        assert refused.value.code == "household.unknown"
    record(desk, HouseholdPerson(HEAD, "F01"), code=code)
    with pytest.raises(DomainError) as unexplained:
        desk.run(DissolveHousehold(household=code, reason=" "))
    assert unexplained.value.code == "member.reason_missing"


def test_a_thousand_households_come_in_at_once(desk: Desk) -> None:
    with desk._desk_context.book.unit() as uow:
        readings = desk._desk_context.initials
        many = [Household(f"{n:04d}", (HouseholdPerson(HEAD, name=f"户主{n}"),)) for n in range(1, 1001)]
        uow.households.add_versions(many, "导入", readings)
        moved = [Household("0001", (HouseholdPerson(HEAD, "F01"), HouseholdPerson("妻", name="周玉兰")))]
        uow.households.add_versions(moved, "导入", readings)
        uow.commit()
    assert len(desk.households.all()) == 1000
    assert desk.verify() == ()


@pytest.mark.parametrize("typed", ["周玉兰", "zyl", "zhouyulan", "0020"])
def test_a_member_is_found_by_who_lives_in_the_household(desk: Desk, typed: str) -> None:
    record(desk, HouseholdPerson(HEAD, "F01"), WIFE)
    (hit,) = desk.search(typed)
    assert (hit.number, hit.matched, hit.shown) == ("F01", Matched.HOUSEHOLD, "周玉兰")


def test_two_who_change_one_household_are_told_of_each_other(desk: Desk) -> None:
    code = record(desk, HouseholdPerson(HEAD, "F01"))
    seen = desk.journal.seen()
    record(desk, HouseholdPerson(HEAD, "F01"), SON, code=code)
    with pytest.raises(DomainError) as refused:
        desk.run(RecordHousehold(household=Household(code, (HouseholdPerson(HEAD, "F01"),)), seen=seen))
    assert refused.value.code == "changed.since"


def test_what_somebody_changed_in_a_household_is_found(desk: Desk, tmp_path: Path) -> None:
    import sqlite3
    from contextlib import closing

    record(desk, HouseholdPerson(HEAD, "F01"), WIFE)
    target = tmp_path / "副本.coop"
    desk.backup(target)
    with closing(sqlite3.connect(target)) as book, book:
        book.execute("UPDATE household_current SET relation = '女' WHERE place = 2")
    from coopdesk.exchange.pinyin import initials
    from coopdesk.exchange.templates import scheme_templates
    from coopdesk.persistence.book.books import open_book

    copy = Desk(open_book(target), lambda: datetime(2020, 3, 1), initials, scheme_templates)
    assert "verify.household" in {defect.code for defect in copy.verify()}
    copy.close()
