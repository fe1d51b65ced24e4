"""The rows of the statements of 财会〔2021〕37号 as data: official numbers, captions, and what each is the sum of.

会农社01表 资产负债表, 会农社02表 盈余及盈余分配表, 会农社03表 成员权益变动表. Captions are the ministry's and stay
Chinese. The forms of 2007 (财会〔2007〕15号) have other numbers, and their 可分配盈余 stands before the reserve, here
after it, so figures of old files must never be taken over by caption.
"""

from dataclasses import dataclass
from enum import StrEnum

from coopdesk.domain.ledger.chart import (
    APPROPRIATIONS,
    CAPITAL,
    CAPITAL_RESERVE,
    CASH,
    DISTRIBUTION,
    EXPENSES,
    INCOME,
    MEMBERS_ACCOUNT,
    RESERVE,
    SPECIAL_FUND,
    TO_CAPITAL,
    TO_DIVIDEND,
    TO_REFUND,
    YEAR_SURPLUS,
)
from coopdesk.domain.ledger.equity_causes import MOVED, Cause
from coopdesk.domain.ledger.statement_parts import Measure, PartRule


class Form(StrEnum):
    """The three statements."""

    BALANCE_SHEET = "balance_sheet"
    SURPLUS = "surplus"
    EQUITY = "equity"

    @property
    def number(self) -> str:
        """The form's number as it stands in its upper right corner."""
        return _NUMBERS[self]

    @property
    def caption(self) -> str:
        """The form's title."""
        return _FORM_CAPTIONS[self]


_NUMBERS = {Form.BALANCE_SHEET: "会农社01表", Form.SURPLUS: "会农社02表", Form.EQUITY: "会农社03表"}
_FORM_CAPTIONS = {
    Form.BALANCE_SHEET: "资产负债表",
    Form.SURPLUS: "盈余及盈余分配表",
    Form.EQUITY: "成员权益变动表",
}


@dataclass(frozen=True, slots=True)
class RowRule:
    """One row: its official number (行次), its caption, and either the parts it is the sum of or the rows it adds up,
    each with its sign. ``heading`` is what stands on a line of its own above it."""

    number: int
    caption: str
    parts: tuple[PartRule, ...] = ()
    rows: tuple[tuple[int, int], ...] = ()
    heading: str = ""

    @property
    def is_sum(self) -> bool:
        """Whether it adds up other rows."""
        return bool(self.rows)


def _debit(*accounts: str) -> tuple[PartRule, ...]:
    return tuple(PartRule(account, Measure.BALANCE) for account in accounts)


def _credit(*accounts: str) -> tuple[PartRule, ...]:
    return tuple(PartRule(account, Measure.BALANCE, -1) for account in accounts)


def _sum(*rows: int) -> tuple[tuple[int, int], ...]:
    """Rows that are added; those written below 0 are taken off."""
    return tuple((1 if row > 0 else -1, abs(row)) for row in rows)


UNDISTRIBUTED_BALANCE = _credit(YEAR_SURPLUS, DISTRIBUTION, *INCOME, *EXPENSES)
"""未分配盈余 at any time: within a year income and expenses are not yet carried to 331."""

ASSET_ROWS: tuple[RowRule, ...] = (
    RowRule(1, "货币资金", _debit(*CASH), heading="流动资产："),
    RowRule(2, "应收款项", (*_debit("113"), PartRule(MEMBERS_ACCOUNT, Measure.BALANCE_OF_DEBTORS))),
    RowRule(3, "存货", _debit("121", "122", "124", "125", "127", "128", "401")),
    RowRule(4, "消耗性生物资产", _debit("141")),
    RowRule(5, "流动资产合计", rows=_sum(1, 2, 3, 4)),
    RowRule(6, "对外投资", _debit("131"), heading="非流动资产："),
    RowRule(7, "生产性生物资产原值", _debit("142")),
    RowRule(8, "减：生产性生物资产累计折旧", _credit("143")),
    RowRule(9, "生产性生物资产净值", rows=_sum(7, -8)),
    RowRule(10, "固定资产原值", _debit("151")),
    RowRule(11, "减：累计折旧", _credit("152")),
    RowRule(12, "固定资产净值", rows=_sum(10, -11)),
    RowRule(13, "在建工程", _debit("153")),
    RowRule(14, "固定资产清理", _debit("154")),
    RowRule(15, "固定资产小计", rows=_sum(12, 13, 14)),
    RowRule(16, "无形资产原值", _debit("161")),
    RowRule(17, "减：累计摊销", _credit("162")),
    RowRule(18, "无形资产净值", rows=_sum(16, -17)),
    RowRule(19, "公益性生物资产", _debit("144")),
    RowRule(20, "长期待摊费用", _debit("171")),
    RowRule(21, "非流动资产合计", rows=_sum(6, 9, 15, 18, 19, 20)),
    RowRule(22, "资产总计", rows=_sum(5, 21)),
)
"""会农社01表, left half."""

