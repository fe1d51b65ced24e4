"""A book as a workbook: members, shares, member accounts and trade as they stand on a day, and the empty form of it.

The first sheet is one that the import understands without being told anything, whatever book it comes from. It says
the same of a book that it was imported into as of the one it came out of, so that two exports can be held side by side.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from coopdesk.domain.coop.share_class import ShareClass
from coopdesk.domain.distribution.measures import MeasureSheet
from coopdesk.domain.members.account import AccountColumn, Balances
from coopdesk.domain.members.household import Household
from coopdesk.domain.members.member import Member, MemberKind
from coopdesk.domain.members.past import TOGETHER, PastShare, PastYear
from coopdesk.domain.money import FEN_PER_YUAN, Money
from coopdesk.domain.quantity import SCALE, Quantity
from coopdesk.exchange.tables.writing import Form, OutColumn, OutSheet, workbook
from coopdesk.services.coop.handlers import FIRST_CLASS
from coopdesk.services.desk import Desk
from coopdesk.services.distribution.book_import import (
    ACCOUNTS,
    MEMBERS,
    NUMBER_HEADING,
    PAST,
    PAST_HEADINGS,
    PAST_YEAR_HEADINGS,
    PAST_YEARS,
    POVERTY_HEADING,
    SHARE_HEADINGS,
    SHARES,
    TOGETHER_WORD,
    TRADE_HEADINGS,
    TRADES,
    class_heading,
)
from coopdesk.services.members.importing.own_sheets import (
    HOUSEHOLD_HEADINGS,
    HOUSEHOLDS,
    LEFT,
    LEFT_HEADINGS,
    LeftMember,
    household_rows,
    left_row,
)
from coopdesk.services.members.papers.kinds import kind_name
from coopdesk.services.members.register_day import Holder, RegisterAsAt
from coopdesk.services.progress import Progress, unheard
from coopdesk.services.source_table import CellValue

NOTES = "填写说明"
_KINDS = tuple(kind_name(kind) for kind in MemberKind)
_EMPTY_ROWS = 2_000
_TELL_EVERY = 500
_EXAMPLE_KIND = kind_name(MemberKind.FARMER)
_ACCOUNT_TITLES = {
    AccountColumn.CAPITAL_POVERTY: POVERTY_HEADING,
    AccountColumn.CAPITAL: "出资额：其他来源（元）",
    AccountColumn.RESERVE: "公积金份额（元）",
    AccountColumn.SUBSIDY: "财政补助份额（元）",
    AccountColumn.DONATION: "捐赠份额（元）",
}
_TRADE_FORMS = (
    (8, Form.FIGURE),
    (16, Form.TEXT),
    (10, Form.TEXT),
    (14, Form.TEXT),
    (14, Form.FIGURE),
    (16, Form.MONEY),
    (30, Form.TEXT),
)
_LEFT_FORMS = {"入社日期": Form.DAY, "退社日期": Form.DAY}
_SAYS = (
    "“成员”表每行一名成员，从表头下一行填起；第一行灰色的是填写示例，在表头上面，不会导入。",
    "姓名和证件号码必填；编号不填的，导入时由程序编排。",
    "证件号码、银行账号、联系电话都是文本格式，请直接输入，不要改成数字格式，否则 Excel 会抹掉末几位。",
    "日期写成 2019-12-20；股数和金额只写数字，没有的填 0：空格子不会当作 0。",
    "填好保存后，在程序的“成员与股份—导入”里选这个文件；有错的格子会逐一指出，账套里不会留下一半。",
    "导出的文件另有“股份”“成员账户”“交易”“历年分配”“户”“已退社成员”等表：除“股份”和账户余额供对照外，一并导入。",
    "中途建账的，以前各年的分红可以在“成员”表后面加列，表头写“2021年分红”“2021年盈余返还”；分不清年度的写“历年分红”。",
)


@dataclass(frozen=True)
class _Column:
    """A column of the members' sheet and what stands in it; `example` is for the form to be filled in."""

    out: OutColumn
    value: Callable[[Member], CellValue]
    example: CellValue


_OF_MEMBER = (
    _Column(OutColumn("编号", 10, note="成员编号，不能重复；不填由程序编排"), lambda each: each.number, "F001"),
    _Column(OutColumn("姓名", 14, note="自然人填姓名，单位填全称"), lambda each: each.name, "张三（示例）"),
    _Column(
        OutColumn("成员类型", 12, note="可以从下拉列表里选", choices=_KINDS),
        lambda each: kind_name(each.kind if each.role is None else each.role.kind),
        _EXAMPLE_KIND,
    ),
    _Column(
        OutColumn("证件号码", 22, note="身份证号码；单位填统一社会信用代码"),
        lambda each: each.identity,
        "居民身份证号码",
    ),
    _Column(
        OutColumn("联系电话", 14),
        lambda each: f"{each.phone}/{each.phone2}" if each.phone2 else each.phone,
        "手机号码",
    ),
    _Column(OutColumn("开户银行", 24), lambda each: each.bank, "重庆农村商业银行南山支行"),
    _Column(OutColumn("银行账号", 24, note="红利发到这个账号"), lambda each: each.account, "银行卡号或存折账号"),
    _Column(OutColumn("村组", 10), lambda each: each.group, "三组"),
    _Column(OutColumn("住址", 24), lambda each: each.address, "村组门牌"),
    _Column(OutColumn("入社日期", 12, Form.DAY), lambda each: each.joined, "2019-12-20"),
    _Column(OutColumn("备注", 20), lambda each: each.remark, ""),
)  # fmt: skip


