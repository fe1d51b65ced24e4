"""Tables over rows that are all in memory, and what such a table shares with one that reads pages.

A model turns rows and columns into cells; it knows no book and no widget. Colours come from the look in force.
"""

from collections.abc import Callable, Sequence
from enum import Enum
from itertools import islice
from typing import Any, Generic, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QFont

from coopdesk.i18n import _
from coopdesk.ui.kit import fonts, theme
from coopdesk.ui.kit.columns import DASH, Column, Kind, Row, as_whole
from coopdesk.ui.kit.filtering import filtered

Index = QModelIndex | QPersistentModelIndex
ROW_ROLE = Qt.ItemDataRole.UserRole
_NO_PARENT = QModelIndex()
_KEPT_CELLS = 20_000
_NOT_YET = "…"
"""Stands in a cell whose row is still being read."""
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class Ink(Enum):
    """The colours a cell's text may have."""

    PLAIN = "ink"
    QUIET = "secondary"
    NEGATIVE = "error"


class Cell(NamedTuple):
    """A cell ready to be painted."""

    text: str
    ink: QColor | None
    font: QFont | None
    alignment: int


class TableModel(QAbstractTableModel, Generic[Row]):
    """Rows and columns as cells; a subclass says how many rows there are, which, and how they are sorted.

    A model that reads may not have all rows yet: `rows_came` tells that some have come, `reading_changed` whether what
    shows is still that of the order or filter before.
    """

    rows_came = Signal()
    reading_changed = Signal()
    is_known = True
    """Whether it is known how many rows there are."""
    is_reading = False
    """Whether another order or filter is being read; until it is there, the rows before stay, in quiet ink."""

    def __init__(self, columns: Sequence[Column[Row]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.sort_key = ""
        self.descending = False
        self.filters: dict[str, str] = {}
        self.revealed = False
        self.chosen_row: Row | None = None
        """The row the view's cursor is on, which is looked for again whenever the order changes; the view sets it."""
        self._bold = QFont()
        self._painted: dict[tuple[int, int], Cell] = {}
        for signal in (self.modelReset, self.dataChanged, self.reading_changed, theme.changed().changed):
            signal.connect(self._forget)

    def painted(self, place: int, column: int) -> Cell | None:
        """The cell as it is painted, kept until something changes: scrolling asks for each cell many times."""
        kept = self._painted.get((place, column))
        if kept is not None:
            return kept
        row = self.row_at(place)
        if row is None:
            return self._placeholder(self.columns[column])
        if len(self._painted) > _KEPT_CELLS:
            self._painted.clear()
        roles, data = Qt.ItemDataRole, self.columns[column]
        text, ink, font = (
            self._cell(data, row, r) for r in (roles.DisplayRole, roles.ForegroundRole, roles.FontRole)
        )
        if self.is_reading:
            ink = theme.current().colour(Ink.QUIET.value)
        cell = Cell(str(text), ink, font, _alignment(data).value)
        self._painted[place, column] = cell
        return cell

    def row_at(self, place: int) -> Row | None:
        """The row at that place of the present order, None while it cannot be had."""
        raise NotImplementedError

    def place_of(self, row: Row) -> int | None:
        """Where the row with the same key stands now, None if it is not shown, or not known without reading."""
        raise NotImplementedError

    def find(self, row: Row, then: Callable[[int | None], object]) -> None:
        """Give `then` the place of the row with the same key, None if it is not shown; later where it must be read."""
        then(self.place_of(row))

    def gather(self, spans: Sequence[range], most: int, then: Callable[[list[Row]], object]) -> None:
        """Give `then` the first `most` rows at these places, in their order; later where they must be read."""
        rows = (self.row_at(place) for span in spans for place in span)
        then([row for row in islice(rows, most) if row is not None])

    def resort(self) -> None:
        """Bring rows into the order and filter now wanted."""
        raise NotImplementedError

    def column_of(self, key: str) -> int:
        """Place of the column with that key; raises StopIteration for a key that is not a column's."""
        return next(place for place, column in enumerate(self.columns) if column.key == key)

    def set_filter(self, key: str, typed: str) -> None:
        """Show only rows whose cell in that column fits what was typed."""
        if self.filters.get(key, "") != typed:
            self.filters[key] = typed
            self.resort()

    def clear_filters(self) -> None:
        """Show every row again."""
        if any(self.filters.values()):
            self.filters.clear()
            self.resort()

    def reveal(self, shown: bool) -> None:
        """Show masked numbers whole, or hide them again."""
        self.revealed = shown
        if self.rowCount() and self.columns:
            last = self.index(self.rowCount() - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last, [Qt.ItemDataRole.DisplayRole])

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if 0 <= column < len(self.columns):
            self.sort_key = self.columns[column].key
            self.descending = order == Qt.SortOrder.DescendingOrder
            self.resort()
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)

    def columnCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._titled(column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        column = self.columns[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        row = self.row_at(index.row())
        if row is None:
            return self._not_yet(column, role)
        return row if role == ROW_ROLE else self._cell(column, row, role)

    def _placeholder(self, column: Column[Row]) -> Cell:
        """The cell of a row that is still being read; it is not kept."""
        return Cell(_NOT_YET, theme.current().colour(Ink.QUIET.value), None, _alignment(column).value)

    def _not_yet(self, column: Column[Row], role: int) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return _NOT_YET
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return " ".join((_(column.title), _("正在读取")))
        return theme.current().colour(Ink.QUIET.value) if role == Qt.ItemDataRole.ForegroundRole else None

    def _forget(self, *_what: object) -> None:
        self._painted.clear()

    def _cell(self, column: Column[Row], row: Row, role: int) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return self._shown(column, row)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{_(column.title)} {self._shown(column, row)}"
        if role == Qt.ItemDataRole.ForegroundRole:
            return theme.current().colour(ink_of(column, column.value_of(row)).value)
        if role == Qt.ItemDataRole.FontRole and column.bold:
            return self._bold_font()
        return None

    def _shown(self, column: Column[Row], row: Row) -> str:
        value = column.value_of(row)
        if self.revealed and column.kind is Kind.MASKED and value:
            return str(value)
        text = column.shown(value)
        fonts.ensure_glyphs(text)
        return text

    def _titled(self, column: Column[Row]) -> str:
        arrow = "" if column.key != self.sort_key else (" ↓" if self.descending else " ↑")
        return f"{_(column.title)}{arrow}"

    def _bold_font(self) -> QFont:
        pixels = theme.current().text_size.body
        if self._bold.pixelSize() != pixels or not self._bold.bold():
            self._bold = fonts.application_font(pixels)
            self._bold.setBold(True)
        return self._bold


class SequenceModel(TableModel[Row]):
    """A table over rows in memory; `identity` names a row across reloads (its attribute), so a selection can stay."""

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        rows: Sequence[Row] = (),
        identity: str = "",
        parent: QObject | None = None,
    ) -> None:
        super().__init__(columns, parent)
        self._all = list(rows)
        self._rows = list(rows)
        self._identity = identity

    @property
    def rows(self) -> list[Row]:
        """The rows shown, in their order."""
        return list(self._rows)

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show other rows, in the order and through the filters chosen before."""
        self._all = list(rows)
        self.resort()

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def row_at(self, place: int) -> Row | None:
        return self._rows[place] if 0 <= place < len(self._rows) else None

    def place_of(self, row: Row) -> int | None:
        wanted = self._name(row)
        return next((place for place, other in enumerate(self._rows) if self._name(other) == wanted), None)

    def resort(self) -> None:
        self.beginResetModel()
        self._rows = filtered(self.columns, self._all, self.filters)
        if self.sort_key:
            column = self.columns[self.column_of(self.sort_key)]
            self._rows.sort(key=column.sorted_by, reverse=self.descending)
        self.endResetModel()

    def _name(self, row: Row) -> object:
        return getattr(row, self._identity) if self._identity else row


def ink_of(column: Column[Row], value: object) -> Ink:
    """Red for a negative figure, quiet for the dash of nothing or zero."""
    if not column.kind.is_figure:
        return Ink.QUIET if value is None else Ink.PLAIN
    if value is None:
        return Ink.QUIET
    if as_whole(value) < 0:
        return Ink.NEGATIVE
    return Ink.QUIET if column.shown(value) == DASH else Ink.PLAIN


def _alignment(column: Column[Row]) -> Qt.AlignmentFlag:
    return _RIGHT if column.kind.is_figure else _LEFT
