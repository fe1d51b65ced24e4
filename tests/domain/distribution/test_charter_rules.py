"""Rules that charters have and public reports asked for, each with figures an accountant can do in the head."""

from typing import Any

import pytest

from coopdesk.domain.distribution.document import read_case, result_document
from coopdesk.domain.distribution.engine import distribute

LINE: dict[str, Any] = {"id": "d", "label": "分红", "pool": {"rest": True}, "basis": {"measure": "shares"}}


def net(
    current_year: str,
    *lines: dict[str, Any],
    shares: dict[str, str] | None = None,
    scheme: dict[str, Any] | None = None,
    **facts: Any,
) -> dict[str, str]:
    """What everybody gets in hand, and what is carried forward; each line is a tier of its own."""
    held = shares or {}
    members = list(held) or facts.pop("members")
    case = {
        "format": "coopdesk-case/1",
        "record_date": "2024-12-31",
        "period": {"start": "2024-01-01", "end": "2024-12-31"},
        "members": [{"id": each, "name": f"农户{each}", "kind": "farmer"} for each in members],
        "share_entries": [
            {"date": "2023-01-01", "kind": "allotment", "to": each, "shares": count}
            for each, count in held.items()
        ],
        "surplus": {"current_year": current_year, **facts.pop("surplus", {})},
        "scheme": {"tiers": [[LINE | line] for line in lines or ({},)], **(scheme or {})},
        **facts,
    }
    result = result_document(distribute(*read_case(case)))
    paid = {member: each["net"] for member, each in result["members"].items()}
    return paid | {"carried": result["carried_forward"]}


def test_a_guarantee_of_462_a_mu_goes_as_far_as_the_money_goes_and_leaves_nothing_for_later_tiers():
    land = [{"member": "A", "area_mu": "2"}, {"member": "B", "area_mu": "3"}]
    floor = {"pool": {"per_unit": "462", "at_most": "rest"}, "basis": {"measure": "land_mu"}}
    more = {"id": "more", "basis": {"measure": "land_mu"}}
    paid = net("1000", floor, more, members="AB", land=land)
    assert paid == {"A": "400.00", "B": "600.00", "carried": "0.00"}
    paid = net("2500", floor, more, members="AB", land=land)
    assert paid == {"A": "1000.00", "B": "1500.00", "carried": "0.00"}


def test_a_fixed_sum_goes_as_far_as_the_money_goes():
    paid = net("1000", {"pool": {"amount": "1500", "at_most": "rest"}}, shares={"A": "1", "B": "3"})
    assert paid == {"A": "250.00", "B": "750.00", "carried": "0.00"}


def test_shares_above_50_of_one_holder_do_not_count():
    capped = {"basis": {"measure": "shares", "cap": "50"}}
    paid = net("100", capped, shares={"A": "100", "B": "30", "C": "20"})
    assert paid == {"A": "50.00", "B": "30.00", "C": "20.00", "carried": "0.00"}


def test_who_came_late_counts_half():
    weight = [{"member": "B", "measure": "系数", "value": "0.5"}]
    weighed = {"basis": {"measure": "shares", "times": "系数"}}
    paid = net("900", weighed, shares={"A": "2", "B": "2"}, measures=weight)
    assert paid == {"A": "600.00", "B": "300.00", "carried": "0.00"}


def test_the_cap_comes_before_the_weight():
    weight = [{"member": "A", "measure": "系数", "value": "0.5"}]
    both = {"basis": {"measure": "shares", "cap": "50", "times": "系数"}}
    paid = net("75", both, shares={"A": "100", "B": "50"}, measures=weight)
    assert paid == {"A": "25.00", "B": "50.00", "carried": "0.00"}


def test_each_rounded_half_up_takes_the_fen_from_what_is_not_distributed():
    paid = net(
        "1000",
        {"pool": {"amount": "1000"}, "basis": {"measure": "equal"}},
        members="ABCDEFG",
        surplus={"opening": "1.00"},
        scheme={"leftover": "half_up", "include_opening": True},
    )
    assert paid == dict.fromkeys("ABCDEFG", "142.86") | {"carried": "0.98"}


def test_everybody_but_the_one_named():
    others = {"eligible": {"except": {"members": ["Z"]}}}
    paid = net("900", others, shares={"A": "4", "B": "5", "Z": "10"})
    assert paid == {"A": "400.00", "B": "500.00", "Z": "0.00", "carried": "0.00"}


