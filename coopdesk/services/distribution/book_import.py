"""A workbook of the program's own read in as a whole: beside the members the sheets of trade and of accounts.

`coopdesk export` writes them under fixed headings, so nothing has to be recognised. What a village keeps itself is read
by the members' import alone.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from coopdesk.domain.coop.share_class import ORDINARY, ShareClass
from coopdesk.domain.distribution.measures import MeasureSheet, SheetKind, SheetRow
from coopdesk.domain.errors import DomainError
from coopdesk.domain.members.account import AccountCause, AccountColumn, AccountEntry, Posting
from coopdesk.domain.members.household import Household
from coopdesk.domain.members.past import TOGETHER, PastShare, PastYear
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import Quantity
from coopdesk.domain.typed import read_money, read_quantity
from coopdesk.services.command import Changes, Command, Topic
from coopdesk.services.context import Context
from coopdesk.services.coop.handlers import next_class_code
from coopdesk.services.distribution.commands import ImportBook, RecordMeasures
from coopdesk.services.distribution.measures import record_measures
from coopdesk.services.limits import FIRST_YEAR, LAST_YEAR
from coopdesk.services.members import accounts
from coopdesk.services.members.commands import TakeBackImport
from coopdesk.services.members.importing.answers import Answers
from coopdesk.services.members.importing.cells import read_day
from coopdesk.services.members.importing.findings import Fault
from coopdesk.services.members.importing.own_sheets import (
    HOUSEHOLDS,
    LEFT,
    LeftMember,
    is_households,
    is_left,
    numbers_of_left,
    read_households,
    read_left,
)
from coopdesk.services.members.importing.posting import import_roll, take_back_import
from coopdesk.services.members.importing.reading import RollReading
from coopdesk.services.members.importing.sending import command_of
from coopdesk.services.members.past import record_past
from coopdesk.services.members.past_commands import RecordPast
from coopdesk.services.source_table import CellValue, FaultKind, SourceFile, SourceTable, place

_T = TypeVar("_T")
MEMBERS, SHARES, TRADES, ACCOUNTS = "成员", "股份", "交易", "成员账户"
PAST, PAST_YEARS = "历年分配", "历年分配总额"
TRADE_HEADINGS = ("年度", "产品", "成员编号", "成员姓名", "交易量", "交易额（元）", "依据")
SHARE_HEADINGS = ("成员编号", "成员姓名", "股份类别", "持有数")
PAST_HEADINGS = ("年度", "成员编号", "成员姓名", "盈余返还（元）", "剩余盈余分配（元）", "依据")
PAST_YEAR_HEADINGS = (
    "年度",
    "可分配盈余（元）",
    "盈余返还总额（元）",
    "剩余盈余分配总额（元）",
    "决议编号",
    "发放日期",
    "依据",
)
"""Headings of what was distributed before the book."""
TOGETHER_WORD = "历年累计"
"""Stands in place of the year where several years are one sum."""
NUMBER_HEADING, POVERTY_HEADING = "成员编号", "出资额：扶贫项目资产（元）"
"""Headings of the accounts' sheet: of all the import takes only what the members' own sheet does not tell."""


@dataclass(frozen=True, slots=True)
class SheetFault(Fault):
    """What cannot be taken of one of the other sheets: of the members' own sheet it concerns no row."""

    where: str = ""

    @property
    def cell(self) -> str:
        """Sheet and cell as a formula of Excel names them."""
        return self.where


@dataclass(frozen=True)
class OtherSheets:
    """What the sheets beside the members' hold: trade by year and product, capital out of poverty-relief assets, and
    what was distributed before the book, by member and by year; households, and members who have left."""

    trades: tuple[MeasureSheet, ...] = ()
    poverty: tuple[tuple[str, Money], ...] = ()
    past: tuple[PastShare, ...] = ()
    past_years: tuple[PastYear, ...] = ()
    households: tuple[Household, ...] = ()
    left: tuple[LeftMember, ...] = ()
    faults: tuple[SheetFault, ...] = ()


def class_heading(label: str) -> str:
    """The heading of the members' sheet over the shares of a class."""
    return f"{label}（股）"


