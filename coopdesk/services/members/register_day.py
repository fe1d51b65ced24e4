"""The register as at a day, by class, and what has changed against another day.

Computed from the entries alone, so that any day of the past is as good as today. Papers, files and the command line
show what is read here.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from coopdesk.domain.coop.share_class import ShareClass
from coopdesk.domain.members.member import Member
from coopdesk.domain.members.share_register import holdings_by_class
from coopdesk.domain.quantity import Quantity
from coopdesk.services.journal.entry import Witness
from coopdesk.services.members.classes_of_day import classes_on
from coopdesk.services.ports import UnitOfWork


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody who is a member on the day or holds shares: shares (millionths) by class, in the classes' order.

    ``before`` are those of the day compared with; empty where none was.
    """

    member: Member
    shares: tuple[Quantity, ...]
    before: tuple[Quantity, ...] = ()

    @property
    def number(self) -> str:
        """The member number."""
        return self.member.number

    @property
    def name(self) -> str:
        """The name as it stands on the roll."""
        return self.member.name

    @property
    def total(self) -> Quantity:
        """Shares of all classes."""
        return Quantity(sum(self.shares))

    @property
    def change(self) -> tuple[Quantity, ...]:
        """By class what was gained (less than 0: lost) since the day compared with; empty where none was."""
        return tuple(Quantity(now - then) for now, then in zip(self.shares, self.before, strict=False))


@dataclass(frozen=True, slots=True)
class RegisterAsAt:
    """The roll and the share register at the end of ``day``, in register order, beside those of ``against``.

    ``classes`` are all classes of the book. Listed is who is a member on one of the two days or holds shares on it;
    names are those known when it was read, for the roll keeps no day for them.
    """

    day: date
    against: date | None
    coop: str
    classes: tuple[ShareClass, ...]
    holders: tuple[Holder, ...]
    witness: Witness

    @property
    def members(self) -> int:
        """How many of those listed are members at the end of the day."""
        return sum(holder.member.belongs_on(self.day) for holder in self.holders)

    @property
    def totals(self) -> tuple[Quantity, ...]:
        """Shares of all by class."""
        return _added((holder.shares for holder in self.holders), len(self.classes))

    @property
    def changes(self) -> tuple[Quantity, ...]:
        """What all gained or lost together by class since the day compared with; empty where none was."""
        width = len(self.classes) if self.against is not None else 0
        return _added((holder.change for holder in self.holders), width)


def register_on(uow: UnitOfWork, day: date, against: date | None = None) -> RegisterAsAt:
    """Read the register at the end of a day, and what it was at the end of another one.

    A day before the first member has an empty register; nothing is refused.
    """
    classes = tuple(classes_on(uow, day))
    codes = [each.code for each in classes]
    entries = uow.register.entries(until=day if against is None else max(day, against))
    held = holdings_by_class(entries, day)
    before = {} if against is None else holdings_by_class(entries, against)
    listed = []
    for member in uow.members.all():
        shares = _of(member.number, codes, held)
        then = () if against is None else _of(member.number, codes, before)
        was_member = against is not None and member.belongs_on(against)
        if member.belongs_on(day) or was_member or any(shares) or any(then):
            listed.append(Holder(member, shares, then))
    coop = uow.coop.current()
    name = "" if coop is None else coop.name
    return RegisterAsAt(day, against, name, classes, tuple(listed), uow.journal.witness())


def _of(number: str, codes: Sequence[str], held: dict[tuple[str, str], int]) -> tuple[Quantity, ...]:
    return tuple(Quantity(held.get((number, code), 0)) for code in codes)


def _added(rows: Iterable[Sequence[int]], width: int) -> tuple[Quantity, ...]:
    sums = [0] * width
    for row in rows:
        for place, value in enumerate(row):
            sums[place] += value
    return tuple(map(Quantity, sums))
