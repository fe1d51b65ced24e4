"""What a person can tell of distributions before the book (建账前的分配)."""

from dataclasses import dataclass, field

from coopdesk.domain.members.past import PastShare, PastYear
from coopdesk.services.command import Command, Replaced
from coopdesk.services.journal.entry import Thing
from coopdesk.services.limits import IN_BULK


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordPast(Command):
    """登记建账前的分配: lines of members, and head figures of years; each takes the place of the one before.

    A line of nothing takes away what was told of that member and year, empty head figures those of the year.
    ``document`` is the paper of lines that name none themselves; ``about`` says whose or which year's they are, for the
    journal.
    """

    years: tuple[PastYear, ...] = ()
    shares: tuple[PastShare, ...] = field(default=(), metadata=IN_BULK)
    document: str = ""
    about: str = ""


def _replaced(command: RecordPast) -> Thing:
    if command.years:
        return Thing("past_year", str(command.years[0].year))
    return Thing("past", command.shares[0].member if command.shares else "")


REPLACED: Replaced = {RecordPast: _replaced}
"""What the command puts a new version of: the head figures of its first year, else the lines of its first member."""
