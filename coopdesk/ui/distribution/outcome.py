"""What a distribution comes to, in one form for a draft just computed and for a plan frozen years ago.

The page shows these values and nothing else, so that what is read after the resolution is what was resolved. Amounts
are whole fen, shares millionths. Knows no widget.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from coopdesk.domain.distribution.carried import Carried
from coopdesk.domain.distribution.engine import CheckedFacts
from coopdesk.domain.distribution.explain import derivations, tax_derivations
from coopdesk.domain.distribution.result import Derivation, Distribution, TaxDerivation
from coopdesk.domain.distribution.rounding import PRICE_PER_FEN
from coopdesk.domain.distribution.scheme import Basis
from coopdesk.domain.members.member import MemberKind
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import SCALE, Quantity
from coopdesk.services.distribution.distributions import carried_by
from coopdesk.services.distribution.plan import FrozenPlan, PlanMember
from coopdesk.ui.distribution.member_rows import MemberRows, RollColumns
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


@dataclass(frozen=True, eq=False)
class Outcome:
    """A whole distribution as it is shown; ``derive`` and ``tax_derived`` tell how one member's figures came about.

    ``carried_forward`` is what the last tier left, ``carried`` all that goes on to the next year (结转下年).
    """

    loss_made_good: Money
    appropriations: tuple[Money, ...]
    distributable: Money
    carried_forward: Money
    lines: tuple[PaidLine, ...]
    rows: MemberRows
    findings: tuple[str, ...]
    derive: Callable[[int], Sequence[Derivation]]
    tax_derived: Callable[[int], Sequence[TaxDerivation]] = lambda _place: ()
    carried: Carried = field(default_factory=Carried)

    @property
    def gross(self) -> Money:
        """应发合计 of all members, before tax."""
        return Money(self.rows.sums["gross"].total)

    @property
    def tax(self) -> Money:
        """The income tax withheld from all members (代扣个人所得税)."""
        return Money(self.rows.sums["tax"].total)

    @property
    def net(self) -> Money:
        """实发合计: what is paid out to all members."""
        return self.gross - self.tax

    @property
    def names(self) -> Mapping[str, str]:
        """Everybody's name by number."""
        return self.rows.roll.names_by_number

    def gross_of(self, kind: MemberKind) -> Money:
        """应发合计 of all members of a kind."""
        return Money(self.rows.of_kinds[kind].gross if kind in self.rows.of_kinds else 0)

    def shares_of(self, kind: MemberKind | None = None) -> int:
        """Shares held on the record date by members of a kind, or by all (millionths)."""
        return sum(sums.shares for each, sums in self.rows.of_kinds.items() if kind in (None, each))

    @property
    def per_farmer_share(self) -> Money | None:
        """农户每股所得, rounded down to the fen; None where farmers hold no shares."""
        shares = self.shares_of(MemberKind.FARMER)
        return Money(self.gross_of(MemberKind.FARMER).fen * SCALE // shares) if shares else None


def of_draft(distribution: Distribution, roll: RollColumns | None = None) -> Outcome:
    """The outcome of a distribution just computed; ``roll`` is that of its facts, where it is known already."""
    facts = distribution.facts
    if roll is None:
        roll = RollColumns.of(CheckedFacts(facts))
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
        rows=MemberRows.figured(
            roll, {line.id: line.amounts for line in distribution.lines}, distribution.gross, distribution.tax
        ),
        findings=tuple(distribution.findings),
        derive=partial(derivations, distribution),
        tax_derived=partial(tax_derivations, distribution),
        carried=carried_by(distribution),
    )


def of_plan(plan: FrozenPlan) -> Outcome:
    """The outcome as the meeting resolved it, from the frozen figures alone."""
    amounts = {line.id: [0] * len(plan.members) for line in plan.lines}
    for place, member in enumerate(plan.members):
        for each in member.entitlements:
            amounts[each.line_id][place] = each.amount.fen
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
                paid=sum(each for each in amounts[line.id] if each > 0),
                unit_total=line.unit_total,
                per_unit=line.per_unit,
                divided=line.divided,
                giver=line.giver,
            )
            for line in plan.lines
        ),
        rows=MemberRows.figured(
            _frozen_roll(plan.members),
            amounts,
            [member.gross.fen for member in plan.members],
            [member.tax.fen for member in plan.members],
        ),
        findings=tuple(plan.findings),
        derive=lambda place: plan.members[place].entitlements,
        tax_derived=lambda place: plan.members[place].taxes,
        carried=plan.carried,
    )


def _frozen_roll(members: Sequence[PlanMember]) -> RollColumns:
    shown = [bool(member.entitlements) or any(held for _kind, held in member.shares) for member in members]
    return RollColumns(
        [member.number for member in members],
        [member.name for member in members],
        [member.kind for member in members],
        [sum(shares for _class, shares in member.shares) for member in members],
        None if all(shown) else shown,
    )
