"""What a table of any size needs from a store: a count and pages of rows in sorted, filtered order.

A table over a million rows never holds them all. It asks for the rows at places `offset … offset + limit - 1` of the
order it has chosen; a store is free to answer from an anchor it remembers (the keys at the edge of the last page)
instead of counting its way there. Knows no SQL and no widget.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

Row_co = TypeVar("Row_co", covariant=True)


@dataclass(frozen=True)
class Order:
    """The column a table is sorted by; ties are broken by the store's own id, so the order is always total."""

    key: str = ""
    descending: bool = False


@dataclass(frozen=True)
class View:
    """What of a table is wanted and how it is sorted.

    `filters` maps the key of a column to what was typed above it, read as `filter_grammar` says. An empty text filters
    nothing.
    """

    order: Order = Order()
    filters: Mapping[str, str] = field(default_factory=dict)


class TableSource(Protocol[Row_co]):
    """Rows in pages. All calls are answered from one state of the book until `view` is called again."""

    def view(self, wanted: View) -> None:
        """Sort and filter all that follows; raises nothing for a filter that cannot match, it yields no rows."""

    def count(self) -> int:
        """How many rows the present view holds."""

    def page(self, offset: int, limit: int) -> Sequence[Row_co]:
        """The rows at places `offset … offset + limit - 1`, fewer at the end of the view."""

    def place_of(self, row_id: object) -> int | None:
        """Where the row with that id stands in the present view, None if it does not."""
