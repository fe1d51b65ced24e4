"""The three statements of 财会〔2021〕37号 as printed: 会农社01表, 02表 and 03表 in the official form.

Here stands how the forms are laid out; rows, captions and amounts are the domain's.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from coopdesk.domain.ledger.statement_rows import (
    ASSET_ROWS,
    LIABILITY_AND_EQUITY_ROWS,
    EquityColumn,
    EquityLine,
    Form,
    RowRule,
)
from coopdesk.domain.ledger.statements import Column, EquityStatement, Statement
from coopdesk.domain.money import Money
from coopdesk.services.coop.values import CoopDetails
from coopdesk.services.journal.entry import Witness
from coopdesk.services.ledger.papers.common import UNIT, PaperHead, Span, head_of
from coopdesk.services.paper_table import ColumnKind, PaperColumn, PaperRow, PaperTable
from coopdesk.services.paper_words import day_text

_TOTALS = ("合计", "小计", "总计")
_WITHIN = "其中："
_FIRST_WITHIN = frozenset({EquityLine.INCREASE_1, EquityLine.DECREASE_1})


class Level(Enum):
    """How a row of a form is set: a heading without a number, an item, one below the item before it, a sum."""

    HEADING = "heading"
    ITEM = "item"
    PART = "part"
    SUM = "sum"


@dataclass(frozen=True, slots=True)
class StatementYear:
    """The statements of a year, or of a month of it; 会农社03表 is of a year alone."""

    coop: CoopDetails
    span: Span
    balance: Statement
    surplus: Statement
    equity: EquityStatement | None
    witness: Witness


@dataclass(frozen=True, slots=True)
class StatementRow:
    """A row as it is printed: its words, 行次 (empty for a heading), and an amount for each column in yuan, None for a
    cell that the form leaves empty."""

    words: str
    number: str
    level: Level
    amounts: tuple[Money | None, ...] = ()


Half = tuple[StatementRow | None, ...]


@dataclass(frozen=True, slots=True)
class BalanceSheet:
    """会农社01表 ready to be drawn: the two sides beside each other, line by line, their totals on the same line.

    ``apart`` is by how much the two totals at the end differ; 0 in a book that is whole.
    """

    head: PaperHead
    dated: str
    titles: tuple[str, ...]
    assets: Half
    liabilities: Half
    apart: Money


@dataclass(frozen=True, slots=True)
class SurplusStatement:
    """会农社02表 ready to be drawn; ``titles`` are those of its columns of amounts."""

    head: PaperHead
    dated: str
    titles: tuple[str, ...]
    rows: tuple[StatementRow, ...]


@dataclass(frozen=True, slots=True)
class EquityRow:
    """A line of 会农社03表: what each column shows, with the words that the form splits off below 其中, and the sum.

    A column where the form has no line of that kind is None.
    """

    words: str
    cells: tuple[tuple[str, Money] | None, ...]
    total: Money | None = None


@dataclass(frozen=True, slots=True)
class EquitySheet:
    """会农社03表 ready to be drawn; ``titles`` are those of its columns before 合计."""

    head: PaperHead
    dated: str
    titles: tuple[str, ...]
    rows: tuple[EquityRow, ...]


@dataclass(frozen=True, slots=True)
class Statements:
    """All statements of a year or month ready to be drawn; 会农社03表 is None for a month."""

    balance: BalanceSheet
    surplus: SurplusStatement
    equity: EquitySheet | None


def build_statements(source: StatementYear, printed_on: date) -> Statements:
    """All statements that there are, made on a day."""
    equity = build_equity_statement(source, printed_on) if source.equity is not None else None
    return Statements(
        build_balance_sheet(source, printed_on), build_surplus_statement(source, printed_on), equity
    )


def build_balance_sheet(source: StatementYear, printed_on: date) -> BalanceSheet:
    """会农社01表 as at the last day of what is asked for."""
    sheet = source.balance
    assets = tuple(statement_rows(sheet, ASSET_ROWS))
    other = tuple(statement_rows(sheet, LIABILITY_AND_EQUITY_ROWS))
    gap: Half = (None,) * (len(assets) - len(other))
    return BalanceSheet(
        head_of(source.coop, printed_on, source.witness),
        day_text(source.span.last.last_day),
        tuple(column.caption for column in sheet.columns),
        assets,
        (*other[:-1], *gap, other[-1]),
        sheet.amount(ASSET_ROWS[-1].number, Column.END)
        - sheet.amount(LIABILITY_AND_EQUITY_ROWS[-1].number, Column.END),
    )


def build_surplus_statement(source: StatementYear, printed_on: date) -> SurplusStatement:
    """会农社02表 of a year, or of a month beside the year so far."""
    statement = source.surplus
    return SurplusStatement(
        head_of(source.coop, printed_on, source.witness),
        source.span.text,
        tuple(column.caption for column in statement.columns),
        tuple(statement_rows(statement, (row.rule for row in statement.rows))),
    )


def build_equity_statement(source: StatementYear, printed_on: date) -> EquitySheet:
    """会农社03表 of a year; without rows for a month."""
    columns = [column for column in EquityColumn if column is not EquityColumn.TOTAL]
    rows = () if source.equity is None else tuple(equity_rows(source.equity, columns))
    head = head_of(source.coop, printed_on, source.witness)
    return EquitySheet(head, source.span.text, tuple(column.caption for column in columns), rows)


def statement_rows(statement: Statement, rules: Iterable[RowRule]) -> Iterator[StatementRow]:
    """The rows of a form, each heading on a line of its own above its first."""
    for rule in rules:
        if rule.heading:
            yield StatementRow(rule.heading, "", Level.HEADING)
        row = statement.row(rule.number)
        amounts = tuple(row.amount(column) for column in statement.columns)
        yield StatementRow(rule.caption, str(rule.number), _level(statement.form, rule), amounts)


def _level(form: Form, rule: RowRule) -> Level:
    if form is Form.SURPLUS:
        if "、" in rule.caption:
            return Level.SUM
        return Level.ITEM if "：" in rule.caption else Level.PART
    return Level.SUM if rule.caption.endswith(_TOTALS) else Level.ITEM


def equity_rows(statement: EquityStatement, columns: Sequence[EquityColumn]) -> Iterator[EquityRow]:
    """The lines of 会农社03表 from the top, with these columns before the sum."""
    for line in EquityLine:
        cells = []
        for column in columns:
            amount = statement.amount(line, column)
            caption = statement.captions.get((line, column), "")
            cells.append(None if amount is None else (caption, amount))
        words = line.caption or (_WITHIN if line in _FIRST_WITHIN else "")
        yield EquityRow(words, tuple(cells), statement.amount(line, EquityColumn.TOTAL))


def statement_tables(statements: Statements) -> list[PaperTable]:
    """All statements as tables, each with the columns of its form."""
    found = [balance_table(statements.balance), surplus_table(statements.surplus)]
    return found if statements.equity is None else [*found, equity_table(statements.equity)]


def balance_table(sheet: BalanceSheet) -> PaperTable:
    """会农社01表 as a table of eight columns, as it is printed."""
    columns = tuple(
        column
        for side in ("资产", "负债和所有者权益")
        for column in (
            PaperColumn(side, ColumnKind.TEXT, 26),
            PaperColumn("行次", ColumnKind.SHORT, 6),
            *(PaperColumn(title, ColumnKind.MONEY, 18) for title in sheet.titles),
        )
    )
    rows = tuple(
        PaperRow((*_half(left), *_half(right)))
        for left, right in zip(sheet.assets, sheet.liabilities, strict=True)
    )
    return _table(Form.BALANCE_SHEET, columns, rows, sheet.head, sheet.dated)


def surplus_table(statement: SurplusStatement) -> PaperTable:
    """会农社02表 as a table."""
    columns = (
        PaperColumn("项目", ColumnKind.TEXT, 30),
        PaperColumn("行次", ColumnKind.SHORT, 6),
        *(PaperColumn(title, ColumnKind.MONEY, 20) for title in statement.titles),
    )
    rows = tuple(PaperRow(tuple(_half(row))) for row in statement.rows)
    return _table(Form.SURPLUS, columns, rows, statement.head, statement.dated)


def equity_table(sheet: EquitySheet) -> PaperTable:
    """会农社03表 as a table: beside each amount the words that the form splits off."""
    columns = (
        PaperColumn("项目", ColumnKind.TEXT, 16),
        *(
            column
            for title in sheet.titles
            for column in (
                PaperColumn("其中", ColumnKind.TEXT, 24, over=title),
                PaperColumn("金额", ColumnKind.MONEY, 16, over=title),
            )
        ),
        PaperColumn(EquityColumn.TOTAL.caption, ColumnKind.MONEY, 18),
    )
    rows = tuple(PaperRow((row.words, *_equity_cells(row), row.total)) for row in sheet.rows)
    return _table(Form.EQUITY, columns, rows, sheet.head, sheet.dated)


def _half(row: StatementRow | None) -> Iterator[str | Money | None]:
    if row is None:
        yield from ("", "", None, None)
        return
    yield row.words
    yield row.number
    yield from row.amounts or (None, None)


def _equity_cells(row: EquityRow) -> Iterator[str | Money | None]:
    for cell in row.cells:
        yield from cell if cell is not None else ("", None)


def _table(
    form: Form, columns: tuple[PaperColumn, ...], rows: tuple[PaperRow, ...], head: PaperHead, dated: str
) -> PaperTable:
    above = ((form.caption, form.number), (f"编制单位：{head.coop}", dated, UNIT))
    return PaperTable(form.caption, columns, rows, above)
