"""Drafts and what happens to them: approvals with their frozen figures, withdrawals, payments, all appended."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, func, select

from coopdesk.domain.meeting import Resolution
from coopdesk.domain.quantity import Quantity
from coopdesk.persistence.column_types import BAD_VALUE, AnyRow
from coopdesk.persistence.drafts import DraftShelf, pack, unpack
from coopdesk.persistence.freezing import freeze
from coopdesk.persistence.plan_tables import (
    frozen_members,
    frozen_plans,
    frozen_shares,
    plan_events,
    plans,
)
from coopdesk.persistence.thawing import thaw
from coopdesk.services.errors import EnvironmentFault
from coopdesk.services.plan import Approval, Draft, FrozenPlan, PlanRecord, PlanState, PlanSummary
from coopdesk.services.values import MemberYear

_e = plan_events.c
_f = frozen_plans.c


class PlanEvent(StrEnum):
    """What can happen to a draft."""

    APPROVED = "approved"
    WITHDRAWN = "withdrawn"
    PAID = "paid"


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a plan stands after all its events; ``approval_id`` names the approval in force."""

    state: PlanState = PlanState.DRAFT
    approval_id: int | None = None
    resolution: Resolution | None = None
    paid_on: date | None = None
    method: str = ""


class SqlPlanStore:
    """``PlanStore`` over one transaction."""

    def __init__(self, connection: Connection, shelf: DraftShelf) -> None:
        self._connection = connection
        self._shelf = shelf

    def add_draft(self, draft: Draft, drafted_on: date) -> int:
        values = {
            "year": draft.year,
            "drafted_on": drafted_on,
            "template": draft.template,
            "drafter": draft.drafter,
            "inputs": pack(draft),
        }
        added = self._connection.execute(plans.insert().returning(plans.c.id), values)
        return int(added.scalar_one())

    def get(self, plan_id: int) -> PlanRecord | None:
        heads = (plans.c.id, plans.c.year, plans.c.drafted_on, plans.c.template, plans.c.drafter)
        row = self._connection.execute(select(*heads).where(plans.c.id == plan_id)).first()
        if row is None:
            return None
        standing = self._standing(plan_id)
        state = standing.state
        if state is PlanState.DRAFT and self._newest(row.year) != plan_id:
            state = PlanState.SUPERSEDED
        return PlanRecord(
            plan_id=plan_id,
            state=state,
            draft=self._shelf.get(plan_id, lambda: self._draft(row)),
            drafted_on=row.drafted_on,
            resolution=standing.resolution,
            paid_on=standing.paid_on,
            payment_method=standing.method,
        )

    def current(self, year: int) -> PlanRecord | None:
        approved = [plan_id for plan_id, _standing in self._in_force(year)]
        plan_id = approved[-1] if approved else self._newest(year)
        return None if plan_id is None else self.get(plan_id)

    def state(self, year: int) -> PlanState | None:
        approved = self._in_force(year)
        if approved:
            return approved[-1][1].state
        return None if self._newest(year) is None else PlanState.DRAFT

    def approve(self, approval: Approval, on: date) -> None:
        """Record the resolution and freeze the figures with it."""
        resolution = approval.resolution
        values = {
            "resolution_number": resolution.number,
            "resolution_day": resolution.day,
            "resolution_members": resolution.members,
            "resolution_present": resolution.present,
            "resolution_votes": resolution.votes_for,
            "resolution_extra_votes": resolution.extra_votes,
        }
        approval_id = self._happened(
            approval.plan_id, PlanEvent.APPROVED, on, approver=approval.approver, **values
        )
        freeze(self._connection, approval_id, approval)

    def withdraw(self, plan_id: int, reason: str, on: date) -> None:
        self._happened(plan_id, PlanEvent.WITHDRAWN, on, reason=reason)

    def pay(self, plan_id: int, day: date, method: str) -> None:
        self._happened(plan_id, PlanEvent.PAID, day, method=method)

    def frozen(self, plan_id: int) -> FrozenPlan | None:
        standing = self._standing(plan_id)
        if standing.approval_id is None or standing.resolution is None:
            return None
        return thaw(
            self._connection,
            standing.approval_id,
            standing.resolution,
            paid_on=standing.paid_on,
            payment_method=standing.method,
        )

    def summaries(self) -> Sequence[PlanSummary]:
        return [summary for _approval, summary in self._approved()]

    def of_member(self, number: str) -> Sequence[tuple[PlanSummary, MemberYear]]:
        """Oldest year first; plans of which the member was no part are left out."""
        m, s = frozen_members.c, frozen_shares.c
        shares = select(func.coalesce(func.sum(s.shares), 0)).where(
            s.approval_id == m.approval_id, s.position == m.position
        )
        found = select(m.approval_id, shares.scalar_subquery(), m.gross, m.tax).where(m.number == number)
        shared = {
            approval_id: MemberYear(Quantity(int(held)), gross, tax)
            for approval_id, held, gross, tax in self._connection.execute(found)
        }
        return [
            (summary, shared[approval_id])
            for approval_id, summary in self._approved()
            if approval_id in shared
        ]

    def number_at(self, year: int, position: int) -> str | None:
        m = frozen_members.c
        for approval_id, summary in self._approved():
            if summary.year == year:
                wanted = select(m.number).where(m.approval_id == approval_id, m.position == position)
                found: str | None = self._connection.execute(wanted).scalar()
                return found
        return None

    def all(self) -> Sequence[tuple[int, int]]:
        """Id and year of every plan there ever was, for whoever proves that they tie."""
        rows = self._connection.execute(select(plans.c.id, plans.c.year).order_by(plans.c.id))
        return [(row.id, row.year) for row in rows]

    def _approved(self) -> Iterator[tuple[int, PlanSummary]]:
        standings = {standing.approval_id: standing for _plan, standing in self._in_force()}
        rows = self._connection.execute(select(frozen_plans).order_by(_f.year, _f.approval_id))
        for row in rows:
            if row.approval_id in standings:
                yield row.approval_id, _summary(row, standings[row.approval_id])

    def _draft(self, head: AnyRow) -> Draft:
        inputs = self._connection.execute(select(plans.c.inputs).where(plans.c.id == head.id)).scalar_one()
        return unpack(inputs, head.year, head.template, head.drafter)

    def _newest(self, year: int) -> int | None:
        found: int | None = self._connection.execute(
            select(func.max(plans.c.id)).where(plans.c.year == year)
        ).scalar()
        return found

    def _happened(self, plan_id: int, kind: PlanEvent, on: date, **values: object) -> int:
        event = {"reason": "", "method": "", "approver": "", "resolution_number": ""} | values
        added = plan_events.insert().values(plan_id=plan_id, kind=kind.value, day=on, **event)
        return int(self._connection.execute(added.returning(_e.id)).scalar_one())

    def _standing(self, plan_id: int) -> Standing:
        rows = self._connection.execute(select(plan_events).where(_e.plan_id == plan_id).order_by(_e.id))
        return _after(rows)

    def _in_force(self, year: int | None = None) -> list[tuple[int, Standing]]:
        """Approved and paid plans in order of their ids."""
        wanted = select(plan_events).order_by(_e.plan_id, _e.id)
        if year is not None:
            wanted = wanted.join(plans).where(plans.c.year == year)
        by_plan: dict[int, list[AnyRow]] = {}
        for row in self._connection.execute(wanted):
            by_plan.setdefault(row.plan_id, []).append(row)
        standings = [(plan_id, _after(rows)) for plan_id, rows in by_plan.items()]
        return [(plan_id, standing) for plan_id, standing in standings if standing.approval_id]


