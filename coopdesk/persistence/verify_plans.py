"""Frozen figures must tie with each other and with what the stored draft gives when it is computed again."""

from collections.abc import Iterator
from itertools import zip_longest

from sqlalchemy import Connection

from coopdesk.domain.distribution.engine import distribute
from coopdesk.domain.distribution.engine_number import ENGINE
from coopdesk.domain.distribution.explain import derivations, tax_derivations
from coopdesk.domain.distribution.facts import AccountBalance
from coopdesk.domain.distribution.result import Distribution
from coopdesk.domain.errors import DomainError
from coopdesk.domain.loss import LossShare, share_loss
from coopdesk.domain.money import Money
from coopdesk.persistence.damage import guarded
from coopdesk.persistence.drafts import DraftShelf
from coopdesk.persistence.loss_store import SqlLossStore
from coopdesk.persistence.plan_store import SqlPlanStore
from coopdesk.services.plan import FrozenPlan, PlanMember, PlanRecord
from coopdesk.services.values import Defect


def plan_defects(connection: Connection) -> Iterator[Defect]:
    """What does not hold in the drafts and in the plans that are approved or paid."""
    store = SqlPlanStore(connection, DraftShelf())
    for plan_id, year in store.all():
        yield from guarded(connection, f"plan {plan_id}", _plan(connection, store, plan_id, year))


def _plan(connection: Connection, store: SqlPlanStore, plan_id: int, year: int) -> Iterator[Defect]:
    read: list[PlanRecord] = []
    stopped = list(guarded(connection, "draft", _read(store, plan_id, read)))
    if stopped:
        yield Defect("verify.draft", {"year": year, "plan": plan_id})
    frozen = store.frozen(plan_id)
    if frozen is not None:
        yield from _ties(frozen)
        # Another engine may figure otherwise: what it froze must tie, and is no worse for the difference.
        for record in read if frozen.engine == ENGINE else ():
            yield from _recomputed(record, frozen)


def loss_defects(connection: Connection) -> Iterator[Defect]:
    """What closed loss years put on the members' accounts is what their capital comes to (Art. 6)."""
    store = SqlLossStore(connection)
    for year in store.years():
        plan = store.get(year)
        if plan is None:
            continue
        accounts = [AccountBalance(each.number, each.capital, each.reserve) for each in plan.members]
        try:
            counted = share_loss(accounts, plan.shared, plan.cover.uncovered)
        except DomainError:
            counted = ()
        kept = tuple(
            LossShare(each.number, each.capital, each.reserve, each.amount, each.extra)
            for each in plan.members
        )
        total = sum(each.capital.fen for each in plan.members)
        if kept != counted or (plan.shared and plan.capital_total.fen != total):
            yield Defect("verify.loss_shares", {"year": year})


def _read(store: SqlPlanStore, plan_id: int, into: list[PlanRecord]) -> Iterator[Defect]:
    record = store.get(plan_id)
    if record is not None:
        into.append(record)
    yield from ()


def _ties(plan: FrozenPlan) -> Iterator[Defect]:
    """Lines add up to what they paid, members to the totals, and everything to what could be distributed."""
    paid = dict.fromkeys((line.id for line in plan.lines), 0)
    for member in plan.members:
        for item in member.entitlements:
            paid[item.line_id] += item.amount.fen
    for member in plan.members:
        withheld = sum(each.tax.fen for each in member.taxes)
        if member.taxes and withheld != member.tax.fen:
            yield Defect("verify.plan_member", {"year": plan.year, "member": member.number})
    for line in plan.lines:
        if paid[line.id] != line.paid.fen:
            yield _differs(plan, "verify.plan_line", line.paid, Money(paid[line.id]), line=line.label)
    totals = (
        ("verify.plan_gross", plan.gross, sum(member.gross.fen for member in plan.members)),
        ("verify.plan_tax", plan.tax, sum(member.tax.fen for member in plan.members)),
        ("verify.plan_distributable", plan.distributable, (plan.gross + plan.carried_forward).fen),
    )
    for code, stored, fen in totals:
        if stored != Money(fen):
            yield _differs(plan, code, stored, Money(fen))


def _recomputed(record: PlanRecord, plan: FrozenPlan) -> Iterator[Defect]:
    result = distribute(record.draft.facts, record.draft.scheme)
    heads = (
        ("verify.plan_distributable", plan.distributable, result.distributable),
        ("verify.plan_carried_forward", plan.carried_forward, result.carried_forward),
        ("verify.plan_loss_made_good", plan.loss_made_good, result.loss_made_good),
    )
    for code, stored, counted in heads:
        if stored != counted:
            yield _differs(plan, code, stored, counted)
    drawn = tuple((each.label, result.appropriations[each.id]) for each in record.draft.scheme.appropriations)
    for stored_drawn, counted_drawn in zip_longest(plan.appropriations, drawn):
        if stored_drawn != counted_drawn:
            label = (stored_drawn or counted_drawn or ("",))[0]
            yield Defect("verify.plan_label", {"year": plan.year, "line": label})
    if len(plan.members) != len(record.draft.facts.members):
        yield Defect("verify.plan_members", {"year": plan.year, "plan": plan.plan_id})
        return
    # The first version kept no reckoning of the taxes.
    with_taxes = any(member.taxes for member in plan.members)
    for member in plan.members:
        taxes = tax_derivations(result, member.position) if with_taxes else ()
        if not _as_computed(member, result) or member.taxes != taxes:
            yield Defect("verify.plan_member", {"year": plan.year, "member": member.number})


def _as_computed(member: PlanMember, result: Distribution) -> bool:
    place = member.position
    return (
        member.number == result.facts.members[place].id
        and member.gross.fen == result.gross[place]
        and member.tax.fen == result.tax[place]
        and member.entitlements == derivations(result, place)
    )


def _differs(plan: FrozenPlan, code: str, stored: Money, counted: Money, **params: object) -> Defect:
    figures = {"year": plan.year, "stored": stored, "counted": counted}
    return Defect(code, {**figures, **params})
