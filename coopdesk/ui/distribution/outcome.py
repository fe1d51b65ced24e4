"""What a distribution comes to, in one form for a draft just computed and for a plan frozen years ago.

The page shows these values and nothing else, so that what is read after the resolution is what was resolved. Amounts
are whole fen, shares millionths. Knows no widget.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial

from coopdesk.domain.distribution.carried import Carried
from coopdesk.domain.distribution.explain import derivations, tax_derivations
from coopdesk.domain.distribution.result import Derivation, Distribution, TaxDerivation
from coopdesk.domain.distribution.rounding import PRICE_PER_FEN
from coopdesk.domain.distribution.scheme import Basis
from coopdesk.domain.members.member import MemberKind
from coopdesk.domain.members.share_register import holdings_on
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import SCALE, Quantity
from coopdesk.services.distribution.distributions import carried_by
from coopdesk.services.distribution.plan import FrozenPlan, PlanMember
from coopdesk.wording import usual_text


@dataclass(frozen=True, slots=True)
class PaidLine:
    """One line or rebate as a column: what was to be divided, by what, and what it paid. ``giver`` gives a rebate."""

    id: str
    label: str
    basis: Basis
    pool: Money
    paid: int
    unit_total: int
    per_unit: Quantity | None = None
    giver: str | None = None
    divided: Money | None = None

    @property
    def each(self) -> Quantity | None:
        """Yuan for one whole unit of the basis, in millionths: the price, else the pool's, rounded down to the fen.

        None where there are no units.
        """
        if self.per_unit is not None:
            return self.per_unit
        divided = self.pool if self.divided is None else self.divided
        if not self.unit_total:
            return None
        return Quantity(divided.fen * self.basis.unit_scale // self.unit_total * PRICE_PER_FEN)


@dataclass(frozen=True, slots=True)
class MemberFigures:
    """One member's row: ``amounts`` stand in the order of the outcome's lines.

    ``position`` is the member's place in the whole roll, by which ``Outcome.derive`` asks.
    """

    position: int
    number: str
    name: str
    kind: MemberKind
    shares: int
    amounts: tuple[int, ...]
    gross: int
    tax: int

    @property
    def net(self) -> int:
        """实发金额, fen."""
        return self.gross - self.tax


@dataclass(frozen=True)
class Outcome:
    """A whole distribution for the eye; ``derive`` and ``tax_derived`` tell how one member's figures came about.

    ``carried_forward`` is what the last tier left, ``carried`` all that goes on to the next year (结转下年).
    """

    loss_made_good: Money
    appropriations: tuple[Money, ...]
    distributable: Money
    carried_forward: Money
    lines: tuple[PaidLine, ...]
    rows: tuple[MemberFigures, ...]
    findings: tuple[str, ...]
    derive: Callable[[int], Sequence[Derivation]]
    tax_derived: Callable[[int], Sequence[TaxDerivation]] = lambda _place: ()
    carried: Carried = field(default_factory=Carried)

    @property
    def gross(self) -> Money:
        return Money(sum(row.gross for row in self.rows))

    @property
    def tax(self) -> Money:
        return Money(sum(row.tax for row in self.rows))

    @property
    def net(self) -> Money:
        return self.gross - self.tax

    def gross_of(self, kind: MemberKind) -> Money:
        """应发合计 of all members of a kind."""
        return Money(sum(row.gross for row in self.rows if row.kind is kind))

    def shares_of(self, kind: MemberKind | None = None) -> int:
        """Shares held on the record date by members of a kind, or by all (millionths)."""
        return sum(row.shares for row in self.rows if kind in (None, row.kind))

    @property
    def per_farmer_share(self) -> Money | None:
        """农户每股所得, rounded down to the fen; None where farmers hold no shares."""
        shares = self.shares_of(MemberKind.FARMER)
        return Money(self.gross_of(MemberKind.FARMER).fen * SCALE // shares) if shares else None


def of_draft(distribution: Distribution) -> Outcome:
    """The outcome of a distribution just computed."""
    facts = distribution.facts
    held = holdings_on(facts.share_entries, facts.record_date)
    columns = list(zip(*(line.amounts for line in distribution.lines), strict=True)) or [()] * len(
        facts.members
    )
    return Outcome(
        loss_made_good=distribution.loss_made_good,
        appropriations=tuple(distribution.appropriations.values()),
        distributable=distribution.distributable,
        carried_forward=distribution.carried_forward,
        lines=tuple(
            PaidLine(
                id=line.id,
                label=usual_text(line.label),
                basis=line.basis,
                pool=line.pool,
                paid=line.paid.fen if line.giver is None else -line.amounts[line.giver],
                unit_total=line.unit_total,
                per_unit=line.per_unit if line.by_price else None,
                divided=line.divided,
                giver=None if line.giver is None else facts.members[line.giver].id,
            )
            for line in distribution.lines
        ),
        rows=tuple(
            MemberFigures(place, party.id, party.name, party.kind, held.get(party.id, 0), amounts, gross, tax)
            for place, (party, amounts, gross, tax) in enumerate(
                zip(facts.members, columns, distribution.gross, distribution.tax, strict=True)
            )
            # Who has left, holds nothing and gets nothing is no household of this year.
            if party.entitled or held.get(party.id, 0) or any(amounts)
        ),
        findings=tuple(distribution.findings),
        derive=partial(derivations, distribution),
        tax_derived=partial(tax_derivations, distribution),
        carried=carried_by(distribution),
    )


def of_plan(plan: FrozenPlan) -> Outcome:
    """The outcome as the meeting resolved it, from the frozen figures alone."""
    ids = [line.id for line in plan.lines]
    sums = _LineSums(plan)
    return Outcome(
        loss_made_good=plan.loss_made_good,
        appropriations=tuple(amount for _label, amount in plan.appropriations),
        distributable=plan.distributable,
        carried_forward=plan.carried_forward,
        lines=tuple(
            PaidLine(
                id=line.id,
                label=usual_text(line.label),
                basis=line.basis,
                pool=line.pool,
                paid=sums.paid.get(line.id, 0),
                unit_total=line.unit_total,
                per_unit=line.per_unit,
                divided=line.divided,
                giver=line.giver,
            )
            for line in plan.lines
        ),
        rows=tuple(
            _frozen_row(place, member, ids)
            for place, member in enumerate(plan.members)
            if member.entitlements or any(held for _kind, held in member.shares)
        ),
        findings=tuple(plan.findings),
        derive=lambda place: plan.members[place].entitlements,
        tax_derived=lambda place: plan.members[place].taxes,
        carried=plan.carried,
    )


class _LineSums:
    """What members were given by each line (a giver's own negative amount does not count)."""

    def __init__(self, plan: FrozenPlan) -> None:
        self.paid: dict[str, int] = {}
        for member in plan.members:
            for each in member.entitlements:
                self.paid[each.line_id] = self.paid.get(each.line_id, 0) + max(each.amount.fen, 0)


def _frozen_row(place: int, member: PlanMember, ids: Iterable[str]) -> MemberFigures:
    amounts = {each.line_id: each.amount.fen for each in member.entitlements}
    return MemberFigures(
        position=place,
        number=member.number,
        name=member.name,
        kind=member.kind,
        shares=sum(shares for _class, shares in member.shares),
        amounts=tuple(amounts.get(line_id, 0) for line_id in ids),
        gross=member.gross.fen,
        tax=member.tax.fen,
    )
