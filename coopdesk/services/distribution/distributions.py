"""The yearly distribution's way: facts gathered once, a draft, the resolution that freezes it, the payment."""

from collections.abc import Set
from dataclasses import replace
from datetime import date

from coopdesk.domain.distribution.basis_kinds import Measure
from coopdesk.domain.distribution.carried import Carried, carried_on
from coopdesk.domain.distribution.engine import distribute
from coopdesk.domain.distribution.facts import Facts, Party
from coopdesk.domain.distribution.resolution import Resolution
from coopdesk.domain.distribution.result import Distribution
from coopdesk.domain.distribution.scheme import Scheme
from coopdesk.domain.distribution.surplus import Surplus
from coopdesk.domain.distribution.uncounted import uncounted_classes
from coopdesk.domain.errors import DomainError, ReasonWanted
from coopdesk.domain.money import Money
from coopdesk.domain.period import Period
from coopdesk.domain.text import clean_text
from coopdesk.services.command import Changes, Topic
from coopdesk.services.context import Context
from coopdesk.services.coop.values import YearFigures
from coopdesk.services.distribution import measures
from coopdesk.services.distribution.accounts import accounts_of
from coopdesk.services.distribution.commands import (
    ApproveDistribution,
    DraftDistribution,
    RecordFailedVote,
    WithdrawApproval,
)
from coopdesk.services.distribution.drawn import drawn_reserve
from coopdesk.services.distribution.headlines import PlanState
from coopdesk.services.distribution.ledger_documents import retract_plan, tell_plan
from coopdesk.services.distribution.ledger_figures import check_from_ledger
from coopdesk.services.distribution.no_capital import asked_about, check_kept_reason, kept_reason
from coopdesk.services.distribution.plan import Approval, Draft, PlanRecord
from coopdesk.services.distribution.reserve import quantify_on_approval, take_back_quantified
from coopdesk.services.distribution.scheme_texts import cleaned_scheme
from coopdesk.services.distribution.year_chain import check_resolvable, check_unspent
from coopdesk.services.members.past import refuse_distributing
from coopdesk.services.ports import UnitOfWork

_CHANGED = frozenset({Topic.PLANS})
_NOTHING = Money(0)


def year_figures(uow: UnitOfWork, year: int) -> YearFigures:
    """The year's typed figures; ``year.no_figures`` when there are none yet."""
    figures = uow.years.get(year)
    if figures is None:
        raise DomainError("year.no_figures", year=year)
    return figures


def gather(uow: UnitOfWork, figures: YearFigures, record_date: date) -> Facts:
    """Everything a year's distribution is computed from, as the book stands now.

    Members count who belonged to the co-op on the record date. Whoever only held shares at another time by the end of
    the period, or traded in it, is named too, because such lines count shares by days or months and trade of the
    whole year, but is not entitled to equal parts.
    """
    period = Period(date(figures.year, 1, 1), date(figures.year, 12, 31))
    entries = uow.register.entries(until=max(record_date, period.end))
    sheets = uow.measures.sheets(figures.year)
    named = {number for entry in entries for number in (entry.giver, entry.taker)}
    named.update(row.member for sheet in sheets for row in sheet.rows)
    members, struck = _roll(uow, record_date, named)
    del named
    if struck:
        # What was entered by mistake is cancelled on its day and concerns nobody else.
        entries = [entry for entry in entries if entry.giver not in struck and entry.taker not in struck]
        sheets = [sheet.without(struck) for sheet in sheets]
    posted = uow.accounts.balances(record_date, before=figures.year)
    belonging = {party.id for party in members if party.entitled} if posted else ()
    return Facts(
        record_date=record_date,
        period=period,
        members=members,
        surplus=Surplus(figures.surplus, figures.opening, figures.transfers_in),
        share_entries=tuple(entries),
        accounts=tuple(accounts_of(uow, entries, posted, belonging, record_date, figures.year)),
        trades=tuple(measures.trades(sheets)),
        land=tuple(measures.land(sheets)),
        measures=tuple(measures.own_measures(sheets)),
    )


