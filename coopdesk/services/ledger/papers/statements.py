"""The three statements of 财会〔2021〕37号 as printed: 会农社01表, 02表 and 03表 in the official form.

Here stands how the forms are laid out; every amount comes from the ledger by the official number of its row.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from coopdesk.domain.money import Money
from coopdesk.services.coop.values import CoopDetails
from coopdesk.services.journal.entry import Witness
from coopdesk.services.ledger.papers.common import UNIT, PaperHead, Span, head_of
from coopdesk.services.paper_table import ColumnKind, PaperColumn, PaperRow, PaperTable
from coopdesk.services.paper_words import day_text

Rows = Mapping[int, tuple[Money, Money]]
"""Official number of a row -> the two amounts that stand in it, in yuan."""
ZERO = Money(0)


class Level(Enum):
    """How a row of a form is set: a heading without a number, an item, one that is taken off or added, a sum."""

    HEADING = "heading"
    ITEM = "item"
    PART = "part"
    SUM = "sum"


@dataclass(frozen=True, slots=True)
class FormRow:
    """A row of an official form: its words and its number, 0 for a heading."""

    words: str
    number: int
    level: Level = Level.ITEM


def _heading(words: str) -> FormRow:
    return FormRow(words, 0, Level.HEADING)


ASSETS: tuple[FormRow, ...] = (
    _heading("流动资产："),
    FormRow("货币资金", 1),
    FormRow("应收款项", 2),
    FormRow("存货", 3),
    FormRow("消耗性生物资产", 4),
    FormRow("流动资产合计", 5, Level.SUM),
    _heading("非流动资产："),
    FormRow("对外投资", 6),
    FormRow("生产性生物资产原值", 7),
    FormRow("减：生产性生物资产累计折旧", 8),
    FormRow("生产性生物资产净值", 9),
    FormRow("固定资产原值", 10),
    FormRow("减：累计折旧", 11),
    FormRow("固定资产净值", 12),
    FormRow("在建工程", 13),
    FormRow("固定资产清理", 14),
    FormRow("固定资产小计", 15, Level.SUM),
    FormRow("无形资产原值", 16),
    FormRow("减：累计摊销", 17),
    FormRow("无形资产净值", 18),
    FormRow("公益性生物资产", 19),
    FormRow("长期待摊费用", 20),
    FormRow("非流动资产合计", 21, Level.SUM),
    FormRow("资产总计", 22, Level.SUM),
)
LIABILITIES: tuple[FormRow, ...] = (
    _heading("流动负债："),
    FormRow("短期借款", 23),
    FormRow("应付款项", 24),
    FormRow("应付工资", 25),
    FormRow("应付劳务费", 26),
    FormRow("应交税费", 27),
    FormRow("应付利息", 28),
    FormRow("应付盈余返还", 29),
    FormRow("应付剩余盈余", 30),
    FormRow("流动负债合计", 31, Level.SUM),
    _heading("非流动负债："),
    FormRow("长期借款", 32),
    FormRow("专项应付款", 33),
    FormRow("非流动负债合计", 34, Level.SUM),
    FormRow("负债合计", 35, Level.SUM),
    _heading("所有者权益："),
    FormRow("股金", 36),
    FormRow("专项基金", 37),
    FormRow("资本公积", 38),
    FormRow("盈余公积", 39),
    FormRow("未分配盈余", 40),
    FormRow("所有者权益合计", 41, Level.SUM),
    FormRow("负债和所有者权益总计", 42, Level.SUM),
)
"""The two sides of 会农社01表, from the top."""
SURPLUS: tuple[FormRow, ...] = (
    FormRow("一、经营收入", 1, Level.SUM),
    FormRow("加：投资收益", 2),
    FormRow("减：经营支出", 3),
    FormRow("税金及附加", 4, Level.PART),
    FormRow("管理费用", 5, Level.PART),
    FormRow("财务费用", 6, Level.PART),
    FormRow("二、经营收益", 7, Level.SUM),
    FormRow("加：其他收入", 8),
    FormRow("减：其他支出", 9),
    FormRow("三、盈余总额", 10, Level.SUM),
    FormRow("减：所得税费用", 11),
    FormRow("四、本年盈余", 12, Level.SUM),
    FormRow("加：年初未分配盈余", 13),
    FormRow("其他转入", 14, Level.PART),
    FormRow("减：提取盈余公积", 15),
    FormRow("五、可分配盈余", 16, Level.SUM),
    FormRow("减：盈余返还", 17),
    FormRow("剩余盈余分配", 18, Level.PART),
    FormRow("转为成员出资", 19, Level.PART),
    FormRow("六、年末未分配盈余", 20, Level.SUM),
)
"""会农社02表."""
EQUITY_TITLES = ("股金", "专项基金", "资本公积", "盈余公积", "未分配盈余")
"""The columns of 会农社03表 before 合计."""
BALANCE_TITLES = ("期末余额", "年初余额")


@dataclass(frozen=True, slots=True)
class EquityLine:
    """A line of 会农社03表: what each column shows, with the words that the form splits off below 其中, and the sum.

    A column where the form has no line of that kind is None.
    """

    words: str
    cells: tuple[tuple[str, Money] | None, ...]
    total: Money | None = None


@dataclass(frozen=True, slots=True)
class StatementYear:
    """What the statements of a year, or of a month of it, are printed from, as the ledger gave it."""

    coop: CoopDetails
    span: Span
    balance: Rows
    """会农社01表: 期末余额, 年初余额."""
    surplus: Rows
    """会农社02表: 本年金额 and 上年金额; of a month what the month brought and the year so far."""
    equity: tuple[EquityLine, ...]
    """会农社03表; none for a month."""
    witness: Witness


@dataclass(frozen=True, slots=True)
class StatementRow:
    """A row as it is printed; a heading has no amounts."""

    form: FormRow
    amounts: tuple[Money, ...] = ()

    @property
    def number(self) -> str:
        """行次, empty for a heading."""
        return str(self.form.number or "")


Half = tuple[StatementRow | None, ...]


@dataclass(frozen=True, slots=True)
class BalanceSheet:
    """会农社01表 ready to be drawn: the two sides beside each other, line by line, their totals on the same line.

    ``apart`` is by how much the two totals differ; 0 in a book that is whole.
    """

    head: PaperHead
    dated: str
    assets: Half
    liabilities: Half
    apart: Money


@dataclass(frozen=True, slots=True)
class SurplusStatement:
    """会农社02表 ready to be drawn; ``titles`` are those of its two columns of amounts."""

    head: PaperHead
    dated: str
    titles: tuple[str, str]
    rows: tuple[StatementRow, ...]


@dataclass(frozen=True, slots=True)
class EquityStatement:
    """会农社03表 ready to be drawn."""

    head: PaperHead
    dated: str
    lines: tuple[EquityLine, ...]


def build_balance_sheet(source: StatementYear, printed_on: date) -> BalanceSheet:
    """会农社01表 as at the last day of what is asked for."""
    assets = _filled(ASSETS, source.balance)
    other = _filled(LIABILITIES, source.balance)
    gap: Half = (None,) * (len(assets) - len(other))
    total = {22: ZERO, 42: ZERO} | {number: amounts[0] for number, amounts in source.balance.items()}
    return BalanceSheet(
        head_of(source.coop, printed_on, source.witness),
        day_text(source.span.last.last_day),
        assets,
        (*other[:-1], *gap, other[-1]),
        total[22] - total[42],
    )


def build_surplus_statement(source: StatementYear, printed_on: date) -> SurplusStatement:
    """会农社02表 of a year, or of a month beside the year so far."""
    titles = ("本年金额", "上年金额") if source.span.is_year else ("本月金额", "本年累计金额")
    return SurplusStatement(
        head_of(source.coop, printed_on, source.witness),
        source.span.text,
        titles,
        _filled(SURPLUS, source.surplus),
    )


def build_equity_statement(source: StatementYear, printed_on: date) -> EquityStatement:
    """会农社03表 of a year."""
    return EquityStatement(head_of(source.coop, printed_on, source.witness), source.span.text, source.equity)


def _filled(form: Sequence[FormRow], rows: Rows) -> tuple[StatementRow, ...]:
    return tuple(
        StatementRow(each, rows.get(each.number, (ZERO, ZERO)) if each.number else ()) for each in form
    )


def balance_table(sheet: BalanceSheet) -> PaperTable:
    """会农社01表 as a table of eight columns, as it is printed."""
    columns = tuple(
        column
        for side in ("资产", "负债和所有者权益")
        for column in (
            PaperColumn(side, ColumnKind.TEXT, 26),
            PaperColumn("行次", ColumnKind.TEXT, 6),
            *(PaperColumn(title, ColumnKind.MONEY, 18) for title in BALANCE_TITLES),
        )
    )
    rows = tuple(
        PaperRow((*_half(left), *_half(right)))
        for left, right in zip(sheet.assets, sheet.liabilities, strict=True)
    )
    above = _above("资产负债表", "会农社01表", sheet.head, sheet.dated)
    return PaperTable("资产负债表", columns, rows, above)


def surplus_table(statement: SurplusStatement) -> PaperTable:
    """会农社02表 as a table."""
    columns = (
        PaperColumn("项目", ColumnKind.TEXT, 30),
        PaperColumn("行次", ColumnKind.TEXT, 6),
        *(PaperColumn(title, ColumnKind.MONEY, 20) for title in statement.titles),
    )
    rows = tuple(PaperRow(tuple(_half(row))) for row in statement.rows)
    return PaperTable(
        "盈余及盈余分配表",
        columns,
        rows,
        _above("盈余及盈余分配表", "会农社02表", statement.head, statement.dated),
    )


def equity_table(statement: EquityStatement) -> PaperTable:
    """会农社03表 as a table: beside each amount the words that the form splits off."""
    columns = (
        PaperColumn("项目", ColumnKind.TEXT, 16),
        *(
            column
            for title in EQUITY_TITLES
            for column in (
                PaperColumn("其中", ColumnKind.TEXT, 22, over=title),
                PaperColumn("金额", ColumnKind.MONEY, 16, over=title),
            )
        ),
        PaperColumn("合计", ColumnKind.MONEY, 18),
    )
    rows = tuple(PaperRow((line.words, *_equity_cells(line), line.total)) for line in statement.lines)
    return PaperTable(
        "成员权益变动表",
        columns,
        rows,
        _above("成员权益变动表", "会农社03表", statement.head, statement.dated),
    )


def _half(row: StatementRow | None) -> Iterator[str | Money | None]:
    if row is None:
        yield from ("", "", None, None)
        return
    yield row.form.words
    yield row.number
    yield from row.amounts or (None, None)


def _equity_cells(line: EquityLine) -> Iterator[str | Money | None]:
    for cell in line.cells:
        yield from cell if cell is not None else ("", None)


def _above(title: str, form: str, head: PaperHead, dated: str) -> tuple[tuple[str, ...], ...]:
    return ((title, form), (f"编制单位：{head.coop}", dated, UNIT))
