"""What may be typed above a column: words found anywhere in the cell, a comparison such as `>3.5万`, a day or a month.

The one grammar of every filter: tables in memory and in the book read here what was typed, and differ only in how they
look. Figures and days are read as in every field (`domain/typed`). Pure text to values; knows no column, no SQL and no
widget.
"""

import re
import unicodedata
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto
from fractions import Fraction
from math import ceil, floor
from typing import Any

from coopdesk.domain.errors import DomainError
from coopdesk.domain.quantity import ONE
from coopdesk.domain.typed import exact_rate, read_date, read_money, read_quantity, read_whole

LONGEST = 200
"""Nothing is called by a page of text: what is typed beyond so many characters is not looked for."""

_HUNDRED = 100
_COMPARISON = re.compile(r"(>=|<=|≥|≤|=|>|<)\s*(.+)")
_AS_SHOWN = re.compile(r"[-+\d,.%]*", re.ASCII)
_MONTH = re.compile(r"(\d{4})\s*[-./年、]\s*(\d{1,2})\s*月?|(\d{4})(\d{2})", re.ASCII)
_YEAR = re.compile(r"(\d{4})\s*年?", re.ASCII)
_OF_ANY_YEAR = re.compile(r"(\d{1,2})\s*月(?:\s*(\d{1,2})\s*[日号]?)?", re.ASCII)
_PART_OF_A_MONTH = re.compile(r"\d{4}-[01]", re.ASCII)
"""What may go on to a month of two digits; no month goes on from `2019-3`."""


class Cells(Enum):
    """What the cells of a column hold, which says how a filter above it is read."""

    TEXT = auto()
    MONEY = auto()
    """Whole fen; typed in yuan."""
    QUANTITY = auto()
    """Whole millionths; typed in shares, mu and the like."""
    NUMBER = auto()
    """Whole things, as people or votes."""
    PERCENT = auto()
    """Whole millionths, shown and typed in percent."""
    DAY = auto()


@dataclass(frozen=True, slots=True)
class Words:
    """Text to be found anywhere in what the cell shows, whatever its case; of figures, without their separators."""

    text: str


@dataclass(frozen=True, slots=True)
class Within:
    """Values of the cell (whole units or days) from `least` to `most`, both among them; None where one side is open."""

    least: Any = None
    most: Any = None

    def holds(self, value: Any) -> bool:
        """Whether a value lies within; a cell without one never does."""
        if value is None:
            return False
        return (self.least is None or value >= self.least) and (self.most is None or value <= self.most)


Wanted = Words | Within | None
"""What a filter asks for; None for what no cell can be, as `>many` above a figure."""


def read_filter(typed: str, cells: Cells = Cells.TEXT) -> Wanted:
    """What was typed above a column of such cells; never raises.

    Above figures `3` finds every figure with a 3 in it, `3.5万` or `8股` just that figure, `>=3.5万` what it says.
    Above days `2019年12月` and `2019-12` find that month, `20191220` that day, `12月` every December; a month or a year
    that is compared counts whole, so `<=2019` holds its last day and `>2019` begins after it.
    """
    text = plain(typed)
    compared = _COMPARISON.fullmatch(text)
    if cells is Cells.TEXT:
        return Words(text.casefold())
    if cells is Cells.DAY:
        return _of_days(text) if compared is None else _days_compared(compared[1], compared[2])
    read = _READERS[cells]
    if compared is not None:
        return _figures_compared(compared[1], _read(read, compared[2]))
    figure = None if _AS_SHOWN.fullmatch(text) else _read(read, text)
    return Words(as_digits(text.casefold())) if figure is None else _figures_compared("=", figure)


def plain(typed: str) -> str:
    """What was typed in one form: half width, a plain minus sign, nothing that no book can hold; never raises."""
    sound = typed[:LONGEST].encode("utf-8", "ignore").decode("utf-8").replace("\0", "")
    return unicodedata.normalize("NFKC", sound).strip().replace("−", "-")


def as_digits(text: str) -> str:
    """A figure as it is looked for among shown figures: without separators, and with a plain minus sign."""
    return text.replace(",", "").replace("−", "-")


def _percent(typed: str) -> Fraction:
    """Millionths of a rate, which may be more than 100 % and less than 0 where figures are compared."""
    try:
        return Fraction(read_quantity(typed.removesuffix("%"), ()), _HUNDRED)
    except DomainError:
        return exact_rate(typed) * ONE


_READERS: dict[Cells, Callable[[str], Fraction | int]] = {
    Cells.MONEY: lambda typed: read_money(typed).fen,
    Cells.QUANTITY: read_quantity,
    Cells.NUMBER: read_whole,
    Cells.PERCENT: _percent,
}


def _read(read: Callable[[str], Fraction | int], typed: str) -> Fraction | None:
    try:
        return Fraction(read(typed))
    except DomainError:
        return None


def _figures_compared(sign: str, limit: Fraction | None) -> Within | None:
    """The whole units that compare so with a limit, which may lie between two of them."""
    if limit is None:
        return None
    below, above = floor(limit), ceil(limit)
    if sign == "=":
        return Within(below, above) if below == above else None
    if sign.startswith((">", "≥")):
        return Within(least=below + 1 if sign == ">" else above)
    return Within(most=above - 1 if sign == "<" else below)


def _days_compared(sign: str, typed: str) -> Within | None:
    span = _span(typed.strip())
    if span is None:
        return None
    first, last = span
    if sign == "=":
        return Within(first, last)
    if sign in (">", "<"):
        edge = last.toordinal() + 1 if sign == ">" else first.toordinal() - 1
        if not date.min.toordinal() <= edge <= date.max.toordinal():
            return None
        day = date.fromordinal(edge)
        return Within(least=day) if sign == ">" else Within(most=day)
    return Within(least=first) if sign in (">=", "≥") else Within(most=last)


def _of_days(text: str) -> Words | Within:
    """Days without a sign: `2019-1` may be on its way to October and is looked for as it stands; `2019-3` is March."""
    span = None if _PART_OF_A_MONTH.fullmatch(text) else _span(text)
    if span is not None:
        return Within(*span)
    every_year = _OF_ANY_YEAR.fullmatch(text)
    if every_year is not None:
        month, day = every_year.groups()
        return Words(f"-{int(month):02d}-" + ("" if day is None else f"{int(day):02d}"))
    return Words(text.casefold())


def _span(typed: str) -> tuple[date, date] | None:
    """First and last day of a day, a month or a year, typed in any usual way; None for anything else."""
    try:
        day = read_date(typed)
    except DomainError:
        month, year = _MONTH.fullmatch(typed), _YEAR.fullmatch(typed)
    else:
        return day, day
    try:
        if month is not None:
            begins = date(int(month[1] or month[3]), int(month[2] or month[4]), 1)
            return begins, begins.replace(day=monthrange(begins.year, begins.month)[1])
        return None if year is None else (date(int(year[1]), 1, 1), date(int(year[1]), 12, 31))
    except ValueError:
        return None
