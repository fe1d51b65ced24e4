"""The operation book (变动登记簿) in pages, for a register of any size, in any order and filtered.

In the order of its numbers, which have no gap, a page is at hand at once. Another order or a filter first puts the
lines in their places, once for a view.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Engine,
    Integer,
    MetaData,
    Table,
    Text,
    cast,
    func,
    insert,
    or_,
    select,
)

from coopdesk.domain.quantity import SCALE
from coopdesk.persistence.members.filters import fits_day, fits_shares
from coopdesk.persistence.members.operation_book import ENTERED, GIVER, SOURCE, TAKER, booked, line_of
from coopdesk.persistence.members.queries import contains
from coopdesk.persistence.members.table import connected
from coopdesk.persistence.members.tables import register_entries
from coopdesk.services.members.operation_book import BookedEntry
from coopdesk.services.table_source import Order, View

_e = register_entries.c
_operation = func.coalesce(_e.operation, _e.number)
_SORTED: dict[str, ColumnElement[Any]] = {
    "": _e.number,
    "operation": _operation,
    # They are numbered in the order in which they are entered.
    "entered": _e.number,
    "day": _e.day,
    "kind": _e.kind,
    "giver": GIVER.c.name,
    "taker": TAKER.c.name,
    "shares": _e.shares,
    "share_class": _e.share_class,
    "document": _e.document,
    "note": _e.note,
}
_own = MetaData()
_places = Table(
    "coopdesk_operation_places",
    _own,
    Column("place", Integer, primary_key=True, autoincrement=False),
    Column("number", Integer, nullable=False),
    prefixes=["TEMPORARY"],
)


class SqlOperationTable:
    """``OperationTable`` through a connection of its own, with the lines and their order as a view found them."""

    def __init__(
        self, engine: Engine, told: Callable[[], AbstractContextManager[None]] = nullcontext
    ) -> None:
        self._told = told
        self._connection = connected(engine)
        self._dialect = engine.dialect.name
        self._count = 0
        self._by_number: Order | None = None
        try:
            _own.create_all(self._connection, checkfirst=False)
            self._connection.commit()
        except BaseException:
            self.close()
            raise

    def view(self, wanted: View) -> None:
        with self._told(), self._one_look():
            self._connection.commit()
            filters = {key: typed for key, typed in wanted.filters.items() if typed.strip()}
            plain = not filters and wanted.order.key in ("", "operation")
            self._by_number = wanted.order if plain else None
            if plain:
                counted = select(func.count(_e.number))
                self._count = int(self._connection.execute(counted).scalar_one())
            else:
                self._put_in_places(wanted.order, filters)

    def count(self) -> int:
        return self._count

    def page(self, offset: int, limit: int) -> Sequence[BookedEntry]:
        with self._told(), self._one_look():
            lines = booked().order_by(None)
            if self._by_number is None:
                placed = lines.join(_places, _places.c.number == _e.number).where(
                    _places.c.place >= offset, _places.c.place < offset + limit
                )
                return list(map(line_of, self._connection.execute(placed.order_by(_places.c.place))))
            first, last = offset + 1, min(offset + limit, self._count)
            order: ColumnElement[Any] = _e.number.asc()
            if self._by_number.descending:
                first, last = self._count - last + 1, self._count - offset
                order = _e.number.desc()
            found = lines.where(_e.number >= first, _e.number <= last).order_by(order)
            return list(map(line_of, self._connection.execute(found)))

    def place_of(self, row_id: object) -> int | None:
        number = int(str(row_id))
        if self._by_number is not None:
            place = self._count - number if self._by_number.descending else number - 1
            return place if 0 <= place < self._count else None
        with self._told(), self._one_look():
            wanted = select(_places.c.place).where(_places.c.number == number)
            found: int | None = self._connection.execute(wanted).scalar()
            return found

    def close(self) -> None:
        """Let the connection go; closing twice does no harm."""
        self._connection.close()

    @contextmanager
    def _one_look(self) -> Iterator[None]:
        yield
        if self._dialect == "sqlite":
            self._connection.commit()

    def _put_in_places(self, order: Order, filters: Mapping[str, str]) -> None:
        tests = [_condition(key, typed, self._dialect) for key, typed in filters.items()]
        keys = (_e.number,) if not order.key else (_SORTED[order.key], _e.number)
        ordered = [key.desc() if order.descending else key.asc() for key in keys]
        place = (func.row_number().over(order_by=ordered) - 1).label("place")
        matching = select(place, _e.number).select_from(SOURCE).where(*tests)
        self._connection.execute(_places.delete())
        self._connection.execute(insert(_places).from_select(["place", "number"], matching))
        self._count = int(self._connection.execute(select(func.count()).select_from(_places)).scalar_one())


def _condition(key: str, typed: str, dialect: str) -> ColumnElement[bool]:
    """The condition for one column; KeyError for one that cannot be filtered."""
    if key == "shares":
        return fits_shares(typed, _e.shares, dialect)
    if key == "day":
        return fits_day(typed, _e.day)
    if key == "kind":
        return or_(*(cast(_e.kind, Text) == code for code in typed.split()))
    if key in ("giver", "taker"):
        party = (GIVER if key == "giver" else TAKER).c
        return or_(contains(party.name, typed.strip()), func.upper(party.number) == typed.strip().upper())
    if key == "operation":
        return fits_shares(typed, _operation * SCALE, dialect)
    if key == "entered":
        return contains(cast(ENTERED, Text), typed.strip())
    return contains(_SORTED[key], typed.strip())
