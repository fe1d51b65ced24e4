"""The drafts last read, kept as long as the book is open; what a draft is made of is loaded with the first of them."""

from collections import OrderedDict
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coopdesk.services.distribution.plan import Draft

_KEPT = 3


class DraftCache:
    """The drafts last read. A stored draft never changes, and one of a large book takes a second to read."""

    def __init__(self) -> None:
        self._drafts: OrderedDict[int, Draft] = OrderedDict()

    def get(self, plan_id: int, read: "Callable[[], Draft]") -> "Draft":
        """The draft of a plan, read now unless it is here."""
        if plan_id not in self._drafts:
            self._drafts[plan_id] = read()
            if len(self._drafts) > _KEPT:
                self._drafts.popitem(last=False)
        return self._drafts[plan_id]
