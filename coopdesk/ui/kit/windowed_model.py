"""A table over a store of any size: rows come in pages when they are looked at, and old pages are forgotten.

Holds at most `KEPT_PAGES` pages, so a million rows cost no more memory than a screenful. Knows the source only by its
protocol.
"""

from collections import OrderedDict
from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QObject

from coopdesk.services.table_source import Order, TableSource, View
from coopdesk.ui.kit.columns import Column, Row
from coopdesk.ui.kit.table_model import Index, TableModel

PAGE_ROWS = 200
KEPT_PAGES = 24
_NO_PARENT = QModelIndex()


class WindowedModel(TableModel[Row]):
    """A table over a `TableSource`; `identity` is the attribute of a row by which the source finds it again."""

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        source: TableSource[Row],
        identity: str = "id",
        parent: QObject | None = None,
    ) -> None:
        super().__init__(columns, parent)
        self._source = source
        self._identity = identity
        self._pages: OrderedDict[int, Sequence[Row]] = OrderedDict()
        self._count = 0
        self.resort()

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else self._count

    def row_at(self, place: int) -> Row | None:
        number, within = divmod(place, PAGE_ROWS)
        page = self._page(number)
        return page[within] if 0 <= within < len(page) else None

    def place_of(self, row: Row) -> int | None:
        return self._source.place_of(getattr(row, self._identity))

    def resort(self) -> None:
        """Ask the source again, as after a change of the book, the order or a filter."""
        self.beginResetModel()
        self._pages.clear()
        typed = {key: text.strip() for key, text in self.filters.items() if text.strip()}
        self._source.view(View(Order(self.sort_key, self.descending), typed))
        self._count = self._source.count()
        self.endResetModel()

    def _page(self, number: int) -> Sequence[Row]:
        if number in self._pages:
            self._pages.move_to_end(number)
            return self._pages[number]
        page = self._source.page(number * PAGE_ROWS, PAGE_ROWS)
        self._pages[number] = page
        if len(self._pages) > KEPT_PAGES:
            self._pages.popitem(last=False)
        return page
