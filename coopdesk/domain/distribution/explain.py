"""How a figure came about: the numbers of one sentence for any member and line, without the words.

The words are ``coopdesk.wording``'s; papers freeze these values and print them unchanged years later.
"""

from coopdesk.domain.distribution.result import Derivation, Distribution, LineResult
from coopdesk.domain.money import Money, divide_down
from coopdesk.domain.quantity import SCALE


def derivation(distribution: Distribution, position: int, line_id: str) -> Derivation:
    """How the member at ``position`` of the register came by its amount in a line; KeyError for no such line."""
    return _derived(distribution.line(line_id), position, distribution.scheme.precision)


def derivations(distribution: Distribution, position: int) -> tuple[Derivation, ...]:
    """One derivation for each line or rebate the member takes part in, in scheme order.

    A member takes part who has units of the basis or gives on, even where rounding down leaves 0.00.
    """
    precision = distribution.scheme.precision
    return tuple(
        _derived(line, position, precision)
        for line in distribution.lines
        if line.units[position] or line.amounts[position]
    )


def _derived(line: LineResult, position: int, precision: Money) -> Derivation:
    units, amount = line.units[position], line.amounts[position]
    given = line.giver == position
    return Derivation(
        line_id=line.id,
        label=line.label,
        basis=line.basis,
        pool=line.pool,
        units=units,
        unit_total=line.unit_total,
        rate=None if given else _exact_rate(line, units, amount),
        amount=Money(amount),
        extra=Money(0) if given else Money(amount - _rounded_down(line, units, precision.fen)),
        given=given,
        per_unit=line.per_unit,
        precision=precision,
        rebate=line.giver is not None,
    )


def _exact_rate(line: LineResult, units: int, amount: int) -> Money | None:
    """Yuan per whole unit where that is whole fen and gives the amount exactly."""
    if line.per_unit is not None:
        rate = line.per_unit.fen
    else:
        rate = divide_down(line.pool.fen * SCALE, line.unit_total)
        if rate * line.unit_total != line.pool.fen * SCALE:
            return None
    return Money(rate) if rate * units == amount * SCALE else None


def _rounded_down(line: LineResult, units: int, step: int) -> int:
    if line.per_unit is not None:
        return divide_down(line.per_unit.fen * units, SCALE * step) * step
    return divide_down(line.pool.fen * units, line.unit_total * step) * step
