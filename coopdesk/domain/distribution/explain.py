"""How a figure came about: the numbers of one sentence for any member and line, without the words.

The words are ``coopdesk.wording``'s; papers freeze these values and print them unchanged years later.
"""

from coopdesk.domain.distribution.result import Derivation, Distribution, LineResult, TaxDerivation
from coopdesk.domain.distribution.rounding import PRICE_PER_FEN
from coopdesk.domain.money import Money, divide_down, divide_half_up
from coopdesk.domain.quantity import Quantity


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
        pool=_divided(line),
        units=units,
        unit_total=line.unit_total,
        rate=None if given else _exact_rate(line, units, amount),
        amount=Money(amount),
        extra=Money(0) if given else Money(amount - _rounded(line, units, precision.fen)),
        given=given,
        per_unit=line.per_unit,
        precision=precision,
        rebate=line.giver is not None,
        held=None if line.held is None else line.held[position],
        weight=None if line.weights is None else Quantity(line.weights[position]),
        wanted=line.wanted,
        half_up=line.half_up,
    )


def tax_derivations(distribution: Distribution, position: int) -> tuple[TaxDerivation, ...]:
    """How the tax withheld from the member came about: one for each withholding that met an income of his."""
    labels = {line.id: line.label for line in distribution.lines}
    return tuple(
        TaxDerivation(
            labels=tuple(labels[line] for line in each.lines),
            income=Money(each.incomes[position]),
            free=each.free,
            rate=each.rate,
            tax=Money(each.amounts[position]),
        )
        for each in distribution.withheld
        if each.incomes[position] > 0
    )


def _divided(line: LineResult) -> Money:
    return line.pool if line.divided is None else line.divided


def _exact_rate(line: LineResult, units: int, amount: int) -> Money | None:
    """Yuan per whole unit where that is whole fen and gives the amount exactly."""
    scale = line.basis.unit_scale
    if line.per_unit is not None and line.by_price:
        whole, parts = int(line.per_unit), PRICE_PER_FEN
    else:
        whole, parts = _divided(line).fen * scale, line.unit_total
    rate = divide_down(whole, parts)
    return Money(rate) if rate * parts == whole and rate * units == amount * scale else None


def _rounded(line: LineResult, units: int, step: int) -> int:
    """The figure before a largest remainder added to it."""
    whole, parts = _divided(line).fen, line.unit_total
    if line.per_unit is not None and line.by_price:
        whole, parts = line.per_unit, line.basis.unit_scale * PRICE_PER_FEN
    rounded = divide_half_up if line.half_up else divide_down
    return rounded(whole * units, parts * step) * step
