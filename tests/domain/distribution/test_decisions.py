"""What was decided where the contract leaves room, one sentence a test."""

import copy
from typing import Any

from tests.domain.distribution.base_case import BASE, LINE, REBATE, changed, outcome, refusal


def test_the_case_all_others_are_made_from_is_good():
    assert outcome(BASE)["totals"]["gross"] == "859.98"
    assert outcome(BASE)["distributable"] == "860.00"


def test_a_rebate_to_all_leaves_the_giver_out():
    everybody = changed((f"{REBATE}.to", "all"))
    assert outcome(everybody) == outcome(BASE)


def test_rates_of_a_tier_may_come_to_exactly_1_and_not_more():
    second = {"id": "x", "label": "", "pool": {"rate": "0.4"}, "basis": {"measure": "equal"}}
    assert outcome(changed((LINE, second), ("scheme.rebates", []), ("scheme.withholding", [])))
    case = changed(
        (LINE, {**second, "pool": {"rate": "0.5"}}),
        ("scheme.rebates", []),
        ("scheme.withholding", []),
    )
    assert refusal(case)[0] == "distribution.over_distributed"


def test_the_rest_before_another_pool_leaves_nothing_for_it():
    case = changed(("scheme.tiers[0][0].pool", {"rest": True}), (f"{LINE}.pool", {"amount": "0.01"}))
    assert refusal(case)[0] == "distribution.over_distributed"
    case = changed(("scheme.tiers[0][0].pool", {"rest": True}))
    assert outcome(case)["members"]["F02"]["lines"] == {}


def test_line_ids_are_one_set_over_all_tiers():
    case = changed(("scheme.tiers[1]", [copy.deepcopy(BASE["scheme"]["tiers"][0][1])]))
    assert refusal(case) == ("distribution.duplicate", "scheme.tiers[1][0].id", "dividend")


def test_two_rebates_may_not_give_on_more_than_the_giver_got():
    second = {**copy.deepcopy(BASE["scheme"]["rebates"][0]), "id": "again", "rate": "0.5"}
    case = changed(("scheme.rebates[1]", second))
    assert refusal(case)[0] == "distribution.rebate_exceeds"


def test_a_rebate_is_a_line_and_may_be_given_on_by_a_later_one():
    second = {
        **copy.deepcopy(BASE["scheme"]["rebates"][0]),
        "id": "on",
        "from": "F01",
        "of_lines": ["rebate"],
    }
    result = outcome(changed(("scheme.rebates[1]", second)))
    assert result["members"]["F01"]["lines"]["rebate"] == "82.68"
    assert result["members"]["F01"]["lines"]["on"] == "-82.68"
    earlier = changed(("scheme.rebates[1]", second), (f"{REBATE}.of_lines", ["on"]))
    assert refusal(earlier) == ("distribution.unknown_line", "scheme.rebates[0].of_lines[0]", "on")


def test_withholding_may_name_a_rebate_and_never_taxes_less_than_0():
    case = changed(("scheme.withholding[0]", {"lines": ["rebate"], "rate": "1"}))
    members = outcome(case)["members"]
    assert members["G01"]["tax"] == "0.00"
    assert members["F01"]["tax"] == members["F01"]["lines"]["rebate"]


def test_a_scheme_without_lines_carries_everything_forward():
    each: list[Any]
    for each in ([], [[]], [[], []]):
        result = outcome(changed(("scheme", {"tiers": each})))
        assert result["carried_forward"] == result["distributable"] == "950.00"


def test_a_per_unit_line_pays_nothing_to_an_empty_group_or_an_empty_basis():
    changes: list[tuple[str, Any]] = [
        (f"{LINE}.eligible", {"kinds": []}),
        (f"{LINE}.basis.classes", ["land"]),
    ]
    for change in changes:
        result = outcome(changed((f"{LINE}.pool", {"per_unit": "5.00"}), change, ("scheme.rebates", [])))
        assert result["members"]["F02"]["lines"] == {}
        assert result["carried_forward"] == "344.00"


def test_an_entry_after_the_record_date_does_not_count_yet():
    later = {"date": "2019-12-21", "kind": "transfer", "from": "F02", "to": "F01", "shares": "3"}
    assert outcome(changed(("share_entries[3]", later))) == outcome(BASE)
    on_the_day = {**later, "date": "2019-12-20"}
    assert outcome(changed(("share_entries[3]", on_the_day))) != outcome(BASE)


def test_entries_of_one_day_count_together_whatever_their_order():
    first = {"date": "2019-02-18", "kind": "transfer", "from": "F02", "to": "G01", "shares": "1"}
    then = {"date": "2019-02-18", "kind": "allotment", "to": "F02", "shares": "1"}
    assert outcome(changed(("share_entries[3]", first), ("share_entries[4]", then)))


def test_trade_taken_back_is_netted_as_long_as_something_is_left():
    back = {"member": "F01", "product": "盆景", "quantity": "-1", "amount": "-300.00"}
    assert outcome(changed(("trades[1]", back)))
    too_much = {**back, "amount": "-900.01"}
    assert refusal(changed(("trades[1]", too_much))) == (
        "distribution.units_negative",
        "trades[1].amount",
        "-900.01",
    )


def test_more_may_be_brought_back_of_one_product_as_long_as_the_trade_counted_is_not_below_0():
    seedlings = {"member": "F01", "product": "苗木", "quantity": "-10", "amount": "-300.00"}
    only_pots, everything = (
        changed(("trades[1]", seedlings)),
        changed(("trades[1]", seedlings), ("scheme.tiers[0][0].basis", {"measure": "trade_amount"})),
    )
    assert outcome(only_pots) == outcome(everything) == outcome(BASE)
    by_quantity = changed(
        ("trades[1]", seedlings), ("scheme.tiers[0][0].basis", {"measure": "trade_quantity"})
    )
    assert refusal(by_quantity) == ("distribution.units_negative", "trades[1].quantity", "-10")


def test_who_takes_no_part_may_have_brought_back_more_than_he_traded():
    back = {"member": "G01", "product": "盆景", "quantity": "-1", "amount": "-1.00"}
    assert refusal(changed(("trades[1]", back)))[0] == "distribution.units_negative"
    others = {"except": {"kinds": ["supply_coop"]}}
    assert outcome(changed(("trades[1]", back), ("scheme.tiers[0][0].eligible", others))) == outcome(BASE)


def test_several_rows_of_land_and_measures_add_up():
    case = changed(
        (f"{LINE}.basis", {"measure": "工分"}),
        ("measures[1]", {"member": "F01", "measure": "工分", "value": "12"}),
        ("measures[2]", {"member": "F01", "measure": "工分", "value": "12"}),
        ("scheme.rebates", []),
    )
    lines = {member: each["lines"].get("dividend") for member, each in outcome(case)["members"].items()}
    assert lines == {"G01": None, "F01": "229.33", "F02": "114.66"}


def test_expected_title_and_source_are_allowed_and_change_nothing():
    people = changed(("title", "题"), ("source", "源"), ("expected", {"anything": 5}))
    assert outcome(people) == outcome(BASE)


def test_distributing_exactly_nothing_is_no_error_and_owes_no_patronage():
    result = outcome(changed(("surplus", {"current_year": "0"})))
    assert result["totals"] == {"gross": "0.00", "tax": "0.00", "net": "0.00"}
    assert "ART44_PATRONAGE_60" not in result["findings"]


def test_a_long_value_is_cut_in_the_message():
    assert refusal(changed(("record_date", "9" * 500)))[2] == "9" * 80 + "…"
