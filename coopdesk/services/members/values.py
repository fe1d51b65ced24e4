"""What is kept and shown of members and register entries."""

from dataclasses import dataclass
from datetime import date

from coopdesk.domain.members.member import MemberKind, MemberState
from coopdesk.domain.members.share_register import ShareEntry
from coopdesk.domain.quantity import Quantity


@dataclass(frozen=True, slots=True)
class NumberedEntry:
    """An entry of the register with its running number.

    ``reverses`` and ``reversed_by`` name the other half of a 红字冲销.
    """

    number: int
    entry: ShareEntry
    reverses: int | None = None
    reversed_by: int | None = None

    @property
    def is_live(self) -> bool:
        """Whether the entry stands: it was not reversed and reverses nothing."""
        return self.reverses is None and self.reversed_by is None


@dataclass(frozen=True, slots=True)
class EntryLine:
    """An entry as one member sees it: the signed change and the balance of that class after it (millionths)."""

    entry: NumberedEntry
    change: Quantity
    balance: Quantity


@dataclass(frozen=True, slots=True)
class MemberRow:
    """One row of the member table as at a day; personal data whole, masked by whoever shows them."""

    row_id: int
    number: str
    name: str
    kind: MemberKind
    group: str
    shares: Quantity
    joined: date
    identity: str
    account: str
    phone: str
    state: MemberState = MemberState.MEMBER
