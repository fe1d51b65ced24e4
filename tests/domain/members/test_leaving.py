"""By which day notice must be given, at which year's end it takes effect, and what is owed afterwards."""

from datetime import date

import pytest

from coopdesk.domain.errors import DomainError
from coopdesk.domain.members.leaving import Settlement, end_of_year, latest_notice, takes_effect
from coopdesk.domain.money import Money


@pytest.mark.parametrize(
    ("year", "months", "day"),
    [
        (2022, 3, date(2022, 9, 30)),
        (2022, 6, date(2022, 6, 30)),
        (2024, 10, date(2024, 2, 29)),
        (2022, 0, date(2022, 12, 31)),
        (2022, 12, date(2021, 12, 31)),
    ],
)
def test_notice_for_a_years_end_is_given_so_many_months_before(year: int, months: int, day: date) -> None:
    assert latest_notice(year, months) == day


def test_late_notice_takes_effect_a_year_later() -> None:
    assert takes_effect(date(2022, 9, 30), 3) == date(2022, 12, 31)
    assert takes_effect(date(2022, 10, 1), 3) == date(2023, 12, 31)
    assert takes_effect(date(2022, 7, 1), 6) == end_of_year(2023)


def yuan(text: str) -> Money:
    return Money.parse(text)


def test_capital_and_reserve_less_losses_and_the_last_years_own_surplus() -> None:
    made = Settlement(yuan("10000"), yuan("820.50"), yuan("1200"), yuan("300"), yuan("75.25"))
    assert (made.returned, made.borne, made.owed) == (yuan("10820.50"), yuan("1200"), yuan("9995.75"))


def test_nobody_bears_more_than_capital_and_reserve() -> None:
    made = Settlement(yuan("1000"), yuan("50"), yuan("5000"), refund=yuan("30"))
    assert (made.borne, made.owed) == (yuan("1050"), yuan("30"))


def test_no_part_of_a_settlement_is_below_nothing() -> None:
    with pytest.raises(DomainError) as refused:
        Settlement(losses=yuan("-1"))
    assert refused.value.code == "settlement.negative"
