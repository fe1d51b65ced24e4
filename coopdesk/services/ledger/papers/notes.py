"""会计报表附注 in the order of 会计制度 Art. 58: what the book knows is said, what people know is left to be written.

Nothing is said that no record shows: where the book cannot know there is an empty field with the words of the system.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from coopdesk.domain.ledger.accounts import Side
from coopdesk.domain.ledger.chart import PENDING
from coopdesk.domain.ledger.statement_parts import Measure
from coopdesk.domain.ledger.statement_rows import (
    ASSET_ROWS,
    LIABILITY_AND_EQUITY_ROWS,
    EquityColumn,
    EquityLine,
)
from coopdesk.domain.ledger.statements import Column, Statement
from coopdesk.domain.ledger.voucher import VoucherKind
from coopdesk.domain.members.member import FARMERS, ORGANISATIONS, MemberKind
from coopdesk.domain.money import Money, divide_half_up
from coopdesk.domain.quantity import Quantity, format_quantity
from coopdesk.services.ledger.papers.books import NO_TURNOVER, BookSource, Turnover
from coopdesk.services.ledger.papers.common import UNIT, PaperHead, account_words, head_of
from coopdesk.services.ledger.papers.statements import StatementYear
from coopdesk.services.members.accounts import balances_on
from coopdesk.services.members.in_office import officers
from coopdesk.services.members.papers.kinds import group_count, group_of, kind_name
from coopdesk.services.members.papers.words import office_name
from coopdesk.services.paper_table import ColumnKind, PaperColumn, PaperRow, PaperTable, RowLook
from coopdesk.services.paper_words import day_text
from coopdesk.services.ports import UnitOfWork

_HUNDREDTHS = 10_000
_SALES = "501"
_NAMED = 30
"""So many joiners and leavers are named; of more only the number is said."""


@dataclass(frozen=True, slots=True)
class OwnedShare:
    """A member at the end of the year, with what stands on the account: 出资额 and 公积金份额."""

    number: str
    name: str
    kind: MemberKind
    capital: Money
    reserve: Money


@dataclass(frozen=True, slots=True)
class YearRoll:
    """The roll at the end of a year, by name who joined and left in it, and who was in office."""

    members: tuple[OwnedShare, ...]
    joined: tuple[str, ...]
    left: tuple[str, ...]
    officers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class NotesSource:
    """What the notes of a year are made from."""

    statements: StatementYear
    books: BookSource
    roll: YearRoll


@dataclass(frozen=True, slots=True)
class Blank:
    """A field to be filled in by hand: what the system asks for there."""

    label: str


@dataclass(frozen=True, slots=True)
class NotePart:
    """One of the nine parts: its heading, and what stands below it."""

    title: str
    items: tuple[str | PaperTable | Blank, ...]


@dataclass(frozen=True, slots=True)
class NotesFigures:
    """The notes ready to be drawn."""

    head: PaperHead
    year: int
    parts: tuple[NotePart, ...]


def read_roll(uow: UnitOfWork, year: int) -> YearRoll:
    """The roll at the end of a year."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    held = balances_on(uow, last)
    members, joined, left, names = [], [], [], {}
    for member in uow.members.roll():
        names[member.number] = member.name
        if member.struck:
            continue
        if first <= member.joined <= last:
            joined.append(member.name)
        if member.ended is not None and first <= member.ended <= last:
            left.append(member.name)
        if member.belongs_on(last):
            found = held.get(member.number)
            capital, reserve = (Money(0), Money(0)) if found is None else (found.contributed, found.reserve)
            members.append(OwnedShare(member.number, member.name, member.kind, capital, reserve))
    terms = [
        (office_name(each.term.office), names.get(each.term.member, each.term.name))
        for each in officers(uow, last)
    ]
    return YearRoll(tuple(members), tuple(joined), tuple(left), tuple(terms))


def build_notes(source: NotesSource, printed_on: date) -> NotesFigures:
    """The notes of a year, made on a day."""
    year = source.statements.span.first.year
    parts = (
        NotePart("遵循农民专业合作社会计制度的声明", tuple(_compliance(source))),
        NotePart("合作社的基本情况", tuple(_basics(source))),
        NotePart("成员权益结构", tuple(_equity(source))),
        NotePart("会计报表重要项目的进一步说明", tuple(_items(source))),
        NotePart("已发生损失但尚未批准核销的相关资产", tuple(_losses(source))),
        NotePart("以名义金额计量的资产", (Blank("资产名称、数量，以名义金额计量的理由"),)),
        NotePart("其他重要事项", tuple(_others(source))),
        NotePart("与企业所得税法规定存在差异的纳税调整", tuple(_tax(source))),
        NotePart("其他需要说明的内容", (Blank("其他说明"),)),
    )
    head = head_of(source.statements.coop, printed_on, source.statements.witness)
    return NotesFigures(head, year, parts)