LIABILITY_AND_EQUITY_ROWS: tuple[RowRule, ...] = (
    RowRule(23, "短期借款", _credit("201"), heading="流动负债："),
    RowRule(24, "应付款项", (*_credit("211"), PartRule(MEMBERS_ACCOUNT, Measure.BALANCE_OF_CREDITORS, -1))),
    RowRule(25, "应付工资", _credit("212")),
    RowRule(26, "应付劳务费", _credit("213")),
    RowRule(27, "应交税费", _credit("214")),
    RowRule(28, "应付利息", _credit("215")),
    RowRule(29, "应付盈余返还", _credit("221")),
    RowRule(30, "应付剩余盈余", _credit("222")),
    RowRule(31, "流动负债合计", rows=_sum(23, 24, 25, 26, 27, 28, 29, 30)),
    RowRule(32, "长期借款", _credit("231"), heading="非流动负债："),
    RowRule(33, "专项应付款", _credit("235")),
    RowRule(34, "非流动负债合计", rows=_sum(32, 33)),
    RowRule(35, "负债合计", rows=_sum(31, 34)),
    RowRule(36, "股金", _credit(CAPITAL), heading="所有者权益："),
    RowRule(37, "专项基金", _credit(SPECIAL_FUND)),
    RowRule(38, "资本公积", _credit(CAPITAL_RESERVE)),
    RowRule(39, "盈余公积", _credit(RESERVE)),
    RowRule(40, "未分配盈余", UNDISTRIBUTED_BALANCE),
    RowRule(41, "所有者权益合计", rows=_sum(36, 37, 38, 39, 40)),
    RowRule(42, "负债和所有者权益总计", rows=_sum(35, 41)),
)
"""会农社01表, right half."""

BALANCE_SHEET_ROWS = (*ASSET_ROWS, *LIABILITY_AND_EQUITY_ROWS)


def _earned(account: str) -> tuple[PartRule, ...]:
    return (PartRule(account, Measure.MOVED, -1),)


def _spent(account: str) -> tuple[PartRule, ...]:
    return (PartRule(account, Measure.MOVED),)


def _appropriated(account: str, *without: str) -> tuple[PartRule, ...]:
    return (PartRule(account, Measure.DEBITS, 1, without),)


def caused(*causes: Cause) -> tuple[PartRule, ...]:
    """The parts of what moved for these causes, above 0 whether they add or take away."""
    return tuple(PartRule(MOVED[cause].account, Measure.CAUSE, cause=cause) for cause in causes)


_RETURNED = (TO_REFUND, TO_DIVIDEND, TO_CAPITAL)
SURPLUS_ROWS: tuple[RowRule, ...] = (
    RowRule(1, "一、经营收入", _earned("501")),
    RowRule(2, "加：投资收益", _earned("511")),
    RowRule(3, "减：经营支出", _spent("521")),
    RowRule(4, "税金及附加", _spent("522")),
    RowRule(5, "管理费用", _spent("523")),
    RowRule(6, "财务费用", _spent("524")),
    RowRule(7, "二、经营收益", rows=_sum(1, 2, -3, -4, -5, -6)),
    RowRule(8, "加：其他收入", _earned("502")),
    RowRule(9, "减：其他支出", _spent("529")),
    RowRule(10, "三、盈余总额", rows=_sum(7, 8, -9)),
    RowRule(11, "减：所得税费用", _spent("531")),
    RowRule(12, "四、本年盈余", rows=_sum(10, -11)),
    RowRule(
        13,
        "加：年初未分配盈余",
        tuple(PartRule(each.account, Measure.OPENING, each.sign) for each in UNDISTRIBUTED_BALANCE),
    ),
    RowRule(14, "其他转入", caused(Cause.TRANSFERRED_IN)),
    RowRule(15, "减：提取盈余公积", _appropriated(APPROPRIATIONS, *_RETURNED)),
    RowRule(16, "五、可分配盈余", rows=_sum(12, 13, 14, -15)),
    RowRule(17, "减：盈余返还", _appropriated(TO_REFUND)),
    RowRule(18, "剩余盈余分配", _appropriated(TO_DIVIDEND)),
    RowRule(19, "转为成员出资", _appropriated(TO_CAPITAL)),
    RowRule(20, "六、年末未分配盈余", rows=_sum(16, -17, -18, -19)),
)
"""会农社02表. 提取盈余公积 is all of 各项分配 but what goes to members: a fund of the charter's (风险金) is in it."""

