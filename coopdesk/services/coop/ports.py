"""What the use cases need a book to keep of the co-op, as Protocols."""

from collections.abc import Sequence
from typing import Protocol

from coopdesk.domain.coop.share_class import ShareClass
from coopdesk.services.coop.values import CoopDetails, YearFigures


class CoopStore(Protocol):
    """The co-op's details and share classes; every save is a new fact, the newest counts."""

    def save(self, details: CoopDetails) -> None:
        """Append a version of the details."""

    def current(self) -> CoopDetails | None:
        """The newest version; None where nothing was saved yet."""

    def save_class(self, share_class: ShareClass) -> None:
        """Add a class after the others, or a new label or contribution for one whose code is known."""

    def classes(self) -> Sequence[ShareClass]:
        """The newest version of every class, in the order in which they were first saved."""


class YearStore(Protocol):
    """Typed figures by fiscal year; the newest record of a year counts."""

    def save(self, figures: YearFigures) -> None:
        """Append a version of a year's figures."""

    def get(self, year: int) -> YearFigures | None:
        """The newest version of a year's figures; None where none were entered."""

    def years(self) -> Sequence[int]:
        """Every year with figures, the oldest first."""
