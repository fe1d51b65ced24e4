"""Cases of bad form: keys, types, days and numbers; each refusal names the key and the value."""

from typing import Any

import pytest

from tests.domain.distribution.base_case import GONE, changed, check_refused, outcome, refusal

FORM = {
    "unknown key at the top": ("colour", "red", "unknown_key"),
    "unknown key deep inside": ("scheme.tiers[0][1].pool.ratio", "1", "unknown_key"),
    "unknown key of an entry, though the book's own drafts have it": (
        "share_entries[0].note",
        "x",
        "unknown_key",
    ),
    "key missing at the top": ("surplus", GONE, "missing_key"),
    "key missing deep inside": ("scheme.tiers[0][1].basis", GONE, "missing_key"),
    "rebate without its receivers": ("scheme.rebates[0].to", GONE, "missing_key"),
    "tiers missing": ("scheme.tiers", GONE, "missing_key"),
    "another format": ("format", "coopdesk-case/2", "format"),
    "format no string": ("format", 1, "format", "format", "1"),
    "title no string": ("title", 7, "not_text", "title", "7"),
    "members no list": ("members", {"id": "F01"}, "not_list", "members", '{"id": "F01"}'),
    "members a string": ("members", "F01", "not_list"),
    "a member that is no object": ("members[0]", "F01", "not_object"),
    "member id a number": ("members[0].id", 7, "not_text", "members[0].id", "7"),
    "member id null": ("members[0].id", None, "not_text", "members[0].id", "null"),
    "member id empty": ("members[0].id", " ", "empty_text"),
    "member kind unknown": ("members[1].kind", "peasant", "not_one_of"),
    "entry kind unknown": ("share_entries[0].kind", "sale", "not_one_of"),
    "taker null is no way to leave it out": (
        "share_entries[0].to",
        None,
        "not_text",
        "share_entries[0].to",
        "null",
    ),
    "day that does not exist": ("record_date", "2019-02-29", "not_day"),
    "day without dashes": ("record_date", "20191220", "not_day"),
    "day with a time": ("record_date", "2019-12-20T00:00", "not_day"),
    "day in full-width digits": ("record_date", "２019-12-20", "not_day"),
    "flag as a string": ("scheme.include_opening", "true", "not_boolean"),
    "flag as a number": ("scheme.include_opening", 1, "not_boolean", "scheme.include_opening", "1"),
    "leftover unknown": ("scheme.leftover", "spread", "not_one_of"),
    "line kind other than patronage": ("scheme.tiers[0][1].kind", "dividend", "not_one_of"),
    "weighting unknown": ("scheme.tiers[0][1].basis.weighting", "weeks", "not_one_of"),
    "eligible kind unknown": ("scheme.rebates[0].to.kinds[0]", "farm", "not_one_of"),
    "eligible a word other than all": ("scheme.tiers[0][1].eligible", "farmers", "not_object"),
    "eligible that says nothing": (
        "scheme.tiers[0][1].eligible",
        {},
        "missing_key",
        "scheme.tiers[0][1].eligible.kinds",
        "{}",
    ),
    "exceptions that say nothing": (
        "scheme.tiers[0][1].eligible",
        {"except": {}},
        "missing_key",
        "scheme.tiers[0][1].eligible.except.kinds",
        "{}",
    ),
    "exceptions that are a word": (
        "scheme.tiers[0][1].eligible",
        {"except": "G01"},
        "not_object",
        "scheme.tiers[0][1].eligible.except",
        "G01",
    ),
    "exceptions inside exceptions": (
        "scheme.tiers[0][1].eligible",
        {"except": {"except": {"kinds": ["farmer"]}}},
        "unknown_key",
        "scheme.tiers[0][1].eligible.except.except",
        '{"kinds": ["farmer"]}',
    ),
    "excepted kind unknown": (
        "scheme.tiers[0][1].eligible",
        {"except": {"kinds": ["chair"]}},
        "not_one_of",
        "scheme.tiers[0][1].eligible.except.kinds[0]",
        "chair",
    ),
    "as far as something else than the rest": (
        "scheme.tiers[0][1].pool",
        {"amount": "5", "at_most": "base"},
        "not_one_of",
        "scheme.tiers[0][1].pool.at_most",
        "base",
    ),
    "price of seven decimals": (
        "scheme.tiers[0][1].pool",
        {"per_unit": "0.0000001"},
        "not_decimal",
        "scheme.tiers[0][1].pool.per_unit",
        "0.0000001",
    ),
    "price a number": (
        "scheme.tiers[0][1].pool",
        {"per_unit": 462},
        "not_decimal",
        "scheme.tiers[0][1].pool.per_unit",
        "462",
    ),
    "cap of seven decimals": ("scheme.tiers[0][1].basis.cap", "1.0000001", "not_decimal"),
    "cap no string": (
        "scheme.tiers[0][1].basis.cap",
        50,
        "not_decimal",
        "scheme.tiers[0][1].basis.cap",
        "50",
    ),
    "weight without a name": ("scheme.tiers[0][1].basis.times", " ", "empty_text"),
    "free amount of three decimals": ("scheme.withholding[0].free", "0.001", "not_money"),
    "free amount null": (
        "scheme.withholding[0].free",
        None,
        "not_money",
        "scheme.withholding[0].free",
        "null",
    ),
    "a tier that is no list": ("scheme.tiers[0]", {}, "not_list", "scheme.tiers[0]", "{}"),
}


