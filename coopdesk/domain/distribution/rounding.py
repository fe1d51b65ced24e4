"""Dividing a pool into whole steps of money: rounded down, exhausted by largest remainder, or each rounded half up.

Knows only whole numbers, so that it stays exact and fast for a million holders; who they are is the engine's matter.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence

from coopdesk.domain.coop.charter import Leftover
from coopdesk.domain.money import FEN_PER_YUAN
from coopdesk.domain.quantity import SCALE

PRICE_PER_FEN = SCALE // FEN_PER_YUAN
"""Millionths of a yuan in one fen: what unit prices are counted in."""
_SAMPLE = 4096
_REPEATED = 4


def share_out(pool: int, units: Sequence[int], total: int, step: int, leftover: Leftover) -> list[int]:
    """``pool x units / total`` for each, rounded to ``step``; all in fen, ``total`` is the positive sum of units.

    Rounded down, or half up where ``leftover`` says so (what that adds up to may then be more than the
    pool). With the largest remainder, whole steps that are left go one each to the largest remainders, ties in order.
    Equal units get equal money, except where the last of those steps falls among them.
    """
    if leftover is Leftover.HALF_UP:
        return _rounded_half_up(pool, units, total, step)
    amounts = _rounded_down(pool, units, total, step)
    if leftover is Leftover.LARGEST_REMAINDER:
        steps = (pool - sum(amounts)) // step
        if steps:
            whole_step = total * step
            remainders = _figured(units, lambda some: [pool * each % whole_step for each in some])
            _add_steps(amounts, remainders, steps, step)
    return amounts


def pay_per_unit(
    price: int, units: Sequence[int], unit_scale: int, step: int, leftover: Leftover
) -> list[int]:
    """``price`` millionths of a yuan for each whole unit of ``unit_scale`` parts, in fen, rounded to ``step``.

    Half up where ``leftover`` says so, else down: there is no pool that could be exhausted.
    """
    rounded = _rounded_half_up if leftover is Leftover.HALF_UP else _rounded_down
    return rounded(price, units, unit_scale * PRICE_PER_FEN, step)


def _rounded_down(pool: int, units: Sequence[int], total: int, step: int) -> list[int]:
    whole_step = total * step
    return _figured(units, lambda some: [pool * each // whole_step * step for each in some])


def _rounded_half_up(pool: int, units: Sequence[int], total: int, step: int) -> list[int]:
    whole_step = total * step
    twice, double = 2 * pool, 2 * whole_step
    return _figured(units, lambda some: [(twice * each + whole_step) // double * step for each in some])


def _figured(units: Sequence[int], figures: Callable[[Iterable[int]], list[int]]) -> list[int]:
    """The figure of each; where holdings repeat, as whole shares do, worked out once for each different one."""
    sample = units[:_SAMPLE]
    if len(set(sample)) * _REPEATED > len(sample):
        return figures(units)
    different = set(units)
    table = dict(zip(different, figures(different), strict=True))
    return list(map(table.__getitem__, units))


def _add_steps(amounts: list[int], remainders: Sequence[int], steps: int, step: int) -> None:
    """Everybody above the last remainder served gets a step, those at it in order while steps last.

    The steps left are always fewer than the remainders above 0, so nobody without units is served.
    """
    ranked = sorted(remainders)
    last = ranked[-steps]
    ties = steps - len(ranked) + bisect_right(ranked, last)
    for position in [position for position, remainder in enumerate(remainders) if remainder >= last]:
        if remainders[position] == last:
            if not ties:
                continue
            ties -= 1
        amounts[position] += step
