"""The register as one history that anybody can follow: which securities there were, and what began and ended each.

Here a security (一份持股) is what one holder holds of one class from one operation to the next: each ends the
securities it changes and begins others in their place, so that those not ended on a day are the register of that day.
The register itself keeps entries; securities are computed from them, in order of day and number.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from coopdesk.domain.coop.share_class import ShareClass
from coopdesk.domain.members.certificate import Certificate
from coopdesk.domain.members.household import Household
from coopdesk.domain.members.member import Member
from coopdesk.domain.quantity import Quantity
from coopdesk.services.coop.values import CoopDetails
from coopdesk.services.members.operation_book import BookedEntry
from coopdesk.services.ports import UnitOfWork

_FIRST, _LAST = date.min, date.max


@dataclass(frozen=True, slots=True)
class Security:
    """What a member holds of a class (millionths of a share) from operation ``begun`` on, to ``ended`` if it has."""

    id: str
    member: str
    share_class: str
    shares: Quantity
    begun: int
    since: date
    ended: int | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Transaction:
    """One operation: its entries, and the ids of the securities it ended and began."""

    operation: int
    day: date
    entered: date | None
    entries: tuple[BookedEntry, ...]
    ends: tuple[str, ...]
    begins: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OpenRegister:
    """A book's whole register: who issues, who holds, of what classes, every transaction and every security."""

    coop: CoopDetails | None
    classes: tuple[ShareClass, ...]
    members: tuple[Member, ...]
    households: tuple[Household, ...]
    certificates: tuple[Certificate, ...]
    transactions: tuple[Transaction, ...]
    securities: tuple[Security, ...]


def open_register(uow: UnitOfWork) -> OpenRegister:
    """Read the whole register; members struck by mistake are left out, their entries were reversed."""
    lines = uow.register.booked(_FIRST, _LAST)
    transactions, securities = histories(lines)
    named = {party for each in transactions for line in each.entries for party in _parties(line)}
    return OpenRegister(
        coop=uow.coop.current(),
        classes=tuple(uow.coop.classes()),
        members=tuple(each for each in uow.members.all() if not each.is_struck or each.number in named),
        households=tuple(uow.households.all()),
        certificates=tuple(uow.certificates.all()),
        transactions=tuple(transactions),
        securities=tuple(securities),
    )


def histories(lines: Iterable[BookedEntry]) -> tuple[list[Transaction], list[Security]]:
    """Transactions in order of day and number, and the securities in the order in which they began.

    Where operations of one day cover each other, a holder may stand at nothing or less in between: then there is no
    security until there are shares again.
    """
    held: dict[tuple[str, str], int] = {}
    current: dict[tuple[str, str], str] = {}
    known: dict[str, Security] = {}
    transactions = []
    ordered = sorted(lines, key=lambda line: (line.day, line.operation, line.number))
    for (day, operation), group in groupby(ordered, key=lambda line: (line.day, line.operation)):
        entries = tuple(group)
        ends, begins = [], []
        for holder, change in _changes(entries).items():
            held[holder] = held.get(holder, 0) + change
            old = current.pop(holder, None)
            if old is not None:
                ends.append(old)
                known[old] = _ended(known[old], operation, day)
            if held[holder] > 0:
                new = f"{operation}/{holder[0]}/{holder[1]}"
                known[new] = Security(new, *holder, Quantity(held[holder]), operation, day)
                current[holder] = new
                begins.append(new)
        entered = entries[0].entered
        transactions.append(Transaction(operation, day, entered, entries, tuple(ends), tuple(begins)))
    return transactions, list(known.values())


def _changes(entries: Sequence[BookedEntry]) -> Mapping[tuple[str, str], int]:
    """What each holder of a class gains or loses by an operation; who stands as before is left out."""
    changes: dict[tuple[str, str], int] = {}
    for line in entries:
        for party, sign in ((line.giver, -1), (line.taker, 1)):
            if party is not None:
                holder = (party.number, line.share_class)
                changes[holder] = changes.get(holder, 0) + sign * line.shares
    return {holder: change for holder, change in changes.items() if change}


def _ended(security: Security, operation: int, day: date) -> Security:
    return Security(
        security.id,
        security.member,
        security.share_class,
        security.shares,
        security.begun,
        security.since,
        operation,
        day,
    )


def _parties(line: BookedEntry) -> Iterator[str]:
    for party in (line.giver, line.taker):
        if party is not None:
            yield party.number
