"""亏损处理: what meets a year's loss, and how much of it each member's account bears.

First the undistributed surplus of earlier years, then what was transferred in (公积金弥补), then, only where the
meeting wants it, the members' accounts by their capital, nobody beyond capital and reserve (Art. 6, 28). The rest
opens the next year. Every sum is whole fen and ties.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from coopdesk.domain.coop.charter import Leftover
from coopdesk.domain.distribution.facts import AccountBalance
from coopdesk.domain.distribution.rounding import share_out
from coopdesk.domain.distribution.surplus import Surplus
from coopdesk.domain.errors import DomainError
from coopdesk.domain.money import Money

_NOTHING = Money(0)


@dataclass(frozen=True, slots=True)
class LossCover:
    """What the loss of a year meets, yuan: ``from_opening`` and ``from_transfers`` are what each of them takes away.

    ``earlier_loss`` is an uncovered loss that was there before (0 or negative), ``made_good`` what the year's own
    surplus took from it. ``left`` is the year's end: negative for a loss that remains, positive where a surplus of
    earlier years outlasts the loss.
    """

    current_year: Money
    earlier_loss: Money
    made_good: Money
    from_opening: Money
    from_transfers: Money
    left: Money

    @property
    def uncovered(self) -> Money:
        """The loss that is still there, as an amount of 0 or more."""
        return max(-self.left, _NOTHING)


@dataclass(frozen=True, slots=True)
class LossShare:
    """What one member's account bears: ``amount`` of ``capital`` and ``reserve``; ``extra`` fen came by remainder.

    ``amount`` less ``extra`` is the loss to be borne times capital, divided by all capital, rounded down.
    """

    member: str
    capital: Money
    reserve: Money
    amount: Money
    extra: Money = _NOTHING


def cover(surplus: Surplus) -> LossCover:
    """How the year's loss is met before any member bears some of it."""
    loss = max(-surplus.current_year.fen, 0)
    from_opening = min(loss, max(surplus.opening.fen, 0))
    earlier = min(surplus.opening.fen, 0)
    made_good = min(max(surplus.current_year.fen, 0), -earlier)
    open_loss = loss - from_opening - earlier - made_good
    return LossCover(
        current_year=surplus.current_year,
        earlier_loss=Money(earlier),
        made_good=Money(made_good),
        from_opening=Money(from_opening),
        from_transfers=Money(min(open_loss, max(surplus.transfers_in.fen, 0))),
        left=surplus.opening + surplus.current_year + surplus.transfers_in,
    )


def share_loss(accounts: Sequence[AccountBalance], loss: Money, uncovered: Money) -> tuple[LossShare, ...]:
    """Put ``loss`` (0 or more) on the accounts by capital, exactly to the fen, nobody beyond capital and reserve.

    What rounding down leaves goes fen by fen to the largest remainders, ties in register order. Raises
    ``loss.negative``, ``loss.more_than_uncovered``, ``loss.no_capital`` and ``loss.beyond_accounts`` (Art. 6).
    """
    if loss.fen < 0:
        raise DomainError("loss.negative", amount=loss)
    if loss > uncovered:
        raise DomainError("loss.more_than_uncovered", amount=loss, uncovered=uncovered)
    if not loss:
        return ()
    units = [max(account.capital.fen, 0) for account in accounts]
    bearing = [account for account, unit in zip(accounts, units, strict=True) if unit]
    if not bearing:
        raise DomainError("loss.no_capital", amount=loss)
    most = Money(sum(_most(account) for account in bearing))
    if loss > most:
        raise DomainError("loss.beyond_accounts", amount=loss, most=most)
    return tuple(_shares(bearing, loss.fen))


def _most(account: AccountBalance) -> int:
    """Art. 6: a member answers with capital and reserve share, fen."""
    return account.capital.fen + max(account.reserve.fen, 0)


def _shares(accounts: Sequence[AccountBalance], loss: int) -> list[LossShare]:
    """By capital; whoever would pass the limit bears it in full, and the others share what that leaves."""
    amounts = [0] * len(accounts)
    down = [0] * len(accounts)
    open_places, rest = list(range(len(accounts))), loss
    while open_places:
        units = [accounts[place].capital.fen for place in open_places]
        total = sum(units)
        shared = share_out(rest, units, total, 1, Leftover.LARGEST_REMAINDER)
        full = [
            place
            for place, amount in zip(open_places, shared, strict=True)
            if amount > _most(accounts[place])
        ]
        if not full:
            for place, amount, unit in zip(open_places, shared, units, strict=True):
                amounts[place], down[place] = amount, rest * unit // total
            break
        for place in full:
            amounts[place] = down[place] = _most(accounts[place])
            rest -= amounts[place]
        open_places = [place for place in open_places if place not in frozenset(full)]
    return [
        LossShare(account.member, account.capital, account.reserve, Money(amount), Money(amount - rounded))
        for account, amount, rounded in zip(accounts, amounts, down, strict=True)
    ]
