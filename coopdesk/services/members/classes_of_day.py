"""The classes of shares as they were on a day: a split divides the contribution per share from its own day on."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from coopdesk.domain.coop.share_class import ShareClass
from coopdesk.domain.money import Money
from coopdesk.services.members.values import ClassSplit
from coopdesk.services.ports import UnitOfWork


def classes_on(uow: UnitOfWork, day: date) -> Sequence[ShareClass]:
    """All classes, each with the contribution per share (yuan) that held at the end of a day.

    Labels and what was mended of a contribution hold for all days.
    """
    return [_then(uow, each, lambda split: split.day > day) for each in uow.coop.classes()]


def classes_at(uow: UnitOfWork, operation: int) -> Sequence[ShareClass]:
    """All classes, each with the contribution per share (yuan) that an operation of that number counted with."""
    return [_then(uow, each, lambda split: split.operation > operation) for each in uow.coop.classes()]


def _then(uow: UnitOfWork, share_class: ShareClass, later: Callable[[ClassSplit], bool]) -> ShareClass:
    fen = share_class.par.fen
    for split in uow.register.splits(share_class.code):
        if later(split):
            fen = fen * split.ratio.upper // split.ratio.lower
    return share_class if fen == share_class.par.fen else replace(share_class, par=Money(fen))
