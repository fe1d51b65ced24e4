"""What the use cases need a book to keep of the co-op, as Protocols."""

from collections.abc import Sequence
from typing import Protocol

from coopdesk.domain.coop.share_class import ShareClass
from coopdesk.services.coop.values import CoopDetails, YearFigures


class CoopStore(Protocol):
    """The co-op's details and share classes; every save is a new fact, the newest counts."""

    def save(self, details: CoopDetails) -> None: ...
    def current(self) -> CoopDetails | None: ...
    def save_class(self, share_class: ShareClass) -> None: ...
    def classes(self) -> Sequence[ShareClass]: ...


class YearStore(Protocol):
    """Typed figures by fiscal year; the newest record of a year counts."""

    def save(self, figures: YearFigures) -> None: ...
    def get(self, year: int) -> YearFigures | None: ...
    def years(self) -> Sequence[int]: ...
