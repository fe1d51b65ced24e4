"""The share register: holdings as at any day, share-days and share-months, and what an entry may not do."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopdesk.domain.errors import DomainError
from coopdesk.domain.members.entry_kind import EntryKind
from coopdesk.domain.members.share_register import (
    ShareEntry,
    check_entry,
    check_never_negative,
    days_held,
    holdings_by_class,
    holdings_on,
    month_ends,
    months_held,
    reversal,
)
from coopdesk.domain.period import Period
from coopdesk.domain.quantity import Quantity

YEAR = Period(date(2020, 1, 1), date(2020, 12, 31))
SHARE = 1_000_000


def entry(day, shares, giver=None, taker=None, share_class="ordinary", kind=EntryKind.TRANSFER):
    return ShareEntry(date.fromisoformat(day), kind, Quantity(int(shares * SHARE)), giver, taker, share_class)


REGISTER = [
    entry("2019-02-18", 8, taker="甲"),
    entry("2019-02-18", 2, taker="乙", share_class="land"),
    entry("2020-07-01", 3, giver="甲", taker="乙"),
    entry("2020-12-31", 5, giver="甲"),
]


def test_a_holding_is_the_sum_of_entries_up_to_the_end_of_the_day():
    assert holdings_on(REGISTER, date(2019, 2, 17)) == {}
    assert holdings_on(REGISTER, date(2019, 2, 18)) == {"甲": 8 * SHARE, "乙": 2 * SHARE}
    assert holdings_on(REGISTER, date(2020, 7, 1)) == {"甲": 5 * SHARE, "乙": 5 * SHARE}


def test_who_holds_nothing_any_more_is_left_out():
    assert holdings_on(REGISTER, date(2020, 12, 31)) == {"乙": 5 * SHARE}


def test_classes_are_counted_as_asked():
    day = date(2020, 12, 1)
    assert holdings_on(REGISTER, day, ["land"]) == {"乙": 2 * SHARE}
    assert holdings_on(REGISTER, day, ("ordinary",)) == {"甲": 5 * SHARE, "乙": 3 * SHARE}
    assert holdings_on(REGISTER, day, []) == {}


def test_every_class_is_told_at_once():
    assert holdings_by_class(REGISTER, date(2019, 2, 17)) == {}
    assert holdings_by_class(REGISTER, date(2020, 12, 1)) == {
        ("甲", "ordinary"): 5 * SHARE,
        ("乙", "ordinary"): 3 * SHARE,
        ("乙", "land"): 2 * SHARE,
    }
    # Given away whole, a class is left out.
    assert ("甲", "ordinary") not in holdings_by_class(REGISTER, date(2020, 12, 31))


def weighed(entries, weigh):
    """Shares x weight of the entry's day by member, as plainly as it can be said."""
    held: Counter[str | None] = Counter()
    for each in entries:
        held[each.taker] += each.shares * weigh(each.day)
        held[each.giver] -= each.shares * weigh(each.day)
    return {member: units for member, units in held.items() if member and units}


def of_class(share_class):
    return [each for each in REGISTER if each.share_class == share_class]


def test_share_days_of_a_leap_year_count_the_day_of_the_entry_for_the_taker():
    days = weighed(of_class("ordinary"), days_held(YEAR))
    assert days == {"甲": (8 * 182 + 5 * 183) * SHARE, "乙": 3 * 184 * SHARE}
    assert sum(days.values()) == (8 * 365 + 3) * SHARE


def test_share_months_go_to_the_holder_at_the_end_of_the_months_last_day():
    months = weighed(of_class("ordinary"), months_held(YEAR))
    assert months == {"甲": (6 * 8 + 5 * 5) * SHARE, "乙": 6 * 3 * SHARE}


def test_only_months_whose_last_day_lies_in_the_period_count():
    assert month_ends(date(2020, 1, 31), date(2020, 3, 30)) == [date(2020, 1, 31), date(2020, 2, 29)]
    assert month_ends(date(2020, 2, 1), date(2020, 2, 28)) == []
    assert month_ends(date(9999, 11, 30), date(9999, 12, 31)) == [date(9999, 11, 30), date(9999, 12, 31)]
    assert weighed(REGISTER, months_held(Period(date(2020, 2, 1), date(2020, 2, 28)))) == {}


moves = st.lists(
    st.tuples(st.integers(0, 40), st.integers(1, 9), st.sampled_from("甲乙丙"), st.sampled_from("甲乙丙")),
    max_size=12,
)


