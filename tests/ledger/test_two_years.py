"""Two years of a flower co-op against the hand-worked sheet, figure by figure; any voucher changed, and it is seen."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache

import pytest

from coopdesk.domain.ledger.chart import FIRST_CHART
from coopdesk.domain.ledger.closing import Balance, close_appropriations, close_result, year_surplus
from coopdesk.domain.ledger.document_rules import DocumentRules
from coopdesk.domain.ledger.months import Month
from coopdesk.domain.ledger.statement_parts import opened
from coopdesk.domain.ledger.statement_rows import EquityColumn, EquityLine
from coopdesk.domain.ledger.statements import (
    Figure,
    Statement,
    balance_sheet,
    equity_statement,
    monthly_surplus,
    statement_findings,
    surplus_statement,
)
from coopdesk.domain.ledger.turnovers import Turnovers, turnovers_of
from coopdesk.domain.ledger.voucher import Voucher, VoucherKind, VoucherLine, faults
from coopdesk.domain.money import Money
from tests.ledger.notation import year_of
from tests.ledger.two_years import YEARS, figures, noted, vouchers

Told = dict[str, list[Money | None]]


def rows_of(statement: Statement) -> Told:
    return {str(row.number): [row.amount(column) for column in statement.columns] for row in statement.rows}


def sections(book: Sequence[Voucher]) -> Iterator[tuple[str, Told]]:
    """Everything the sheet has figures of, by the headings of its sections, what is quickly known first."""
    for year in YEARS:
        yield f"成员明细 {year}", by_member(book, year)
        of_year = year_of(book, year)
        yield (
            f"科目余额 {year}",
            {
                code: [each.opening, each.debit, each.credit, each.balance]
                for code, each in of_year.accounts.items()
                if each.opening or each.debit or each.credit
            },
        )
        yield from statements(book, of_year)
    june = turnovers_of(book, Month(2024, 6), Month(2024, 6))
    so_far = turnovers_of(book, Month(2024, 1), Month(2024, 6))
    yield "月报 2024-06", rows_of(monthly_surplus(june, so_far))


def statements(book: Sequence[Voucher], of_year: Turnovers) -> Iterator[tuple[str, Told]]:
    """The three statements of a year."""
    year = of_year.last.year
    before = year_of(book, year - 1) if year > YEARS[0] else None
    yield f"资产负债表 {year}", rows_of(balance_sheet(of_year))
    yield f"盈余及盈余分配表 {year}", rows_of(surplus_statement(of_year, before))
    equity = equity_statement(of_year)
    yield (
        f"成员权益变动表 {year}",
        {line.value: [equity.amount(line, column) for column in EquityColumn] for line in EquityLine},
    )


def by_member(book: Iterable[Voucher], year: int) -> Told:
    balances: dict[str, int] = defaultdict(int)
    for each in book:
        for line in each.lines:
            if each.day.year <= year and line.account in ("114", "221", "222", "301"):
                balances[f"{line.account}/{line.dimensions.member}"] += line.debit.fen - line.credit.fen
    return {whose: [Money(fen)] for whose, fen in balances.items() if fen}


WIDTHS = {
    "资产负债表": 2,
    "盈余及盈余分配表": 2,
    "成员权益变动表": 6,
    "科目余额": 4,
    "成员明细": 1,
    "月报": 2,
}


HEADINGS = [heading for heading, _rows in sections([])]


@cache
def expected(heading: str) -> Told:
    return figures(heading, WIDTHS[heading.split()[0]])


@pytest.mark.parametrize("heading", HEADINGS)
def test_every_figure_is_that_of_the_sheet(heading):
    assert dict(sections(vouchers()))[heading] == expected(heading)


def test_the_sheet_has_all_rows_of_all_statements_and_hundreds_of_figures():
    counted = [amount for heading in HEADINGS for row in expected(heading).values() for amount in row]
    assert len(counted) > 600
    assert sum(bool(amount) for amount in counted) > 400
    for year in YEARS:
        assert len([each for each in noted() if each.voucher.day.year == year]) > 60


def test_the_books_are_sound_at_every_months_end():
    for year in YEARS:
        for month in range(1, 13):
            span = turnovers_of(vouchers(), Month(year, 1), Month(year, month))
            assert statement_findings(span) == []


def test_every_voucher_of_the_sheet_can_be_posted():
    for each in noted():
        assert faults(each.voucher, FIRST_CHART) == []


def same(lines: Iterable[VoucherLine]) -> list[tuple[str, str, str, int]]:
    return sorted((line.account, line.side.value, line.dimensions.member, line.amount.fen) for line in lines)


def test_the_documents_make_the_vouchers_that_were_noted_by_hand():
    rules = DocumentRules()
    documents = [each for each in noted() if each.document is not None]
    assert len(documents) > 20
    for each in documents:
        assert each.document is not None
        made = rules.voucher(each.document, FIRST_CHART)
        assert made is not None
        assert same(made.lines) == same(each.voucher.lines)


@pytest.mark.parametrize("year", YEARS)
def test_the_close_is_the_one_that_was_noted_by_hand(year):
    closes = [each.voucher for each in noted() if each.voucher.kind is VoucherKind.CLOSING]
    of_year = [each for each in closes if each.day.year == year]
    before = [each for each in vouchers() if each not in of_year and each.day.year <= year]
    balances = [Balance(code, each.balance) for code, each in year_of(before, year).accounts.items()]
    last = close_appropriations(balances, year)
    made = [*close_result(balances, year), *([last] if last else [])]
    assert [same(each.lines) for each in made] == [same(each.lines) for each in of_year]
    assert len(made) == {2024: 4, 2025: 3}[year]


def test_a_distribution_starts_from_the_surplus_of_the_books():
    started = year_surplus(year_of(vouchers(), 2024))
    assert [str(started.current_year), str(started.opening), str(started.transfers_in)] == [
        "73271.37", "-12000.00", "0.00",
    ]  # fmt: skip


@pytest.mark.parametrize("year", YEARS)
def test_the_vouchers_behind_every_figure_add_up_to_it(year):
    book = vouchers()
    of_year = year_of(book, year)
    shown: list[Figure] = [
        figure
        for statement in (balance_sheet(of_year), surplus_statement(of_year, year_of(book, year - 1)))
        for row in statement.rows
        for figure in row.figures.values()
        if figure is not None
    ]
    shown += equity_statement(of_year).figures.values()
    for part in {part for figure in shown for part in figure.parts}:
        assert sum(amount.fen for _voucher, amount in opened(part, book)) == part.amount.fen


def dearer(voucher: Voucher) -> Voucher:
    """The same voucher with one fen more on its first debit and its first credit."""
    sides = set()
    lines = []
    for line in voucher.lines:
        more = Money(0) if line.side in sides else Money(1)
        sides.add(line.side)
        lines.append(replace(line, amount=line.amount + more))
    return replace(voucher, lines=tuple(lines))


def agrees(book: Sequence[Voucher]) -> bool:
    return all(rows == expected(heading) for heading, rows in sections(book))


@pytest.mark.parametrize("number", range(len(noted())))
def test_changing_any_voucher_changes_a_figure_of_the_sheet(number):
    book = vouchers()
    other_year = book[number].day.year + (1 if book[number].day.year < YEARS[-1] else -1)
    moved = replace(book[number], day=book[number].day.replace(year=other_year))
    for changed in ([dearer(book[number])], [moved], []):
        assert not agrees([*book[:number], *changed, *book[number + 1 :]])


def test_the_statements_alone_see_all_but_what_moves_within_a_row_or_closes():
    book = vouchers()
    unseen = []
    for number, each in enumerate(book):
        changed = [*book[:number], dearer(each), *book[number + 1 :]]
        found = (section for year in YEARS for section in statements(changed, year_of(changed, year)))
        if all(rows == expected(heading) for heading, rows in found):
            unseen.append(each.lines[0].summary)
    assert unseen == [
        "提取现金",
        "委托花店代销",
        "成员转让股份",
        "结转本年收入",
        "结转本年支出",
        "结转本年盈余",
        "结转各项分配",
        "提取现金",
        "微店余额转入银行",
        "继承股份",
        "结转本年收入",
        "结转本年支出",
        "结转本年亏损",
    ]
