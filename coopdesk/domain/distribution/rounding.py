"""Dividing a pool into whole steps of money: rounded down, or exhausted by largest remainder.

Knows only whole numbers, so that it stays exact and fast for a million holders; who they are is the engine's matter.
Holdings repeat, so each figure is worked out once for each different holding.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import islice

from coopdesk.domain.distribution.scheme import Leftover
from coopdesk.domain.money import divide_down
from coopdesk.domain.quantity import SCALE


def share_out(pool: int, units: Sequence[int], total: int, step: int, leftover: Leftover) -> list[int]:
    """``pool x units / total`` for each, rounded down to ``step``; all in fen, ``total`` is the positive sum of units.

    With the largest remainder, whole steps that are left go one each to the largest remainders, ties in order.
    Equal units get equal money, except where the last of those steps falls among them.
    """
    holders = Counter(units)
    whole_step = total * step
    amounts = {each: divide_down(pool * each, whole_step) * step for each in holders}
    if leftover is Leftover.CARRY:
        return list(map(amounts.__getitem__, units))
    left = pool - sum(amount * holders[each] for each, amount in amounts.items())
    remainders = {each: pool * each % whole_step for each in holders}
    return _with_extra_steps(units, amounts, remainders, holders, left // step, step)


def pay_per_unit(rate: int, units: Sequence[int], step: int) -> list[int]:
    """``rate`` fen for each whole unit (units are millionths), rounded down to ``step``."""
    whole_step = SCALE * step
    amounts = {each: divide_down(rate * each, whole_step) * step for each in set(units)}
    return list(map(amounts.__getitem__, units))


def _with_extra_steps(
    units: Sequence[int],
    amounts: dict[int, int],
    remainders: dict[int, int],
    holders: Mapping[int, int],
    steps: int,
    step: int,
) -> list[int]:
    """Hand out ``steps``: everybody above the last served remainder gets one, those at it in order while they last."""
    last, at_last = _last_served(remainders, holders, steps)
    raised = {each: amount + step if remainders[each] > last else amount for each, amount in amounts.items()}
    paid = list(map(raised.__getitem__, units))
    tied = (position for position, each in enumerate(units) if remainders[each] == last)
    for position in islice(tied, at_last):
        paid[position] += step
    return paid


def _last_served(remainders: dict[int, int], holders: Mapping[int, int], steps: int) -> tuple[int, int]:
    """The smallest remainder that still gets a step, and how many of those who have it get one.

    Whole steps left are always fewer than remainders above 0, so the walk ends before it reaches 0.
    """
    if not steps:
        return max(remainders.values(), default=0), 0
    having: Counter[int] = Counter()
    for each, remainder in remainders.items():
        having[remainder] += holders[each]
    last = 0
    for last in sorted(having, reverse=True):
        if having[last] >= steps:
            break
        steps -= having[last]
    return last, steps
