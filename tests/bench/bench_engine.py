"""The engine over a million holders, against one bare largest-remainder pass over the same holdings.

The engine reads the register, checks it, divides, adds up and looks for findings; the bare pass only divides. Both do
the same division in the same run, the better of three each.
"""

import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from random import Random
from time import perf_counter

from coopdesk.domain.coop.charter import Leftover
from coopdesk.domain.distribution.engine import distribute
from coopdesk.domain.distribution.facts import Facts, Party
from coopdesk.domain.distribution.scheme import (
    Basis,
    Eligible,
    Line,
    RateOfTier,
    Rebate,
    Rest,
    Scheme,
    Withholding,
)
from coopdesk.domain.distribution.surplus import Surplus
from coopdesk.domain.members.entry_kind import EntryKind
from coopdesk.domain.members.member import MemberKind
from coopdesk.domain.members.share_register import ShareEntry
from coopdesk.domain.money import Money
from coopdesk.domain.period import Period
from coopdesk.domain.quantity import SCALE, Quantity
from tests.bench.result import Result, at_most, told

HOLDERS = 1_000_000
LIMIT = 4
ROUNDS = 3
SURPLUS = Money(123_456_789_012)
FARMERS = Eligible(kinds=frozenset({MemberKind.FARMER}))
DIVIDEND = Line("dividend", "按股分红", Rest(), Basis("shares"))
PLAIN = Scheme(tiers=((DIVIDEND,),), leftover=Leftover.LARGEST_REMAINDER)
FULL = replace(
    PLAIN,
    tiers=((Line("equal", "按户均分", RateOfTier(Quantity(400_000)), Basis("equal"), FARMERS),), (DIVIDEND,)),
    rebates=(Rebate("rebate", "二次返利", "M0000000", ("dividend",), FARMERS, Basis("shares")),),
    withholding=(Withholding(("dividend",), Quantity(200_000), FARMERS),),
)


def run() -> list[Result]:
    """Ratios of the engine to the bare pass, for whole shares as villages have them and for uneven ones."""
    random = Random(20191220)
    whole = _measured([random.randint(1, 20) * SCALE for _ in range(HOLDERS)], random)
    uneven = _measured([random.randint(1, 50 * SCALE) for _ in range(HOLDERS)], random)
    return [
        told("engine: bare largest-remainder pass, 1,000,000 holders", whole[0], "s"),
        at_most("engine: 1,000,000 allotments of whole shares / bare pass", whole[1] / whole[0], LIMIT),
        at_most("engine: 1,000,000 allotments of uneven shares / bare pass", uneven[1] / uneven[0], LIMIT),
        told("engine: two tiers, rebate and withholding / bare pass", whole[2] / whole[0], "x"),
    ]


def _measured(holdings: Sequence[int], random: Random) -> tuple[float, float, float]:
    """Seconds of the bare pass, of the engine with one line, and with a scheme that uses everything."""
    facts = _facts(holdings, random)
    if list(distribute(facts, PLAIN).gross) != bare_pass(SURPLUS.fen, holdings):
        raise AssertionError("the engine and the bare pass divide differently")
    rounds = [
        (
            _seconds(lambda: bare_pass(SURPLUS.fen, holdings)),
            _seconds(lambda: distribute(facts, PLAIN)),
            _seconds(lambda: distribute(facts, FULL)),
        )
        for _ in range(ROUNDS)
    ]
    bare, plain, full = (min(column) for column in zip(*rounds, strict=True))
    return bare, plain, full


def bare_pass(pool: int, units: Sequence[int]) -> list[int]:
    """Largest remainder and nothing else: rounded down, then one fen each to the largest remainders in order."""
    total = sum(units)
    amounts = [pool * each // total for each in units]
    remainders = [pool * each % total for each in units]
    left = pool - sum(amounts)
    for place in sorted(range(len(units)), key=remainders.__getitem__, reverse=True)[:left]:
        amounts[place] += 1
    return amounts


def _facts(holdings: Sequence[int], random: Random) -> Facts:
    """A roll of farmers with a fiftieth of others, each allotted its shares on some day of the founding month."""
    kinds = (MemberKind.OTHER, *[MemberKind.FARMER] * 49)
    members = [Party(f"M{place:07d}", f"成员{place}", kinds[place % 50]) for place in range(len(holdings))]
    return Facts(
        record_date=date(2019, 12, 20),
        period=Period(date(2019, 1, 1), date(2019, 12, 31)),
        members=members,
        surplus=Surplus(SURPLUS),
        share_entries=[
            ShareEntry(
                date(2019, 2, random.randint(1, 28)), EntryKind.ALLOTMENT, Quantity(shares), taker=member.id
            )
            for member, shares in zip(members, holdings, strict=True)
        ],
    )


def _seconds(work: Callable[[], object]) -> float:
    begin = perf_counter()
    work()
    return perf_counter() - begin


if __name__ == "__main__":
    for result in run():
        sys.stdout.write(f"{result.name}: {result.value:.2f} {result.unit} {result.limit}\n")
