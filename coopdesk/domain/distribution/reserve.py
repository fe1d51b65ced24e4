"""公积金量化 (Art. 42): the reserve drawn in a year becomes the members', by capital, by trade, equally, or mixed.

Every way gives exactly what was drawn: what rounding down leaves goes fen by fen to the largest remainders, ties in
register order.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from operator import mul

from coopdesk.domain.coop.charter import Leftover
from coopdesk.domain.distribution.facts import AccountBalance, Party, Trade
from coopdesk.domain.distribution.rounding import share_out
from coopdesk.domain.errors import DomainError
from coopdesk.domain.quantity import ONE, ZERO, Quantity


class ReserveBasis(StrEnum):
    """What a part of the reserve is quantified by: 出资额, 交易额, or 平均."""

    CAPITAL = "capital"
    TRADE = "trade"
    EQUAL = "equal"


@dataclass(frozen=True, slots=True)
class ReserveRule:
    """The charter's rule: which parts (millionths) go by trade and equally; the rest goes by capital."""

    by_trade: Quantity = ZERO
    by_equal: Quantity = ZERO

    @property
    def weights(self) -> Mapping[ReserveBasis, int]:
        """The part of each basis, in millionths."""
        parts = (ONE - self.by_trade - self.by_equal, self.by_trade, self.by_equal)
        return dict(zip(ReserveBasis, parts, strict=True))


def is_reserve(label: str) -> bool:
    """Whether an appropriation of this name is reserve: what a charter calls otherwise (风险金 …) is nobody's share.

    The law knows the 公积金 alone, and charters name it 公积金, 盈余公积 or 公积公益金.
    """
    return "公积" in label


_EMPTY = {
    ReserveBasis.CAPITAL: "reserve.no_capital",
    ReserveBasis.TRADE: "reserve.no_trade",
    ReserveBasis.EQUAL: "reserve.no_member",
}
NOTHING_TO_DIVIDE_BY = frozenset(_EMPTY.values())
"""Codes of the error that a basis of the rule has nothing to divide by, one for each."""


def quantify(drawn: int, rule: ReserveRule, units: Mapping[ReserveBasis, Sequence[int]]) -> list[int]:
    """The drawn fen as each member's share, in the order of the units, which tell of each what every basis counts.

    They add up to ``drawn``. Raises one of ``NOTHING_TO_DIVIDE_BY`` for a basis with a part but without any unit.
    """
    parts = share_out(
        drawn, list(rule.weights.values()), sum(rule.weights.values()), 1, Leftover.LARGEST_REMAINDER
    )
    shares = [0] * max(map(len, units.values()), default=0)
    for basis, part in zip(rule.weights, parts, strict=True):
        if not rule.weights[basis]:
            continue
        counted = [max(each, 0) for each in units[basis]]
        total = sum(counted)
        if not total:
            raise DomainError(_EMPTY[basis])
        own = share_out(part, counted, total, 1, Leftover.LARGEST_REMAINDER)
        shares = [had + more for had, more in zip(shares, own, strict=True)]
    return shares


def units_of(
    members: Sequence[Party], accounts: Iterable[AccountBalance], trades: Iterable[Trade]
) -> dict[ReserveBasis, list[int]]:
    """What each member brings to every basis: fen of capital, fen of trade, and 1; nothing who is not entitled.

    Trade that is kept by quantity alone counts by quantity, where it is of one product: others have no common unit.
    """
    place = {party.id: position for position, party in enumerate(members)}
    capital, traded, weighed = ([0] * len(members) for _basis in range(3))
    for account in accounts:
        capital[place[account.member]] += account.capital.fen
    products = set()
    for trade in trades:
        traded[place[trade.member]] += trade.amount.fen
        weighed[place[trade.member]] += trade.quantity
        products.add(trade.product)
    by_quantity = not any(traded) and len(products) == 1
    entitled = [int(party.entitled) for party in members]
    return {
        ReserveBasis.CAPITAL: list(map(mul, capital, entitled)),
        ReserveBasis.TRADE: list(map(mul, weighed if by_quantity else traded, entitled)),
        ReserveBasis.EQUAL: entitled,
    }


def use_reserve(used: int, held: Mapping[str, int]) -> dict[str, int]:
    """What each member's share of the reserve gives of ``used`` fen, by number; ``held`` is in register order.

    Raises ``reserve.more_than_held`` where all shares together are less.
    """
    total = sum(held.values())
    if used > total:
        raise DomainError("reserve.more_than_held", used=used, held=total)
    taken = share_out(used, list(held.values()), total, 1, Leftover.LARGEST_REMAINDER) if used else []
    return {member: fen for member, fen in zip(held, taken, strict=False) if fen}
