"""The share register: entries appended and numbered from 1; the present holdings follow as a projection."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, case, false, func, or_, select, union_all

from coopdesk.domain.errors import DomainError
from coopdesk.domain.quantity import Quantity
from coopdesk.domain.share_register import ShareClass, ShareEntry
from coopdesk.persistence.coop_store import SqlCoopStore
from coopdesk.persistence.member_store import member_ids
from coopdesk.persistence.tables import holdings, member_current, members, register_entries
from coopdesk.services.values import NumberedEntry

_MOST = 10**18
"""Millionths of a share that one entry may move and one member hold; what fits 64 bits with room for sums."""

_e = register_entries.c
_giver = members.alias("giver")
_taker = members.alias("taker")
_ENTRY_COLUMNS = (
    _e.day,
    _e.kind,
    _e.shares,
    _giver.c.number,
    _taker.c.number,
    _e.share_class,
    _e.document,
    _e.note,
)
_WITH_PARTIES = register_entries.outerjoin(_giver, _giver.c.id == _e.giver_id).outerjoin(
    _taker, _taker.c.id == _e.taker_id
)


class SqlRegisterStore:
    """``RegisterStore`` over one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def append(self, entry: ShareEntry, reverses: int | None = None) -> int:
        """Append an entry and give its number.

        ``register.below_zero`` when the giver would end with less than nothing, ``register.too_many`` beyond what a
        book can hold, ``member.unknown`` for a party not on the roll.
        """
        if entry.shares > _MOST:
            raise DomainError("register.too_many", shares=entry.shares)
        ids = self._ids_of(entry)
        number = self._connection.execute(select(func.coalesce(func.max(_e.number), 0) + 1)).scalar_one()
        values = {
            "number": number,
            "day": entry.day,
            "kind": entry.kind,
            "shares": entry.shares,
            "giver_id": None if entry.giver is None else ids[entry.giver],
            "taker_id": None if entry.taker is None else ids[entry.taker],
            "share_class": entry.share_class,
            "document": entry.document,
            "note": entry.note,
            "reverses": reverses,
        }
        self._connection.execute(register_entries.insert(), values)
        if entry.giver is not None:
            self._lose(ids[entry.giver], entry)
        if entry.taker is not None:
            self._gain(ids[entry.taker], entry)
        return int(number)

    def get(self, number: int) -> NumberedEntry | None:
        return next(self._numbered(_numbered_entries().where(_e.number == number)), None)

    def entries(self, until: date | None = None) -> Sequence[ShareEntry]:
        wanted = select(*_ENTRY_COLUMNS).select_from(_WITH_PARTIES).order_by(_e.day, _e.number)
        if until is not None:
            wanted = wanted.where(_e.day <= until)
        return [_entry(row) for row in self._connection.execute(wanted)]

    def of_member(self, number: str) -> Sequence[NumberedEntry]:
        """In order of day and number."""
        return list(self._numbered(_numbered_entries().where(self._concerns(number))))

    def of_class(self, number: str, share_class: str) -> Sequence[ShareEntry]:
        wanted = select(*_ENTRY_COLUMNS).select_from(_WITH_PARTIES)
        of_class = wanted.where(self._concerns(number), _e.share_class == share_class)
        return [_entry(row) for row in self._connection.execute(of_class.order_by(_e.day, _e.number))]

    def holdings(self, number: str, day: date) -> Sequence[tuple[ShareClass, Quantity]]:
        """What a member holds at the end of a day by class, in the classes' order; nothing held is left out."""
        member_id = member_ids(self._connection, (number,)).get(number)
        moved = func.sum(case((_e.taker_id == member_id, _e.shares), else_=-_e.shares))
        until = (_concerns(member_id), _e.day <= day)
        sums = select(_e.share_class, moved).where(*until).group_by(_e.share_class)
        held = {code: int(shares) for code, shares in self._connection.execute(sums)}
        classes = SqlCoopStore(self._connection).classes()
        return [(item, Quantity(held[item.code])) for item in classes if held.get(item.code)]

    def _ids_of(self, entry: ShareEntry) -> dict[str, int]:
        parties = [party for party in (entry.giver, entry.taker) if party is not None]
        ids = member_ids(self._connection, parties)
        for party in parties:
            if party not in ids:
                raise DomainError("member.unknown", number=party)
        return ids

    def _concerns(self, number: str) -> ColumnElement[bool]:
        return _concerns(member_ids(self._connection, (number,)).get(number))

    def _lose(self, member_id: int, entry: ShareEntry) -> None:
        c = holdings.c
        owned = (c.member_id == member_id, c.share_class == entry.share_class)
        left = c.shares - entry.shares
        covered = holdings.update().where(*owned, left >= 0).values(shares=left)
        if self._connection.execute(covered).rowcount != 1:
            held = self._connection.execute(select(c.shares).where(*owned)).scalar() or 0
            raise DomainError(
                "register.below_zero",
                member=entry.giver,
                day=entry.day,
                share_class=entry.share_class,
                shares=held - entry.shares,
            )
        self._move_total(member_id, -entry.shares)

    def _gain(self, member_id: int, entry: ShareEntry) -> None:
        c = holdings.c
        owned = (c.member_id == member_id, c.share_class == entry.share_class)
        more = holdings.update().where(*owned, c.shares <= _MOST).values(shares=c.shares + entry.shares)
        if self._connection.execute(more).rowcount != 1:
            if self._connection.execute(select(c.shares).where(*owned)).first() is not None:
                raise DomainError("register.too_many", shares=entry.shares)
            first = {"member_id": member_id, "share_class": entry.share_class, "shares": entry.shares}
            self._connection.execute(holdings.insert(), first)
        self._move_total(member_id, entry.shares)

    def _move_total(self, member_id: int, change: int) -> None:
        current = member_current.c
        moved = member_current.update().where(current.member_id == member_id)
        self._connection.execute(moved.values(shares=current.shares + change))

    def _numbered(self, wanted: Select[Any]) -> Iterator[NumberedEntry]:
        for number, reverses, reversed_by, *entry in self._connection.execute(wanted):
            yield NumberedEntry(number, _entry(entry), reverses, reversed_by)


