"""The search box: whoever and whatever is found by what a person types, scans or reads from a paper.

Each area brings a finder of its own; ``FINDERS`` lists them in the order of their answers. What names are found by is
a projection, made anew where a book was just brought up to date.
"""

from collections.abc import Callable, Sequence

from coopdesk.services.distribution.search import slips
from coopdesk.services.members.search import members
from coopdesk.services.ports import UnitOfWork
from coopdesk.services.values import SearchHit

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


FINDERS: tuple[Finder, ...] = (slips, members)
