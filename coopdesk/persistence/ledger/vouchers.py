"""Vouchers and their lines: appended in the order of posting, with what the months hold of them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    Integer,
    Select,
    bindparam,
    case,
    func,
    literal_column,
    select,
    text,
)

from coopdesk.domain.business_document import DocumentKind
from coopdesk.domain.errors import DomainError
from coopdesk.domain.ledger.accounts import Side
from coopdesk.domain.ledger.close_checklist import Gap
from coopdesk.domain.ledger.months import Month
from coopdesk.domain.ledger.voucher import Dimensions, Source, Voucher, VoucherKind, VoucherLine
from coopdesk.persistence.ledger.tables import voucher_lines, vouchers
from coopdesk.persistence.members.store import member_id_of, member_ids, number_of
from coopdesk.persistence.sql.bulk import indexes_aside, insert_rows
from coopdesk.persistence.sql.column_types import IsoDate, Words
from coopdesk.persistence.sql.prepared import Found, Prepared
from coopdesk.services.ledger.values import NewVoucher, PostedVoucher, ToldVoucher

_v, _l = vouchers.c, voucher_lines.c
_red = vouchers.alias("red")
_FEW = 200
"""So many lines look their members up one by one and are added one by one; of more the roll is read whole."""
_LINE_NAMES = (
    "voucher",
    "position",
    "day",
    "summary",
    "account",
    "side",
    "amount",
    "member_id",
    "party",
    "product",
    "channel",
)
_HEAD = (
    _v.id,
    _v.day,
    _v.word,
    _v.number,
    _v.kind,
    _v.attachments,
    _v.prepared_by,
    _v.checked_by,
    _v.posted_by,
    _v.source_kind,
    _v.source_key,
    _v.reverses,
    _v.draft,
    _red.c.id.label("reversed_by"),
)
_LINE = (
    _l.summary,
    _l.account,
    _l.side,
    _l.amount,
    number_of(_l.member_id).label("member"),
    _l.party,
    _l.product,
    _l.channel,
)
_WIDTH = len(_HEAD)
_HEADS = vouchers.outerjoin(_red, _red.c.reverses == _v.id)
_WHOLE: Select[Any] = (
    select(*_HEAD, *_LINE)
    .select_from(_HEADS.join(voucher_lines, _l.voucher == _v.id))
    .order_by(_v.period, _v.id, _l.position)
)
_ID = bindparam("of_voucher", type_=BigInteger)
_PERIOD = bindparam("of_period", type_=Integer)
_WORD = bindparam("of_word", type_=_v.word.type)
_GET = Prepared(_WHOLE.where(_v.id == _ID))
_BY_NUMBER = Prepared(
    select(_v.id).where(
        _v.period == _PERIOD, _v.word == _WORD, _v.number == bindparam("of_number", type_=Integer)
    )
)
_OPENING = Prepared(
    _WHOLE.where(
        _v.kind == bindparam("of_kind", type_=_v.kind.type), _v.reverses.is_(None), _red.c.id.is_(None)
    )
)
_BETWEEN = Prepared(
    _WHOLE.where(
        _v.day >= bindparam("first_day", type_=IsoDate), _v.day <= bindparam("last_day", type_=IsoDate)
    )
)
_OF_SOURCE = Prepared(
    select(_v.id)
    .select_from(_HEADS)
    .where(
        _v.source_kind == bindparam("of_kind"),
        _v.source_key == bindparam("of_key"),
        _v.reverses.is_(None),
        _red.c.id.is_(None),
    )
)
_TELLING_KINDS = (VoucherKind.CLOSING, VoucherKind.OPENING)
_KINDS_OF_DOCUMENTS: list[ColumnElement[str]] = [literal_column(f"'{kind.value}'") for kind in DocumentKind]
_OF_DOCUMENT = Prepared(
    select(_v.id)
    .select_from(_HEADS)
    .where(
        _v.source_kind.in_(_KINDS_OF_DOCUMENTS),
        _v.source_key == bindparam("of_key"),
        _v.reverses.is_(None),
        _red.c.id.is_(None),
    )
    .order_by(_v.id)
)
_COUNT_DOCUMENTS = Prepared(
    select(func.count(_v.id)).where(
        _v.source_kind.in_(_KINDS_OF_DOCUMENTS),
        func.substr(_v.source_key, 1, func.length(bindparam("of_key", type_=Words)))
        == bindparam("of_key", type_=Words),
        _v.reverses.is_(None),
    )
)
_NEXT_ID = Prepared(select(func.coalesce(func.max(_v.id), 0) + 1))
_NEXT_NUMBER = Prepared(
    select(func.coalesce(func.max(_v.number), 0) + 1).where(_v.period == _PERIOD, _v.word == _WORD)
)
_WITH_GAPS = Prepared(
    select(_v.period, _v.word)
    .where(
        _v.number.is_not(None),
        _v.period >= bindparam("first_period", type_=Integer),
        _v.period <= bindparam("last_period", type_=Integer),
    )
    .group_by(_v.period, _v.word)
    .having(func.max(_v.number) != func.count(_v.number))
    .order_by(_v.period, _v.word)
)
_NUMBERS = Prepared(
    select(_v.number)
    .where(_v.period == _PERIOD, _v.word == _WORD, _v.number.is_not(None))
    .order_by(_v.number)
)
_NEWEST_MONTH = Prepared(select(func.max(_v.period)))
_ADD = Prepared(vouchers.insert())
_ADD_LINE = Prepared(voucher_lines.insert())
# Statements are built once: building one costs more than running it.

_SIDES = (
    "CAST(SUM(CASE side WHEN 'debit' THEN amount ELSE 0 END) AS BIGINT), "
    "CAST(SUM(CASE side WHEN 'credit' THEN amount ELSE 0 END) AS BIGINT)"
)
_GROWS = "debit = {0}.debit + excluded.debit, credit = {0}.credit + excluded.credit"
# The database itself adds to the months what it was just given, be it two lines or a hundred thousand.
_ADD_TO_ACCOUNTS = text(
    f"INSERT INTO account_months (account, period, debit, credit) SELECT account, :period, {_SIDES} "
    "FROM voucher_lines WHERE voucher = :voucher GROUP BY account "
    f"ON CONFLICT (account, period) DO UPDATE SET {_GROWS.format('account_months')}"
)
_ADD_TO_MEMBERS = text(
    "INSERT INTO member_months (member_id, account, period, debit, credit) "
    f"SELECT member_id, account, :period, {_SIDES} FROM voucher_lines "
    "WHERE voucher = :voucher AND member_id IS NOT NULL GROUP BY member_id, account "
    f"ON CONFLICT (member_id, account, period) DO UPDATE SET {_GROWS.format('member_months')}"
)


class SqlVouchers:
    """``VoucherStore`` over one transaction."""

    _connection: Connection

    def append(self, new: NewVoucher, posted_by: str) -> int:
        voucher, connection = new.voucher, self._connection
        voucher_id = int(_NEXT_ID.value(connection, {}))
        period = Month.of(voucher.day).number
        source = voucher.source
        head = {
            "id": voucher_id,
            "day": voucher.day,
            "period": period,
            "word": voucher.word,
            "number": self._next_number(voucher, period),
            "kind": voucher.kind,
            "attachments": voucher.attachments,
            "amount": voucher.debit,
            "prepared_by": new.prepared_by,
            "checked_by": new.checked_by,
            "posted_by": posted_by,
            "source_kind": None if source is None else source.kind,
            "source_key": None if source is None else source.key,
            "reverses": voucher.reverses,
            "draft": new.draft,
        }
        _ADD.run(connection, head)
        self._add_lines(voucher_id, voucher)
        months = {"period": period, "voucher": voucher_id}
        connection.execute(_ADD_TO_ACCOUNTS, months)
        if any(line.dimensions.member for line in voucher.lines):
            connection.execute(_ADD_TO_MEMBERS, months)
        return voucher_id

    def _next_number(self, voucher: Voucher, period: int) -> int | None:
        """The next number of the month and word; opening balances stand outside the numbering."""
        if voucher.kind is VoucherKind.OPENING:
            return None
        return int(_NEXT_NUMBER.value(self._connection, {"of_period": period, "of_word": voucher.word}))

    def _add_lines(self, voucher_id: int, voucher: Voucher) -> None:
        if len(voucher.lines) <= _FEW:
            for row in _rows(voucher_id, voucher, lambda number: member_id_of(self._connection, number)):
                _ADD_LINE.run(self._connection, dict(zip(_LINE_NAMES, row, strict=True)))
            return
        rows = _rows(voucher_id, voucher, member_ids(self._connection).get)
        with indexes_aside(self._connection, (voucher_lines,), len(voucher.lines)):
            insert_rows(self._connection, voucher_lines, _LINE_NAMES, rows)

    def voucher(self, voucher_id: int) -> PostedVoucher | None:
        return next(_posted(_GET.each(self._connection, {"of_voucher": voucher_id})), None)

    def voucher_by_number(self, month: Month, word: str, number: int) -> PostedVoucher | None:
        wanted = {"of_period": month.number, "of_word": word, "of_number": number}
        found = _BY_NUMBER.value(self._connection, wanted)
        return None if found is None else self.voucher(found)

    def of_source(self, source: Source) -> int | None:
        wanted = {"of_kind": source.kind, "of_key": source.key}
        found: int | None = _OF_SOURCE.value(self._connection, wanted)
        return found

    def of_document(self, key: str) -> Sequence[int]:
        return [number for (number,) in _OF_DOCUMENT.rows(self._connection, {"of_key": key})]

    def count_documents(self, beginning: str) -> int:
        return int(_COUNT_DOCUMENTS.value(self._connection, {"of_key": beginning}))

    def opening(self) -> Sequence[PostedVoucher]:
        return list(_posted(_OPENING.each(self._connection, {"of_kind": VoucherKind.OPENING})))

    def between(self, first: date, last: date) -> Iterable[PostedVoucher]:
        return _posted(_BETWEEN.each(self._connection, {"first_day": first, "last_day": last}))

    def telling(self, codes: Sequence[str], first: Month, last: Month) -> Sequence[ToldVoucher]:
        from_, until = first.first_day, last.last_day
        of_kind = select(_v.id).where(_v.day >= from_, _v.day <= until, _v.kind.in_(_TELLING_KINDS))
        of_account = select(_l.voucher).where(_l.account.in_(codes), _l.day >= from_, _l.day <= until)
        debit, credit = (
            func.sum(case((_l.side == side, _l.amount), else_=0), type_=BigInteger()) for side in Side
        )
        wanted = (
            select(_v.id, _v.kind, _l.account, debit, credit)
            .select_from(vouchers.join(voucher_lines, _l.voucher == _v.id))
            .where(_v.id.in_(of_kind.union(of_account)))
            .group_by(_v.id, _v.kind, _l.account)
            .order_by(_v.id, _l.account)
        )
        found = []
        for (number, kind), rows in groupby(self._connection.execute(wanted), key=itemgetter(0, 1)):
            sums = tuple((account, int(one), int(other)) for _id, _kind, account, one, other in rows)
            found.append(ToldVoucher(number, kind, sums))
        return found

    def gaps(self, first: Month, last: Month) -> Sequence[Gap]:
        wanted = {"first_period": first.number, "last_period": last.number}
        found = []
        for period, word in _WITH_GAPS.rows(self._connection, wanted):
            rows = _NUMBERS.rows(self._connection, {"of_period": period, "of_word": word})
            expected = next(place for place, (number,) in enumerate((*rows, (None,)), 1) if number != place)
            found.append(Gap(Month.from_number(period), word, expected))
        return found

    def newest_month(self) -> Month | None:
        period = _NEWEST_MONTH.value(self._connection, {})
        return None if period is None else Month.from_number(period)


def _rows(voucher_id: int, voucher: Voucher, id_of: Any) -> Iterator[tuple[Any, ...]]:
    for position, line in enumerate(voucher.lines, 1):
        named, member_id = line.dimensions, None
        if named.member:
            member_id = id_of(named.member)
            if member_id is None:
                raise DomainError("member.unknown", number=named.member)
        yield (
            voucher_id,
            position,
            voucher.day,
            line.summary,
            line.account,
            line.side,
            line.amount,
            member_id,
            named.party or None,
            named.product or None,
            named.channel or None,
        )


def _posted(rows: Iterable[Found]) -> Iterator[PostedVoucher]:
    """Rows of the same voucher, which follow each other, as one."""
    for _id, group in groupby(rows, key=itemgetter(0)):
        own = list(group)
        yield _voucher(own[0], tuple(_line(row[_WIDTH:]) for row in own))


def _voucher(head: Found, lines: tuple[VoucherLine, ...]) -> PostedVoucher:
    named: Mapping[str, Any] = {str(column.key): value for column, value in zip(_HEAD, head, strict=False)}
    source = None
    if named["source_kind"] is not None:
        source = Source(named["source_kind"], named["source_key"])
    voucher = Voucher(
        named["day"], lines, named["word"], named["attachments"], named["kind"], source, named["reverses"]
    )
    return PostedVoucher(
        named["id"],
        named["number"] or 0,
        voucher,
        named["prepared_by"],
        named["checked_by"],
        named["posted_by"],
        named["reversed_by"],
        named["draft"],
    )


def _line(values: Found) -> VoucherLine:
    summary, account, side, amount, *named = values
    return VoucherLine(summary, account, side, amount, Dimensions(*(each or "" for each in named)))
