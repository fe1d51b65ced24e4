"""What a page may ask of the co-op itself: its details, its classes of shares, its fiscal years."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from coopdesk.domain.coop.share_class import ShareClass
from coopdesk.services.area_desk import AreaDesk
from coopdesk.services.coop.values import CoopDetails, YearFigures

if TYPE_CHECKING:
    # The engine and the handlers are loaded by the first act that needs them, not by a start that only shows a book.
    pass


class CoopDesk(AreaDesk):
    """The co-op of an open book."""

    def details(self) -> CoopDetails | None:
        """The co-op's details as last saved; None in a book that has none yet."""
        with self._reading() as uow:
            return uow.coop.current()

    def share_classes(self) -> Sequence[ShareClass]:
        """All classes of shares in the order in which they were defined."""
        with self._reading() as uow:
            return uow.coop.classes()

    def years(self) -> Sequence[int]:
        """Fiscal years to choose from, newest first: from the founding to today, and any with figures."""
        with self._reading() as uow:
            coop = uow.coop.current()
            recorded = uow.years.years()
        first = coop.founded.year if coop else self.today.year
        return sorted({*range(first, self.today.year + 1), *recorded}, reverse=True)

    def year_figures(self, year: int) -> YearFigures | None:
        """The figures entered for a fiscal year, in their newest version; None where none were."""
        with self._reading() as uow:
            return uow.years.get(year)

    def usual_record_date(self, year: int) -> date:
        """The charter's 股权登记日 in a year; 29 February falls back to the 28th."""
        coop = self.details()
        month, day = (coop.record_month, coop.record_day) if coop else (12, 31)
        while True:
            try:
                return date(year, month, day)
            except ValueError:
                day -= 1