LAST_OF_THE_YEAR = 12
"""四、本年盈余: the last row that one month alone can have."""


class EquityColumn(StrEnum):
    """The columns of 会农社03表: 股金, 专项基金, 资本公积, 盈余公积, 未分配盈余, 合计."""

    CAPITAL = "capital"
    SPECIAL_FUND = "special_fund"
    CAPITAL_RESERVE = "capital_reserve"
    RESERVE = "reserve"
    UNDISTRIBUTED = "undistributed"
    TOTAL = "total"

    @property
    def caption(self) -> str:
        """What stands above the column."""
        return _COLUMN_CAPTIONS[self]


_COLUMN_CAPTIONS = {
    EquityColumn.CAPITAL: "股金",
    EquityColumn.SPECIAL_FUND: "专项基金",
    EquityColumn.CAPITAL_RESERVE: "资本公积",
    EquityColumn.RESERVE: "盈余公积",
    EquityColumn.UNDISTRIBUTED: "未分配盈余",
    EquityColumn.TOTAL: "合计",
}


class EquityLine(StrEnum):
    """The lines of 会农社03表 from the top: opening, increase with its 其中, decrease with its 其中, closing."""

    OPENING = "opening"
    INCREASE = "increase"
    INCREASE_1 = "increase_1"
    INCREASE_2 = "increase_2"
    INCREASE_3 = "increase_3"
    DECREASE = "decrease"
    DECREASE_1 = "decrease_1"
    DECREASE_2 = "decrease_2"
    DECREASE_3 = "decrease_3"
    DECREASE_4 = "decrease_4"
    CLOSING = "closing"

    @property
    def caption(self) -> str:
        """What stands at the line's beginning; those of 其中 have a caption in each column instead."""
        return _LINE_CAPTIONS.get(self, "")


_LINE_CAPTIONS = {
    EquityLine.OPENING: "年初余额",
    EquityLine.INCREASE: "本年增加数",
    EquityLine.DECREASE: "本年减少数",
    EquityLine.CLOSING: "年末余额",
}


@dataclass(frozen=True, slots=True)
class EquityCell:
    """One figure of 会农社03表: the parts it is the sum of, and in the lines of 其中 its caption within the column."""

    line: EquityLine
    column: EquityColumn
    parts: tuple[PartRule, ...]
    caption: str = ""


def _surplus_parts(*numbers: int) -> tuple[PartRule, ...]:
    return tuple(rule for number in numbers for rule in leaves(SURPLUS_ROWS, number))


def leaves(rows: tuple[RowRule, ...], number: int, sign: int = 1) -> list[PartRule]:
    """The parts that a row is the sum of, down through the rows it adds up, each signed as it counts in the row."""
    row = next(each for each in rows if each.number == number)
    own = [
        PartRule(rule.account, rule.measure, rule.sign * sign, rule.without, rule.cause) for rule in row.parts
    ]
    return own + [leaf for turned, other in row.rows for leaf in leaves(rows, other, sign * turned)]


_INCREASES = (EquityLine.INCREASE_1, EquityLine.INCREASE_2, EquityLine.INCREASE_3)
_DECREASES = (EquityLine.DECREASE_1, EquityLine.DECREASE_2, EquityLine.DECREASE_3, EquityLine.DECREASE_4)
_Told = tuple[str, tuple[PartRule, ...]]


