"""A table over a store of any size: rows come in pages when they are looked at, and old pages are forgotten.

Holds at most `KEPT_PAGES` pages, so a million rows cost no more memory than a screenful. Reads in a lane of its own:
rows that are not there yet show as placeholders, and another order or filter takes the place of the one before as a
whole. Knows the source only by its protocol, and asks it from one thread at a time.
"""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic

from PySide6.QtCore import QModelIndex, QObject, Qt, Signal

from coopdesk.services.table_source import Order, TableSource, View
from coopdesk.ui.kit.columns import Column, Row
from coopdesk.ui.kit.jobs import Failure
from coopdesk.ui.kit.reading_lane import ReadingLane
from coopdesk.ui.kit.table_model import Index, TableModel

PAGE_ROWS = 200
KEPT_PAGES = 24
_NO_PARENT = QModelIndex()
_WISHES = 4
"""So many pages are waited for at a time; those scrolled past before they were read are not read at all."""

_SCREEN_READER = 0.5
"""Seconds that somebody who listens is kept waiting for a row, rather than being told that it is not there yet."""


@dataclass(frozen=True)
class _Shown(Generic[Row]):
    """What is read for another order or filter: all that the first look at it needs."""

    count: int
    pages: dict[int, Sequence[Row]]
    places: dict[object, int | None]


