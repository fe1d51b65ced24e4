"""The statements of a real book against the hand-worked sheet of a flower co-op, figure by figure, as papers get them.

The vouchers of two years are posted; what the statements say is read from the balances by month and from those few
vouchers that say why equity moved.
"""

from collections.abc import Iterator
from datetime import date
from functools import cache

import pytest

from coopdesk.domain.ledger.months import Month
from coopdesk.domain.ledger.statement_rows import EquityColumn, EquityLine
from coopdesk.domain.ledger.statements import Statement
from coopdesk.domain.ledger.turnovers import turnovers_of
from coopdesk.domain.money import Money
from coopdesk.services.desk import Desk
from coopdesk.services.ledger.papers.books import build_trial_balance
from coopdesk.services.ledger.papers.common import Span
from coopdesk.services.ledger.papers.sources import read_books, read_statements
from coopdesk.services.ledger.papers.statements import StatementYear
from coopdesk.services.ledger.span_turnovers import span_turnovers
from tests.ledger.two_years import YEARS, figures, vouchers
from tests.ledger.two_years_book import two_years_desk

Told = dict[str, list[Money | None]]
SPANS = [
    (Month(year, first), Month(year, last))
    for year in YEARS
    for first, last in ((1, 12), (1, 6), (6, 6), (12, 12))
]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The book of the sheet."""
    made = two_years_desk(tmp_path_factory.mktemp("two") / "春山.coop")
    yield made
    made.close()


@cache
def statements(desk: Desk, year: int, month: int = 0) -> StatementYear:
    return desk.ledger.read(lambda uow: read_statements(uow, Span.of(year, month)))


def rows(statement: Statement) -> Told:
    return {str(row.number): [row.amount(column) for column in statement.columns] for row in statement.rows}


@pytest.mark.parametrize("year", YEARS)
def test_the_statements_of_a_year_are_those_of_the_sheet(desk: Desk, year: int) -> None:
    found = statements(desk, year)
    assert found.equity is not None
    assert rows(found.balance) == figures(f"资产负债表 {year}", 2)
    surplus = rows(found.surplus)
    if year == YEARS[0]:  # the sheet has no year before it; the book has one in which nothing moved
        surplus = {number: [amounts[0], None] for number, amounts in surplus.items()}
    assert surplus == figures(f"盈余及盈余分配表 {year}", 2)
    equity = found.equity
    assert {
        line.value: [equity.amount(line, column) for column in EquityColumn] for line in EquityLine
    } == figures(f"成员权益变动表 {year}", 6)


def test_a_month_is_that_of_the_sheet(desk: Desk) -> None:
    assert rows(statements(desk, 2024, 6).surplus) == figures("月报 2024-06", 2)


@pytest.mark.parametrize(("first", "last"), SPANS)
def test_what_the_balances_and_a_few_vouchers_tell_is_what_all_vouchers_tell(
    desk: Desk, first: Month, last: Month
) -> None:
    assert desk.ledger.read(lambda uow: span_turnovers(uow, first, last)) == turnovers_of(
        vouchers(), first, last
    )


@pytest.mark.parametrize("year", YEARS)
def test_the_trial_balance_is_that_of_the_sheet(desk: Desk, year: int) -> None:
    source = desk.ledger.read(lambda uow: read_books(uow, Span.of(year, 0)))
    told: Told = {}
    for code, _name, *amounts in (
        row.cells for row in build_trial_balance(source, date(2026, 1, 1)).tables[0].rows
    ):
        yuan = [amount if isinstance(amount, Money) else Money(0) for amount in amounts]
        opening, debit, credit, closing = yuan[0] - yuan[1], yuan[2], yuan[3], yuan[6] - yuan[7]
        told[str(code)] = [opening, debit, credit, closing]
    expected = figures(f"科目余额 {year}", 4)
    assert {
        code: told[code] for code in expected if code in told and not source.chart.has_children(code)
    } == {code: expected[code] for code in expected if not source.chart.has_children(code)}
