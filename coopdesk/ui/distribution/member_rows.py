"""The members' figures as columns of plain integers; a row is made only when somebody looks at it.

A hundred thousand members are computed anew while a rate is typed, and of their rows some thirty are in sight. All
columns go by register position. Amounts are whole fen, shares millionths. Knows no widget.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from operator import sub
from typing import Any, overload

from coopdesk.domain.distribution.basis_kinds import Measure
from coopdesk.domain.distribution.engine import CheckedFacts
from coopdesk.domain.distribution.facts import Party
from coopdesk.domain.distribution.scheme import Basis
from coopdesk.domain.members.member import MemberKind

LINE_KEY = "line:"
"""Keys of columns of lines begin with this, before the id of the line."""


@dataclass(frozen=True, slots=True)
class MemberFigures:
    """One member's row: ``amounts`` stand in the order of the outcome's lines.

    ``position`` is the member's place in the whole roll, by which ``Outcome.derive`` asks.
    """

    position: int
    number: str
    name: str
    kind: MemberKind
    shares: int
    amounts: tuple[int, ...]
    gross: int
    tax: int

    @property
    def net(self) -> int:
        """实发金额, fen."""
        return self.gross - self.tax


@dataclass(frozen=True, eq=False)
class RollColumns:
    """Who stands in the rows: number, name, kind and shares held on the record date of everybody in the register.

    ``shown`` says who has a row whatever he gets, None where everybody has: who has left and holds nothing is no
    household of the year.
    """

    numbers: Sequence[str]
    names: Sequence[str]
    kinds: Sequence[MemberKind]
    shares: Sequence[int]
    shown: Sequence[bool] | None = None

    @classmethod
    def of(cls, checked: CheckedFacts) -> "RollColumns":
        """The roll of facts that are to be distributed."""
        members: Sequence[Party] = checked.facts.members
        shares = checked.units(Basis(Measure.SHARES.value))
        shown = [party.entitled or held != 0 for party, held in zip(members, shares, strict=True)]
        return cls(
            [party.id for party in members],
            [party.name for party in members],
            [party.kind for party in members],
            shares,
            None if all(shown) else shown,
        )

    @cached_property
    def names_by_number(self) -> Mapping[str, str]:
        """The members' names by number, in register order."""
        return dict(zip(self.numbers, self.names, strict=True))

    @cached_property
    def of_kinds(self) -> Mapping[MemberKind, Sequence[int]]:
        """Register positions by kind, of everybody."""
        return _by_kind(self, range(len(self.kinds)))


@dataclass(frozen=True, slots=True)
class Sums:
    """The least and the greatest figure of a column, and all of them together; 0 where there are none."""

    least: int
    most: int
    total: int


@dataclass(frozen=True, slots=True)
class KindSums:
    """All rows of one kind of member: how many, their shares, and what they get before and after tax."""

    count: int
    shares: int
    gross: int
    net: int


