"""Sharing a pool out: conservation, fairness and order, whatever the holdings."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from coopdesk.domain.coop.charter import Leftover
from coopdesk.domain.distribution.rounding import pay_per_unit, share_out
from coopdesk.domain.distribution.scheme import PRECISIONS
from coopdesk.domain.quantity import SCALE

CARRY, LARGEST, HALF_UP = Leftover.CARRY, Leftover.LARGEST_REMAINDER, Leftover.HALF_UP
pools = st.integers(0, 10**12)
holdings = st.lists(st.integers(0, 20) | st.integers(0, 10**9), min_size=1, max_size=30).filter(any)
steps = st.sampled_from([step.fen for step in PRECISIONS])
leftovers = st.sampled_from((CARRY, LARGEST))


def shared(pool, units, step, leftover):
    return share_out(pool, units, sum(units), step, leftover)


def test_three_of_seven_get_428571_42_and_58_goes_to_the_larger_remainders():
    assert shared(100_000_000, [3, 4], 1, CARRY) == [42_857_142, 57_142_857]
    assert shared(100_000_000, [3, 4], 1, LARGEST) == [42_857_143, 57_142_857]


def test_ties_go_in_register_order():
    assert shared(1000, [1, 1, 1, 1, 1, 1, 1], 1, LARGEST) == [143, 143, 143, 143, 143, 143, 142]
    assert shared(9, [1, 1, 4], 1, LARGEST) == [2, 1, 6]
    assert shared(2, [1, 3], 1, LARGEST) == [1, 1]
    assert shared(2, [3, 1], 1, LARGEST) == [2, 0]


def test_less_than_one_step_stays():
    assert shared(1050, [1, 1], 100, LARGEST) == [500, 500]
    assert shared(1150, [1, 1], 100, LARGEST) == [600, 500]


@given(pools, holdings, steps)
def test_carry_leaves_less_than_a_step_for_each(pool, units, step):
    amounts = shared(pool, units, step, CARRY)
    assert 0 <= pool - sum(amounts) < step * len(units)


@given(pools, holdings, steps)
def test_largest_remainder_leaves_less_than_one_step(pool, units, step):
    assert 0 <= pool - sum(shared(pool, units, step, LARGEST)) < step


@given(pools, holdings, steps)
def test_largest_remainder_is_what_ranking_one_by_one_gives(pool, units, step):
    total = sum(units)
    amounts = shared(pool, units, step, CARRY)
    ranked = sorted(range(len(units)), key=lambda place: (-(pool * units[place] % (total * step)), place))
    for place in ranked[: (pool - sum(amounts)) // step]:
        amounts[place] += step
    assert shared(pool, units, step, LARGEST) == amounts


@given(pools, holdings, steps, leftovers, st.integers(1, 12))
def test_a_roll_where_holdings_repeat_is_shared_out_like_any_other(pool, units, step, leftover, times):
    repeated = units * times
    total = sum(repeated)
    exact = [pool * each // (total * step) * step for each in repeated]
    for rounded_down, amount in zip(exact, shared(pool, repeated, step, leftover), strict=True):
        assert amount - rounded_down in ((0,) if leftover is CARRY else (0, step))


@given(pools, holdings, steps, leftovers)
def test_amounts_are_steps_and_nobody_without_units_gets_one(pool, units, step, leftover):
    for each, amount in zip(units, shared(pool, units, step, leftover), strict=True):
        assert amount % step == 0
        assert each or not amount


@given(pools, holdings, steps)
def test_equal_holdings_get_equal_money_and_more_never_less_under_carry(pool, units, step):
    paid = sorted(zip(units, shared(pool, units, step, CARRY), strict=True))
    for (units_a, amount_a), (units_b, amount_b) in itertools.pairwise(paid):
        assert amount_a <= amount_b
        assert units_a != units_b or amount_a == amount_b


@given(pools, holdings, steps)
def test_more_shares_never_get_less_and_equal_ones_differ_by_a_step_at_most(pool, units, step):
    paid = sorted(zip(units, shared(pool, units, step, LARGEST), strict=True))
    for (units_a, amount_a), (units_b, amount_b) in itertools.pairwise(paid):
        assert amount_a <= amount_b
        assert units_a != units_b or amount_b - amount_a <= step


@given(pools, holdings, steps, st.randoms(use_true_random=False))
def test_the_order_of_members_is_irrelevant_under_carry(pool, units, step, random):
    order = list(range(len(units)))
    random.shuffle(order)
    amounts = shared(pool, units, step, CARRY)
    assert shared(pool, [units[place] for place in order], step, CARRY) == [amounts[place] for place in order]


def test_a_rate_per_unit_pays_each_for_its_own_units():
    units = [30_000_000, 0, 12_345_678]
    assert pay_per_unit(800_000_000, units, SCALE, 1, CARRY) == [2_400_000, 0, 987_654]
    assert pay_per_unit(800_000_000, units, SCALE, 100, CARRY) == [2_400_000, 0, 987_600]
    assert pay_per_unit(800_000_000, units, SCALE, 100, HALF_UP) == [2_400_000, 0, 987_700]
    assert pay_per_unit(31_500, [SCALE, 777_250_000], SCALE, 1, CARRY) == [3, 2448]


def test_a_seventh_of_1000_is_142_86_by_itself_and_all_seven_are_paid_two_fen_more():
    assert shared(100_000, [1] * 7, 1, HALF_UP) == [14_286] * 7
    assert shared(100, [1, 1, 1], 5, HALF_UP) == [35, 35, 35]
    assert shared(5, [1, 1], 5, HALF_UP) == [5, 5]
    assert shared(4, [1, 1], 5, HALF_UP) == [0, 0]


@given(pools, holdings, steps)
def test_half_up_is_never_more_than_half_a_step_from_the_exact_figure(pool, units, step):
    total = sum(units)
    for each, amount in zip(units, shared(pool, units, step, HALF_UP), strict=True):
        assert -step * total <= 2 * (pool * each - amount * total) < step * total
        assert amount % step == 0
