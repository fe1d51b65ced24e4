"""What no command may hold, whoever sends it: days and years beyond 1900…2100, sums, counts and texts beyond all use.

Forms check what is typed; this checks every command once more, so that nothing gets in by another way than a form.
"""

from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from typing import Any

from coopdesk.domain.errors import DomainError
from coopdesk.domain.money import Money

FIRST_YEAR, LAST_YEAR = 1900, 2100
LONGEST_TEXT = 500
"""Characters of any one text: an address or a reason of several sentences."""
MOST_FEN = 10**14
"""Sums lie below 10^12 yuan (domain rule 6.6)."""
MOST_PEOPLE = 10_000_000
MOST_UNITS = 10**18
"""Millionths of anything counted; what fits 64 bits with room for sums."""


IN_BULK = {"journal": False, "limits": False}
"""Metadata of a field of so many values that whoever makes them keeps them within bounds, and the journal hashes the
facts they become."""


def check_limits(command: object) -> None:
    """Raise ``limits.day``, ``.year``, ``.amount``, ``.count`` or ``.text`` for the first value out of bounds."""
    _check(command, "")


def _check(value: Any, name: str) -> None:
    """One value, or every value inside; ``name`` is that of the field it stands in."""
    match value:
        case None | bool():
            return
        case str():
            _check_text(value)
        case date():
            if not FIRST_YEAR <= value.year <= LAST_YEAR:
                raise DomainError("limits.day", day=value.isoformat())
        case int():
            _check_whole(name, value)
        case Money():
            if abs(value.fen) >= MOST_FEN:
                raise DomainError("limits.amount", amount=value)
        case tuple() | list() | frozenset():
            for each in value:
                _check(each, name)
        case _:
            kind: Any = type(value)
            for field in _names(kind):
                _check(getattr(value, field), field)


@cache
def _names(kind: Any) -> tuple[str, ...]:
    """The fields of a class of ours; none of any other."""
    if not is_dataclass(kind):
        return ()
    return tuple(field.name for field in fields(kind) if field.metadata.get("limits", True))


def _check_text(text: str) -> None:
    if len(text) > LONGEST_TEXT:
        raise DomainError("limits.text", length=len(text), most=LONGEST_TEXT, start=text[:20])


def _check_whole(name: str, value: int) -> None:
    if name == "year" and not FIRST_YEAR <= value <= LAST_YEAR:
        raise DomainError("limits.year", year=value)
    most = MOST_PEOPLE if name in ("members", "present", "votes_for") else MOST_UNITS
    if abs(value) > most:
        raise DomainError("limits.count", value=value, most=most)
