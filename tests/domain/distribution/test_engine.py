"""The engine by values: the model case, and what must hold for any register."""

import itertools
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopdesk.domain.coop.charter import Leftover
from coopdesk.domain.distribution.engine import CheckedFacts, distribute, open_surplus
from coopdesk.domain.distribution.facts import AccountBalance
from coopdesk.domain.distribution.scheme import (
    PRECISIONS,
    Appropriation,
    Basis,
    Eligible,
    FixedAmount,
    Line,
    PerUnit,
    RateOfTier,
    Rest,
    Scheme,
    Withholding,
)
from coopdesk.domain.distribution.surplus import Surplus
from coopdesk.domain.errors import DomainError
from coopdesk.domain.members.member import MemberKind, MemberRole
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import Quantity
from tests.domain.distribution.linge import DIVIDEND, FARMERS, SCHEME, facts

YUAN = Money(100)
CARRY = Scheme(tiers=((DIVIDEND,),))


def line_of(distribution, line_id):
    return next(line for line in distribution.lines if line.id == line_id)


def by_member(distribution):
    return dict(zip((party.id for party in distribution.facts.members), distribution.gross, strict=True))


def test_the_household_with_8_shares_gets_170000_and_the_supply_coop_gives_its_whole_dividend_on():
    result = distribute(facts(), SCHEME)
    assert {each: str(Money(fen)) for each, fen in by_member(result).items()} == {
        "G01": "0.00",
        "C01": "300000.00",
        "F01": "170000.00",
        "F02": "1530000.00",
    }
    assert [(line.id, amount) for line, amount in result.amounts_of(0)] == [
        ("dividend", Money.parse("100000.00")),
        ("second_rebate", Money.parse("-100000.00")),
    ]
    assert line_of(result, "second_rebate").giver == 0
    assert line_of(result, "dividend").paid == Money.parse("2000000.00")
    assert (result.total_gross, result.total_net) == (
        Money.parse("2000000.00"),
        result.net(1) + Money(170_000_000),
    )


@pytest.mark.parametrize(
    ("current", "opening", "transfers", "include", "loss", "distributable"),
    [
        ("200.00", "-50.00", "0", False, "50.00", "150.00"),
        ("200.00", "-500.00", "0", False, "200.00", "0.00"),
        ("-200.00", "-50.00", "300.00", False, "0.00", "100.00"),
        ("200.00", "50.00", "1.00", False, "0.00", "201.00"),
        ("200.00", "50.00", "1.00", True, "0.00", "251.00"),
        ("200.00", "-50.00", "0", True, "50.00", "150.00"),
        ("-200.00", "50.00", "0", True, "0.00", "-150.00"),
    ],
)
def test_a_loss_is_made_good_first_and_an_opening_counts_where_the_scheme_says_so(
    current, opening, transfers, include, loss, distributable
):
    surplus = Surplus(Money.parse(current), Money.parse(opening), Money.parse(transfers))
    opened = open_surplus(surplus, replace(CARRY, include_opening=include))
    assert (str(opened.loss_made_good), str(opened.distributable)) == (loss, distributable)


def test_appropriations_round_half_up_and_never_take_of_less_than_nothing():
    half = Appropriation("a", "", rate=Quantity(5_000))
    scheme = replace(CARRY, appropriations=(half, Appropriation("b", "", amount=Money(7))))
    assert open_surplus(Surplus(Money(100)), scheme).appropriations == {"a": Money(1), "b": Money(7)}
    assert open_surplus(Surplus(Money(99)), scheme).appropriations["a"] == Money(0)
    assert open_surplus(Surplus(Money(-100)), scheme).appropriations["a"] == Money(0)


def test_an_appropriation_of_nothing_may_be_its_rate():
    scheme = replace(CARRY, appropriations=(Appropriation("a", "", rate=Quantity(0)),))
    assert distribute(facts(), scheme).appropriations == {"a": Money(0)}


def test_a_farmer_who_is_a_founder_takes_part_as_either_unless_taken_out():
    given_facts = facts("300.00", {"F01": 1, "F02": 1, "F03": 1})
    founder = replace(given_facts.members[0], role=MemberRole.FOUNDER)
    roll = replace(given_facts, members=(founder, *given_facts.members[1:]))
    founders = frozenset({MemberKind.FOUNDER})
    for who, paid in (
        (Eligible(kinds=founders), [300_00, 0, 0]),
        (FARMERS, [100_00, 100_00, 100_00]),
        (replace(FARMERS, except_kinds=founders), [0, 150_00, 150_00]),
    ):
        assert list(distribute(roll, Scheme(((replace(DIVIDEND, eligible=who),),))).gross) == paid
    assert "ART20_FARMERS_80" not in distribute(roll, CARRY).findings


def test_leftovers_of_a_tier_are_carried_forward_and_not_given_to_the_next():
    first = Line("first", "", FixedAmount(Money(100)), Basis("shares"), FARMERS)
    scheme = Scheme(tiers=((first,), (DIVIDEND,)), precision=YUAN)
    result = distribute(facts("3.00", {"F01": 1, "F02": 2}), scheme)
    assert line_of(result, "dividend").pool == Money(200)
    assert result.carried_forward == Money(300) - result.total_gross


