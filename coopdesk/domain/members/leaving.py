"""The end of a membership (Art. 25, 26, 28): by which day notice must be given, when it takes effect, what is owed.

A fiscal year is the calendar year (会计制度). What is owed follows from Art. 28 and, in Chongqing, Art. 13 and 14 of
the measures: shares of subsidies and donations are never paid out.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from coopdesk.domain.errors import DomainError
from coopdesk.domain.money import Money

_NOTHING = Money(0)
MONTHS_PERSONS = 3
"""Months before the year's end by which a person gives notice (Art. 25); the charter may say otherwise."""
MONTHS_ORGANISATIONS = 6
"""The same for enterprises, institutions and social organisations."""
MOST_MONTHS = 12
_MONTHS = 12


def end_of_year(year: int) -> date:
    """The last day of a fiscal year, on which a membership ends that is given up (Art. 25)."""
    return date(year, _MONTHS, 31)


def latest_notice(year: int, months: int) -> date:
    """The last day on which notice can be given for the end of that year, so many months (0 to 12) before it.

    Three months before the end of 2022 is 30 September 2022.
    """
    month = _MONTHS - months
    if month == 0:
        return end_of_year(year - 1)
    return date(year, month, monthrange(year, month)[1])


def takes_effect(notice: date, months: int) -> date:
    """The year's end at which a membership ends after notice of that day: this year's, or the next if it is late."""
    in_time = notice <= latest_notice(notice.year, months)
    return end_of_year(notice.year if in_time else notice.year + 1)


@dataclass(frozen=True, slots=True)
class Settlement:
    """退社结算 (Art. 28), yuan: what the account holds at the end, what is borne of losses, what the last year brought.

    ``losses`` are the member's part of losses and debts of before the end by the charter; ``refund`` (盈余返还) and
    ``dividend`` (剩余盈余分配) those of the final year, nothing until its distribution is resolved. Raises
    ``settlement.negative`` for a figure below 0.
    """

    capital: Money = _NOTHING
    reserve: Money = _NOTHING
    losses: Money = _NOTHING
    refund: Money = _NOTHING
    dividend: Money = _NOTHING

    def __post_init__(self) -> None:
        for name in ("capital", "reserve", "losses", "refund", "dividend"):
            amount: Money = getattr(self, name)
            if amount.fen < 0:
                raise DomainError("settlement.negative", amount=amount)

    @property
    def returned(self) -> Money:
        """Capital and reserve share that the co-op gives back."""
        return self.capital + self.reserve

    @property
    def borne(self) -> Money:
        """What is taken off for losses and debts: never more than capital and reserve share (Art. 6)."""
        return min(self.losses, self.returned, key=lambda amount: amount.fen)

    @property
    def owed(self) -> Money:
        """What the co-op owes the one who left."""
        return self.returned - self.borne + self.refund + self.dividend
