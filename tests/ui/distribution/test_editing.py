"""An edited scheme never names what is gone, keeps what was not touched, and can still be computed."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coopdesk.domain.distribution.document import read_scheme, scheme_document
from coopdesk.domain.distribution.facts import Facts
from coopdesk.domain.distribution.scheme import Line, RateOfTier, Rest, Scheme
from coopdesk.domain.quantity import ZERO, Quantity
from coopdesk.ui.distribution import editing
from tests.ui.distribution.conftest import two_lines


def shape(scheme: Scheme) -> list[list[str]]:
    return [[line.id for line in tier] for tier in scheme.tiers]


def three(scheme: Scheme) -> Scheme:
    """dividend | line, line-2: two tiers."""
    scheme, _first = editing.add_tier(scheme, "第二层")
    return editing.add_line(scheme, 1, "再一项")[0]


def test_a_new_line_takes_nothing_and_stands_before_the_one_that_takes_the_rest(scheme: Scheme) -> None:
    edited, part = editing.add_line(scheme, 0, "按户")
    assert shape(edited) == [[part, "dividend"]]
    assert edited.tiers[0][0].pool == RateOfTier(ZERO)
    assert edited.tiers[0][1] == scheme.tiers[0][0]


def test_a_new_line_stands_last_where_nothing_takes_the_rest(scheme: Scheme) -> None:
    line = replace(scheme.tiers[0][0], pool=RateOfTier(Quantity(400_000)))
    edited, part = editing.add_line(editing.replace_line(scheme, line), 0, "按户")
    assert shape(edited) == [["dividend", part]]


def test_a_new_tier_gives_out_the_rest(scheme: Scheme) -> None:
    edited, part = editing.add_tier(scheme, "第二层")
    assert shape(edited) == [["dividend"], [part]]
    assert edited.tiers[1][0].pool == Rest()


def test_ids_are_never_used_twice(scheme: Scheme) -> None:
    edited = three(scheme)
    edited, rebate = editing.add_rebate(edited, "G01", "二次返利")
    edited, reserve = editing.add_appropriation(edited, "公积金")
    assert [*editing.labels(edited), reserve] == [
        "dividend",
        "line-2",
        "line",
        "second_rebate",
        rebate,
        reserve,
    ]
    assert editing.fresh_id(edited, "line") == "line-3"


def test_a_line_is_replaced_in_its_place(scheme: Scheme) -> None:
    edited = three(scheme)
    renamed = replace(edited.tiers[1][0], label="按户")
    assert editing.replace_line(edited, renamed).tiers[1][0].label == "按户"
    assert editing.replace_line(edited, renamed).tiers[0] == edited.tiers[0]


def test_what_is_removed_is_taken_out_of_rebates_and_taxes(scheme: Scheme) -> None:
    taxed = editing.add_withholding(editing.add_line(scheme, 0, "按户")[0])
    assert taxed.withholding[0].lines == ("line", "dividend", "second_rebate")
    edited = editing.remove_line(taxed, "dividend")
    assert (shape(edited), edited.rebates) == ([["line"]], ())
    assert edited.withholding[0].lines == ("line",)


def test_the_last_line_takes_its_tier_and_the_tax_on_it_along(scheme: Scheme) -> None:
    assert editing.remove_line(editing.add_withholding(scheme), "dividend") == Scheme(())


def test_a_rebate_of_a_rebate_goes_with_it(scheme: Scheme) -> None:
    chained, part = editing.add_rebate(scheme, "C01", "三次返利")
    chained = editing.replace_rebate(chained, replace(chained.rebates[1], of_lines=("second_rebate",)))
    assert [rebate.id for rebate in chained.rebates] == ["second_rebate", part]
    assert editing.remove_rebate(chained, "second_rebate").rebates == ()


def test_a_line_moves_within_its_tier_and_over_its_edge(scheme: Scheme) -> None:
    edited = three(scheme)
    assert shape(edited) == [["dividend"], ["line-2", "line"]]
    down = editing.move_line(edited, "line-2", 1)
    assert shape(down) == [["dividend"], ["line", "line-2"]]
    up = editing.move_line(edited, "line-2", -1)
    assert shape(up) == [["dividend", "line-2"], ["line"]]
    assert shape(editing.move_line(edited, "dividend", 1)) == [["dividend", "line-2", "line"]]
    assert editing.move_line(edited, "dividend", -1) == edited
    assert editing.move_line(edited, "line", 1) == edited


def test_appropriations_and_taxes_are_added_changed_and_taken_away(scheme: Scheme) -> None:
    edited, part = editing.add_appropriation(scheme, "公积金")
    assert edited.appropriations[0].rate == ZERO
    tenth = replace(edited.appropriations[0], rate=Quantity(100_000))
    edited = editing.replace_appropriation(edited, tenth)
    assert edited.appropriations == (tenth,)
    assert editing.remove_appropriation(edited, part) == scheme
    taxed = editing.add_withholding(scheme)
    half = replace(taxed.withholding[0], rate=Quantity(100_000))
    assert editing.replace_withholding(taxed, 0, half).withholding == (half,)
    assert editing.remove_withholding(taxed, 0) == scheme


def test_tax_begins_on_dividends_and_leaves_what_goes_back_by_trade(scheme: Scheme) -> None:
    back, rest = Line("back", "盈余返还", Rest(), editing.BY_SHARES, patronage=True), scheme.tiers[0][0]
    taxed = editing.add_withholding(replace(scheme, tiers=((back,), (rest,))))
    assert taxed.withholding[0].lines == ("dividend", "second_rebate")
    assert editing.add_withholding(Scheme(((back,),))).withholding[0].lines == ("back",)


def test_a_line_that_is_not_there_is_not_found(scheme: Scheme) -> None:
    with pytest.raises(KeyError):
        editing.where(scheme, "nobody")


KINDS = ["line", "tier", "rebate", "tax", "remove", "up", "down"]
ACTS = st.lists(st.tuples(st.sampled_from(KINDS), st.integers(0, 9)))


@settings(max_examples=60, deadline=None)
@given(acts=ACTS)
def test_whatever_is_done_to_it_a_scheme_can_be_kept_and_read_again(
    facts: Facts, acts: list[tuple[str, int]]
) -> None:
    scheme = two_lines()
    for act, number in acts:
        scheme = done(scheme, act, number)
        if scheme.tiers:
            assert read_scheme(scheme_document(scheme), facts) == scheme


def done(scheme: Scheme, act: str, number: int) -> Scheme:
    parts = [*editing.labels(scheme)]
    lines = editing.line_ids(scheme)
    if act == "tier" or not lines:
        return editing.add_tier(scheme, "层")[0]
    if act == "line":
        return editing.add_line(scheme, number % len(scheme.tiers), "项")[0]
    if act == "rebate":
        return editing.add_rebate(scheme, "G01", "返利")[0]
    if act == "tax":
        return editing.add_withholding(scheme)
    if act == "remove":
        part = parts[number % len(parts)]
        return editing.remove_line(scheme, part) if part in lines else editing.remove_rebate(scheme, part)
    return editing.move_line(scheme, lines[number % len(lines)], 1 if act == "down" else -1)
