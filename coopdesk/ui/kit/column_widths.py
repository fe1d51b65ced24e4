"""How wide columns are: names may end in dots, a sum never, nor a word of the few that a column knows, nor what tells
rows apart.

Where a table is too narrow, names are shortened first, then columns that say what is said elsewhere too, then
titles; what is wider still scrolls.
Looks only at the rows in sight, so a table of a million rows costs no more than a screenful. Knows no page.
"""

from typing import TYPE_CHECKING

from PySide6.QtGui import QFontMetrics

from coopdesk.ui.kit import theme
from coopdesk.ui.kit.cells import PADDING
from coopdesk.ui.kit.columns import Kind
from coopdesk.ui.kit.table_model import TableModel

if TYPE_CHECKING:
    from coopdesk.ui.kit.table_view import TableView

_UNSEEN_ROWS = 40
_LEAST_OF_A_NAME = 0.8
_MOST_OF_WHOLE = 200
"""Pixels at the smallest type that a text which is not cut may take at most: some 20 digits."""


class ColumnWidths:
    """The widths of one table's columns."""

    def __init__(self, view: "TableView") -> None:
        self._view = view
        self._widest: dict[int, int] = {}
        self._given: dict[int, int] = {}
        self.arranging = False
        """Whether the table itself gives widths just now."""
        self.chosen: dict[str, int] = {}
        """Widths drawn by hand, by the key of their column."""
        self.given_way: set[int] = set()
        """Places of columns that are hidden only for want of room."""
        self._wanted: set[str] = set()

    def want(self, place: int) -> None:
        """Let a column stay, however narrow the table: somebody asked for it."""
        self._wanted.add(self._view.table_model.columns[place].key)
        self.given_way.discard(place)

    def fit(self) -> None:
        """Give every column the width that belongs to the type size in force and the rows in sight."""
        self._widest = widest_figures(self._view)
        for place in range(len(self._view.table_model.columns)):
            self._give(place)
        self._share()

    def widen(self, *, again: bool = False) -> None:
        """Let no figure in sight be cut; `again` forgets what other rows needed. Widths chosen by hand stay."""
        seen = widest_figures(self._view)
        self._widest = seen if again else {p: max(w, self._widest.get(p, 0)) for p, w in seen.items()}
        for place, width in list(self._given.items()):
            if self._view.columnWidth(place) == width != self._natural(place):
                self._give(place)
        self._share()

    def _natural(self, place: int) -> int:
        chosen = self.chosen.get(self._view.table_model.columns[place].key)
        if chosen is not None:
            return chosen
        size = theme.current().text_size
        own = size.scaled(self._view.table_model.columns[place].width)
        return max(own, self._view.head.title_width(place), self._widest.get(place, 0))

    def _least(self, place: int) -> int:
        """What a column can do with: only those that may grow may also fall below their own width."""
        column, own = self._view.table_model.columns[place], self._natural(place)
        if not column.stretch or column.key in self.chosen:
            return own
        needed = max(self._view.head.title_width(place), self._widest.get(place, 0))
        return max(round(own * _LEAST_OF_A_NAME), needed)

    def _give(self, place: int) -> None:
        self._given[place] = self._natural(place)
        self._set_width(place, self._given[place])

    def _set_width(self, place: int, width: int) -> None:
        before, self.arranging = self.arranging, True
        self._view.setColumnWidth(place, width)
        self.arranging = before

    def _share(self) -> None:
        """Share the room that there is among the columns that may grow, after the others have what they need."""
        self._hide_spare()
        columns = self._view.table_model.columns
        growing = [
            place
            for place, column in enumerate(columns)
            if column.stretch and column.key not in self.chosen and not self._view.isColumnHidden(place)
        ]
        own = {place: self._natural(place) for place in growing}
        for place, width in own.items():
            self._set_width(place, width)
        room = self._room()
        for place, width in own.items():
            share = width + room * width // sum(own.values())
            self._set_width(place, max(share, self._least(place)))
        if self._room() < 0:
            self._cut_titles()

    def _room(self) -> int:
        """What is left beside all columns; less than nothing where they are wider, once that is known."""
        room = self._view.viewport().width() - self._view.head.length()
        return room if self._view.isVisible() else max(room, 0)

    def _cut_titles(self) -> None:
        """Let columns be as narrow as their figures, as far as that is needed; their titles end in dots then."""
        spare = {}
        for place, column in enumerate(self._view.table_model.columns):
            if (
                (column.kind.is_figure or column.kind is Kind.DATE)
                and column.key not in self.chosen
                and not self._view.isColumnHidden(place)
            ):
                own = theme.current().text_size.scaled(column.width)
                spare[place] = self._natural(place) - max(own, self._widest.get(place, 0))
        missing, whole = -self._room(), sum(spare.values())
        if whole >= missing:
            for place, width in spare.items():
                self._set_width(place, self._natural(place) - -(-width * missing // whole))

    def _hide_spare(self) -> None:
        """Hide what is said elsewhere too while there is no room for it, the last first."""
        view, columns = self._view, self._view.table_model.columns
        if not view.isVisible():
            return
        shown = [p for p in range(len(columns)) if p in self.given_way or not view.isColumnHidden(p)]
        needed = sum(self._least(place) for place in shown)
        leaving: set[int] = set()
        for place in reversed(shown):
            if needed <= view.viewport().width():
                break
            if columns[place].yields and columns[place].key not in self._wanted:
                leaving.add(place)
                needed -= self._least(place)
        before, self.arranging = self.arranging, True
        for place in leaving ^ self.given_way:
            view.setColumnHidden(place, place in leaving)
        self.given_way, self.arranging = leaving, before


def widest_figures(view: "TableView") -> dict[int, int]:
    """Width in pixels that figures, dates, fixed words and whole texts in sight need, by place of their column."""
    model = view.table_model
    figures = [
        p
        for p, column in enumerate(model.columns)
        if column.kind.is_figure or column.kind is Kind.DATE or column.words is not None or column.whole
    ]
    rows = _in_sight(view, model.rowCount())
    aside = view.widths.given_way
    shown = (p for p in figures if p in aside or not view.isColumnHidden(p))
    widest = {place: _widest(view, model, place, rows) for place in shown}
    size = theme.current().text_size
    return {
        place: min(width, size.scaled(_MOST_OF_WHOLE)) if model.columns[place].whole else width
        for place, width in widest.items()
    }


def _in_sight(view: "TableView", count: int) -> range:
    top, bottom = view.rowAt(0), view.rowAt(max(view.viewport().height() - 1, 0))
    first = max(top, 0)
    last = bottom if bottom >= 0 else min(first + _UNSEEN_ROWS, count - 1)
    return range(first, min(last, count - 1) + 1)


def _widest(view: "TableView", model: TableModel[object], place: int, rows: range) -> int:
    cells = [cell for row in rows if (cell := model.painted(row, place)) is not None]
    if not cells:
        return 0
    metrics = QFontMetrics(cells[0].font or view.font())
    return max(metrics.horizontalAdvance(text) for text in {cell.text for cell in cells}) + 2 * PADDING + 2
