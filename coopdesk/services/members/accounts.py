"""成员账户 (Art. 43): what each holds on a day, posting to them, and taking a posting back (红字冲销).

Capital comes from two sources that never count twice. A posting may say which entry of the register it is the money
of; all other entries of the register count with the shares they moved times the 每股出资额 of their class. So a book in
which nobody ever posts anything has its accounts all the same.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from coopdesk.domain.errors import DomainError
from coopdesk.domain.members.account import (
    CAPITAL_COLUMNS,
    AccountCause,
    AccountColumn,
    AccountEntry,
    Balances,
    Posting,
    check_posting,
    first_below_zero,
    opposite,
)
from coopdesk.domain.members.member import Member
from coopdesk.domain.members.share_register import ShareEntry, holdings_on, signed
from coopdesk.domain.money import Money, divide_down
from coopdesk.domain.quantity import SCALE, Quantity
from coopdesk.domain.text import clean_text
from coopdesk.services.context import Context
from coopdesk.services.members.account_documents import retract_posting, tell_posting
from coopdesk.services.members.account_values import NOTHING, AccountMove, NumberedPosting, YearAccount
from coopdesk.services.members.settled import require_open
from coopdesk.services.members.share_capital import ShareCapital
from coopdesk.services.members.values import NumberedEntry
from coopdesk.services.ports import UnitOfWork

_MANY = 200
"""So many accounts look their members up one by one; more read the whole roll."""
_AFTER_THE_END = frozenset(
    {
        AccountCause.WITHDRAWAL,
        AccountCause.TRANSFER,
        AccountCause.AVERAGING,
        AccountCause.QUANTIFIED,
        AccountCause.RESERVE_USED,
        AccountCause.LOSS,
        AccountCause.REVERSAL,
    }
)
"""What may still happen to the account of who has left."""


def post(context: Context, posting: Posting, outside_plans: str = "") -> int:
    """Post to the accounts of members; the number of the posting, counted from 1.

    For every area and command that brings money to an account or takes it away: a payment on shares, an import, a
    quantified reserve. Refuses what ``check_posting`` does, ``account.day_in_future``, ``account.before_joining`` and
    ``account.after_end`` for who was no member, ``member.unknown``, ``member.is_struck``, ``account.below_zero`` where
    a column would hold less than nothing at the end of any day. A day on which a resolved year rests is asked about
    (``register.year_settled``) unless ``outside_plans`` says why, or the posting comes from resolving a year.
    """
    check_posting(posting)
    if posting.day > context.today:
        raise DomainError("account.day_in_future", day=posting.day)
    _check_members(context, posting)
    if posting.year is None:
        require_open(context, posting.day, outside_plans)
    number = context.uow.accounts.append(posting)
    _check_covered(context.uow, posting, number)
    tell_posting(context, number, posting)
    return number


def take_back(context: Context, number: int, reason: str, operations: Mapping[int, int] | None = None) -> int:
    """红字冲销: the opposite of a posting on its own day; the number of the reversal.

    ``operations`` names for entries of the register that were reversed as well the number of their reversal.
    Raises ``account.unknown_posting``, ``account.already_reversed``, ``register.reason_missing`` and
    ``account.below_zero``.
    """
    wrong = context.uow.accounts.get(number)
    if wrong is None:
        raise DomainError("account.unknown_posting", posting=number)
    if not wrong.is_live:
        raise DomainError("account.already_reversed", posting=number)
    if not clean_text(reason):
        raise DomainError("register.reason_missing")
    made = opposite(wrong.posting, note=clean_text(reason), operations=operations)
    reversal = context.uow.accounts.append(made, number)
    _check_covered(context.uow, made, reversal)
    retract_posting(context, number, clean_text(reason))
    return reversal


def take_back_operation(context: Context, operation: int, reversal: int, reason: str) -> int | None:
    """Take back the money of a reversed entry of the register, on the days it came; None where the accounts have none.

    To be called by whoever reverses an entry of the register (number ``operation``) by another (``reversal``).
    """
    sums: dict[tuple[str, AccountColumn, str | None], int] = {}
    last: date | None = None
    for day, entry in context.uow.accounts.of_operation(operation):
        key = (entry.member, entry.column, entry.share_class)
        sums[key] = sums.get(key, 0) + entry.amount.fen
        last = day if last is None else max(last, day)
    if last is None:
        return None
    entries = tuple(
        AccountEntry(member, column, Money(-fen), share_class, reversal)
        for (member, column, share_class), fen in sums.items()
    )
    return context.uow.accounts.append(Posting(last, AccountCause.REVERSAL, entries, note=clean_text(reason)))


def follow_operation(context: Context, operation: int, again: int, day: date) -> None:
    """Post the money of an entry of the register once more, as that of the entry that takes its place from ``day`` on.

    To be called before the first is reversed, which takes its own money back. Nothing where the accounts have none.
    """
    by_day: dict[date, list[AccountEntry]] = {}
    for own, entry in context.uow.accounts.of_operation(operation):
        by_day.setdefault(max(own, day), []).append(replace(entry, operation=again))
    for own, entries in by_day.items():
        context.uow.accounts.append(Posting(own, AccountCause.CONTRIBUTION, tuple(entries)))


def balances_on(
    uow: UnitOfWork, day: date, entries: Sequence[ShareEntry] | None = None
) -> dict[str, Balances]:
    """What every account holds at the end of a day, by member number; accounts that hold nothing are left out.

    ``entries`` are the register's up to that day or later, where they are at hand. Losses that closed years put on the
    accounts are not taken off here: what years are, only the distributions know.
    """
    known = uow.register.entries(until=day) if entries is None else entries
    held = dict(uow.accounts.balances(day))
    for member, scaled in capital_by_shares(uow, known, day).items():
        own = held.get(member, NOTHING)
        held[member] = own + Balances(capital=Money(divide_down(scaled, SCALE)))
    return {member: balances for member, balances in held.items() if balances}


def capital_by_shares(uow: UnitOfWork, entries: Sequence[ShareEntry], day: date) -> dict[str, int]:
    """Shares at the end of a day times the 每股出资额 of their class, by member number, in fen x millionths.

    Shares whose money the accounts hold are left out.
    """
    worth = ShareCapital(uow)
    capital: dict[str, int] = {}
    if worth.is_plain:
        for code, par in worth.par.items():
            for member, shares in holdings_on(entries, day, (code,)).items():
                capital[member] = capital.get(member, 0) + shares * par
    else:
        for line in uow.register.booked(date.min, day):
            moved = worth.value(line.share_class, line.shares, line.number)
            for party, value in ((line.taker, moved), (line.giver, -moved)):
                if party is not None:
                    capital[party.number] = capital.get(party.number, 0) + value
    for kept in uow.accounts.kept_shares(day):
        value = worth.value(kept.share_class, kept.shares, kept.entry)
        capital[kept.member] = capital.get(kept.member, 0) - value
    return capital


def moves_of(uow: UnitOfWork, number: str) -> list[AccountMove]:
    """Every line of one member's account in order of day: postings, and entries of the register that count by shares.

    What was reversed stands beside its reversal, as in the register.
    """
    postings = uow.accounts.of_member(number)
    in_accounts = {entry.operation for item in postings for entry in item.posting.entries}
    entries = [item for item in uow.register.of_member(number) if item.number not in in_accounts]
    moves = [_posted(item) for item in postings]
    moves += _by_shares(entries, number, ShareCapital(uow))
    return sorted(moves, key=_place)


def _place(move: AccountMove) -> tuple[date, bool]:
    """Shares come before the postings of their day."""
    return move.day, move.operation is None


def year_account(uow: UnitOfWork, number: str, year: int) -> YearAccount:
    """One member's account over a calendar year: every column from the opening balance to the closing one."""
    first = date(year, 1, 1)
    opening, closing, inside = NOTHING, NOTHING, []
    for move in moves_of(uow, number):
        if move.day < first:
            opening += move.change
        elif move.day.year == year:
            inside.append(move)
        if move.day.year <= year:
            closing += move.change
    return YearAccount(number, year, opening, tuple(inside), closing)


