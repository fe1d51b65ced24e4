"""The member table: any page in any order, filters, any day, and one state until the next view."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest

from coopdesk.domain.coop.share_class import ShareClass
from coopdesk.domain.members.entry_kind import EntryKind
from coopdesk.domain.members.member import EndReason, Member, MemberKind, MemberState
from coopdesk.domain.members.share_register import ShareEntry
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import SCALE, parse_quantity
from coopdesk.persistence.book.book import SqlBook
from coopdesk.persistence.members.store import number_key
from coopdesk.persistence.members.table import SqlMemberTable
from coopdesk.services.members.values import MemberRow
from coopdesk.services.table_source import Order, View
from tests.persistence.book.faulty import Open
from tests.persistence.conftest import Location
from tests.persistence.samples import FOUNDED, ORDINARY, entry, member

LATER = date(2026, 1, 1)
COUNT = 60
KEYS = ("number", "name", "kind", "group", "shares", "joined", "identity", "account", "phone")


def fill(book: SqlBook) -> None:
    """Sixty members with much that is equal, so that ties are broken; F8 and F60 hold nothing."""
    with book.unit() as uow:
        uow.coop.save_class(ORDINARY)
        for place in range(1, COUNT + 1):
            person = member(
                f"F{place}",
                f"{'张李王'[place % 3]}{place % 7}",
                MemberKind.FARMER if place % 4 else MemberKind.OTHER,
                joined=FOUNDED + timedelta(days=place // 10),
                group=f"{place % 5}组",
                identity=f"50010819600101{place:04d}" if place % 3 else "",
                account=f"6222{place % 10:012d}",
                phone="13800001234" if place % 2 else "",
            )
            uow.members.add(person, "z")
            if place % 60 and place != 8:
                amount = "2.5" if place == 3 else str(place % 9 + 1)
                uow.register.append(entry(f"F{place}", amount, FOUNDED + timedelta(days=place)))
        uow.commit()


@pytest.fixture
def book(opened: Open, location: Location) -> SqlBook:
    """A book of sixty members in either database."""
    made = opened(location, new=True)
    fill(made)
    return made


@pytest.fixture
def rows(book: SqlBook) -> list[MemberRow]:
    """Every row in register order, read the plain way."""
    with book.reading() as uow:
        return [
            MemberRow(
                place,
                person.number,
                person.name,
                person.kind,
                person.group,
                sum((held for _class, held in uow.register.holdings(person.number, LATER)), 0),  # type: ignore[arg-type]  # a sum of one
                person.joined,
                person.identity,
                person.account,
                person.phone,
            )
            for place, person in enumerate(uow.members.all(), start=1)
        ]


def sorted_rows(rows: list[MemberRow], key: str, descending: bool) -> list[MemberRow]:
    def value(row: MemberRow) -> object:
        found = number_key(row.number) if key == "number" else getattr(row, key or "row_id")
        return found.value if isinstance(found, MemberKind) else found

    return sorted(rows, key=lambda row: (value(row), row.row_id), reverse=descending)


def everything(table: SqlMemberTable) -> list[MemberRow]:
    return list(table.page(0, table.count() + 10))


def test_every_column_sorts_both_ways_and_every_page_is_the_right_one(
    book: SqlBook, rows: list[MemberRow]
) -> None:
    table = book.table(LATER)
    assert everything(table) == rows
    for key, descending in product(("", *KEYS), (False, True)):
        table.view(View(Order(key, descending)))
        wanted = sorted_rows(rows, key, descending)
        assert table.count() == COUNT
        for offset in (
            50,
            7,
            0,
            20,
            57,
            33,
            13,
            14,
            59,
        ):  # forwards, backwards, from known places and unknown
            assert list(table.page(offset, 7)) == wanted[offset : offset + 7], (key, descending, offset)
        assert [table.place_of(row.row_id) for row in wanted] == list(range(COUNT))
    assert table.place_of(4711) is None
    assert [table.row_id(number) for number in (rows[7].number, "F4711")] == [rows[7].row_id, None]
    assert list(table.page(COUNT, 5)) == list(table.page(0, 0)) == []
    table.close()


FILTERS: list[tuple[dict[str, str], Callable[[MemberRow], bool]]] = [
    ({"name": "张"}, lambda row: "张" in row.name),
    ({"number": "f1"}, lambda row: "F1" in row.number),
    ({"name": "张", "group": "1"}, lambda row: "张" in row.name and row.group == "1组"),
    ({"shares": "5"}, lambda row: row.shares in (5_000_000, 2_500_000)),
    ({"shares": ">8"}, lambda row: row.shares > 8_000_000),
    ({"shares": "<=2.5"}, lambda row: row.shares <= 2_500_000),
    ({"shares": "= 2.5"}, lambda row: row.shares == 2_500_000),
    ({"shares": "＞８"}, lambda row: row.shares > 8_000_000),
    ({"shares": "> many"}, lambda row: False),
    ({"shares": ">0.0005万股"}, lambda row: row.shares > 5_000_000),
    ({"shares": "2.5股"}, lambda row: row.shares == 2_500_000),
    ({"shares": ">9千亿亿"}, lambda row: False),
    ({"shares": "<100000000000000"}, lambda row: True),
    ({"shares": ">-9,000,000,000,000"}, lambda row: True),
    ({"shares": "<-100000000000000"}, lambda row: False),
    ({"shares": ">100000000000000"}, lambda row: False),
    ({"shares": "0"}, lambda row: row.shares == 0),
    ({"joined": "2019-02-20"}, lambda row: row.joined == date(2019, 2, 20)),
    ({"joined": ">=20190222"}, lambda row: row.joined >= date(2019, 2, 22)),
    ({"joined": ">=2019-2-22"}, lambda row: row.joined >= date(2019, 2, 22)),
    ({"joined": "2019年2月20日"}, lambda row: row.joined == date(2019, 2, 20)),
    ({"joined": "2月"}, lambda row: True),
    ({"joined": "<=2019"}, lambda row: True),
    ({"joined": "=2019.2"}, lambda row: True),
    ({"joined": ">2019-02"}, lambda row: False),
    ({"joined": "-02-2"}, lambda row: row.joined >= date(2019, 2, 20)),
    ({"joined": "<2019"}, lambda row: False),
    ({"joined": "> never"}, lambda row: False),
    ({"kind": "other"}, lambda row: row.kind is MemberKind.OTHER),
    ({"kind": "other,farmer"}, lambda row: True),
    ({"kind": "nothing such"}, lambda row: False),
    ({"identity": "0014"}, lambda row: row.identity.endswith("0014")),
    ({"account": "6222000000000003"}, lambda row: row.account.endswith("03")),
    ({"phone": "138"}, lambda row: bool(row.phone)),
    ({"name": "%"}, lambda row: False),
    ({"name": " ", "group": ""}, lambda row: True),
]


def test_filters_leave_the_rows_that_fit_in_their_order(book: SqlBook, rows: list[MemberRow]) -> None:
    table = book.table(LATER)
    for filters, fits in FILTERS:
        table.view(View(Order("shares", True), filters))
        wanted = [row for row in sorted_rows(rows, "shares", True) if fits(row)]
        assert everything(table) == wanted, filters
        assert table.count() == len(wanted)
        assert [table.place_of(row.row_id) for row in wanted] == list(range(len(wanted)))
        hidden = next((row for row in rows if row not in wanted), None)
        assert hidden is None or table.place_of(hidden.row_id) is None
    table.close()


def test_an_earlier_day_shows_who_had_joined_and_what_they_held(book: SqlBook, rows: list[MemberRow]) -> None:
    day = FOUNDED + timedelta(days=3)
    table = book.table(day)
    then = [row for row in rows if row.joined <= day]
    assert 0 < len(then) < COUNT
    assert [row.number for row in everything(table)] == [row.number for row in then]
    held = {row.number: row.shares for row in everything(table)}
    assert held["F3"] == 2_500_000
    assert held["F4"] == held["F30"] == 0
    table.view(View(Order("shares", True), {"shares": ">0"}))
    assert [row.number for row in everything(table)] == ["F2", "F3", "F1"]
    table.close()
    empty = book.table(FOUNDED - timedelta(days=1))
    assert (empty.count(), everything(empty)) == (0, [])
    empty.close()


def book_is_shared(book: SqlBook) -> bool:
    """On a server others write while a view is looked at; a file has one writer, which then looks anew."""
    return not book.title.endswith(".coop")


@pytest.mark.parametrize("day", [LATER, FOUNDED + timedelta(days=30)])
@pytest.mark.parametrize("filters", [{}, {"name": "张"}])
def test_a_view_sees_one_state_until_the_next(book: SqlBook, day: date, filters: dict[str, str]) -> None:
    table = book.table(day)
    wanted = View(Order("shares", True), filters)
    table.view(wanted)
    before = everything(table)
    first = before[0].number
    with book.unit() as uow:
        uow.members.add(member("F99", "张新", joined=FOUNDED), "zx")
        uow.register.append(entry("F99", "50", FOUNDED))
        person = uow.members.get(first)
        assert person is not None
        uow.members.amend(member(first, "张改名", joined=person.joined), "zgm")
        uow.commit()
    if book_is_shared(book):
        assert everything(table) == before
    assert table.count() == len(before)
    table.view(wanted)
    after = everything(table)
    assert [row.number for row in after] == ["F99", *(row.number for row in before)]
    assert after[1].name == "张改名"
    table.close()


def test_tables_stand_beside_each_other_and_beside_a_writer(book: SqlBook) -> None:
    first, second = book.table(LATER), book.table(FOUNDED + timedelta(days=3))
    with book.unit() as uow:
        first.view(View(Order("name"), {"name": "张"}))
        second.view(View(Order("name"), {"name": "张"}))
        assert first.count() > second.count() > 0
        uow.commit()
    for table in (first, second, first):
        table.close()


def test_a_column_that_is_not_there_is_an_error_of_the_program(book: SqlBook) -> None:
    table = book.table(LATER)
    with pytest.raises(KeyError):
        table.view(View(Order("address")))
    with pytest.raises(KeyError):
        table.view(View(Order(), {"address": "x"}))
    table.view(View())
    assert table.count() == COUNT
    table.close()


def test_the_roll_of_a_day_holds_who_was_a_member_then(book: SqlBook) -> None:
    with book.unit() as uow:
        people = {person.number: person for person in uow.members.all()}
        ended = replace(people["F3"], ended=date(2020, 6, 30), end_reason=EndReason.WITHDRAWAL)
        struck = replace(people["F4"], struck="重复录入")
        for person in (ended, struck):
            uow.members.amend(person, "")
        uow.commit()
    table = book.table(LATER)
    for key, descending in product(("", *KEYS), (False, True)):
        table.view(View(Order(key, descending)))
        shown = everything(table)
        assert table.count() == COUNT - 2
        assert {row.number for row in shown} == people.keys() - {"F3", "F4"}
        assert [table.place_of(row.row_id) for row in shown] == list(range(COUNT - 2))
        assert list(table.page(11, 7)) == shown[11:18]
    for typed, numbers in (
        ("ended", {"F3"}),
        ("struck", {"F4"}),
        ("ended struck", {"F3", "F4"}),
        ("-", set()),
    ):
        table.view(View(Order("number"), {"state": typed}))
        assert {row.number for row in everything(table)} == numbers
    table.close()
    then = book.table(date(2020, 6, 30))
    rows = {row.number: row for row in everything(then)}
    assert rows["F3"].state is MemberState.MEMBER
    assert "F4" not in rows
    then.close()


def test_one_class_and_the_change_against_another_day_by_hand(opened: Open, location: Location) -> None:
    """甲 takes 5 ordinary and 2 land shares, gives 乙 one ordinary share in May, and leaves with the rest in July."""
    may, july = date(2019, 5, 1), date(2019, 7, 1)
    book = opened(location, new=True)
    with book.unit() as uow:
        uow.coop.save_class(ORDINARY)
        uow.coop.save_class(ShareClass("land", "土地股", Money(0)))
        for number, name in (("F1", "甲"), ("F2", "乙")):
            uow.members.add(Member(number, name, MemberKind.FARMER, FOUNDED), "z")
        land = replace(entry("F1", "2", FOUNDED), share_class="land")
        for each in (
            entry("F1", "5", FOUNDED),
            land,
            ShareEntry(may, EntryKind.TRANSFER, parse_quantity("1"), "F1", "F2"),
            ShareEntry(july, EntryKind.REDEMPTION, parse_quantity("4"), "F1"),
        ):
            uow.register.append(each)
        gone = uow.members.get("F1")
        assert gone is not None
        uow.members.amend(replace(gone, ended=july - timedelta(days=1)), "z")
        uow.commit()

    def shown(day: date, share_class: str = "", against: date | None = None) -> list[tuple[str, int, int]]:
        table = book.table(day, share_class, against)
        try:
            table.view(View())
            return [(row.number, row.shares // SCALE, row.change // SCALE) for row in table.page(0, 9)]
        finally:
            table.close()

    assert shown(FOUNDED) == [("F1", 7, 0), ("F2", 0, 0)]
    assert shown(FOUNDED, "land") == [("F1", 2, 0), ("F2", 0, 0)]
    assert shown(may, "ordinary", FOUNDED) == [("F1", 4, -1), ("F2", 1, 1)]
    # Who has left is shown beside those who are there, for the shares are gone since.
    assert shown(july, "", FOUNDED) == [("F1", 2, -5), ("F2", 1, 1)]
    assert shown(july, "land", FOUNDED) == [("F2", 0, 0)]
    assert shown(FOUNDED, "ordinary", july) == [("F1", 5, 5), ("F2", 0, -1)]
    table = book.table(july, "", FOUNDED)
    table.view(View(Order("change"), {"change": "<0"}))
    assert [row.number for row in table.page(0, 9)] == ["F1"]
    table.close()
