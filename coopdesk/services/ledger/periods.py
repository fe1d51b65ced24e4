"""The one lock of the ledger: whether a day may still be entered into, whoever asks and by which way."""

from datetime import date

from coopdesk.domain.errors import DomainError
from coopdesk.domain.ledger.months import Month, MonthState
from coopdesk.domain.ledger.voucher import VoucherKind
from coopdesk.domain.text import clean_text
from coopdesk.services.command import Changes, Topic
from coopdesk.services.context import Context
from coopdesk.services.ledger.commands import SetMonthState
from coopdesk.services.ledger.values import LedgerMonth, LedgerStart
from coopdesk.services.ports import UnitOfWork

MONTHS = 12


def ledger_start(uow: UnitOfWork) -> LedgerStart:
    """When the ledger began; ``ledger.none`` in a book that keeps none."""
    start = uow.ledger.start()
    if start is None:
        raise DomainError("ledger.none")
    return start


def require_month(month: Month) -> None:
    """``period.no_month`` for a thirteenth one."""
    if not 1 <= month.month <= MONTHS:
        raise DomainError("period.no_month", month=str(month))


def require_open(context: Context, day: date, kind: VoucherKind) -> None:
    """Refuse a day that nothing may be entered into, with what ``period_fault`` says."""
    fault = period_fault(context.uow, context.today, day, kind)
    if fault is not None:
        raise fault


def period_fault(uow: UnitOfWork, today: date, day: date, kind: VoucherKind) -> DomainError | None:
    """What keeps a day from being entered into; None for nothing.

    ``ledger.none`` without a ledger, ``period.before_start`` and ``period.in_future`` with ``first`` or ``last``,
    ``period.closed`` and ``period.held`` with the ``month``. While December is held its closing may go on. Opening
    balances come before the first month, which is what they are for.
    """
    start, month = uow.ledger.start(), Month.of(day)
    if start is None:
        return DomainError("ledger.none")
    if kind is VoucherKind.OPENING:
        return None
    if month < start.first:
        return DomainError("period.before_start", day=day, first=start.first.first_day)
    last = Month.of(today).last_day
    if day > last:
        return DomainError("period.in_future", day=day, last=last)
    state = uow.ledger.month_state(month)
    if state is MonthState.CLOSED:
        return DomainError("period.closed", day=day, month=str(month))
    if state is MonthState.HELD and not (month.is_last and kind is VoucherKind.CLOSING):
        return DomainError("period.held", day=day, month=str(month))
    return None


def set_month_state(command: SetMonthState, context: Context) -> Changes:
    """Close, hold or open a month. Months are closed one after the other and opened again from the last one back."""
    start, month = ledger_start(context.uow), command.month
    require_month(month)
    reason = clean_text(command.reason)
    if month < start.first or month > Month.of(context.today):
        raise DomainError("period.not_of_ledger", month=str(month), first=str(start.first))
    states = {each.month: each.state for each in context.uow.ledger.months()}
    now = states.get(month, MonthState.OPEN)
    if now is command.state:
        raise DomainError("period.is_so_already", month=str(month), state=now)
    if now is MonthState.CLOSED:
        if not reason:
            raise DomainError("period.reason_missing", month=str(month))
        later = max((each for each, state in states.items() if state is MonthState.CLOSED), default=month)
        if later > month:
            raise DomainError("period.later_closed", month=str(month), later=str(later))
    if command.state is MonthState.CLOSED and month > start.first:
        before = month.before
        if states.get(before, MonthState.OPEN) is not MonthState.CLOSED:
            raise DomainError("period.earlier_open", month=str(month), earlier=str(before))
    context.uow.ledger.set_month(LedgerMonth(month, command.state, reason))
    return Changes(frozenset({Topic.LEDGER}), str(month))
