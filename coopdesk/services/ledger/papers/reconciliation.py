"""银行存款余额调节表: for each account of money with statements, what only the bank and what only the ledger has, and
that both come to the same (会计档案管理办法 keeps the sheet, 财会〔2024〕12号 Art. 23 asks a program for it)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest
from typing import TYPE_CHECKING

from coopdesk.domain.errors import DomainError
from coopdesk.domain.ledger.reconciliation import Entry
from coopdesk.domain.money import Money
from coopdesk.services.coop.values import CoopDetails
from coopdesk.services.journal.entry import Witness
from coopdesk.services.ledger.bank.matching import reconciliation
from coopdesk.services.ledger.exchange_values import Reconciliation
from coopdesk.services.ledger.papers.books import BookFigures
from coopdesk.services.ledger.papers.common import UNIT, Span, head_of
from coopdesk.services.paper import Choice, Chosen, ChosenBy, PaperSource
from coopdesk.services.paper_table import ColumnKind, PaperColumn, PaperRow, PaperTable, RowLook, TableCell
from coopdesk.services.paper_words import day_text
from coopdesk.services.ports import UnitOfWork

if TYPE_CHECKING:
    from coopdesk.services.desk import Desk

TITLE = "银行存款余额调节表"
_OFFICES = ("会计主管", "复核", "出纳", "记账")
_COLUMNS = (
    PaperColumn("项目", ColumnKind.TEXT, 30, "本社账"),
    PaperColumn("日期", ColumnKind.SHORT, 12, "本社账"),
    PaperColumn("金额", ColumnKind.MONEY, 18, "本社账"),
    PaperColumn("项目", ColumnKind.TEXT, 30, "银行对账单"),
    PaperColumn("日期", ColumnKind.SHORT, 12, "银行对账单"),
    PaperColumn("金额", ColumnKind.MONEY, 18, "银行对账单"),
)
_Half = tuple[TableCell, TableCell, TableCell]
_EMPTY: _Half = ("", "", None)


@dataclass(frozen=True, slots=True)
class BankAsked:
    """The end of the month or year that was chosen, and the accounts that have statements by then."""

    day: date
    span: Span
    accounts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReconciliationSource:
    """How the accounts stand against their banks on a day; ``names`` are those of the accounts by code."""

    coop: CoopDetails
    span: Span
    day: date
    names: dict[str, str]
    accounts: tuple[Reconciliation, ...]
    witness: Witness


def bank_asked(desk: "Desk", choice: Choice) -> BankAsked:
    """The last day of the month or year that was chosen, today where it is not over."""
    span = Span.of(choice.year, choice.month)
    day = min(span.last.last_day, desk.today)
    kept = {each.account for each in desk.bank.statements() if not each.taken_back and each.first <= day}
    return BankAsked(day, span, tuple(sorted(kept)))


def read_reconciliations(uow: UnitOfWork, of: BankAsked) -> ReconciliationSource:
    """The sheets of all accounts; ``coop.name_missing``, and what ``matching.reconciliation`` raises of one."""
    coop = uow.coop.current()
    if coop is None:
        raise DomainError("coop.name_missing")
    chart = uow.ledger.chart()
    found = tuple(reconciliation(uow, account, of.day) for account in of.accounts)
    names = {account: f"{account} {chart.full_name(account)}" for account in of.accounts}
    return ReconciliationSource(coop, of.span, of.day, names, found, uow.journal.witness())


def build_reconciliation(source: ReconciliationSource, printed_on: date) -> BookFigures:
    """A table for each account, the ledger on the left and the bank on the right, both carried to the same sum."""
    tables = tuple(_table(source, each) for each in source.accounts)
    notes = tuple(note for each in source.accounts for note in _notes(source, each))
    head = head_of(source.coop, printed_on, source.witness)
    return BookFigures(
        head, TITLE, f"截至{day_text(source.day)}", tables, notes, lying=True, offices=_OFFICES
    )


def _table(source: ReconciliationSource, of: Reconciliation) -> PaperTable:
    sheet, name = of.sheet, source.names[of.account]
    bank = [(entry, _bank_words(of, entry)) for entry in sheet.bank_open]
    book = [(entry, _book_words(of, entry)) for entry in sheet.book_open]
    rows = [PaperRow(("账面余额", "", sheet.book, "对账单余额", "", sheet.bank))]
    rows += _rows("加：银行已收、本社未收", bank, "加：本社已收、银行未收", book, sign=1)
    rows += _rows("减：银行已付、本社未付", bank, "减：本社已付、银行未付", book, sign=-1)
    adjusted = "调节后的余额"
    rows.append(PaperRow((adjusted, "", sheet.adjusted_book, adjusted, "", sheet.adjusted_bank), RowLook.SUM))
    above = ((source.coop.name,), (f"{TITLE}　截至{day_text(source.day)}", UNIT))
    return PaperTable(name, _COLUMNS, tuple(rows), above)


def _rows(
    left: str,
    bank: Sequence[tuple[Entry, str]],
    right: str,
    book: Sequence[tuple[Entry, str]],
    *,
    sign: int,
) -> Iterator[PaperRow]:
    """What one side has and the other lacks, in one direction: the sums, and below each what they are made of."""
    ours, theirs = _halves(left, bank, sign), _halves(right, book, sign)
    for one, other in zip_longest(ours, theirs, fillvalue=_EMPTY):
        yield PaperRow((*one, *other))


def _halves(title: str, entries: Sequence[tuple[Entry, str]], sign: int) -> list[_Half]:
    of_side = [(entry, words) for entry, words in entries if (entry.amount.fen > 0) is (sign > 0)]
    total = Money(sum(abs(entry.amount.fen) for entry, _words in of_side))
    found: list[_Half] = [(title, "", total)]
    found += [(f"　{words}", entry.day.isoformat(), Money(abs(entry.amount.fen))) for entry, words in of_side]
    return found


def _bank_words(of: Reconciliation, entry: Entry) -> str:
    line = of.bank[entry.key[0]].line
    return "　".join(filter(None, (line.summary, line.party))) or "（无摘要）"


def _book_words(of: Reconciliation, entry: Entry) -> str:
    line = of.book[entry.key[0], entry.key[1]]
    return f"{line.label}　{line.summary}"


def _notes(source: ReconciliationSource, of: Reconciliation) -> Iterator[str]:
    name = source.names[of.account]
    if of.sheet.difference:
        yield f"{name}：调节后仍相差 {of.sheet.difference.grouped} 元，须查明原因。"
    if of.sure:
        yield f"{name}：有 {len(of.sure):,} 组可以对上的还没有勾对，已列为未达账项。"
    if of.doubts:
        yield f"{name}：有 {len(of.doubts):,} 组不能确定是不是同一笔，已列为未达账项。"


RECONCILIATIONS: PaperSource[BankAsked, ReconciliationSource] = PaperSource(
    BankAsked,
    lambda of: bool(of.accounts),
    lambda desk, of: desk.bank.read(lambda uow: read_reconciliations(uow, of)),
    chosen=Chosen(ChosenBy.MONTH, bank_asked),
    large=True,
    on_demand=True,
)
"""How the accounts of money stand against their banks at the end of a month or year."""
