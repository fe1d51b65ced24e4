"""What is typed above a column of the member table, as a condition of a query.

Text is found anywhere in the cell; shares and dates may be compared: ``>3``, ``<=2019-12-20``. A kind is asked for by
its codes, as words are the surface's.
"""

import re
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Text, and_, cast, false, func, literal_column, or_

from coopdesk.domain.members.member import MemberState
from coopdesk.domain.quantity import DECIMALS, SCALE
from coopdesk.persistence.members.queries import belongs_on, contains
from coopdesk.persistence.members.tables import member_current
from coopdesk.services.filter_grammar import as_digits, comparison, plain

_NUMBER = re.compile(r"(\d{1,12})(?:\.(\d*))?", re.ASCII)
_c = member_current.c
_TEXTS: dict[str, ColumnElement[Any]] = {
    "number": _c.number,
    "name": _c.name,
    "group": _c.group_name,
    "identity": _c.identity,
    "account": _c.account,
    "phone": _c.phone,
}

_DIGITS = 30
_LARGEST = (1 << 63) - 1


def condition(key: str, typed: str, shares: ColumnElement[int], dialect: str) -> ColumnElement[bool]:
    """The condition for one column; what cannot match anything gives no rows. KeyError for a column not there."""
    text = plain(typed)
    if key == "shares":
        return _shares(as_digits(text), shares, dialect)
    if key == "joined":
        return _joined(text)
    if key == "kind":
        return or_(false(), *(cast(_c.kind, Text) == code for code in re.split(r"[\s,]+", text)))
    return contains(_TEXTS[key], text)


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


def _shares(text: str, shares: ColumnElement[int], dialect: str) -> ColumnElement[bool]:
    compared = comparison(text)
    if compared is None:
        return contains(_shown(shares, dialect), text)
    number = _NUMBER.fullmatch(compared.limit)
    if number is None:
        return false()
    decimals = (number[2] or "")[:DECIMALS].ljust(DECIMALS, "0")
    # A number beyond what a book can hold compares like the largest it could.
    wanted = min(int(number[1][:_DIGITS]) * SCALE + int(decimals), _LARGEST)
    test: ColumnElement[bool] = compared.test(shares, wanted)
    return test


def _shown(shares: ColumnElement[int], dialect: str) -> ColumnElement[str]:
    """Shares as their shortest decimal text, which is what a cell shows."""
    if dialect == "postgresql":
        return cast(func.trim_scale(shares / literal_column("1000000.0")), Text)
    digits = func.printf("%d.%06d", shares / literal_column(str(SCALE)), shares % SCALE)
    return func.rtrim(func.rtrim(digits, "0"), ".")


def _joined(text: str) -> ColumnElement[bool]:
    compared = comparison(text)
    if compared is None:
        return cast(_c.joined, Text).contains(text, autoescape=True)
    day = _day(compared.limit)
    test: ColumnElement[bool] = false() if day is None else compared.test(_c.joined, day)
    return test


def _day(text: str) -> date | None:
    """A day typed in any usual way; a month or a year alone is its first day."""
    digits = re.sub(r"\D", "", text)
    try:
        return date(int(digits[:4]), int(digits[4:6] or "1"), int(digits[6:8] or "1"))
    except ValueError:
        return None
