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
from coopdesk.services.members.accounts import balance_of, capital_by_shares
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
    """What one member's account holds at the end of a day, with the losses of all years closed before it taken off.

    A year's loss is taken off at the end of the year. Of capital first the part of other sources, then the part of
    到户类扶贫项目 assets, then the reserve share.
    """
    return bearing(balance_of(uow, number, day), borne_by(uow, number, day.year + (_is_year_end(day))))


def borne_by(uow: UnitOfWork, number: str, before: int) -> Money:
    """What closed years before that one put on a member's account together."""
    return uow.losses.borne(before).get(number, _NOTHING)


def bearing(held: Balances, loss: Money) -> Balances:
    """What an account holds once it has borne a loss."""
    fen = {column: held.get(column).fen for column in AccountColumn}
    left = loss.fen
    for column in (AccountColumn.CAPITAL, AccountColumn.CAPITAL_POVERTY, AccountColumn.RESERVE):
        part = min(left, max(fen[column], 0))
        fen[column] -= part
        left -= part
    return Balances.of(fen)


def _is_year_end(day: date) -> bool:
    return (day.month, day.day) == (12, 31)
