"""Whom the search box finds among the members."""

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from coopdesk.domain.text import fold
from coopdesk.services.ports import UnitOfWork
from coopdesk.services.values import Defect, SearchHit


def members(uow: UnitOfWork, text: str, limit: int) -> Sequence[SearchHit]:
    """By number, name, its readings in pinyin, or the last figures of an ID, an account or a telephone; then by whoever
    lives in a member's household."""
    found = list(uow.queries.search(text, limit))
    if len(found) < limit:
        there = {hit.number for hit in found}
        others = uow.households.search(text, limit - len(found))
        found += [hit for hit in others if hit.number not in there]
    return found


_READ_AT_ONCE = 1 << 16


def defects(uow: UnitOfWork, readings: Callable[[str], str]) -> Iterator[Defect]:
    """Members who would not be found by their name although the book says that all are."""
    if not uow.members.is_search_whole():
        return
    # Many members of a co-op have the same name.
    read_once = lru_cache(_READ_AT_ONCE)(readings)
    for number, name, folded, read in uow.members.search_rows():
        if folded != fold(name) or read != read_once(name):
            yield Defect("verify.search", {"member": number})
    for code, name, folded, read in uow.households.search_rows():
        if folded != fold(name) or read != read_once(name):
            yield Defect("verify.household_search", {"household": code})
