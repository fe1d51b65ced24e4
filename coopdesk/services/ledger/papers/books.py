"""The books of the ledger as printed: 序时账, 总账, 明细账, 辅助明细账, 多栏账, 日记账, 科目余额表, 凭证汇总表.

All are worked out from one reading: what stood on each account before the months that are asked for, and the vouchers
of those months. Each is a list of tables, which a paper and a workbook show alike.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from coopdesk.domain.ledger.accounts import AccountGroup, ChartOfAccounts, Dimension, Side
from coopdesk.domain.ledger.chart import CASH
from coopdesk.domain.ledger.months import Month
from coopdesk.domain.ledger.voucher import WORDS, VoucherKind, VoucherLine
from coopdesk.domain.money import Money
from coopdesk.services.coop.values import CoopDetails
from coopdesk.services.journal.entry import Witness
from coopdesk.services.ledger.papers.common import (
    UNIT,
    Names,
    PaperHead,
    Span,
    account_words,
    auxiliary_words,
    detail_words,
    head_of,
    voucher_label,
)
from coopdesk.services.ledger.values import PostedVoucher
from coopdesk.services.paper_table import (
    ColumnKind,
    PaperColumn,
    PaperRow,
    PaperTable,
    RowLook,
    TableCell,
)

_NAMED_COUNTERS = 2
"""So many accounts of the other side are named; further ones are 等."""
_OPENING, _BROUGHT = "期初余额", "上年结转"
_MONTH, _YEAR, _DAY = "本月合计", "本年累计", "本日合计"
_CARRIED = "过次页"
_OFFICES = ("会计主管", "记账", "复核")


@dataclass(frozen=True, slots=True)
class Turnover:
    """What stands on the two sides of an account, in fen."""

    debit: int = 0
    credit: int = 0

    @property
    def net(self) -> int:
        """Debit less credit: above 0 a balance in debit."""
        return self.debit - self.credit

    def __add__(self, other: "Turnover") -> "Turnover":
        return Turnover(self.debit + other.debit, self.credit + other.credit)


NO_TURNOVER = Turnover()
Held = tuple[str, Dimension, str]
"""An account, a dimension and a code in it: what a ledger by auxiliary is kept of."""


@dataclass(frozen=True, slots=True)
class BookSource:
    """What the books of some months of a year are made from.

    ``before`` is by account code what was entered on the account itself in all months before the first, ``year`` what
    of that was entered in the same year. ``held_before`` and ``held_year`` are the same by account and auxiliary.
    ``vouchers`` are those of the months, in the order they are kept.
    """

    coop: CoopDetails
    chart: ChartOfAccounts
    names: Names
    span: Span
    before: Mapping[str, Turnover]
    year: Mapping[str, Turnover]
    held_before: Mapping[Held, Turnover]
    held_year: Mapping[Held, Turnover]
    vouchers: tuple[PostedVoucher, ...]
    witness: Witness


@dataclass(frozen=True, slots=True)
class BookFigures:
    """A book ready to be drawn: ``tables`` one after the other, of the same months. ``lying`` turns the sheets."""

    head: PaperHead
    title: str
    period: str
    tables: tuple[PaperTable, ...]
    notes: tuple[str, ...] = ()
    lying: bool = True
    offices: tuple[str, ...] = _OFFICES


@dataclass(frozen=True, slots=True)
class _Entry:
    """One line of one voucher."""

    posted: PostedVoucher
    line: VoucherLine

    @property
    def turnover(self) -> Turnover:
        return Turnover(self.line.debit.fen, self.line.credit.fen)

    @property
    def month(self) -> Month:
        return self.posted.month

    @property
    def day(self) -> date:
        return self.posted.voucher.day


_DATE = PaperColumn("日期", ColumnKind.DAY, 11)
_NUMBER = PaperColumn("凭证号", ColumnKind.SHORT, 9)
_SUMMARY = PaperColumn("摘要", ColumnKind.TEXT, 34)
_COUNTER = PaperColumn("对方科目", ColumnKind.TEXT, 20)
_DEBIT = PaperColumn("借方", ColumnKind.MONEY, 16)
_CREDIT = PaperColumn("贷方", ColumnKind.MONEY, 16)
_SIDE = PaperColumn("方向", ColumnKind.SHORT, 6)
_BALANCE = PaperColumn("余额", ColumnKind.MONEY, 17)


def build_journal(source: BookSource, printed_on: date) -> BookFigures:
    """序时账: every line of every voucher, day by day."""
    columns = (
        _DATE,
        _NUMBER,
        _SUMMARY,
        PaperColumn("总账科目", ColumnKind.TEXT, 18),
        PaperColumn("明细科目", ColumnKind.TEXT, 24),
        _DEBIT,
        _CREDIT,
    )
    rows: list[PaperRow] = []
    sums = NO_TURNOVER
    for entry in _entries(source):
        sums += entry.turnover
        top = source.chart[entry.line.account].top
        rows.append(
            PaperRow(
                (
                    entry.day,
                    voucher_label(entry.posted),
                    entry.line.summary,
                    account_words(top, source.chart),
                    detail_words(entry.line.account, entry.line.dimensions, source.chart, source.names),
                    *_amounts(entry.turnover),
                ),
                carried=(None, "", _CARRIED, "", "", Money(sums.debit), Money(sums.credit)),
            )
        )
    rows.append(PaperRow((None, "", "合计", "", "", Money(sums.debit), Money(sums.credit)), RowLook.SUM))
    return _book(source, printed_on, "序时账", [_table(source, "序时账", columns, rows)])


def build_general_ledger(source: BookSource, printed_on: date) -> BookFigures:
    """总账: each of the ministry's accounts month by month, with its balance."""
    columns = (
        PaperColumn("月份", ColumnKind.SHORT, 9),
        PaperColumn("摘要", ColumnKind.TEXT, 16),
        _DEBIT,
        _CREDIT,
        _SIDE,
        _BALANCE,
    )
    months = _by_top_and_month(source)
    before, year = _rolled(source.before, source.chart), _rolled(source.year, source.chart)
    rows: list[PaperRow] = []
    for code in _tops(source):
        start, balance = before.get(code, NO_TURNOVER), before.get(code, NO_TURNOVER).net
        if not start.net and not any(top == code for top, _month in months):
            continue
        rows.append(PaperRow((account_words(code, source.chart),), RowLook.GROUP))
        rows.append(PaperRow(("", _start_words(source), None, None, *_balance(balance))))
        so_far = year.get(code, NO_TURNOVER)
        for month in _months(source.span):
            moved = months.get((code, month), NO_TURNOVER)
            if moved == NO_TURNOVER and month != source.span.last:
                continue
            so_far += moved
            balance += moved.net
            words = f"{month.year}-{month.month:02d}"
            rows.append(PaperRow((words, _MONTH, *_amounts(moved), *_balance(balance))))
            rows.append(PaperRow((words, _YEAR, *_amounts(so_far), *_balance(balance)), RowLook.SUM))
    table = _table(source, "总账", columns, rows, grouped="科目")
    return _book(source, printed_on, "总账", [table], lying=False)


