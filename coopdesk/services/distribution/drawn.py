"""What of the sums a year drew before anything was divided is reserve (公积金), the members' own."""

from collections.abc import Iterable

from coopdesk.domain.distribution.reserve import is_reserve
from coopdesk.domain.money import Money


def drawn_reserve(appropriations: Iterable[tuple[str, Money]]) -> Money:
    """What of the drawn sums, by label, is reserve."""
    return Money(sum(amount.fen for label, amount in appropriations if is_reserve(label)))
