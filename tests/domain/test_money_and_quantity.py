"""Money in whole fen and quantities in whole millionths: what they read, what they show, what they refuse."""

import copy
import pickle
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopdesk.domain.errors import DomainError
from coopdesk.domain.members.member import ORGANISATIONS, Member, MemberKind
from coopdesk.domain.money import Money, divide_down, divide_half_up
from coopdesk.domain.quantity import Quantity, format_quantity, parse_quantity

fen = st.integers(-(10**14) + 1, 10**14 - 1)
millionths = st.integers(-(10**21) + 1, 10**21 - 1).map(Quantity)
NO_DECIMALS = ["", " 1", "1 ", "1e3", "+1", ".5", "5.", "１", "1,000", "--1", "1.0000001", "x"]


@given(fen)
def test_money_reads_what_it_writes(amount):
    assert Money.parse(str(Money(amount))) == Money(amount)


@pytest.mark.parametrize("text", [*NO_DECIMALS, "1.005"])
def test_what_is_no_amount_is_refused(text):
    with pytest.raises(DomainError) as caught:
        Money.parse(text)
    assert (caught.value.code, caught.value.params) == ("money.invalid", {"value": text})


def test_one_decimal_is_tenths_of_a_yuan():
    assert Money.parse("-1.5") == Money(-150)
    assert str(Money(-5)) == "-0.05"
    assert Money(123_456_789).grouped == "1,234,567.89"
    assert Money(-100_000).grouped == "-1,000.00"


@pytest.mark.parametrize("wrong", [1.0, True, "1", None])
def test_money_is_whole_fen_and_nothing_else(wrong):
    with pytest.raises(TypeError):
        Money(wrong)


def test_sums_of_money_are_money():
    assert Money(3) + Money(4) - Money(2) == Money(5)
    assert (-Money(3), Money(3) * 2) == (Money(-3), Money(6))
    assert Money(1) < Money(2)
    assert (bool(Money(0)), bool(Money(-1))) == (False, True)


@pytest.mark.parametrize("wrong", [1, 1.5, "1", None])
def test_money_adds_to_money_only(wrong):
    for sum_of in (lambda: Money(1) + wrong, lambda: Money(1) - wrong):
        with pytest.raises(TypeError):
            sum_of()


@pytest.mark.parametrize("wrong", [1.5, True, Money(2)])
def test_money_is_multiplied_by_whole_numbers_only(wrong):
    with pytest.raises(TypeError):
        Money(1) * wrong


@given(st.integers(0, 10**12), st.integers(1, 10**9))
def test_roundings_are_what_they_are_called(numerator, denominator):
    down, near = divide_down(numerator, denominator), divide_half_up(numerator, denominator)
    assert 0 <= numerator - down * denominator < denominator
    assert -denominator <= 2 * (near * denominator - numerator) <= denominator
    assert divide_half_up(2 * down + 1, 2) == down + 1


@given(millionths)
def test_quantities_read_what_they_write(quantity):
    assert parse_quantity(format_quantity(quantity)) == quantity


@pytest.mark.parametrize("text", NO_DECIMALS)
def test_what_is_no_quantity_is_refused(text):
    with pytest.raises(DomainError) as caught:
        parse_quantity(text)
    assert (caught.value.code, caught.value.params) == ("quantity.invalid", {"value": text})


def test_quantities_are_shown_as_short_as_they_are():
    assert [format_quantity(Quantity(each)) for each in (8_000_000, -250_000, 3_500_000, 1, 0)] == [
        "8",
        "-0.25",
        "3.5",
        "0.000001",
        "0",
    ]


def test_an_error_carries_code_and_params_through_copying_and_processes():
    error = DomainError("register.below_zero", member="F01", shares=-3)
    assert str(error) == "register.below_zero(member='F01', shares=-3)"
    for same in (copy.copy(error), pickle.loads(pickle.dumps(error))):
        assert (type(same), same.code, same.params) == (DomainError, error.code, error.params)


@pytest.mark.parametrize("kind", MemberKind)
def test_organisations_are_those_of_article_20(kind):
    assert Member("001", "某某", kind, date(2019, 2, 18)).is_organisation is (kind in ORGANISATIONS)