def _compliance(source: NotesSource) -> Iterator[str]:
    year, last = source.statements.span.first.year, day_text(source.statements.span.last.last_day)
    yield (
        f"本社按照《农民专业合作社会计制度》（财会〔2021〕37号）进行会计核算，编制{year}年度会计报表，反映本社{last}的"
        f"财务状况和{year}年度的盈余及盈余分配、成员权益变动情况。"
    )


def _basics(source: NotesSource) -> Iterator[str]:
    coop, roll = source.statements.coop, source.roll
    known = (
        (coop.credit_code, f"统一社会信用代码{coop.credit_code}"),
        (coop.address, f"住所{coop.address}"),
        (coop.chair, f"法定代表人{coop.chair}"),
    )
    yield (
        "，".join([f"{coop.name}成立于{day_text(coop.founded)}", *(said for there, said in known if there)])
        + "。"
    )
    count, farmers = len(roll.members), _count(roll, FARMERS)
    capital = source.statements.balance.amount(36, Column.END)
    portion = f"，占成员总数的{_percent(farmers, count)}" if count else ""
    yield (
        f"截至{day_text(source.statements.span.last.last_day)}，股金{capital.grouped}元，成员{count:,}名，"
        f"其中农民成员{farmers:,}名{portion}。"
    )


def _equity(source: NotesSource) -> Iterator[str | PaperTable]:
    roll = source.roll
    if roll.officers:
        yield "、".join(f"{office}{name}" for office, name in roll.officers) + "。"
    groups = dict.fromkeys(group_of(member.kind) for member in roll.members)
    counts = [
        group_count(group, sum(group_of(member.kind) is group for member in roll.members)) for group in groups
    ]
    units = _count(roll, ORGANISATIONS)
    portion = f"，占成员总数的{_percent(units, len(roll.members))}" if roll.members else ""
    yield f"成员构成：{'、'.join(counts) or '无'}。单位成员{units:,}名{portion}。"
    yield f"本年入社：{_names(roll.joined)}。本年退社：{_names(roll.left)}。"
    yield _shares(roll)


def _shares(roll: YearRoll) -> PaperTable:
    columns = (
        PaperColumn("成员编号", ColumnKind.SHORT, 12),
        PaperColumn("姓名（名称）", ColumnKind.TEXT, 26),
        PaperColumn("成员类型", ColumnKind.SHORT, 14),
        PaperColumn("出资额", ColumnKind.MONEY, 18),
        PaperColumn("公积金份额", ColumnKind.MONEY, 18),
    )
    rows = [
        PaperRow((each.number, each.name, kind_name(each.kind), each.capital, each.reserve))
        for each in roll.members
    ]
    capital = Money(sum(each.capital.fen for each in roll.members))
    reserve = Money(sum(each.reserve.fen for each in roll.members))
    rows.append(PaperRow(("", f"合计 {len(rows):,} 名", "", capital, reserve), RowLook.SUM))
    return PaperTable("成员出资额和公积金份额", columns, tuple(rows), ((UNIT,),))


def _items(source: NotesSource) -> Iterator[str | PaperTable]:
    """What the rows of the balance sheet are made of, account by account."""
    books = source.books
    moved: dict[str, Turnover] = {}
    for posted in books.vouchers:
        for line in posted.voucher.lines:
            turnover = Turnover(line.debit.fen, line.credit.fen)
            moved[line.account] = moved.get(line.account, NO_TURNOVER) + turnover
    columns = (
        PaperColumn("科目", ColumnKind.TEXT, 40),
        PaperColumn("年末余额", ColumnKind.MONEY, 18),
        PaperColumn("年初余额", ColumnKind.MONEY, 18),
    )
    rows: list[PaperRow] = []
    for rule in (*ASSET_ROWS, *LIABILITY_AND_EQUITY_ROWS):
        told: list[PaperRow] = []
        for part in rule.parts:
            if part.measure.members is not None:
                told += _of_members(source.statements.balance, rule.number, part.measure, part.account)
                continue
            for account in books.chart:
                if account.code.startswith(part.account):
                    begin = books.before.get(account.code, NO_TURNOVER).net
                    end = begin + moved.get(account.code, NO_TURNOVER).net
                    if begin or end:
                        words = account_words(account.code, books.chart)
                        told.append(PaperRow((words, Money(end * part.sign), Money(begin * part.sign))))
        if told:
            rows.append(PaperRow((f"{rule.number} {rule.caption}",), RowLook.GROUP))
            rows += told
    if not rows:
        yield "各项目均无余额。"
        return
    yield "下表按资产负债表的行次列出各项目由哪些科目构成。"
    yield PaperTable("会计报表重要项目", columns, tuple(rows), ((UNIT,),), grouped="项目")


