"""The distribution itself: facts and a scheme in, every member's fen out, exactly by ``tests/cases/README.md``.

Money is plain integers of fen inside; nothing here knows files, texts or the book. What one line takes of its tier is
``pools``' matter.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from operator import add

from coopdesk.domain.coop.charter import Leftover
from coopdesk.domain.distribution.basis import BasisTable, Counted
from coopdesk.domain.distribution.check import check_facts
from coopdesk.domain.distribution.check_scheme import Known, check_scheme
from coopdesk.domain.distribution.facts import Facts
from coopdesk.domain.distribution.line_document import pool_document
from coopdesk.domain.distribution.pools import Share, share_of_tier
from coopdesk.domain.distribution.reading import shown
from coopdesk.domain.distribution.result import Distribution, LineResult, WithheldResult
from coopdesk.domain.distribution.rounding import share_out
from coopdesk.domain.distribution.rules import counted_kinds, findings
from coopdesk.domain.distribution.scheme import (
    EVERYBODY,
    Appropriation,
    Basis,
    Eligible,
    Line,
    PerUnit,
    Rebate,
    Scheme,
    Withholding,
)
from coopdesk.domain.distribution.surplus import Surplus
from coopdesk.domain.errors import DomainError
from coopdesk.domain.members.member import MemberKind
from coopdesk.domain.money import Money, divide_down, divide_half_up
from coopdesk.domain.quantity import SCALE, format_quantity


@dataclass(frozen=True, slots=True)
class Opening:
    """The first three steps: loss made good, appropriations, and what can be distributed (may be below 0), yuan."""

    loss_made_good: Money
    appropriations: dict[str, Money]
    distributable: Money


def open_surplus(surplus: Surplus, scheme: Scheme) -> Opening:
    """弥补亏损, 提取公积金, 可分配盈余 (Art. 42, 44): the figures before anything is divided."""
    loss = min(max(surplus.current_year.fen, 0), max(-surplus.opening.fen, 0))
    base = surplus.current_year.fen - loss
    drawn = {each.id: Money(_drawn(each, base)) for each in scheme.appropriations}
    distributable = base - sum(amount.fen for amount in drawn.values()) + surplus.transfers_in.fen
    if scheme.include_opening:
        distributable += max(surplus.opening.fen, 0)
    return Opening(Money(loss), drawn, Money(distributable))


def _drawn(appropriation: Appropriation, base: int) -> int:
    if appropriation.amount is not None:
        return appropriation.amount.fen
    return divide_half_up(max(base, 0) * (appropriation.rate or 0), SCALE)


def distribute(facts: Facts, scheme: Scheme) -> Distribution:
    """Compute the distribution; every error is a ``DomainError`` that names the key and the value it fails on.

    Besides what ``check_facts`` and ``check_scheme`` refuse: ``distribution.nothing_distributable``,
    ``.over_distributed``, ``.empty_group``, ``.empty_basis``, ``.units_negative`` and ``.rebate_exceeds``.
    """
    return CheckedFacts(facts).distribute(scheme)


def _nothing() -> None:
    """Nobody wants to end the computation."""


class CheckedFacts:
    """Facts that were checked once, to be distributed by one scheme after another, as while a rate is typed.

    What members are measured by is counted once for all schemes; what the last schemes do not use is forgotten.
    ``kinds`` says how many there are of each kind among those who count (Art. 20). Making one raises what
    ``check_facts`` refuses. One thread at a time.
    """

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self._roll = check_facts(facts)
        self._table = BasisTable(facts, self._roll)

    @cached_property
    def kinds(self) -> Mapping[MemberKind, int]:
        """How many members of each kind Art. 20 counts."""
        return Counter(counted_kinds(self.facts.members))

    def units(self, basis: Basis) -> Sequence[int]:
        """Everybody's units of a basis in register order, as the engine counts them."""
        return self._table.units(basis, EVERYBODY).units

    def distribute(self, scheme: Scheme, between: Callable[[], object] = _nothing) -> Distribution:
        """What ``distribute`` gives of these facts; raises the rest of what it refuses.

        ``between`` is called between the lines, and may raise to end a computation that is no longer wanted.
        """
        facts, index = self.facts, self._roll.index
        check_scheme(scheme, Known.of(facts, index))
        opening = open_surplus(facts.surplus, scheme)
        if opening.distributable.fen < 0:
            raise DomainError(
                "distribution.nothing_distributable",
                key="surplus.current_year",
                value=str(facts.surplus.current_year),
                distributable=opening.distributable,
            )
        run = _Run(scheme, self._table, index, between)
        run.pay_tiers(opening.distributable.fen)
        for number, rebate in enumerate(scheme.rebates):
            run.give_on(rebate, f"scheme.rebates[{number}]")
        gross = _summed([line.amounts for line in run.lines], len(index))
        _check_givers(run.lines, gross, facts)
        withheld = tuple(run.withheld(each) for each in scheme.withholding)
        self._table.forget_unused()
        return Distribution(
            facts=facts,
            scheme=scheme,
            loss_made_good=opening.loss_made_good,
            appropriations=opening.appropriations,
            distributable=opening.distributable,
            carried_forward=Money(opening.distributable.fen - sum(gross)),
            lines=tuple(run.lines),
            gross=gross,
            tax=_summed([each.amounts for each in withheld], len(index)),
            findings=findings(self.kinds, opening.distributable.fen, run.lines),
            withheld=withheld,
        )


