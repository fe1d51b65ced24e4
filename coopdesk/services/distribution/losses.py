"""A loss year: the proposal for the meeting (亏损处理方案, Art. 29), its resolution, and taking that back."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from coopdesk.domain.distribution.facts import AccountBalance
from coopdesk.domain.distribution.loss import LossShare, cover, share_loss
from coopdesk.domain.distribution.surplus import Surplus, is_loss_year
from coopdesk.domain.errors import DomainError
from coopdesk.domain.money import Money
from coopdesk.domain.text import clean_text
from coopdesk.services.command import Changes, Topic
from coopdesk.services.context import Context
from coopdesk.services.distribution.accounts import accounts_on
from coopdesk.services.distribution.commands import CloseLossYear, DraftLossPlan, ReopenLossYear
from coopdesk.services.distribution.distributions import (
    check_held,
    check_record_date,
    cleaned_resolution,
    needed_reason,
    year_figures,
)
from coopdesk.services.distribution.headlines import PlanState
from coopdesk.services.distribution.ledger_documents import retract_loss, tell_loss
from coopdesk.services.distribution.ledger_figures import check_from_ledger
from coopdesk.services.distribution.loss_plan import LossDraft, LossMember, LossPlan
from coopdesk.services.distribution.no_capital import held_without_capital, kept_reason
from coopdesk.services.distribution.year_chain import check_resolvable, check_unspent
from coopdesk.services.ports import UnitOfWork

_CHANGED = frozenset({Topic.PLANS})


def propose(uow: UnitOfWork, year: int, record_date: date, shared: Money) -> LossPlan:
    """The 亏损处理方案 of a year as the meeting would resolve it; nothing is kept.

    Raises ``loss.not_a_loss_year`` where something can be distributed, and what ``share_loss`` refuses.
    """
    figures = year_figures(uow, year)
    surplus = Surplus(figures.surplus, figures.opening, figures.transfers_in)
    if not is_loss_year(surplus):
        raise DomainError("loss.not_a_loss_year", year=year, surplus=figures.surplus)
    coop = uow.coop.current()
    if coop is None:
        raise DomainError("coop.name_missing")
    accounts = _in_register_order(uow, accounts_on(uow, record_date, year))
    shares = share_loss(accounts, shared, cover(surplus).uncovered)
    uncounted = held_without_capital(uow, record_date) if shared else ()
    return LossPlan(
        year=year,
        record_date=record_date,
        coop=coop,
        figures=figures,
        shared=shared,
        capital_total=_total(accounts),
        members=_members(uow, shares),
        uncounted=tuple(each.label for each in uncounted),
    )


def _in_register_order(uow: UnitOfWork, accounts: Iterable[AccountBalance]) -> tuple[AccountBalance, ...]:
    place = {member.number: position for position, member in enumerate(uow.members.all())}
    return tuple(sorted(accounts, key=lambda account: place[account.member]))


def _total(accounts: tuple[AccountBalance, ...]) -> Money:
    return Money(sum(max(account.capital.fen, 0) for account in accounts))


def _members(uow: UnitOfWork, shares: tuple[LossShare, ...]) -> tuple[LossMember, ...]:
    by_number = {share.member: share for share in shares}
    return tuple(
        LossMember(
            position=position,
            number=member.number,
            name=member.name,
            kind=member.kind,
            group=member.group,
            identity=member.identity,
            capital=share.capital,
            reserve=share.reserve,
            amount=share.amount,
            extra=share.extra,
        )
        for position, member in enumerate(uow.members.all())
        if (share := by_number.get(member.number)) is not None
    )


def draft_loss_plan(command: DraftLossPlan, context: Context) -> Changes:
    """Keep a draft (亏损处理方案草案) that could be resolved as it is."""
    uow, year = context.uow, command.year
    if uow.plans.state(year) in (PlanState.APPROVED, PlanState.PAID):
        raise DomainError("plan.already_approved", year=year)
    if uow.losses.get(year) is not None:
        raise DomainError("year.closed", year=year)
    check_record_date(command.record_date, year)
    propose(uow, year, command.record_date, command.shared)
    draft = LossDraft(year, command.record_date, command.shared)
    uow.losses.add_draft(draft, context.today, command.person)
    return Changes(_CHANGED, str(year))


def close_loss_year(command: CloseLossYear, context: Context) -> Changes:
    """Close a year without distribution by a valid resolution (Art. 29, 30); its figures are frozen."""
    uow, year = context.uow, command.year
    state = uow.plans.state(year)
    if state in (PlanState.APPROVED, PlanState.PAID):
        raise DomainError("plan.already_approved", year=year)
    if uow.losses.get(year) is not None:
        raise DomainError("year.closed", year=year)
    check_record_date(command.record_date, year)
    check_held(command.resolution, command.record_date, command.reason, context)
    proposed = propose(uow, year, command.record_date, command.shared)
    check_from_ledger(uow, proposed.figures)
    check_resolvable(uow, proposed.figures, proposed.carried)
    bare = held_without_capital(uow, command.record_date) if command.shared else ()
    no_capital = kept_reason(bare, command.no_capital)
    plan = replace(
        proposed,
        resolution=cleaned_resolution(command.resolution),
        reason="；".join(text for text in (clean_text(command.reason), no_capital) if text),
    )
    tell_loss(context, plan, command.resolution.day)
    uow.losses.close(plan, context.today, clean_text(command.approver))
    return Changes(_CHANGED, str(year))


def reopen_loss_year(command: ReopenLossYear, context: Context) -> Changes:
    """Take a closing back while no later year rests on it; the reason stays on record."""
    uow = context.uow
    if uow.losses.get(command.year) is None:
        raise DomainError("year.not_closed", year=command.year)
    reason = needed_reason(command.reason)
    check_unspent(uow, command.year)
    uow.losses.reopen(command.year, reason, context.today, command.person)
    retract_loss(context, command.year, reason)
    return Changes(_CHANGED, str(command.year))