@dataclass(frozen=True, slots=True)
class AccountBook:
    """The books of some months, of which one account with those below it is wanted."""

    books: BookSource
    account: str


def build_account_ledger(source: AccountBook, printed_on: date) -> BookFigures:
    """明细账 of one account and of those below it."""
    name = account_words(source.account, source.books.chart)
    return replace(build_detail_ledger(source.books, printed_on, source.account), title=f"{name}明细账")


def build_detail_ledger(source: BookSource, printed_on: date, below: str = "") -> BookFigures:
    """明细账: each account that lines stand on, line by line, with its balance; of one account and those ``below``."""
    lines: dict[str, list[_Entry]] = defaultdict(list)
    for entry in _entries(source):
        lines[entry.line.account].append(entry)
    rows: list[PaperRow] = []
    for account in source.chart:
        start = source.before.get(account.code, NO_TURNOVER)
        if account.code.startswith(below) and (start.net or account.code in lines):
            rows.append(PaperRow((account_words(account.code, source.chart),), RowLook.GROUP))
            so_far = source.year.get(account.code, NO_TURNOVER)
            rows += _detail(source, lines[account.code], start.net, so_far, _detail_cells(source))
    return _book(source, printed_on, "明细账", [_detail_table(source, "明细账", rows)])


def build_auxiliary_ledger(source: BookSource, dimension: Dimension, printed_on: date) -> BookFigures:
    """辅助明细账: each member (or party, product, channel), account by account, line by line, with its balance.

    Of accounts of income and expense a member has a turnover but nothing is owed, so these are left out for members.
    """
    title = {
        Dimension.MEMBER: "成员明细账",
        Dimension.PARTY: "往来单位明细账",
        Dimension.PRODUCT: "产品明细账",
        Dimension.CHANNEL: "渠道明细账",
    }[dimension]
    lines: dict[Held, list[_Entry]] = defaultdict(list)
    for entry in _entries(source):
        code = entry.line.dimensions.get(dimension)
        if code:
            lines[entry.line.account, dimension, code].append(entry)
    held = {key for key, before in source.held_before.items() if key[1] is dimension and before.net} | set(
        lines
    )
    rows: list[PaperRow] = []
    for key in sorted(held, key=lambda key: (key[2], key[0])):
        account, _dimension, code = key
        if dimension is Dimension.MEMBER and not _is_balance(account, source.chart):
            continue
        name = source.names.get((dimension, code), "")
        rows.append(PaperRow((f"{code} {name}　{account_words(account, source.chart)}",), RowLook.GROUP))
        start = source.held_before.get(key, NO_TURNOVER)
        so_far = source.held_year.get(key, NO_TURNOVER)
        rows += _detail(source, lines.get(key, []), start.net, so_far, _detail_cells(source, dimension))
    return _book(source, printed_on, title, [_detail_table(source, title, rows)])


