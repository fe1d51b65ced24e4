"""年末未分配盈余: what a year leaves to the next, and the parts it is made of.

One figure for the page, the home page, the notice and the next year's opening, so that they cannot differ.
"""

from dataclasses import dataclass

from coopdesk.domain.distribution.surplus import Surplus
from coopdesk.domain.money import Money

_NOTHING = Money(0)


@dataclass(frozen=True, slots=True)
class Carried:
    """结转下年, yuan: what is left of the distributable surplus, of the opening balance, and of an earlier loss.

    ``opening`` is what was not taken in, ``loss`` what was not made good (0 or negative; the other two 0 or positive).
    """

    leftover: Money = _NOTHING
    opening: Money = _NOTHING
    loss: Money = _NOTHING

    @property
    def total(self) -> Money:
        """The next year's opening balance; negative for an uncovered loss."""
        return self.leftover + self.opening + self.loss


def carried_on(
    surplus: Surplus, appropriated: Money, loss_made_good: Money, distributable: Money, leftover: Money
) -> Carried:
    """What a distribution leaves to the next year (Art. 44 divides only what ``distributable`` says).

    Whether the opening balance was taken in shows in ``distributable``, so that frozen figures suffice.
    """
    own = surplus.current_year - loss_made_good - appropriated + surplus.transfers_in
    return Carried(
        leftover=leftover,
        opening=max(surplus.opening, _NOTHING) - (distributable - own),
        loss=min(surplus.opening, _NOTHING) + loss_made_good,
    )
