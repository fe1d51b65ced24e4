"""公积金量化: whatever the charter divides the reserve by, the members' shares come to what was drawn, to the fen."""

import random
from datetime import date

import pytest

from coopdesk.domain.distribution.facts import AccountBalance, Party, Trade
from coopdesk.domain.distribution.reserve import (
    ReserveBasis,
    ReserveRule,
    is_reserve,
    quantify,
    units_of,
    use_reserve,
)
from coopdesk.domain.errors import DomainError
from coopdesk.domain.members.member import MemberKind
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import Quantity, parse_quantity

CAPITAL = {ReserveBasis.CAPITAL: [4500, 2000, 1000]}
EQUAL = {ReserveBasis.EQUAL: [1, 1, 1]}
DAY = date(2024, 12, 31)


def rule(by_trade: str = "0", by_equal: str = "0") -> ReserveRule:
    return ReserveRule(parse_quantity(by_trade), parse_quantity(by_equal))


def test_half_by_capital_and_half_equally() -> None:
    """500.00 by 4,500, 2,000 and 1,000 are 300.00, 133.33 and 66.67; 500.00 equally 166.67, 166.67 and 166.66."""
    units = {**CAPITAL, ReserveBasis.TRADE: [0, 0, 0], **EQUAL}

    assert quantify(100_000, rule(by_equal="0.5"), units) == [46_667, 30_000, 23_333]


def test_the_charter_alone_decides_what_counts() -> None:
    units = {**CAPITAL, ReserveBasis.TRADE: [100, 0, 300], **EQUAL}

    assert quantify(10, rule(), units) == [6, 3, 1]
    assert quantify(10, rule(by_trade="1"), units) == [3, 0, 7]
    assert quantify(10, rule(by_equal="1"), units) == [4, 3, 3]


@pytest.mark.parametrize("seed", range(40))
def test_every_basis_gives_what_was_drawn_to_the_fen(seed: int) -> None:
    drawn = random.Random(seed)
    members = drawn.randrange(1, 60)
    units = {basis: [drawn.randrange(10**9) for _each in range(members)] for basis in ReserveBasis}
    units[ReserveBasis.EQUAL] = [1] * members
    by_trade = drawn.randrange(1_000_001)
    by_equal = drawn.randrange(1_000_001 - by_trade)
    for parts in (
        (0, 0),
        (1_000_000, 0),
        (0, 1_000_000),
        (by_trade, by_equal),
    ):
        amount = drawn.randrange(10**12)
        shares = quantify(amount, ReserveRule(*map(Quantity, parts)), units)
        assert sum(shares) == amount
        assert min(shares) >= 0


@pytest.mark.parametrize(
    ("by_trade", "by_equal", "code"),
    [("0", "0", "reserve.no_capital"), ("1", "0", "reserve.no_trade"), ("0", "1", "reserve.no_member")],
)
def test_a_basis_of_which_nobody_has_anything_is_told(by_trade: str, by_equal: str, code: str) -> None:
    nothing = {basis: [0, -5] for basis in ReserveBasis}

    with pytest.raises(DomainError) as refused:
        quantify(100, rule(by_trade, by_equal), nothing)

    assert refused.value.code == code


def party(number: str, *, entitled: bool = True) -> Party:
    return Party(number, number, MemberKind.FARMER, entitled=entitled)


def test_who_is_no_member_any_more_brings_nothing() -> None:
    members = (party("甲"), party("乙", entitled=False), party("丙"))
    accounts = (AccountBalance("甲", Money(500)), AccountBalance("乙", Money(700)))
    trades = (
        Trade("甲", "蛋", Quantity(1), Money(30)),
        Trade("甲", "鸡", Quantity(1), Money(4)),
        Trade("乙", "蛋", Quantity(1), Money(9)),
    )

    assert units_of(members, accounts, trades) == {
        ReserveBasis.CAPITAL: [500, 0, 0],
        ReserveBasis.TRADE: [34, 0, 0],
        ReserveBasis.EQUAL: [1, 0, 1],
    }


def test_trade_kept_by_weight_alone_counts_by_weight_where_it_is_of_one_product() -> None:
    members = (party("甲"), party("乙"))
    eggs = (Trade("甲", "蛋", Quantity(5), Money(0)), Trade("乙", "蛋", Quantity(7), Money(0)))
    two = (*eggs, Trade("乙", "鸡", Quantity(1), Money(0)))

    assert units_of(members, (), eggs)[ReserveBasis.TRADE] == [5, 7]
    assert units_of(members, (), two)[ReserveBasis.TRADE] == [0, 0]


def test_what_is_used_is_taken_from_every_share_in_proportion() -> None:
    assert use_reserve(100, {"甲": 200, "乙": 100, "丙": 0}) == {"甲": 67, "乙": 33}
    assert use_reserve(0, {"甲": 200}) == {}
    with pytest.raises(DomainError) as refused:
        use_reserve(301, {"甲": 200, "乙": 100})
    assert refused.value.code == "reserve.more_than_held"


def test_the_law_knows_the_reserve_by_its_name() -> None:
    assert [
        label for label in ("公积金", "盈余公积", "公积公益金", "风险金", "公益金") if is_reserve(label)
    ] == [
        "公积金",
        "盈余公积",
        "公积公益金",
    ]
