"""Drafts and what happens to them: approvals with their frozen figures, withdrawals, payments, all appended."""

from collections.abc import Iterator, Mapping, Sequence, Set
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import BigInteger, Connection, and_, bindparam, case, exists, func, select, type_coerce

from coopdesk.domain.distribution.basis_kinds import Weighting
from coopdesk.domain.distribution.carried import carried_on
from coopdesk.domain.distribution.resolution import Resolution
from coopdesk.domain.distribution.surplus import Surplus
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import Quantity
from coopdesk.persistence.distribution.draft_cache import DraftCache
from coopdesk.persistence.distribution.history import (
    add_marks,
    marks_of,
    plan_history,
    resolution_values,
    unsettled,
)
from coopdesk.persistence.distribution.standing import PlanEvent, Standing, after
from coopdesk.persistence.distribution.tables import (
    frozen_appropriations,
    frozen_entitlements,
    frozen_figures,
    frozen_lines,
    frozen_members,
    frozen_plans,
    frozen_shares,
    loss_drafts,
    plan_events,
    plans,
    resolution_columns,
)
from coopdesk.persistence.journal.lines import YEAR, Newest, by_year, newest_of
from coopdesk.persistence.sql.column_types import AnyRow, IsoDate
from coopdesk.persistence.sql.prepared import Prepared
from coopdesk.services.distribution.headlines import (
    HistoryLine,
    HouseholdMark,
    OpenPayment,
    PlanState,
    PlanSummary,
)
from coopdesk.services.distribution.values import HouseholdStanding, MemberYear
from coopdesk.services.members.headlines import Settled

if TYPE_CHECKING:
    from coopdesk.services.distribution.plan import Approval, Draft, FrozenPlan, PlanRecord

_e = plan_events.c
_f = frozen_plans.c
_y = frozen_figures.c
_a = frozen_appropriations.c
_DRAWN = select(func.coalesce(func.sum(type_coerce(_a.amount, BigInteger)), 0)).where(
    _a.approval_id == _f.approval_id
)
_HEADS = Prepared(
    select(
        frozen_plans,
        _y.income,
        _y.costs,
        _y.opening,
        _y.transfers_in,
        _DRAWN.scalar_subquery().label("appropriated"),
    )
    .join(frozen_figures, _y.approval_id == _f.approval_id)
    .order_by(_f.year, _f.approval_id)
)
"""The headline figures of every approval, with what its carry into the next year is made of."""
_l = frozen_lines.c
_WEIGHTED = exists().where(_l.approval_id == _f.approval_id, _l.weighting != Weighting.RECORD_DATE)
_UNTIL = case((and_(_WEIGHTED, _f.period_end > _f.record_date), _f.period_end), else_=_f.record_date)
_RESTING = Prepared(
    select(_f.approval_id, _f.year, _UNTIL.label("until")).where(bindparam("of_day", type_=IsoDate) <= _UNTIL)
)

_t, _m = frozen_entitlements.c, frozen_members.c
_APPROVAL = bindparam("of_approval", type_=BigInteger)
_TAKEN = Prepared(select(_a.label, _a.amount).where(_a.approval_id == _APPROVAL).order_by(_a.position))
_PAID_BY = (
    select(_m.number, _l.patronage, func.sum(_t.amount))
    .select_from(
        frozen_members.join(
            frozen_entitlements, and_(_t.approval_id == _m.approval_id, _t.position == _m.position)
        ).join(frozen_lines, and_(_l.approval_id == _t.approval_id, _l.position == _t.line_position))
    )
    .where(_m.approval_id == _APPROVAL)
    .group_by(_m.position, _m.number, _l.patronage)
    .order_by(_m.position)
)
_PAID = Prepared(_PAID_BY)
_PAID_TO = Prepared(_PAID_BY.where(_m.number == bindparam("of_number")))
_EVENTS = select(plan_events).order_by(_e.plan_id, _e.id)
_ALL_EVENTS = Prepared(_EVENTS)
_OF_YEAR = Prepared(_EVENTS.join(plans).where(plans.c.year == bindparam("of_year")))
_OF_PLAN = Prepared(_EVENTS.where(_e.plan_id == bindparam("plan")))
_NEWEST_DRAFT = Prepared(select(func.max(plans.c.id)).where(plans.c.year == bindparam("of_year")))
_HEAD = Prepared(
    select(plans.c.id, plans.c.year, plans.c.drafted_on, plans.c.template, plans.c.drafter).where(
        plans.c.id == bindparam("plan")
    )
)
_INPUTS = Prepared(select(plans.c.inputs).where(plans.c.id == bindparam("plan")))
_HAPPENED = Prepared(plan_events.insert().returning(_e.id))
_NOTHING_SAID = dict.fromkeys(column.name for column in resolution_columns()) | dict.fromkeys(
    ("reason", "method", "approver", "resolution_number"), ""
)
_ADD_DRAFT = Prepared(plans.insert().returning(plans.c.id))
# Built once: entering a year's figures asks of every year there is.

