"""年终结账: income and expenses are carried to the undistributed surplus, then the year waits for the meeting.

While it waits its December is held: closing vouchers and what the meeting resolves may enter, nothing else. Once it is
resolved, or nothing is due, December is closed for good. Opening again takes the closing vouchers back in red.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from coopdesk.domain.errors import DomainError, ReasonWanted
from coopdesk.domain.ledger.chart import APPROPRIATIONS, EXPENSES, INCOME, YEAR_SURPLUS
from coopdesk.domain.ledger.close_checklist import (
    ChecklistItem,
    CloseCheck,
    CloseFacts,
    CloseRecords,
    checklist,
)
from coopdesk.domain.ledger.closing import (
    SOURCE,
    Balance,
    YearSurplus,
    close_appropriations,
    close_result,
    year_surplus,
)
from coopdesk.domain.ledger.months import Month, MonthState
from coopdesk.domain.ledger.voucher import Source, Voucher
from coopdesk.domain.text import clean_text
from coopdesk.services.command import Changes, Topic
from coopdesk.services.context import Context
from coopdesk.services.ledger.commands import CloseMonth, CloseYear, ReopenYear, SetMonthState
from coopdesk.services.ledger.periods import (
    MONTHS,
    check_order,
    ledger_start,
    require_month,
    require_of_ledger,
)
from coopdesk.services.ledger.posting import post, refusal, require_voucher
from coopdesk.services.ledger.span_turnovers import span_turnovers
from coopdesk.services.ledger.undoing import undo
from coopdesk.services.ledger.values import LedgerMonth
from coopdesk.services.ports import UnitOfWork

_CHANGED = frozenset({Topic.LEDGER})
_RESULT = (*INCOME, *EXPENSES, YEAR_SURPLUS)
_STEPS = (1, 2, 3)
_OF_DISTRIBUTION = 9
_OF_A_MONTH = frozenset({CloseCheck.DRAFTS, CloseCheck.GAPS, CloseCheck.STATEMENTS, CloseCheck.PENDING})
"""What is looked at each month; work in progress (401) and what members are owed go on from month to month."""


def is_year_closed(uow: UnitOfWork, year: int) -> bool:
    """Whether a year's income and expenses were carried on and nothing more may be entered by hand."""
    december = Month(year, MONTHS)
    if uow.ledger.month_state(december) is MonthState.OPEN:
        return False
    return not any(each.amount for each in balances(uow, december.last_day, _RESULT))


def surplus_of(uow: UnitOfWork, year: int) -> YearSurplus | None:
    """What the ledger says of a closed year's surplus; None where it keeps none of that year, or has not closed it."""
    start = uow.ledger.start()
    if start is None or year < start.first.year or not is_year_closed(uow, year):
        return None
    return year_surplus(span_turnovers(uow, Month(year, 1), Month(year, MONTHS)))


def balances(uow: UnitOfWork, until: date, tops: tuple[str, ...]) -> list[Balance]:
    """What stands on these accounts and those below them at the end of a day, by what their lines must name."""
    ledger = uow.ledger
    named = [account.code for account in ledger.chart() if account.required and account.code.startswith(tops)]
    found = [
        Balance(code, whole.debit - whole.credit)
        for code, each in ledger.movements(until).items()
        if code.startswith(tops) and code not in named
        for whole in (each.before + each.earlier + each.month,)
    ]
    if named:
        found += ledger.balances_by_name(named, until)
    return sorted(found, key=lambda balance: balance.account)


def close_facts(uow: UnitOfWork, first: Month, last: Month, records: CloseRecords) -> CloseFacts:
    """What the book says of the months from ``first`` to ``last`` of a year; ``records`` say what only others know."""
    start = ledger_start(uow)
    states = {each.month: each.state for each in uow.ledger.months()}
    drafts = sum(first <= Month.of(draft.voucher.day) <= last for draft in uow.ledger.drafts())
    # December is closed by closing the year, any other month before.
    open_ = [
        month
        for month in _months(max(first, start.first), last)
        if month != last and states.get(month, MonthState.OPEN) is not MonthState.CLOSED
    ]
    return CloseFacts(
        span_turnovers(uow, Month(last.year, 1), last),
        drafts,
        tuple(uow.ledger.gaps(first, last)),
        tuple(open_),
        capital=records.capital,
        fund=records.fund,
        reserve=records.reserve,
        refund=records.refund,
        dividend=records.dividend,
    )


