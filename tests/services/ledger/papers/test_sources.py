"""The papers of the ledger from a real book: what is read for them is what was posted, by month and by number."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from coopdesk.domain.errors import DomainError
from coopdesk.domain.ledger.accounts import Dimension, LedgerAccount, Side
from coopdesk.domain.ledger.months import Month
from coopdesk.domain.ledger.statements import Column
from coopdesk.domain.ledger.turnovers import turnovers_of
from coopdesk.domain.money import Money
from coopdesk.papers import PAPERS, paper, write_paper
from coopdesk.services.desk import Desk
from coopdesk.services.ledger.commands import AddAccount, PostVouchers
from coopdesk.services.ledger.papers.books import (
    BookSource,
    build_account_ledger,
    build_auxiliary_ledger,
    build_detail_ledger,
)
from coopdesk.services.ledger.papers.notes import NotesSource
from coopdesk.services.ledger.papers.sources import SpanAsked
from coopdesk.services.ledger.papers.statements import StatementYear
from coopdesk.services.ledger.papers.voucher import VoucherBatch
from coopdesk.services.ledger.span_turnovers import span_turnovers
from coopdesk.services.paper import Choice, offered
from tests.reports.ledger.book import ledger_village, two
from tests.reports.reading import texts
from tests.reports.test_nothing_clipped import troubles
from tests.ui import village

DAY = date(2023, 3, 1)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = ledger_village(tmp_path / "a.coop")
    yield made
    made.close()


def read(desk: Desk, kind: str, month: int = 0, numbers: str = "", year: int = 2023) -> Any:
    needs = paper(kind).needs
    assert needs.chosen is not None
    asked = needs.chosen.subject(desk, Choice(year, DAY, month=month, numbers=numbers))
    return needs.read(desk, asked)


def test_a_year_before_the_ledger_has_none_of_its_papers_and_every_later_one_all(desk: Desk) -> None:
    ledger = [spec for spec in PAPERS if spec.area == "ledger"]
    assert offered(ledger, desk, Choice(2021, DAY)) == []
    assert offered(ledger, desk, Choice(2022, DAY, month=6)) != []  # those of the whole year are still there
    chosen = [spec for spec in ledger if spec.needs.chosen is not None and spec.needs.subject is SpanAsked]
    assert [spec for spec, _asked in offered(ledger, desk, Choice(2022, DAY))] == chosen
    with pytest.raises(DomainError) as refused:
        read(desk, "journal", year=2021)
    assert refused.value.code == "period.not_of_ledger"


def test_a_book_without_a_ledger_has_none_of_its_papers(tmp_path: Path) -> None:
    made = village.village(tmp_path / "b.coop")
    try:
        assert offered([spec for spec in PAPERS if spec.area == "ledger"], made, Choice(2023, DAY)) == []
        with pytest.raises(DomainError) as refused:
            read(made, "vouchers_a4")
        assert refused.value.code == "ledger.none"
    finally:
        made.close()


def numbers(batch: VoucherBatch) -> list[tuple[int, str, int]]:
    return [(each.month.month, each.voucher.word, each.number) for each in batch.vouchers]


def test_vouchers_are_chosen_by_month_and_number_and_bound_by_word(desk: Desk) -> None:
    whole = read(desk, "vouchers_a4")
    assert numbers(whole) == [(1, "记", 1), (2, "记", 1), (2, "付", 1), (2, "付", 2)]
    assert (whole.said, paper("vouchers_a4").stem(whole)) == ("2023年度", "2023年度记账凭证（A4两张）")
    paid = read(desk, "vouchers_a4", 2, "付2-")
    assert (numbers(paid), paid.said) == ([(2, "付", 2)], "2023年2月付2号起")
    for month, asked in ((3, ""), (2, "9-12")):
        with pytest.raises(DomainError) as refused:
            read(desk, "vouchers_a4", month, asked)
        assert refused.value.code == "paper.no_vouchers"
    with pytest.raises(DomainError) as refused:
        read(desk, "vouchers_a4", 2, "九")
    assert refused.value.code == "paper.numbers"
    # Opening balances stand outside the numbering: they are in the books, and on no voucher.
    assert numbers(read(desk, "vouchers_a4", year=2022))[0] == (7, "记", 1)


def closing(source: BookSource) -> dict[str, int]:
    """By account what stands on it at the end, debit less credit."""
    found = {code: turnover.net for code, turnover in source.before.items()}
    for posted in source.vouchers:
        for each in posted.voucher.lines:
            found[each.account] = found.get(each.account, 0) + each.debit.fen - each.credit.fen
    return {code: fen for code, fen in found.items() if fen}


def test_books_begin_with_what_stood_before_and_end_with_what_the_accounts_hold(desk: Desk) -> None:
    for year, month in ((2022, 0), (2022, 8), (2023, 0), (2023, 2)):
        source = read(desk, "journal", month, year=year)
        last = source.span.last.last_day
        accounts = {account.code: account for account in source.chart}
        signs = {code: 1 if account.side is Side.DEBIT else -1 for code, account in accounts.items()}
        held = {code: desk.ledger.balance(code, until=last).fen * signs[code] for code in accounts}
        assert closing(source) == {code: fen for code, fen in held.items() if fen}


def test_the_first_year_of_a_ledger_begun_within_it_has_the_year_so_far(desk: Desk) -> None:
    source = read(desk, "detail_ledger", 8, year=2022)
    assert (source.before["501"].credit, source.year["501"].credit) == (100_000, 100_000)
    assert (source.before["102"].debit, source.year["102"].debit) == (2_100_000, 100_000)
    assert read(desk, "detail_ledger").year == {}  # a year begins with nothing of its own


def test_what_members_and_parties_hold_is_read_by_account(desk: Desk) -> None:
    source = read(desk, "member_ledger", 2)
    assert source.held_before["114", Dimension.MEMBER, "F01"].net == 30_000
    assert source.held_before["301", Dimension.MEMBER, "F01"].net == -2_000_000
    assert source.held_before["211", Dimension.PARTY, "P01"].net == -80_000
    assert source.held_year["301", Dimension.MEMBER, "F01"].net == 0
    rows = build_auxiliary_ledger(source, Dimension.PARTY, DAY).tables[0].rows
    assert rows[0].cells == ("P01 花木市场　211 应付款",)
    assert rows[1].cells[6:] == ("贷", Money(80_000))
    assert rows[-1].cells[6:] == ("贷", Money(30_000))


def test_the_statements_are_those_of_all_vouchers(desk: Desk) -> None:
    """Read from what is kept by month and a year's vouchers, and worked out from all vouchers there are."""

    def check(uow: Any) -> None:
        everything = [each.voucher for each in uow.ledger.between(date(2000, 1, 1), date(2100, 1, 1))]
        for first, last in ((Month(2022, 1), Month(2022, 12)), (Month(2023, 1), Month(2023, 12))):
            assert span_turnovers(uow, first, last) == turnovers_of(everything, first, last)

    desk.ledger.read(check)
    statements: StatementYear = read(desk, "statements")
    sheet = statements.balance
    assert sheet.amount(22, Column.END) == sheet.amount(42, Column.END) == Money.parse("26580.00")
    assert sheet.amount(24, Column.END) == Money.parse("1000.00")  # 700 to F01, 300 to the market
    assert statements.surplus.amount(1, Column.YEAR) == Money.parse("900.00")
    assert statements.surplus.amount(1, Column.PREVIOUS) == Money.parse("6000.00")
    assert statements.equity is not None
    month: StatementYear = read(desk, "statements", 2)
    assert (month.equity, month.surplus.amount(5, Column.MONTH)) == (None, Money.parse("120.00"))
    assert month.surplus.amount(1, Column.SO_FAR) == Money.parse("900.00")
    first: StatementYear = read(desk, "statements", year=2022)
    assert first.surplus.row(1).amount(Column.PREVIOUS) is None