@dataclass(frozen=True, eq=False)
class MemberRows(Sequence[MemberFigures]):
    """Rows in the order of ``places``, which are register positions; ``lines`` are the amounts by id of the line.

    ``unsorted`` are the same rows in register order, where these are in another one: they come to the same.
    """

    roll: RollColumns
    places: Sequence[int]
    lines: Mapping[str, Sequence[int]]
    gross: Sequence[int]
    tax: Sequence[int]
    net: Sequence[int]
    unsorted: "MemberRows | None" = None

    @classmethod
    def figured(
        cls, roll: RollColumns, lines: Mapping[str, Sequence[int]], gross: Sequence[int], tax: Sequence[int]
    ) -> "MemberRows":
        """The rows of everybody who has one, in register order."""
        places: Sequence[int] = range(len(roll.numbers))
        if roll.shown is not None:
            places = [
                place for place in places if roll.shown[place] or any(line[place] for line in lines.values())
            ]
        return cls(roll, places, lines, gross, tax, list(map(sub, gross, tax)) if any(tax) else gross)

    @classmethod
    def of(cls, rows: Iterable[MemberFigures], lines: Sequence[str]) -> "MemberRows":
        """Rows that were made one by one, of these lines; their positions are counted anew."""
        made = list(rows)
        roll = RollColumns(
            *([getattr(row, key) for row in made] for key in ("number", "name", "kind", "shares"))
        )
        amounts = {line: [row.amounts[place] for row in made] for place, line in enumerate(lines)}
        return cls.figured(roll, amounts, [row.gross for row in made], [row.tax for row in made])

    @cached_property
    def sums(self) -> Mapping[str, Sums]:
        """What the figures of every column come to, by its key."""
        if self.unsorted is not None:
            return self.unsorted.sums
        keys = ["shares", "gross", "tax", "net", *(f"{LINE_KEY}{line}" for line in self.lines)]
        return {key: self.summed(self.column(key)) for key in keys}

    @cached_property
    def of_kinds(self) -> Mapping[MemberKind, KindSums]:
        """What each kind of member comes to."""
        if self.unsorted is not None:
            return self.unsorted.of_kinds
        return {
            kind: KindSums(len(places), *(_sum(column, places) for column in self._of_kind))
            for kind, places in self.places_of_kinds.items()
        }

    @property
    def places_of_kinds(self) -> Mapping[MemberKind, Sequence[int]]:
        """Register positions of the rows by kind of member."""
        return self.roll.of_kinds if self._whole else _by_kind(self.roll, self.places)

    def column(self, key: str) -> Sequence[Any]:
        """The values of a column by register position; KeyError for one that is not of the members' own."""
        if key.startswith(LINE_KEY):
            return self.lines[key.removeprefix(LINE_KEY)]
        return {
            "number": self.roll.numbers,
            "name": self.roll.names,
            "kind": self.roll.kinds,
            "shares": self.roll.shares,
            "gross": self.gross,
            "tax": self.tax,
            "net": self.net,
        }[key]

    def summed(self, column: Sequence[int]) -> Sums:
        """What a column of any figures by register position comes to in these rows."""
        if not self._whole:
            column = list(map(column.__getitem__, self.places))
        return Sums(min(column, default=0), max(column, default=0), sum(column))

    def only(self, places: Sequence[int]) -> "MemberRows":
        """The rows at these register positions, in this order."""
        if places is self.places:
            return self
        same = len(places) == len(self.places)
        return replace(self, places=places, unsorted=(self.unsorted or self) if same else None)

    def place_of(self, row: MemberFigures) -> int | None:
        """Where the row of the same member stands, perhaps of another year's roll; None for nowhere."""
        numbers = self.roll.numbers
        try:
            position = row.position
            if not (position < len(numbers) and numbers[position] == row.number):
                position = numbers.index(row.number)
            return self.places.index(position)
        except ValueError:
            return None

    def __len__(self) -> int:
        return len(self.places)

    @overload
    def __getitem__(self, place: int) -> MemberFigures: ...
    @overload
    def __getitem__(self, place: slice) -> "MemberRows": ...
    def __getitem__(self, place: int | slice) -> "MemberFigures | MemberRows":
        if isinstance(place, slice):
            return self.only(self.places[place])
        return self.row_at(self.places[place])

    def __iter__(self) -> Iterator[MemberFigures]:
        return map(self.row_at, self.places)

    def row_at(self, position: int) -> MemberFigures:
        """The figures of the member at that register position, also of one who has no row."""
        roll = self.roll
        return MemberFigures(
            position,
            roll.numbers[position],
            roll.names[position],
            roll.kinds[position],
            roll.shares[position],
            tuple([line[position] for line in self.lines.values()]),
            self.gross[position],
            self.tax[position],
        )

    @property
    def _whole(self) -> bool:
        return isinstance(self.places, range) and len(self.places) == len(self.roll.numbers)

    @property
    def _of_kind(self) -> tuple[Sequence[int], ...]:
        return self.roll.shares, self.gross, self.net


def _by_kind(roll: RollColumns, places: Sequence[int]) -> dict[MemberKind, Sequence[int]]:
    found: dict[MemberKind, list[int]] = {}
    for place in places:
        found.setdefault(roll.kinds[place], []).append(place)
    return dict(found)


def _sum(column: Sequence[int], places: Sequence[int]) -> int:
    return sum(map(column.__getitem__, places))
