"""What the law says about a distribution and the roll it is made for: findings that warn and never block.

Thresholds stand here once, each with its article of the Farmers' Specialised Cooperatives Law (农民专业合作社法, 2017).
"""

from collections.abc import Iterable, Mapping, Sequence

from coopdesk.domain.distribution.facts import Party
from coopdesk.domain.distribution.result import LineResult
from coopdesk.domain.members.member import FARMERS, ORGANISATIONS, MemberKind
from coopdesk.domain.quantity import SCALE

ART44_PATRONAGE_60 = "ART44_PATRONAGE_60"
ART20_FARMERS_80 = "ART20_FARMERS_80"
ART20_ORGANISATIONS = "ART20_ORGANISATIONS"

PATRONAGE_PERCENT = 60
"""Art. 44: at least this share of the distributable surplus is returned by members' trade."""
FARMERS_PERCENT = 80
"""Art. 20: at least this share of the members are farmers."""
SMALL_ROLL = 20
"""Art. 20: up to this many members, organisations are limited by number, above it by percentage."""
SMALL_ROLL_ORGANISATIONS = 1
"""Art. 20: organisations allowed in a small roll."""
ORGANISATIONS_PERCENT = 5
"""Art. 20: organisations allowed in a roll of more than ``SMALL_ROLL`` members."""


def findings(
    kinds: Mapping[MemberKind, int], distributable: int, lines: Iterable[LineResult]
) -> tuple[str, ...]:
    """The ids of all rules not kept, in alphabetical order; ``distributable`` in fen.

    ``kinds`` says how many members of each kind count (``counted_kinds``).
    """
    count = sum(kinds.values())
    farmers, organisations = (sum(kinds.get(kind, 0) for kind in of) for of in (FARMERS, ORGANISATIONS))
    found = {
        ART44_PATRONAGE_60: not patronage_suffices(distributable, lines),
        ART20_FARMERS_80: farmers * 100 < FARMERS_PERCENT * count,
        ART20_ORGANISATIONS: organisations > organisations_allowed(count),
    }
    return tuple(sorted(rule for rule, broken in found.items() if broken))


def counted_kinds(members: Sequence[Party]) -> list[MemberKind]:
    """The kinds of those whom Art. 20 counts: who was a member then, with or without shares."""
    return [party.kind for party in members if party.entitled]


def patronage_suffices(distributable: int, lines: Iterable[LineResult]) -> bool:
    """Art. 44: the pools of lines marked patronage reach 60 % of the distributable surplus.

    A pool figured from a rate is judged by its rate, so that exactly 60 % is enough however it comes out in fen. Pools
    count, not what rounding leaves of them; where nothing can be distributed, nothing is owed.
    """
    return patronage_share(lines) * 100 >= PATRONAGE_PERCENT * distributable * SCALE


def patronage_share(lines: Iterable[LineResult]) -> int:
    """What the lines marked patronage take, in millionths of a fen: by the rate where there is one, else the pool."""
    return sum(
        line.pool.fen * SCALE if line.by_rate is None else line.by_rate for line in lines if line.patronage
    )


def organisations_allowed(members: int) -> int:
    """Art. 20: how many enterprises, institutions and social organisations a roll of so many members may hold."""
    if members <= SMALL_ROLL:
        return SMALL_ROLL_ORGANISATIONS
    return members * ORGANISATIONS_PERCENT // 100