def build_cash_book(source: BookSource, printed_on: date) -> BookFigures:
    """现金日记账、银行存款日记账: each account of money, day by day, with what each day came to."""
    lines: dict[str, list[_Entry]] = defaultdict(list)
    for entry in _entries(source):
        lines[entry.line.account].append(entry)
    rows: list[PaperRow] = []
    for account in source.chart:
        start = source.before.get(account.code, NO_TURNOVER)
        if account.top in CASH and (start.net or account.code in lines):
            rows.append(PaperRow((account_words(account.code, source.chart),), RowLook.GROUP))
            so_far = source.year.get(account.code, NO_TURNOVER)
            entries = lines[account.code]
            rows += _detail(source, entries, start.net, so_far, _detail_cells(source), daily=True)
    table = _detail_table(source, "现金及银行存款日记账", rows, debit="收入（借方）", credit="支出（贷方）")
    return _book(source, printed_on, "现金及银行存款日记账", [table], offices=("会计主管", "出纳", "复核"))


def build_multi_column(source: BookSource, printed_on: date) -> BookFigures:
    """多栏式费用明细账: a table for each account of cost or expense that has sub-accounts, those as its columns."""
    chart = source.chart
    lines: dict[str, list[_Entry]] = defaultdict(list)
    for entry in _entries(source):
        lines[chart[entry.line.account].top].append(entry)
    tables = []
    for code in _tops(source):
        top = chart[code]
        expense = top.group in (AccountGroup.COST, AccountGroup.PROFIT_AND_LOSS) and top.side is Side.DEBIT
        if not expense or not chart.has_children(code):
            continue
        touched = lines[code]
        own = source.before.get(code, NO_TURNOVER).net or any(e.line.account == code for e in touched)
        parts = [part.code for part in chart if chart.parent(part.code) == code]
        parts = [code, *parts] if own else parts
        before = _rolled(source.before, chart).get(code, NO_TURNOVER)
        if before.net or touched:
            tables.append(_MultiColumn(source, code, parts).table(touched))
    return _book(source, printed_on, "多栏式明细账", tables)


