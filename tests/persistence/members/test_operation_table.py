"""The operation book in pages: any page in any order, filters, and names of both parties."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from coopdesk.domain.coop.share_class import ShareClass
from coopdesk.domain.members.entry_kind import EntryKind
from coopdesk.domain.members.member import Member, MemberKind
from coopdesk.domain.members.share_register import ShareEntry, reversal
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import SCALE, Quantity
from coopdesk.persistence.members.operation_table import SqlOperationTable
from coopdesk.services.table_source import Order, View
from tests.persistence.book.faulty import Open
from tests.persistence.conftest import Location
from tests.persistence.samples import FOUNDED, ORDINARY

COUNT = 40


@pytest.fixture
def table(opened: Open, location: Location) -> Iterator[SqlOperationTable]:
    """Forty entries of 甲 and 乙 in two classes, the days running backwards; the last takes back number 2."""
    book = opened(location, new=True)
    with book.unit() as uow:
        uow.coop.save_class(ORDINARY)
        uow.coop.save_class(ShareClass("land", "土地股", Money(0)))
        for number, name in (("F1", "甲"), ("F2", "乙")):
            uow.members.add(Member(number, name, MemberKind.FARMER, FOUNDED), "z")
        first = []
        for n in range(1, COUNT):
            day = FOUNDED + timedelta(days=COUNT - n)
            subscribed = ShareEntry(
                day, EntryKind.SUBSCRIPTION, Quantity(n * SCALE), None, "F1", document=f"申请 {n}"
            )
            given = ShareEntry(
                day, EntryKind.TRANSFER, Quantity(SCALE), "F1", "F2", "land" if n == 0 else "ordinary"
            )
            entry = given if n % 4 == 0 else subscribed
            first.append(entry)
            uow.register.append(entry)
        uow.register.append(reversal(first[1], first[1].day), reverses=2)
        uow.commit()
    made = book.operation_table()
    yield made
    made.close()


def numbers(table: SqlOperationTable, offset: int = 0, limit: int = COUNT) -> list[int]:
    return [line.operation for line in table.page(offset, limit)]


def test_pages_in_the_order_of_the_numbers_forwards_and_backwards(table: SqlOperationTable) -> None:
    table.view(View())
    assert table.count() == COUNT
    assert numbers(table, 0, 3) == [1, 2, 3]
    assert numbers(table, 38, 9) == [39, 40]
    assert (table.place_of(7), table.place_of("41")) == (6, None)
    table.view(View(Order("operation", descending=True)))
    assert numbers(table, 0, 3) == [40, 39, 38]
    assert numbers(table, 37, 9) == [3, 2, 1]
    assert table.place_of(38) == 2


def test_other_orders_and_filters(table: SqlOperationTable) -> None:
    table.view(View(Order("day")))
    assert numbers(table, 0, 3) == [39, 38, 37]
    assert table.place_of(39) == 0
    table.view(View(Order("shares", descending=True)))
    assert numbers(table, 0, 2) == [39, 38]
    for key in ("operation", "entered", "day", "kind", "giver", "taker", "share_class", "document", "note"):
        table.view(View(Order(key), {"shares": ">0"}))
        assert sorted(numbers(table)) == list(range(1, COUNT + 1)), key
    for filters, found in (
        ({"giver": "甲"}, [4, 8, 12, 16, 20, 24, 28, 32, 36, 40]),
        ({"taker": "f2"}, [4, 8, 12, 16, 20, 24, 28, 32, 36]),
        ({"kind": "transfer", "shares": "1"}, [4, 8, 12, 16, 20, 24, 28, 32, 36]),
        ({"shares": ">=38"}, [38, 39]),
        ({"document": "申请 37"}, [37]),
        ({"operation": "12"}, [12]),
        ({"operation": ">=39"}, [39, 40]),
        ({"entered": "1999"}, []),
        ({"day": (FOUNDED + timedelta(days=1)).isoformat()}, [39]),
        ({"kind": "-"}, []),
    ):
        table.view(View(Order(), filters))
        assert (table.count(), numbers(table)) == (len(found), found), filters


def test_a_line_names_both_parties_and_both_halves_of_a_reversal(table: SqlOperationTable) -> None:
    table.view(View())
    given, wrong, back = table.page(3, 1)[0], table.page(1, 1)[0], table.page(39, 1)[0]
    assert given.giver is not None
    assert given.taker is not None
    assert (given.giver.name, given.taker.number) == ("甲", "F2")
    assert (wrong.reversed_by, back.reverses) == (40, 2)
    assert given.day > date(2019, 1, 1)