@dataclass(frozen=True)
class BookAsAt:
    """What of a book goes into its workbook."""

    day: date
    register: RegisterAsAt
    balances: Mapping[str, Balances]
    trades: tuple[MeasureSheet, ...]
    past: tuple[PastShare, ...] = ()
    past_years: tuple[PastYear, ...] = ()
    households: tuple[Household, ...] = ()
    left: tuple[LeftMember, ...] = ()

    @property
    def names(self) -> Mapping[str, str]:
        """The names of all who are given out, by number."""
        present = {holder.number: holder.name for holder in self.present}
        return present | {each.member.number: each.member.name for each in self.left}

    @property
    def present(self) -> Iterator[Holder]:
        """Who is a member on the day, in register order; who was merged that day goes on under another number."""
        return (
            holder
            for holder in self.register.holders
            if holder.member.belongs_on(self.day) and not holder.member.merged_into
        )


def read_book(desk: Desk, day: date | None = None) -> BookAsAt:
    """Everything of a book as it stands at the end of a day (today), of one state of the book."""
    day = day or desk.today
    with desk.snapshot():
        register = desk.members.register_on(day)
        trades = tuple(desk.distribution.trade())
        past, heads = desk.members.read(lambda uow: (tuple(uow.past.all()), tuple(uow.past.heads().values())))
        balances = desk.members.balances(day)
        left = tuple(
            LeftMember(member, balances.get(member.number, Balances()))
            for member in desk.members.roll()
            if member.ended is not None
            and member.ended < day
            and not member.is_struck
            and not member.merged_into
        )
        households = desk.members.read(lambda uow: tuple(uow.households.all()))
        return BookAsAt(day, register, balances, trades, past, heads, households, left)


def book_workbook(book: BookAsAt, progress: Progress = unheard) -> bytes:
    """The bytes of the workbook: the sheets 成员, 股份, 成员账户, 交易, 历年分配 with its totals, 户 and 已退社成员."""
    sheets = (
        _members(book),
        _shares(book),
        _accounts(book),
        _trades(book),
        _past(book),
        _past_years(book),
        _households(book),
        _left(book),
    )
    lines = len(book.register.holders) * 3 + sum(len(sheet.rows) for sheet in book.trades) + len(book.past)
    told = _Told(progress, lines)
    return workbook([replace(sheet, rows=told.each(sheet.rows)) for sheet in sheets])


class _Told:
    """Rows on their way into a workbook, counted."""

    def __init__(self, progress: Progress, lines: int) -> None:
        self._progress, self._lines, self._done = progress, lines, 0

    def each(self, rows: Iterable[Sequence[CellValue]]) -> Iterator[Sequence[CellValue]]:
        for row in rows:
            if self._done % _TELL_EVERY == 0:
                self._progress(self._done, max(self._lines, self._done))
            self._done += 1
            yield row


def empty_workbook(classes: Sequence[ShareClass]) -> bytes:
    """The bytes of a workbook to be filled in, with an example above the headings, choices and remarks."""
    columns = [*(column.out for column in _OF_MEMBER), *_share_columns(classes), *_amount_columns()]
    example = [column.example for column in _OF_MEMBER]
    example += [Decimal(8) for _class in _share_columns(classes)]
    example += [Decimal(16_000), *(None for _column in range(len(_amount_columns()) - 1))]
    notes = OutSheet(NOTES, [OutColumn("", 100)], [[line] for line in _SAYS])
    return workbook([OutSheet(MEMBERS, columns, above=[example], empty=_EMPTY_ROWS), notes])


def _members(book: BookAsAt) -> OutSheet:
    classes = book.register.classes
    columns = [*(column.out for column in _OF_MEMBER), *_share_columns(classes), *_amount_columns()]
    return OutSheet(MEMBERS, columns, _member_rows(book))


def _member_rows(book: BookAsAt) -> Iterator[Sequence[CellValue]]:
    for holder in book.present:
        balances = book.balances.get(holder.number, Balances())
        yield [
            *(column.value(holder.member) for column in _OF_MEMBER),
            *map(_shares_of, holder.shares),
            *map(_yuan, (balances.contributed, balances.reserve, balances.subsidy, balances.donation)),
        ]


def _share_columns(classes: Sequence[ShareClass]) -> list[OutColumn]:
    """A column a class; where there is only the usual one it is plainly called the number of shares."""
    if [each.label for each in classes] in ([], [FIRST_CLASS.label]):
        return [OutColumn("股数", 10, Form.FIGURE)]
    return [OutColumn(class_heading(each.label), 12, Form.FIGURE) for each in classes]


