"""What a person can do with a loss year before its meeting; what comes with and after it stands in ``commands``."""

from dataclasses import dataclass
from datetime import date

from coopdesk.domain.money import Money
from coopdesk.services.commands import Command


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftLossPlan(Command):
    """Keep what the members' accounts are to bear of a year's loss, for the proposal to the meeting; 0 for nothing."""

    year: int
    record_date: date
    shared: Money
    person: str = ""
