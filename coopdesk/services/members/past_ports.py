"""What the use cases need a book to keep of distributions before it, as a Protocol."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from coopdesk.domain.members.past import PastShare, PastSums, PastYear


class PastStore(Protocol):
    """Lines by member and year, and head figures by year; the newest of each counts, an empty one is none."""

    def save(self, shares: Sequence[PastShare]) -> None:
        """Append a version of each line. ``member.unknown`` for a number never given."""

    def save_year(self, head: PastYear) -> None:
        """Append a version of a year's head figures."""

    def of_member(self, number: str) -> Sequence[PastShare]:
        """A member's lines, the oldest year first; sums of several years (``TOGETHER``) before all."""

    def of_year(self, year: int) -> Mapping[str, PastShare]:
        """All lines of a year by member number, in register order."""

    def all(self) -> Sequence[PastShare]:
        """Every line, by year and in register order."""

    def heads(self) -> Mapping[int, PastYear]:
        """The head figures that are known, by year."""

    def sums(self) -> Mapping[int, PastSums]:
        """What the lines of each year come to, of members that were not struck; years without any are left out."""

    def of_entry(self, journal: int) -> Sequence[PastShare]:
        """The lines an entry of the journal brought that are still the newest, emptied."""

    def years_of_entry(self, journal: int) -> Sequence[int]:
        """The years whose head figures an entry of the journal brought and that are still the newest."""
