"""What the use cases need a book to keep of the member accounts, as a Protocol."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Protocol

from coopdesk.domain.members.account import AccountCause, AccountColumn, AccountEntry, Balances, Posting
from coopdesk.services.members.account_values import KeptShares, NumberedPosting


class AccountStore(Protocol):
    """Postings to the member accounts; they are appended and numbered from 1."""

    def append(self, posting: Posting, reverses: int | None = None) -> int:
        """Append a posting, of one entry or of a hundred thousand; its number.

        ``reverses`` is the number of the posting it takes back. ``member.unknown`` for who is not on the roll.
        """

    def get(self, number: int) -> NumberedPosting | None:
        """A posting by number with all its entries; None where there is none."""

    def of_member(self, number: str) -> Sequence[NumberedPosting]:
        """The postings that concern a member in order of day and number, each with that member's entries only."""

    def between(self, first: date, last: date) -> Iterable[NumberedPosting]:
        """The postings whose day lies between these, both included, whole and in order of day and number."""

    def of_operation(self, operation: int) -> Sequence[tuple[date, AccountEntry]]:
        """All entries that are the money of an entry of the register, with the day they count from."""

    def postings(self, limit: int = 200) -> Sequence[NumberedPosting]:
        """The newest postings first, without their entries."""

    def live(self, cause: AccountCause, year: int) -> Sequence[int]:
        """The postings of a cause and fiscal year that stand: not reversed, and reversing nothing."""

    def balances(self, until: date, before: int | None = None) -> Mapping[str, Balances]:
        """The sums of all entries up to and including a day, by member number in register order.

        With ``before`` reserve quantified from that fiscal year or a later one does not count.
        """

    def kept_shares(self, until: date) -> Iterable[KeptShares]:
        """The shares moved by entries of the register up to a day whose money the accounts hold, member by member."""

    def below_zero(self, posting: int | None = None) -> Sequence[tuple[str, AccountColumn, date, int]]:
        """Accounts whose entries of a column add up to less than nothing at the end of a day: member, column, day, fen.

        The columns of capital are left out, which shares count for too. ``posting`` asks only for members it concerns.
        """