def year_checklist(uow: UnitOfWork, year: int, records: CloseRecords) -> tuple[ChecklistItem, ...]:
    """What is looked at before a year is closed, with what was found."""
    return checklist(close_facts(uow, Month(year, 1), Month(year, MONTHS), records))


def month_checklist(uow: UnitOfWork, month: Month) -> tuple[ChecklistItem, ...]:
    """The same for one month: its drafts, its numbers, its statements, what must be 0 at the end of a period."""
    return tuple(
        item
        for item in checklist(close_facts(uow, month, month, CloseRecords()))
        if item.check in _OF_A_MONTH
    )


def set_month_state(command: SetMonthState, context: Context) -> Changes:
    """Hold a month or open it again, from the last closed one back; closing goes by what closing asks for.

    ``period.year_closed`` for a month of a closed year: that is opened as a whole.
    """
    month = command.month
    require_month(month)
    reason = clean_text(command.reason)
    require_of_ledger(context.uow, context.today, month)
    states = {each.month: each.state for each in context.uow.ledger.months()}
    now = states.get(month, MonthState.OPEN)
    if now is command.state:
        raise DomainError("period.is_so_already", month=str(month), state=now)
    if command.state is MonthState.CLOSED:
        return close_month(CloseMonth(month=month, reason=reason), context)
    if is_year_closed(context.uow, month.year):
        raise DomainError("period.year_closed", month=str(month), year=month.year)
    if now is MonthState.CLOSED:
        if not reason:
            raise DomainError("period.reason_missing", month=str(month))
        later = max((each for each, state in states.items() if state is MonthState.CLOSED), default=month)
        if later > month:
            raise DomainError("period.later_closed", month=str(month), later=str(later))
    context.uow.ledger.set_month(LedgerMonth(month, command.state, reason))
    return Changes(_CHANGED, str(month))


def close_month(command: CloseMonth, context: Context) -> Changes:
    """结账 of a month: whatever the checklist finds wants a reason (``close.reason_wanted``), but keeps none open.

    Besides what the order of months asks: for December ``close.year_first`` before its year is closed, and a reason why
    nothing is distributed (``close.none_due``).
    """
    uow, month, reason = context.uow, command.month, clean_text(command.reason)
    require_month(month)
    require_of_ledger(uow, context.today, month)
    check_order(uow, month)
    if month.is_last:
        if not is_year_closed(uow, month.year):
            raise DomainError("close.year_first", year=month.year)
        if not reason:
            raise ReasonWanted("close.none_due", year=month.year)
        close_for_good(context, month.year, month.last_day, reason)
        return Changes(_CHANGED, str(month))
    _ask_reason(month_checklist(uow, month), reason, str(month))
    uow.ledger.set_month(LedgerMonth(month, MonthState.CLOSED, reason))
    return Changes(_CHANGED, str(month))


def close_year(command: CloseYear, context: Context) -> Changes:
    """年终结账, steps 1 to 3: the closing vouchers are posted, December is held for what the meeting resolves.

    Where it has resolved already December is closed for good at once. ``close.year_closed``, ``close.earlier_year``;
    the first fault of what must hold with all of them (``Refusal``), ``close.reason_wanted`` for the rest.
    """
    uow, year, reason = context.uow, command.year, clean_text(command.reason)
    december = Month(year, MONTHS)
    require_of_ledger(uow, context.today, december)
    if is_year_closed(uow, year):
        raise DomainError("close.year_closed", year=year)
    if year > ledger_start(uow).first.year and not is_year_closed(uow, year - 1):
        raise DomainError("close.earlier_year", year=year, earlier=year - 1)
    items = year_checklist(uow, year, context.records_of_year(uow, year))
    faults = [fault for item in items if item.blocks for fault in item.findings]
    if faults:
        raise refusal(faults)
    _ask_reason(items, reason, str(year))
    vouchers = close_result(balances(uow, december.last_day, _RESULT), year)
    uow.ledger.set_month(LedgerMonth(december, MonthState.HELD, reason))
    for voucher in vouchers:
        post(context, voucher)
    if context.is_resolved(uow, year):
        close_for_good(context, year, december.last_day)
    return Changes(_CHANGED, str(year))


