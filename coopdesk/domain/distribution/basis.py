"""What members are measured by: the units of every basis in register order, and who is eligible.

Each basis is counted once and kept, because the lines of a scheme mostly share one. Columns of plain integers, no
object for a member: a million holders must fit.
"""

from collections.abc import Iterable

from coopdesk.domain.distribution.check import Roll
from coopdesk.domain.distribution.facts import AccountBalance, Facts
from coopdesk.domain.distribution.scheme import Basis, Eligible, Measure, Weighting
from coopdesk.domain.money import FEN_PER_YUAN
from coopdesk.domain.quantity import SCALE
from coopdesk.domain.share_register import days_held, held_on, months_held

UNITS_PER_FEN = SCALE // FEN_PER_YUAN
"""Money as a basis counts in yuan, so that a fen is 10,000 millionths."""


class BasisTable:
    """Units by basis over facts that have been checked; ``roll`` is what ``check_facts`` found."""

    def __init__(self, facts: Facts, roll: Roll) -> None:
        self._facts = facts
        self._roll = roll
        self._counted: dict[Basis, list[int]] = {}

    def units(self, basis: Basis, eligible: Eligible, without: int | None = None) -> list[int]:
        """Everybody's units (millionths) in register order, 0 for who is not eligible and for ``without``."""
        counted = self._counted.get(basis)
        if counted is None:
            counted = self._counted[basis] = self._count(basis)
        admitted = self.admitted(eligible)
        if admitted is not None:
            counted = [each if admits else 0 for each, admits in zip(counted, admitted, strict=True)]
        if without is None:
            return counted
        return [*counted[:without], 0, *counted[without + 1 :]]

    def admitted(self, eligible: Eligible) -> list[bool] | None:
        """Who takes part, in register order; None when everybody does. Kinds and members named admit either way."""
        if eligible.everybody:
            return None
        kinds = eligible.kinds or frozenset()
        admitted = [party.kind in kinds for party in self._facts.members]
        for member in eligible.members or ():
            admitted[self._roll.index[member]] = True
        return admitted

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


def account_total(account: AccountBalance) -> int:
    """Capital, reserve, subsidy and donation together (Art. 44 (2)), fen."""
    return account.capital.fen + account.reserve.fen + account.subsidy.fen + account.donation.fen