def own_answers(file: SourceFile, answers: Answers, classes: Sequence[ShareClass]) -> Answers:
    """The answers with those that a workbook of the program's own gives itself: which columns hold which classes.

    `classes` are the book's. One it does not have gets the next code; in an empty book the first is the first class.
    Raises nothing; a file that is none of the program's own, or was answered for, leaves them as they are.
    """
    tables = {table.name: table for table in file.tables}
    members, shares = tables.get(MEMBERS), tables.get(SHARES)
    if answers.classes or members is None or shares is None or _headings(shares)[:4] != SHARE_HEADINGS:
        return answers
    held = dict.fromkeys(_text(cells[2]) for _place, cells in _rows(shares))
    headed = [label for label in held if class_heading(label) in _headings(members)]
    # In the order of the columns, which is that of the classes in the book this came out of.
    headed.sort(key=lambda label: _headings(members).index(class_heading(label)))
    codes = {each.label: each.code for each in classes}
    for label in headed:
        if label not in codes:
            codes[label] = next_class_code(list(codes.values())) if codes else ORDINARY
    named = {class_heading(label): codes[label] for label in headed}
    sheet = answers.sheet or MEMBERS
    return replace(answers, sheet=sheet, classes=named) if named else replace(answers, sheet=sheet)


def has_others(reading: RollReading) -> bool:
    """Whether the workbook has sheets of its own kind beside the members'."""
    return any(map(_kind, reading.file.tables))


def years_of_the_book(years: Iterable[int], resolved: Collection[int]) -> tuple[SheetFault, ...]:
    """`past.year_resolved` for each year told as one before the book that the book distributed itself."""
    return tuple(
        SheetFault("past.year_resolved", params={"year": year}) for year in sorted({*years} & {*resolved})
    )


def read_others(
    reading: RollReading, known: Collection[str], today: date, resolved: Collection[int] = ()
) -> OtherSheets:
    """The other sheets of the workbook that `reading` is the members' sheet of, every fault in one pass.

    `known` are the numbers of the members the book has; a row may name these and those of the roll. `resolved` are the
    years that the book itself distributed. Raises nothing.
    """
    own = set(filter(None, reading.roll.number))
    left = {number for table in reading.file.tables if is_left(table) for number in numbers_of_left(table)}
    numbers = {*known, *own, *left}
    faults: list[SheetFault] = []
    new = {number for number in numbers if number not in known}
    others = OtherSheets()
    for table in reading.file.tables:
        kind = _kind(table)
        if not kind:
            continue
        found = list(_unread(table))
        if kind == TRADES:
            others = replace(others, trades=tuple(_trades(table, numbers, found)))
        elif kind == PAST:
            others = replace(others, past=tuple(_past(table, numbers, found)))
        elif kind == LEFT:
            others = replace(others, left=tuple(read_left(table, known, own, today, found)))
        elif kind == HOUSEHOLDS:
            others = replace(others, households=tuple(read_households(table, numbers, today, found)))
        elif kind == PAST_YEARS:
            others = replace(others, past_years=tuple(_past_years(table, found)))
        else:
            others = replace(others, poverty=tuple(_poverty(table, new, found)))
        faults += (
            SheetFault(each.code, value=each.value, params=each.params, where=f"{table.name}!{each.cell}")
            for each in found
        )
    told = [*reading.roll.past_years, *(each.year for each in others.past)]
    told += [each.year for each in others.past_years]
    return replace(others, faults=(*faults, *years_of_the_book(told, resolved)))


def command_for(reading: RollReading, others: OtherSheets, outside_plans: str = "") -> Command:
    """The command that enters a reading without faults with what the other sheets hold."""
    roll = command_of(reading, outside_plans)
    if others == OtherSheets():
        return roll
    return ImportBook(
        roll=roll,
        trades=others.trades,
        poverty=others.poverty,
        past=others.past,
        past_years=others.past_years,
        households=others.households,
        left=others.left,
    )


def import_book(command: ImportBook, context: Context) -> Changes:
    """导入账套工作簿: the roll, then its trade and its capital out of poverty-relief assets, all or nothing.

    Raises what entering the roll and recording a sheet of measures do.
    """
    # Whoever is asked for a reason gives it to the command that was sent.
    roll = replace(
        command.roll,
        outside_plans=command.outside_plans or command.roll.outside_plans,
        despite=command.despite or command.roll.despite,
    )
    command = replace(command, roll=roll)
    changes = import_roll(roll, context, command.left)
    topics = set(changes.topics)
    for sheet in command.trades:
        topics |= record_measures(RecordMeasures(sheet=sheet), context).topics
    for day, entries in _moved(command, context).items():
        posting = Posting(day, AccountCause.OPENING, entries, document=command.roll.file)
        accounts.post(context, posting, command.roll.outside_plans)
        topics.add(Topic.MEMBERS)
    _enter_past(command, context)
    _enter_households(command, context)
    return Changes(frozenset(topics), changes.reference)


def take_back_book(command: TakeBackImport, context: Context) -> Changes:
    """撤销导入: the members taken back as ``take_back_import`` does, and the sheets of trade that came with them."""
    changes = take_back_import(command, context)
    sheets = context.uow.measures.of_entry(context.uow.imports.entry_of(command.number))
    for sheet in sheets:
        record_measures(RecordMeasures(sheet=sheet), context)
    return Changes(changes.topics | ({Topic.YEARS} if sheets else set()), changes.reference)


