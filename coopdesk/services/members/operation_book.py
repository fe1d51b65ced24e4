"""变动登记簿: the share operations by number, each with its entries and the day it was entered on.

A mistake is never taken out: the operation that reverses it (红字冲销) stands further on, and each names the other.
"""

from dataclasses import dataclass
from datetime import date

from coopdesk.domain.members.entry_kind import EntryKind
from coopdesk.domain.quantity import Quantity


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody on one side of an entry: the member number, and the name as the roll has it now."""

    number: str
    name: str


@dataclass(frozen=True, slots=True)
class BookedEntry:
    """One line of the book: an entry of the register, known by the number of its ``operation``.

    ``day`` is the day it counts from (生效日期), ``entered`` the day it was written on: None for entries older than the
    journal. ``giver`` loses and ``taker`` gains ``shares`` (millionths) of the class. ``reverses`` and ``reversed_by``
    are the operations of the other half of a reversal.
    """

    number: int
    operation: int
    entered: date | None
    day: date
    kind: EntryKind
    giver: Party | None
    taker: Party | None
    share_class: str
    shares: Quantity
    document: str
    note: str
    reverses: int | None = None
    reversed_by: int | None = None
