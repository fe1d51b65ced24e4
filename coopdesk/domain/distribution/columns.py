"""The share register as columns by position of the roll: fast over a million entries.

Looking a member number up costs more than everything else that is done with an entry, so it is done once for all lines.
Holdings by member number, for the book and the window, are ``share_register``'s; both use its weights of days.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import repeat
from operator import mul
from typing import cast

from coopdesk.domain.members.share_register import ShareEntry, Weigher


class RegisterColumns:
    """Entries whose members are looked up in ``index`` (register position by member number)."""

    def __init__(self, entries: Sequence[ShareEntry], index: Mapping[str, int]) -> None:
        nobody = len(index)
        takers = [entry.taker for entry in entries]
        self._entries = entries
        self._members = nobody
        self._shares = [entry.shares for entry in entries]
        # One place past the roll takes what nobody gains, so that no entry needs asking.
        position = cast("Callable[[str | None, int], int]", index.get)
        self._takers = list(map(position, takers, repeat(nobody)))
        self._losing = [entry for entry in entries if entry.giver is not None]
        self._givers = [index.get(entry.giver or "", nobody) for entry in self._losing]
        outward = sum(entry.taker is None for entry in self._losing)
        self.sound = (
            min(self._shares, default=1) > 0
            and self._takers.count(nobody) == outward == takers.count(None)
            and nobody not in self._givers
            and all(entry.giver != entry.taker for entry in self._losing)
        )
        """Whether every entry moves shares above 0, between different members of the roll or from or to outside."""

    def units(self, weigh: Weigher, classes: Collection[str] | None) -> list[int]:
        """Shares (millionths) x weight by register position, of the classes named (None: all)."""
        units = [0] * (self._members + 1)
        gains = map(mul, self._shares, self._factors(self._entries, weigh, classes))
        for position, gained in zip(self._takers, gains, strict=True):
            units[position] += gained
        losing = zip(self._givers, self._losing, self._factors(self._losing, weigh, classes), strict=True)
        for position, entry, factor in losing:
            units[position] -= entry.shares * factor
        units.pop()
        return units

    @staticmethod
    def _factors(
        entries: Sequence[ShareEntry], weigh: Weigher, classes: Collection[str] | None
    ) -> Iterable[int]:
        days = [entry.day for entry in entries]
        weights = {day: weigh(day) for day in set(days)}
        factors = map(weights.__getitem__, days)
        if classes is None:
            return factors
        wanted = frozenset(classes)
        return map(mul, factors, [entry.share_class in wanted for entry in entries])
