"""A roll beside the book: new, the same, changed; opening balances; and taking an import back."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from coopdesk import bootstrap
from coopdesk.domain.coop.share_class import ORDINARY, Breach, ClassRules, ShareClass
from coopdesk.domain.errors import DomainError, ReasonWanted
from coopdesk.domain.members.member import MemberKind
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import Quantity
from coopdesk.exchange.pinyin import initials
from coopdesk.exchange.templates import scheme_templates
from coopdesk.persistence.book.books import create_book
from coopdesk.services.command import Command
from coopdesk.services.coop.commands import DefineShareClass, SetUpCoop
from coopdesk.services.coop.values import CoopDetails
from coopdesk.services.desk import Desk
from coopdesk.services.distribution.commands import ImportBook
from coopdesk.services.members import accounts
from coopdesk.services.members.commands import AddShares, AmendMember, ReverseEntry, TakeBackImport
from coopdesk.services.members.importing.reading import RollReading
from coopdesk.services.members.importing.sending import command_of, send
from coopdesk.services.source_table import CellValue
from tests.services.members.importing.made import (
    FARMERS,
    TODAY,
    Rows,
    read,
    somebody,
    source,
    table,
    understood,
)

A, B, C = map(somebody, range(1, 4))
HEADINGS: Sequence[Any] = ["编号", "姓名", "身份证号", "组别", "电话", "股数"]
Entered = Callable[..., RollReading]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    now = datetime(2026, 11, 27, 9)
    book = create_book(tmp_path / "甲.coop", now, clock=lambda: now)
    with closing(Desk(book, lambda: now, initials, scheme_templates, person="李会计")) as opened:
        opened.members.prepare_search()
        yield opened


def entered(desk: Desk, reading: RollReading) -> int:
    refused, receipt = send(desk.run, reading, desk.members.compare_roll(reading))
    assert (reading.findings.errors, list(refused)) == ([], [])
    assert receipt is not None
    assert list(desk.verify()) == []
    return receipt


def of(rows: Rows, digest: str, answers: Any = FARMERS) -> RollReading:
    return read(source(table(rows), digest=digest * 64), answers)


FIRST: Rows = [
    HEADINGS,
    ["001", A.name, A.identity, "1组", A.phone, 2],
    ["002", B.name, B.identity, "2组", B.phone, 3],
]


def test_joining_days_before_the_founding_are_pointed_at_once(desk: Desk) -> None:
    reading = of(FIRST, "1")
    (joined,) = set(reading.roll.joined)
    assert joined is not None
    desk.run(SetUpCoop(details=CoopDetails("青山合作社", joined)))
    assert desk.members.compare_roll(reading).findings.warnings == []
    founded = joined + timedelta(days=1)
    desk.run(SetUpCoop(details=CoopDetails("青山合作社", founded)))
    (warning,) = desk.members.compare_roll(reading).findings.warnings
    assert (warning.code, warning.value) == ("import.joined_before_founding", str(joined))
    assert warning.params == {"count": 2, "founded": founded}
    entered(desk, reading)


def test_the_next_sheet_brings_new_ones_and_changes(desk: Desk) -> None:
    entered(desk, of(FIRST, "1"))
    again: Rows = [
        HEADINGS,
        ["001", A.name, A.identity, "1组", A.phone, 2],
        ["002", B.name, B.identity, "3组", "13900000000", 3],
        ["003", C.name, C.identity, "1组", C.phone, 4],
    ]
    reading = of(again, "2")
    found = desk.members.compare_roll(reading)
    assert (found.new, found.same) == ([2], [0])
    (change,) = found.changed
    assert change.fields == {"group": ("2组", "3组"), "phone": (B.phone, "13900000000")}
    entered(desk, reading)
    assert [member.group for member in desk.members.roll()] == ["1组", "3组", "1组"]
    receipt = desk.members.imports()[0]
    assert (receipt.number, receipt.members, receipt.changed, receipt.person) == (2, 1, 1, "李会计")
    desk.run(TakeBackImport(number=2, reason="下发错了"))
    assert [(member.group, member.struck) for member in desk.members.roll()] == [
        ("1组", ""),
        ("2组", ""),
        ("1组", "下发错了"),
    ]
    assert list(desk.verify()) == []


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (["001", C.name, C.identity, "1组", C.phone, 2], "import.number_taken"),
        (["009", A.name, A.identity, "1组", A.phone, 2], "import.identity_of_other"),
        (["001", C.name, A.identity, "1组", A.phone, 2], "import.identity_of_other"),
        (["001", A.name, A.identity, "1组", A.phone, 5], "import.shares_of_known"),
        (["001", A.name, A.identity, "1组", A.phone, 2], "import.nothing_new"),
    ],
)
def test_what_the_book_does_not_let_in(desk: Desk, row: Sequence[CellValue], code: str) -> None:
    entered(desk, of(FIRST, "1"))
    reading = of([HEADINGS, row], "2")
    found = desk.members.compare_roll(reading)
    assert [fault.code for fault in found.findings.errors] == [code]
    with pytest.raises(DomainError):
        desk.run(command_of(reading))
    assert len(desk.members.roll()) == 2


def test_who_has_no_number_is_given_the_next_of_the_series(desk: Desk) -> None:
    rows: list[Sequence[Any]] = [["姓名", "身份证号", "成员类型", "股数"]]
    rows += [[one.name, one.identity, "农民", 1] for one in (A, B)]
    rows += [["××供销合作社", None, "供销社", 5], ["××公司", None, "企业", 5]]
    entered(desk, of(rows, "1"))
    assert [member.number for member in desk.members.roll()] == ["F01", "F02", "G01", "M01"]
    assert [total.kind for total in desk.members.totals(TODAY)] == [
        MemberKind.FARMER,
        MemberKind.SUPPLY_COOP,
        MemberKind.ENTERPRISE,
    ]


def test_missing_classes_are_made_and_households_entered(desk: Desk) -> None:
    rows: list[Sequence[Any]] = [
        ["户号", "姓名", "身份证号", "与户主关系", "人口股", "土地股"],
        ["001", A.name, A.identity, "户主", 10, 2],
        [None, B.name, B.identity, "配偶", 10, None],
        ["002", C.name, C.identity, "户主", 10, None],
    ]
    answers = FARMERS | {"unit": "household", "classes": {"人口股": "population", "土地股": "land"}}
    entered(desk, of(rows, "1", answers))
    assert [(each.code, each.label) for each in desk.coop.share_classes()] == [
        (ORDINARY, "普通股"),
        ("population", "人口股"),
        ("land", "土地股"),
    ]
    assert [(each.code, shares) for each, shares in desk.members.holdings("001", TODAY)] == [
        ("population", 20_000_000),
        ("land", 2_000_000),
    ]
    households = desk.members.read(lambda uow: list(uow.households.all()))
    assert [[person.relation for person in each.persons] for each in households] == [
        ["户主", "配偶"],
        ["户主"],
    ]
    desk.run(TakeBackImport(number=1, reason="试"))
    assert desk.members.read(lambda uow: list(uow.households.all())) == []


def test_members_who_live_together_are_a_household(desk: Desk) -> None:
    rows: Rows = [
        ["户主姓名", "姓名", "身份证号", "与户主关系", "股数"],
        [A.name, A.name, A.identity, "本人", 1],
        [A.name, B.name, B.identity, "妻子", 1],
        [C.name, C.name, C.identity, "户主", 1],
    ]
    entered(desk, of(rows, "1"))
    households = desk.members.read(lambda uow: list(uow.households.all()))
    assert [[(person.relation, person.member) for person in each.persons] for each in households] == [
        [("户主", "F01"), ("妻", "F02")],
        [("户主", "F03")],
    ]


def balances(desk: Desk, day: date) -> dict[str, tuple[int, ...]]:
    found = desk.members.read(lambda uow: accounts.balances_on(uow, day))
    return {
        number: (each.capital.fen, each.reserve.fen, each.subsidy.fen, each.donation.fen)
        for number, each in found.items()
    }


def test_a_co_op_begins_in_mid_life_with_holdings_and_balances_as_at_a_day(desk: Desk) -> None:
    rows: list[Sequence[Any]] = [
        ["编号", "姓名", "身份证号", "入社日期", "股数", "股金", "公积金份额", "财政补助份额", "捐赠份额"],
        ["001", A.name, A.identity, "2015.3.1", 2, 5000, 120, 30, None],
        ["002", B.name, B.identity, "2016.3.1", 3, 6000, 180, 30, 5],
    ]
    answers = {"defaults": {"kind": "farmer"}, "as_of": "2025-12-31"}
    entered(desk, of(rows, "1", answers))
    assert [member.joined for member in desk.members.roll()] == [date(2015, 3, 1), date(2016, 3, 1)]
    assert desk.members.holdings("001", date(2025, 12, 30)) == []
    assert [shares for _each, shares in desk.members.holdings("001", date(2025, 12, 31))] == [2_000_000]
    assert balances(desk, date(2025, 12, 31)) == {
        "001": (500_000, 12_000, 3_000, 0),
        "002": (600_000, 18_000, 3_000, 500),
    }
    desk.run(TakeBackImport(number=1, reason="日期不对"))
    assert balances(desk, TODAY) == {}
    assert list(desk.verify()) == []


def test_capital_that_is_so_much_a_share_is_told_by_the_shares(desk: Desk) -> None:
    rows: Rows = [["编号", "姓名", "股数", "股金"], ["1", A.name, 2, 4000], ["2", B.name, 3, 6000]]
    entered(desk, of(rows, "1"))
    assert [each.par for each in desk.coop.share_classes()] == [Money(200_000)]
    assert {number: sums[0] for number, sums in balances(desk, TODAY).items()} == {"1": 400_000, "2": 600_000}


def test_later_entries_keep_an_import_from_being_taken_back(desk: Desk) -> None:
    entered(desk, of(FIRST, "1"))
    added = desk.run(AddShares(member="001", day=date(2020, 1, 1), shares=Quantity(1_000_000)))
    with pytest.raises(DomainError, match=r"import\.rests"):
        desk.run(TakeBackImport(number=1, reason="错"))
    desk.run(ReverseEntry(entry=int(added.reference), reason="错"))
    with pytest.raises(DomainError, match=r"import\.rests"):
        desk.run(TakeBackImport(number=1, reason="错"))
    assert list(desk.verify()) == []


@pytest.mark.parametrize(
    ("number", "reason", "code"), [(9, "错", "import.unknown"), (1, " ", "member.reason_missing")]
)
def test_what_cannot_be_taken_back(desk: Desk, number: int, reason: str, code: str) -> None:
    entered(desk, of(FIRST, "1"))
    with pytest.raises(DomainError, match=code.replace(".", r"\.")):
        desk.run(TakeBackImport(number=number, reason=reason))


def test_a_changed_detail_does_not_keep_it(desk: Desk) -> None:
    entered(desk, of(FIRST, "1"))
    member = desk.members.get("001")
    assert member is not None
    desk.run(AmendMember(member=member))
    desk.run(TakeBackImport(number=1, reason="错"))
    assert desk.members.totals(TODAY) == []


def test_an_answer_that_dates_balances_before_a_joining_is_refused(desk: Desk) -> None:
    answers = FARMERS | {"as_of": "2018-12-31"}
    reading = understood([["姓名", "股数"], [A.name, 1]], answers)
    with pytest.raises(DomainError, match=r"import\.as_of_before_joining"):
        desk.run(command_of(reading))


def test_thousands_come_without_their_readings_and_are_findable_all_the_same(desk: Desk) -> None:
    rows: list[Sequence[Any]] = [["编号", "姓名", "股数"]]
    rows += [[f"F{number:05d}", somebody(number).name, 1] for number in range(1, 5_101)]
    entered(desk, of(rows, "1"))
    named = desk.members.read(lambda uow: len(uow.members.of_name(A.name)))
    assert named == sum(row[1] == A.name for row in rows[1:])
    assert desk.search("F00001")[0].name == somebody(1).name


def test_rules_of_a_class_are_asked_about_as_by_every_other_operation(tmp_path: Path) -> None:
    desk = bootstrap.new_desk(tmp_path / "caps.coop")
    desk.run(SetUpCoop(details=CoopDetails("新办合作社", date(2018, 3, 1))))
    rules = ClassRules(cap=Quantity(4 * 10**6), beyond_cap=Breach.REASON)
    desk.run(DefineShareClass(share_class=ShareClass("ordinary", "普通股", Money(0), rules=rules)))
    one, two = somebody(1), somebody(2)
    command = command_of(
        understood([("姓名", "身份证号", "股数"), (one.name, one.identity, 5), (two.name, two.identity, 3)])
    )
    either: tuple[Command, ...] = (command, ImportBook(roll=command))
    for wanted in either:
        with pytest.raises(ReasonWanted) as asked:
            desk.run(wanted)
        assert (asked.value.code, asked.value.field) == ("share_class.cap", "despite")
    assert not desk.members.roll()
    desk.run(replace(ImportBook(roll=command), despite="成员大会同意"))
    assert [line.entry.entry.note for line in desk.members.entries("F01")] == ["成员大会同意"]
    strict = ClassRules(cap=Quantity(4 * 10**6), beyond_cap=Breach.REFUSE)
    desk.run(DefineShareClass(share_class=ShareClass("ordinary", "普通股", Money(0), rules=strict)))
    third = somebody(3)
    more = understood([("姓名", "身份证号", "股数"), (third.name, third.identity, 5)])
    with pytest.raises(DomainError) as refused:
        desk.run(replace(command_of(more), sha256="3" * 64, despite="成员大会同意"))
    assert refused.value.code == "share_class.cap"
    desk.close()
