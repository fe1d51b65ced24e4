"""成员账户 as the distributions know them: what shares and postings come to, less the losses of closed years.

A year's own figures count nothing that the year itself brings: neither its loss nor the reserve drawn from its surplus.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date

from coopdesk.domain.distribution.facts import AccountBalance
from coopdesk.domain.members.account import AccountColumn, Balances
from coopdesk.domain.members.share_register import ShareEntry
from coopdesk.domain.money import Money, divide_down
from coopdesk.domain.quantity import SCALE
from coopdesk.services.members.accounts import balance_of, balances_on, capital_by_shares
from coopdesk.services.ports import UnitOfWork

_NOTHING = Money(0)
_EMPTY = Balances()


def accounts_on(uow: UnitOfWork, day: date, year: int) -> Iterator[AccountBalance]:
    """成员账户 of every holder and member at the end of a day, before the year's own loss is put on any."""
    entries = uow.register.entries(until=day)
    posted = uow.accounts.balances(day, before=year)
    belonging = {member.number for member in uow.members.roll() if member.belongs_on(day)} if posted else ()
    yield from accounts_of(uow, entries, posted, belonging, day, year)


def accounts_of(
    uow: UnitOfWork,
    entries: Sequence[ShareEntry],
    posted: Mapping[str, Balances],
    belonging: Collection[str],
    day: date,
    year: int,
) -> Iterator[AccountBalance]:
    """The same from what is at hand: the register's entries, what was posted by the day, and who belongs to the co-op.

    What was posted to the account of who has left is owed to him and no part of anything that is divided. Loss that
    earlier years put on an account is taken from its capital, and where that is less from its reserve share (Art. 6):
    nothing bears the same loss twice.
    """
    borne = uow.losses.borne(before=year)
    capital = capital_by_shares(uow, entries, day)
    amounts: dict[int, Money] = {}
    for member in dict.fromkeys((*capital, *posted)):
        scaled = capital.get(member, 0)
        own = posted.get(member, _EMPTY) if member in belonging else _EMPTY
        if not scaled and not own:
            continue
        left = divide_down(scaled, SCALE) + own.contributed.fen - borne.get(member, _NOTHING).fen
        # Equal holdings have equal capital: one value of it serves them all.
        contributed = amounts.setdefault(max(left, 0), Money(max(left, 0)))
        if not own:
            yield AccountBalance(member, contributed)
            continue
        reserve = Money(max(own.reserve.fen + min(left, 0), 0))
        yield AccountBalance(member, contributed, reserve, own.subsidy, own.donation)


def account_on(uow: UnitOfWork, number: str, day: date) -> Balances:
    """What one member's account holds at the end of a day, with what it has borne of losses taken off.

    A year's loss is taken off at the end of the year, as ``bearing`` says.
    """
    before = day.year + (1 if _is_year_end(day) else 0)
    return balance_of(uow, number, day) + losses_taken(uow, before, number).get(number, _EMPTY)


def losses_taken(uow: UnitOfWork, before: int, number: str | None = None) -> dict[str, Balances]:
    """What losses of closed years before that one took from each account, column by column, below 0; by member number.

    Each from what the account held at the end of the loss year, so that what came later is not touched. Of one member
    where ``number`` is given.
    """
    taken: dict[str, Balances] = {}
    borne: Mapping[str, Money] = {}
    for year in sorted(each for each in uow.losses.left() if each < before):
        until = uow.losses.borne(year + 1)
        shares = {
            member: amount - borne.get(member, _NOTHING)
            for member, amount in until.items()
            if number in (None, member) and amount != borne.get(member, _NOTHING)
        }
        borne = until
        if not shares:
            continue
        last = date(year, 12, 31)
        held = balances_on(uow, last) if number is None else {number: balance_of(uow, number, last)}
        for member, loss in shares.items():
            had = taken.get(member, _EMPTY)
            own = held.get(member, _EMPTY) + had
            taken[member] = had + _less(bearing(own, loss), own)
    return taken


def _less(one: Balances, other: Balances) -> Balances:
    return Balances.of({column: one.get(column).fen - other.get(column).fen for column in AccountColumn})


def bearing(held: Balances, loss: Money) -> Balances:
    """What an account holds once it has borne a loss: capital of other sources goes first, then that of 到户类扶贫项目
    assets, then the reserve share (Art. 6)."""
    fen = {column: held.get(column).fen for column in AccountColumn}
    left = loss.fen
    for column in (AccountColumn.CAPITAL, AccountColumn.CAPITAL_POVERTY, AccountColumn.RESERVE):
        part = min(left, max(fen[column], 0))
        fen[column] -= part
        left -= part
    return Balances.of(fen)


def _is_year_end(day: date) -> bool:
    return (day.month, day.day) == (12, 31)
