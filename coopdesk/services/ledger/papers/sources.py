"""What the papers of the ledger are made from: the vouchers of a month or year, its books, its statements.

Read when a paper is made, not before: a year may have ten thousand vouchers.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from coopdesk.domain.errors import DomainError
from coopdesk.domain.ledger.accounts import AccountGroup, ChartOfAccounts, Dimension
from coopdesk.domain.ledger.months import Month
from coopdesk.domain.ledger.statements import (
    balance_sheet,
    equity_statement,
    monthly_surplus,
    surplus_statement,
)
from coopdesk.domain.ledger.voucher import WORDS, Dimensions
from coopdesk.services.coop.values import CoopDetails
from coopdesk.services.ledger.papers.books import NO_TURNOVER, AccountBook, BookSource, Held, Turnover
from coopdesk.services.ledger.papers.common import Names, Span
from coopdesk.services.ledger.papers.notes import NotesSource, read_roll
from coopdesk.services.ledger.papers.numbers import NumberRange, read_numbers, read_voucher_name
from coopdesk.services.ledger.papers.statements import StatementYear
from coopdesk.services.ledger.papers.voucher import VoucherBatch, ordered
from coopdesk.services.ledger.span_turnovers import span_turnovers
from coopdesk.services.ledger.values import Moved, PostedVoucher
from coopdesk.services.paper import Choice, Chosen, ChosenBy, Named, NamedBy, PaperSource
from coopdesk.services.ports import UnitOfWork

if TYPE_CHECKING:
    from coopdesk.services.desk import Desk


@dataclass(frozen=True, slots=True)
class SpanAsked:
    """The months papers are asked for, which numbers of vouchers, and whether the ledger was kept by their end."""

    span: Span
    kept: bool
    numbers: NumberRange


@dataclass(frozen=True, slots=True)
class NamedMember:
    """A member whom the papers of the ledger name."""

    number: str
    name: str


def span_asked(desk: "Desk", choice: Choice) -> SpanAsked:
    """The month or year that was chosen; ``paper.numbers`` for numbers that are none."""
    start = desk.ledger.start()
    span = Span.of(choice.year, choice.month)
    kept = start is not None and start.first <= span.last
    return SpanAsked(span, kept, read_numbers(choice.numbers))


def voucher_asked(desk: "Desk", name: str, _choice: Choice) -> SpanAsked:
    """The voucher of that name (``2024-03/记12``); ``paper.numbers`` for what is no name of one."""
    month, numbers = read_voucher_name(name)
    start = desk.ledger.start()
    return SpanAsked(Span(month, month), start is not None and start.first <= month, numbers)


@dataclass(frozen=True, slots=True)
class AccountAsked:
    """An account by its code, the months its ledger is asked for, and whether the ledger was kept by their end."""

    account: str
    span: Span
    kept: bool


def account_asked(desk: "Desk", name: str, choice: Choice) -> AccountAsked:
    """The account of that code; ``ledger.account_unknown`` for one that is not there."""
    code = name.strip()
    if code not in desk.ledger.chart():
        raise DomainError("ledger.account_unknown", account=code)
    asked = span_asked(desk, choice)
    return AccountAsked(code, asked.span, asked.kept)


BY_MONTH: Chosen[SpanAsked] = Chosen(ChosenBy.MONTH, span_asked)
BY_NUMBERS: Chosen[SpanAsked] = Chosen(ChosenBy.NUMBERS, span_asked)


def read_batch(uow: UnitOfWork, of: SpanAsked) -> VoucherBatch:
    """The vouchers of the months and numbers that are asked for, in the order they are bound.

    ``coop.name_missing``, ``ledger.none`` and ``period.not_of_ledger`` where there is no ledger,
    ``paper.no_vouchers`` where there are none of these numbers.
    """
    coop = _begun(uow, of.span)
    found = [each for each in _between(uow, of.span) if each.number and each in of.numbers]
    if not found:
        raise DomainError("paper.no_vouchers", which=of.span.text + of.numbers.text)
    vouchers = tuple(ordered(found, WORDS))
    said = f"{of.span.text}{of.numbers.text}"
    return VoucherBatch(coop, uow.ledger.chart(), names_of(uow), vouchers, uow.journal.witness(), said)


def read_books(uow: UnitOfWork, span: Span) -> BookSource:
    """What the books of some months are made from; the errors of ``read_batch`` where there is no ledger."""
    coop, chart = _begun(uow, span), uow.ledger.chart()
    before, year = _turnovers_before(uow, span.first)
    held_before = _held(uow, chart, span.first.before)
    last_year = Month(span.first.year, 1).before
    held_year = _less(held_before, _held(uow, chart, last_year)) if span.first.month > 1 else {}
    return BookSource(
        coop=coop,
        chart=chart,
        names=names_of(uow),
        span=span,
        before=before,
        year=year,
        held_before=held_before,
        held_year=held_year,
        vouchers=tuple(_between(uow, span)),
        witness=uow.journal.witness(),
    )


def read_statements(uow: UnitOfWork, span: Span) -> StatementYear:
    """The statements of a year, or of a month; the errors of ``read_batch`` where there is no ledger.

    A year before the books began has no figures to compare with.
    """
    coop, start, year = _begun(uow, span), uow.ledger.start(), span.first.year
    january = Month(year, 1)
    so_far = span_turnovers(uow, january, span.last)
    if span.is_year:
        known = start is not None and start.first.year < year
        before = span_turnovers(uow, Month(year - 1, 1), january.before) if known else None
        surplus, equity = surplus_statement(so_far, before), equity_statement(so_far)
    else:
        surplus, equity = monthly_surplus(span_turnovers(uow, span.first, span.last), so_far), None
    return StatementYear(coop, span, balance_sheet(so_far), surplus, equity, uow.journal.witness())


def read_notes(uow: UnitOfWork, span: Span) -> NotesSource:
    """What the notes of a year are made from; the errors of ``read_batch`` where there is no ledger."""
    return NotesSource(read_statements(uow, span), read_books(uow, span), read_roll(uow, span.first.year))


def names_of(uow: UnitOfWork) -> Names:
    """What all members, parties, products and channels are called."""
    found = {(Dimension.MEMBER, member.number): member.name for member in uow.members.roll()}
    found |= {(item.kind, item.code): item.name for item in uow.ledger.items()}
    return found


def _begun(uow: UnitOfWork, span: Span) -> CoopDetails:
    """Whose ledger it is; refuses a book that keeps none, and months before it began."""
    coop, start = uow.coop.current(), uow.ledger.start()
    if coop is None:
        raise DomainError("coop.name_missing")
    if start is None:
        raise DomainError("ledger.none")
    if span.last < start.first:
        raise DomainError("period.not_of_ledger", month=str(span.last), first=str(start.first))
    return coop


def _between(uow: UnitOfWork, span: Span) -> Iterable[PostedVoucher]:
    return uow.ledger.between(span.first.first_day, span.last.last_day)


def _turnovers_before(uow: UnitOfWork, first: Month) -> tuple[dict[str, Turnover], dict[str, Turnover]]:
    """By account what was entered before a month, and what of that in the same year."""
    last: date = first.before.last_day
    read = uow.ledger.movements(last)
    before = {code: _turnover(each.before + each.earlier + each.month) for code, each in read.items()}
    if first.month == 1:
        return before, {}
    return before, {code: _turnover(each.earlier + each.month) for code, each in read.items()}


def _turnover(moved: Moved) -> Turnover:
    return Turnover(moved.debit.fen, moved.credit.fen)


def _held(uow: UnitOfWork, chart: ChartOfAccounts, until: Month) -> dict[Held, Turnover]:
    """What members and other parties moved up to a month, account by account, of those that keep a balance."""
    found: dict[Held, Turnover] = {}
    parties = [item.code for item in uow.ledger.items(Dimension.PARTY)]
    for account in chart:
        if account.group is AccountGroup.PROFIT_AND_LOSS:
            continue
        code = account.code
        if Dimension.MEMBER in account.kept:
            for member, moved in uow.ledger.member_movements([code], until).items():
                found[code, Dimension.MEMBER, member] = _turnover(moved)
        if Dimension.PARTY in account.kept:
            for party in parties:
                moved = uow.ledger.moved([code], Dimensions(party=party), until.last_day)
                if moved.debit or moved.credit:
                    found[code, Dimension.PARTY, party] = _turnover(moved)
    return found


def _less(one: dict[Held, Turnover], other: dict[Held, Turnover]) -> dict[Held, Turnover]:
    left = {}
    for key, turnover in one.items():
        taken = other.get(key, NO_TURNOVER)
        left[key] = Turnover(turnover.debit - taken.debit, turnover.credit - taken.credit)
    return left


def _named(source: VoucherBatch | BookSource) -> Iterator[NamedMember]:
    numbers = {line.dimensions.member for posted in source.vouchers for line in posted.voucher.lines}
    for number in sorted(numbers - {""}):
        yield NamedMember(number, source.names.get((Dimension.MEMBER, number), number))


VOUCHERS: PaperSource[SpanAsked, VoucherBatch] = PaperSource(
    SpanAsked,
    lambda of: of.kept,
    lambda desk, of: desk.ledger.read(lambda uow: read_batch(uow, of)),
    _named,
    BY_NUMBERS,
    large=True,
    on_demand=True,
)
"""The posted vouchers of a month or year, all or some numbers of them."""

ONE_VOUCHER: PaperSource[SpanAsked, VoucherBatch] = PaperSource(
    SpanAsked,
    lambda of: of.kept,
    lambda desk, of: desk.ledger.read(lambda uow: read_batch(uow, of)),
    _named,
    named=Named(NamedBy.VOUCHER, voucher_asked),
)
"""One voucher, by month, word and number."""

BOOKS: PaperSource[SpanAsked, BookSource] = PaperSource(
    SpanAsked,
    lambda of: of.kept,
    lambda desk, of: desk.ledger.read(lambda uow: read_books(uow, of.span)),
    _named,
    BY_MONTH,
    large=True,
    on_demand=True,
)
"""The books of a month or year."""

ACCOUNT_BOOK: PaperSource[AccountAsked, AccountBook] = PaperSource(
    AccountAsked,
    lambda of: of.kept,
    lambda desk, of: desk.ledger.read(lambda uow: AccountBook(read_books(uow, of.span), of.account)),
    lambda source: _named(source.books),
    named=Named(NamedBy.ACCOUNT, account_asked),
)
"""The ledger of one account over a year."""

STATEMENTS: PaperSource[SpanAsked, StatementYear] = PaperSource(
    SpanAsked,
    lambda of: of.kept,
    lambda desk, of: desk.ledger.read(lambda uow: read_statements(uow, of.span)),
    chosen=BY_MONTH,
    large=True,
    on_demand=True,
)
"""The statements of a month or year."""

_BY_YEAR: Chosen[SpanAsked] = Chosen(
    ChosenBy.YEAR, lambda desk, choice: span_asked(desk, replace(choice, month=0))
)

YEAR_STATEMENTS: PaperSource[SpanAsked, StatementYear] = PaperSource(
    SpanAsked,
    lambda of: of.kept,
    lambda desk, of: desk.ledger.read(lambda uow: read_statements(uow, of.span)),
    chosen=_BY_YEAR,
    large=True,
    on_demand=True,
)
"""The statements of a year, for what there is of a whole year alone."""

NOTES: PaperSource[SpanAsked, NotesSource] = PaperSource(
    SpanAsked,
    lambda of: of.kept,
    lambda desk, of: desk.ledger.read(lambda uow: read_notes(uow, of.span)),
    lambda source: source.roll.members,
    _BY_YEAR,
    large=True,
    on_demand=True,
)
"""The notes to the statements of a year."""
