"""Whether a scheme means something: ids once only, names that exist, amounts and rates in their bounds.

Needs no file and no book: what it refuses is wrong wherever the scheme came from. Every error names the key
(``scheme.tiers[0][1].pool.rate``) and the value.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from coopdesk.domain.distribution.basis_kinds import Measure, Weighting
from coopdesk.domain.distribution.check import refuse_duplicates
from coopdesk.domain.distribution.facts import Facts
from coopdesk.domain.distribution.scheme import (
    PRECISIONS,
    Appropriation,
    Basis,
    Eligible,
    FixedAmount,
    PerUnit,
    Pool,
    RateOfTier,
    Rebate,
    Scheme,
    Withholding,
)
from coopdesk.domain.errors import DomainError
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import ONE, Quantity, format_quantity

_TRADE_MEASURES = (Measure.TRADE_AMOUNT, Measure.TRADE_QUANTITY)
_ENGINE_MEASURES = frozenset(Measure)


@dataclass(frozen=True, slots=True)
class Known:
    """The names of members and charter measures a scheme may use; None where no facts are at hand to tell."""

    members: Collection[str] | None = None
    measures: Collection[str] | None = None

    @classmethod
    def of(cls, facts: Facts, members: Collection[str]) -> "Known":
        """The names in facts, whose member numbers the caller has at hand."""
        return cls(members, {*Measure, *(row.measure for row in facts.measures)})

    def member(self, member: str, key: str) -> None:
        """Refuse a member's number that the facts do not have: ``distribution.unknown_member`` with its key."""
        if self.members is not None and member not in self.members:
            raise DomainError("distribution.unknown_member", key=key, value=member)

    def measure(self, measure: str, key: str) -> None:
        """Refuse a measure unknown to engine and facts: ``distribution.unknown_measure`` with its key."""
        if self.measures is not None and measure not in self.measures:
            raise DomainError("distribution.unknown_measure", key=key, value=measure)

    def weight(self, measure: str, key: str) -> None:
        """A weight is one of the charter's own measures, never one the engine counts itself."""
        self.measure(measure, key)
        if measure in _ENGINE_MEASURES:
            raise DomainError("distribution.unknown_measure", key=key, value=measure)


def check_scheme(scheme: Scheme, known: Known) -> None:
    """Refuse a scheme that cannot be computed, or that uses names of members and measures that are not there.

    Raises ``distribution.precision``, ``.duplicate``, ``.rate_out_of_range``, ``.negative``, ``.pool_form``,
    ``.basis_option``, ``.empty_list``, ``.unknown_line``, ``.unknown_member`` and ``.unknown_measure``.
    """
    if scheme.precision not in PRECISIONS:
        raise DomainError("distribution.precision", key="scheme.precision", value=str(scheme.precision))
    refuse_duplicates(_ids(scheme))
    for number, appropriation in enumerate(scheme.appropriations):
        _check_appropriation(appropriation, f"scheme.appropriations[{number}]")
    _check_tiers(scheme, known)
    lines = {line.id for tier in scheme.tiers for line in tier}
    for number, rebate in enumerate(scheme.rebates):
        _check_rebate(rebate, lines, known, f"scheme.rebates[{number}]")
        lines.add(rebate.id)
    for number, withholding in enumerate(scheme.withholding):
        _check_withholding(withholding, lines, known, f"scheme.withholding[{number}]")


def _ids(scheme: Scheme) -> Iterator[tuple[str, str]]:
    """Every id of the scheme with its key: appropriations, lines and rebates share one set of ids."""
    for number, appropriation in enumerate(scheme.appropriations):
        yield appropriation.id, f"scheme.appropriations[{number}].id"
    for number, tier in enumerate(scheme.tiers):
        for place, line in enumerate(tier):
            yield line.id, f"scheme.tiers[{number}][{place}].id"
    for number, rebate in enumerate(scheme.rebates):
        yield rebate.id, f"scheme.rebates[{number}].id"


def _check_appropriation(appropriation: Appropriation, key: str) -> None:
    if (appropriation.rate is None) == (appropriation.amount is None):
        raise DomainError("distribution.pool_form", key=key, value=appropriation.id)
    if appropriation.rate is not None:
        _check_rate(appropriation.rate, f"{key}.rate")
    if appropriation.amount is not None:
        _check_amount(appropriation.amount, f"{key}.amount")


