"""Matching lines of statements with lines of vouchers: what is sure by itself, what a person says, and back again."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from coopdesk.domain.errors import DomainError
from coopdesk.domain.ledger.accounts import Side
from coopdesk.domain.ledger.reconciliation import Entry, Match, Matching, adjustment, match
from coopdesk.domain.ledger.voucher import NO_DIMENSIONS
from coopdesk.domain.money import Money
from coopdesk.domain.text import clean_text
from coopdesk.services.command import Changes, Topic
from coopdesk.services.context import Context
from coopdesk.services.ledger.bank.keeping import FIRST_DAY, LAST_DAY, require_money_account
from coopdesk.services.ledger.exchange_commands import MatchLines, MatchStatements, UnmatchLines
from coopdesk.services.ledger.exchange_values import BankLine, MatchedHow, MoneyLine, Reconciliation
from coopdesk.services.ports import UnitOfWork

DAYS = 5
"""So many days may lie between the bank's entry and the ledger's, where nobody says otherwise."""
MOST_DAYS = 31
_CHANGED = frozenset({Topic.LEDGER})


def match_statements(command: MatchStatements, context: Context) -> Changes:
    """Note all sure matches; the reference is how many. ``bank.no_account``, ``bank.days``."""
    uow = context.uow
    require_money_account(uow.ledger.chart(), command.account)
    if not 0 <= command.days <= MOST_DAYS:
        raise DomainError("bank.days", days=command.days, most=MOST_DAYS)
    found = _found(*_open_lines(uow, command.account), command.days)
    for each in found.matches:
        uow.bank.match(
            [entry.key[0] for entry in each.bank],
            [(entry.key[0], entry.key[1]) for entry in each.book],
            MatchedHow.FOUND,
            "",
        )
    return Changes(_CHANGED, str(len(found.matches)))


def match_lines(command: MatchLines, context: Context) -> Changes:
    """Note what a person says to be the same money.

    ``bank.no_account``, ``bank.line_unknown``, ``bank.matched_already``; ``bank.sums_differ`` where the two sides are
    not the same sum; ``bank.one_alone`` for fewer than two lines.
    """
    uow, store = context.uow, context.uow.bank
    require_money_account(uow.ledger.chart(), command.account)
    if len(command.bank) + len(command.book) < 2:
        raise DomainError("bank.one_alone")
    known_bank = {each.id: each for each in store.lines(command.account, FIRST_DAY, LAST_DAY)}
    known_book = {
        (each.voucher, each.position): each
        for each in store.money_lines([command.account], FIRST_DAY, LAST_DAY)
    }
    bank = [known_bank.get(number) for number in set(command.bank)]
    book = [known_book.get(key) for key in set(command.book)]
    lines = [*bank, *book]
    if None in lines or len(lines) < len(command.bank) + len(command.book):
        raise DomainError("bank.line_unknown")
    if any(each is not None and each.matched is not None for each in lines):
        raise DomainError("bank.matched_already")
    left = sum(each.line.amount.fen for each in bank if each is not None)
    right = sum(each.amount.fen for each in book if each is not None)
    if left != right:
        raise DomainError(
            "bank.sums_differ", bank=Money(left), book=Money(right), difference=Money(left - right)
        )
    number = store.match(command.bank, command.book, MatchedHow.BY_HAND, clean_text(command.reason))
    return Changes(_CHANGED, str(number))


def unmatch_lines(command: UnmatchLines, context: Context) -> Changes:
    """Take a match apart; ``bank.no_match``, ``voucher.reason_missing``."""
    reason = clean_text(command.reason)
    if not context.uow.bank.is_match(command.match):
        raise DomainError("bank.no_match", number=command.match)
    if not reason:
        raise DomainError("voucher.reason_missing")
    context.uow.bank.unmatch(command.match, reason)
    return Changes(_CHANGED, str(command.match))


def reconciliation(uow: UnitOfWork, account: str, day: date, days: int = DAYS) -> Reconciliation:
    """银行存款余额调节表 of an account on a day, as far as the statements go.

    ``bank.no_account``; ``bank.no_statement`` where no statement begins before the day, ``bank.no_balance`` where none
    tells a balance. Lines of the ledger from before the first statement count as settled, unless they are matched, or
    could be, with a line of the bank.
    """
    require_money_account(uow.ledger.chart(), account)
    statements = [each for each in uow.bank.statements(account) if not each.taken_back and each.first <= day]
    if not statements:
        raise DomainError("bank.no_statement", account=account, day=day)
    since = min(each.first for each in statements)
    bank = uow.bank.lines(account, since, LAST_DAY)
    book = uow.bank.money_lines([account], since - timedelta(days=days), LAST_DAY)
    kept = _kept_matches(bank, book)
    open_bank = [each for each in bank if each.matched is None]
    open_book = [each for each in book if each.matched is None]
    found = _found(open_bank, open_book, days)
    meant = {entry for each in (*found.matches, *found.doubts) for entry in each.book}
    sheet = adjustment(
        day,
        uow.ledger.moved([account], NO_DIMENSIONS, day).balance(Side.DEBIT),
        _bank_balance(uow, account, day, bank),
        kept,
        map(_of_bank, open_bank),
        (entry for entry in map(_of_book, open_book) if entry.day >= since or entry in meant),
    )
    return Reconciliation(
        account,
        sheet,
        {each.id: each for each in bank},
        {(each.voucher, each.position): each for each in book},
        found.matches,
        found.doubts,
    )


def _bank_balance(uow: UnitOfWork, account: str, day: date, lines: Sequence[BankLine]) -> Money:
    """What the bank says it holds at the end of a day: the last balance, or the opening one with what moved since."""
    last = uow.bank.last_before(account, day)
    if last is not None and last.line.balance is not None:
        after = [
            each
            for each in lines
            if each.line.day <= day and (each.line.day, each.id) > (last.line.day, last.id)
        ]
        return Money(last.line.balance.fen + sum(each.line.amount.fen for each in after))
    opened = [
        each for each in uow.bank.statements(account) if each.opening is not None and not each.taken_back
    ]
    if not opened:
        raise DomainError("bank.no_balance", account=account)
    first = min(opened, key=lambda each: (each.first, each.number))
    assert first.opening is not None  # chosen so
    moved = sum(each.line.amount.fen for each in lines if first.first <= each.line.day <= day)
    return Money(first.opening.fen + moved)


def _open_lines(uow: UnitOfWork, account: str) -> tuple[list[BankLine], list[MoneyLine]]:
    bank = [each for each in uow.bank.lines(account, FIRST_DAY, LAST_DAY) if each.matched is None]
    if not bank:
        return [], []
    first = min(each.line.day for each in bank) - timedelta(days=MOST_DAYS)
    book = uow.bank.money_lines([account], first, LAST_DAY)
    return bank, [each for each in book if each.matched is None]


def _found(bank: Iterable[BankLine], book: Iterable[MoneyLine], days: int) -> Matching:
    """Sure matches: first vouchers that undo each other, of which no bank ever hears, then lines of the two sides."""
    lines = list(book)
    by_voucher: dict[int, list[MoneyLine]] = {}
    for line in lines:
        by_voucher.setdefault(line.voucher, []).append(line)
    undone: list[Match] = []
    gone: set[int] = set()
    for voucher, own in by_voucher.items():
        other = own[0].cancels
        if other is None or other not in by_voucher or voucher in gone or other in gone:
            continue
        both = [*own, *by_voucher[other]]
        if not sum(each.amount.fen for each in both):
            undone.append(Match((), tuple(sorted(map(_of_book, both)))))
            gone |= {voucher, other}
    found = match(map(_of_bank, bank), (_of_book(each) for each in lines if each.voucher not in gone), days)
    return Matching((*undone, *found.matches), found.doubts, found.bank, found.book)


def _kept_matches(bank: Iterable[BankLine], book: Iterable[MoneyLine]) -> list[Match]:
    sides: dict[int, tuple[list[Entry], list[Entry]]] = {}
    for each in bank:
        if each.matched is not None:
            sides.setdefault(each.matched, ([], []))[0].append(_of_bank(each))
    for line in book:
        if line.matched is not None:
            sides.setdefault(line.matched, ([], []))[1].append(_of_book(line))
    return [Match(tuple(one), tuple(other)) for one, other in sides.values()]


def _of_bank(line: BankLine) -> Entry:
    return Entry(line.line.day, line.line.amount, (line.id,))


def _of_book(line: MoneyLine) -> Entry:
    return Entry(line.day, line.amount, (line.voucher, line.position))
