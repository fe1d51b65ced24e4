"""Derivations: for every figure of a distribution the numbers that lead to it, exactly."""

from dataclasses import replace
from fractions import Fraction
from math import floor

from hypothesis import given, settings
from hypothesis import strategies as st

from coopdesk.domain.coop.charter import Leftover
from coopdesk.domain.distribution.document import read_case
from coopdesk.domain.distribution.engine import distribute
from coopdesk.domain.distribution.explain import (
    all_figures,
    derivations,
    explained,
    tax_derivations,
)
from coopdesk.domain.distribution.result import Derivation
from coopdesk.domain.distribution.scheme import Basis, Line, PerUnit, Scheme
from coopdesk.domain.errors import DomainError
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import SCALE, Quantity
from tests.domain.distribution.linge import DIVIDEND, SCHEME, facts
from tests.domain.distribution.random_cases import random_case

SHARE = SCALE
CARRY = Scheme(tiers=((DIVIDEND,),))


def derivation(result, position, line_id):
    return next(each for each in derivations(result, position) if each.line_id == line_id)


def test_8_shares_at_20000_and_8_eightieths_of_100000():
    dividend, rebate = derivations(distribute(facts(), SCHEME), 2)
    assert (dividend.units, dividend.rate, dividend.amount) == (
        8 * SHARE,
        Money(2_000_000),
        Money(16_000_000),
    )
    assert not dividend.rebate
    assert (rebate.pool, rebate.units, rebate.unit_total) == (Money(10_000_000), 8 * SHARE, 80 * SHARE)
    assert (rebate.rate, rebate.amount, rebate.rebate) == (Money(125_000), Money(1_000_000), True)


def test_the_giver_gives_and_has_no_rate():
    given_on = derivation(distribute(facts(), SCHEME), 0, "second_rebate")
    assert given_on.given
    assert (given_on.pool, given_on.amount, given_on.rate) == (Money(10_000_000), Money(-10_000_000), None)


def test_the_village_takes_no_part_in_the_rebate():
    assert [each.line_id for each in derivations(distribute(facts(), SCHEME), 1)] == ["dividend"]


def test_an_uneven_rate_is_no_rate_and_what_the_largest_remainder_adds_is_extra():
    scheme = replace(CARRY, leftover=Leftover.LARGEST_REMAINDER)
    result = distribute(facts("10000.00", {"F01": 3, "F02": 4}), scheme)
    three, four = derivation(result, 0, "dividend"), derivation(result, 1, "dividend")
    assert (three.amount, three.extra) == (Money(428_571), Money(0))
    assert (four.rate, four.amount, four.extra) == (None, Money(571_429), Money(1))


def test_an_even_rate_that_rounding_to_whole_yuan_breaks_is_no_rate():
    result = distribute(facts("4.50", {"F01": 1, "F02": 2}), replace(CARRY, precision=Money(100)))
    assert derivation(result, 0, "dividend").rate is None
    assert derivation(result, 1, "dividend").rate == Money(150)
    assert derivation(result, 0, "dividend").precision == Money(100)


def test_a_line_per_unit_tells_its_rate_even_where_rounding_took_something():
    per_unit = Line("p", "", PerUnit(Quantity(550_000)), Basis("shares"))
    exact = distribute(facts("100.00"), Scheme(tiers=((per_unit,),)))
    assert derivation(exact, 2, "p").rate == Money(55)
    assert derivation(exact, 2, "p").per_unit == Quantity(550_000)
    rounded = distribute(facts("100.00"), Scheme(tiers=((per_unit,),), precision=Money(100)))
    found = derivation(rounded, 2, "p")
    assert (found.rate, found.per_unit, found.amount) == (None, Quantity(550_000), Money(400))


def test_who_has_units_is_told_even_where_rounding_leaves_nothing():
    result = distribute(facts("0.01"), CARRY)
    assert [each.amount for each in derivations(result, 2)] == [Money(0)]


@settings(max_examples=60)
@given(st.integers(0, 2**32))
def test_every_figure_follows_from_its_derivation(seed):
    try:
        result = distribute(*read_case(random_case(seed)))
    except DomainError:
        return
    step = result.scheme.precision.fen
    together: dict[int, list[Derivation]] = {}
    for position, line, own in all_figures(result):
        explanation = explained(result.lines[line], result.scheme.precision, own)
        together.setdefault(position, []).append(explanation)
    for position in range(len(result.gross)):
        found = derivations(result, position)
        assert found == tuple(together.get(position, ()))
        assert sum(each.amount.fen for each in found) == result.gross[position]
        for each in found:
            if each.given:
                continue
            units = Fraction(each.units, SCALE)
            if each.held is not None:
                # What cap and weight make of the units is told, too.
                cap, weight = each.basis.cap, Fraction(SCALE if each.weight is None else each.weight, SCALE)
                units = Fraction(each.held if cap is None else min(each.held, cap), SCALE) * weight
            assert units == Fraction(each.units, each.basis.unit_scale)
            exact = each.pool.fen * units / Fraction(each.unit_total, each.basis.unit_scale)
            if each.per_unit is not None and each.wanted is None:
                exact = Fraction(each.per_unit, 10_000) * units
            half = Fraction(1, 2) if each.half_up else 0
            assert each.amount.fen - each.extra.fen == floor(exact / step + half) * step
            assert each.even == (each.amount.fen - each.extra.fen == exact)
            assert each.extra.fen in (0, step)
            if each.rate is not None:
                assert each.rate.fen * units == each.amount.fen
        for tax in tax_derivations(result, position):
            taxed = max(tax.income.fen - tax.free.fen, 0) * Fraction(tax.rate, SCALE)
            assert tax.tax.fen == floor(taxed + Fraction(1, 2))
        assert sum(tax.tax.fen for tax in tax_derivations(result, position)) == result.tax[position]
