"""What is kept and shown of the member accounts."""

from dataclasses import dataclass
from datetime import date

from coopdesk.domain.members.account import Balances, Posting
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import Quantity


@dataclass(frozen=True, slots=True)
class NumberedPosting:
    """A posting with its running number; ``reverses`` and ``reversed_by`` name the other half of a 红字冲销."""

    number: int
    posting: Posting
    reverses: int | None = None
    reversed_by: int | None = None

    @property
    def is_live(self) -> bool:
        """Whether the posting stands: it was not reversed and reverses nothing."""
        return self.reverses is None and self.reversed_by is None


@dataclass(frozen=True, slots=True)
class KeptShares:
    """Shares that an entry of the register gave a member (below 0: took) and whose money the accounts hold.

    ``entry`` is its number.
    """

    member: str
    entry: int
    share_class: str
    shares: Quantity


@dataclass(frozen=True, slots=True)
class AccountMove:
    """One line of a member's account: what it changes in each column, and the ground it stands on.

    Of a posting (``posting``), or of an entry of the register whose shares count with their 每股出资额 (``operation``).
    """

    day: date
    change: Balances
    posting: NumberedPosting | None = None
    operation: int | None = None
    shares: Quantity | None = None
    """What an entry of the register moved, signed."""


@dataclass(frozen=True, slots=True)
class YearAccount:
    """The columns of one member's account that carry forward, over one year: opening, what changed, closing."""

    number: str
    year: int
    opening: Balances
    moves: tuple[AccountMove, ...]
    closing: Balances


NOTHING = Balances(*(Money(0) for _column in range(5)))
"""An account that holds nothing."""
