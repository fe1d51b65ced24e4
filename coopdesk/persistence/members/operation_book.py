"""The share register as one book: its entries by number, with names, the day of entry and the marks of reversal."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, bindparam, func, select

from coopdesk.persistence.journal.lines import moment_of
from coopdesk.persistence.members.tables import member_current, register_entries
from coopdesk.persistence.sql.prepared import Prepared
from coopdesk.services.journal.kinds import BEFORE
from coopdesk.services.members.operation_book import BookedEntry, Party

_e = register_entries.c
GIVER, TAKER = member_current.alias("giver"), member_current.alias("taker")
_later, _wrong = register_entries.alias("later"), register_entries.alias("wrong")
_kind, ENTERED = moment_of(_e.journal_number)
_COLUMNS = (
    _e.number,
    func.coalesce(_e.operation, _e.number),
    _kind,
    ENTERED,
    _e.day,
    _e.kind,
    GIVER.c.number,
    GIVER.c.name,
    TAKER.c.number,
    TAKER.c.name,
    _e.share_class,
    _e.shares,
    _e.document,
    _e.note,
    func.coalesce(_wrong.c.operation, _wrong.c.number),
    func.coalesce(_later.c.operation, _later.c.number),
)
SOURCE = (
    register_entries.outerjoin(GIVER, GIVER.c.member_id == _e.giver_id)
    .outerjoin(TAKER, TAKER.c.member_id == _e.taker_id)
    .outerjoin(_later, _later.c.reverses == _e.number)
    .outerjoin(_wrong, _wrong.c.number == _e.reverses)
)
"""The entries beside the lines of the roll of both parties, and the entry that reverses each."""


def booked() -> Select[Any]:
    """All lines of the book in the order of their numbers, for ``line_of``."""
    return select(*_COLUMNS).select_from(SOURCE).order_by(_e.number)


_BETWEEN = Prepared(booked().where(_e.day >= bindparam("first"), _e.day <= bindparam("last")))


def lines_between(connection: Connection, first: date, last: date) -> Iterator[BookedEntry]:
    """The lines that count from one of these days, both included, in the order of their numbers."""
    return map(line_of, _BETWEEN.each(connection, {"first": first, "last": last}))


def line_of(row: Any) -> BookedEntry:
    """A line of the book from a row of ``booked``."""
    number, operation, act, at, day, kind, giver, giver_name, taker, taker_name, *rest = row
    return BookedEntry(
        number,
        operation,
        None if at is None or act == BEFORE else at.date(),
        day,
        kind,
        None if giver is None else Party(giver, giver_name),
        None if taker is None else Party(taker, taker_name),
        *rest,
    )
