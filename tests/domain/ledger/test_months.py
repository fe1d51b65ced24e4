"""Months of the fiscal year, their days and their neighbours."""

from datetime import date

import pytest

from coopdesk.domain.ledger.months import Month


@pytest.mark.parametrize(
    ("day", "number", "last", "before", "after"),
    [
        (date(2024, 1, 1), 202401, date(2024, 1, 31), Month(2023, 12), Month(2024, 2)),
        (date(2024, 2, 29), 202402, date(2024, 2, 29), Month(2024, 1), Month(2024, 3)),
        (date(2023, 12, 31), 202312, date(2023, 12, 31), Month(2023, 11), Month(2024, 1)),
    ],
)
def test_a_month_knows_its_days_and_its_neighbours(day, number, last, before, after):
    month = Month.of(day)
    assert (month.number, month.last_day, month.before, month.next) == (number, last, before, after)
    assert Month.from_number(number) == month
    assert month.first_day.day == 1
    assert month.is_last == (month.month == 12)
    assert str(month) == f"{day:%Y-%m}"
