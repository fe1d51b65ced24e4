"""Whether this PC's date can be right: a wrong one is taken over by every form that begins with today."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

DOUBTED = timedelta(days=2 * 366)
"""A book that nobody wrote to for longer than this is less likely than a clock that runs years ahead."""
FIRST_YEAR, LAST_YEAR = 2007, 2099
"""The law on co-operatives is of 2007; a clock whose battery is empty begins before it."""


class ClockFault(StrEnum):
    """What speaks against the date: entries of later days, none for years, or the year itself."""

    BEHIND = "behind"
    AHEAD = "ahead"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class ClockDoubt:
    """Why the date of ``today`` is doubted, beside the day of the book's ``newest`` entry."""

    fault: ClockFault
    today: date
    newest: date | None


def clock_doubt(today: date, newest: date | None) -> ClockDoubt | None:
    """What speaks against ``today``; None for nothing."""
    if newest is not None and today < newest:
        return ClockDoubt(ClockFault.BEHIND, today, newest)
    if not FIRST_YEAR <= today.year <= LAST_YEAR:
        return ClockDoubt(ClockFault.WRONG, today, newest)
    if newest is not None and today - newest > DOUBTED:
        return ClockDoubt(ClockFault.AHEAD, today, newest)
    return None
