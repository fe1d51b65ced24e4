"""The one lock of the ledger: whether a day may still be entered into, whoever asks and by which way."""

from datetime import date, timedelta

from coopdesk.domain.business_document import DocumentKind
from coopdesk.domain.errors import DomainError
from coopdesk.domain.ledger.months import Month, MonthState
from coopdesk.domain.ledger.voucher import Source, VoucherKind
from coopdesk.services.context import Context
from coopdesk.services.ledger.values import LedgerStart
from coopdesk.services.ports import UnitOfWork

MONTHS = 12
OF_THE_YEAR = frozenset({DocumentKind.DISTRIBUTION.value, DocumentKind.LOSS_BORNE.value})
"""Documents of what the meeting resolves of a whole year: they enter its December while that is held."""


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


def period_fault(
    uow: UnitOfWork, today: date, day: date, kind: VoucherKind, source: Source | None = None
) -> DomainError | None:
    """What keeps a day from being entered into; None for nothing.

    ``ledger.none`` without a ledger, ``period.before_start`` and ``period.in_future`` with ``first`` or ``last``,
    ``period.closed`` and ``period.held`` with the ``month``. While December is held the year's closing may go on, and
    what the meeting resolves of it may be entered. Opening balances come before the first month, which is what they are
    for; shares go back on the day after a membership, which may be tomorrow.
    """
    start, month = uow.ledger.start(), Month.of(day)
    if start is None:
        return DomainError("ledger.none")
    if kind is VoucherKind.OPENING:
        return None
    if month < start.first:
        return DomainError("period.before_start", day=day, first=start.first.first_day)
    last = Month.of(today).last_day
    if day > last and day > today + timedelta(days=1):
        return DomainError("period.in_future", day=day, last=last)
    state = uow.ledger.month_state(month)
    if state is MonthState.CLOSED:
        return DomainError("period.closed", day=day, month=str(month))
    of_year = kind is VoucherKind.CLOSING or (source is not None and source.kind in OF_THE_YEAR)
    if state is MonthState.HELD and not (month.is_last and of_year):
        return DomainError("period.held", day=day, month=str(month))
    return None


def require_of_ledger(uow: UnitOfWork, today: date, month: Month) -> None:
    """``period.not_of_ledger`` for a month before the ledger's first or after today's."""
    start = ledger_start(uow)
    if month < start.first or month > Month.of(today):
        raise DomainError("period.not_of_ledger", month=str(month), first=str(start.first))


def check_order(uow: UnitOfWork, month: Month) -> None:
    """Months are closed one after the other: ``period.is_so_already``, ``period.earlier_open``."""
    if uow.ledger.month_state(month) is MonthState.CLOSED:
        raise DomainError("period.is_so_already", month=str(month), state=MonthState.CLOSED)
    before = month.before
    if month > ledger_start(uow).first and uow.ledger.month_state(before) is not MonthState.CLOSED:
        raise DomainError("period.earlier_open", month=str(month), earlier=str(before))
