"""The yearly distribution's way: facts gathered once, a draft, the resolution that freezes it, the payment."""

from collections.abc import Iterator, Sequence
from datetime import date

from coopdesk.domain.distribution.document import facts_document
from coopdesk.domain.distribution.engine import distribute
from coopdesk.domain.distribution.facts import AccountBalance, Facts, Party, Surplus
from coopdesk.domain.errors import DomainError
from coopdesk.domain.money import Money, divide_down
from coopdesk.domain.period import Period
from coopdesk.domain.quantity import SCALE
from coopdesk.domain.share_register import ShareClass, ShareEntry, holdings_on
from coopdesk.services.commands import (
    ApproveDistribution,
    Changes,
    DraftDistribution,
    MarkPaid,
    Topic,
    WithdrawApproval,
)
from coopdesk.services.context import Context
from coopdesk.services.plan import Approval, Draft, PlanRecord, PlanState
from coopdesk.services.ports import UnitOfWork
from coopdesk.services.values import YearFigures

_CHANGED = frozenset({Topic.PLANS})


def year_figures(uow: UnitOfWork, year: int) -> YearFigures:
    """The year's typed figures; ``year.no_figures`` when there are none yet."""
    figures = uow.years.get(year)
    if figures is None:
        raise DomainError("year.no_figures", year=year)
    return figures


def gather(uow: UnitOfWork, figures: YearFigures, record_date: date) -> Facts:
    """Everything a year's distribution is computed from, as the book stands now.

    Members count who had joined by the record date, or whose shares moved by the end of the period.
    """
    period = Period(date(figures.year, 1, 1), date(figures.year, 12, 31))
    entries = uow.register.entries(until=max(record_date, period.end))
    movers = {number for entry in entries for number in (entry.giver, entry.taker)}
    members = [
        member for member in uow.members.all() if member.joined <= record_date or member.number in movers
    ]
    return Facts(
        record_date=record_date,
        period=period,
        members=tuple(Party(member.number, member.name, member.kind, member.role) for member in members),
        surplus=Surplus(figures.surplus, figures.opening, figures.transfers_in),
        share_entries=tuple(entries),
        accounts=tuple(_capital_accounts(entries, uow.coop.classes(), record_date)),
    )


def _capital_accounts(
    entries: Sequence[ShareEntry], classes: Sequence[ShareClass], day: date
) -> Iterator[AccountBalance]:
    """出资额 of every holder: shares at the day times the contribution per share of their class (Art. 43)."""
    capital: dict[str, int] = {}
    for share_class in classes:
        for member, shares in holdings_on(entries, day, (share_class.code,)).items():
            capital[member] = capital.get(member, 0) + shares * share_class.par.fen
    for member, scaled in capital.items():
        if scaled:
            yield AccountBalance(member, Money(divide_down(scaled, SCALE)))


def draft_distribution(command: DraftDistribution, context: Context) -> Changes:
    """Compute and keep a draft (分配方案草案); the engine's errors come through as they are."""
    uow = context.uow
    current = uow.plans.current(command.year)
    if current is not None and current.state in (PlanState.APPROVED, PlanState.PAID):
        raise DomainError("plan.already_approved", year=command.year)
    if command.record_date.year not in (command.year, command.year + 1):
        raise DomainError("plan.record_date", day=command.record_date, year=command.year)
    figures = year_figures(uow, command.year)
    facts = gather(uow, figures, command.record_date)
    distribute(facts, command.scheme)
    draft = Draft(command.year, facts, command.scheme, figures, command.template, command.drafter)
    return Changes(_CHANGED, str(uow.plans.add_draft(draft, context.today)))


def approve_distribution(command: ApproveDistribution, context: Context) -> Changes:
    """Freeze the newest draft by a valid resolution (Art. 29, 30); a draft the book has outgrown is refused."""
    uow = context.uow
    record = _plan(uow, command.plan_id, PlanState.DRAFT)
    resolution = command.resolution
    resolution.check()
    if resolution.day > context.today:
        raise DomainError("meeting.day_in_future", day=resolution.day)
    draft = record.draft
    figures = year_figures(uow, draft.year)
    if figures != draft.figures or _outgrown(uow, draft):
        raise DomainError("plan.stale", year=draft.year)
    coop = uow.coop.current()
    if coop is None:
        raise DomainError("coop.name_missing")
    approval = Approval(
        plan_id=record.plan_id,
        draft=draft,
        distribution=distribute(draft.facts, draft.scheme),
        resolution=resolution,
        coop=coop,
        members=tuple(uow.members.all()),
        classes=tuple(uow.coop.classes()),
        approver=command.approver,
    )
    uow.plans.approve(approval, context.today)
    return Changes(_CHANGED, str(record.plan_id))


def _outgrown(uow: UnitOfWork, draft: Draft) -> bool:
    """Whether the book would give other facts today; compared as documents, which is how a draft is kept."""
    now = gather(uow, draft.figures, draft.facts.record_date)
    return facts_document(now) != facts_document(draft.facts)


def withdraw_approval(command: WithdrawApproval, context: Context) -> Changes:
    """Take an approval back before anything is paid; the reason stays on record."""
    record = _plan(context.uow, command.plan_id, PlanState.APPROVED)
    if not command.reason.strip():
        raise DomainError("plan.reason_missing")
    context.uow.plans.withdraw(record.plan_id, command.reason.strip(), context.today)
    return Changes(_CHANGED, str(record.plan_id))


def mark_paid(command: MarkPaid, context: Context) -> Changes:
    """Record the day an approved plan was paid out; never before its resolution, never in the future."""
    record = _plan(context.uow, command.plan_id, PlanState.APPROVED)
    if record.resolution is not None and command.day < record.resolution.day:
        raise DomainError("plan.paid_before_resolution", day=command.day, resolution=record.resolution.day)
    if command.day > context.today:
        raise DomainError("plan.paid_in_future", day=command.day)
    context.uow.plans.pay(record.plan_id, command.day, command.method.strip())
    return Changes(_CHANGED, str(record.plan_id))


def _plan(uow: UnitOfWork, plan_id: int, wanted: PlanState) -> PlanRecord:
    record = uow.plans.get(plan_id)
    if record is None:
        raise DomainError("plan.unknown", plan=plan_id)
    if record.state is not wanted:
        raise DomainError("plan.wrong_state", year=record.draft.year, state=record.state)
    return record


def next_opening(record: PlanRecord, carried_forward: Money, loss_made_good: Money) -> Money:
    """年末未分配盈余 of a year, next year's opening: what was carried, what was left aside, what loss remains."""
    opening = record.draft.figures.opening
    untouched = opening if opening.fen > 0 and not record.draft.scheme.include_opening else Money(0)
    open_loss = opening + loss_made_good if opening.fen < 0 else Money(0)
    return carried_forward + untouched + open_loss
