"""What a book keeps for schemes, as Protocols: sheets of measures by year, and the co-op's own templates."""

from collections.abc import Sequence
from typing import Any, Protocol

from coopdesk.domain.measures import MeasureSheet


class MeasureStore(Protocol):
    """Sheets by year, kind and name; the newest of each counts, and one without rows is none."""

    def save(self, sheet: MeasureSheet) -> None: ...
    def sheets(self, year: int) -> Sequence[MeasureSheet]:
        """In the order in which they were first entered."""


class TemplateStore(Protocol):
    """The co-op's own templates, (id, title, description, scheme document), newest version of each."""

    def save(self, template: str, title: str, description: str, document: dict[str, Any]) -> None: ...
    def withdraw(self, template: str) -> None: ...
    def all(self) -> Sequence[tuple[str, str, str, dict[str, Any]]]:
        """Those not withdrawn, in the order in which they were first kept."""