def build_trial_balance(source: BookSource, printed_on: date) -> BookFigures:
    """科目余额表: of each account the balance before, what the months and the year so far brought, and the balance."""
    chart = source.chart
    moved: dict[str, Turnover] = defaultdict(Turnover)
    for entry in _entries(source):
        moved[entry.line.account] += entry.turnover
    before, within = _rolled(source.before, chart), _rolled(moved, chart)
    year = _rolled(source.year, chart)
    columns = (
        PaperColumn("科目编码", ColumnKind.SHORT, 12),
        PaperColumn("科目名称", ColumnKind.TEXT, 26),
        *(
            PaperColumn(side, ColumnKind.MONEY, 16, over=over)
            for over in (_OPENING, "本期发生额", "本年累计发生额", "期末余额")
            for side in ("借方", "贷方")
        ),
    )
    rows, sums = [], [0] * 8
    for account in chart:
        code = account.code
        start, here = before.get(code, NO_TURNOVER), within.get(code, NO_TURNOVER)
        so_far = year.get(code, NO_TURNOVER) + here
        if not (start.net or here != NO_TURNOVER or so_far != NO_TURNOVER):
            continue
        figures = (
            *_split(start.net),
            here.debit,
            here.credit,
            so_far.debit,
            so_far.credit,
            *_split(start.net + here.net),
        )
        if not account.is_own:
            sums = [total + figure for total, figure in zip(sums, figures, strict=True)]
        name = f"{'　' * _depth(code, chart)}{account.name}"
        rows.append(PaperRow((code, name, *(Money(each) if each else None for each in figures))))
    rows.append(PaperRow(("", "合计", *map(Money, sums)), RowLook.SUM))
    return _book(source, printed_on, "科目余额表", [_table(source, "科目余额表", columns, rows)])


def build_summary(source: BookSource, printed_on: date) -> BookFigures:
    """凭证汇总表 (科目汇总表): what the vouchers of the months brought to each of the ministry's accounts."""
    columns = (
        PaperColumn("科目编码", ColumnKind.SHORT, 12),
        PaperColumn("会计科目", ColumnKind.TEXT, 30),
        PaperColumn("笔数", ColumnKind.COUNT, 8),
        PaperColumn("借方发生额", ColumnKind.MONEY, 18),
        PaperColumn("贷方发生额", ColumnKind.MONEY, 18),
    )
    moved: dict[str, Turnover] = defaultdict(Turnover)
    counts: dict[str, int] = defaultdict(int)
    for entry in _entries(source):
        top = source.chart[entry.line.account].top
        moved[top] += entry.turnover
        counts[top] += 1
    rows = [
        PaperRow((code, source.chart[code].name, counts[code], *_amounts(moved[code])))
        for code in _tops(source)
        if counts[code]
    ]
    sums = sum(moved.values(), NO_TURNOVER)
    rows.append(
        PaperRow(("", "合计", sum(counts.values()), Money(sums.debit), Money(sums.credit)), RowLook.SUM)
    )
    table = _table(source, "凭证汇总表", columns, rows)
    return _book(source, printed_on, "凭证汇总表", [table], notes=tuple(_which_vouchers(source)), lying=False)


def _which_vouchers(source: BookSource) -> Iterator[str]:
    """Word by word the numbers that are summed up, and how many papers are attached."""
    numbered = [posted for posted in source.vouchers if posted.number]
    for word in WORDS:
        of_word = [posted.number for posted in numbered if posted.voucher.word == word]
        if of_word:
            months = source.span.first != source.span.last
            range_ = "" if months else f"第 {min(of_word)} 号至第 {max(of_word)} 号，"
            yield f"{word}字{range_}共 {len(of_word):,} 张。"
    if not numbered:
        yield "没有凭证。"
    yield f"附件共 {sum(posted.voucher.attachments for posted in numbered):,} 张。"


def _entries(source: BookSource) -> Iterator[_Entry]:
    for posted in source.vouchers:
        for line in posted.voucher.lines:
            yield _Entry(posted, line)


_Cells = Callable[[_Entry, int], tuple[TableCell, ...]]


def _detail_cells(source: BookSource, but: Dimension | None = None) -> _Cells:
    """How a line is told; what it names besides its account stands behind its summary, ``but`` for the book's own."""

    def cells(entry: _Entry, balance: int) -> tuple[TableCell, ...]:
        dimensions = entry.line.dimensions
        told = dimensions if but is None else replace(dimensions, **{but.value: ""})
        auxiliary = auxiliary_words(told, source.names)
        summary = f"{entry.line.summary}（{auxiliary}）" if auxiliary else entry.line.summary
        return (
            entry.day,
            voucher_label(entry.posted),
            summary,
            _counter(entry, source.chart),
            *_amounts(entry.turnover),
            *_balance(balance),
        )

    return cells