@dataclass(slots=True)
class _Run:
    """One computation under way: the lines figured so far, in scheme order."""

    scheme: Scheme
    table: BasisTable
    index: Mapping[str, int]
    between: Callable[[], object]
    lines: list[LineResult] = field(default_factory=list)

    def pay_tiers(self, distributable: int) -> None:
        """All lines of a tier are figured on what is left when it begins; what its pools leave goes to the next."""
        base = distributable
        for number, tier in enumerate(self.scheme.tiers):
            rest = base
            for place, line in enumerate(tier):
                key = f"scheme.tiers[{number}][{place}]"
                result = self._paid(line, base, rest, key)
                if result.pool.fen > rest:
                    raise _over_distributed(line, result.pool, Money(rest), key)
                rest -= result.pool.fen
                self.lines.append(result)
                self.between()
            base = rest

    def _paid(self, line: Line, base: int, rest: int, key: str) -> LineResult:
        counted = self._counted(line.basis, line.eligible)
        total = sum(counted.units)
        if not total and not isinstance(line.pool, PerUnit):
            raise self._nobody(line, self.table.admitted(line.eligible), key, "eligible")
        share = share_of_tier(line, counted.units, total, base, rest, self.scheme)
        return _line_result(line, counted, total, share, line.patronage)

    def give_on(self, rebate: Rebate, key: str) -> None:
        """二次返利: the giver's part of the lines named goes to the others; what rounding leaves stays behind."""
        giver = self.index[rebate.giver]
        got = max(sum(line.amounts[giver] for line in self._named(rebate.of_lines)), 0)
        pool = divide_down(got * rebate.rate, SCALE)
        counted = self._counted(rebate.basis, rebate.eligible, without=giver)
        total = sum(counted.units)
        if not total:
            others = self.table.admitted(rebate.eligible) or [True] * len(counted.units)
            raise self._nobody(rebate, [*others[:giver], *others[giver + 1 :]], key, "to")
        amounts = share_out(pool, counted.units, total, self.scheme.precision.fen, self.scheme.leftover)
        given = sum(amounts)
        if given > got:
            raise DomainError(
                "distribution.rebate_exceeds",
                key=f"{key}.rate",
                value=format_quantity(rebate.rate),
                member=rebate.giver,
                gross=Money(got - given),
            )
        amounts[giver] = -given
        half_up = self.scheme.leftover is Leftover.HALF_UP
        share = Share(given if half_up else pool, amounts, divided=pool if half_up else None, half_up=half_up)
        self.lines.append(_line_result(rebate, counted, total, share, giver=giver))
        self.between()

    def withheld(self, withholding: Withholding) -> WithheldResult:
        """Everybody's tax: of the sum of the lines less what is free, never of less than 0, rounded half up."""
        sums = _summed([line.amounts for line in self._named(withholding.lines)], len(self.index))
        admitted = self.table.admitted(withholding.eligible)
        if admitted is not None:
            sums = [each if admits else 0 for each, admits in zip(sums, admitted, strict=True)]
        rate, free = withholding.rate, withholding.free.fen
        amounts = [divide_half_up((each - free) * rate, SCALE) if each > free else 0 for each in sums]
        return WithheldResult(withholding.lines, rate, withholding.free, sums, amounts)

    def _counted(self, basis: Basis, eligible: Eligible, without: int | None = None) -> Counted:
        counted = self.table.units(basis, eligible, without)
        below_zero = self.table.below_zero(basis, counted.units)
        if below_zero is not None:
            raise below_zero
        return counted

    def _named(self, ids: Iterable[str]) -> list[LineResult]:
        wanted = frozenset(ids)
        return [line for line in self.lines if line.id in wanted]

    @staticmethod
    def _nobody(line: Line | Rebate, admitted: Sequence[bool] | None, key: str, group: str) -> DomainError:
        """Why there is nothing to divide by: an empty group, or a basis that adds up to 0."""
        if admitted is not None and not any(admitted):
            return DomainError(
                "distribution.empty_group", key=f"{key}.{group}", value=line.id, label=line.label
            )
        return DomainError(
            "distribution.empty_basis", key=f"{key}.basis.measure", value=line.basis.measure, label=line.label
        )


def _line_result(
    line: Line | Rebate,
    counted: Counted,
    total: int,
    share: Share,
    patronage: bool = False,
    giver: int | None = None,
) -> LineResult:
    return LineResult(
        id=line.id,
        label=line.label,
        basis=line.basis,
        pool=Money(share.pool),
        units=counted.units,
        unit_total=total,
        amounts=share.amounts,
        patronage=patronage,
        giver=giver,
        per_unit=share.price,
        held=counted.held,
        weights=counted.weights,
        divided=None if share.divided is None else Money(share.divided),
        wanted=None if share.wanted is None else Money(share.wanted),
        half_up=share.half_up,
        by_rate=share.by_rate,
    )


def _over_distributed(line: Line, pool: Money, available: Money, key: str) -> DomainError:
    """Names the figure as the scheme has it, and what it comes to."""
    form, value = next(iter(pool_document(line.pool).items()))
    return DomainError(
        "distribution.over_distributed",
        key=f"{key}.pool.{form}",
        value=shown(value),
        label=line.label,
        pool=pool,
        available=available,
    )


def _check_givers(lines: Iterable[LineResult], gross: Sequence[int], facts: Facts) -> None:
    """Nobody gives on more than all he got: rebates of one giver may add up beyond it."""
    for line in lines:
        if line.giver is not None and gross[line.giver] < 0:
            raise DomainError(
                "distribution.rebate_exceeds",
                key="scheme.rebates",
                value=line.id,
                member=facts.members[line.giver].id,
                gross=Money(gross[line.giver]),
            )


def _summed(columns: Sequence[Sequence[int]], members: int) -> Sequence[int]:
    """Member by member, the sum of the columns."""
    if not columns:
        return [0] * members
    sums = columns[0]
    for column in columns[1:]:
        sums = list(map(add, sums, column))
    return sums
