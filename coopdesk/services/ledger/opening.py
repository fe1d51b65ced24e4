"""建账: a book begins to keep a ledger, with what its accounts hold by then."""

from coopdesk.domain.errors import DomainError
from coopdesk.domain.ledger.chart import FIRST_ACCOUNTS
from coopdesk.domain.ledger.months import Month, MonthState
from coopdesk.domain.ledger.opening import OpeningBalance, opening_faults, opening_vouchers
from coopdesk.domain.ledger.voucher import reversal
from coopdesk.domain.text import clean_text
from coopdesk.services.command import Changes, Topic
from coopdesk.services.context import Context
from coopdesk.services.ledger.commands import AmendOpening, OpenLedger
from coopdesk.services.ledger.periods import ledger_start, require_month
from coopdesk.services.ledger.posting import post, post_all, refusal
from coopdesk.services.ledger.values import LedgerStart, NewVoucher

_CHANGED = frozenset({Topic.LEDGER})


def open_ledger(command: OpenLedger, context: Context) -> Changes:
    """Begin the ledger: the first accounts, and the opening balances as vouchers outside the numbering.

    ``ledger.begun`` where there is one already; ``Refusal`` with all that is wrong with the balances.
    """
    ledger = context.uow.ledger
    start = ledger.start()
    if start is not None:
        raise DomainError("ledger.begun", first=str(start.first))
    require_month(command.first)
    if command.first > Month.of(context.today):
        raise DomainError("ledger.begins_in_future", first=str(command.first))
    ledger.begin(LedgerStart(command.first, context.today))
    for account in FIRST_ACCOUNTS:
        ledger.save_account(account)
    _enter(command.balances, command.first, context)
    return Changes(_CHANGED, str(command.first))


def amend_opening(command: AmendOpening, context: Context) -> Changes:
    """Put other opening balances in the place of those that stand, which are undone in red on their own days.

    ``ledger.opening_fixed`` once a month was closed: its figures rest on them.
    """
    start, reason = ledger_start(context.uow), clean_text(command.reason)
    if not reason:
        raise DomainError("ledger.reason_missing")
    closed = [each.month for each in context.uow.ledger.months() if each.state is MonthState.CLOSED]
    if closed:
        raise DomainError("ledger.opening_fixed", month=str(max(closed)))
    for posted in context.uow.ledger.opening():
        red = reversal(posted.voucher, posted.id, posted.voucher.day, reason)
        post(context, red)
    _enter(command.balances, start.first, context)
    return Changes(_CHANGED, str(start.first))


def _enter(balances: tuple[OpeningBalance, ...], first: Month, context: Context) -> None:
    chart = context.uow.ledger.chart()
    found = opening_faults(balances, chart, first)
    if found:
        raise refusal(found)
    vouchers = opening_vouchers(balances, chart, first)
    post_all(context, [NewVoucher(each) for each in vouchers])