def register_of(drawn):
    """Whoever gives has got the shares on the first day, so nobody falls below 0."""
    first = date(2020, 1, 1)
    opening = [entry("2020-01-01", shares, taker=giver) for _day, shares, giver, _taker in drawn]
    rest = [
        ShareEntry(first + timedelta(day), EntryKind.TRANSFER, Quantity(shares * SHARE), giver, taker)
        for day, shares, giver, taker in drawn
        if giver != taker
    ]
    return opening + rest


@given(moves, st.randoms(use_true_random=False))
def test_share_days_are_the_holdings_of_every_day_added_up_in_any_order_of_entries(drawn, random):
    entries = register_of(drawn)
    period = Period(date(2020, 1, 10), date(2020, 2, 5))
    expected: dict[str, int] = {}
    for offset in range((period.end - period.start).days + 1):
        for member, shares in holdings_on(entries, period.start + timedelta(offset)).items():
            expected[member] = expected.get(member, 0) + shares
    random.shuffle(entries)
    assert weighed(entries, days_held(period)) == expected


@given(moves)
def test_holdings_are_never_negative_and_their_sum_is_what_was_allotted(drawn):
    entries = register_of(drawn)
    check_never_negative(entries)
    for day in {each.day for each in entries}:
        held = holdings_on(entries, day)
        assert all(shares > 0 for shares in held.values())
        assert sum(held.values()) == sum(shares * SHARE for _day, shares, _giver, _taker in drawn)


@pytest.mark.parametrize(
    ("code", "bad"),
    [
        ("register.no_party", entry("2020-01-01", 1)),
        ("register.same_party", entry("2020-01-01", 1, giver="甲", taker="甲")),
        ("register.shares_not_positive", entry("2020-01-01", 0, taker="甲")),
        ("register.shares_not_positive", entry("2020-01-01", -2, giver="甲", taker="乙")),
    ],
)
def test_an_entry_that_moves_nothing_is_refused(code, bad):
    with pytest.raises(DomainError) as caught:
        check_entry(bad)
    assert caught.value.code == code


def test_an_entry_with_a_giver_or_a_taker_or_both_is_good():
    for good in REGISTER:
        check_entry(good)


def below(entries):
    with pytest.raises(DomainError) as caught:
        check_never_negative(entries)
    assert caught.value.code == "register.below_zero"
    return caught.value.params


def test_the_first_day_below_zero_is_named_with_member_class_and_what_is_missing():
    later = [*REGISTER, entry("2021-05-01", 9, giver="甲"), entry("2020-08-01", 6, giver="乙")]
    assert below(later) == {
        "member": "乙",
        "day": date(2020, 8, 1),
        "share_class": "ordinary",
        "shares": -3 * SHARE,
    }


def test_shares_of_one_class_do_not_cover_another():
    assert below([*REGISTER, entry("2020-08-01", 3, giver="乙", share_class="land")])["share_class"] == "land"


def test_entries_of_one_day_count_together():
    check_never_negative([entry("2020-01-01", 1, giver="甲", taker="乙"), entry("2020-01-01", 1, taker="甲")])
    check_never_negative([])


def test_a_million_allotments_need_no_sum(monkeypatch):
    monkeypatch.setattr("coopdesk.domain.members.share_register._moves_of", lambda *_: pytest.fail("summed"))
    check_never_negative([entry("2020-01-01", 1, taker=str(number)) for number in range(1000)])


def test_a_reversal_is_the_opposite_entry_and_leaves_the_holdings_as_they_were():
    wrong = replace(REGISTER[2], document="转让协议 7")
    undone = reversal(wrong, wrong.day, "冲字 1", "笔误")
    assert (undone.giver, undone.taker, undone.shares) == ("乙", "甲", 3 * SHARE)
    assert (undone.kind, undone.document, undone.note) == (EntryKind.ADJUSTMENT, "冲字 1", "笔误")
    with_both = [*REGISTER[:2], wrong, undone]
    assert holdings_on(with_both, date(2021, 1, 1)) == holdings_on(REGISTER[:2], date(2021, 1, 1))
    assert reversal(reversal(wrong, wrong.day), wrong.day).giver == wrong.giver


def test_a_reversal_cannot_come_before_what_it_reverses():
    with pytest.raises(DomainError, match="reversal_before_entry"):
        reversal(REGISTER[2], date(2020, 6, 30))
