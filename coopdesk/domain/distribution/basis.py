"""What members are measured by: the units of every basis in register order, and who is eligible.

Each basis is counted once and kept, because the lines of a scheme mostly share one. Columns of plain integers, no
object for a member: a million holders must fit.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import mul

from coopdesk.domain.distribution.basis_kinds import Measure, Weighting
from coopdesk.domain.distribution.check import Roll
from coopdesk.domain.distribution.facts import AccountBalance, Facts, Party
from coopdesk.domain.distribution.scheme import EVERYBODY, Basis, Eligible
from coopdesk.domain.errors import DomainError
from coopdesk.domain.members.member import MemberKind
from coopdesk.domain.members.share_register import days_held, held_on, months_held
from coopdesk.domain.money import FEN_PER_YUAN
from coopdesk.domain.quantity import SCALE, format_quantity

_OF_TRADE = (Measure.TRADE_AMOUNT, Measure.TRADE_QUANTITY)
UNITS_PER_FEN = SCALE // FEN_PER_YUAN
"""Money as a basis counts in yuan, so that a fen is 10,000 millionths."""


@dataclass(frozen=True, slots=True)
class Counted:
    """Units in register order, in parts of ``Basis.unit_scale``, and what they were made of.

    ``held`` are the millionths before cap and weight, None where the basis has neither; ``weights`` (millionths) None
    where nothing weighs.
    """

    units: list[int]
    held: list[int] | None = None
    weights: list[int] | None = None


class BasisTable:
    """Units by basis over facts that have been checked; ``roll`` is what ``check_facts`` found."""

    def __init__(self, facts: Facts, roll: Roll) -> None:
        self._facts = facts
        self._roll = roll
        self._counted: dict[tuple[Basis, Eligible], Counted] = {}
        self._admitted: dict[Eligible, list[bool] | None] = {}
        self._used: set[object] = set()
        self._used_before: set[object] = set()

    def units(self, basis: Basis, eligible: Eligible, without: int | None = None) -> "Counted":
        """Everybody's units in register order, 0 for who is not eligible and for ``without``."""
        asked = (basis, eligible)
        self._used.add(asked)
        counted = self._counted.get(asked)
        if counted is None:
            counted = self._counted[asked] = self._counted_for(basis, eligible)
        if without is None:
            return counted
        return replace(counted, units=[*counted.units[:without], 0, *counted.units[without + 1 :]])

    def admitted(self, eligible: Eligible) -> list[bool] | None:
        """Who takes part, in register order; None when everybody does."""
        self._used.add(eligible)
        if eligible not in self._admitted:
            self._admitted[eligible] = admitted(eligible, self._facts.members, self._roll.index)
        return self._admitted[eligible]

    def forget_unused(self) -> None:
        """Keep only what the last two schemes asked for: they come and go while they are typed, often in pairs."""
        kept = self._used | self._used_before
        self._counted = {asked: each for asked, each in self._counted.items() if asked in kept}
        self._admitted = {asked: each for asked, each in self._admitted.items() if asked in kept}
        self._used_before, self._used = self._used, set()

    def _counted_for(self, basis: Basis, eligible: Eligible) -> "Counted":
        admitted = self.admitted(eligible)
        if admitted is None:
            return self._weighed(basis)
        counted = self.units(basis, EVERYBODY)
        some = [each if admits else 0 for each, admits in zip(counted.units, admitted, strict=True)]
        return replace(counted, units=some)

    def _weighed(self, basis: Basis) -> "Counted":
        """The units of a basis with its cap and its weight."""
        plain = basis.plain
        if basis != plain:
            held = self.units(plain, EVERYBODY).units
            weights = None if basis.times is None else self._weights(basis.times)
            return Counted(_times(_capped(held, basis.cap), weights), held, weights)
        return Counted(self._count(plain))

    def _weights(self, measure: str) -> list[int]:
        """The value of a measure of the charter by register position, 1 for members without one."""
        counted = dict.fromkeys((row.member for row in self._facts.measures if row.measure == measure), 0)
        for row in self._facts.measures:
            if row.measure == measure:
                counted[row.member] += row.value
        weights = [SCALE] * len(self._roll.index)
        for member, value in counted.items():
            weights[self._roll.index[member]] = value
        return weights

    def below_zero(self, basis: Basis, units: Sequence[int]) -> DomainError | None:
        """Why these units cannot be divided by: somebody brought back more than he traded; None when nobody did.

        Only trade can be negative. The error names the member, and the last of his rows that took something away.
        """
        if basis.measure not in _OF_TRADE or min(units) >= 0:
            return None
        place = next(place for place, each in enumerate(units) if each < 0)
        party = self._facts.members[place]
        by_amount = basis.measure == Measure.TRADE_AMOUNT
        number, value = [
            (number, str(row.amount) if by_amount else format_quantity(row.quantity))
            for number, row in enumerate(self._facts.trades)
            if row.member == party.id
            and (basis.product is None or row.product == basis.product)
            and (row.amount.fen if by_amount else row.quantity) < 0
        ][-1]
        return DomainError(
            "distribution.units_negative",
            key=f"trades[{number}].{'amount' if by_amount else 'quantity'}",
            value=value,
            member=party.id,
            name=party.name,
            units=self.units(basis.plain, EVERYBODY).units[place],
        )

    def _count(self, basis: Basis) -> list[int]:
        facts = self._facts
        match basis.measure:
            case Measure.SHARES:
                return self._shares(basis)
            case Measure.EQUAL:
                return [SCALE if party.entitled else 0 for party in facts.members]
            case Measure.CAPITAL:
                return self._summed(
                    (line.member, line.capital.fen * UNITS_PER_FEN) for line in facts.accounts
                )
            case Measure.ACCOUNT_TOTAL:
                return self._summed(
                    (line.member, account_total(line) * UNITS_PER_FEN) for line in facts.accounts
                )
            case Measure.LAND_MU:
                return self._summed((line.member, line.area) for line in facts.land)
            case Measure.TRADE_AMOUNT | Measure.TRADE_QUANTITY:
                return self._summed(self._trades(basis))
            case charter:
                return self._summed(
                    (line.member, line.value) for line in facts.measures if line.measure == charter
                )

    def _shares(self, basis: Basis) -> list[int]:
        match basis.weighting:
            case Weighting.RECORD_DATE:
                weigh = held_on(self._facts.record_date)
            case Weighting.DAYS:
                weigh = days_held(self._facts.period)
            case Weighting.MONTHS:
                weigh = months_held(self._facts.period)
        return self._roll.register.units(weigh, basis.classes)

    def _trades(self, basis: Basis) -> Iterable[tuple[str, int]]:
        by_amount = basis.measure == Measure.TRADE_AMOUNT
        for trade in self._facts.trades:
            if basis.product is None or trade.product == basis.product:
                yield trade.member, trade.amount.fen * UNITS_PER_FEN if by_amount else trade.quantity

    def _summed(self, values: Iterable[tuple[str, int]]) -> list[int]:
        units = [0] * len(self._roll.index)
        for member, value in values:
            units[self._roll.index[member]] += value
        return units