def _check_tiers(scheme: Scheme, known: Known) -> None:
    for number, tier in enumerate(scheme.tiers):
        for place, line in enumerate(tier):
            key = f"scheme.tiers[{number}][{place}]"
            _check_pool(line.pool, f"{key}.pool")
            _check_basis(line.basis, known, f"{key}.basis")
            _check_eligible(line.eligible, known, f"{key}.eligible")


def _check_pool(pool: Pool, key: str) -> None:
    if isinstance(pool, RateOfTier):
        _check_rate(pool.rate, f"{key}.rate")
    elif isinstance(pool, FixedAmount):
        _check_amount(pool.amount, f"{key}.amount")
    elif isinstance(pool, PerUnit):
        _check_size(pool.price, f"{key}.per_unit")


def _check_basis(basis: Basis, known: Known, key: str) -> None:
    """Classes and weighting belong to shares, a product to trade; cap and weight to any measure."""
    known.measure(basis.measure, f"{key}.measure")
    of_shares = basis.measure == Measure.SHARES
    if basis.classes is not None and not of_shares:
        raise _basis_option(f"{key}.classes", "、".join(basis.classes), basis)
    if basis.weighting is not Weighting.RECORD_DATE and not of_shares:
        raise _basis_option(f"{key}.weighting", basis.weighting.value, basis)
    if basis.product is not None and basis.measure not in _TRADE_MEASURES:
        raise _basis_option(f"{key}.product", basis.product, basis)
    if basis.classes is not None:
        _check_names(basis.classes, f"{key}.classes")
    if basis.cap is not None:
        _check_size(basis.cap, f"{key}.cap")
    if basis.times is not None:
        known.weight(basis.times, f"{key}.times")


def _basis_option(key: str, value: str, basis: Basis) -> DomainError:
    return DomainError("distribution.basis_option", key=key, value=value, measure=basis.measure)


def _check_eligible(eligible: Eligible, known: Known, key: str) -> None:
    for inner, members in (("members", eligible.members or ()), ("except.members", eligible.except_members)):
        refuse_duplicates((member, f"{key}.{inner}[{place}]") for place, member in enumerate(members))
        for place, member in enumerate(members):
            known.member(member, f"{key}.{inner}[{place}]")


def _check_rebate(rebate: Rebate, lines: Collection[str], known: Known, key: str) -> None:
    """A rebate draws on lines paid before it: those of the tiers, and rebates that stand earlier."""
    known.member(rebate.giver, f"{key}.from")
    _check_rate(rebate.rate, f"{key}.rate")
    _check_basis(rebate.basis, known, f"{key}.basis")
    _check_eligible(rebate.eligible, known, f"{key}.to")
    _check_lines(rebate.of_lines, lines, f"{key}.of_lines")


def _check_withholding(withholding: Withholding, lines: Collection[str], known: Known, key: str) -> None:
    _check_rate(withholding.rate, f"{key}.rate")
    _check_amount(withholding.free, f"{key}.free")
    _check_eligible(withholding.eligible, known, f"{key}.eligible")
    _check_lines(withholding.lines, lines, f"{key}.lines")


def _check_lines(named: Collection[str], lines: Collection[str], key: str) -> None:
    _check_names(named, key)
    for place, line in enumerate(named):
        if line not in lines:
            raise DomainError("distribution.unknown_line", key=f"{key}[{place}]", value=line)


def _check_names(names: Collection[str], key: str) -> None:
    if not names:
        raise DomainError("distribution.empty_list", key=key, value="[]")
    refuse_duplicates((name, f"{key}[{place}]") for place, name in enumerate(names))


def _check_rate(rate: Quantity, key: str) -> None:
    if not 0 <= rate <= ONE:
        raise DomainError("distribution.rate_out_of_range", key=key, value=format_quantity(rate))


def _check_size(size: Quantity, key: str) -> None:
    if size < 0:
        raise DomainError("distribution.negative", key=key, value=format_quantity(size))


def _check_amount(amount: Money, key: str) -> None:
    if amount.fen < 0:
        raise DomainError("distribution.negative", key=key, value=str(amount))
