"""Figures no book can hold, half characters, pages of text, a packed gigabyte, a wrong clock: told, never broken."""

import zlib
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from coopdesk.domain.errors import DomainError
from coopdesk.domain.members.member import Member, MemberKind
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import parse_quantity
from coopdesk.exchange.pinyin import initials
from coopdesk.persistence.book.book import SqlBook
from coopdesk.persistence.distribution.drafts import unpack
from coopdesk.services.coop.commands import SetUpCoop
from coopdesk.services.coop.values import YearFigures
from coopdesk.services.desk import Desk
from coopdesk.services.distribution.commands import RecordYearFigures
from coopdesk.services.home import TaskKind
from coopdesk.services.members.commands import AddShares, RegisterMember
from coopdesk.services.table_source import View
from coopdesk.wording import error_text
from tests.persistence.conftest import NOW
from tests.persistence.samples import COOP, FOUNDED

HALF = "\ud842"


@pytest.fixture
def desk(book: SqlBook) -> Desk:
    made = Desk(book, lambda: NOW, initials, tuple)
    made.run(SetUpCoop(details=COOP))
    for number in ("F01", "F02"):
        member = Member(number, f"张三{number}", MemberKind.FARMER, FOUNDED)
        made.run(RegisterMember(member=member, shares=parse_quantity("2")))
    return made


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(DomainError) as error:
        act()
    assert "{" not in error_text(error.value)
    return error.value.code


def test_figures_past_what_a_book_holds_are_refused(desk: Desk, book: SqlBook) -> None:
    figures = YearFigures(2019, Money(1 << 64), Money(0), source="表")
    assert refused(lambda: desk.run(RecordYearFigures(figures=figures))) == "limits.amount"
    with book.unit() as uow:  # a figure that no command's bounds have met
        assert refused(lambda: uow.years.save(figures)) == "figure.too_large"
    assert desk.coop.year_figures(2019) is None


def test_ten_members_with_a_million_million_shares_each_end_in_a_refusal(desk: Desk) -> None:
    codes = []
    for place in range(10):
        member = Member(f"M{place:02d}", f"李四{place}", MemberKind.OTHER, FOUNDED)
        command = RegisterMember(member=member, shares=parse_quantity("1000000000000"))
        try:
            desk.run(command)
        except DomainError as error:
            codes.append(error.code)
    assert set(codes) == {"register.too_many"}
    assert sum(total.shares for total in desk.members.totals(NOW.date())) < 1 << 63
    assert desk.home(2019).members == 12 - len(codes)
    assert desk.verify() == ()


def test_half_a_character_is_refused_wherever_it_is_typed(desk: Desk) -> None:
    text = f"凭证{HALF}"
    shares = parse_quantity("1")
    command = AddShares(member="F01", day=NOW.date(), shares=shares, document=text)
    assert refused(lambda: desk.run(command)).startswith("text.")
    figures = YearFigures(2019, Money(1), Money(0), source=text)
    assert refused(lambda: desk.run(RecordYearFigures(figures=figures))).startswith("text.")


@pytest.mark.parametrize(
    "whole", ["2019-0003", "2019-0003 HVHG-VMJ0", ">=2019-12-20", "12月3日", "<=3.5万", "1/10"]
)
def test_what_is_still_being_typed_is_looked_for_after_every_letter(desk: Desk, whole: str) -> None:
    table = desk.members.table(NOW.date())
    try:
        for end in range(1, len(whole) + 1):
            desk.search(whole[:end])
            for column in ("name", "shares", "joined"):
                table.view(View(filters={column: whole[:end]}))
                table.page(0, 10)
    finally:
        table.close()


@pytest.mark.parametrize("text", ["长" * 300_000, "%" * 300_000, HALF, f"张{HALF}", "\0", "9" * 5_000])
def test_whatever_is_pasted_into_a_search_or_a_filter_finds_nothing_or_something(
    desk: Desk, text: str
) -> None:
    desk.search(text)
    table = desk.members.table(NOW.date())
    try:
        for column in ("name", "shares", "joined", "kind", "number", "account"):
            for typed in (text, f">{text}", f"={text}"):
                table.view(View(filters={column: typed}))
                table.page(0, 10)
    finally:
        table.close()


@pytest.mark.parametrize("size", [10_000_000, 300_000_000])
def test_a_packed_gigabyte_is_not_unpacked(size: int) -> None:
    packing = zlib.compressobj()
    packed = (
        b"".join(packing.compress(bytes(1_000_000)) for _part in range(size // 1_000_000)) + packing.flush()
    )
    with pytest.raises(ValueError, match="draft"):
        unpack(packed, 2019, "", "")


@pytest.mark.parametrize(
    ("later", "kind"),
    [
        (timedelta(days=-1), TaskKind.CLOCK_BEHIND),
        (timedelta(hours=5), None),
        (timedelta(days=400), None),
        (timedelta(days=3 * 365), TaskKind.CLOCK_AHEAD),
        (timedelta(days=90 * 365), TaskKind.CLOCK_WRONG),
    ],
)
def test_a_clock_before_the_newest_entry_or_years_ahead_is_told(
    desk: Desk, book: SqlBook, later: timedelta, kind: TaskKind | None
) -> None:
    assert desk.today == NOW.date()
    now: datetime = NOW + later
    again = Desk(book, lambda: now, initials, tuple)
    clocks = {TaskKind.CLOCK_BEHIND, TaskKind.CLOCK_AHEAD, TaskKind.CLOCK_WRONG}
    told = [task.kind for task in again.home(2019).tasks if task.kind in clocks]
    assert told == ([] if kind is None else [kind])
