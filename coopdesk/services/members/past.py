"""建账前的分配: what members got before the book was begun, told as the old books have it.

Nothing of it is a distribution of this book: no plan, no payment and no finding comes of it. So a year is either told
here or distributed by the book.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from coopdesk.domain.errors import DomainError
from coopdesk.domain.members.past import TOGETHER, PastShare, PastSums, PastYear
from coopdesk.domain.text import clean_text
from coopdesk.services.command import Changes, Topic
from coopdesk.services.context import Context
from coopdesk.services.limits import FIRST_YEAR
from coopdesk.services.members.past_commands import RecordPast
from coopdesk.services.ports import UnitOfWork

_CHANGED = frozenset({Topic.MEMBERS})


@dataclass(frozen=True, slots=True)
class ToldYear:
    """A year before the book: its head figures, and what the members' lines come to."""

    head: PastYear
    sums: PastSums | None = None

    @property
    def year(self) -> int:
        """The year; ``TOGETHER`` for several in one sum."""
        return self.head.year

    @property
    def differs(self) -> bool:
        """Whether the head figures tell another sum than the lines: members may have left since."""
        if self.sums is None:
            return False
        told = ((self.head.refund, self.sums.refund), (self.head.dividend, self.sums.dividend))
        return any(head is not None and head != lines for head, lines in told)


def record_past(command: RecordPast, context: Context) -> Changes:
    """Keep lines and head figures, each in place of what was told of the same member and year before.

    Besides what the values refuse: ``past.year_not_past`` for a year that is not over or before all,
    ``past.year_resolved`` for one the book distributed itself, ``past.twice``, ``past.unknown_member``,
    ``past.nothing``.
    """
    if not command.shares and not command.years:
        raise DomainError("past.nothing")
    years = {*(share.year for share in command.shares), *(head.year for head in command.years)}
    check_years(years, context)
    known = {member.number for member in context.uow.members.all() if not member.is_struck}
    told: set[tuple[str, int]] = set()
    for row, share in enumerate(command.shares, start=1):
        share.check()
        if share.member not in known:
            raise DomainError("past.unknown_member", row=row, member=share.member)
        if (share.member, share.year) in told:
            raise DomainError("past.twice", row=row, member=share.member, year=share.year)
        told.add((share.member, share.year))
    for head in command.years:
        head.check()
    document = command.document
    keep(context.uow, [replace(each, document=each.document or document) for each in command.shares])
    for head in command.years:
        context.uow.past.save_year(
            replace(head, resolution=clean_text(head.resolution), document=clean_text(head.document))
        )
    return Changes(_CHANGED, "、".join(str(year) for year in sorted(years) if year != TOGETHER))


def keep(uow: UnitOfWork, shares: Sequence[PastShare]) -> None:
    """Append lines whose years and members were looked at."""
    documents = {text: clean_text(text) for text in {share.document for share in shares}}
    uow.past.save([replace(share, document=documents[share.document]) for share in shares])


def check_years(years: Collection[int], context: Context) -> None:
    """Refuse years that cannot be told of: ``past.year_not_past``, ``past.year_resolved``."""
    uow = context.uow
    resolved = {each.year for each in context.settled(uow, date(FIRST_YEAR, 1, 1))}
    for year in sorted(set(years)):
        refuse_year(year, context.today, resolved)


def refuse_year(year: int, today: date, resolved: Collection[int]) -> None:
    """Refuse one year; ``resolved`` are those the book itself distributed."""
    if year != TOGETHER and not FIRST_YEAR <= year <= today.year:
        raise DomainError("past.year_not_past", year=year, first=FIRST_YEAR, last=today.year)
    if year in resolved:
        raise DomainError("past.year_resolved", year=year)


def refuse_distributing(uow: UnitOfWork, year: int) -> None:
    """``past.year_told`` where the book tells of a year that was distributed before it: it would count twice."""
    if year in uow.past.sums() or year in uow.past.heads():
        raise DomainError("past.year_told", year=year)


def take_back_past(journal: int, context: Context) -> bool:
    """Take away what an entry of the journal told and nobody told otherwise since; whether there was anything."""
    past = context.uow.past
    shares, years = past.of_entry(journal), past.years_of_entry(journal)
    if shares:
        past.save(shares)
    for year in years:
        past.save_year(PastYear(year))
    return bool(shares or years)


def told_years(uow: UnitOfWork) -> Sequence[ToldYear]:
    """Every year before the book of which anything is told, the oldest first."""
    heads, sums = uow.past.heads(), uow.past.sums()
    return [ToldYear(heads.get(year, PastYear(year)), sums.get(year)) for year in sorted({*heads, *sums})]


def move_past(gone: str, kept: str, document: str, uow: UnitOfWork) -> None:
    """Add what one line of the roll got to what another got, year by year: both are one person (合并)."""
    own: Mapping[int, PastShare] = {share.year: share for share in uow.past.of_member(kept)}
    moved: list[PastShare] = []
    for share in uow.past.of_member(gone):
        had = own.get(share.year, PastShare(kept, share.year))
        moved.append(PastShare(gone, share.year, document=document))
        moved.append(
            PastShare(
                kept,
                share.year,
                had.refund + share.refund,
                had.dividend + share.dividend,
                had.document or share.document,
            )
        )
    if moved:
        uow.past.save(moved)
