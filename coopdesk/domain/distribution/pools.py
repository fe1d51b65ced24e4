"""What one line takes of its tier and how it is divided: by a price, or as a pool shared by the basis.

Plain fen; who the members are is the engine's matter.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from coopdesk.domain.coop.charter import Leftover
from coopdesk.domain.distribution.rounding import pay_per_unit, share_out
from coopdesk.domain.distribution.scheme import FixedAmount, Line, PerUnit, RateOfTier, Rest, Scheme
from coopdesk.domain.money import divide_down
from coopdesk.domain.quantity import SCALE, Quantity


@dataclass(frozen=True, slots=True)
class Share:
    """A line's part of its tier, in fen; the fields as in ``LineResult``."""

    pool: int
    amounts: list[int]
    price: Quantity | None = None
    divided: int | None = None
    wanted: int | None = None
    half_up: bool = False
    by_rate: int | None = None


def share_of_tier(
    line: Line, units: Sequence[int], total: int, base: int, rest: int, scheme: Scheme
) -> Share:
    """The line's share of a tier that began with ``base`` and has ``rest`` left; may be more than the rest.

    ``total`` is the sum of the units, above 0 save for a line paid by the unit. Rounded half up, a line takes what its
    entitlements add up to; where that, or the sum asked for, is more than the rest, ``at_most`` shares the rest out.
    """
    pool, step = line.pool, scheme.precision.fen
    if isinstance(pool, PerUnit):
        amounts = pay_per_unit(pool.price, units, line.basis.unit_scale, step, scheme.leftover)
        paid = sum(amounts)
        if pool.at_most_rest and paid > rest:
            return _cut(paid, units, total, rest, scheme, pool.price)
        return Share(paid, amounts, pool.price, half_up=scheme.leftover is Leftover.HALF_UP)
    asked = _asked(pool, base, rest)
    at_most_rest = isinstance(pool, FixedAmount) and pool.at_most_rest
    if at_most_rest and asked > rest:
        return _cut(asked, units, total, rest, scheme)
    by_rate = base * pool.rate if isinstance(pool, RateOfTier) else None
    amounts = share_out(asked, units, total, step, scheme.leftover)
    if scheme.leftover is not Leftover.HALF_UP:
        return Share(asked, amounts, by_rate=by_rate)
    paid = sum(amounts)
    if at_most_rest and paid > rest:
        return _cut(paid, units, total, rest, scheme)
    return Share(paid, amounts, divided=asked, half_up=True, by_rate=by_rate)


def _asked(pool: RateOfTier | FixedAmount | Rest, base: int, rest: int) -> int:
    match pool:
        case RateOfTier(rate):
            return divide_down(base * rate, SCALE)
        case FixedAmount(amount):
            return amount.fen
        case Rest():
            return rest


def _cut(
    wanted: int, units: Sequence[int], total: int, rest: int, scheme: Scheme, price: Quantity | None = None
) -> Share:
    """保底 as far as the money goes: the rest is the pool, and rounding never takes more than that."""
    leftover = Leftover.CARRY if scheme.leftover is Leftover.HALF_UP else scheme.leftover
    return Share(rest, share_out(rest, units, total, scheme.precision.fen, leftover), price, wanted=wanted)
