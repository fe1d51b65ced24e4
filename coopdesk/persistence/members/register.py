"""The share register: entries appended and numbered from 1; the present holdings follow as a projection."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    String,
    and_,
    bindparam,
    case,
    cast,
    exists,
    func,
    or_,
    select,
    tuple_,
)

from coopdesk.domain.coop.share_class import ShareClass
from coopdesk.domain.errors import DomainError
from coopdesk.domain.members.share_operations import Ratio, SharePayment, Term
from coopdesk.domain.members.share_register import ShareEntry
from coopdesk.domain.quantity import Quantity
from coopdesk.persistence.coop.store import SqlCoopStore
from coopdesk.persistence.members.store import member_id_of
from coopdesk.persistence.members.tables import (
    class_splits,
    holdings,
    member_current,
    members,
    register_entries,
    share_payments,
    share_terms,
)
from coopdesk.persistence.sql.column_types import Words
from coopdesk.persistence.sql.prepared import Found, Prepared
from coopdesk.services.members.values import ClassSplit, NumberedEntry, NumberedPayment

if TYPE_CHECKING:
    from coopdesk.services.members.operation_book import BookedEntry

_MOST = 10**18
"""Millionths of a share that one entry may move and one member hold; what fits 64 bits with room for sums."""

_MOST_TOGETHER = 9 * 10**18
"""Millionths of a share that all members together may hold: what the sums of 64 bits take."""
_MANY = 10**12
"""So many at once are nobody's real shares; only then is the sum asked for."""

_e = register_entries.c
_giver = members.alias("giver")
_taker = members.alias("taker")
_PARTIES = {"giver": _giver.c.number, "taker": _taker.c.number}
_ENTRY_COLUMNS: tuple[Any, ...] = tuple(
    _PARTIES[field.name] if field.name in _PARTIES else _e[field.name] for field in fields(ShareEntry)
)
"""The columns of ``ShareEntry`` in the order of its fields."""
_WITH_PARTIES = register_entries.outerjoin(_giver, _giver.c.id == _e.giver_id).outerjoin(
    _taker, _taker.c.id == _e.taker_id
)


