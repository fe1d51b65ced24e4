"""What the use cases keep and show beside the trade's own values: the co-op, a year's figures, register lines."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from coopdesk.domain.members.member import MemberKind, MemberState


class Matched(StrEnum):
    """What of a thing was what the person typed into the search box."""

    NUMBER = "number"
    INITIALS = "initials"
    NAME = "name"
    IDENTITY = "identity"
    ACCOUNT = "account"
    PHONE = "phone"
    SLIP = "slip"
    HOUSEHOLD = "household"


@dataclass(frozen=True, slots=True)
class SearchHit:
    """One answer of the search box: the member found, what matched, and the page and thing to jump to.

    ``shown`` is what was found where it is not the member itself, as the number of a slip or who lives in the member's
    household.
    """

    number: str
    name: str
    kind: MemberKind
    matched: Matched
    state: MemberState = MemberState.MEMBER
    page: str = "members"
    shown: str = ""


@dataclass(frozen=True, slots=True)
class BackupRecord:
    """When the book was last copied, and where to."""

    at: datetime
    target: str


@dataclass(frozen=True, slots=True)
class Defect:
    """One thing that does not hold in a book; ``code`` and ``params`` are worded like an error's."""

    code: str
    params: dict[str, object]


@dataclass(frozen=True, slots=True)
class BookContent:
    """What a book holds, in a few words: enough to tell one copy of it from another."""

    coop: str
    members: int
    """Everybody ever entered."""
    entries: int
    newest_entry: date | None
    """The latest day of the share register."""
    changed: datetime | None
    """When the last command was carried out."""
