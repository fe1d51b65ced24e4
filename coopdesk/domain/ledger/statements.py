"""资产负债表, 盈余及盈余分配表 and 成员权益变动表 of 财会〔2021〕37号, by official row numbers, from plain turnovers.

Every figure carries the parts it is the sum of, so that a click can ask the vouchers for each; nothing is added to a
figure that is not a part of it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from coopdesk.domain.errors import DomainError
from coopdesk.domain.ledger.chart import PENDING
from coopdesk.domain.ledger.statement_parts import Part, PartRule, part_of
from coopdesk.domain.ledger.statement_rows import (
    BALANCE_SHEET_ROWS,
    EQUITY_CELLS,
    LAST_OF_THE_YEAR,
    SURPLUS_ROWS,
    EquityColumn,
    EquityLine,
    Form,
    RowRule,
    leaves,
)
from coopdesk.domain.ledger.turnovers import Turnovers
from coopdesk.domain.money import Money


class Column(StrEnum):
    """期末余额, 年初余额; 本年金额, 上年金额; 本月金额, 本年累计金额."""

    END = "end"
    BEGIN = "begin"
    YEAR = "year"
    PREVIOUS = "previous"
    MONTH = "month"
    SO_FAR = "so_far"

    @property
    def caption(self) -> str:
        """What stands above the column."""
        return _CAPTIONS[self]


_CAPTIONS = {
    Column.END: "期末余额",
    Column.BEGIN: "年初余额",
    Column.YEAR: "本年金额",
    Column.PREVIOUS: "上年金额",
    Column.MONTH: "本月金额",
    Column.SO_FAR: "本年累计金额",
}


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure, in yuan: the sum of its parts."""

    parts: tuple[Part, ...]

    @property
    def amount(self) -> Money:
        """What the parts add up to."""
        return Money(sum(part.amount.fen for part in self.parts))