def of_one(desk: Desk, kind: str, name: str, year: int = 2023) -> Any:
    needs = paper(kind).needs
    assert needs.named is not None
    return needs.read(desk, needs.named.subject(desk, name, Choice(year, DAY)))


def test_one_voucher_and_one_account_are_asked_for_by_name(desk: Desk, tmp_path: Path) -> None:
    one = of_one(desk, "voucher", "2023-02/付2")
    assert (numbers(one), one.said) == ([(2, "付", 2)], "2023年2月付2号")
    desk.run(AddAccount(account=LedgerAccount("10201", "基本户", Side.DEBIT)))
    desk.run(PostVouchers(vouchers=(two(date(2023, 2, 9), "523", "10201", "10.00"),)))
    source = of_one(desk, "account_ledger", "102")
    figures = build_account_ledger(source, DAY)
    groups = [row.cells[0] for row in figures.tables[0].rows if len(row.cells) == 1]
    assert (figures.title, groups) == (
        "102 银行存款明细账",
        ["102 银行存款", "10201 银行存款—基本户"],
    )
    for kind, made in (("voucher", one), ("account_ledger", source)):
        (pdf,) = write_paper(kind, made, tmp_path / f"{kind}.pdf", DAY)
        assert troubles(pdf) == []
        assert {person.number for person in paper(kind).needs.persons(made)} <= {"F01"}


