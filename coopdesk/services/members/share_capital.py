"""What shares count for in the accounts: their number times the 每股出资额, through every split of their class.

A split (拆股, 合股) changes neither what a member has paid nor what it is worth: its entries count for nothing, and
entries from before it count with the contribution per share of then.
"""

from collections.abc import Sequence
from fractions import Fraction
from math import floor

from coopdesk.services.ports import UnitOfWork


class ShareCapital:
    """The value of what entries of the register move, in fen x millionths."""

    def __init__(self, uow: UnitOfWork) -> None:
        self.par = {each.code: each.par.fen for each in uow.coop.classes()}
        """The contribution per share of each class as it is now, fen."""
        self._splits: dict[str, Sequence[_Split]] = {}
        for code in self.par:
            splits = [_split(uow, each.operation, each.ratio.exact) for each in uow.register.splits(code)]
            if splits:
                self._splits[code] = splits

    @property
    def is_plain(self) -> bool:
        """Whether no class was ever split: then every entry counts with the contribution per share of now."""
        return not self._splits

    def value(self, share_class: str, shares: int, number: int) -> int:
        """What an entry of that number moves when it moves so many shares (millionths, signed)."""
        par: int | Fraction = self.par.get(share_class, 0)
        for numbers, ratio in self._splits.get(share_class, ()):
            if number in numbers:
                return 0
            if number < numbers.start:
                par *= ratio
        return floor(shares * par)


_Split = tuple[range, Fraction]
"""The numbers of a split's entries, which follow each other, and how many shares it made of one."""


def _split(uow: UnitOfWork, operation: int, ratio: Fraction) -> _Split:
    numbers = [item.number for item in uow.register.operation(operation)]
    return range(min(numbers), max(numbers) + 1), ratio
