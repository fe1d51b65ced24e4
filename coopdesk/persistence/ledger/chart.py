"""Accounts, items, settings and months of the ledger: versions of which the newest counts."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import BigInteger, Connection, bindparam, func, select

from coopdesk.domain.business_document import DocumentKind, Rubric
from coopdesk.domain.ledger.accounts import ChartOfAccounts, Dimension, LedgerAccount, Side
from coopdesk.domain.ledger.document_rules import LegName
from coopdesk.domain.ledger.months import Month, MonthState
from coopdesk.persistence.journal.lines import KEY, Newest, newest_of
from coopdesk.persistence.ledger.tables import (
    ledger_account_versions,
    ledger_accounts,
    ledger_item_versions,
    ledger_items,
    ledger_periods,
    ledger_settings,
    ledger_start,
)
from coopdesk.persistence.sql.prepared import Prepared
from coopdesk.services.ledger.values import (
    DistributionDay,
    KnownItem,
    LedgerItem,
    LedgerMonth,
    LedgerSettings,
    LedgerStart,
)

_s, _v, _i, _p = ledger_start.c, ledger_account_versions.c, ledger_item_versions.c, ledger_periods.c
_n = ledger_settings.c
_KIND = bindparam("of_kind", type_=_i.kind.type)
_CODE = bindparam("of_code", type_=_i.code.type)


def _by_item(key: str) -> Mapping[str, Any]:
    kind, _line, code = key.partition("/")
    return {"of_kind": Dimension(kind), "of_code": code}


def _by_month(key: str) -> Mapping[str, Any]:
    return {"of_period": int(key)}


NEWEST: Mapping[str, Newest] = {
    "ledger_rules": newest_of(ledger_settings, values=lambda _key: {}),
    "ledger_account": newest_of(ledger_account_versions, _v.code == KEY),
    "ledger_item": newest_of(ledger_item_versions, _i.kind == _KIND, _i.code == _CODE, values=_by_item),
    "ledger_month": newest_of(
        ledger_periods, _p.period == bindparam("of_period", type_=BigInteger), values=_by_month
    ),
}
"""The entry of the newest version of an account by code, of an item by kind and code, of a month by its number."""

_START = Prepared(select(_s.first_period, _s.day))
_BEGIN = Prepared(ledger_start.insert())
_SETTINGS = Prepared(select(_n.name, _n.value).order_by(_n.id))
_SAVE_SETTING = Prepared(ledger_settings.insert())
_ACCOUNTS = Prepared(
    select(_v.code, _v.name, _v.side, _v.required, _v.kept, _v.closed).where(
        _v.id.in_(select(func.max(_v.id)).group_by(_v.code))
    )
)
_KNOWS_ACCOUNT = Prepared(
    select(ledger_accounts.c.code).where(ledger_accounts.c.code == bindparam("of_code"))
)
_ADD_ACCOUNT = Prepared(ledger_accounts.insert())
_SAVE_ACCOUNT = Prepared(ledger_account_versions.insert())
_ITEM_COLUMNS = (_i.kind, _i.code, _i.name, _i.credit_code, _i.note, _i.closed)
_newest_items = select(func.max(_i.id)).group_by(_i.kind, _i.code)
_ITEMS = Prepared(select(*_ITEM_COLUMNS).where(_i.id.in_(_newest_items)).order_by(_i.kind, _i.code))
_ITEM = Prepared(
    select(_i.name, _i.closed).where(_i.kind == _KIND, _i.code == _CODE).order_by(_i.id.desc()).limit(1)
)
_ADD_ITEM = Prepared(ledger_items.insert())
_SAVE_ITEM = Prepared(ledger_item_versions.insert())
_MONTHS = Prepared(
    select(_p.period, _p.state, _p.reason)
    .where(_p.id.in_(select(func.max(_p.id)).group_by(_p.period)))
    .order_by(_p.period)
)
_MONTH = Prepared(
    select(_p.state)
    .where(_p.period == bindparam("of_period", type_=BigInteger))
    .order_by(_p.id.desc())
    .limit(1)
)
_SET_MONTH = Prepared(ledger_periods.insert())
_TWO_PERSONS, _DISTRIBUTION_DAY = "two_persons", "distribution_day"
_YES, _NO = "yes", "no"
_RULE = "rule/"
"""What the name of an account chosen for a leg of a document's rule begins with: kind, rubric and side follow."""