def _roll(uow: UnitOfWork, day: date, named: Set[str | None]) -> tuple[tuple[Party, ...], Set[str]]:
    """Who counts, in register order, and the numbers of those struck."""
    parties, struck = [], set()
    for member in uow.members.roll():
        belongs = member.belongs_on(day)
        if member.is_struck:
            struck.add(member.number)
        elif belongs or member.number in named:
            parties.append(Party(member.number, member.name, member.kind, member.role, belongs))
    return tuple(parties), struck


def draft_distribution(command: DraftDistribution, context: Context) -> Changes:
    """Compute and keep a draft (分配方案草案); the engine's errors come through as they are."""
    uow = context.uow
    if uow.plans.state(command.year) in (PlanState.APPROVED, PlanState.PAID):
        raise DomainError("plan.already_approved", year=command.year)
    if uow.losses.get(command.year) is not None:
        raise DomainError("year.closed", year=command.year)
    check_record_date(command.record_date, command.year)
    scheme, drafter = cleaned_scheme(command.scheme), clean_text(command.drafter)
    _check_patronage(scheme)
    figures = year_figures(uow, command.year)
    facts = gather(uow, figures, command.record_date)
    distribute(facts, scheme)
    uncounted = uncounted_classes(facts, scheme, asked_about(uow, command.record_date))
    no_capital = kept_reason(uncounted, command.no_capital, lambda: _said_before(uow, command.year))
    draft = Draft(command.year, facts, scheme, figures, command.template, drafter, no_capital)
    return Changes(_CHANGED, str(uow.plans.add_draft(draft, context.today)))


def _said_before(uow: UnitOfWork, year: int) -> str:
    """What the draft that is replaced says of shares that count as no capital."""
    record = uow.plans.current(year)
    return "" if record is None else record.draft.no_capital


def _check_patronage(scheme: Scheme) -> None:
    """Only what is returned by trade may count towards the 60 % of Art. 44: ``plan.patronage_not_trade``."""
    for line in (line for tier in scheme.tiers for line in tier):
        if line.patronage and line.basis.measure not in (Measure.TRADE_AMOUNT, Measure.TRADE_QUANTITY):
            raise DomainError("plan.patronage_not_trade", label=line.label)


def approve_distribution(command: ApproveDistribution, context: Context) -> Changes:
    """Freeze the newest draft by a valid resolution (Art. 29, 30); a draft that no longer matches the book is refused.

    So is one that does not mention shares without 每股出资额, as drafts of earlier versions did.
    """
    uow = context.uow
    record = plan_in(uow, command.plan_id, PlanState.DRAFT)
    draft = record.draft
    check_held(command.resolution, draft.facts.record_date, command.reason, context)
    if uow.losses.get(draft.year) is not None:
        raise DomainError("year.closed", year=draft.year)
    refuse_distributing(uow, draft.year)
    figures = year_figures(uow, draft.year)
    # A draft of before names were cleaned is drafted anew: what the meeting reads is what is frozen.
    if figures != draft.figures or cleaned_scheme(draft.scheme) != draft.scheme or _is_stale(uow, draft):
        raise DomainError("plan.stale", year=draft.year)
    check_from_ledger(uow, figures)
    classes = asked_about(uow, draft.facts.record_date)
    check_kept_reason(uncounted_classes(draft.facts, draft.scheme, classes), draft.no_capital)
    coop = uow.coop.current()
    if coop is None:
        raise DomainError("coop.name_missing")
    distribution = distribute(draft.facts, draft.scheme)
    check_resolvable(uow, figures, carried_by(distribution).total)
    approval = Approval(
        plan_id=record.plan_id,
        draft=draft,
        distribution=distribution,
        resolution=cleaned_resolution(command.resolution),
        coop=coop,
        members=tuple(uow.members.all()),
        classes=tuple(uow.coop.classes()),
        approver=clean_text(command.approver),
        reason=clean_text(command.reason),
    )
    uow.plans.approve(approval, context.today)
    tell_plan(context, approval)
    labels = {each.id: each.label for each in draft.scheme.appropriations}
    drawn = drawn_reserve((labels[code], fen) for code, fen in distribution.appropriations.items())
    if quantify_on_approval(uow, draft.facts, drawn, coop, approval.resolution.number):
        return Changes(_CHANGED | {Topic.ACCOUNTS}, str(record.plan_id))
    return Changes(_CHANGED, str(record.plan_id))


