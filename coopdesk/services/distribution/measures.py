"""Trade, land and other measures of a year: entered sheet by sheet, and what a distribution makes of them."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from coopdesk.domain.distribution.facts import LandArea, MeasureValue, Trade
from coopdesk.domain.distribution.measures import MeasureSheet, SheetKind
from coopdesk.domain.errors import DomainError
from coopdesk.domain.text import clean_text
from coopdesk.services.command import Changes, Topic
from coopdesk.services.context import Context
from coopdesk.services.distribution.commands import RecordMeasures
from coopdesk.services.distribution.headlines import PlanState


def record_measures(command: RecordMeasures, context: Context) -> Changes:
    """Keep a sheet, unless the meeting has already resolved on the year.

    Besides what ``MeasureSheet.check`` refuses: ``sheet.unknown_member`` names the row, ``plan.already_approved`` and
    ``year.closed`` the year.
    """
    uow = context.uow
    given = command.sheet
    name = "" if given.kind is SheetKind.LAND else clean_text(given.name)
    sheet = replace(given, name=name, source=clean_text(given.source))
    sheet.check()
    if uow.plans.state(sheet.year) in (PlanState.APPROVED, PlanState.PAID):
        raise DomainError("plan.already_approved", year=sheet.year)
    if uow.losses.get(sheet.year) is not None:
        raise DomainError("year.closed", year=sheet.year)
    known = {member.number for member in uow.members.all() if not member.is_struck}
    for number, row in enumerate(sheet.rows, start=1):
        if row.member not in known:
            raise DomainError("sheet.unknown_member", row=number, member=row.member)
    uow.measures.save(sheet)
    return Changes(frozenset({Topic.YEARS}), sheet.name)


def trades(sheets: Iterable[MeasureSheet]) -> Iterator[Trade]:
    """Every row of trade."""
    for sheet in sheets:
        if sheet.kind is SheetKind.TRADE:
            for row in sheet.rows:
                yield Trade(row.member, sheet.name, row.quantity, row.amount)


def land(sheets: Iterable[MeasureSheet]) -> Iterator[LandArea]:
    """Every row of land, mu."""
    for sheet in sheets:
        if sheet.kind is SheetKind.LAND:
            for row in sheet.rows:
                yield LandArea(row.member, row.quantity)


def own_measures(sheets: Iterable[MeasureSheet]) -> Iterator[MeasureValue]:
    """Every row of the charter's own measures."""
    for sheet in sheets:
        if sheet.kind is SheetKind.MEASURE:
            for row in sheet.rows:
                yield MeasureValue(row.member, sheet.name, row.quantity)
