"""How a figure came about: the numbers of one sentence for any member and line, without the words.

The words are ``coopdesk.wording``'s; papers freeze these values and print them unchanged years later.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from operator import sub

from coopdesk.domain.distribution.result import Derivation, Distribution, LineResult, TaxDerivation
from coopdesk.domain.distribution.rounding import PRICE_PER_FEN
from coopdesk.domain.money import Money, divide_down, divide_half_up
from coopdesk.domain.quantity import Quantity


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


Own = tuple[int, int | None, int, int, bool, int | None, int | None]
"""What a derivation has of its own: units, rate (fen), amount (fen), extra (fen), whether the member gives, held and
weight (millionths). All else it has of its line."""


def all_figures(distribution: Distribution) -> Iterator[tuple[int, int, Own]]:
    """Everybody's figures in register order: the member's position, the line's, and what ``derivations`` tells of both.

    For whoever keeps or proves them all: a million members' at the cost of plain integers, never held together.
    """
    precision, members = distribution.scheme.precision, len(distribution.facts.members)
    for start in range(0, members, _TOGETHER):
        end = min(start + _TOGETHER, members)
        columns = [_own_figures(line, precision, start, end) for line in distribution.lines]
        for position, of_lines in enumerate(zip(*columns, strict=True), start):
            for place, own in enumerate(of_lines):
                if own[0] or own[2]:
                    yield position, place, own


_TOGETHER = 2_000


def _own_figures(line: LineResult, precision: Money, start: int, end: int) -> list[Own]:
    """What the derivations of a line have of their own, of the members from one register position up to another."""
    units, amounts = line.units[start:end], line.amounts[start:end]
    none: Sequence[None] = [None] * len(units)
    rates = _exact_rates(line, units, amounts)
    extras = list(map(sub, amounts, _rounded(line, units, precision.fen)))
    given = [False] * len(units)
    if line.giver is not None and start <= line.giver < end:
        place = line.giver - start
        rates[place], extras[place], given[place] = None, 0, True
    held = none if line.held is None else line.held[start:end]
    weights = none if line.weights is None else line.weights[start:end]
    return list(zip(units, rates, amounts, extras, given, held, weights, strict=True))


def explained(line: LineResult, precision: Money, own: Own) -> Derivation:
    """The derivation of a line with one member's own figures."""
    units, rate, amount, extra, given, held, weight = own
    return Derivation(
        line_id=line.id,
        label=line.label,
        basis=line.basis,
        pool=_divided(line),
        units=units,
        unit_total=line.unit_total,
        rate=None if rate is None else Money(rate),
        amount=Money(amount),
        extra=Money(extra),
        given=given,
        per_unit=line.per_unit,
        precision=precision,
        rebate=line.giver is not None,
        held=held,
        weight=None if weight is None else Quantity(weight),
        wanted=line.wanted,
        half_up=line.half_up,
    )


def _derived(line: LineResult, position: int, precision: Money) -> Derivation:
    (own,) = _own_figures(line, precision, position, position + 1)
    return explained(line, precision, own)


def tax_derivations(distribution: Distribution, position: int) -> tuple[TaxDerivation, ...]:
    """How the tax withheld from the member came about: one for each withholding that met an income of his."""
    return tuple(
        replace(rule, income=Money(each.incomes[position]), tax=Money(each.amounts[position]))
        for rule, each in zip(tax_rules(distribution), distribution.withheld, strict=True)
        if each.incomes[position] > 0
    )


def tax_rules(distribution: Distribution) -> Iterator[TaxDerivation]:
    """Each withholding as its derivations have it, of an income of nothing."""
    labels = {line.id: line.label for line in distribution.lines}
    for each in distribution.withheld:
        named = tuple(labels[line] for line in each.lines)
        yield TaxDerivation(named, income=Money(0), free=each.free, rate=each.rate, tax=Money(0))


def _divided(line: LineResult) -> Money:
    return line.pool if line.divided is None else line.divided


def _exact_rates(line: LineResult, units: Sequence[int], amounts: Sequence[int]) -> list[int | None]:
    """Fen per whole unit where that is whole and gives the amount exactly."""
    scale = line.basis.unit_scale
    if line.per_unit is not None and line.by_price:
        whole, parts = int(line.per_unit), PRICE_PER_FEN
    else:
        whole, parts = _divided(line).fen * scale, line.unit_total
    if whole % parts:
        return [None] * len(units)
    rate = divide_down(whole, parts)
    return [
        rate if rate * each == amount * scale else None for each, amount in zip(units, amounts, strict=True)
    ]


def _rounded(line: LineResult, units: Sequence[int], step: int) -> list[int]:
    """The figures before a largest remainder added to them."""
    whole, parts = _divided(line).fen, line.unit_total
    if line.per_unit is not None and line.by_price:
        whole, parts = line.per_unit, line.basis.unit_scale * PRICE_PER_FEN
    rounded, parts = divide_half_up if line.half_up else divide_down, parts * step
    return [rounded(whole * each, parts) * step for each in units]