@dataclass(frozen=True, slots=True)
class Row:
    """One row with its figures by column; None where a column has none, as a year before the books began."""

    rule: RowRule
    figures: Mapping[Column, Figure | None]

    @property
    def number(self) -> int:
        """The official number (行次)."""
        return self.rule.number

    def amount(self, column: Column) -> Money | None:
        """The figure of a column in yuan, None where there is none."""
        figure = self.figures[column]
        return None if figure is None else figure.amount


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement of rows and columns, the rows in the order of their numbers."""

    form: Form
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    def row(self, number: int) -> Row:
        """The row of an official number, counted from 1."""
        return self.rows[number - 1]

    def amount(self, number: int, column: Column) -> Money:
        """The figure of a row in yuan, 0 where the column has none."""
        return self.row(number).amount(column) or Money(0)


@dataclass(frozen=True, slots=True)
class EquityStatement:
    """会农社03表: figures by line and column; lines of 其中 stand only where the column has such a line."""

    figures: Mapping[tuple[EquityLine, EquityColumn], Figure]
    captions: Mapping[tuple[EquityLine, EquityColumn], str]

    def amount(self, line: EquityLine, column: EquityColumn) -> Money | None:
        """The figure of a cell in yuan; None for a cell that the form leaves empty."""
        figure = self.figures.get((line, column))
        return None if figure is None else figure.amount


def balance_sheet(turnovers: Turnovers) -> Statement:
    """会农社01表 at the end of a span that begins in January: 期末余额 beside 年初余额.

    The same for a year and for a month, which ends the span earlier.
    """
    rows = tuple(
        Row(
            rule,
            {
                Column.END: _figure(leaves(BALANCE_SHEET_ROWS, rule.number), turnovers),
                Column.BEGIN: _figure(
                    [_at_begin(leaf) for leaf in leaves(BALANCE_SHEET_ROWS, rule.number)], turnovers
                ),
            },
        )
        for rule in BALANCE_SHEET_ROWS
    )
    return Statement(Form.BALANCE_SHEET, (Column.END, Column.BEGIN), rows)


def surplus_statement(year: Turnovers, previous: Turnovers | None) -> Statement:
    """会农社02表 of a year beside the year before; ``previous`` None where the books do not reach back so far."""
    spans = {Column.YEAR: (year, len(SURPLUS_ROWS)), Column.PREVIOUS: (previous, len(SURPLUS_ROWS))}
    return _surplus(spans)


def monthly_surplus(month: Turnovers, so_far: Turnovers) -> Statement:
    """会农社02表 of one month beside the year up to its end.

    One month has the rows to 四、本年盈余 only: what stands below them is of the year as a whole.
    """
    return _surplus({Column.MONTH: (month, LAST_OF_THE_YEAR), Column.SO_FAR: (so_far, len(SURPLUS_ROWS))})


def _surplus(spans: Mapping[Column, tuple[Turnovers | None, int]]) -> Statement:
    rows = tuple(
        Row(
            rule,
            {
                column: None
                if turnovers is None or rule.number > last
                else _figure(leaves(SURPLUS_ROWS, rule.number), turnovers)
                for column, (turnovers, last) in spans.items()
            },
        )
        for rule in SURPLUS_ROWS
    )
    return Statement(Form.SURPLUS, tuple(spans), rows)


def equity_statement(turnovers: Turnovers) -> EquityStatement:
    """会农社03表 of a year."""
    figures: dict[tuple[EquityLine, EquityColumn], Figure] = {}
    captions = {}
    totals: dict[EquityLine, list[Part]] = {line: [] for line in EquityLine if line.caption}
    for cell in EQUITY_CELLS:
        figure = _figure(cell.parts, turnovers)
        figures[cell.line, cell.column] = figure
        captions[cell.line, cell.column] = cell.caption
        if cell.line in totals:
            totals[cell.line] += figure.parts
    for line, parts in totals.items():
        figures[line, EquityColumn.TOTAL] = Figure(tuple(parts))
    return EquityStatement(figures, captions)


def _figure(rules: Sequence[PartRule], turnovers: Turnovers) -> Figure:
    return Figure(tuple(part_of(rule, turnovers) for rule in rules))


def _at_begin(rule: PartRule) -> PartRule:
    return PartRule(rule.account, rule.measure.at_begin, rule.sign)


def statement_findings(turnovers: Turnovers) -> list[DomainError]:
    """What the statements of a span that begins in January do not agree on; empty for sound books.

    ``statement.unbalanced``: row 22 is not row 42 (``begin`` tells which column, with ``assets``, ``claims`` and
    ``difference``); ``statement.undistributed``: row 20 of the surplus statement is not row 40 of the balance sheet;
    ``statement.pending``: 181 is not 0; ``statement.in_no_row``: an account that no row counts has a balance;
    ``statement.equity``: a ``column`` of the equity statement does not lead from opening to closing.
    """
    sheet, surplus = balance_sheet(turnovers), surplus_statement(turnovers, None)
    return [
        *_unbalanced(sheet),
        *_undistributed(sheet, surplus),
        *_uncounted(turnovers),
        *_uneven_columns(equity_statement(turnovers)),
    ]


def _unbalanced(sheet: Statement) -> Iterator[DomainError]:
    for column in sheet.columns:
        assets, claims = sheet.amount(22, column), sheet.amount(42, column)
        if assets != claims:
            code = "statement.unbalanced" if column is Column.END else "statement.unbalanced_at_begin"
            yield DomainError(code, assets=assets, claims=claims, difference=assets - claims)


def _undistributed(sheet: Statement, surplus: Statement) -> Iterator[DomainError]:
    by_surplus, by_sheet = surplus.amount(20, Column.YEAR), sheet.amount(40, Column.END)
    if by_surplus != by_sheet:
        yield DomainError(
            "statement.undistributed", row_20=by_surplus, row_40=by_sheet, difference=by_surplus - by_sheet
        )


_IN_ROWS = tuple(rule.account for row in BALANCE_SHEET_ROWS for rule in row.parts)


def _uncounted(turnovers: Turnovers) -> Iterator[DomainError]:
    pending = Money(sum(each.balance.fen for each in turnovers.below(PENDING)))
    if pending:
        yield DomainError("statement.pending", amount=pending)
    for code, turnover in turnovers.accounts.items():
        if turnover.balance and not code.startswith((PENDING, *_IN_ROWS)):
            yield DomainError("statement.in_no_row", account=code, amount=turnover.balance)


def _uneven_columns(statement: EquityStatement) -> Iterator[DomainError]:
    def at(line: EquityLine, column: EquityColumn) -> Money:
        return statement.amount(line, column) or Money(0)

    for column in EquityColumn:
        told = (
            at(EquityLine.OPENING, column) + at(EquityLine.INCREASE, column) - at(EquityLine.DECREASE, column)
        )
        closing = at(EquityLine.CLOSING, column)
        if told != closing and column is not EquityColumn.TOTAL:
            yield DomainError(
                "statement.equity",
                column=column.caption,
                told=told,
                closing=closing,
                difference=told - closing,
            )