def _of_members(sheet: Statement, number: int, measure: Measure, account: str) -> Iterator[PaperRow]:
    """成员往来 as it counts in a row: those members alone whose balance stands on that side."""
    amounts = []
    for column, wanted in ((Column.END, measure), (Column.BEGIN, measure.at_begin)):
        figure = sheet.row(number).figures[column]
        parts = () if figure is None else figure.parts
        amounts.append(Money(sum(part.amount.fen for part in parts if part.rule.measure is wanted)))
    if any(amounts):
        side = "借方" if measure.members is Side.DEBIT else "贷方"
        yield PaperRow((f"{account} 成员往来（余额在{side}的成员）", *amounts))


def _losses(source: NotesSource) -> Iterator[str | Blank]:
    pending = sum(
        turnover.net for code, turnover in source.books.before.items() if code.startswith(PENDING)
    ) + sum(
        line.debit.fen - line.credit.fen
        for posted in source.books.vouchers
        for line in posted.voucher.lines
        if line.account.startswith(PENDING)
    )
    if pending:
        yield f"待处理财产损溢年末余额{Money(pending).grouped}元。"
    yield Blank("资产名称、金额，尚未批准核销的原因")


def _others(source: NotesSource) -> Iterator[str | Blank]:
    statements = source.statements
    equity, balance, surplus = statements.equity, statements.balance, statements.surplus
    if equity is not None:
        state = equity.amount(EquityLine.INCREASE_1, EquityColumn.SPECIAL_FUND) or Money(0)
        donated = equity.amount(EquityLine.INCREASE_2, EquityColumn.SPECIAL_FUND) or Money(0)
        yield (
            f"接受国家财政直接补助形成专项基金{state.grouped}元，接受他人捐赠形成专项基金{donated.grouped}元；"
            f"专项应付款年末余额{balance.amount(33, Column.END).grouped}元。"
        )
    members, others = _traded(source.books)
    yield f"经营收入中记明成员的{members.grouped}元，其余{others.grouped}元。"
    rate = f"{format_quantity(Quantity(statements.coop.reserve_rate * 100))}%"
    drawn = _of_year(surplus, 15)
    yield f"章程规定的公积金提取比例为{rate}，本年提取盈余公积{drawn}元。"
    yield (
        f"可分配盈余{_of_year(surplus, 16)}元：盈余返还{_of_year(surplus, 17)}元，"
        f"剩余盈余分配{_of_year(surplus, 18)}元，"
        f"转为成员出资{_of_year(surplus, 19)}元，年末未分配盈余{_of_year(surplus, 20)}元。"
    )
    yield Blank("与成员、非成员的交易情况，对外担保、诉讼和其他重要事项")


def _traded(books: BookSource) -> tuple[Money, Money]:
    """经营收入 of lines that name a member, and of those that name none; what closes the year is none."""
    sums = {True: 0, False: 0}
    for posted in books.vouchers:
        if posted.voucher.kind is VoucherKind.CLOSING:
            continue
        for line in posted.voucher.lines:
            if line.account.startswith(_SALES):
                sums[bool(line.dimensions.member)] += line.credit.fen - line.debit.fen
    return Money(sums[True]), Money(sums[False])


def _tax(source: NotesSource) -> Iterator[str | Blank]:
    yield f"本年所得税费用{_of_year(source.statements.surplus, 11)}元。"
    yield Blank("纳税调整的项目、金额和过程")


def _of_year(statement: Statement, number: int) -> str:
    return statement.amount(number, Column.YEAR).grouped


def _count(roll: YearRoll, kinds: frozenset[MemberKind]) -> int:
    return sum(member.kind in kinds for member in roll.members)


def _percent(part: int, whole: int) -> str:
    hundredths = divide_half_up(part * _HUNDREDTHS, whole)
    return f"{hundredths // 100}.{hundredths % 100:02d}%"


def _names(names: Sequence[str]) -> str:
    if not names:
        return "无"
    if len(names) > _NAMED:
        return f"{len(names):,}名"
    return f"{len(names):,}名（{'、'.join(names)}）"
