"""What is typed above a column of the member table, as a condition of a query.

How it is read stands in ``services/filter_grammar``, which tables in memory share; here it becomes SQL. A kind is asked
for by its codes, as words are the surface's.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Numeric,
    Text,
    and_,
    case,
    cast,
    false,
    func,
    literal_column,
    or_,
    true,
)

from coopdesk.domain.members.member import MemberState
from coopdesk.domain.quantity import SCALE
from coopdesk.persistence.members.queries import belongs_on, contains
from coopdesk.persistence.members.tables import member_current
from coopdesk.services.filter_grammar import Cells, Wanted, Within, Words, plain, read_filter

_c = member_current.c
_TEXTS: dict[str, ColumnElement[Any]] = {
    "number": _c.number,
    "name": _c.name,
    "group": _c.group_name,
    "identity": _c.identity,
    "account": _c.account,
    "phone": _c.phone,
}

_LARGEST = (1 << 63) - 1


def condition(key: str, typed: str, shares: ColumnElement[int], dialect: str) -> ColumnElement[bool]:
    """The condition for one column; what cannot match anything gives no rows. KeyError for a column not there."""
    if key in ("shares", "change"):
        return fits_shares(typed, shares, dialect)
    if key == "joined":
        return fits_day(typed, _c.joined)
    if key == "kind":
        return or_(false(), *(cast(_c.kind, Text) == code for code in re.split(r"[\s,]+", plain(typed))))
    return contains(_TEXTS[key], plain(typed))


def fits_shares(typed: str, shares: ColumnElement[int], dialect: str) -> ColumnElement[bool]:
    """What is typed above a column of shares (millionths): figures and bounds, or a part of what a cell shows."""
    return _fits(read_filter(typed, Cells.QUANTITY), shares, lambda: _shown(shares, dialect))


def fits_money(typed: str, amount: ColumnElement[Any], dialect: str) -> ColumnElement[bool]:
    """What is typed above a column of money (whole fen): sums and bounds, or a part of what a cell shows."""
    fen = cast(amount, BigInteger)
    return _fits(read_filter(typed, Cells.MONEY), fen, lambda: _shown_money(fen, dialect))


def fits_day(typed: str, day: ColumnElement[Any]) -> ColumnElement[bool]:
    """What is typed above a column of days: days and bounds, or a part of what a cell shows."""
    return _fits(read_filter(typed, Cells.DAY), day, lambda: cast(day, Text))


def standing(typed: str, day: date) -> ColumnElement[bool]:
    """Who is shown of the roll on a day: its members, or the states asked for by their codes."""
    codes = typed.split()
    tests = {
        MemberState.MEMBER.value: belongs_on(day),
        MemberState.ENDED.value: and_(_c.struck == "", _c.ended < day, _c.joined <= day),
        MemberState.STRUCK.value: _c.struck != "",
    }
    return (
        or_(false(), *(test for code, test in tests.items() if code in codes)) if codes else belongs_on(day)
    )


def _fits(
    wanted: Wanted, value: ColumnElement[Any], shown: Callable[[], ColumnElement[str]]
) -> ColumnElement[bool]:
    if isinstance(wanted, Words):
        return contains(shown(), wanted.text)
    if isinstance(wanted, Within):
        return and_(true(), *_bounds(wanted, value))
    return false()


def _bounds(wanted: Within, value: ColumnElement[Any]) -> Iterator[ColumnElement[bool]]:
    """The edges of what is wanted; figures past what a column can hold are told here, not by the database."""
    least, most = wanted.least, wanted.most
    if least is not None:
        yield false() if isinstance(least, int) and least > _LARGEST else value >= _held(least)
    if most is not None:
        yield false() if isinstance(most, int) and most < -_LARGEST else value <= _held(most)


def _held(limit: Any) -> Any:
    return max(min(limit, _LARGEST), -_LARGEST) if isinstance(limit, int) else limit


def _shown_money(fen: ColumnElement[int], dialect: str) -> ColumnElement[str]:
    """Yuan with two decimals, which is what a cell shows but for its separators."""
    if dialect == "postgresql":
        return cast(cast(fen, Numeric) / literal_column("100.00"), Text)
    return func.printf("%s%d.%02d", case((fen < 0, "-"), else_=""), func.abs(fen) / 100, func.abs(fen) % 100)


def _shown(shares: ColumnElement[int], dialect: str) -> ColumnElement[str]:
    """Shares as their shortest decimal text, which is what a cell shows."""
    if dialect == "postgresql":
        return cast(func.trim_scale(shares / literal_column("1000000.0")), Text)
    digits = func.printf("%d.%06d", shares / literal_column(str(SCALE)), shares % SCALE)
    return func.rtrim(func.rtrim(digits, "0"), ".")
