"""The distribution itself: facts and a scheme in, every member's fen out, exactly by ``tests/cases/README.md``.

Money is plain integers of fen inside; nothing here knows files, texts or the book.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import repeat
from operator import add

from coopdesk.domain.distribution.basis import BasisTable
from coopdesk.domain.distribution.check import check_facts
from coopdesk.domain.distribution.check_scheme import Known, check_scheme
from coopdesk.domain.distribution.facts import Facts, Surplus
from coopdesk.domain.distribution.result import Distribution, LineResult
from coopdesk.domain.distribution.rounding import pay_per_unit, share_out
from coopdesk.domain.distribution.rules import findings
from coopdesk.domain.distribution.scheme import (
    Appropriation,
    FixedAmount,
    Line,
    PerUnit,
    RateOfTier,
    Rebate,
    Rest,
    Scheme,
    Withholding,
)
from coopdesk.domain.distribution.scheme_document import pool_document
from coopdesk.domain.errors import DomainError
from coopdesk.domain.money import Money, divide_down, divide_half_up
from coopdesk.domain.quantity import SCALE


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
    ``.over_distributed``, ``.empty_group``, ``.empty_basis`` and ``.rebate_exceeds``.
    """
    roll = check_facts(facts)
    check_scheme(scheme, Known.of(facts, roll.index))
    opening = open_surplus(facts.surplus, scheme)
    if opening.distributable.fen < 0:
        raise DomainError(
            "distribution.nothing_distributable",
            key="surplus.current_year",
            value=str(facts.surplus.current_year),
            distributable=opening.distributable,
        )
    run = _Run(scheme, BasisTable(facts, roll), roll.index)
    run.pay_tiers(opening.distributable.fen)
    for number, rebate in enumerate(scheme.rebates):
        run.give_on(rebate, f"scheme.rebates[{number}]")
    gross = _summed([line.amounts for line in run.lines], len(roll.index))
    _check_givers(run.lines, gross, facts)
    return Distribution(
        facts=facts,
        scheme=scheme,
        loss_made_good=opening.loss_made_good,
        appropriations=opening.appropriations,
        distributable=opening.distributable,
        carried_forward=Money(opening.distributable.fen - sum(gross)),
        lines=tuple(run.lines),
        gross=gross,
        tax=_summed([run.withheld(each) for each in scheme.withholding], len(roll.index)),
        findings=findings(facts.members, opening.distributable.fen, run.lines),
    )


@dataclass(slots=True)
class _Run:
    """One computation under way: the lines figured so far, in scheme order."""

    scheme: Scheme
    table: BasisTable
    index: Mapping[str, int]
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
            base = rest

    def _paid(self, line: Line, base: int, rest: int, key: str) -> LineResult:
        units = self.table.units(line.basis, line.eligible)
        total = sum(units)
        per_unit = None
        if isinstance(line.pool, PerUnit):
            per_unit = line.pool.amount
            amounts = pay_per_unit(per_unit.fen, units, self.scheme.precision.fen)
            pool = sum(amounts)
        elif total:
            pool = _pool_of(line.pool, base, rest)
            amounts = self._shared(pool, units, total)
        else:
            raise self._nobody(line, self.table.admitted(line.eligible), key, "eligible")
        return LineResult(
            id=line.id,
            label=line.label,
            basis=line.basis,
            pool=Money(pool),
            units=units,
            unit_total=total,
            amounts=amounts,
            patronage=line.patronage,
            per_unit=per_unit,
        )

    def give_on(self, rebate: Rebate, key: str) -> None:
        """二次返利: the giver's part of the lines named goes to the others; what rounding leaves stays behind."""
        giver = self.index[rebate.giver]
        got = sum(line.amounts[giver] for line in self._named(rebate.of_lines))
        pool = divide_down(max(got, 0) * rebate.rate, SCALE)
        units = self.table.units(rebate.basis, rebate.eligible, without=giver)
        total = sum(units)
        if not total:
            others = self.table.admitted(rebate.eligible) or [True] * len(units)
            raise self._nobody(rebate, [*others[:giver], *others[giver + 1 :]], key, "to")
        amounts = self._shared(pool, units, total)
        amounts[giver] = -sum(amounts)
        self.lines.append(
            LineResult(
                id=rebate.id,
                label=rebate.label,
                basis=rebate.basis,
                pool=Money(pool),
                units=units,
                unit_total=total,
                amounts=amounts,
                giver=giver,
            )
        )

    def withheld(self, withholding: Withholding) -> list[int]:
        """Everybody's tax, fen: of the sum of the lines, never of less than 0, rounded half up."""
        sums = _summed([line.amounts for line in self._named(withholding.lines)], len(self.index))
        admitted = self.table.admitted(withholding.eligible) or repeat(True)
        return [
            divide_half_up(each * withholding.rate, SCALE) if admits and each > 0 else 0
            for each, admits in zip(sums, admitted, strict=False)
        ]

    def _named(self, ids: Iterable[str]) -> list[LineResult]:
        wanted = frozenset(ids)
        return [line for line in self.lines if line.id in wanted]

    def _shared(self, pool: int, units: Sequence[int], total: int) -> list[int]:
        return share_out(pool, units, total, self.scheme.precision.fen, self.scheme.leftover)

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


def _pool_of(pool: RateOfTier | FixedAmount | Rest, base: int, rest: int) -> int:
    match pool:
        case RateOfTier(rate):
            return divide_down(base * rate, SCALE)
        case FixedAmount(amount):
            return amount.fen
        case Rest():
            return rest


def _over_distributed(line: Line, pool: Money, available: Money, key: str) -> DomainError:
    """Names the figure as the scheme has it, and what it comes to."""
    [(form, value)] = pool_document(line.pool).items()
    return DomainError(
        "distribution.over_distributed",
        key=f"{key}.pool.{form}",
        value=value,
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
