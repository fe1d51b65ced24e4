"""Quorum and majorities of Art. 30, by the figures of the model co-operative and by property."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopdesk.domain.distribution.resolution import Resolution, ordinary_majority, quorum
from coopdesk.domain.errors import DomainError

counts = st.integers(1, 10**6)


def resolution(members=22, present=22, votes_for=22, number="2019-1"):
    return Resolution(number, date(2019, 12, 18), members, present, votes_for)


def test_twenty_two_members_need_15_present_and_12_votes():
    assert (quorum(22), ordinary_majority(22)) == (15, 12)


@given(counts)
def test_the_quorum_is_the_least_number_of_two_thirds_or_more(members):
    assert quorum(members) - 1 < Fraction(2 * members, 3) <= quorum(members)


@given(counts)
def test_the_majority_is_the_least_number_above_half(votes):
    assert ordinary_majority(votes) - 1 <= Fraction(votes, 2) < ordinary_majority(votes)


@pytest.mark.parametrize(("present", "votes_for"), [(22, 22), (15, 12), (15, 15), (20, 12)])
def test_a_resolution_that_meets_art_30_stands(present, votes_for):
    resolution(present=present, votes_for=votes_for).check()


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"present": 14, "votes_for": 14}, "meeting.no_quorum"),
        ({"present": 15, "votes_for": 11}, "meeting.no_majority"),
        ({"present": 23}, "meeting.impossible"),
        ({"present": 15, "votes_for": 16}, "meeting.impossible"),
        ({"votes_for": -1}, "meeting.impossible"),
        ({"members": 0, "present": 0, "votes_for": 0}, "meeting.impossible"),
        ({"number": "  "}, "meeting.no_number"),
    ],
)
def test_a_resolution_that_misses_art_30_is_refused(wrong, code):
    with pytest.raises(DomainError) as refusal:
        resolution(**wrong).check()
    assert refusal.value.code == code


def test_the_refusal_says_how_many_were_needed():
    with pytest.raises(DomainError) as refusal:
        resolution(present=14, votes_for=14).check()
    assert refusal.value.params == {"present": 14, "needed": 15, "members": 22}


@pytest.mark.parametrize(
    ("extra", "votes_for", "code"),
    [
        (4, 13, None),
        (4, 12, "meeting.no_majority"),
        (5, 20, "meeting.extra_votes"),
        (-1, 20, "meeting.extra_votes"),
    ],
)
def test_additional_votes_count_in_the_majority_and_stay_within_a_fifth(
    extra: int, votes_for: int, code: str | None
) -> None:
    """22 members: quorum 15, additional votes at most 4 (Art. 22); of 26 votes 14 are more than half."""
    resolution = Resolution("1", date(2020, 1, 10), 22, 22, votes_for + (code is None), extra)
    if code is None:
        resolution.check()
        return
    with pytest.raises(DomainError) as refused:
        resolution.check()
    assert refused.value.code == code