_member = bindparam("member", type_=BigInteger)
_CONCERNS = or_(_e.giver_id == _member, _e.taker_id == _member)
_ENTRIES = select(*_ENTRY_COLUMNS).select_from(_WITH_PARTIES).order_by(_e.day, _e.number)
_gave = register_entries.alias("gave").c
_GAVE = select(_gave.giver_id, _gave.share_class).where(_gave.giver_id.is_not(None))
_ALL = Prepared(_ENTRIES)
_UNTIL = Prepared(_ENTRIES.where(_e.day <= bindparam("until")))
_OF_GIVERS = Prepared(
    _ENTRIES.where(or_(_e.giver_id.is_not(None), tuple_(_e.taker_id, _e.share_class).in_(_GAVE)))
)
_OF_CLASS = Prepared(_ENTRIES.where(_CONCERNS, _e.share_class == bindparam("share_class")))
_OPERATION = func.coalesce(_e.operation, _e.number)
_LAST = Prepared(select(_e.number, _OPERATION).order_by(_e.number.desc()).limit(1))
_ADD = Prepared(register_entries.insert())
_later = register_entries.alias("later")
_wrong = register_entries.alias("wrong")
_ABOUT: tuple[Any, ...] = (
    _e.number,
    _e.reverses,
    _later.c.number,
    _OPERATION,
    func.coalesce(_wrong.c.operation, _wrong.c.number),
)
_NUMBERED = (
    select(*_ABOUT, *_ENTRY_COLUMNS)
    .select_from(
        _WITH_PARTIES.outerjoin(_later, _later.c.reverses == _e.number).outerjoin(
            _wrong, _wrong.c.number == _e.reverses
        )
    )
    .order_by(_e.day, _e.number)
)
_operation = bindparam("operation", type_=BigInteger)
_OF_OPERATION = Prepared(
    _NUMBERED.where(or_(_e.operation == _operation, and_(_e.operation.is_(None), _e.number == _operation)))
)
_BY_NUMBER = Prepared(_NUMBERED.where(_e.number == bindparam("number")))
_OF_MEMBER = Prepared(_NUMBERED.where(_CONCERNS))
_HELD_AT = Prepared(
    select(_e.share_class, func.sum(case((_e.taker_id == _member, _e.shares), else_=-_e.shares)))
    .where(_CONCERNS, _e.day <= bindparam("until"))
    .group_by(_e.share_class)
)
_h = holdings.c
_OWNED = (_h.member_id == _member, _h.share_class == bindparam("of_class"))
_moved = bindparam("moved", type_=BigInteger)
_ISSUED = Prepared(select(func.coalesce(func.sum(_h.shares), 0)))
_HELD = Prepared(select(_h.shares).where(*_OWNED))
_LOSE = Prepared(holdings.update().where(*_OWNED, _h.shares >= _moved).values(shares=_h.shares - _moved))
_GAIN = Prepared(holdings.update().where(*_OWNED, _h.shares <= _MOST).values(shares=_h.shares + _moved))
_FIRST = Prepared(holdings.insert())
_MOVE_TOTAL = Prepared(
    member_current.update()
    .where(member_current.c.member_id == _member)
    .values(shares=member_current.c.shares + _moved)
)
_code = bindparam("code", type_=Words)
_HOLDERS = Prepared(
    select(_taker.c.number, _giver.c.number, _e.shares)
    .select_from(_WITH_PARTIES)
    .where(_e.share_class == _code, _e.day <= bindparam("until"))
    .order_by(_e.number)
)
_IN_CLASS = Prepared(
    select(
        func.coalesce(func.sum(case((_e.taker_id.is_(None), 0), else_=_e.shares)), 0)
        - func.coalesce(func.sum(case((_e.giver_id.is_(None), 0), else_=_e.shares)), 0)
    ).where(_e.share_class == _code, _e.day <= bindparam("until"))
)
_LAST_IN_CLASS = Prepared(
    select(func.max(_e.day), func.max(_OPERATION))
    .select_from(register_entries.outerjoin(_later, _later.c.reverses == _e.number))
    .where(_e.share_class == _code, _e.reverses.is_(None), _later.c.number.is_(None))
)
_ADD_TERM = Prepared(share_terms.insert())
_t = share_terms.c
_TERMS = Prepared(select(_t.due, _t.amount).where(_t.operation == _operation).order_by(_t.id))
_p = share_payments.c
_undone = share_payments.alias("undone")
_ADD_PAYMENT = Prepared(share_payments.insert())
_PAYMENT_COLUMNS = (
    _p.number,
    _p.operation,
    _p.reverses,
    _undone.c.number,
    _p.day,
    _p.amount,
    _p.document,
    _p.note,
)
_PAYMENTS = (
    select(*_PAYMENT_COLUMNS)
    .select_from(share_payments.outerjoin(_undone, _undone.c.reverses == _p.number))
    .order_by(_p.number)
)
_PAYMENTS_OF = Prepared(_PAYMENTS.where(_p.operation == _operation))
_PAYMENT = Prepared(_PAYMENTS.where(_p.number == bindparam("number")))
_NEXT_PAYMENT = Prepared(select(func.coalesce(func.max(_p.number), 0) + 1))
_SUBSCRIBED = Prepared(
    select(_OPERATION)
    .select_from(
        register_entries.join(share_terms, _t.operation == _OPERATION)
        .join(_taker, _taker.c.id == _e.taker_id)
        .outerjoin(_later, _later.c.reverses == _e.number)
    )
    .where(_taker.c.number == bindparam("of", type_=Words), _later.c.number.is_(None), _e.giver_id.is_(None))
    .distinct()
    .order_by(_OPERATION)
)
_AGREED = Prepared(select(_t.operation).distinct().order_by(_t.operation))
_s = class_splits.c
_ADD_SPLIT = Prepared(class_splits.insert())
_SPLITS = Prepared(
    select(_s.operation, _s.day, _s.upper, _s.lower)
    .where(
        _s.share_class == _code,
        ~exists().where(_e.operation == _s.operation, _later.c.reverses == _e.number),
    )
    .order_by(_s.operation)
)
# Statements are built once: building one costs more than running it.


def operation_key() -> ColumnElement[str]:
    """The number of each entry's operation as the text by which other areas name it."""
    return cast(_OPERATION, String)


def _payment(row: Found) -> NumberedPayment:
    number, operation, reverses, reversed_by, *payment = row
    return NumberedPayment(number, operation, SharePayment(*payment), reverses, reversed_by)