@pytest.mark.parametrize(
    ("kind", "name", "code"),
    [
        ("voucher", "2023-02/付9", "paper.no_vouchers"),
        ("voucher", "付2", "paper.numbers"),
        ("voucher", "2021-01/1", "period.not_of_ledger"),
        ("account_ledger", "999", "ledger.account_unknown"),
    ],
)
def test_a_name_that_nothing_has_says_so(desk: Desk, kind: str, name: str, code: str) -> None:
    with pytest.raises(DomainError) as refused:
        of_one(desk, kind, name)
    assert refused.value.code == code


def test_the_notes_know_the_roll(desk: Desk) -> None:
    source: NotesSource = read(desk, "notes")
    assert [each.number for each in source.roll.members] == ["C01", "F01", "F02"]
    assert (source.roll.joined, source.roll.left) == ((), ())
    assert source.statements.span.is_year


def test_every_paper_of_the_ledger_is_made_from_the_book(desk: Desk, tmp_path: Path) -> None:
    choice = Choice(2023, DAY, month=2)
    desk.run(AddAccount(account=LedgerAccount("52301", "办公费", Side.DEBIT)))
    for spec, asked in offered([each for each in PAPERS if each.area == "ledger"], desk, choice):
        source = spec.needs.read(desk, asked)
        (pdf,) = write_paper(spec.kind, source, tmp_path / f"{spec.kind}.pdf", DAY)
        assert troubles(pdf) == []
        assert village.NAME in "".join("".join(texts(pdf)).split())
        assert {person.number for person in spec.needs.persons(source)} <= {"C01", "F01", "F02"}
        if "xlsx" in spec.formats:
            (sheet,) = write_paper(spec.kind, source, tmp_path / f"{spec.kind}.xlsx", DAY)
            assert sheet.read_bytes()[:2] == b"PK"


def test_a_line_of_an_account_that_got_sub_accounts_stays_on_the_account(desk: Desk) -> None:
    desk.run(AddAccount(account=LedgerAccount("52301", "办公费", Side.DEBIT)))
    desk.run(PostVouchers(vouchers=(two(date(2023, 2, 9), "52301", "102", "10.00"),)))
    source = read(desk, "detail_ledger", 2)
    groups = [row.cells[0] for row in build_detail_ledger(source, DAY).tables[0].rows if len(row.cells) == 1]
    assert {"523 管理费用", "52301 管理费用—办公费"} <= set(groups)
    assert replace(source).chart.has_children("523")
