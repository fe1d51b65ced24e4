"""2,000 sequences of share operations, drawn by a seeded chance: nobody below zero on any day, no share lost, no past
that changes.

Beside the register runs a reckoning of its own, which knows of each operation only what it means: who has how many more
or fewer from which day on. Both must agree at every day, and what is refused must leave no trace.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from random import Random

import pytest

from coopdesk.domain.coop.share_class import ShareClass
from coopdesk.domain.errors import DomainError
from coopdesk.domain.members.entry_kind import EntryKind
from coopdesk.domain.members.member import Member, MemberKind
from coopdesk.domain.members.share_operations import Heir, Ratio
from coopdesk.domain.members.share_register import ShareEntry, check_never_negative, holdings_on
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import SCALE, Quantity
from coopdesk.persistence.book.books import create_book
from coopdesk.services.command import Command
from coopdesk.services.context import Context
from coopdesk.services.coop.values import CoopDetails
from coopdesk.services.dispatch import carry_out
from coopdesk.services.members.commands import (
    AddShares,
    ConvertShares,
    InheritShares,
    RecallClass,
    RedeemShares,
    ReverseOperation,
    SplitClass,
    TransferShares,
)
from coopdesk.services.ports import UnitOfWork
from tests.services.conftest import NOW

SEQUENCES = 2_000
STEPS = 12
FIRST = date(2020, 1, 1)
DAYS = [FIRST + timedelta(days=place) for place in range(12)]
TODAY = DAYS[9]
MEMBERS = ("F01", "F02", "F03", "F04")
CLASSES = ("ordinary", "class-2")
LABELS = {"ordinary": "普通股", "class-2": "土地股"}
RATIOS = (Ratio(2), Ratio(3), Ratio(1, 2), Ratio(3, 2), Ratio(1, 3))
_Holding = tuple[str, str]


@dataclass
class Reckoning:
    """Who has how many more (millionths) from which day on, operation by operation; one taken back is left out."""

    moves: dict[int, list[tuple[date, _Holding, int]]] = field(default_factory=dict)

    def held(self, day: date) -> dict[_Holding, int]:
        held: dict[_Holding, int] = {}
        for moved in self.moves.values():
            for when, holding, change in moved:
                if when <= day:
                    held[holding] = held.get(holding, 0) + change
        return {holding: shares for holding, shares in held.items() if shares}

    def add(self, number: int, command: Command) -> None:
        self.moves[number] = list(self._moves(command))

    def _moves(self, command: Command) -> Iterator[tuple[date, _Holding, int]]:
        match command:
            case AddShares():
                yield command.day, (command.member, command.share_class), command.shares
            case RedeemShares():
                yield command.day, (command.member, command.share_class), -command.shares
            case TransferShares():
                yield command.day, (command.giver, command.share_class), -command.shares
                yield command.day, (command.taker, command.share_class), command.shares
            case ConvertShares():
                gained = command.shares * Fraction(command.ratio.upper, command.ratio.lower)
                assert gained.denominator == 1
                yield command.day, (command.member, command.old_class), -command.shares
                yield command.day, (command.member, command.new_class), gained.numerator
            case InheritShares():
                assert command.shares is not None
                left = int(command.shares)
                yield command.day, (command.giver, command.share_class), -left
                for heir in command.heirs[:-1]:
                    part = command.shares * heir.part.upper // heir.part.lower
                    left -= part
                    yield command.day, (heir.member, command.share_class), part
                yield command.day, (command.heirs[-1].member, command.share_class), left
            case SplitClass():
                for holding, shares in self.held(command.day).items():
                    if holding[1] == command.share_class:
                        after = shares * Fraction(command.ratio.upper, command.ratio.lower)
                        assert after.denominator == 1
                        yield command.day, holding, after.numerator - shares
            case RecallClass():
                for holding, shares in self.held(command.day).items():
                    if holding[1] == command.share_class:
                        yield command.day, holding, -shares
            case _:
                raise AssertionError(command)


class Chance:
    """Draws commands, good ones and bad ones."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)

    def command(self, operations: int) -> Command:
        draw = self._random
        day, code = draw.choice(DAYS), draw.choice(CLASSES)
        one, other, third = draw.sample(MEMBERS, 3)
        shares = Quantity(draw.choice([SCALE, 2 * SCALE, 5 * SCALE, SCALE // 2, 1, 7]))
        kind = draw.randrange(12)
        if kind <= 3:
            return AddShares(member=one, day=day, shares=shares, share_class=code)
        if kind <= 5:
            how = draw.choice([EntryKind.TRANSFER, EntryKind.GIFT])
            return TransferShares(giver=one, taker=other, day=day, shares=shares, share_class=code, kind=how)
        if kind == 6:
            heirs = draw.choice(
                [
                    (Heir(other, Ratio(1, 2)), Heir(third, Ratio(1, 2))),
                    (Heir(other, Ratio(1, 3)), Heir(third, Ratio(2, 3))),
                    (Heir(other, Ratio(1)),),
                ]
            )
            return InheritShares(giver=one, day=day, heirs=heirs, share_class=code, shares=shares)
        if kind == 7:
            return RedeemShares(member=one, day=day, shares=shares, share_class=code)
        if kind == 8:
            new = CLASSES[1 - CLASSES.index(code)]
            ratio = draw.choice(RATIOS)
            return ConvertShares(
                member=one, day=day, shares=shares, old_class=code, new_class=new, ratio=ratio
            )
        if kind == 9:
            return SplitClass(share_class=code, day=day, ratio=draw.choice(RATIOS))
        if kind == 10 and draw.randrange(3) == 0:
            return RecallClass(share_class=code, day=day)
        return ReverseOperation(operation=draw.randint(1, max(operations, 1)), reason="记错")


class Sequence:
    """One sequence on a book of which nothing is kept."""

    def __init__(self, uow: UnitOfWork, seed: int) -> None:
        self._uow, self._chance = uow, Chance(seed)
        self._context = Context(
            uow,
            TODAY,
            lambda name: name,
            lambda _uow, _day: (),
            lambda _uow, _number: (),
            lambda _uow, _thing: False,
        )
        self.reckoning = Reckoning()
        self._past = [_held(uow.register.entries(), day) for day in DAYS]
        self.accepted: list[Command] = []
        self.refused: list[str] = []

    def run(self) -> None:
        for _step in range(STEPS):
            self._step(self._chance.command(len(self.accepted)))

    def _step(self, command: Command) -> None:
        before = self._uow.register.entries()
        try:
            number = int(carry_out(command, self._context).reference)
        except DomainError as error:
            self.refused.append(error.code)
            assert self._uow.register.entries() == before, command
            return
        self.accepted.append(command)
        assert number == len(self.accepted), "operations are numbered without a gap"
        if isinstance(command, ReverseOperation):
            first = min((day for day, _holding, _change in self.reckoning.moves[command.operation]))
            del self.reckoning.moves[command.operation]
        else:
            first = command.day  # type: ignore[attr-defined]  # every other kind has one
            self.reckoning.add(number, command)
        after = self._uow.register.entries()
        check_never_negative(after)
        assert not Counter(before) - Counter(after), "what was entered stays"
        past, self._past = self._past, [_held(after, day) for day in DAYS]
        for day, was, held in zip(DAYS, past, self._past, strict=True):
            assert held == self.reckoning.held(day), (command, day)
            assert day >= first or held == was, "what lies before an operation stays as it was"


def _held(entries: Iterable[ShareEntry], day: date) -> dict[_Holding, int]:
    return {
        (member, code): shares
        for code in CLASSES
        for member, shares in holdings_on(entries, day, (code,)).items()
    }


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[object]:
    made = create_book(tmp_path_factory.mktemp("sequences") / "本社.coop", NOW)
    yield made
    made.close()


@pytest.mark.slow
def test_no_sequence_of_operations_loses_a_share_or_changes_the_past(book: object) -> None:
    accepted: set[str] = set()
    refused: set[str] = set()
    for seed in range(SEQUENCES):
        with book.unit() as uow:  # type: ignore[attr-defined]  # a book; nothing of it is committed
            _found(uow)
            sequence = Sequence(uow, seed)
            sequence.run()
            accepted |= {type(command).__name__ for command in sequence.accepted}
            refused |= set(sequence.refused)
    assert accepted >= {
        "AddShares",
        "TransferShares",
        "InheritShares",
        "RedeemShares",
        "ConvertShares",
        "SplitClass",
        "RecallClass",
        "ReverseOperation",
    }
    assert refused >= {
        "register.not_covered",
        "register.day_in_future",
        "register.before_split",
        "register.split_since",
        "register.entries_since_split",
        "register.already_reversed",
        "operation.not_exact",
        "operation.entries_after",
    }


def _found(uow: UnitOfWork) -> None:
    uow.coop.save(CoopDetails("序列合作社", FIRST))
    for code in CLASSES:
        uow.coop.save_class(ShareClass(code, LABELS[code], Money.parse("720")))
    for number in MEMBERS:
        uow.members.add(Member(number, f"户{number}", MemberKind.FARMER, FIRST), "")
