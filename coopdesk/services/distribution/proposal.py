"""盈余分配方案（草案）: a stored draft with its figures, for the meeting that will vote on it (Art. 29, 40).

Computed from the draft as it is stored, so that what is laid before the meeting is what the resolution would freeze.
"""

import contextlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from coopdesk.domain.coop.share_class import ShareClass
from coopdesk.domain.distribution.engine import distribute
from coopdesk.domain.distribution.explain import derivations
from coopdesk.domain.distribution.resolution import Resolution
from coopdesk.domain.distribution.result import Distribution
from coopdesk.domain.distribution.rules import counted_kinds
from coopdesk.domain.distribution.scheme import Appropriation, Eligible, Scheme
from coopdesk.domain.errors import DomainError
from coopdesk.domain.members.member import Member, MemberKind
from coopdesk.domain.members.share_register import holdings_on
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import Quantity
from coopdesk.services.coop.values import CoopDetails
from coopdesk.services.distribution.headlines import PlanState
from coopdesk.services.distribution.plan import FrozenPlan, PlanLine, PlanMember, PlanRecord
from coopdesk.services.ports import UnitOfWork


@dataclass(frozen=True, slots=True)
class Compared:
    """Another scheme over the same facts, by its title, with what it comes to."""

    title: str
    plan: FrozenPlan


@dataclass(frozen=True, slots=True)
class Proposal:
    """A draft for the meeting. ``plan`` is what approving it would freeze; its resolution is still an empty one.

    ``appropriations`` say how the sums in ``plan.appropriations`` were figured, in the same order; ``counted`` are the
    kinds of those whom the findings on Art. 20 count. ``no_capital`` says why shares of a class count as no capital,
    ``eligible`` by the id of a line or rebate who takes part in it.
    """

    plan: FrozenPlan
    drafted_on: date
    drafter: str
    appropriations: tuple[Appropriation, ...]
    compared: tuple[Compared, ...] = ()
    counted: tuple[MemberKind, ...] = ()
    no_capital: str = ""
    eligible: Mapping[str, Eligible] = field(default_factory=dict)

    @property
    def year(self) -> int:
        """The fiscal year whose surplus is to be distributed."""
        return self.plan.year


def propose(uow: UnitOfWork, year: int, others: Sequence[tuple[str, Scheme]] = ()) -> Proposal:
    """The year's newest draft as a proposal, beside other schemes by their titles.

    Raises ``plan.no_draft`` where the year has none that waits for the meeting, and what the engine refuses.
    """
    record = uow.plans.current(year)
    coop = uow.coop.current()
    if record is None or record.state is not PlanState.DRAFT or coop is None:
        raise DomainError("plan.no_draft", year=year)
    facts, scheme = record.draft.facts, record.draft.scheme
    roll = {member.number: member for member in uow.members.all()}
    classes = tuple(uow.coop.classes())

    def frozen(of: Scheme) -> FrozenPlan:
        return _as_frozen(record, distribute(facts, of), coop, roll, classes)

    return Proposal(
        plan=frozen(scheme),
        drafted_on=record.drafted_on,
        drafter=record.draft.drafter,
        appropriations=scheme.appropriations,
        compared=tuple(_compared(others, frozen)),
        counted=tuple(counted_kinds(facts.members)),
        no_capital=record.draft.no_capital,
        eligible={part.id: part.eligible for part in scheme.parts},
    )


def _compared(
    others: Sequence[tuple[str, Scheme]], frozen: Callable[[Scheme], FrozenPlan]
) -> Iterator[Compared]:
    """The other schemes that work for these members; one that does not is no comparison and stops nothing."""
    for title, scheme in others:
        with contextlib.suppress(DomainError):
            yield Compared(title, frozen(scheme))


def _as_frozen(
    record: PlanRecord,
    result: Distribution,
    coop: CoopDetails,
    roll: dict[str, Member],
    classes: Sequence[ShareClass],
) -> FrozenPlan:
    """What approving would freeze of a distribution."""
    facts, draft = result.facts, record.draft
    labels = {each.id: each.label for each in result.scheme.appropriations}
    return FrozenPlan(
        plan_id=record.plan_id,
        year=draft.year,
        record_date=facts.record_date,
        period=facts.period,
        coop=coop,
        figures=draft.figures,
        loss_made_good=result.loss_made_good,
        appropriations=tuple((labels[code], amount) for code, amount in result.appropriations.items()),
        distributable=result.distributable,
        carried_forward=result.carried_forward,
        lines=tuple(_lines(result)),
        members=tuple(_members(result, roll, classes)),
        gross=result.total_gross,
        tax=result.total_tax,
        findings=tuple(result.findings),
        resolution=Resolution("", record.drafted_on, 0, 0, 0),
    )


def _lines(result: Distribution) -> Iterator[PlanLine]:
    for line in result.lines:
        yield PlanLine(
            id=line.id,
            label=line.label,
            basis=line.basis,
            pool=line.pool,
            unit_total=line.unit_total,
            paid=line.paid,
            patronage=line.patronage,
            giver=None if line.giver is None else result.facts.members[line.giver].id,
            per_unit=line.per_unit,
        )


def _members(
    result: Distribution, roll: dict[str, Member], classes: Sequence[ShareClass]
) -> Iterator[PlanMember]:
    facts = result.facts
    held = [(each, holdings_on(facts.share_entries, facts.record_date, (each.code,))) for each in classes]
    for position, party in enumerate(facts.members):
        member = roll[party.id]
        yield PlanMember(
            position=position,
            number=party.id,
            name=member.name,
            kind=party.kind,
            group=member.group,
            identity=member.identity,
            bank=member.bank,
            account=member.account,
            shares=tuple((each, Quantity(of[party.id])) for each, of in held if of.get(party.id)),
            entitlements=tuple(derivations(result, position)),
            gross=Money(result.gross[position]),
            tax=Money(result.tax[position]),
        )