NEWEST: Mapping[str, Newest] = {
    "draft": newest_of(plans, plans.c.year == YEAR, values=by_year),
    "loss_draft": newest_of(loss_drafts, loss_drafts.c.year == YEAR, values=by_year),
}
"""The entry of a year's newest draft, of a distribution or of how a loss is closed."""


def years_of_plans(connection: Connection, ids: Set[Any]) -> Mapping[Any, int]:
    """The fiscal years of these plans."""
    named = [each for each in ids if isinstance(each, int)]
    if not named:
        return {}
    found = connection.execute(select(plans.c.id, plans.c.year).where(plans.c.id.in_(named)))
    return {row.id: row.year for row in found}


def resolved_plans(connection: Connection, year: int) -> Sequence[int]:
    """The plans of a year that a meeting ever resolved, also where that was taken back."""
    resolved = select(_e.plan_id).join(plans, plans.c.id == _e.plan_id).where(plans.c.year == year)
    return list(connection.execute(resolved.distinct()).scalars())


class SqlPlanStore:
    """``PlanStore`` over one transaction.

    What only drafts and frozen figures need (documents of schemes, derivations) is loaded when one is written or read:
    the home page and the lists ask for headline figures alone.
    """

    def __init__(self, connection: Connection, draft_cache: DraftCache) -> None:
        self._connection = connection
        self._draft_cache = draft_cache

    def add_draft(self, draft: "Draft", drafted_on: date) -> int:
        from coopdesk.persistence.distribution.drafts import pack

        values = {
            "year": draft.year,
            "drafted_on": drafted_on,
            "template": draft.template,
            "drafter": draft.drafter,
            "inputs": pack(draft),
        }
        return int(_ADD_DRAFT.value(self._connection, values))

    def get(self, plan_id: int) -> "PlanRecord | None":
        from coopdesk.services.distribution.plan import PlanRecord

        found = _HEAD.named(self._connection, {"plan": plan_id})
        if not found:
            return None
        row = found[0]
        standing = self.standing(plan_id)
        state = standing.state
        if state is PlanState.DRAFT and self._newest(row.year) != plan_id:
            state = PlanState.SUPERSEDED
        return PlanRecord(
            plan_id=plan_id,
            state=state,
            draft=self._draft_cache.get(plan_id, lambda: self._draft(row)),
            drafted_on=row.drafted_on,
            resolution=standing.resolution,
            paid_on=standing.paid_on,
            payment_method=standing.method,
        )

    def current(self, year: int) -> "PlanRecord | None":
        approved = [plan_id for plan_id, _standing in self._in_force(year)]
        plan_id = approved[-1] if approved else self._newest(year)
        return None if plan_id is None else self.get(plan_id)

    def state(self, year: int) -> PlanState | None:
        approved = self._in_force(year)
        if approved:
            return approved[-1][1].state
        return None if self._newest(year) is None else PlanState.DRAFT

    def drafted(self) -> Sequence[int]:
        return list(self._connection.execute(select(plans.c.year).distinct()).scalars())

    def approve(self, approval: "Approval", on: date) -> None:
        """Record the resolution and freeze the figures with it."""
        from coopdesk.persistence.distribution.freezing import freeze

        approval_id = self._happened(
            approval.plan_id,
            PlanEvent.APPROVED,
            on,
            reason=approval.reason,
            approver=approval.approver,
            **resolution_values(approval.resolution),
        )
        freeze(self._connection, approval_id, approval)

    def fail(self, plan_id: int, resolution: Resolution, reason: str, on: date, person: str) -> None:
        values = resolution_values(resolution)
        self._happened(plan_id, PlanEvent.FAILED, on, reason=reason, approver=person, **values)

    def withdraw(self, plan_id: int, reason: str, on: date, person: str = "") -> None:
        self._happened(plan_id, PlanEvent.WITHDRAWN, on, reason=reason, approver=person)

    def pay(self, plan_id: int, day: date, method: str, reason: str = "", person: str = "") -> None:
        self._happened(plan_id, PlanEvent.PAID, day, method=method, reason=reason, approver=person)

    def undo_payment(self, plan_id: int, reason: str, on: date, person: str) -> None:
        self._happened(plan_id, PlanEvent.PAYMENT_UNDONE, on, reason=reason, approver=person)

    def mark_households(self, plan_id: int, marks: Sequence[HouseholdMark]) -> None:
        approval_id = self.standing(plan_id).approval_id
        assert approval_id is not None  # the handler has seen the plan approved
        add_marks(self._connection, approval_id, marks)

    def households(self, plan_id: int) -> Mapping[str, HouseholdMark]:
        approval_id = self.standing(plan_id).approval_id
        return {} if approval_id is None else marks_of(self._connection, approval_id)

    def open_payments(self) -> Sequence[OpenPayment]:
        found = unsettled(self._connection)
        if not found:
            return []
        years = {approval: (summary.year, summary.state) for approval, summary in self._approved()}
        households: dict[int, int] = {}
        money: dict[int, Money] = {}
        for approval, standing, count, amount in found:
            year, state = years.get(approval, (0, None))
            if year and (state is PlanState.PAID or standing is HouseholdStanding.RETURNED):
                households[year] = households.get(year, 0) + count
                money[year] = money.get(year, Money(0)) + amount
        return [OpenPayment(year, households[year], money[year]) for year in sorted(households)]

    def history(self, year: int) -> Sequence[HistoryLine]:
        return plan_history(self._connection, year)

    def settled(self, day: date) -> Sequence[Settled]:
        """Figures rest on the register up to the record date, weighted ones up to the end of the year."""
        concerned = _RESTING.rows(self._connection, {"of_day": day})
        if not concerned:
            return []
        standing = {found.approval_id for _plan, found in self._in_force()}
        return [Settled(year, until) for approval, year, until in concerned if approval in standing]

    def frozen(self, plan_id: int, *, whole: bool = True) -> "FrozenPlan | None":
        """The plan as its resolution froze it; unless it is ``whole``, without its members."""
        from coopdesk.persistence.distribution.thawing import thaw

        standing = self.standing(plan_id)
        if standing.approval_id is None or standing.resolution is None:
            return None
        return thaw(
            self._connection,
            standing.approval_id,
            standing.resolution,
            paid_on=standing.paid_on,
            payment_method=standing.method,
            whole=whole,
        )

    def summaries(self) -> Sequence[PlanSummary]:
        return [summary for _approval, summary in self._approved()]

    def of_member(self, number: str) -> Sequence[tuple[PlanSummary, MemberYear]]:
        """Oldest year first; plans of which the member was no part are left out."""
        m, s = frozen_members.c, frozen_shares.c
        shares = select(func.coalesce(func.sum(s.shares), 0)).where(
            s.approval_id == m.approval_id, s.position == m.position
        )
        held = shares.scalar_subquery().label("held")
        found = select(m.approval_id, held, m.gross, m.tax).where(m.number == number)
        shared = {
            row.approval_id: MemberYear(Quantity(int(row.held)), row.gross, row.tax)
            for row in self._connection.execute(found)
        }
        return [
            (summary, shared[approval_id])
            for approval_id, summary in self._approved()
            if approval_id in shared
        ]

    def drawn(self, year: int) -> Sequence[tuple[str, Money]]:
        approval = self._approval(year)
        return [] if approval is None else _TAKEN.rows(self._connection, {"of_approval": approval})

    def paid_by_trade(self, year: int, number: str | None = None) -> Mapping[str, tuple[Money, Money]]:
        approval = self._approval(year)
        if approval is None:
            return {}
        wanted, values = (_PAID, {}) if number is None else (_PAID_TO, {"of_number": number})
        paid: dict[str, list[Money]] = {}
        for member, patronage, amount in wanted.each(self._connection, values | {"of_approval": approval}):
            paid.setdefault(member, [Money(0), Money(0)])[not patronage] = amount
        return {member: (refund, rest) for member, (refund, rest) in paid.items()}

    def _approval(self, year: int) -> int | None:
        in_force = self._in_force(year)
        return in_force[-1][1].approval_id if in_force else None

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
        for row in _HEADS.named(self._connection, {}):
            if row.approval_id in standings:
                yield row.approval_id, _summary(row, standings[row.approval_id])

    def _draft(self, head: AnyRow) -> "Draft":
        from coopdesk.persistence.distribution.drafts import unpack

        inputs = _INPUTS.value(self._connection, {"plan": head.id})
        return unpack(inputs, head.year, head.template, head.drafter)

    def _newest(self, year: int) -> int | None:
        found: int | None = _NEWEST_DRAFT.value(self._connection, {"of_year": year})
        return found

    def _happened(self, plan_id: int, kind: PlanEvent, on: date, **values: object) -> int:
        event = _NOTHING_SAID | values | {"plan_id": plan_id, "kind": kind.value, "day": on}
        return int(_HAPPENED.value(self._connection, event))

    def standing(self, plan_id: int) -> Standing:
        """Where a plan stands after all that happened to it."""
        return after(_OF_PLAN.named(self._connection, {"plan": plan_id}))

    def _in_force(self, year: int | None = None) -> list[tuple[int, Standing]]:
        """Approved and paid plans in order of their ids."""
        if year is None:
            events = _ALL_EVENTS.named(self._connection, {})
        else:
            events = _OF_YEAR.named(self._connection, {"of_year": year})
        by_plan: dict[int, list[AnyRow]] = {}
        for row in events:
            by_plan.setdefault(row.plan_id, []).append(row)
        standings = [(plan_id, after(rows)) for plan_id, rows in by_plan.items()]
        return [(plan_id, standing) for plan_id, standing in standings if standing.approval_id]


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
        carried=carried_on(
            Surplus(row.income - row.costs, row.opening, row.transfers_in),
            Money(int(row.appropriated)),
            row.loss_made_good,
            row.distributable,
            row.carried_forward,
        ),
        opening=row.opening,
    )