def _enter_past(command: ImportBook, context: Context) -> None:
    """What was distributed before the book; what the book tells of it already must be the same."""
    past = context.uow.past
    years = [year for year in command.past_years if past.heads().get(year.year) != year]
    for year in years:
        if year.year in past.heads():
            raise DomainError("past.head_differs", year=year.year)
    known = {year: past.of_year(year) for year in {share.year for share in command.past}}
    shares = []
    for share in command.past:
        told = known[share.year].get(share.member)
        if told is None:
            shares.append(share)
        elif (told.refund, told.dividend) != (share.refund, share.dividend):
            params = {"number": share.member, "year": share.year}
            raise DomainError("past.share_differs", known=told.amount, found=share.amount, **params)
    if years or shares:
        record_past(RecordPast(years=tuple(years), shares=tuple(shares)), context)


def _enter_households(command: ImportBook, context: Context) -> None:
    """The households under their own codes; one the book has must be the same, and nobody stands in two."""
    store = context.uow.households
    new: list[Household] = []
    for household in command.households:
        known = store.get(household.code)
        if known == household:
            continue
        if known is not None:
            raise DomainError("household.code_taken", household=household.code)
        for number in household.members:
            other = store.of_member(number)
            if other is not None:
                raise DomainError("household.member_elsewhere", number=number, household=other.code)
        new.append(household)
    if new:
        store.add_versions(new, "", context.initials)


def _moved(command: ImportBook, context: Context) -> Mapping[date, tuple[AccountEntry, ...]]:
    """What of the capital entered stands in the column of poverty-relief assets, by the day it counts from."""
    days: dict[date, tuple[AccountEntry, ...]] = {}
    for number, amount in command.poverty:
        member = context.uow.members.get(number)
        if member is None:
            raise DomainError("member.unknown", number=number)
        day = command.roll.as_of or member.joined
        days[day] = (
            *days.get(day, ()),
            AccountEntry(number, AccountColumn.CAPITAL_POVERTY, amount),
            AccountEntry(number, AccountColumn.CAPITAL, -amount),
        )
    return days


def _trades(table: SourceTable, numbers: Collection[str], faults: list[Fault]) -> Iterator[MeasureSheet]:
    """One sheet of measures for each year and product, in the order of their first rows."""
    rows: dict[tuple[int, str], list[SheetRow]] = {}
    sources: dict[tuple[int, str], dict[str, None]] = {}
    for at, cells in _rows(table):
        before = len(faults)
        year = _read(_year, cells[0], at, 0, faults)
        product = _read(_said, cells[1], at, 1, faults)
        number = _read(lambda cell: _known(cell, numbers), cells[2], at, 2, faults)
        quantity = _read(_quantity, cells[4], at, 4, faults)
        amount = _read(_money, cells[5], at, 5, faults)
        if len(faults) > before or year is None or product is None or number is None:
            continue
        row = SheetRow(number, quantity or Quantity(0), amount or Money(0))
        if row.signs_differ:
            params = {"row": at + 1, "member": number, "value": _text(cells[4]), "amount": row.amount}
            faults.append(Fault("sheet.signs_differ", at, 5, _text(cells[5]), params))
            continue
        rows.setdefault((year, product), []).append(row)
        sources.setdefault((year, product), {})[_text(cells[6])] = None
    for key, members in rows.items():
        source = "；".join(filter(None, sources[key]))
        yield MeasureSheet(key[0], SheetKind.TRADE, key[1], tuple(members), source)


def _past(table: SourceTable, numbers: Collection[str], faults: list[Fault]) -> Iterator[PastShare]:
    """What members got of years before the book."""
    told: set[tuple[str, int]] = set()
    for at, cells in _rows(table):
        before = len(faults)
        year = _read(_past_year, cells[0], at, 0, faults)
        number = _read(lambda cell: _known(cell, numbers), cells[1], at, 1, faults)
        refund = _read(_money, cells[3], at, 3, faults)
        dividend = _read(_money, cells[4], at, 4, faults)
        if len(faults) > before or year is None or number is None:
            continue
        share = PastShare(number, year, refund or Money(0), dividend or Money(0), _text(cells[5]))
        try:
            share.check()
            if (number, year) in told:
                raise DomainError("past.twice", row=at + 1, member=number, year=year)
        except DomainError as error:
            faults.append(Fault(error.code, at, 3, _text(cells[3]), error.params))
            continue
        told.add((number, year))
        if share.amount:
            yield share