def moved_after(day: date) -> Select[Any]:
    """What each member gained or lost after a day, all classes together, by member id: few rows for a recent day.

    Taken from the present holdings it gives those at the end of the day.
    """
    gained = select(_e.taker_id.label("member_id"), _e.shares.label("shares"))
    lost = select(_e.giver_id.label("member_id"), (-_e.shares).label("shares"))
    moves = union_all(
        gained.where(_e.taker_id.is_not(None), _e.day > day),
        lost.where(_e.giver_id.is_not(None), _e.day > day),
    ).subquery()
    total = func.sum(moves.c.shares).label("shares")
    return select(moves.c.member_id, total).group_by(moves.c.member_id)


def newest_day(connection: Connection) -> date | None:
    """The day of the register's last entry; from it on the present holdings are those of any day."""
    found: date | None = connection.execute(select(func.max(_e.day))).scalar()
    return found


def _numbered_entries() -> Select[Any]:
    later = register_entries.alias("later")
    source = _WITH_PARTIES.outerjoin(later, later.c.reverses == _e.number)
    columns = (_e.number, _e.reverses, later.c.number.label("reversed_by"), *_ENTRY_COLUMNS)
    return select(*columns).select_from(source).order_by(_e.day, _e.number)


def _concerns(member_id: int | None) -> ColumnElement[bool]:
    """Entries by which a member gives or takes; none for nobody."""
    return false() if member_id is None else or_(_e.giver_id == member_id, _e.taker_id == member_id)


def _entry(row: Sequence[Any]) -> ShareEntry:
    return ShareEntry(*row)