def year_accounts(uow: UnitOfWork, year: int) -> dict[str, YearAccount]:
    """As ``year_account`` for everybody whose account holds something or changes in the year, by member number."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    before = first - timedelta(days=1)
    opening = dict(uow.accounts.balances(before))
    scaled = capital_by_shares(uow, uow.register.entries(until=before), before)
    for member, value in scaled.items():
        own = opening.get(member, NOTHING)
        opening[member] = own + Balances(capital=Money(divide_down(value, SCALE)))
    moves: dict[str, list[AccountMove]] = {}
    for move, member in _share_moves(uow, first, last, scaled):
        moves.setdefault(member, []).append(move)
    for item in uow.accounts.between(first, last):
        for member, part in _by_member(item):
            moves.setdefault(member, []).append(_posted(part))
    return {
        member: _over_the_year(member, year, opening.get(member, NOTHING), moves.get(member, []))
        for member in dict.fromkeys((*opening, *moves))
        if opening.get(member, NOTHING) or member in moves
    }


def _over_the_year(number: str, year: int, opening: Balances, moves: Sequence[AccountMove]) -> YearAccount:
    ordered = tuple(sorted(moves, key=_place))
    return YearAccount(number, year, opening, ordered, sum((move.change for move in ordered), opening))


def _share_moves(
    uow: UnitOfWork, first: date, last: date, scaled: dict[str, int]
) -> Iterator[tuple[AccountMove, str]]:
    """The entries of the register between two days that count by their shares, once for each side of them."""
    worth = ShareCapital(uow)
    in_accounts = {(kept.member, kept.entry) for kept in uow.accounts.kept_shares(last)}
    lines = sorted(uow.register.booked(first, last), key=lambda line: (line.day, line.number))
    for line in lines:
        for party, sign in ((line.giver, -1), (line.taker, 1)):
            if party is None or (party.number, line.number) in in_accounts:
                continue
            change = sign * line.shares
            had = scaled.get(party.number, 0)
            now = scaled[party.number] = had + worth.value(line.share_class, change, line.number)
            amount = Money(divide_down(now, SCALE) - divide_down(had, SCALE))
            changed = Balances(capital=amount)
            yield (
                AccountMove(line.day, changed, operation=line.number, shares=Quantity(change)),
                party.number,
            )


def _by_member(item: NumberedPosting) -> Iterator[tuple[str, NumberedPosting]]:
    """A posting as each of its members sees it."""
    entries: dict[str, list[AccountEntry]] = {}
    for entry in item.posting.entries:
        entries.setdefault(entry.member, []).append(entry)
    for member, own in entries.items():
        yield member, replace(item, posting=replace(item.posting, entries=tuple(own)))


def balance_of(uow: UnitOfWork, number: str, day: date) -> Balances:
    """What one member's account holds at the end of a day, losses that closed years put on it not taken off."""
    held = NOTHING
    for move in moves_of(uow, number):
        if move.day <= day:
            held += move.change
    return held


