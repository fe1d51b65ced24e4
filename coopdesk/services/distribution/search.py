"""What the search box finds of papers that were handed out."""

from collections.abc import Sequence

from coopdesk.domain.errors import DomainError
from coopdesk.services.distribution.papers.slip_code import read_slip_code, slip_number
from coopdesk.services.ports import UnitOfWork
from coopdesk.services.values import Matched, SearchHit

_SHORTEST_CODE = 16
"""The first slips carried their number and eight letters of check code."""


def slips(uow: UnitOfWork, text: str, _limit: int) -> Sequence[SearchHit]:
    """Whose slip it is, by the number printed on it (2019-0003) or by its code as a scanner types it."""
    read = _read_slip(text)
    number = uow.plans.number_at(read[0], read[1] - 1) if read is not None else None
    member = uow.members.get(number) if number is not None else None
    if read is None or member is None:
        return ()
    return (SearchHit(member.number, member.name, member.kind, Matched.SLIP, shown=slip_number(*read)),)


def _read_slip(text: str) -> tuple[int, int] | None:
    """Year and place of a slip, None for what is neither a slip's number nor its code."""
    year, hyphen, place = text.partition("-")
    if hyphen and len(year) == 4 and len(place) <= 7 and year.isdecimal() and place.isdecimal():
        return int(year), int(place)
    if len(text) < _SHORTEST_CODE:
        return None
    try:
        read = read_slip_code(text)
    except DomainError:
        return None
    return (read.year, read.place) if read.year else None