def _column(
    column: EquityColumn,
    balance: tuple[PartRule, ...],
    gains: tuple[_Told, ...],
    other_gains: tuple[PartRule, ...],
    losses: tuple[_Told, ...],
    other_losses: tuple[PartRule, ...],
) -> list[EquityCell]:
    def parts(told: tuple[_Told, ...], other: tuple[PartRule, ...]) -> tuple[PartRule, ...]:
        return (*(rule for _caption, rules in told for rule in rules), *other)

    begin = tuple(PartRule(rule.account, rule.measure.at_begin, rule.sign) for rule in balance)
    return [
        EquityCell(EquityLine.OPENING, column, begin),
        EquityCell(EquityLine.INCREASE, column, parts(gains, other_gains)),
        *(
            EquityCell(line, column, told, caption)
            for line, (caption, told) in zip(_INCREASES, gains, strict=False)
        ),
        EquityCell(EquityLine.DECREASE, column, parts(losses, other_losses)),
        *(
            EquityCell(line, column, told, caption)
            for line, (caption, told) in zip(_DECREASES, losses, strict=False)
        ),
        EquityCell(EquityLine.CLOSING, column, balance),
    ]


LOSS_MADE_GOOD = "弥补亏损"
"""The official page prints it under 资本公积; account 322 is the one whose text allows it, so 盈余公积 has it too."""

EQUITY_CELLS: tuple[EquityCell, ...] = (
    *_column(
        EquityColumn.CAPITAL,
        _credit(CAPITAL),
        (
            ("资本公积转增", caused(Cause.CAPITAL_FROM_CAPITAL_RESERVE)),
            ("盈余公积转增", caused(Cause.CAPITAL_FROM_RESERVE)),
            ("成员增加出资", caused(Cause.CAPITAL_PAID_IN)),
        ),
        caused(Cause.CAPITAL_OTHER_IN),
        (("成员减少出资", caused(Cause.CAPITAL_REDUCED)),),
        caused(Cause.CAPITAL_OTHER_OUT),
    ),
    *_column(
        EquityColumn.SPECIAL_FUND,
        _credit(SPECIAL_FUND),
        (
            ("接受国家财政直接补助形成", caused(Cause.FUND_STATE)),
            ("接受他人捐赠形成", caused(Cause.FUND_DONATED)),
        ),
        caused(Cause.FUND_OTHER_IN),
        (),
        caused(Cause.FUND_OTHER_OUT),
    ),
    *_column(
        EquityColumn.CAPITAL_RESERVE,
        _credit(CAPITAL_RESERVE),
        (("股金溢价", caused(Cause.PREMIUM)), ("资产评估增值", caused(Cause.REVALUED))),
        caused(Cause.CAPITAL_RESERVE_OTHER_IN),
        (
            ("转为成员出资", caused(Cause.CAPITAL_RESERVE_TO_CAPITAL)),
            (LOSS_MADE_GOOD, caused(Cause.CAPITAL_RESERVE_TO_LOSS)),
        ),
        caused(Cause.CAPITAL_RESERVE_OTHER_OUT),
    ),
    *_column(
        EquityColumn.RESERVE,
        _credit(RESERVE),
        (("从盈余中提取", caused(Cause.RESERVE_DRAWN)),),
        caused(Cause.RESERVE_OTHER_IN),
        (
            ("转为成员出资", caused(Cause.RESERVE_TO_CAPITAL)),
            (LOSS_MADE_GOOD, caused(Cause.RESERVE_TO_LOSS)),
        ),
        caused(Cause.RESERVE_OTHER_OUT),
    ),
    *_column(
        EquityColumn.UNDISTRIBUTED,
        UNDISTRIBUTED_BALANCE,
        (("本年盈余", _surplus_parts(12)), ("其他转入", _surplus_parts(14))),
        (),
        (
            ("提取盈余公积", _surplus_parts(15)),
            ("盈余返还", _surplus_parts(17)),
            ("剩余盈余分配", _surplus_parts(18)),
            ("转为成员出资", _surplus_parts(19)),
        ),
        caused(Cause.UNDISTRIBUTED_OTHER_OUT),
    ),
)
"""会农社03表 but for its column 合计."""
