"""The member accounts: postings appended and numbered from 1; what an account holds is the sum of its entries."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import BigInteger, Connection, Select, bindparam, case, func, select

from coopdesk.domain.errors import DomainError
from coopdesk.domain.members.account import (
    CAPITAL_COLUMNS,
    AccountCause,
    AccountColumn,
    AccountEntry,
    Balances,
    Posting,
)
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import Quantity
from coopdesk.persistence.members.account_tables import account_entries, account_postings
from coopdesk.persistence.members.store import member_id_of, member_ids, number_of
from coopdesk.persistence.members.tables import register_entries
from coopdesk.persistence.sql.bulk import insert_rows
from coopdesk.persistence.sql.column_types import IsoDate
from coopdesk.persistence.sql.prepared import Found, Prepared
from coopdesk.services.members.account_values import KeptShares, NumberedPosting

_FEW = 200
"""So many entries look their members up one by one; more read the whole roll."""
_ROW_COLUMNS = ("posting", "position", "member_id", "kind", "amount", "share_class", "operation")

_p, _e, _r = account_postings.c, account_entries.c, register_entries.c
_later = account_postings.alias("later")
_HEAD: tuple[Any, ...] = (
    _p.number,
    _p.day,
    _p.cause,
    _p.document,
    _p.note,
    _p.resolution,
    _p.form,
    _p.year,
    _p.reverses,
    _later.c.number.label("reversed_by"),
)
_PLACES = len(_HEAD)
_ENTRY: tuple[Any, ...] = (
    number_of(_e.member_id).label("member"),
    _e.kind,
    _e.amount,
    _e.share_class,
    _e.operation,
)
_member = bindparam("member", type_=BigInteger)
_HEADS = account_postings.outerjoin(_later, _later.c.reverses == _p.number)
_WHOLE = select(*_HEAD, *_ENTRY).select_from(_HEADS.join(account_entries, _e.posting == _p.number))
_GET = Prepared(_WHOLE.where(_p.number == bindparam("number")).order_by(_e.position))
_OF_MEMBER = Prepared(_WHOLE.where(_e.member_id == _member).order_by(_p.day, _p.number, _e.position))
_BETWEEN = Prepared(
    _WHOLE.where(
        _p.day >= bindparam("first_day", type_=IsoDate), _p.day <= bindparam("last_day", type_=IsoDate)
    ).order_by(_p.day, _p.number, _e.position)
)
_OF_OPERATION = Prepared(
    select(*_ENTRY, _p.day)
    .select_from(account_entries.join(account_postings, _p.number == _e.posting))
    .where(_e.operation == bindparam("operation"))
    .order_by(_e.posting, _e.position)
)
_NEXT = Prepared(select(func.coalesce(func.max(_p.number), 0) + 1))
_NEWEST = Prepared(
    select(*_HEAD).select_from(_HEADS).order_by(_p.number.desc()).limit(bindparam("most", type_=BigInteger))
)
_ADD = Prepared(account_postings.insert())
_ADD_ENTRY = Prepared(account_entries.insert())
_LIVE = Prepared(
    select(_p.number)
    .select_from(_HEADS)
    .where(
        _p.cause == bindparam("of_cause", type_=_p.cause.type),
        _p.year == bindparam("of_year"),
        _p.reverses.is_(None),
        _later.c.number.is_(None),
    )
    .order_by(_p.number)
)
_kept = select(_e.member_id, _e.operation).where(_e.operation.is_not(None)).distinct().subquery("kept")
_KEPT = (
    select(
        number_of(_kept.c.member_id).label("member"),
        _r.number,
        _r.share_class,
        case((_r.taker_id == _kept.c.member_id, _r.shares), else_=-_r.shares).label("shares"),
    )
    .select_from(_kept)
    .join(register_entries, _r.number == _kept.c.operation)
    .order_by(_r.number, _kept.c.member_id)
)
_KEPT_UNTIL = Prepared(_KEPT.where(_r.day <= bindparam("until", type_=IsoDate)))


def _summed(*conditions: Any) -> Select[Any]:
    return (
        select(number_of(_e.member_id).label("member"), _e.kind, func.sum(_e.amount).label("held"))
        .select_from(account_entries.join(account_postings, _p.number == _e.posting))
        .where(_p.day <= bindparam("until", type_=IsoDate), *conditions)
        .group_by(_e.member_id, _e.kind)
        .order_by(_e.member_id)
    )


def _running(*conditions: Any) -> Select[Any]:
    """Where the entries of a column add up to less than nothing; those of one day count together."""
    running = (
        select(
            _e.member_id,
            _e.kind,
            _p.day,
            func.sum(_e.amount).over(partition_by=(_e.member_id, _e.kind), order_by=_p.day).label("held"),
        )
        .select_from(account_entries.join(account_postings, _p.number == _e.posting))
        .where(*(_e.kind != column for column in CAPITAL_COLUMNS), *conditions)
        .subquery()
    )
    columns = (number_of(running.c.member_id).label("member"), running.c.kind, running.c.day, running.c.held)
    return (
        select(*columns)
        .where(running.c.held < Money(0))
        .distinct()
        .order_by(running.c.day, number_of(running.c.member_id))
    )


_of_posting = select(_e.member_id).where(_e.posting == bindparam("of_posting", type_=BigInteger))
_BELOW = Prepared(_running())
_BELOW_OF = Prepared(_running(_e.member_id.in_(_of_posting)))
_BALANCES = Prepared(_summed())
_BALANCES_BEFORE = Prepared(
    _summed((_p.cause != AccountCause.QUANTIFIED) | (_p.year < bindparam("before", type_=BigInteger)))
)
# Statements are built once: building one costs more than running it.


class SqlAccountStore:
    """``AccountStore`` over one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def append(self, posting: Posting, reverses: int | None = None) -> int:
        """Append a posting; its number. ``member.unknown`` for an account of nobody on the roll."""
        number = int(_NEXT.value(self._connection, {}))
        head = {
            "number": number,
            "day": posting.day,
            "cause": posting.cause,
            "document": posting.document,
            "note": posting.note,
            "resolution": posting.resolution,
            "form": posting.form,
            "year": posting.year,
            "reverses": reverses,
        }
        _ADD.run(self._connection, head)
        if len(posting.entries) <= _FEW:
            for row in self._rows(number, posting, self._id_of):
                _ADD_ENTRY.run(self._connection, dict(zip(_ROW_COLUMNS, row, strict=True)))
            return number
        ids = member_ids(self._connection)
        insert_rows(self._connection, account_entries, _ROW_COLUMNS, self._rows(number, posting, ids.get))
        return number

    def get(self, number: int) -> NumberedPosting | None:
        return next(_postings(_GET.each(self._connection, {"number": number})), None)

    def of_member(self, number: str) -> Sequence[NumberedPosting]:
        """In order of day and number, each with this member's entries only."""
        member_id = member_id_of(self._connection, number)
        if member_id is None:
            return []
        return list(_postings(_OF_MEMBER.each(self._connection, {"member": member_id})))

    def between(self, first: date, last: date) -> Iterator[NumberedPosting]:
        yield from _postings(_BETWEEN.each(self._connection, {"first_day": first, "last_day": last}))

    def of_operation(self, operation: int) -> Sequence[tuple[date, AccountEntry]]:
        found = _OF_OPERATION.rows(self._connection, {"operation": operation})
        return [(day, AccountEntry(*entry)) for *entry, day in found]

    def postings(self, limit: int = 200) -> Sequence[NumberedPosting]:
        return [_posting(head, ()) for head in _NEWEST.rows(self._connection, {"most": limit})]

    def below_zero(self, posting: int | None = None) -> Sequence[tuple[str, AccountColumn, date, int]]:
        wanted, values = (_BELOW, {}) if posting is None else (_BELOW_OF, {"of_posting": posting})
        found = wanted.rows(self._connection, values)
        return [(member, column, day, held.fen) for member, column, day, held in found]

    def live(self, cause: AccountCause, year: int) -> Sequence[int]:
        found = _LIVE.rows(self._connection, {"of_cause": cause, "of_year": year})
        return [number for (number,) in found]

    def balances(self, until: date, before: int | None = None) -> Mapping[str, Balances]:
        wanted = _BALANCES
        values: dict[str, date | int] = {"until": until}
        if before is not None:
            wanted, values = _BALANCES_BEFORE, {"until": until, "before": before}
        fen: dict[str, dict[AccountColumn, int]] = {}
        for member, column, held in wanted.each(self._connection, values):
            fen.setdefault(member, {})[column] = held.fen
        return {member: Balances.of(held) for member, held in fen.items()}

    def kept_shares(self, until: date) -> Iterator[KeptShares]:
        for member, entry, share_class, shares in _KEPT_UNTIL.each(self._connection, {"until": until}):
            yield KeptShares(member, entry, share_class, Quantity(int(shares)))

    def _id_of(self, number: str) -> int | None:
        return member_id_of(self._connection, number)

    @staticmethod
    def _rows(number: int, posting: Posting, id_of: Any) -> Iterator[tuple[Any, ...]]:
        for position, entry in enumerate(posting.entries):
            member_id = id_of(entry.member)
            if member_id is None:
                raise DomainError("member.unknown", number=entry.member)
            yield number, position, member_id, entry.column, entry.amount, entry.share_class, entry.operation


def _postings(rows: Iterable[Found]) -> Iterator[NumberedPosting]:
    """Rows of the same posting, which follow each other, as one."""
    head: Found | None = None
    entries: list[AccountEntry] = []
    for row in rows:
        if head is not None and row[0] != head[0]:
            yield _posting(head, entries)
            entries = []
        head = row[:_PLACES]
        entries.append(AccountEntry(*row[_PLACES:]))
    if head is not None:
        yield _posting(head, entries)


def _posting(head: Found, entries: Sequence[AccountEntry]) -> NumberedPosting:
    number, day, cause, document, note, resolution, form, year, reverses, reversed_by = head
    made = Posting(day, cause, tuple(entries), document, note, resolution, form, year)
    return NumberedPosting(number, made, reverses, reversed_by)
