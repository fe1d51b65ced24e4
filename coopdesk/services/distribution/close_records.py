"""What member accounts and resolved plans say at the end of a year, to be held against the ledger before its close."""

from collections.abc import Iterator, Mapping
from datetime import date

from coopdesk.domain.business_document import DocumentKind, Rubric
from coopdesk.domain.distribution.ledger_documents import by_trade
from coopdesk.domain.ledger.accounts import Side
from coopdesk.domain.ledger.chart import (
    CAPITAL,
    DIVIDEND_PAYABLE,
    REFUND_PAYABLE,
    RESERVE,
    SPECIAL_FUND,
)
from coopdesk.domain.ledger.close_checklist import CloseRecords, Compared
from coopdesk.domain.ledger.document_rules import LegName
from coopdesk.domain.ledger.months import Month
from coopdesk.domain.ledger.voucher import NO_DIMENSIONS
from coopdesk.domain.members.account import Balances
from coopdesk.domain.money import Money
from coopdesk.services.distribution.accounts import losses_taken
from coopdesk.services.distribution.ledger_documents import owed_to
from coopdesk.services.distribution.payments import household_payments
from coopdesk.services.members.accounts import balances_on
from coopdesk.services.ports import UnitOfWork

_NOTHING = Money(0)
_EMPTY = Balances()
_Amounts = Mapping[str, Money]


def records_of_year(uow: UnitOfWork, year: int) -> CloseRecords:
    """301, 311, 322 beside the members' accounts, 221 and 222 beside what resolved plans still owe, on the last day."""
    last = date(year, 12, 31)
    accounts = _accounts(uow, last)
    refund, dividend = _unpaid(uow, last)
    capital = {number: held.contributed for number, held in accounts.items()}
    fund = sum(held.subsidy.fen + held.donation.fen for held in accounts.values())
    reserve = sum(held.reserve.fen for held in accounts.values())
    return CloseRecords(
        capital=tuple(_by_member(uow, CAPITAL, capital, last)),
        fund=(Compared(_held(uow, SPECIAL_FUND, last), Money(fund)),),
        reserve=(Compared(_reserve_of_members(uow, last), Money(reserve)),),
        refund=tuple(_by_member(uow, REFUND_PAYABLE, refund, last)),
        dividend=tuple(_by_member(uow, DIVIDEND_PAYABLE, dividend, last)),
    )


def _accounts(uow: UnitOfWork, day: date) -> Mapping[str, Balances]:
    held = balances_on(uow, day)
    taken = losses_taken(uow, day.year + 1)
    return {
        number: held.get(number, _EMPTY) + taken.get(number, _EMPTY)
        for number in dict.fromkeys((*held, *taken))
    }


def _unpaid(uow: UnitOfWork, day: date) -> tuple[_Amounts, _Amounts]:
    """By member what resolved plans returned by trade and divided of the rest, and had not paid by a day."""
    refund: dict[str, Money] = {}
    dividend: dict[str, Money] = {}
    for summary in uow.plans.summaries():
        resolved = None if summary.resolution is None else summary.resolution.day
        if summary.year > day.year or resolved is None or resolved > day:
            continue
        marks = uow.plans.households(summary.plan_id)
        if not marks and summary.paid_on is not None and summary.paid_on <= day:
            continue
        plan, record = uow.plans.frozen(summary.plan_id), uow.plans.get(summary.plan_id)
        if plan is None or record is None:
            continue
        refunded = by_trade(record.draft.scheme)
        payments = household_payments(plan, marks)
        paid = {
            each.number
            for each in payments
            if each.standing.settled and each.day is not None and each.day <= day
        }
        for member in plan.members:
            if member.number not in paid:
                owed = owed_to(member, refunded)
                refund[member.number] = refund.get(member.number, _NOTHING) + owed.refund
                dividend[member.number] = dividend.get(member.number, _NOTHING) + owed.dividend
    return refund, dividend


def _by_member(uow: UnitOfWork, account: str, record: _Amounts, day: date) -> Iterator[Compared]:
    """The whole, and everybody who differs."""
    codes = [account, *uow.ledger.chart().below(account)]
    moved = uow.ledger.member_movements(codes, Month.of(day))
    ledger = {number: each.balance(Side.CREDIT) for number, each in moved.items()}
    yield Compared(_sum(ledger), _sum(record))
    for number in dict.fromkeys((*ledger, *record)):
        pair = Compared(ledger.get(number, _NOTHING), record.get(number, _NOTHING), number)
        if pair.difference:
            yield pair


def _sum(amounts: _Amounts) -> Money:
    return Money(sum(amount.fen for amount in amounts.values()))


def _held(uow: UnitOfWork, account: str, day: date) -> Money:
    codes = [account, *uow.ledger.chart().below(account)]
    return uow.ledger.moved(codes, NO_DIMENSIONS, day).balance(Side.CREDIT)


def _reserve_of_members(uow: UnitOfWork, day: date) -> Money:
    """盈余公积 without the account that funds of the charter's own go to (风险金): those are nobody's share."""
    whole = _held(uow, RESERVE, day)
    chosen = uow.ledger.rule_accounts().get(
        LegName(DocumentKind.DISTRIBUTION, Rubric.FUND, Side.CREDIT), RESERVE
    )
    return whole if chosen == RESERVE else whole - _held(uow, chosen, day)
