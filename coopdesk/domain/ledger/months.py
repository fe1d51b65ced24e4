"""会计期间: the months of a fiscal year, which is the calendar year (会计制度), and what may be entered into one."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

_MONTHS = 12


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """One month of one year."""

    year: int
    month: int

    @classmethod
    def of(cls, day: date) -> "Month":
        """The month a day lies in."""
        return cls(day.year, day.month)

    @classmethod
    def from_number(cls, number: int) -> "Month":
        """The month written as one number, 202403 for March 2024."""
        return cls(*divmod(number, 100))

    @property
    def number(self) -> int:
        """The month as one number that sorts as time goes, 202403 for March 2024."""
        return self.year * 100 + self.month

    @property
    def first_day(self) -> date:
        """Its first day."""
        return date(self.year, self.month, 1)

    @property
    def last_day(self) -> date:
        """Its last day."""
        return self.next.first_day - timedelta(days=1)

    @property
    def next(self) -> "Month":
        """The month after."""
        return Month(self.year + self.month // _MONTHS, self.month % _MONTHS + 1)

    @property
    def before(self) -> "Month":
        """The month before."""
        return Month(self.year - (self.month == 1), self.month - 1 or _MONTHS)

    @property
    def is_last(self) -> bool:
        """Whether it ends the fiscal year."""
        return self.month == _MONTHS

    def __str__(self) -> str:
        """As messages carry it: ``2024-03``."""
        return f"{self.year:04d}-{self.month:02d}"


class MonthState(StrEnum):
    """开放, 暂停 (held for whoever looks the month through: nothing goes in), 已结账."""

    OPEN = "open"
    HELD = "held"
    CLOSED = "closed"
