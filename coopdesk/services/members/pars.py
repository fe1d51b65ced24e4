"""每股出资额 as it was: a split divides it from its day on, and what came before was worth what it was worth.

The class keeps only what holds now (a label or a contribution that was wrong is mended for all days); what splits made
of it is reckoned back from them.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from coopdesk.domain.coop.share_class import ShareClass
from coopdesk.domain.members.share_operations import Ratio
from coopdesk.domain.money import Money
from coopdesk.services.ports import UnitOfWork


def classes_on(uow: UnitOfWork, day: date) -> Sequence[ShareClass]:
    """All classes, each with the contribution per share (yuan) that held at the end of a day."""
    return [
        _before(each, [split.ratio for split in uow.register.splits(each.code) if split.day > day])
        for each in uow.coop.classes()
    ]


class ParsOfEntries:
    """What the contribution per share of a class was when an entry of the register was made, in fen."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._classes = {each.code: each for each in uow.coop.classes()}
        self._splits = {
            code: [(uow.register.operation(each.operation)[0].number, each.ratio) for each in splits]
            for code in self._classes
            if (splits := uow.register.splits(code))
        }

    def fen(self, share_class: str, entry: int) -> int:
        """By the class and the number of the entry; 0 for a class the book does not know."""
        known = self._classes.get(share_class)
        if known is None:
            return 0
        later = [ratio for first, ratio in self._splits.get(share_class, ()) if first > entry]
        return _before(known, later).par.fen


def _before(share_class: ShareClass, splits: Sequence[Ratio]) -> ShareClass:
    fen = share_class.par.fen
    for ratio in splits:
        fen = fen * ratio.upper // ratio.lower
    return share_class if fen == share_class.par.fen else replace(share_class, par=Money(fen))
