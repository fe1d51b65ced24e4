"""The share register (股权登记簿): signed entries that are only ever added; a holding is their sum.

Entries of one day count together and take effect at the start of that day.
"""

from bisect import bisect_left
from calendar import monthrange
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date

from coopdesk.domain.coop.share_class import ORDINARY
from coopdesk.domain.errors import DomainError
from coopdesk.domain.members.entry_kind import EntryKind
from coopdesk.domain.period import Period
from coopdesk.domain.quantity import Quantity


@dataclass(frozen=True, slots=True)
class ShareEntry:
    """One entry: ``taker`` gains and ``giver`` loses ``shares`` (millionths) at the start of ``day``.

    At least one of the two is named, by member number. ``document`` is the paper it rests on (凭据).
    """

    day: date
    kind: EntryKind
    shares: Quantity
    giver: str | None = None
    taker: str | None = None
    share_class: str = ORDINARY
    document: str = ""
    note: str = ""


Weigher = Callable[[date], int]
"""How often the shares of an entry count, by the day of the entry."""


def held_on(day: date) -> Weigher:
    """Shares count once when they came or went by the end of ``day``."""
    return lambda entry_day: 1 if entry_day <= day else 0


def days_held(period: Period) -> Weigher:
    """Shares count for each day of the period from the entry's own day on, both days of the period included."""
    start, after_end = period.start.toordinal(), period.end.toordinal() + 1
    return lambda entry_day: max(0, after_end - max(entry_day.toordinal(), start))


def months_held(period: Period) -> Weigher:
    """Shares count for each month whose last day lies in the period and is not before the entry's day."""
    ends = month_ends(period.start, period.end)
    return lambda entry_day: len(ends) - bisect_left(ends, entry_day)


def holdings_on(
    entries: Iterable[ShareEntry], day: date, classes: Collection[str] | None = None
) -> dict[str, int]:
    """Shares (millionths) by member number as at the end of ``day``, of the classes named (None: all).

    Members that hold nothing are left out. Written for a million entries in one pass.
    """
    wanted = None if classes is None else frozenset(classes)
    held: dict[str, int] = {}
    held_by = held.get
    for entry in entries:
        if entry.day > day or (wanted is not None and entry.share_class not in wanted):
            continue
        shares, taker, giver = entry.shares, entry.taker, entry.giver
        if taker is not None:
            held[taker] = held_by(taker, 0) + shares
        if giver is not None:
            held[giver] = held_by(giver, 0) - shares
    return {member: shares for member, shares in held.items() if shares}


def holdings_by_class(entries: Iterable[ShareEntry], day: date) -> dict[tuple[str, str], int]:
    """Shares (millionths) by member number and code of the class as at the end of ``day``, in one pass."""
    held: dict[tuple[str, str], int] = {}
    held_by = held.get
    for entry in entries:
        if entry.day > day:
            continue
        shares, share_class = entry.shares, entry.share_class
        if entry.taker is not None:
            taker = (entry.taker, share_class)
            held[taker] = held_by(taker, 0) + shares
        if entry.giver is not None:
            giver = (entry.giver, share_class)
            held[giver] = held_by(giver, 0) - shares
    return {holder: shares for holder, shares in held.items() if shares}


def month_ends(start: date, end: date) -> list[date]:
    """The last days of months from ``start`` to ``end``, both included, in order."""
    months = range(start.year * 12 + start.month - 1, end.year * 12 + end.month)
    lasts = (_last_of(*divmod(month, 12)) for month in months)
    return [last for last in lasts if start <= last <= end]


def check_entry(entry: ShareEntry) -> None:
    """An entry must move shares: ``register.shares_not_positive``, ``.no_party`` or ``.same_party``."""
    if entry.shares <= 0:
        raise DomainError("register.shares_not_positive", shares=entry.shares)
    if entry.giver is None and entry.taker is None:
        raise DomainError("register.no_party", shares=entry.shares)
    if entry.giver == entry.taker:
        raise DomainError("register.same_party", member=entry.giver)


def check_never_negative(entries: Collection[ShareEntry]) -> None:
    """Nobody holds less than nothing of any class on any day; the first breach raises ``register.below_zero``.

    Every entry must gain or lose as ``check_entry`` asks. Only who gives can fall below, so a register of a million
    allotments costs one look at each.
    """
    givers = {(entry.giver, entry.share_class) for entry in entries if entry.giver is not None}
    if not givers:
        return
    held: dict[_Holder, int] = dict.fromkeys(givers, 0)
    for day, moves in sorted(_moves_of(entries, held).items()):
        for holder, shares in moves.items():
            held[holder] += shares
        for holder in sorted(moves, key=str):
            if held[holder] < 0:
                raise DomainError(
                    "register.below_zero",
                    member=holder[0],
                    day=day,
                    share_class=holder[1],
                    shares=held[holder],
                )


def signed(entry: ShareEntry, member: str) -> int:
    """What an entry changes for a member, in signed millionths of a share."""
    return int(entry.shares) * ((entry.taker == member) - (entry.giver == member))


def reversal(entry: ShareEntry, day: date, document: str = "", note: str = "") -> ShareEntry:
    """The opposite entry that takes ``entry`` back from ``day`` on (红字冲销); nothing is ever edited or struck.

    ``day`` is the entry's own day when it was wrong from the first; ``register.reversal_before_entry`` when earlier.
    """
    if day < entry.day:
        raise DomainError("register.reversal_before_entry", day=day, entry_day=entry.day)
    return ShareEntry(
        day=day,
        kind=EntryKind.ADJUSTMENT,
        shares=entry.shares,
        giver=entry.taker,
        taker=entry.giver,
        share_class=entry.share_class,
        document=document,
        note=note,
    )


_Holder = tuple[str | None, str]


def _moves_of(entries: Iterable[ShareEntry], holders: Collection[_Holder]) -> dict[date, dict[_Holder, int]]:
    """What the holders gained or lost in all on each day."""
    days: dict[date, dict[_Holder, int]] = {}
    for entry in entries:
        for member, shares in ((entry.taker, entry.shares), (entry.giver, -entry.shares)):
            holder = (member, entry.share_class)
            if holder in holders:
                moves = days.setdefault(entry.day, {})
                moves[holder] = moves.get(holder, 0) + shares
    return days


def _last_of(year: int, month_index: int) -> date:
    month = month_index + 1
    return date(year, month, monthrange(year, month)[1])
