"""股份变动登记簿: every entry of a year by number, both halves of a reversal, and classes that tie to the register."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import cycle
from pathlib import Path

import pytest

from coopdesk.domain.coop.share_class import ORDINARY, ShareClass
from coopdesk.domain.errors import DomainError
from coopdesk.domain.members.entry_kind import EntryKind
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import SCALE, Quantity, parse_quantity
from coopdesk.papers import paper, write_paper
from coopdesk.services.coop.commands import DefineShareClass
from coopdesk.services.desk import Desk
from coopdesk.services.journal.entry import Witness
from coopdesk.services.members.commands import AddShares, EndMembership, ReverseEntry, TransferShares
from coopdesk.services.members.operation_book import BookedEntry, Party
from coopdesk.services.members.papers.operation_book import OperationYear, build_operation_book
from coopdesk.services.paper import Choice
from tests.reports.plans import COOP, LONG_COOP, LONG_NAMES
from tests.reports.reading import lines
from tests.reports.test_nothing_clipped import troubles
from tests.ui import village

PRINTED_ON = date(2023, 3, 1)
LAND = ShareClass("land", "土地股", Money(50_000))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """The village (C01 2, F01 5, F02 3 shares of 2019); in 2020 F01 takes land shares twice, once by mistake."""
    made = village.village(tmp_path / "a.coop")
    made.run(DefineShareClass(share_class=LAND))
    half = parse_quantity("2.5")
    made.run(
        AddShares(member="F01", day=date(2020, 5, 1), shares=half, share_class="land", document="入股合同 3")
    )
    made.run(AddShares(member="F01", day=date(2020, 5, 1), shares=half, share_class="land", note="两亩半"))
    made.run(ReverseEntry(entry=5, reason="同一合同登记了两次"))
    one = Quantity(SCALE)
    made.run(TransferShares(giver="F01", taker="C01", day=date(2020, 7, 1), shares=one, document="协议 1"))
    made.run(EndMembership(member="F02", day=date(2020, 12, 31), redeem=True))
    yield made
    made.close()


def read(desk: Desk, year: int) -> OperationYear:
    needs = paper("operation_book").needs
    assert needs.chosen is not None
    source = needs.read(desk, needs.chosen.subject(desk, Choice(year, date(year, 12, 31))))
    assert isinstance(source, OperationYear)
    return source


def test_it_lists_the_entries_of_a_year_by_number_and_leaves_no_mistake_out(desk: Desk) -> None:
    figures = build_operation_book(read(desk, 2020), PRINTED_ON)
    assert [(row.number, row.day, row.matter, row.giver, row.taker, row.label) for row in figures.rows] == [
        (4, "2020-05-01", "认购", "—", "F01 董𠮷", "土地股"),
        (5, "2020-05-01", "认购", "—", "F01 董𠮷", "土地股"),
        (6, "2020-05-01", "红字冲销第 5 号", "F01 董𠮷", "—", "土地股"),
        (7, "2020-07-01", "转让", "F01 董𠮷", "C01 放牛村集体经济组织", "普通股"),
    ]
    assert [(row.entered, row.remark) for row in figures.rows] == [
        ("2023-03-01", ""),
        ("2023-03-01", "两亩半；已由第 6 号冲销"),
        ("2023-03-01", "同一合同登记了两次"),
        ("2023-03-01", ""),
    ]
    assert [row.document for row in figures.rows] == ["入股合同 3", "", "", "协议 1"]
    assert "自第 4 号至第 7 号，共 4 次 4 笔" in figures.opening


def test_each_class_goes_from_the_year_before_to_the_register_of_the_year_s_end(desk: Desk) -> None:
    for year in (2019, 2020, 2021):
        figures = build_operation_book(read(desk, year), PRINTED_ON)
        held = desk.members.register_on(date(year, 12, 31))
        labels = [each.label for each in held.classes]
        for each in figures.sums:
            assert each.closing == held.totals[labels.index(each.label)]
    ordinary, land = build_operation_book(read(desk, 2020), PRINTED_ON).sums
    assert (ordinary.opening, ordinary.moved, ordinary.closing) == (10 * SCALE, SCALE, 10 * SCALE)
    assert (land.opening, land.gained, land.lost) == (0, 5 * SCALE, parse_quantity("2.5"))
    # Paid back on the day after the membership.
    (gone,) = build_operation_book(read(desk, 2021), PRINTED_ON).rows
    assert (gone.number, gone.matter, gone.giver, gone.taker) == (8, "退股", "F02 陈秀兰", "—")


def test_numbers_that_lie_in_another_year_are_told(desk: Desk) -> None:
    desk.run(AddShares(member="C01", day=date(2020, 3, 1), shares=Quantity(SCALE), document="补登"))
    figures = build_operation_book(read(desk, 2020), PRINTED_ON)
    assert [row.number for row in figures.rows] == [4, 5, 6, 7, 9]
    assert any("号码不相连" in note for note in figures.notes)


def test_a_year_without_entries_has_no_book(desk: Desk) -> None:
    with pytest.raises(DomainError) as refused:
        read(desk, 2018)
    assert refused.value.code == "register.no_operations"
    needs = paper("operation_book").needs
    assert needs.chosen is not None
    assert not needs.there(needs.chosen.subject(desk, Choice(2018, date(2018, 12, 31))))


def book(entries: int, shares: int = 1) -> OperationYear:
    """A made-up year: long names, long papers, every kind of entry, reversals, two classes."""
    kinds, names = cycle(k for k in EntryKind if k is not EntryKind.ADJUSTMENT), cycle(LONG_NAMES)
    found = []
    for n in range(1, entries + 1):
        kind = next(kinds)
        giver = (
            None if kind in (EntryKind.SUBSCRIPTION, EntryKind.ALLOTMENT) else Party(f"F{n:04d}", next(names))
        )
        taker = None if kind is EntryKind.REDEMPTION else Party(f"F{n + 1:04d}", next(names))
        day = date(2022, 1, 1) + timedelta(days=n % 365)
        of = (kind, giver, taker, (ORDINARY, "land")[n % 2], Quantity(shares * SCALE + n))
        said = (
            "南山街道放牛村成员大会 2022 年第 3 号决议及附件" if n % 3 else "",
            "与原始凭据核对无误" if n % 5 else "",
        )
        found.append(
            BookedEntry(
                n, n, None if n == 1 else day, day, *of, *said, reversed_by=n + 1 if n % 9 == 0 else None
            )
        )
    classes = (ShareClass(ORDINARY, "普通股", Money(100)), LAND)
    coop = replace(COOP, name=LONG_COOP, chair="阿卜杜热西提·买买提依明")
    opening = tuple(Quantity(entries * shares * SCALE) for _each in classes)
    return OperationYear(2022, coop, classes, opening, tuple(found), Witness(41, "7214500983" * 6 + "abcd"))


@pytest.mark.parametrize(("entries", "shares"), [(1, 1), (14, 10**10), (90, 999_999)])
def test_few_and_many_entries_with_long_names_and_large_sums_are_never_cut(
    entries: int, shares: int, tmp_path: Path
) -> None:
    (path,) = write_paper("operation_book", book(entries, shares), tmp_path / "a.pdf", PRINTED_ON)
    pages = lines(path)
    said = "\n".join(line for page in pages for line in page)
    for words in (LONG_COOP, "2022 年股份变动登记簿", "各类股份增减", "监事：", "日志 41", "登记日为“—”的"):
        assert words in said, words
    assert f"第 {len(pages)} 页　共 {len(pages)} 页" in said
    assert troubles(path) == []
