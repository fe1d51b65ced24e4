"""What happened to a plan, as rows: resolutions in columns, the history of a year, and marks on single households."""

import json
from collections import deque
from collections.abc import Sequence
from typing import Any

from sqlalchemy import BigInteger, Connection, and_, func, select, type_coerce

from coopdesk.domain.distribution.resolution import Resolution
from coopdesk.domain.money import Money
from coopdesk.domain.text import clean_text
from coopdesk.persistence.distribution.tables import frozen_members, household_payments, plan_events, plans
from coopdesk.persistence.journal.lines import entry_of
from coopdesk.persistence.sql.bulk import insert_rows
from coopdesk.persistence.sql.column_types import AnyRow
from coopdesk.services.distribution.headlines import HistoryKind, HistoryLine, HouseholdMark
from coopdesk.services.distribution.values import HouseholdStanding

_p = plans.c
_e = plan_events.c
_h = household_payments.c
_m = frozen_members.c
_NEWEST = select(func.max(_h.id)).group_by(_h.approval_id, _h.number)
_UNSETTLED = (
    select(
        _h.approval_id,
        _h.standing,
        func.count().label("households"),
        *(func.sum(type_coerce(_m[name], BigInteger)).label(name) for name in ("gross", "tax")),
    )
    .join(frozen_members, and_(_m.approval_id == _h.approval_id, _m.number == _h.number))
    .where(_h.id.in_(_NEWEST), _h.standing.in_([each for each in HouseholdStanding if not each.settled]))
    .group_by(_h.approval_id, _h.standing)
)
_MARK_FIELDS = ("number", "standing", "day", "note", "person")


def resolution_values(resolution: Resolution) -> dict[str, Any]:
    """A resolution by column."""
    return {
        "resolution_number": resolution.number,
        "resolution_day": resolution.day,
        "resolution_members": resolution.members,
        "resolution_present": resolution.present,
        "resolution_votes": resolution.votes_for,
        "resolution_extra_votes": resolution.extra_votes,
    }


def resolution_of(row: AnyRow) -> Resolution:
    """The resolution of a row that has one."""
    return Resolution(
        row.resolution_number,
        row.resolution_day,
        row.resolution_members,
        row.resolution_present,
        row.resolution_votes,
        row.resolution_extra_votes or 0,
    )


def plan_history(connection: Connection, year: int) -> list[HistoryLine]:
    """Every draft of the year and what happened to it, in the order in which it was recorded.

    Drafts and events are counted apart; a draft and all older ones stand before what first happened to it. The day of
    a payment is the day it was made, so days need not follow each other.
    """
    kind, content = entry_of(_p.journal_number)
    drafted = select(_p.id, _p.drafted_on, _p.drafter, kind.label("kind"), content.label("content"))
    drafts = deque(connection.execute(drafted.where(_p.year == year).order_by(_p.id)))
    events = select(plan_events).join(plans, _p.id == _e.plan_id).where(_p.year == year).order_by(_e.id)
    lines: list[HistoryLine] = []
    for event in connection.execute(events):
        while drafts and drafts[0].id <= event.plan_id:
            lines.append(_draft(drafts.popleft()))
        lines.append(_line(event))
    return [*lines, *map(_draft, drafts)]


def _draft(row: AnyRow) -> HistoryLine:
    """A draft, with the reason its command gave; the journal's first entry stands for all that came before."""
    said = json.loads(row.content).get("no_capital", "") if row.kind == "DraftDistribution" else ""
    return HistoryLine(HistoryKind.DRAFTED, row.drafted_on, row.drafter, clean_text(said))


def _line(event: AnyRow) -> HistoryLine:
    resolution = resolution_of(event) if event.resolution_day is not None else None
    return HistoryLine(
        HistoryKind(event.kind), event.day, event.approver, event.reason, resolution, event.method
    )


def add_marks(connection: Connection, approval_id: int, marks: Sequence[HouseholdMark]) -> None:
    """Append marks to an approval."""
    rows = ((approval_id, *(getattr(mark, name) for name in _MARK_FIELDS)) for mark in marks)
    insert_rows(connection, household_payments, ("approval_id", *_MARK_FIELDS), rows)


def unsettled(connection: Connection) -> list[tuple[int, HouseholdStanding, int, Money]]:
    """Approval, standing, households and their money, for each standing in which households have not got theirs."""
    return [
        (row.approval_id, row.standing, row.households, Money(int(row.gross) - int(row.tax)))
        for row in connection.execute(_UNSETTLED)
    ]


def marks_of(connection: Connection, approval_id: int) -> dict[str, HouseholdMark]:
    """The newest mark of each household of an approval."""
    columns = [household_payments.c[name] for name in _MARK_FIELDS]
    found = select(*columns).where(_h.approval_id == approval_id).order_by(_h.id)
    return {row.number: HouseholdMark(**row._mapping) for row in connection.execute(found)}