def _amount_columns() -> list[OutColumn]:
    return [
        OutColumn("出资额（元）", 16, Form.MONEY, note="成员的全部出资；没有的填 0"),
        OutColumn("公积金份额（元）", 16, Form.MONEY, note="已量化到成员账户的公积金；没有的填 0"),
        OutColumn(
            "财政补助份额（元）", 16, Form.MONEY, note="国家财政直接补助形成的财产平均量化到成员的份额"
        ),
        OutColumn("捐赠份额（元）", 16, Form.MONEY, note="他人捐赠形成的财产平均量化到成员的份额"),
    ]


def _shares(book: BookAsAt) -> OutSheet:
    forms = (Form.TEXT, Form.TEXT, Form.TEXT, Form.FIGURE)
    columns = [OutColumn(heading, 14, form) for heading, form in zip(SHARE_HEADINGS, forms, strict=True)]
    rows = (
        (holder.number, holder.name, share_class.label, _shares_of(shares))
        for holder in book.present
        for share_class, shares in zip(book.register.classes, holder.shares, strict=True)
        if shares
    )
    return OutSheet(SHARES, columns, rows)


def _accounts(book: BookAsAt) -> OutSheet:
    money = [OutColumn(title, 18, Form.MONEY) for title in (*_ACCOUNT_TITLES.values(), "合计（元）")]
    rows: Iterator[Sequence[CellValue]] = (
        (
            holder.number,
            holder.name,
            *(_yuan(balances.get(column)) for column in AccountColumn),
            _yuan(balances.total),
        )
        for holder in book.present
        if (balances := book.balances.get(holder.number)) is not None
    )
    return OutSheet(ACCOUNTS, [OutColumn(NUMBER_HEADING, 10), OutColumn("成员姓名", 14), *money], rows)


def _trades(book: BookAsAt) -> OutSheet:
    columns = [
        OutColumn(heading, width, form)
        for heading, (width, form) in zip(TRADE_HEADINGS, _TRADE_FORMS, strict=True)
    ]
    names = book.names
    rows = (
        (
            sheet.year,
            sheet.name,
            row.member,
            names[row.member],
            _shares_of(row.quantity),
            _yuan(row.amount),
            sheet.source,
        )
        for sheet in book.trades
        for row in sheet.rows
        if row.member in names
    )
    return OutSheet(TRADES, columns, rows)


def _households(book: BookAsAt) -> OutSheet:
    names = book.names
    columns = [OutColumn(heading, 16) for heading in HOUSEHOLD_HEADINGS]
    rows = (row for household in book.households for row in household_rows(household, names))
    return OutSheet(HOUSEHOLDS, columns, rows)


def _left(book: BookAsAt) -> OutSheet:
    money = len(LEFT_HEADINGS) - len(AccountColumn)
    columns = [
        OutColumn(heading, 16, Form.MONEY if place >= money else _LEFT_FORMS.get(heading, Form.TEXT))
        for place, heading in enumerate(LEFT_HEADINGS)
    ]

    def rows() -> Iterator[Sequence[CellValue]]:
        for each in book.left:
            texts, fen = left_row(each)
            yield (*texts, *(_yuan(Money(amount)) for amount in fen))

    return OutSheet(LEFT, columns, rows())


def _past(book: BookAsAt) -> OutSheet:
    forms = (Form.TEXT, Form.TEXT, Form.TEXT, Form.MONEY, Form.MONEY, Form.TEXT)
    widths = (10, 10, 14, 18, 20, 30)
    columns = [
        OutColumn(heading, width, form)
        for heading, width, form in zip(PAST_HEADINGS, widths, forms, strict=True)
    ]
    names = book.names
    rows = (
        (
            TOGETHER_WORD if share.year == TOGETHER else str(share.year),
            share.member,
            names[share.member],
            _yuan(share.refund),
            _yuan(share.dividend),
            share.document,
        )
        for share in book.past
        if share.member in names
    )
    return OutSheet(PAST, columns, rows)


def _past_years(book: BookAsAt) -> OutSheet:
    forms = (Form.TEXT, Form.MONEY, Form.MONEY, Form.MONEY, Form.TEXT, Form.DAY, Form.TEXT)
    columns = [OutColumn(heading, 20, form) for heading, form in zip(PAST_YEAR_HEADINGS, forms, strict=True)]
    rows = (
        (
            str(head.year),
            *(
                None if sum is None else _yuan(sum)
                for sum in (head.distributable, head.refund, head.dividend)
            ),
            head.resolution,
            head.paid_on,
            head.document,
        )
        for head in book.past_years
    )
    return OutSheet(PAST_YEARS, columns, rows)


def _shares_of(shares: Quantity) -> Decimal:
    return Decimal(shares) / SCALE


def _yuan(amount: Money) -> Decimal:
    return Decimal(amount.fen) / FEN_PER_YUAN