def admitted(eligible: Eligible, members: Sequence[Party], index: Mapping[str, int]) -> list[bool] | None:
    """Who takes part, in register order; None when everybody does.

    Kinds and members named admit either way; the exceptions then take out again. Numbers not in ``index`` are nobody's:
    the engine has refused them before.
    """
    if eligible.everybody:
        return None
    if eligible.kinds is None and eligible.members is None:
        found = [True] * len(members)
    else:
        found = _of_kinds(members, eligible.kinds or frozenset())
        for member in eligible.members or ():
            if member in index:
                found[index[member]] = True
    if eligible.except_kinds:
        taken_out = _of_kinds(members, eligible.except_kinds)
        found = [admits and not out for admits, out in zip(found, taken_out, strict=True)]
    for member in eligible.except_members:
        if member in index:
            found[index[member]] = False
    return found


def _of_kinds(members: Sequence[Party], kinds: frozenset[MemberKind]) -> list[bool]:
    """Who is of one of the kinds, or has it for his role."""
    return [party.kind in kinds or (party.role is not None and party.role.kind in kinds) for party in members]


def _capped(units: list[int], cap: int | None) -> list[int]:
    """Nobody with more than the cap."""
    return units if cap is None else [each if each < cap else cap for each in units]


def _times(units: list[int], weights: list[int] | None) -> list[int]:
    return units if weights is None else list(map(mul, units, weights))


def account_total(account: AccountBalance) -> int:
    """Capital, reserve, subsidy and donation together (Art. 44 (2)), fen."""
    return account.capital.fen + account.reserve.fen + account.subsidy.fen + account.donation.fen
