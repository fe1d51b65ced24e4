"""The members' general meeting (成员大会): who must come and how many must agree (co-operatives law, Art. 22, 30).

Majorities are counted of all votes, not of those present. Nothing here knows invitations or minutes.
"""

from dataclasses import dataclass
from datetime import date

from coopdesk.domain.errors import DomainError
from coopdesk.domain.members.votes import most_extra_votes


def quorum(members: int) -> int:
    """Members that must be present: two thirds of all, rounded up (Art. 30)."""
    return -(-2 * members // 3)


def ordinary_majority(votes: int) -> int:
    """Votes an ordinary resolution needs: more than half of all votes (Art. 30)."""
    return votes // 2 + 1


@dataclass(frozen=True, slots=True)
class Resolution:
    """An ordinary resolution (决议) as the minutes record it.

    Every member has one vote (Art. 22); ``extra_votes`` are the additional votes of all members together, ``votes_for``
    the votes in favour with the additional ones among them.
    """

    number: str
    day: date
    members: int
    present: int
    votes_for: int
    extra_votes: int = 0

    @property
    def votes(self) -> int:
        """All votes there are (全体表决权)."""
        return self.members + self.extra_votes

    def check(self) -> None:
        """Raise unless the meeting could resolve and did.

        ``meeting.no_number`` for a blank number, ``meeting.impossible`` for figures that cannot be,
        ``meeting.extra_votes`` for more additional votes than Art. 22 allows, ``meeting.no_quorum`` and
        ``meeting.no_majority`` by Art. 30.
        """
        if not self.number.strip():
            raise DomainError("meeting.no_number")
        self._check_possible()
        needed = quorum(self.members)
        if self.present < needed:
            raise DomainError("meeting.no_quorum", present=self.present, needed=needed, members=self.members)
        needed = ordinary_majority(self.votes)
        if self.votes_for < needed:
            raise DomainError("meeting.no_majority", votes=self.votes_for, needed=needed, members=self.votes)

    def _check_possible(self) -> None:
        most = most_extra_votes(self.members)
        if self.members >= 1 and not 0 <= self.extra_votes <= most:
            raise DomainError("meeting.extra_votes", votes=self.extra_votes, most=most, members=self.members)
        could_agree = self.present + (self.extra_votes if self.present else 0)
        if (
            self.members < 1
            or not 0 <= self.present <= self.members
            or not 0 <= self.votes_for <= could_agree
        ):
            raise DomainError(
                "meeting.impossible", members=self.members, present=self.present, votes=self.votes_for
            )
