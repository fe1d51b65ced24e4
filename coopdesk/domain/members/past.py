"""What was distributed before the book was begun (建账前的分配): told by member and year, and by year as a whole.

It is repeated as the books kept until then say it. Nothing of it was resolved or paid out of this book, so no
distribution of the book counts it.
"""

from dataclasses import dataclass
from datetime import date

from coopdesk.domain.errors import DomainError
from coopdesk.domain.money import Money

TOGETHER = 0
"""In place of a year: several years of before in one sum (历年累计), where nobody tells them apart any more."""


@dataclass(frozen=True, slots=True)
class PastShare:
    """What a member got of a year before the book: 盈余返还 and 剩余盈余分配; nothing of either takes the line away."""

    member: str
    year: int
    refund: Money = Money(0)
    dividend: Money = Money(0)
    document: str = ""

    @property
    def amount(self) -> Money:
        """Both together."""
        return self.refund + self.dividend

    def check(self) -> None:
        """Raise ``past.below_nothing`` for a sum below 0."""
        for amount in (self.refund, self.dividend):
            if amount.fen < 0:
                raise DomainError("past.below_nothing", amount=amount)


@dataclass(frozen=True, slots=True)
class PastYear:
    """The head figures of a year before the book; None and empty where they are not known any more.

    ``distributable`` is 可分配盈余, ``refund`` and ``dividend`` what was distributed of it by trade and otherwise.
    """

    year: int
    distributable: Money | None = None
    refund: Money | None = None
    dividend: Money | None = None
    resolution: str = ""
    paid_on: date | None = None
    document: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing is told of the year."""
        return self == PastYear(self.year)

    def check(self) -> None:
        """Raise ``past.below_nothing`` for a sum below 0, ``past.too_much`` where more was distributed than there
        was."""
        for amount in (self.distributable, self.refund, self.dividend):
            if amount is not None and amount.fen < 0:
                raise DomainError("past.below_nothing", amount=amount)
        shared = (self.refund or Money(0)) + (self.dividend or Money(0))
        if self.distributable is not None and shared.fen > self.distributable.fen:
            raise DomainError(
                "past.too_much", year=self.year, shared=shared, distributable=self.distributable
            )


@dataclass(frozen=True, slots=True)
class PastSums:
    """What the members' lines of a year come to, and of how many members."""

    members: int
    refund: Money
    dividend: Money