class SqlRegisterStore:
    """``RegisterStore`` over one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def append(self, entry: ShareEntry, reverses: int | None = None, operation: int | None = None) -> int:
        """Append an entry and give its number; without an operation it is one of its own.

        ``register.below_zero`` when the giver would end with less than nothing, ``register.too_many`` beyond what a
        book can hold, ``member.unknown`` for a party not on the roll.
        """
        if entry.shares > _MOST or (entry.shares > _MANY and self._issued() + entry.shares > _MOST_TOGETHER):
            raise DomainError("register.too_many", shares=entry.shares)
        giver, taker = self._id_of(entry.giver), self._id_of(entry.taker)
        last, last_operation = _LAST.first(self._connection, {}) or (0, 0)
        number = int(last) + 1
        values = {
            "number": number,
            "day": entry.day,
            "kind": entry.kind,
            "shares": entry.shares,
            "giver_id": giver,
            "taker_id": taker,
            "share_class": entry.share_class,
            "document": entry.document,
            "note": entry.note,
            "reverses": reverses,
            "operation": last_operation + 1 if operation is None else operation,
        }
        _ADD.run(self._connection, values)
        if giver is not None:
            self._lose(giver, entry)
        if taker is not None:
            self._gain(taker, entry)
        return number

    def next_operation(self) -> int:
        _last, operation = _LAST.first(self._connection, {}) or (0, 0)
        return int(operation) + 1

    def operation(self, number: int) -> Sequence[NumberedEntry]:
        return list(self._numbered(_OF_OPERATION, {"operation": number}))

    def holders(self, share_class: str, day: date) -> Mapping[str, int]:
        """In the order in which they first took shares of the class."""
        held: dict[str, int] = {}
        for taker, giver, shares in _HOLDERS.each(self._connection, {"code": share_class, "until": day}):
            if taker is not None:
                held[taker] = held.get(taker, 0) + shares
            if giver is not None:
                held[giver] = held.get(giver, 0) - shares
        return {number: shares for number, shares in held.items() if shares}

    def in_class(self, share_class: str, day: date) -> Quantity:
        return Quantity(int(_IN_CLASS.value(self._connection, {"code": share_class, "until": day})))

    def last_day(self, share_class: str) -> date | None:
        return self._last_in(share_class)[0]

    def last_operation(self, share_class: str) -> int | None:
        return self._last_in(share_class)[1]

    def _last_in(self, share_class: str) -> tuple[date | None, int | None]:
        return _LAST_IN_CLASS.first(self._connection, {"code": share_class}) or (None, None)

    def add_terms(self, operation: int, terms: Sequence[Term]) -> None:
        for term in terms:
            values = {"operation": operation, "due": term.due, "amount": term.amount}
            _ADD_TERM.run(self._connection, values)

    def terms(self, operation: int) -> Sequence[Term]:
        return [Term(*row) for row in _TERMS.rows(self._connection, {"operation": operation})]

    def add_payment(self, operation: int, payment: SharePayment, reverses: int | None = None) -> int:
        number = int(_NEXT_PAYMENT.value(self._connection, {}))
        values = {
            "number": number,
            "operation": operation,
            "day": payment.day,
            "amount": payment.amount,
            "document": payment.document,
            "note": payment.note,
            "reverses": reverses,
        }
        _ADD_PAYMENT.run(self._connection, values)
        return number

    def payments(self, operation: int) -> Sequence[NumberedPayment]:
        return [_payment(row) for row in _PAYMENTS_OF.rows(self._connection, {"operation": operation})]

    def payment(self, number: int) -> NumberedPayment | None:
        found = _PAYMENT.first(self._connection, {"number": number})
        return None if found is None else _payment(found)

    def subscribed(self, number: str) -> Sequence[int]:
        return [operation for (operation,) in _SUBSCRIBED.rows(self._connection, {"of": number})]

    def agreed(self) -> Sequence[int]:
        return [operation for (operation,) in _AGREED.rows(self._connection, {})]

    def add_split(self, operation: int, share_class: str, day: date, ratio: Ratio) -> None:
        values = {"operation": operation, "share_class": share_class, "day": day}
        _ADD_SPLIT.run(self._connection, values | {"upper": ratio.upper, "lower": ratio.lower})

    def splits(self, share_class: str) -> Sequence[ClassSplit]:
        rows = _SPLITS.rows(self._connection, {"code": share_class})
        return [
            ClassSplit(operation, share_class, day, Ratio(upper, lower))
            for operation, day, upper, lower in rows
        ]

    def get(self, number: int) -> NumberedEntry | None:
        return next(self._numbered(_BY_NUMBER, {"number": number}), None)

    def entries(self, until: date | None = None) -> Sequence[ShareEntry]:
        return self._read(_ALL, {}) if until is None else self._read(_UNTIL, {"until": until})

    def entries_of_givers(self) -> Sequence[ShareEntry]:
        """All entries of members and classes of which shares were ever given: nobody else can fall below nothing."""
        return self._read(_OF_GIVERS, {})

    def _read(self, wanted: Prepared, values: dict[str, date]) -> Sequence[ShareEntry]:
        # By place, in the order of ``_ENTRY_COLUMNS``: half a million entries are read so.
        # A large register has few different days and classes, and a member's number stands in many entries.
        known: dict[Any, Any] = {None: None}
        one: Callable[[Any, Any], Any] = known.setdefault
        rows = wanted.each(self._connection, values)
        return [
            ShareEntry(
                one(day, day),
                kind,
                shares,
                one(giver, giver),
                one(taker, taker),
                one(share_class, share_class),
                document,
                note,
            )
            for day, kind, shares, giver, taker, share_class, document, note in rows
        ]

    def of_member(self, number: str) -> Sequence[NumberedEntry]:
        """In order of day and number."""
        member_id = member_id_of(self._connection, number)
        if member_id is None:
            return []
        return list(self._numbered(_OF_MEMBER, {"member": member_id}))

    def booked(self, first: date, last: date) -> "Iterator[BookedEntry]":
        """The lines of the operation book that count from one of these days, by number."""
        from coopdesk.persistence.members.operation_book import lines_between

        return lines_between(self._connection, first, last)

    def of_class(self, number: str, share_class: str) -> Sequence[ShareEntry]:
        member_id = member_id_of(self._connection, number)
        if member_id is None:
            return []
        wanted = {"member": member_id, "share_class": share_class}
        return [ShareEntry(*row) for row in _OF_CLASS.rows(self._connection, wanted)]

    def holdings(self, number: str, day: date) -> Sequence[tuple[ShareClass, Quantity]]:
        """What a member holds at the end of a day by class, in the classes' order; nothing held is left out."""
        member_id = member_id_of(self._connection, number)
        if member_id is None:
            return []
        sums = _HELD_AT.rows(self._connection, {"member": member_id, "until": day})
        held = {code: int(shares) for code, shares in sums}
        classes = SqlCoopStore(self._connection).classes()
        return [(item, Quantity(held[item.code])) for item in classes if held.get(item.code)]

    def _issued(self) -> int:
        """All shares there are; what changes hands is counted twice for the moment, which does no harm."""
        return int(_ISSUED.value(self._connection, {}))

    def _id_of(self, number: str | None) -> int | None:
        if number is None:
            return None
        member_id = member_id_of(self._connection, number)
        if member_id is None:
            raise DomainError("member.unknown", number=number)
        return member_id

    def _lose(self, member_id: int, entry: ShareEntry) -> None:
        owned = {"member": member_id, "of_class": entry.share_class}
        if _LOSE.run(self._connection, owned | {"moved": entry.shares}) != 1:
            held = _HELD.value(self._connection, owned) or 0
            raise DomainError(
                "register.below_zero",
                member=entry.giver,
                day=entry.day,
                share_class=entry.share_class,
                shares=held - entry.shares,
            )
        _MOVE_TOTAL.run(self._connection, {"member": member_id, "moved": -entry.shares})

    def _gain(self, member_id: int, entry: ShareEntry) -> None:
        owned = {"member": member_id, "of_class": entry.share_class}
        if _GAIN.run(self._connection, owned | {"moved": entry.shares}) != 1:
            if _HELD.first(self._connection, owned) is not None:
                raise DomainError("register.too_many", shares=entry.shares)
            first = {"member_id": member_id, "share_class": entry.share_class, "shares": entry.shares}
            _FIRST.run(self._connection, first)
        _MOVE_TOTAL.run(self._connection, {"member": member_id, "moved": entry.shares})

    def _numbered(self, wanted: Prepared, values: dict[str, int]) -> Iterator[NumberedEntry]:
        for number, reverses, reversed_by, operation, wrong, *entry in wanted.rows(self._connection, values):
            yield NumberedEntry(number, ShareEntry(*entry), reverses, reversed_by, operation, wrong)