class WindowedModel(TableModel[Row]):
    """A table over a `TableSource`; `identity` is the attribute of a row by which the source finds it again.

    `failed` comes with what the book or the machine refused to give, where nobody waits for it any more. `close` it
    before what it reads is closed.
    """

    failed = Signal(object)

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        source: TableSource[Row],
        identity: str = "id",
        parent: QObject | None = None,
    ) -> None:
        super().__init__(columns, parent)
        self.is_known = False
        self.lane = ReadingLane()
        """Reads for this table, and for nothing else."""
        self._source = source
        self._identity = identity
        self._pages: OrderedDict[int, Sequence[Row]] = OrderedDict()
        self._places: dict[object, int | None] = {}
        self._wished: dict[int, int] = {}
        self._sought: tuple[object, Callable[[int | None], object]] | None = None
        self._count = 0
        self._resorting = False
        self.resort()

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else self._count

    def row_at(self, place: int) -> Row | None:
        return self._row(place)

    def place_of(self, row: Row) -> int | None:
        """Where the row stands, as far as that is known without reading."""
        wanted = self._key(row)
        if wanted in self._places:
            return self._places[wanted]
        for number, page in self._pages.items():
            for within, other in enumerate(page):
                if self._key(other) == wanted:
                    return number * PAGE_ROWS + within
        return None

    def find(self, row: Row, then: Callable[[int | None], object]) -> None:
        """As every model does; but not while another row is looked for by its key, to which the cursor is to go."""
        if self._sought is None:
            self.find_key(self._key(row), then)

    def find_key(self, key: object, then: Callable[[int | None], object]) -> None:
        """Give `then` the place of the row with that key in the order now wanted, None if it is not shown."""
        if key in self._places and not self.is_reading:
            then(self._places[key])
            return
        self._sought = (key, then)

        def found(place: int | None) -> None:
            self._sought = None
            then(place)

        def refused(failure: Failure) -> None:
            self._sought = None
            self.failed.emit(failure)

        self.lane.ask("find", lambda: self._source.place_of(key), found, refused)

    def gather(self, spans: Sequence[range], most: int, then: Callable[[list[Row]], object]) -> None:
        """As every model does; but for nothing while another order is being read, whose places are others."""
        self.lane.drop("gather")
        if self.is_reading:
            return
        wanted = _first(spans, most)
        if sum(map(len, wanted)) <= PAGE_ROWS * KEPT_PAGES:
            kept = [self._kept(place) for span in wanted for place in span]
            rows = [row for row in kept if row is not None]
            if len(rows) == len(kept):
                then(rows)
                return
        self.lane.ask("gather", lambda: self._read(wanted), then, self.failed.emit)

    def resort(self) -> None:
        """Ask the source again, as after a change of the book, the order or a filter.

        Raises what the source raises where it answers at once; later that comes as `failed`.
        """
        typed = {key: text.strip() for key, text in self.filters.items() if text.strip()}
        wanted = View(Order(self.sort_key, self.descending), typed)
        sought = None if self.chosen_row is None else self._key(self.chosen_row)
        for slot in range(_WISHES):
            self.lane.drop(("page", slot))
        self.lane.drop("gather")
        self._wished.clear()
        self.is_reading, before = True, self.is_reading
        self._resorting = True
        try:
            self.lane.ask("view", lambda: self._look(wanted, sought), self._show, self._refused)
        finally:
            self._resorting = False
        if self._sought is not None:  # its place is to be that of the newest order
            self.find_key(*self._sought)
        if self.is_reading and not before:
            self.reading_changed.emit()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.AccessibleTextRole and index.isValid():
            self._row(index.row(), _SCREEN_READER)
        return super().data(index, role)

    def settle(self) -> bool:
        """Wait here until all that was asked for is there; False if that takes too long."""
        return self.lane.settle()

    def close(self, last: Callable[[], object] = lambda: None) -> None:
        """Read no more; then do `last`, as closing the source."""
        self.lane.close(last)

    def _look(self, wanted: View, sought: object) -> "_Shown[Row]":
        """In the lane: the first page of another order, the place of the row the cursor is on, and its page."""
        self._source.view(wanted)
        count = self._source.count()
        place = None if sought is None or not count else self._source.place_of(sought)
        numbers = {0, (place or 0) // PAGE_ROWS} if count else ()
        pages = {number: self._source.page(number * PAGE_ROWS, PAGE_ROWS) for number in sorted(numbers)}
        return _Shown(count, pages, {} if sought is None else {sought: place})

    def _show(self, found: "_Shown[Row]") -> None:
        self.beginResetModel()
        self._count, self.is_known = found.count, True
        self._pages, self._places = OrderedDict(found.pages), found.places
        self.is_reading = False
        self.endResetModel()
        self.reading_changed.emit()

    def _refused(self, failure: Failure) -> None:
        self.is_reading = False
        self.reading_changed.emit()
        if self._resorting:
            raise failure
        self.failed.emit(failure)

    def _row(self, place: int, patience: float | None = None) -> Row | None:
        number, within = divmod(place, PAGE_ROWS)
        if number in self._pages:
            self._pages.move_to_end(number)
        elif not self.is_reading and 0 <= place < self._count:
            self._wish(number, patience)
        return self._kept(number * PAGE_ROWS + within)

    def _kept(self, place: int) -> Row | None:
        number, within = divmod(place, PAGE_ROWS)
        page = self._pages.get(number, ())
        return page[within] if 0 <= within < len(page) else None

    def _wish(self, number: int, patience: float | None) -> None:
        """Ask for a page, before all that waits: it is in sight now."""
        slot = number % _WISHES
        if self._wished.get(slot) == number and patience is None:
            return
        self._wished[slot] = number
        asking = True

        def came(page: Sequence[Row]) -> None:
            self._keep(number, page)
            if not asking:
                last = min((number + 1) * PAGE_ROWS, self._count) - 1
                self.dataChanged.emit(
                    self.index(number * PAGE_ROWS, 0), self.index(last, len(self.columns) - 1)
                )
                self.rows_came.emit()

        def refused(failure: Failure) -> None:
            self._keep(number, ())
            self.failed.emit(failure)

        self.lane.ask(
            ("page", slot),
            lambda: self._source.page(number * PAGE_ROWS, PAGE_ROWS),
            came,
            refused,
            first=True,
            patience=patience,
        )
        asking = False

    def _keep(self, number: int, page: Sequence[Row]) -> None:
        self._wished.pop(number % _WISHES, None)
        self._pages[number] = page
        if len(self._pages) > KEPT_PAGES:
            self._pages.popitem(last=False)

    def _read(self, spans: Sequence[range]) -> list[Row]:
        """In the lane: the rows at these places."""
        rows: list[Row] = []
        for span in spans:
            for offset in range(span.start, span.stop, PAGE_ROWS):
                rows += self._source.page(offset, min(PAGE_ROWS, span.stop - offset))
        return rows

    def _key(self, row: Row) -> object:
        return getattr(row, self._identity)


def _first(spans: Sequence[range], most: int) -> list[range]:
    """The first so many places of the spans."""
    taken: list[range] = []
    for span in spans:
        span = span[: most - sum(map(len, taken))]
        if span:
            taken.append(span)
    return taken
