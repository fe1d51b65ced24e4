"""A list of levels read as a tree: which entry belongs to which, and who stands before and after whom.

For outlines. Knows nothing of PDF.
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(slots=True)
class Item:
    """One entry by the places of others in the list, None for none.

    `before` and `after` have the same `parent`; `first` and `last` are the entries directly below this one, `within` is
    how many there are below it at all depths.
    """

    parent: int | None = None
    before: int | None = None
    after: int | None = None
    first: int | None = None
    last: int | None = None
    within: int = 0


def nested(levels: Sequence[int]) -> list[Item]:
    """The tree of entries of those levels, 1 the highest; one that skips a level belongs to the nearest above it."""
    items = [Item() for _level in levels]
    open_at: list[int] = []  # the entries the next one may belong to, from the top down
    last_top: int | None = None
    for place, level in enumerate(levels):
        while open_at and levels[open_at[-1]] >= level:
            open_at.pop()
        item = items[place]
        if open_at:
            item.parent = open_at[-1]
            above = items[item.parent]
            item.before, above.last = above.last, place
            if above.first is None:
                above.first = place
            for each in open_at:
                items[each].within += 1
        else:
            item.before, last_top = last_top, place
        if item.before is not None:
            items[item.before].after = place
        open_at.append(place)
    return items
