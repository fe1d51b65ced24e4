"""发放: the day a plan was paid, taking that back, and how far each household's money is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from coopdesk.domain.business_document import Rubric
from coopdesk.domain.distribution.ledger_documents import by_trade
from coopdesk.domain.errors import DomainError, ReasonWanted
from coopdesk.domain.members.member import MemberKind
from coopdesk.domain.money import Money
from coopdesk.domain.text import clean_text
from coopdesk.services.command import Changes, Topic
from coopdesk.services.context import Context
from coopdesk.services.distribution.commands import MarkHouseholds, MarkPaid, UndoPayment
from coopdesk.services.distribution.distributions import needed_reason, plan_in
from coopdesk.services.distribution.headlines import HouseholdMark, PlanState
from coopdesk.services.distribution.ledger_documents import MoneyOut, retract_money, tell_money, way_of
from coopdesk.services.distribution.plan import FrozenPlan, PlanRecord
from coopdesk.services.distribution.values import HouseholdStanding

_CHANGED = frozenset({Topic.PLANS})


@dataclass(frozen=True, slots=True)
class HouseholdPayment:
    """One household's dividend and how far it is; ``account`` is whole, masked by whoever shows it."""

    number: str
    name: str
    kind: MemberKind
    group: str
    account: str
    net: Money
    standing: HouseholdStanding
    day: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class PaymentTotal:
    """How many households stand at one point, and their money."""

    standing: HouseholdStanding
    households: int
    amount: Money


def household_payments(plan: FrozenPlan, marks: Mapping[str, HouseholdMark]) -> tuple[HouseholdPayment, ...]:
    """Every household that has something to get, in register order, with its mark or else the whole plan's."""
    payments = []
    for member in plan.members:
        if member.net.fen <= 0:
            continue
        mark = marks.get(member.number)
        if mark is not None:
            standing, day, note = mark.standing, mark.day, mark.note
        elif plan.paid_on is not None:
            standing, day, note = HouseholdStanding.PAID, plan.paid_on, plan.payment_method
        else:
            standing, day, note = HouseholdStanding.OPEN, None, ""
        payments.append(
            HouseholdPayment(
                member.number,
                member.name,
                member.kind,
                member.group,
                member.account,
                member.net,
                standing,
                day,
                note,
            )
        )
    return tuple(payments)


def payment_totals(payments: Sequence[HouseholdPayment]) -> tuple[PaymentTotal, ...]:
    """发放进度: households and money by standing; every standing is named, also with none."""
    return tuple(
        PaymentTotal(
            standing,
            sum(payment.standing is standing for payment in payments),
            Money(sum(payment.net.fen for payment in payments if payment.standing is standing)),
        )
        for standing in HouseholdStanding
    )


def not_reached(payments: Sequence[HouseholdPayment], paid: bool) -> tuple[HouseholdPayment, ...]:
    """The households whose money came back, and once all is marked as ``paid`` those that are still open too."""
    returned = HouseholdStanding.RETURNED
    return tuple(
        each for each in payments if each.standing is returned or (paid and not each.standing.settled)
    )


def mark_paid(command: MarkPaid, context: Context) -> Changes:
    """Record the day an approved plan was paid out, never in the future; before its resolution only for a reason."""
    record = plan_in(context.uow, command.plan_id, PlanState.APPROVED)
    if command.day > context.today:
        raise DomainError("plan.paid_in_future", day=command.day)
    reason = clean_text(command.reason)
    _after_resolution(record, command.day, reason)
    method = clean_text(command.method)
    before = _gone_out(context, record)
    context.uow.plans.pay(record.plan_id, command.day, method, reason, command.person)
    after = _gone_out(context, record)
    if before is not None and after is not None:
        tell_money(context, before, after, command.day, whole=True)
    return Changes(_CHANGED, str(record.plan_id))


def undo_payment(command: UndoPayment, context: Context) -> Changes:
    """撤销发放: a plan marked as paid is approved again; what was marked and why it was wrong stay on record."""
    record = plan_in(context.uow, command.plan_id, PlanState.PAID)
    reason = needed_reason(command.reason)
    before = _gone_out(context, record)
    context.uow.plans.undo_payment(record.plan_id, reason, context.today, command.person)
    after = _gone_out(context, record)
    if before is not None and after is not None:
        retract_money(context, before, after, reason)
    return Changes(_CHANGED, str(record.plan_id))


def mark_households(command: MarkHouseholds, context: Context) -> Changes:
    """Mark how far these households' money is, in an approved or paid plan; each must have something to get."""
    uow = context.uow
    record = plan_in(uow, command.plan_id, PlanState.APPROVED, PlanState.PAID)
    frozen = uow.plans.frozen(record.plan_id)
    if command.day > context.today:
        raise DomainError("plan.paid_in_future", day=command.day)
    if not command.members:
        raise DomainError("plan.no_household", year=record.draft.year)
    entitled = {member.number for member in frozen.members if member.net.fen > 0} if frozen else set()
    for number in command.members:
        if number not in entitled:
            raise DomainError("plan.household_unknown", number=number, year=record.draft.year)
    reason = clean_text(command.reason)
    if command.standing is not HouseholdStanding.OPEN:
        _after_resolution(record, command.day, reason)
    note = "；".join(text for text in (clean_text(command.note), reason) if text)
    marks = [
        HouseholdMark(number, command.standing, command.day, note, command.person)
        for number in dict.fromkeys(command.members)
    ]
    before = _gone_out(context, record)
    uow.plans.mark_households(record.plan_id, marks)
    after = _gone_out(context, record)
    if before is not None and after is not None:
        tell_money(context, before, after, command.day, whole=False)
    return Changes(_CHANGED, str(record.plan_id))


_WAYS = {HouseholdStanding.BANK: Rubric.BANK, HouseholdStanding.CASH: Rubric.CASH}


def _gone_out(context: Context, record: PlanRecord) -> MoneyOut | None:
    """How the money of a plan went out so far; for a ledger alone."""
    plan = context.uow.plans.frozen(record.plan_id) if context.documents.wanted else None
    if plan is None:
        return None
    payments = household_payments(plan, context.uow.plans.households(record.plan_id))
    ways = {
        each.number: _WAYS.get(each.standing) or way_of(plan.payment_method)
        for each in payments
        if each.standing.settled
    }
    return MoneyOut(plan, by_trade(record.draft.scheme), ways)


def _after_resolution(record: PlanRecord, day: date, reason: str) -> None:
    """Money before the meeting's day wants a reason: nearly always the date is wrong."""
    if record.resolution is not None and day < record.resolution.day and not reason:
        raise ReasonWanted("plan.paid_before_resolution", day=day, resolution=record.resolution.day)