@pytest.mark.parametrize("bad", FORM.values(), ids=FORM)
def test_bad_form(bad: Any):
    check_refused("document", *bad)


def test_a_document_that_is_no_object_at_all():
    assert refusal([]) == ("document.not_object", "$", "[]")
    assert refusal(None) == ("document.not_object", "$", "null")


NOT_DECIMAL = [
    "1e3",
    "１２",
    "+5",
    ".5",
    "5.",
    "",
    " 5",
    "5 ",
    "1,000",
    "--5",
    "0x10",
    "五",
    "NaN",
    "5\n",
    "1_000",
    "1" * 19,
]


@pytest.mark.parametrize("text", NOT_DECIMAL)
def test_a_number_that_is_no_plain_decimal_string_is_refused_everywhere(text: str):
    case = changed(("surplus.current_year", text))
    assert refusal(case)[:2] == ("document.not_money", "surplus.current_year")
    case = changed(("land[0].area_mu", text))
    assert refusal(case)[:2] == ("document.not_decimal", "land[0].area_mu")


@pytest.mark.parametrize("number", [5, 5.5, True, None, ["5"], {}])
def test_a_json_number_is_no_decimal_string(number: object):
    case = changed(("share_entries[0].shares", number))
    assert refusal(case)[:2] == ("document.not_decimal", "share_entries[0].shares")


def test_money_of_three_decimals_and_quantities_of_seven_are_refused():
    case = changed(("surplus.current_year", "1.005"))
    assert refusal(case) == ("document.not_money", "surplus.current_year", "1.005")
    case = changed(("share_entries[0].shares", "1.0000001"))
    assert refusal(case) == ("document.not_decimal", "share_entries[0].shares", "1.0000001")


def test_leading_zeros_short_decimals_and_minus_zero_are_plain_decimals():
    case = changed(("surplus.current_year", "0001000.0"), ("surplus.transfers_in", "-0"))
    assert outcome(case)["distributable"] == "810.00"


def test_eighteen_digits_stay_exact():
    case = changed(
        ("surplus.current_year", "999999999999999999.99"), ("scheme.leftover", "largest_remainder")
    )
    assert outcome(case)["distributable"] == "899999999999999959.99"
    assert outcome(case)["totals"]["gross"] == "899999999999999959.99"
