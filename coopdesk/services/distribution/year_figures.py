"""Entering a fiscal year's figures."""

from dataclasses import replace

from coopdesk.domain.errors import DomainError
from coopdesk.domain.text import clean_text
from coopdesk.services.command import Changes, Topic
from coopdesk.services.context import Context
from coopdesk.services.distribution.commands import RecordYearFigures
from coopdesk.services.distribution.headlines import PlanState
from coopdesk.services.distribution.ledger_figures import origin_of
from coopdesk.services.distribution.year_chain import check_opening


def record_year_figures(command: RecordYearFigures, context: Context) -> Changes:
    """Enter or correct a year's figures, unless the meeting has already resolved on them."""
    figures = replace(command.figures, source=clean_text(command.figures.source))
    if figures.year > context.today.year:
        raise DomainError("year.in_future", year=figures.year)
    if figures.income.fen < 0:
        raise DomainError("year.income_negative", amount=figures.income)
    if figures.costs.fen < 0:
        raise DomainError("year.costs_negative", amount=figures.costs)
    if not figures.source.strip():
        raise DomainError("year.source_missing", year=figures.year)
    if context.uow.plans.state(figures.year) in (PlanState.APPROVED, PlanState.PAID):
        raise DomainError("plan.already_approved", year=figures.year)
    if context.uow.losses.get(figures.year) is not None:
        raise DomainError("year.closed", year=figures.year)
    reason = clean_text(command.opening_reason) or clean_text(figures.opening_reason)
    figures = replace(figures, opening_reason=reason, origin=origin_of(context.uow, figures))
    check_opening(context.uow, figures)
    context.uow.years.save(figures)
    return Changes(frozenset({Topic.YEARS}), str(figures.year))
