"""The classes of shares as they were on a day: a split divides the contribution per share from its own day on."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from coopdesk.domain.coop.share_class import ShareClass
from coopdesk.domain.money import Money
from coopdesk.services.ports import UnitOfWork


def classes_on(uow: UnitOfWork, day: date) -> Sequence[ShareClass]:
    """All classes, each with the contribution per share (yuan) that held at the end of a day.

    Labels and what was mended of a contribution hold for all days.
    """
    return [_on(uow, each, day) for each in uow.coop.classes()]


def _on(uow: UnitOfWork, share_class: ShareClass, day: date) -> ShareClass:
    fen = share_class.par.fen
    for split in uow.register.splits(share_class.code):
        if split.day > day:
            fen = fen * split.ratio.upper // split.ratio.lower
    return share_class if fen == share_class.par.fen else replace(share_class, par=Money(fen))
