"""The list of vouchers (凭证列表) in pages, for a ledger of any size, in any order and filtered.

In the order of months, days or amounts a page is at hand at once, walked to by an index. Another order, or a filter,
first puts the vouchers in their places, once for a view.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import fields
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Engine,
    Integer,
    MetaData,
    Select,
    Table,
    Text,
    and_,
    cast,
    false,
    func,
    insert,
    or_,
    select,
)

from coopdesk.domain.errors import DomainError
from coopdesk.domain.typed import read_sum
from coopdesk.persistence.ledger.tables import ledger_account_versions, voucher_lines, vouchers
from coopdesk.persistence.members.filters import fits_day, fits_money
from coopdesk.persistence.members.queries import contains, escaped
from coopdesk.persistence.members.table import connected
from coopdesk.persistence.sql.keyset import Keyset
from coopdesk.services.filter_grammar import plain
from coopdesk.services.ledger.values import VoucherHead
from coopdesk.services.table_source import Order, View

_v, _l = vouchers.c, voucher_lines.c
_red = vouchers.alias("red")
_SUMMARY = (
    select(_l.summary)
    .where(_l.voucher == _v.id, _l.position == 1)
    .correlate(vouchers)
    .scalar_subquery()
    .label("summary")
)
_LINES = (
    select(func.max(_l.position))
    .where(_l.voucher == _v.id)
    .correlate(vouchers)
    .scalar_subquery()
    .label("lines")
)
_REVERSED_BY = (
    select(_red.c.id)
    .where(_red.c.reverses == _v.id)
    .correlate(vouchers)
    .scalar_subquery()
    .label("reversed_by")
)
_HEAD = (
    _v.id,
    _v.day,
    _v.word,
    _v.number,
    _v.kind,
    _SUMMARY,
    _v.amount,
    _LINES,
    _v.attachments,
    _v.prepared_by,
    _v.checked_by,
    _v.posted_by,
    _v.reverses,
    _REVERSED_BY,
    _v.source_kind,
    _v.source_key,
)
_FIELDS = tuple(field.name for field in fields(VoucherHead))
_INDEXED: dict[str, ColumnElement[Any]] = {
    # Numbers are given in the order of posting, so within a month one order is the other.
    "": _v.period,
    "number": _v.period,
    "day": _v.day,
    "amount": _v.amount,
}
_SORTED: dict[str, ColumnElement[Any]] = _INDEXED | {
    "word": _v.word,
    "kind": _v.kind,
    "summary": _SUMMARY,
    "lines": _LINES,
    "attachments": _v.attachments,
    "prepared_by": _v.prepared_by,
    "checked_by": _v.checked_by,
    "posted_by": _v.posted_by,
}
_NUMBER = re.compile(r"(\D*?)\s*-?\s*(\d{1,9})(?:\s*[-~—至到]\s*(\d{1,9}))?号?")
_PEOPLE = ("prepared_by", "checked_by", "posted_by")
_own = MetaData()
_places = Table(
    "coopdesk_voucher_places",
    _own,
    Column("place", Integer, primary_key=True, autoincrement=False),
    Column("id", Integer, nullable=False),
    prefixes=["TEMPORARY"],
)


class SqlVoucherTable:
    """``VoucherTable`` through a connection of its own, with the vouchers and their order as a view found them."""

    def __init__(
        self, engine: Engine, told: Callable[[], AbstractContextManager[None]] = nullcontext
    ) -> None:
        self._told = told
        self._connection = connected(engine)
        self._dialect = engine.dialect.name
        self._count = 0
        self._walk: Keyset | None = None
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
            self._walk = None
            if filters or wanted.order.key not in _INDEXED:
                self._put_in_places(wanted.order, filters)
                return
            counted = select(func.count(_v.id))
            self._count = int(self._connection.execute(counted).scalar_one())
            column, descending = _INDEXED[wanted.order.key], wanted.order.descending
            self._walk = Keyset(self._connection, column, _v.id, descending, self._count)

    def count(self) -> int:
        return self._count

    def page(self, offset: int, limit: int) -> Sequence[VoucherHead]:
        with self._told(), self._one_look():
            if self._walk is not None:
                return [_head(row) for row in self._walk.page(_HEAD, offset, limit)]
            placed: Select[Any] = (
                select(*_HEAD)
                .join(_places, _places.c.id == _v.id)
                .where(_places.c.place >= offset, _places.c.place < offset + limit)
                .order_by(_places.c.place)
            )
            return [_head(row) for row in self._connection.execute(placed)]

    def place_of(self, row_id: object) -> int | None:
        number = int(str(row_id))
        with self._told(), self._one_look():
            if self._walk is not None:
                return self._walk.place_of(number)
            wanted = select(_places.c.place).where(_places.c.id == number)
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
        keys = (_SORTED[order.key], _v.id)
        ordered = [key.desc() if order.descending else key.asc() for key in keys]
        place = (func.row_number().over(order_by=ordered) - 1).label("place")
        self._connection.execute(_places.delete())
        matching = select(place, _v.id).where(*tests)
        self._connection.execute(insert(_places).from_select(["place", "id"], matching))
        self._count = int(self._connection.execute(select(func.count()).select_from(_places)).scalar_one())


def _condition(key: str, typed: str, dialect: str) -> ColumnElement[bool]:
    """The condition for one column, or for ``account`` and ``member`` of a line; KeyError for what is neither."""
    text = plain(typed)
    if key == "number":
        return fits_number(text)
    if key == "day":
        return fits_day(typed, _v.day)
    if key == "amount":
        return _of_amount(typed, dialect)
    if key == "account":
        return _with_line(_l.account.in_(accounts_meant(text)))
    if key == "summary":
        return _with_line(contains(_l.summary, text))
    if key in ("kind", "word"):
        return or_(false(), *(cast(_v[key], Text) == code for code in re.split(r"[\s,]+", text)))
    if key in ("party", "product", "channel"):
        return _with_line(_l[key] == text)
    return contains({name: _v[name] for name in _PEOPLE}[key], text)


def _with_line(*tests: ColumnElement[bool]) -> ColumnElement[bool]:
    """Vouchers with a line that is so: looked for among the lines, which have the indexes."""
    return _v.id.in_(select(_l.voucher).where(*tests))


def fits_number(text: str) -> ColumnElement[bool]:
    """记-12, 记12, 12, 3-8: a number or those from one to another, of a word if one is named."""
    found = _NUMBER.fullmatch(text)
    if found is None:
        return false()
    word, first, last = found[1].strip(" -"), int(found[2]), int(found[3] or found[2])
    within = and_(_v.number >= first, _v.number <= last)
    return and_(within, _v.word == word) if word else within


def _of_amount(typed: str, dialect: str) -> ColumnElement[bool]:
    """An amount of a line, or what the whole voucher comes to, as every filter of sums reads it; but a part of a figure
    is looked for among whole vouchers alone, among lines just what it says: of those there may be a million."""
    whole = fits_money(typed, _v.amount, dialect)
    if plain(typed)[:1] in "<>=≥≤":
        return or_(whole, _with_line(fits_money(typed, _l.amount, dialect)))
    try:
        exact = read_sum(plain(typed))
    except DomainError:
        return whole
    return or_(whole, _with_line(_l.amount == exact))


def accounts_meant(text: str) -> Select[Any]:
    """The codes that begin so, or of accounts whose name has that in it."""
    versions = ledger_account_versions.c
    if text.isascii() and text.isdecimal():
        return select(versions.code).where(versions.code.like(f"{escaped(text)}%", escape="\\"))
    return select(versions.code).where(contains(versions.name, text))


def _head(row: Sequence[Any]) -> VoucherHead:
    values = dict(zip(_FIELDS, row, strict=True))
    for name, nothing in (("number", 0), ("source_kind", ""), ("source_key", "")):
        values[name] = values[name] or nothing
    return VoucherHead(**values)