def _after(events: Any) -> Standing:
    standing = Standing()
    for event in events:
        match _kind(event):
            case PlanEvent.APPROVED:
                standing = Standing(PlanState.APPROVED, event.id, _resolution(event))
            case PlanEvent.WITHDRAWN:
                standing = Standing()
            case PlanEvent.PAID:
                standing = Standing(
                    PlanState.PAID, standing.approval_id, standing.resolution, event.day, event.method
                )
    return standing


def _kind(event: AnyRow) -> PlanEvent:
    try:
        return PlanEvent(event.kind)
    except ValueError:
        raise EnvironmentFault(BAD_VALUE, table="plan_events", row=str(event.id), column="kind") from None


def _resolution(event: AnyRow) -> Resolution:
    return Resolution(
        event.resolution_number,
        event.resolution_day,
        event.resolution_members,
        event.resolution_present,
        event.resolution_votes,
        event.resolution_extra_votes or 0,
    )


def _summary(row: AnyRow, standing: Standing) -> PlanSummary:
    return PlanSummary(
        plan_id=row.plan_id,
        year=row.year,
        state=standing.state,
        record_date=row.record_date,
        template=row.template,
        distributable=row.distributable,
        carried_forward=row.carried_forward,
        gross=row.gross,
        tax=row.tax,
        farmers=row.farmers,
        farmer_shares=Quantity(row.farmer_shares),
        farmer_gross=row.farmer_gross,
        resolution=standing.resolution,
        paid_on=standing.paid_on,
    )