def _posted(item: NumberedPosting) -> AccountMove:
    fen: dict[AccountColumn, int] = {}
    for entry in item.posting.entries:
        fen[entry.column] = fen.get(entry.column, 0) + entry.amount.fen
    return AccountMove(item.posting.day, Balances.of(fen), posting=item)


def _by_shares(entries: Iterable[NumberedEntry], number: str, worth: ShareCapital) -> Iterator[AccountMove]:
    """Parts of a share add up before they are rounded, so that the lines come to what the holding does."""
    scaled = 0
    for item in sorted(entries, key=lambda each: (each.entry.day, each.number)):
        change = signed(item.entry, number)
        before = divide_down(scaled, SCALE)
        scaled += worth.value(item.entry.share_class, change, item.number)
        amount = Money(divide_down(scaled, SCALE) - before)
        yield AccountMove(
            item.entry.day, Balances(capital=amount), operation=item.number, shares=Quantity(change)
        )


def _check_members(context: Context, posting: Posting) -> None:
    numbers = dict.fromkeys(entry.member for entry in posting.entries)
    known: Mapping[str, Member | None]
    if len(numbers) > _MANY:
        known = {member.number: member for member in context.uow.members.roll()}
    else:
        known = {number: context.uow.members.get(number) for number in numbers}
    for number in numbers:
        member = known.get(number)
        if member is None:
            raise DomainError("member.unknown", number=number)
        if member.is_struck:
            raise DomainError("member.is_struck", number=number)
        if posting.day < member.joined:
            raise DomainError("account.before_joining", number=number, day=posting.day, joined=member.joined)
        ended = member.ended
        if ended is not None and posting.day > ended and posting.cause not in _AFTER_THE_END:
            raise DomainError("account.after_end", number=number, day=posting.day, ended=ended)


def _check_covered(uow: UnitOfWork, posting: Posting, number: int) -> None:
    """No account from which the posting takes something may hold less than nothing at the end of any day."""
    taken = [entry for entry in posting.entries if entry.amount.fen < 0]
    if any(entry.column not in CAPITAL_COLUMNS for entry in taken):
        for member, column, day, amount in uow.accounts.below_zero(number):
            raise _below_zero(member, column, day, amount)
    for member in dict.fromkeys(entry.member for entry in taken if entry.column in CAPITAL_COLUMNS):
        moves = moves_of(uow, member)
        for column in CAPITAL_COLUMNS:
            below = first_below_zero((move.day, move.change.get(column).fen) for move in moves)
            if below is not None:
                raise _below_zero(member, column, *below)


def _below_zero(member: str, column: AccountColumn, day: date, amount: int) -> DomainError:
    return DomainError("account.below_zero", member=member, column=column, day=day, amount=Money(amount))


def capital_entries(
    member: str, amount: Money, *, poverty: bool = False, share_class: str | None = None
) -> tuple[AccountEntry, ...]:
    """The entry of a contribution: into the column of 到户类扶贫项目 assets, or of other sources."""
    column = CAPITAL_COLUMNS[0] if poverty else CAPITAL_COLUMNS[1]
    return (AccountEntry(member, column, amount, share_class),)
