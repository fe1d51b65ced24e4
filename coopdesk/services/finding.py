"""The search box: whoever and whatever is found by what a person types, scans or reads from a paper.

Each area brings a finder of its own; ``FINDERS`` lists them in the order of their answers. What names are found by is
a projection, made anew where a book was just brought up to date.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from coopdesk.domain.errors import DomainError
from coopdesk.domain.text import fold
from coopdesk.services.papers.slip_code import read_slip_code, slip_number
from coopdesk.services.ports import UnitOfWork
from coopdesk.services.values import Defect, Matched, SearchHit

_SHORTEST_CODE = 16
"""The first slips carried their number and eight letters of check code."""

Finder = Callable[[UnitOfWork, str, int], Sequence[SearchHit]]


def find(uow: UnitOfWork, text: str, limit: int) -> Sequence[SearchHit]:
    """What every area finds, at most ``limit`` in all; nothing for nothing typed."""
    found: list[SearchHit] = []
    if not text.strip():
        return ()
    for finder in FINDERS:
        if len(found) < limit:
            found += finder(uow, text.strip(), limit - len(found))
    return tuple(found)


def members(uow: UnitOfWork, text: str, limit: int) -> Sequence[SearchHit]:
    """By number, name, its readings in pinyin, or the last figures of an ID, an account or a telephone."""
    return uow.queries.search(text, limit)


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
    if hyphen and len(year) == 4 and len(place) <= 7 and (year + place).isdecimal():
        return int(year), int(place)
    if len(text) < _SHORTEST_CODE:
        return None
    try:
        read = read_slip_code(text)
    except DomainError:
        return None
    return (read.year, read.place) if read.year else None


_READ_AT_ONCE = 1 << 16
FINDERS: tuple[Finder, ...] = (slips, members)


def defects(uow: UnitOfWork, readings: Callable[[str], str]) -> Iterator[Defect]:
    """Members who would not be found by their name although the book says that all are."""
    if not uow.members.is_search_whole():
        return
    # Many members of a co-op have the same name.
    read_once = lru_cache(_READ_AT_ONCE)(readings)
    for number, name, folded, read in uow.members.search_rows():
        if folded != fold(name) or read != read_once(name):
            yield Defect("verify.search", {"member": number})
