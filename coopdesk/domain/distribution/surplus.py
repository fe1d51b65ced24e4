"""The surplus of a year and what comes to it: what a distribution begins with, and what the home page asks first."""

from dataclasses import dataclass

from coopdesk.domain.money import Money


@dataclass(frozen=True, slots=True)
class Surplus:
    """The year's surplus, last year's undistributed surplus (negative: uncovered loss) and transfers in, yuan."""

    current_year: Money
    opening: Money = Money(0)
    transfers_in: Money = Money(0)


def is_loss_year(surplus: Surplus) -> bool:
    """Whether nothing of the year's own surplus is left to distribute after earlier losses are made good (Art. 44)."""
    return surplus.current_year.fen + min(surplus.opening.fen, 0) <= 0