def test_exceptions_stand_beside_kinds_and_members_too():
    for who in ({"kinds": ["farmer"]}, {"members": ["A", "B", "Z"]}):
        others = {"eligible": {**who, "except": {"members": ["Z"]}}}
        paid = net("900", others, shares={"A": "4", "B": "5", "Z": "10"})
        assert paid == {"A": "400.00", "B": "500.00", "Z": "0.00", "carried": "0.00"}


def test_a_tax_of_20_percent_is_of_what_is_above_100_a_person():
    tax = {"withholding": [{"lines": ["d"], "rate": "0.20", "free": "100"}]}
    paid = net("430", shares={"A": "35", "B": "8"}, scheme=tax)
    assert paid == {"A": "300.00", "B": "80.00", "carried": "0.00"}


@pytest.mark.parametrize(
    ("precision", "a", "b", "carried"),
    [
        ("0.01", "428.57", "571.42", "0.01"),
        ("0.05", "428.55", "571.40", "0.05"),
        ("0.1", "428.50", "571.40", "0.10"),
        ("0.5", "428.50", "571.00", "0.50"),
        ("1", "428.00", "571.00", "1.00"),
        ("5", "425.00", "570.00", "5.00"),
        ("10", "420.00", "570.00", "10.00"),
        ("50", "400.00", "550.00", "50.00"),
        ("100", "400.00", "500.00", "100.00"),
    ],
)
def test_payments_in_steps_from_a_fen_to_a_note_of_a_hundred(precision, a, b, carried):
    paid = net("1000", shares={"A": "3", "B": "4"}, scheme={"precision": precision})
    assert paid == {"A": a, "B": b, "carried": carried}


def test_a_return_of_0_0315_a_jin():
    trades = [
        {"member": each, "product": "禽蛋", "quantity": quantity, "amount": "0"}
        for each, quantity in (("A", "5000001"), ("B", "2999998"), ("C", "1"))
    ]
    line = {"pool": {"per_unit": "0.0315"}, "basis": {"measure": "trade_quantity"}, "kind": "patronage"}
    paid = net("252000", line, members="ABC", trades=trades)
    assert paid == {"A": "157500.03", "B": "94499.93", "C": "0.03", "carried": "0.01"}


def test_a_hundred_a_share_and_year_counted_by_the_month():
    later = [
        {"date": "2023-01-01", "kind": "allotment", "to": "A", "shares": "3"},
        {"date": "2024-07-01", "kind": "allotment", "to": "B", "shares": "3"},
    ]
    line = {"pool": {"per_unit": "8.333333"}, "basis": {"measure": "shares", "weighting": "months"}}
    paid = net("1000", line, members="AB", share_entries=later)
    assert paid == {"A": "299.99", "B": "149.99", "carried": "550.02"}


def test_seedlings_of_last_year_brought_back_count_against_other_trade():
    trades = [
        {"member": "A", "product": "盆景", "quantity": "20", "amount": "7000"},
        {"member": "A", "product": "苗木", "quantity": "-10", "amount": "-1000"},
        {"member": "B", "product": "苗木", "quantity": "30", "amount": "3000"},
    ]
    paid = net("900", {"basis": {"measure": "trade_amount"}}, members="AB", trades=trades)
    assert paid == {"A": "600.00", "B": "300.00", "carried": "0.00"}


def test_rounding_half_up_that_takes_more_than_the_tier_has_is_refused_unless_it_may_go_as_far_as_it_goes():
    half_up = {"leftover": "half_up"}
    with pytest.raises(Exception, match="over_distributed"):
        net("1000", shares=dict.fromkeys("ABCDEFG", "1"), scheme=half_up)
    limited = {"pool": {"amount": "1000", "at_most": "rest"}}
    paid = net("1000", limited, shares=dict.fromkeys("ABCDEFG", "1"), scheme=half_up)
    assert paid == dict.fromkeys("ABCDEFG", "142.85") | {"carried": "0.05"}


def test_a_rebate_rounded_half_up_may_not_give_on_more_than_was_got():
    rebate = {
        "id": "r",
        "label": "",
        "from": "Z",
        "of_lines": ["d"],
        "to": "all",
        "basis": {"measure": "equal"},
    }
    shares = {"Z": "1", "A": "1", "B": "1"}
    two = {"leftover": "half_up", "rebates": [rebate]}
    assert net("3.00", shares=shares, scheme=two)["A"] == "1.50"
    with pytest.raises(Exception, match="rebate_exceeds"):
        net("3.03", shares=shares, scheme=two)
    half = {"leftover": "half_up", "rebates": [rebate | {"rate": "0.5"}]}
    assert net("3.03", shares=shares, scheme=half) == {
        "Z": "0.51",
        "A": "1.26",
        "B": "1.26",
        "carried": "0.00",
    }
