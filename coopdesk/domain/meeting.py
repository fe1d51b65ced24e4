"""The members' general meeting (成员大会): who must come and how many must agree (Art. 30 of the co-operatives law).

Majorities are counted of all votes, not of those present. Nothing here knows invitations or minutes.
"""

from dataclasses import dataclass
from datetime import date

from coopdesk.domain.errors import DomainError


def quorum(members: int) -> int:
    """Members that must be present: two thirds of all, rounded up (Art. 30)."""
    return -(-2 * members // 3)


def ordinary_majority(votes: int) -> int:
    """Votes an ordinary resolution needs: more than half of all votes (Art. 30)."""
    return votes // 2 + 1


def special_majority(votes: int) -> int:
    """Votes needed to change the charter, merge, split or dissolve: two thirds of all votes (Art. 30)."""
    return -(-2 * votes // 3)


@dataclass(frozen=True, slots=True)
class Resolution:
    """An ordinary resolution (决议) as the minutes record it; every member has one vote (Art. 22)."""

    number: str
    day: date
    members: int
    present: int
    votes_for: int

    def check(self) -> None:
        """Raise unless the meeting could resolve and did.

        ``meeting.no_number`` for a blank number, ``meeting.impossible`` for figures that cannot be,
        ``meeting.no_quorum`` and ``meeting.no_majority`` by Art. 30.
        """
        if not self.number.strip():
            raise DomainError("meeting.no_number")
        self._check_possible()
        needed = quorum(self.members)
        if self.present < needed:
            raise DomainError("meeting.no_quorum", present=self.present, needed=needed, members=self.members)
        needed = ordinary_majority(self.members)
        if self.votes_for < needed:
            raise DomainError(
                "meeting.no_majority", votes=self.votes_for, needed=needed, members=self.members
            )

    def _check_possible(self) -> None:
        if self.members < 1 or not 0 <= self.votes_for <= self.present <= self.members:
            raise DomainError(
                "meeting.impossible", members=self.members, present=self.present, votes=self.votes_for
            )
