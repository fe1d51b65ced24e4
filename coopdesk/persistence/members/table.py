"""The member table as at a day, in pages, for rolls of any size.

Unfiltered and as of now it walks an index from the nearest place it remembers, so nothing is prepared and any page
is at hand. Another day or a filter first puts the matching members in their places, once for a view.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import date
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Connection,
    Engine,
    FromClause,
    Integer,
    MetaData,
    Select,
    Table,
    and_,
    func,
    insert,
    literal,
    or_,
    select,
)

from coopdesk.domain.quantity import Quantity
from coopdesk.persistence.members.filters import condition, standing
from coopdesk.persistence.members.movements import moved_after, newest_day
from coopdesk.persistence.members.queries import belongs_on, state_of
from coopdesk.persistence.members.store import count_members
from coopdesk.persistence.members.tables import holdings, member_current, members, register_entries
from coopdesk.persistence.sql.keyset import Keyset
from coopdesk.services.members.values import MemberRow
from coopdesk.services.table_source import Order, View

_c = member_current.c
_SORTED: dict[str, ColumnElement[Any]] = {
    "": _c.member_id,
    "number": _c.number_key,
    "name": _c.name,
    "kind": _c.kind,
    "group": _c.group_name,
    "joined": _c.joined,
    "identity": _c.identity,
    "account": _c.account,
    "phone": _c.phone,
    "state": _c.ended,
}
_own = MetaData()
_later = Table(
    "coopdesk_later",
    _own,
    Column("member_id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False),
    Column("shares", BigInteger, nullable=False),
    prefixes=["TEMPORARY"],
)
_changed = Table(
    "coopdesk_changed",
    _own,
    Column("member_id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False),
    Column("shares", BigInteger, nullable=False),
    prefixes=["TEMPORARY"],
)
_places = Table(
    "coopdesk_places",
    _own,
    Column("place", Integer, primary_key=True, autoincrement=False),
    Column("member_id", BigInteger, nullable=False),
    prefixes=["TEMPORARY"],
)


class SqlMemberTable:
    """``MemberTable`` through a connection of its own, with the members and their order as a view found them.

    On a server every view sees one state of the book until the next. A file lets go of it after each look: a reader
    that stays would keep what is committed out of the file, and only this program writes to it and then looks anew.

    ``share_class`` shows shares of one class alone; ``against`` the change since another day, and then also those who
    are no members any more but whose shares have changed.
    """

    def __init__(
        self,
        engine: Engine,
        day: date,
        told: Callable[[], AbstractContextManager[None]] = nullcontext,
        *,
        share_class: str = "",
        against: date | None = None,
    ) -> None:
        self._day = day
        self._class = share_class
        self._against = against
        self._change: ColumnElement[int] = literal(0)
        self._told = told
        self._connection = connected(engine)
        self._dialect = engine.dialect.name
        self._keyset: Keyset | None = None
        self._later_as_of: object = None
        self._past = False
        self._shares: ColumnElement[int] = _c.shares
        self._count = 0
        self._is_prepared = False
        try:
            _own.create_all(self._connection, checkfirst=False)
            self._connection.commit()
        except BaseException:
            self.close()
            raise

    def view(self, wanted: View) -> None:
        with self._told(), self._one_look():
            self._prepare(wanted)
            self._is_prepared = True

    def count(self) -> int:
        self._begin()
        return self._count

    def page(self, offset: int, limit: int) -> Sequence[MemberRow]:
        self._begin()
        with self._told(), self._one_look():
            return self._page(offset, limit)

    def place_of(self, row_id: object) -> int | None:
        self._begin()
        with self._told(), self._one_look():
            if self._keyset is not None:
                return self._keyset.place_of(row_id)
            wanted = select(_places.c.place).where(_places.c.member_id == row_id)
            place: int | None = self._connection.execute(wanted).scalar()
            return place

    def row_id(self, number: str) -> int | None:
        with self._told(), self._one_look():
            wanted = select(members.c.id).where(members.c.number == number)
            found: int | None = self._connection.execute(wanted).scalar()
            return found

    def close(self) -> None:
        """Let the connection go; closing twice does no harm."""
        self._connection.close()

    def _begin(self) -> None:
        """Whoever asks for no view has that of all members, in the order of the roll."""
        if not self._is_prepared:
            self.view(View())

    @contextmanager
    def _one_look(self) -> Iterator[None]:
        yield
        if self._dialect == "sqlite":
            self._connection.commit()

    def _prepare(self, wanted: View) -> None:
        self._connection.commit()  # keeps the temporary tables, and lets go of the state seen so far
        past = self._is_past() or bool(self._class) or self._against is not None
        filters = {key: typed for key, typed in wanted.filters.items() if typed.strip()}
        self._shares = self._held() - func.coalesce(_later.c.shares, 0) if past else _c.shares
        self._past = past
        compared = func.coalesce(_changed.c.shares, 0)
        self._change = literal(0) if self._against is None else compared
        if past or filters:
            self._keyset = None
            self._put_in_places(wanted.order, filters)
        else:
            column = self._sorted_by(wanted.order)
            only = belongs_on(self._day) if self._is_anybody_gone() else None
            self._count = count_members(self._connection) if only is None else self._counted(only)
            descending = wanted.order.descending
            self._keyset = Keyset(self._connection, column, _c.member_id, descending, self._count, only)

    def _page(self, offset: int, limit: int) -> Sequence[MemberRow]:
        columns = self._columns()
        names, wanted = tuple(columns), tuple(columns.values())
        if self._keyset is not None:
            return [self._row(names, row) for row in self._keyset.page(wanted, offset, limit)]
        source: FromClause = _places.join(member_current, _c.member_id == _places.c.member_id)
        source = self._with_what_moved(source)
        place = _places.c.place
        found = select(*wanted).select_from(source).where(place >= offset, place < offset + limit)
        return [self._row(names, row) for row in self._connection.execute(found.order_by(place))]

    def _columns(self) -> dict[str, ColumnElement[Any]]:
        """By name: the fields of ``MemberRow`` that are kept, and what its state follows from."""
        names = ("number", "name", "kind", "joined", "identity", "account", "phone", "struck", "ended")
        alike = {name: _c[name] for name in names}
        counted = {"shares": self._shares, "change": self._change}
        return {"row_id": _c.member_id, "group": _c.group_name} | counted | alike

    def _held(self) -> ColumnElement[int]:
        """The present shares, of the class that is looked at."""
        if not self._class:
            return _c.shares
        of_class = (holdings.c.member_id == _c.member_id, holdings.c.share_class == self._class)
        return func.coalesce(select(holdings.c.shares).where(*of_class).scalar_subquery(), 0)

    def _with_what_moved(self, source: FromClause) -> FromClause:
        if self._past:
            source = source.outerjoin(_later, _later.c.member_id == _c.member_id)
        if self._against is not None:
            source = source.outerjoin(_changed, _changed.c.member_id == _c.member_id)
        return source

    def _row(self, names: tuple[str, ...], row: Any) -> MemberRow:
        found = dict(zip(names, row, strict=True))
        state = state_of(found.pop("struck"), found.pop("ended"), self._day)
        figures = {name: Quantity(int(found[name])) for name in ("shares", "change")}
        return MemberRow(**found | figures, state=state)

    def _sorted_by(self, order: Order) -> ColumnElement[Any]:
        figures = {"shares": self._shares, "change": self._change}
        return figures[order.key] if order.key in figures else _SORTED[order.key]

    def _is_past(self) -> bool:
        """Whether the register or the roll has moved on since the day."""
        last_joined = self._connection.execute(select(func.max(_c.joined))).scalar()
        newest = newest_day(self._connection)
        return any(day is not None and day > self._day for day in (newest, last_joined))

    def _is_anybody_gone(self) -> bool:
        """Whether somebody's membership has ended or was struck; told by two looks into indexes."""
        last_ended, struck = (
            self._connection.execute(select(func.max(column))).scalar() for column in (_c.ended, _c.struck)
        )
        return last_ended is not None or bool(struck)

    def _counted(self, only: ColumnElement[bool]) -> int:
        return int(self._connection.execute(select(func.count(_c.member_id)).where(only)).scalar_one())

    def _put_in_places(self, order: Order, filters: Mapping[str, str]) -> None:
        tests = [
            condition(key, typed, self._change if key == "change" else self._shares, self._dialect)
            for key, typed in filters.items()
            if key != "state"
        ]
        shown = standing(filters.get("state", ""), self._day)
        if self._against is not None and not filters.get("state", "").strip():
            shown = or_(shown, and_(_c.struck == "", self._change != 0))
        tests.append(shown)
        if self._past:
            self._note_what_moved()
        source = self._with_what_moved(member_current)
        keys = (_c.member_id,) if not order.key else (self._sorted_by(order), _c.member_id)
        ordered = [key.desc() if order.descending else key.asc() for key in keys]
        place = (func.row_number().over(order_by=ordered) - 1).label("place")
        matching = select(place, _c.member_id).select_from(source).where(*tests)
        self._connection.execute(_places.delete())
        self._connection.execute(insert(_places).from_select(["place", "member_id"], matching))
        self._count = self._connection.execute(select(func.count()).select_from(_places)).scalar_one()

    def _note_what_moved(self) -> None:
        """What has moved since the day, and between it and the one compared with; kept until the register changes."""
        state = self._connection.execute(select(func.max(register_entries.c.number))).scalar()
        if state == self._later_as_of:
            return
        self._later_as_of = None
        self._keep(_later, moved_after(self._day, share_class=self._class), 1)
        if self._against is not None:
            first, last = sorted((self._day, self._against))
            moved = moved_after(first, last, self._class)
            self._keep(_changed, moved, 1 if self._against < self._day else -1)
        self._later_as_of = state

    def _keep(self, table: Table, moved: Select[Any], sign: int) -> None:
        moves = moved.subquery()
        rows = select(moves.c.member_id, moves.c.shares * sign)
        self._connection.execute(table.delete())
        self._connection.execute(insert(table).from_select(["member_id", "shares"], rows))


def connected(engine: Engine) -> Connection:
    """A connection that is closed for good when it is let go, and its temporary tables with it."""
    connection = engine.connect()
    if engine.dialect.name == "postgresql":
        connection.execution_options(isolation_level="REPEATABLE READ")
    connection.detach()
    return connection
