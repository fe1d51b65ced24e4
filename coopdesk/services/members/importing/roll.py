"""The roll a sheet comes to: members column by column, so that a hundred thousand of them are few objects."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from coopdesk.domain.members.identity_kind import IdentityKind
from coopdesk.domain.members.member import MemberKind, MemberRole
from coopdesk.services.members.importing.fields import Field


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of a household, with what he is to its head (empty where the sheet does not say)."""

    name: str
    relation: str
    identity: str
    identity_kind: IdentityKind | None
    is_head: bool
    row: int


@dataclass
class Roll:
    """Members in the order of the sheet. All lists are of one length; an empty text means not known.

    `rows` are the rows of the sheet, counted from 0. `number` is empty for one the program is to give. `shares` are
    millionths by class, `amounts` fen by field of the member account, `past` fen of what was distributed before the
    book by year and field; None where the sheet says nothing. `persons` are those of each member's household, none
    where the sheet has one row a member.
    """

    rows: list[int] = field(default_factory=list)
    number: list[str] = field(default_factory=list)
    name: list[str] = field(default_factory=list)
    kind: list[MemberKind] = field(default_factory=list)
    role: list[MemberRole | None] = field(default_factory=list)
    joined: list[date | None] = field(default_factory=list)
    group: list[str] = field(default_factory=list)
    identity: list[str] = field(default_factory=list)
    identity_kind: list[IdentityKind | None] = field(default_factory=list)
    phone: list[str] = field(default_factory=list)
    bank: list[str] = field(default_factory=list)
    account: list[str] = field(default_factory=list)
    address: list[str] = field(default_factory=list)
    remark: list[str] = field(default_factory=list)
    household: list[str] = field(default_factory=list)
    relation: list[str] = field(default_factory=list)
    shares: dict[str, list[int | None]] = field(default_factory=dict)
    class_labels: dict[str, str] = field(default_factory=dict)
    amounts: dict[Field, list[int | None]] = field(default_factory=dict)
    past: dict[tuple[int, Field], list[int | None]] = field(default_factory=dict)
    persons: list[tuple[Person, ...]] = field(default_factory=list)
    living_together: tuple[tuple[int, ...], ...] = ()
    """The places of members who are one household, the head first, where each row is a member."""

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def past_years(self) -> list[int]:
        """The years before the book of which the sheet tells something."""
        return sorted({year for year, _field in self.past})

    def total_of(self, values: Sequence[int | None]) -> int:
        """The sum of one column."""
        return sum(filter(None, values))
