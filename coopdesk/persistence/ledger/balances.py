"""What the accounts hold: from what is kept by month, or added up anew from the lines; the two must agree."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    Select,
    Table,
    and_,
    bindparam,
    case,
    func,
    literal_column,
    select,
)

from coopdesk.domain.ledger.accounts import Side
from coopdesk.domain.ledger.closing import Balance
from coopdesk.domain.ledger.months import Month
from coopdesk.domain.ledger.voucher import Dimensions
from coopdesk.domain.money import Money
from coopdesk.persistence.ledger.tables import account_months, member_months, voucher_lines, vouchers
from coopdesk.persistence.members.store import member_id_of, number_of
from coopdesk.persistence.sql.column_types import Fen, IsoDate
from coopdesk.persistence.sql.prepared import Found, Prepared
from coopdesk.services.ledger.values import NOTHING_MOVED, Moved, Movement, Movements

_a, _m, _l, _v = account_months.c, member_months.c, voucher_lines.c, vouchers.c
_FIRST, _LAST = bindparam("first_day", type_=IsoDate), bindparam("last_day", type_=IsoDate)
_BEFORE, _EARLIER, _MONTH = 0, 1, 2
"""What lines and months count for: what was before the year, in the year before the month, in the month."""


def _total(column: ColumnElement[Any]) -> Any:
    return func.sum(column, type_=Fen())


def _part(column: ColumnElement[Any], year: ColumnElement[Any], month: ColumnElement[Any]) -> Any:
    return case((column < year, _BEFORE), (column < month, _EARLIER), else_=_MONTH)


_period_part = _part(
    _a.period, bindparam("of_year", type_=BigInteger), bindparam("of_month", type_=BigInteger)
).label("part")
_KEPT = Prepared(
    select(_a.account, _period_part, _total(_a.debit), _total(_a.credit))
    .where(_a.period <= bindparam("to_period", type_=BigInteger))
    .group_by(_a.account, _period_part)
)
# Lines by the index of their vouchers' days: they have none by day alone.
_OF_MONTH = Prepared(
    select(_l.account, _l.side, _total(_l.amount))
    .select_from(vouchers.join(voucher_lines, _l.voucher == _v.id))
    .where(_v.day >= _FIRST, _v.day <= _LAST)
    .group_by(_l.account, _l.side)
)
_year, _month = bindparam("year_begins", type_=IsoDate), bindparam("month_begins", type_=IsoDate)
_SPANS = (_l.day < _year, and_(_l.day >= _year, _l.day < _month), _l.day >= _month)
# Account by account as an index has them, so that nothing is sorted.
_FROM_LINES = Prepared(
    select(
        _l.account,
        *(
            _total(case((and_(span, _l.side == side), _l.amount), else_=literal_column("0", Fen())))
            for span in _SPANS
            for side in (Side.DEBIT, Side.CREDIT)
        ),
    )
    .where(_l.day <= _LAST)
    .group_by(_l.account)
)


class SqlBalances:
    """``BalanceStore`` over one transaction."""

    _connection: Connection

    def movements(self, until: date) -> Movements:
        month = Month.of(until)
        whole = until == month.last_day
        wanted = {
            "of_year": Month(month.year, 1).number,
            "of_month": month.number,
            "to_period": month.number if whole else month.number - 1,
        }
        found: dict[str, Movement] = {}
        for account, part, debit, credit in _KEPT.rows(self._connection, wanted):
            _count(found, account, part, Moved(debit, credit))
        if not whole:
            days = {"first_day": month.first_day, "last_day": until}
            for account, side, amount in _OF_MONTH.rows(self._connection, days):
                _count(found, account, _MONTH, _on(side, amount))
        return dict(sorted(found.items()))

    def movements_from_lines(self, until: date) -> Movements:
        month = Month.of(until)
        wanted = {
            "year_begins": Month(month.year, 1).first_day,
            "month_begins": month.first_day,
            "last_day": until,
        }
        found: dict[str, Movement] = {}
        for account, *sums in _FROM_LINES.rows(self._connection, wanted):
            before, earlier, in_month = (Moved(*sums[place : place + 2]) for place in (0, 2, 4))
            found[account] = Movement(before, earlier, in_month)
        return dict(sorted(found.items()))

    def moved(self, codes: Sequence[str], dimensions: Dimensions, until: date | None = None) -> Moved:
        conditions: list[ColumnElement[bool]] = [_l.account.in_(codes)]
        member_id = None
        if dimensions.member:
            member_id = member_id_of(self._connection, dimensions.member)
            conditions.append(_l.member_id == member_id)
            if member_id is None:
                return NOTHING_MOVED
        items = [
            _l[name] == code
            for name in ("party", "product", "channel")
            if (code := getattr(dimensions, name))
        ]
        if items:
            if until is not None:
                conditions.append(_l.day <= until)
            return self._of_lines([*conditions, *items])
        kept = self._kept(codes, member_id, until)
        if until is None or until == Month.of(until).last_day:
            return kept
        in_month = (_l.day >= Month.of(until).first_day, _l.day <= until)
        return kept + self._of_lines([*conditions, *in_month])

    def _kept(self, codes: Sequence[str], member_id: int | None, until: date | None) -> Moved:
        """What is kept of accounts, of one member or altogether, up to the last month that is whole by a day."""
        table: Table = account_months if member_id is None else member_months
        wanted: Select[Any] = select(_total(table.c.debit), _total(table.c.credit)).where(
            table.c.account.in_(codes)
        )
        if member_id is not None:
            wanted = wanted.where(table.c.member_id == member_id)
        if until is not None:
            month = Month.of(until)
            whole = month if until == month.last_day else month.before
            wanted = wanted.where(table.c.period <= whole.number)
        debit, credit = self._connection.execute(wanted).one()
        return Moved(debit or Money(0), credit or Money(0))

    def _of_lines(self, conditions: Iterable[ColumnElement[bool]]) -> Moved:
        wanted = select(_l.side, _total(_l.amount)).where(*conditions).group_by(_l.side)
        found = NOTHING_MOVED
        for side, amount in self._connection.execute(wanted):
            found += _on(side, amount)
        return found

    def balances_by_name(self, codes: Sequence[str], until: date) -> Sequence[Balance]:
        member = number_of(_l.member_id).label("member")
        named = (member, _l.party, _l.product, _l.channel)
        change = case((_l.side == Side.DEBIT, _l.amount), else_=-_l.amount)
        left = func.sum(change, type_=Fen())
        wanted = (
            select(_l.account, *named, left)
            .where(_l.account.in_(codes), _l.day <= until)
            .group_by(_l.account, _l.member_id, _l.party, _l.product, _l.channel)
            .order_by(_l.account, _l.member_id, _l.party, _l.product, _l.channel)
        )
        return [
            Balance(account, amount, Dimensions(*(each or "" for each in names)))
            for account, *names, amount in self._connection.execute(wanted)
            if amount
        ]

    def member_movements(self, codes: Sequence[str], until: Month) -> Mapping[str, Moved]:
        wanted = (
            select(number_of(_m.member_id).label("member"), _total(_m.debit), _total(_m.credit))
            .where(_m.account.in_(codes), _m.period <= until.number)
            .group_by(_m.member_id)
            .order_by(_m.member_id)
        )
        rows: Iterable[Found] = map(tuple, self._connection.execute(wanted))
        return {member: Moved(debit, credit) for member, debit, credit in rows}


def _on(side: Side, amount: Money) -> Moved:
    return Moved(debit=amount) if side is Side.DEBIT else Moved(credit=amount)


def _count(found: dict[str, Movement], account: str, part: int, moved: Moved) -> None:
    before = found.get(account, Movement())
    parts = {
        _BEFORE: Movement(before=moved),
        _EARLIER: Movement(earlier=moved),
        _MONTH: Movement(month=moved),
    }
    found[account] = before + parts[part]