def _detail(
    source: BookSource,
    entries: Sequence[_Entry],
    start: int,
    so_far: Turnover,
    cells: _Cells,
    *,
    daily: bool = False,
) -> Iterator[PaperRow]:
    """The lines of one account: the balance before, each line, what each month and the year so far came to."""

    def told(words: str, moved: Turnover, day: date | None = None) -> tuple[TableCell, ...]:
        return (day, "", words, "", Money(moved.debit), Money(moved.credit), *_balance(balance))

    balance, month_sum, day_sum = start, NO_TURNOVER, NO_TURNOVER
    yield PaperRow(
        (source.span.first.first_day, "", _start_words(source), "", None, None, *_balance(balance))
    )
    for place, entry in enumerate(entries):
        balance += entry.turnover.net
        month_sum, so_far, day_sum = (
            month_sum + entry.turnover,
            so_far + entry.turnover,
            day_sum + entry.turnover,
        )
        yield PaperRow(cells(entry, balance), carried=told(_CARRIED, so_far))
        following = entries[place + 1] if place + 1 < len(entries) else None
        if daily and (following is None or following.day != entry.day):
            yield PaperRow(told(_DAY, day_sum, entry.day), RowLook.SUM)
            day_sum = NO_TURNOVER
        if following is None or following.month != entry.month:
            yield PaperRow(told(_MONTH, month_sum, entry.month.last_day), RowLook.SUM)
            yield PaperRow(told(_YEAR, so_far, entry.month.last_day), RowLook.SUM)
            month_sum = NO_TURNOVER


def _detail_table(
    source: BookSource, name: str, rows: Sequence[PaperRow], debit: str = "借方", credit: str = "贷方"
) -> PaperTable:
    columns = (
        _DATE,
        _NUMBER,
        _SUMMARY,
        _COUNTER,
        PaperColumn(debit, ColumnKind.MONEY, 16),
        PaperColumn(credit, ColumnKind.MONEY, 16),
        _SIDE,
        _BALANCE,
    )
    return _table(source, name, columns, rows, grouped="科目")


class _MultiColumn:
    """The table of one account: debit, credit and balance of all, and each line in the column of its sub-account."""

    def __init__(self, source: BookSource, code: str, parts: Sequence[str]) -> None:
        chart = source.chart
        self._source, self._code, self._parts = source, code, parts
        self._places = {part: place for place, part in enumerate(parts)}
        self._balance = _rolled(source.before, chart).get(code, NO_TURNOVER).net
        self._year = _rolled(source.year, chart).get(code, NO_TURNOVER)
        self._year_parts = [_part_net(part, code, source.year, chart) for part in parts]
        self._month, self._month_parts = NO_TURNOVER, [0] * len(parts)

    def table(self, entries: Sequence[_Entry]) -> PaperTable:
        source, chart = self._source, self._source.chart
        columns = (
            _DATE,
            _NUMBER,
            _SUMMARY,
            _DEBIT,
            _CREDIT,
            _BALANCE,
            *(PaperColumn(_part_name(part, self._code, chart), ColumnKind.MONEY, 16) for part in self._parts),
        )
        nothing = (None,) * len(self._parts)
        first = source.span.first.first_day
        rows = [PaperRow((first, "", _start_words(source), None, None, Money(self._balance), *nothing))]
        for place, entry in enumerate(entries):
            rows.append(self._line(entry))
            if place + 1 == len(entries) or entries[place + 1].month != entry.month:
                rows += self._sums(entry.month.last_day)
        return _table(source, account_words(self._code, chart), columns, rows, fixed=6)

    def _line(self, entry: _Entry) -> PaperRow:
        moved = entry.turnover
        at = self._places[_part_of(entry.line.account, self._code, self._source.chart)]
        self._balance += moved.net
        self._month, self._year = self._month + moved, self._year + moved
        self._month_parts[at] += moved.net
        self._year_parts[at] += moved.net
        in_columns: list[TableCell] = [None] * len(self._parts)
        in_columns[at] = Money(moved.net)
        told = (entry.day, voucher_label(entry.posted), entry.line.summary, *_amounts(moved))
        carried = self._told(_CARRIED, None, self._year, self._year_parts)
        return PaperRow((*told, Money(self._balance), *in_columns), carried=carried)

    def _sums(self, last: date) -> Iterator[PaperRow]:
        yield PaperRow(self._told(_MONTH, last, self._month, self._month_parts), RowLook.SUM)
        yield PaperRow(self._told(_YEAR, last, self._year, self._year_parts), RowLook.SUM)
        self._month, self._month_parts = NO_TURNOVER, [0] * len(self._parts)

    def _told(
        self, words: str, day: date | None, moved: Turnover, by_part: Sequence[int]
    ) -> tuple[TableCell, ...]:
        amounts = (Money(each) if each else None for each in by_part)
        return (day, "", words, Money(moved.debit), Money(moved.credit), Money(self._balance), *amounts)