def _past_years(table: SourceTable, faults: list[Fault]) -> Iterator[PastYear]:
    """The head figures of years before the book; an empty cell is a figure nobody knows."""
    for at, cells in _rows(table):
        before = len(faults)
        year = _read(_year, cells[0], at, 0, faults)
        distributable, refund, dividend = (
            None if cells[column] is None else _read(_money, cells[column], at, column, faults)
            for column in (1, 2, 3)
        )
        paid_on = None if cells[5] is None else _read(_day, cells[5], at, 5, faults)
        if len(faults) > before or year is None:
            continue
        head = PastYear(year, distributable, refund, dividend, _text(cells[4]), paid_on, _text(cells[6]))
        try:
            head.check()
        except DomainError as error:
            faults.append(Fault(error.code, at, 1, _text(cells[1]), error.params))
            continue
        if not head.is_empty:
            yield head


def _poverty(table: SourceTable, new: Collection[str], faults: list[Fault]) -> Iterator[tuple[str, Money]]:
    """The capital out of poverty-relief assets of members who come with this workbook."""
    headings = _headings(table)
    number_at, amount_at = headings.index(NUMBER_HEADING), headings.index(POVERTY_HEADING)
    for at, cells in _rows(table):
        if _text(cells[number_at]) not in new:
            continue
        amount = _read(_money, cells[amount_at], at, amount_at, faults)
        if amount:
            yield _text(cells[number_at]), amount


def _kind(table: SourceTable) -> str:
    """Which of the program's own sheets it is, empty for any other."""
    headings = _headings(table)
    if table.name == TRADES and headings[: len(TRADE_HEADINGS)] == TRADE_HEADINGS:
        return TRADES
    if is_households(table):
        return HOUSEHOLDS
    if is_left(table):
        return LEFT
    if table.name == PAST and headings[: len(PAST_HEADINGS)] == PAST_HEADINGS:
        return PAST
    if table.name == PAST_YEARS and headings[: len(PAST_YEAR_HEADINGS)] == PAST_YEAR_HEADINGS:
        return PAST_YEARS
    return ACCOUNTS if table.name == ACCOUNTS and {NUMBER_HEADING, POVERTY_HEADING} <= set(headings) else ""


def _headings(table: SourceTable) -> tuple[str, ...]:
    return tuple(map(_text, table.rows[0])) if table.rows else ()


def _rows(table: SourceTable) -> Iterator[tuple[int, Sequence[CellValue]]]:
    """Place and cells of each row below the headings that has anything, all of one width."""
    width = max(len(table.rows[0]), len(TRADE_HEADINGS))
    for at, cells in enumerate(table.rows[1:], start=1):
        if any(cell is not None for cell in cells):
            yield at, [*cells, *([None] * (width - len(cells)))]


def _read(
    read: Callable[[CellValue], _T], cell: CellValue, row: int, column: int, faults: list[Fault]
) -> _T | None:
    """The value of a cell; None where it cannot be read, and why among the faults."""
    try:
        return read(cell)
    except DomainError as error:
        faults.append(Fault(error.code, row, column, _text(cell), error.params))
        return None


def _unread(table: SourceTable) -> Iterator[Fault]:
    """The cells that show no value: an error, or a formula nobody has computed."""
    for cell, fault in table.faults.items():
        row, column = place(cell) or (0, 0)
        yield Fault(_UNREAD[fault.kind], row, column, fault.shown, {"shown": fault.shown})


_UNREAD = {FaultKind.ERROR: "import.cell_error", FaultKind.NO_VALUE: "import.cell_no_value"}


def _text(cell: CellValue) -> str:
    return "" if cell is None else str(cell).strip()


def _said(cell: CellValue) -> str:
    text = _text(cell)
    if not text:
        raise DomainError("sheet.name_missing")
    return text


def _year(cell: CellValue) -> int:
    text = _text(cell).removesuffix("年")
    if not text.isdecimal() or not FIRST_YEAR <= int(text) <= LAST_YEAR:
        raise DomainError("import.no_year", value=text)
    return int(text)


def _past_year(cell: CellValue) -> int:
    return TOGETHER if _text(cell) == TOGETHER_WORD else _year(cell)


def _day(cell: CellValue) -> date:
    return read_day(cell)[0]


def _known(cell: CellValue, numbers: Collection[str]) -> str:
    number = _text(cell)
    if number not in numbers:
        raise DomainError("member.unknown", number=number)
    return number


def _quantity(cell: CellValue) -> Quantity:
    return Quantity(0) if cell is None else read_quantity(_text(cell))


def _money(cell: CellValue) -> Money:
    return Money(0) if cell is None else read_money(_text(cell))