def test_all_lines_of_a_tier_are_figured_on_its_base_and_the_rest_on_what_is_before_it():
    scheme = Scheme(
        tiers=(
            (
                Line("a", "", RateOfTier(Quantity(500_000)), Basis("equal")),
                Line("b", "", RateOfTier(Quantity(250_000)), Basis("equal")),
                Line("c", "", Rest(), Basis("equal")),
            ),
        )
    )
    result = distribute(facts("1000.01"), scheme)
    assert [str(line.pool) for line in result.lines] == ["500.00", "250.00", "250.01"]


def test_withholdings_add_up_and_round_half_up_each():
    half = Withholding(("dividend",), Quantity(500_000))
    scheme = replace(CARRY, withholding=(half, half, Withholding(("dividend",), Quantity(1), FARMERS)))
    result = distribute(facts("0.03", {"F01": 1, "F02": 2}), scheme)
    assert (list(result.gross), list(result.tax)) == ([1, 2], [2, 2])
    assert result.total_tax == Money(4)
    assert result.net(0) == Money(-1)


def test_the_pool_of_a_line_per_unit_is_what_it_pays():
    per_unit = Line("p", "", PerUnit(Quantity(330_000)), Basis("shares"), Eligible(members=("F01", "C01")))
    result = distribute(facts("100.00"), Scheme(tiers=((per_unit,),), precision=Money(10)))
    assert line_of(result, "p").pool == line_of(result, "p").paid == Money(260 + 490)


@pytest.mark.parametrize("weighting", ["record_date", "days", "months"])
def test_a_column_counted_for_one_line_serves_the_next(weighting):
    lines = tuple(
        Line(each, "", RateOfTier(Quantity(500_000)), Basis("shares", weighting=weighting)) for each in "ab"
    )
    result = distribute(facts(), Scheme(tiers=(lines,)))
    assert line_of(result, "a").units is line_of(result, "b").units


holdings = st.lists(st.integers(0, 50), min_size=1, max_size=12).filter(any)
surpluses = st.integers(0, 10**11)


def roll_of(shares):
    return {f"F{number:02d}": each for number, each in enumerate(shares)}


def distributed(surplus, shares, **changes):
    return distribute(facts(str(Money(surplus)), roll_of(shares)), replace(CARRY, **changes))


@given(
    surpluses,
    holdings,
    st.sampled_from((Leftover.CARRY, Leftover.LARGEST_REMAINDER)),
    st.sampled_from(PRECISIONS),
)
def test_money_is_conserved_to_the_fen(surplus, shares, leftover, precision):
    result = distributed(surplus, shares, leftover=leftover, precision=precision)
    assert result.distributable == result.total_gross + result.carried_forward
    assert result.carried_forward.fen >= 0


@given(surpluses, holdings)
def test_equal_holdings_get_equal_money_and_more_shares_never_less_under_carry(surplus, shares):
    paid = sorted(zip(shares, distributed(surplus, shares).gross, strict=True))
    for (shares_a, money_a), (shares_b, money_b) in itertools.pairwise(paid):
        assert money_a <= money_b
        assert shares_a != shares_b or money_a == money_b


@given(surpluses, holdings, st.randoms(use_true_random=False))
def test_the_order_of_members_and_of_entries_is_irrelevant_under_carry(surplus, shares, random):
    given_facts = facts(str(Money(surplus)), roll_of(shares))
    members, entries = list(given_facts.members), list(given_facts.share_entries)
    random.shuffle(members)
    random.shuffle(entries)
    shuffled = replace(given_facts, members=members, share_entries=entries)
    assert by_member(distribute(shuffled, CARRY)) == by_member(distribute(given_facts, CARRY))


def test_accounts_from_the_book_are_checked_like_those_of_a_file():
    indebted = replace(facts(), accounts=(AccountBalance("F01", Money(5), subsidy=Money(-1)),))
    with pytest.raises(DomainError) as caught:
        distribute(indebted, CARRY)
    assert (caught.value.code, caught.value.params["key"]) == ("distribution.negative", "accounts[0].subsidy")


def test_an_error_of_the_engine_names_the_line_by_its_label_too():
    line = Line("big", "保底收益", FixedAmount(YUAN * 10), Basis("equal"))
    with pytest.raises(DomainError) as caught:
        distribute(facts("3.00"), Scheme(tiers=((line,),)))
    assert caught.value.params == {
        "key": "scheme.tiers[0][0].pool.amount",
        "value": "10.00",
        "label": "保底收益",
        "pool": Money(1000),
        "available": Money(300),
    }


def test_facts_checked_once_give_every_scheme_after_another_what_it_is_given_alone():
    village, checked = facts(), CheckedFacts(facts())
    others = Eligible(except_members=("F01",))
    capped = Line("capped", "封顶", Rest(), replace(DIVIDEND.basis, cap=Quantity(4_000_000)), others)
    schemes = (SCHEME, CARRY, Scheme(((capped,),)), SCHEME, Scheme(((replace(DIVIDEND, eligible=FARMERS),),)))
    for scheme in (*schemes, *reversed(schemes)):
        assert checked.distribute(scheme) == distribute(village, scheme)
    assert list(checked.units(DIVIDEND.basis)) == list(distribute(village, CARRY).lines[0].units)
