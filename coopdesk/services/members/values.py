"""What is kept and shown of members and register entries."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from coopdesk.domain.members.member import MemberKind, MemberState
from coopdesk.domain.members.share_register import ShareEntry
from coopdesk.domain.quantity import Quantity

if TYPE_CHECKING:
    from coopdesk.domain.members.share_operations import Instalment, Ratio, SharePayment


@dataclass(frozen=True, slots=True)
class NumberedEntry:
    """An entry of the register with its running number.

    ``reverses`` and ``reversed_by`` name the other half of a 红字冲销. ``operation`` is the number of the operation the
    entry belongs to, by which people know it, ``reverses_operation`` that of the operation it takes back.
    """

    number: int
    entry: ShareEntry
    reverses: int | None = None
    reversed_by: int | None = None
    operation: int = 0
    reverses_operation: int | None = None

    @property
    def is_live(self) -> bool:
        """Whether the entry stands: it was not reversed and reverses nothing."""
        return self.reverses is None and self.reversed_by is None


@dataclass(frozen=True, slots=True)
class ShareOperation:
    """One operation of the register (股份变动) with its entries in their order.

    ``instalments`` are those agreed with it and what is paid of each, ``payments`` what the co-op paid out for it.
    """

    number: int
    entries: tuple[NumberedEntry, ...]
    instalments: "tuple[Instalment, ...]" = ()
    payments: "tuple[NumberedPayment, ...]" = ()

    @property
    def first(self) -> ShareEntry:
        """Its first entry: day, document and note are the same in all."""
        return self.entries[0].entry

    @property
    def is_live(self) -> bool:
        """Whether anything of it stands: it reverses nothing and was not reversed as a whole."""
        return any(item.is_live for item in self.entries) and not self.reverses

    @property
    def reverses(self) -> tuple[int, ...]:
        """The operations it takes something back of, by number."""
        taken = (item.reverses_operation for item in self.entries)
        return tuple(dict.fromkeys(number for number in taken if number is not None))


@dataclass(frozen=True, slots=True)
class NumberedPayment:
    """What was paid out for an operation, with its running number; the other half of a reversal as for entries."""

    number: int
    operation: int
    payment: "SharePayment"
    reverses: int | None = None
    reversed_by: int | None = None

    @property
    def is_live(self) -> bool:
        """Whether the payment stands: it was not reversed and reverses nothing."""
        return self.reverses is None and self.reversed_by is None


@dataclass(frozen=True, slots=True)
class AgreedOperation:
    """An operation that stands and is paid for by instalments: its entry, and what is paid of each."""

    number: int
    entry: ShareEntry
    instalments: "tuple[Instalment, ...]"

    @property
    def is_open(self) -> bool:
        """Whether anything of its instalments is not paid yet."""
        return any(each.open for each in self.instalments)

    @property
    def is_paid(self) -> bool:
        """Whether anything of its instalments is paid."""
        return any(each.paid for each in self.instalments)


@dataclass(frozen=True, slots=True)
class ClassSplit:
    """A split of a class that stands (was not reversed): by which operation, from which day on, new shares for old."""

    operation: int
    share_class: str
    day: date
    ratio: "Ratio"


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
    change: Quantity = Quantity(0)
    """Shares gained (below 0: lost) since the day the table is compared with; 0 without one."""
