"""A statement into the book, each of its lines once however many statements tell it, and what is matched of it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from coopdesk.domain.errors import DomainError
from coopdesk.domain.ledger.accounts import ChartOfAccounts
from coopdesk.domain.ledger.chart import CASH
from coopdesk.domain.text import clean_text
from coopdesk.services.command import Changes, Topic
from coopdesk.services.context import Context
from coopdesk.services.ledger.bank.statement import StatementLine
from coopdesk.services.ledger.exchange_commands import ImportStatement, TakeBackStatement
from coopdesk.services.ledger.exchange_values import BankLine, BankStatement
from coopdesk.services.limits import FIRST_YEAR, LAST_YEAR
from coopdesk.services.ports import UnitOfWork

_CHANGED = frozenset({Topic.LEDGER})
FIRST_DAY, LAST_DAY = date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)


@dataclass(frozen=True)
class StatementComparison:
    """A statement beside the book: the lines it brings, how many the book has, and rows (from 0) of which nobody can
    tell. Those are taken for ones the book has, unless a person says otherwise."""

    new: tuple[StatementLine, ...]
    known: int
    doubtful: tuple[int, ...]


def require_money_account(chart: ChartOfAccounts, code: str) -> None:
    """``bank.no_account`` for what is no account of money with lines of its own."""
    if code not in chart or not code.startswith(CASH) or chart.has_children(code):
        raise DomainError("bank.no_account", account=code)


def compare(
    uow: UnitOfWork, account: str, lines: Sequence[StatementLine], anew: Iterable[int] = ()
) -> StatementComparison:
    """Which lines are new: of lines that say the same the book takes as many as the statement has, and no more.

    So two fees of a day stay two, in one statement and in two that overlap. Only on the first or last day of a
    statement may a line that says nothing of its own be one that the other statement does not have yet.
    """
    if not lines:
        return StatementComparison((), 0, ())
    first, last = min(line.day for line in lines), max(line.day for line in lines)
    kept = uow.bank.lines(account, first, last)
    edges = _edges(uow, account, kept)
    left = Counter(each.line.identity for each in kept)
    others = {row - 1 for row in anew}
    new, doubtful, known = [], [], 0
    for line in lines:
        if line.row in others or not left[line.identity]:
            new.append(line)
            continue
        left[line.identity] -= 1
        known += 1
        if not _tells_itself(line) and (line.day in (first, last) or line.day in edges):
            doubtful.append(line.row)
    return StatementComparison(tuple(new), known, tuple(doubtful))


def _edges(uow: UnitOfWork, account: str, kept: Sequence[BankLine]) -> set[date]:
    """The first and last days of the statements that brought these lines: they may have broken off in a day."""
    numbers = {each.statement for each in kept}
    statements = [each for each in uow.bank.statements(account) if each.number in numbers]
    return {day for each in statements for day in (each.first, each.last)}


def _tells_itself(line: StatementLine) -> bool:
    """Whether a line has something that no other movement has: the balance after it, a time, the bank's own number."""
    return line.balance is not None or bool(line.clock) or bool(line.reference)


def import_statement(command: ImportStatement, context: Context) -> Changes:
    """Keep a statement with the lines it brings; its number.

    ``bank.no_account``, ``bank.no_lines``, ``bank.file_known`` for the same file again, ``bank.nothing_new`` where the
    book has every line, ``bank.in_future`` for a day that has not come.
    """
    uow = context.uow
    require_money_account(uow.ledger.chart(), command.account)
    if not command.lines:
        raise DomainError("bank.no_lines")
    known = uow.bank.of_file(command.account, command.sha256)
    if known is not None:
        raise DomainError("bank.file_known", file=known.file, number=known.number)
    last = max(line.day for line in command.lines)
    if last > context.today:
        raise DomainError("bank.in_future", day=last)
    found = compare(uow, command.account, command.lines, command.anew)
    if not found.new:
        raise DomainError("bank.nothing_new", count=found.known)
    statement = BankStatement(
        0,
        command.account,
        clean_text(command.file),
        command.sha256,
        min(line.day for line in command.lines),
        last,
        len(found.new),
        command.opening,
        command.closing,
    )
    return Changes(_CHANGED, str(uow.bank.add_statement(statement, found.new)))


def take_back_statement(command: TakeBackStatement, context: Context) -> Changes:
    """Let the lines of a statement count no more.

    ``bank.unknown``, ``bank.taken_back_already``, ``voucher.reason_missing``; ``bank.rests`` where lines are matched.
    """
    store, reason = context.uow.bank, clean_text(command.reason)
    statement = store.statement(command.number)
    if statement is None:
        raise DomainError("bank.unknown", number=command.number)
    if statement.taken_back:
        raise DomainError("bank.taken_back_already", number=command.number)
    if not reason:
        raise DomainError("voucher.reason_missing")
    lines = store.lines(statement.account, FIRST_DAY, LAST_DAY)
    matched = [each for each in lines if each.statement == command.number and each.matched is not None]
    if matched:
        raise DomainError("bank.rests", number=command.number, count=len(matched))
    store.take_back(command.number, reason)
    return Changes(_CHANGED, str(command.number))
