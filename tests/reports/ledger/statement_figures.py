"""Made-up statements for the papers of the ledger: every row filled, sums of ten digits, nothing at all, a month."""

from collections.abc import Callable, Sequence

from coopdesk.domain.ledger.months import Month
from coopdesk.domain.ledger.statement_parts import Measure, Part, PartRule
from coopdesk.domain.ledger.statement_rows import (
    BALANCE_SHEET_ROWS,
    EQUITY_CELLS,
    LAST_OF_THE_YEAR,
    SURPLUS_ROWS,
    EquityColumn,
    EquityLine,
    Form,
    RowRule,
)
from coopdesk.domain.ledger.statements import Column, EquityStatement, Figure, Row, Statement
from coopdesk.domain.money import Money
from coopdesk.services.ledger.papers.common import Span
from coopdesk.services.ledger.papers.statements import StatementYear
from tests.reports.ledger.vouchers import WITNESS
from tests.reports.plans import COOP

YEAR = Span.of(2024, 0)
MONTH = Span.of(2024, 3)
Amounts = Callable[[int], tuple[Money, Money]]


def figure(amount: Money) -> Figure:
    """A figure of one part."""
    return Figure((Part(PartRule("101", Measure.BALANCE), None, Month(2024, 12), amount),))


def usual(number: int) -> tuple[Money, Money]:
    """Amounts that differ from row to row, every seventh below 0, every fifth nothing."""
    step = 123_456
    amount = (-1 if number % 7 == 0 else 1) * step * number if number % 5 else 0
    return Money(amount), Money(step * number * 3 + 7)


def huge(_number: int) -> tuple[Money, Money]:
    return Money.parse("9999999999.99"), Money.parse("-9999999999.99")


def nothing(_number: int) -> tuple[Money, Money]:
    return Money(0), Money(0)


def statement(
    form: Form, rules: Sequence[RowRule], columns: tuple[Column, Column], amounts: Amounts, last: int = 99
) -> Statement:
    rows = []
    for rule in rules:
        first, second = map(figure, amounts(rule.number))
        rows.append(Row(rule, {columns[0]: first if rule.number <= last else None, columns[1]: second}))
    return Statement(form, columns, tuple(rows))


def equity(amount: Money) -> EquityStatement:
    """The lines of the form with one amount everywhere, and five times that as the sum of a line."""
    figures = {(cell.line, cell.column): figure(amount) for cell in EQUITY_CELLS}
    figures |= {(line, EquityColumn.TOTAL): figure(amount * 5) for line in EquityLine if line.caption}
    return EquityStatement(figures, {(cell.line, cell.column): cell.caption for cell in EQUITY_CELLS})


def year(amounts: Amounts, moved: Money) -> StatementYear:
    return StatementYear(
        COOP,
        YEAR,
        statement(Form.BALANCE_SHEET, BALANCE_SHEET_ROWS, (Column.END, Column.BEGIN), amounts),
        statement(Form.SURPLUS, SURPLUS_ROWS, (Column.YEAR, Column.PREVIOUS), amounts),
        equity(moved),
        WITNESS,
    )


USUAL = year(usual, Money.parse("48000.50"))
LARGE = year(huge, Money.parse("-1999999999.99"))
EMPTY = year(nothing, Money(0))
OF_MONTH = StatementYear(
    COOP,
    MONTH,
    statement(Form.BALANCE_SHEET, BALANCE_SHEET_ROWS, (Column.END, Column.BEGIN), usual),
    statement(Form.SURPLUS, SURPLUS_ROWS, (Column.MONTH, Column.SO_FAR), usual, LAST_OF_THE_YEAR),
    None,
    WITNESS,
)