def _leg(name: str) -> LegName:
    kind, rubric, side = name.removeprefix(_RULE).split("/")
    return LegName(DocumentKind(kind), Rubric(rubric), Side(side))


class SqlChart:
    """``ChartStore`` over one transaction; what every voucher asks for is read once in it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._chart: ChartOfAccounts | None = None
        self._started: LedgerStart | None = None

    def start(self) -> LedgerStart | None:
        if self._started is None:
            row = _START.first(self._connection, {})
            self._started = None if row is None else LedgerStart(Month.from_number(row[0]), row[1])
        return self._started

    def begin(self, start: LedgerStart) -> None:
        values = {"id": 1, "first_period": start.first.number, "day": start.day}
        _BEGIN.run(self._connection, values)

    def settings(self) -> LedgerSettings:
        kept: dict[str, str] = dict(_SETTINGS.rows(self._connection, {}))
        day = kept.get(_DISTRIBUTION_DAY, DistributionDay.YEAR_END.value)
        return LedgerSettings(kept.get(_TWO_PERSONS) == _YES, DistributionDay(day))

    def save_settings(self, settings: LedgerSettings) -> None:
        before = self.settings()
        if settings.two_persons is not before.two_persons:
            self._save(_TWO_PERSONS, _YES if settings.two_persons else _NO)
        if settings.distribution_day is not before.distribution_day:
            self._save(_DISTRIBUTION_DAY, settings.distribution_day.value)

    def rule_accounts(self) -> Mapping[LegName, str]:
        kept: dict[str, str] = dict(_SETTINGS.rows(self._connection, {}))
        chosen = {name: account for name, account in kept.items() if name.startswith(_RULE)}
        return {_leg(name): account for name, account in chosen.items() if account}

    def choose_account(self, leg: LegName, account: str) -> None:
        self._save(f"{_RULE}{leg.kind.value}/{leg.rubric.value}/{leg.side.value}", account)

    def _save(self, name: str, value: str) -> None:
        _SAVE_SETTING.run(self._connection, {"name": name, "value": value})

    def chart(self) -> ChartOfAccounts:
        if self._chart is None:
            rows = _ACCOUNTS.rows(self._connection, {})
            self._chart = ChartOfAccounts(LedgerAccount(*row) for row in rows)
        return self._chart

    def save_account(self, account: LedgerAccount) -> None:
        if _KNOWS_ACCOUNT.value(self._connection, {"of_code": account.code}) is None:
            _ADD_ACCOUNT.run(self._connection, {"code": account.code})
        version = {
            "code": account.code,
            "name": account.name,
            "side": account.side,
            "required": account.required,
            "kept": account.kept,
            "closed": account.closed,
        }
        _SAVE_ACCOUNT.run(self._connection, version)
        self._chart = None

    def items(self, kind: Dimension | None = None) -> Sequence[LedgerItem]:
        found = [LedgerItem(*row) for row in _ITEMS.rows(self._connection, {})]
        return found if kind is None else [item for item in found if item.kind is kind]

    def item(self, kind: Dimension, code: str) -> KnownItem | None:
        row = _ITEM.first(self._connection, {"of_kind": kind, "of_code": code})
        return None if row is None else KnownItem(*row)

    def save_item(self, item: LedgerItem) -> None:
        if self.item(item.kind, item.code) is None:
            _ADD_ITEM.run(self._connection, {"kind": item.kind, "code": item.code})
        names = ("kind", "code", "name", "credit_code", "note", "closed")
        _SAVE_ITEM.run(self._connection, {name: getattr(item, name) for name in names})

    def months(self) -> Sequence[LedgerMonth]:
        rows = _MONTHS.rows(self._connection, {})
        return [LedgerMonth(Month.from_number(period), state, reason) for period, state, reason in rows]

    def month_state(self, month: Month) -> MonthState:
        found: MonthState | None = _MONTH.value(self._connection, {"of_period": month.number})
        return found or MonthState.OPEN

    def set_month(self, month: LedgerMonth) -> None:
        values = {"period": month.month.number, "state": month.state, "reason": month.reason}
        _SET_MONTH.run(self._connection, values)
