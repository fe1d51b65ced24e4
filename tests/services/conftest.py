"""A real book in a temporary folder, and the desk that works on it; the clock stands still."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from coopdesk.domain.members.member import Member, MemberKind
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import parse_quantity
from coopdesk.exchange.pinyin import initials
from coopdesk.exchange.templates import scheme_templates
from coopdesk.persistence.book.books import create_book
from coopdesk.services.coop.commands import SetUpCoop
from coopdesk.services.coop.values import CoopDetails, YearFigures
from coopdesk.services.desk import Desk
from coopdesk.services.distribution.commands import RecordYearFigures
from coopdesk.services.members.commands import RegisterMember
from tests.services.distribution import several_years

NOW = datetime(2020, 3, 1, 9, 30)
FOUNDED = date(2019, 2, 18)


@pytest.fixture
def empty_desk(tmp_path: Path) -> Iterator[Desk]:
    """A new book with nothing in it but its share class."""
    desk = Desk(create_book(tmp_path / "本社.coop", NOW), lambda: NOW, initials, scheme_templates)
    yield desk
    desk.close()


@pytest.fixture
def desk(empty_desk: Desk) -> Desk:
    """A co-op of a supply co-op (5 shares), a village collective (15) and three households (8, 6, 2)."""
    empty_desk.run(SetUpCoop(details=CoopDetails("林阁花木种植股份合作社", FOUNDED, chair="王理事")))
    for number, name, kind, shares in (
        ("G01", "南岸区供销合作社", MemberKind.SUPPLY_COOP, "5"),
        ("C01", "放牛村集体经济组织", MemberKind.VILLAGE_COLLECTIVE, "15"),
        ("F01", "董𠮷", MemberKind.FARMER, "8"),
        ("F02", "陈秀兰", MemberKind.FARMER, "6"),
        ("F03", "李国华", MemberKind.FARMER, "2"),
    ):
        member = Member(number, name, kind, FOUNDED)
        empty_desk.run(RegisterMember(member=member, shares=parse_quantity(shares), document="入社申请"))
    empty_desk.run(
        RecordYearFigures(
            figures=YearFigures(2019, Money.parse("2356900"), Money.parse("1636900"), source="2019 年度报表")
        )
    )
    return empty_desk


@pytest.fixture
def two(tmp_path: Path) -> Iterator[Desk]:
    """Two households with 3 and 1 shares since 2018; no year has figures, today is in March 2023."""
    book = create_book(tmp_path / "两户.coop", several_years.NOW)
    made = Desk(book, lambda: several_years.NOW, initials, scheme_templates)
    made.run(SetUpCoop(details=CoopDetails("林阁花木种植股份合作社", several_years.FOUNDED)))
    for number, shares in (("F01", "3"), ("F02", "1")):
        member = Member(number, f"户{number}", MemberKind.FARMER, several_years.FOUNDED)
        made.run(RegisterMember(member=member, shares=parse_quantity(shares)))
    yield made
    made.close()
