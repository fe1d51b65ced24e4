"""What was distributed before the book: sums that can be, and years of which nothing is told."""

from datetime import date

import pytest

from coopdesk.domain.errors import DomainError
from coopdesk.domain.members.past import PastShare, PastYear
from coopdesk.domain.money import Money


def test_both_sums_of_a_line_are_one_amount_and_none_is_below_nothing() -> None:
    share = PastShare("F01", 2021, Money(150), Money(1_000))
    share.check()
    assert share.amount == Money(1_150)
    for wrong in (PastShare("F01", 2021, Money(-1)), PastShare("F01", 2021, dividend=Money(-1))):
        with pytest.raises(DomainError) as caught:
            wrong.check()
        assert caught.value.code == "past.below_nothing"


def test_no_year_gave_out_more_than_there_was() -> None:
    PastYear(2021, Money(1_000), Money(400), Money(600)).check()
    PastYear(2021, None, Money(400), Money(600)).check()
    PastYear(2021, Money(1_000)).check()
    with pytest.raises(DomainError) as caught:
        PastYear(2021, Money(1_000), Money(400), Money(601)).check()
    assert caught.value.code == "past.too_much"
    with pytest.raises(DomainError) as caught:
        PastYear(2021, dividend=Money(-1)).check()
    assert caught.value.code == "past.below_nothing"


def test_a_year_of_which_nothing_is_told_is_empty() -> None:
    assert PastYear(2021).is_empty
    assert not PastYear(2021, refund=Money(0)).is_empty
    assert not PastYear(2021, paid_on=date(2022, 1, 5)).is_empty