def reopen_year(command: ReopenYear, context: Context) -> Changes:
    """反结账 of a year: its closing vouchers are taken back in red, December takes vouchers again.

    ``close.reason_missing``, ``close.not_closed``, ``close.resolved`` once the meeting has resolved on the year, and
    ``period.later_closed`` where a later month is closed.
    """
    uow, year, reason = context.uow, command.year, clean_text(command.reason)
    december = Month(year, MONTHS)
    ledger_start(uow)
    if not is_year_closed(uow, year):
        raise DomainError("close.not_closed", year=year)
    if not reason:
        raise DomainError("close.reason_missing", year=year)
    if context.is_resolved(uow, year):
        raise DomainError("close.resolved", year=year)
    _check_none_later(uow, december)
    uow.ledger.set_month(LedgerMonth(december, MonthState.HELD, reason))
    for step in (_OF_DISTRIBUTION, *reversed(_STEPS)):
        _take_back(context, year, step, reason)
    uow.ledger.set_month(LedgerMonth(december, MonthState.OPEN, reason))
    return Changes(_CHANGED, str(year))


def close_for_good(context: Context, year: int, day: date, reason: str = "") -> None:
    """Step 9 on ``day``: 各项分配 is cleared; and where the year was closed its December takes nothing any more."""
    uow, december = context.uow, Month(year, MONTHS)
    if Month.of(day) < ledger_start(uow).first:
        return
    cleared = close_appropriations(balances(uow, day, (APPROPRIATIONS,)), year)
    if cleared is not None:
        post(context, replace(cleared, day=day))
    if december >= ledger_start(uow).first and is_year_closed(uow, year):
        uow.ledger.set_month(LedgerMonth(december, MonthState.CLOSED, reason))


def hold_again(context: Context, year: int, reason: str) -> None:
    """What the meeting had resolved is taken back: December waits again, and step 9 with it.

    ``period.later_closed`` where a later month was closed since.
    """
    uow, december = context.uow, Month(year, MONTHS)
    if uow.ledger.month_state(december) is MonthState.CLOSED:
        _check_none_later(uow, december)
        uow.ledger.set_month(LedgerMonth(december, MonthState.HELD, reason))
    _take_back(context, year, _OF_DISTRIBUTION, reason)


def closing_vouchers(uow: UnitOfWork, year: int) -> Iterator[int]:
    """The ids of the closing vouchers of a year that stand, in the order of the steps."""
    for step in (*_STEPS, _OF_DISTRIBUTION):
        found = uow.ledger.of_source(_source(year, step))
        if found is not None:
            yield found


def closing_preview(uow: UnitOfWork, year: int) -> Sequence[Voucher]:
    """The vouchers that closing a year would post now, in the order of the steps."""
    return close_result(balances(uow, Month(year, MONTHS).last_day, _RESULT), year)


def _take_back(context: Context, year: int, step: int, reason: str) -> None:
    found = context.uow.ledger.of_source(_source(year, step))
    if found is not None:
        undo(context, require_voucher(context.uow, found), reason)


def _source(year: int, step: int) -> Source:
    return Source(SOURCE, f"{year}/{step}")


def _ask_reason(items: Sequence[ChecklistItem], reason: str, of: str) -> None:
    found = [fault for item in items for fault in item.findings]
    if found and not reason:
        raise ReasonWanted("close.reason_wanted", period=of, count=len(found))


def _check_none_later(uow: UnitOfWork, month: Month) -> None:
    closed = [each.month for each in uow.ledger.months() if each.state is MonthState.CLOSED]
    later = max(closed, default=month)
    if later > month:
        raise DomainError("period.later_closed", month=str(month), later=str(later))


def _months(first: Month, last: Month) -> Iterator[Month]:
    while first <= last:
        yield first
        first = first.next