def _part_of(account: str, code: str, chart: ChartOfAccounts) -> str:
    """The sub-account right below ``code`` that an account is or lies below; ``code`` for a line on itself."""
    below = code
    for each in chart.above(account):
        if each == code:
            break
        below = each
    return below


def _part_net(part: str, code: str, turnovers: Mapping[str, Turnover], chart: ChartOfAccounts) -> int:
    own = turnovers if part == code else _rolled(turnovers, chart)
    return own.get(part, NO_TURNOVER).net


def _part_name(part: str, code: str, chart: ChartOfAccounts) -> str:
    return "未分明细" if part == code else chart[part].name


def _counter(entry: _Entry, chart: ChartOfAccounts) -> str:
    """The accounts on the other side of a line's voucher."""
    lines = entry.posted.voucher.lines
    others = dict.fromkeys(
        chart[chart[line.account].top].name for line in lines if line.side is not entry.line.side
    )
    named = list(others)[:_NAMED_COUNTERS]
    return "、".join(named) + ("等" if len(others) > len(named) else "")


def _is_balance(code: str, chart: ChartOfAccounts) -> bool:
    """Whether an account keeps a balance over the years: assets, liabilities and equity."""
    return chart[code].group in (AccountGroup.ASSET, AccountGroup.LIABILITY, AccountGroup.EQUITY)


def _tops(source: BookSource) -> list[str]:
    return [account.code for account in source.chart if not account.is_own]


def _depth(code: str, chart: ChartOfAccounts) -> int:
    return len(list(chart.above(code))) - 1


def _rolled(turnovers: Mapping[str, Turnover], chart: ChartOfAccounts) -> dict[str, Turnover]:
    """What accounts have together with those below them."""
    found: dict[str, Turnover] = {}
    for code, turnover in turnovers.items():
        for each in chart.above(code):
            found[each] = found.get(each, NO_TURNOVER) + turnover
    return found


def _by_top_and_month(source: BookSource) -> dict[tuple[str, Month], Turnover]:
    found: dict[tuple[str, Month], Turnover] = {}
    for entry in _entries(source):
        key = source.chart[entry.line.account].top, entry.month
        found[key] = found.get(key, NO_TURNOVER) + entry.turnover
    return found


def _months(span: Span) -> Iterator[Month]:
    month = span.first
    while month <= span.last:
        yield month
        month = month.next


def _start_words(source: BookSource) -> str:
    return _BROUGHT if source.span.first.month == 1 else _OPENING


def _amounts(moved: Turnover) -> tuple[Money | None, Money | None]:
    return Money(moved.debit) if moved.debit else None, Money(moved.credit) if moved.credit else None


def _balance(net: int) -> tuple[str, Money]:
    """方向 and 余额."""
    side = "借" if net > 0 else "贷" if net < 0 else "平"
    return side, Money(abs(net))


def _split(net: int) -> tuple[int, int]:
    return (net, 0) if net > 0 else (0, -net)


def _table(
    source: BookSource,
    name: str,
    columns: Sequence[PaperColumn],
    rows: Iterable[PaperRow],
    *,
    fixed: int = 0,
    grouped: str = "",
) -> PaperTable:
    above = ((source.coop.name, name), (source.span.text, UNIT))
    return PaperTable(name, tuple(columns), tuple(rows), above, fixed, grouped)


def _book(
    source: BookSource,
    printed_on: date,
    title: str,
    tables: Sequence[PaperTable],
    *,
    notes: tuple[str, ...] = (),
    lying: bool = True,
    offices: tuple[str, ...] = _OFFICES,
) -> BookFigures:
    opened = any(posted.voucher.kind is VoucherKind.OPENING for posted in source.vouchers)
    said = (*notes, "凭证号“建账”为建账时转入的年初至建账日累计发生额。") if opened else notes
    head = head_of(source.coop, printed_on, source.witness)
    return BookFigures(head, title, source.span.text, tuple(tables), said, lying, offices)