def record_failed_vote(command: RecordFailedVote, context: Context) -> Changes:
    """决议未通过 (Art. 30): what missed its quorum or majority is recorded; the draft stays a draft."""
    uow, resolution = context.uow, cleaned_resolution(command.resolution)
    reason = clean_text(command.reason)
    _check_day(resolution, context)
    try:
        resolution.check()
    except DomainError as short:
        if short.code not in ("meeting.no_quorum", "meeting.no_majority"):
            raise
    else:
        raise DomainError("meeting.did_pass", votes=resolution.votes_for)
    record = uow.plans.current(command.year)
    if record is None:
        year_figures(uow, command.year)
        if uow.losses.get(command.year) is not None:
            raise DomainError("year.closed", year=command.year)
        uow.losses.fail(command.year, resolution, reason, context.today, command.person)
        return Changes(_CHANGED, str(command.year))
    if record.state is not PlanState.DRAFT:
        raise DomainError("plan.wrong_state", year=command.year, state=record.state)
    uow.plans.fail(record.plan_id, resolution, reason, context.today, command.person)
    return Changes(_CHANGED, str(record.plan_id))


def check_record_date(day: date, year: int) -> None:
    """股权登记日 lies in the year, the one before (some charters say so) or the one after: ``plan.record_date``."""
    if abs(day.year - year) > 1:
        raise DomainError("plan.record_date", day=day, year=year)


def check_held(resolution: Resolution, record_date: date, reason: str, context: Context) -> None:
    """Refuse a resolution that does not hold or is yet to come; one before the record date needs a reason."""
    resolution.check()
    _check_day(resolution, context)
    if resolution.day < record_date and not clean_text(reason):
        raise ReasonWanted("plan.resolved_before_record_date", day=resolution.day, record_date=record_date)


def needed_reason(text: str) -> str:
    """A reason as it is kept, on one line (``clean_text``); ``plan.reason_missing`` for an empty one."""
    reason = clean_text(text)
    if not reason:
        raise DomainError("plan.reason_missing")
    return reason


def cleaned_resolution(resolution: Resolution) -> Resolution:
    """The resolution with its number as texts are kept."""
    return replace(resolution, number=clean_text(resolution.number))


def _check_day(resolution: Resolution, context: Context) -> None:
    if resolution.day > context.today:
        raise DomainError("meeting.day_in_future", day=resolution.day)


def carried_by(distribution: Distribution) -> Carried:
    """结转下年 of a computed distribution, with its parts."""
    return carried_on(
        distribution.facts.surplus,
        Money(sum(amount.fen for amount in distribution.appropriations.values())),
        distribution.loss_made_good,
        distribution.distributable,
        distribution.carried_forward,
    )


def _is_stale(uow: UnitOfWork, draft: Draft) -> bool:
    """Whether the book would give other facts today."""
    return gather(uow, draft.figures, draft.facts.record_date) != draft.facts


def withdraw_approval(command: WithdrawApproval, context: Context) -> Changes:
    """Take an approval back before anything is paid; the reason stays on record.

    Refused where a later year has used what this one left, and where households have their money.
    """
    uow = context.uow
    record = plan_in(uow, command.plan_id, PlanState.APPROVED)
    reason = needed_reason(command.reason)
    check_unspent(uow, record.draft.year)
    paid = sum(mark.standing.settled for mark in uow.plans.households(record.plan_id).values())
    if paid:
        raise DomainError("plan.households_paid", year=record.draft.year, count=paid)
    uow.plans.withdraw(record.plan_id, reason, context.today, command.person)
    retract_plan(context, record.draft.year, reason)
    take_back_quantified(context, record.draft.year, reason)
    return Changes(_CHANGED | {Topic.ACCOUNTS}, str(record.plan_id))


def plan_in(uow: UnitOfWork, plan_id: int, *wanted: PlanState) -> PlanRecord:
    """The plan, being in one of these states; ``plan.unknown`` and ``plan.wrong_state`` otherwise."""
    record = uow.plans.get(plan_id)
    if record is None:
        raise DomainError("plan.unknown", plan=plan_id)
    if record.state not in wanted:
        raise DomainError("plan.wrong_state", year=record.draft.year, state=record.state)
    return record
