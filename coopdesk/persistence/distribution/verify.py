"""Frozen figures must tie with each other and with what the stored draft gives when it is computed again."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest

from sqlalchemy import Connection

from coopdesk.domain.distribution.engine import distribute
from coopdesk.domain.distribution.engine_number import ENGINE
from coopdesk.domain.distribution.explain import derivations, tax_derivations
from coopdesk.domain.distribution.facts import AccountBalance
from coopdesk.domain.distribution.loss import LossShare, share_loss
from coopdesk.domain.distribution.result import Distribution
from coopdesk.domain.errors import DomainError
from coopdesk.domain.members.account import AccountCause
from coopdesk.domain.money import Money
from coopdesk.persistence.distribution.draft_cache import DraftCache
from coopdesk.persistence.distribution.losses import SqlLossStore
from coopdesk.persistence.distribution.refrozen import OF_MEMBERS, is_frozen_as_computed
from coopdesk.persistence.distribution.store import SqlPlanStore
from coopdesk.persistence.members.accounts import SqlAccountStore
from coopdesk.persistence.sql.guarding import guarded
from coopdesk.services.distribution.drawn import drawn_reserve
from coopdesk.services.distribution.plan import FrozenPlan, PlanMember, PlanRecord
from coopdesk.services.values import Defect


@dataclass(frozen=True, slots=True)
class _Sums:
    """What a plan's members come to, in fen: by the id of each line, before tax, and tax."""

    paid: Mapping[str, int]
    gross: int
    tax: int


def plan_defects(connection: Connection, sound: Collection[str] = ()) -> Iterator[Defect]:
    """What does not hold in the drafts and in the plans that are approved or paid.

    ``sound`` are tables of which every value is known to be one: a plan in these that is as it would be frozen today
    need not be thawed.
    """
    for plan_id, year in SqlPlanStore(connection, DraftCache()).all():
        # A cache of its own: no draft is asked for twice, and one of a large book is large.
        store = SqlPlanStore(connection, DraftCache())
        found = _plan(connection, store, plan_id, year, OF_MEMBERS.issubset(sound))
        yield from guarded(connection, f"plan {plan_id}", found)


def _plan(
    connection: Connection, store: SqlPlanStore, plan_id: int, year: int, comparable: bool
) -> Iterator[Defect]:
    read: list[PlanRecord] = []
    stopped = list(guarded(connection, "draft", _read(store, plan_id, read)))
    if stopped:
        yield Defect("verify.draft", {"year": year, "plan": plan_id})
    head = store.frozen(plan_id, whole=False)
    if head is None:
        return
    # Another engine may figure otherwise: what it froze must tie, and is no worse for the difference.
    for record in read if head.engine == ENGINE and comparable else ():
        result = _computed(record)
        approval_id = store.standing(plan_id).approval_id
        if result is not None and approval_id and is_frozen_as_computed(connection, approval_id, result):
            yield from _ties(head, _computed_sums(result))
            yield from _heads(record, head, result)
            return
    frozen = store.frozen(plan_id)
    assert frozen is not None  # its head is there
    sums = _frozen_sums(frozen)
    yield from _withheld(frozen)
    yield from _ties(frozen, sums)
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


def reserve_defects(connection: Connection) -> Iterator[Defect]:
    """What the accounts were given of a resolved year's reserve is what the year drew (Art. 42)."""
    plans, accounts = SqlPlanStore(connection, DraftCache()), SqlAccountStore(connection)
    for summary in plans.summaries():
        drawn = drawn_reserve(plans.drawn(summary.year))
        for number in accounts.live(AccountCause.QUANTIFIED, summary.year):
            posting = accounts.get(number)
            given = sum(entry.amount.fen for entry in posting.posting.entries) if posting else 0
            if given != drawn.fen:
                figures = {"year": summary.year, "kept": Money(given), "counted": drawn}
                yield Defect("verify.reserve", figures)


def _read(store: SqlPlanStore, plan_id: int, into: list[PlanRecord]) -> Iterator[Defect]:
    record = store.get(plan_id)
    if record is not None:
        into.append(record)
    yield from ()


def _computed(record: PlanRecord) -> Distribution | None:
    """What the draft gives today; None where that is an error, which is met again where the plan is thawed."""
    try:
        return distribute(record.draft.facts, record.draft.scheme)
    except Exception:  # noqa: BLE001 -- a damaged draft may stop the engine anywhere
        return None


def _computed_sums(result: Distribution) -> _Sums:
    return _Sums({line.id: sum(line.amounts) for line in result.lines}, sum(result.gross), sum(result.tax))


def _frozen_sums(plan: FrozenPlan) -> _Sums:
    paid = dict.fromkeys((line.id for line in plan.lines), 0)
    for member in plan.members:
        for item in member.entitlements:
            paid[item.line_id] += item.amount.fen
    gross = sum(member.gross.fen for member in plan.members)
    return _Sums(paid, gross, sum(member.tax.fen for member in plan.members))


def _withheld(plan: FrozenPlan) -> Iterator[Defect]:
    """A member's taxes add up to what is withheld from him."""
    for member in plan.members:
        withheld = sum(each.tax.fen for each in member.taxes)
        if member.taxes and withheld != member.tax.fen:
            yield Defect("verify.plan_member", {"year": plan.year, "member": member.number})


def _ties(plan: FrozenPlan, sums: _Sums) -> Iterator[Defect]:
    """Lines add up to what they paid, members to the totals, and everything to what could be distributed."""
    for line in plan.lines:
        if sums.paid[line.id] != line.paid.fen:
            yield _differs(plan, "verify.plan_line", line.paid, Money(sums.paid[line.id]), line=line.label)
    totals = (
        ("verify.plan_gross", plan.gross, sums.gross),
        ("verify.plan_tax", plan.tax, sums.tax),
        ("verify.plan_distributable", plan.distributable, (plan.gross + plan.carried_forward).fen),
    )
    for code, stored, fen in totals:
        if stored != Money(fen):
            yield _differs(plan, code, stored, Money(fen))


def _recomputed(record: PlanRecord, plan: FrozenPlan) -> Iterator[Defect]:
    result = distribute(record.draft.facts, record.draft.scheme)
    yield from _heads(record, plan, result)
    if len(plan.members) != len(record.draft.facts.members):
        yield Defect("verify.plan_members", {"year": plan.year, "plan": plan.plan_id})
        return
    # The first version kept no reckoning of the taxes.
    with_taxes = any(member.taxes for member in plan.members)
    for member in plan.members:
        taxes = tax_derivations(result, member.position) if with_taxes else ()
        if not _as_computed(member, result) or member.taxes != taxes:
            yield Defect("verify.plan_member", {"year": plan.year, "member": member.number})


def _heads(record: PlanRecord, plan: FrozenPlan, result: Distribution) -> Iterator[Defect]:
    """What was there to distribute, and what was drawn from it."""
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
