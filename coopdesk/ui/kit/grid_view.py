"""The table of an entry grid, with the keys of a spreadsheet: typing opens a cell, the last Enter makes a row.

Tab leaves the grid behind its last cell, and Enter in an empty last row goes on to what stands after the grid.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QItemSelectionModel, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView

from coopdesk.ui.kit import theme
from coopdesk.ui.kit.grid_cells import CellEdit, GridDelegate
from coopdesk.ui.kit.grid_model import GridModel, Index
from coopdesk.ui.kit.keys import is_enter

_SHOWN_ROWS = 7
_ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class GridView(QTableView):
    """The cells. `pasted(text)` when text shall be put in from the cursor on, `stood(…)` when the cursor moves,
    `taken(hit)` when something found is taken for the cursor's cell."""

    pasted = Signal(str)
    stood = Signal()
    taken = Signal(object)

    def __init__(self, model: GridModel, name: str) -> None:
        super().__init__()
        self.grid_model = model
        self.setModel(model)
        self.setProperty("role", "grid")
        self.setAccessibleName(name)
        cells = GridDelegate(self, model)
        cells.went_on.connect(self._go_on)
        cells.swapped.connect(self._swap)
        cells.taken.connect(self.taken)
        self.is_done: Callable[[], bool] = lambda: True
        """Whether nothing more need be typed, so that Enter in an empty last row goes on to what stands after."""
        self.setItemDelegate(cells)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.AnyKeyPressed | triggers.EditKeyPressed | triggers.DoubleClicked)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionsClickable(False)
        self.verticalHeader().setHighlightSections(False)
        theme.changed().changed.connect(self.fit)
        self.put_cursor(0, 0)
        self.fit()

    @property
    def place(self) -> tuple[int, int]:
        """Row and column of the cursor."""
        here = self.currentIndex()
        return max(here.row(), 0), max(here.column(), 0)

    def put_cursor(self, row: int, column: int) -> None:
        """Choose one cell, and bring it into view."""
        index = self.grid_model.index(row, column)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(index)

    def chosen(self) -> tuple[range, range]:
        """Rows and columns of the chosen block; the cursor's cell where nothing is chosen."""
        span = self.selectionModel().selection()
        if not span.count():
            row, column = self.place
            return range(row, row + 1), range(column, column + 1)
        block = span.at(0)
        return range(block.top(), block.bottom() + 1), range(block.left(), block.right() + 1)

    def fit(self, needed: Sequence[int] = ()) -> None:
        """Give rows and columns the sizes of the type in force; no column is narrower than `needed` in pixels."""
        size = theme.current().text_size
        self.verticalHeader().setDefaultSectionSize(size.row)
        self.verticalHeader().setMinimumSectionSize(size.row)
        head = self.horizontalHeader()
        columns = self.grid_model.columns
        own = [size.scaled(column.width) for column in columns]
        wide = [max(width, head.sectionSizeHint(place)) for place, width in enumerate(own)]
        wide = [max(width, *needed[at : at + 1]) if needed else width for at, width in enumerate(wide)]
        growing = [at for at, column in enumerate(columns) if column.stretch and not column.hidden]
        room = self.viewport().width() - sum(
            wide[at] for at, column in enumerate(columns) if not column.hidden
        )
        for place in growing if room > 0 else ():
            wide[place] += room // len(growing)
        for place, width in enumerate(wide):
            self.setColumnHidden(place, columns[place].hidden)
            self.setColumnWidth(place, width)

    def sizeHint(self) -> QSize:
        row = theme.current().text_size.row
        return QSize(sum(map(self.columnWidth, range(len(self.grid_model.columns)))), row * (_SHOWN_ROWS + 1))

    def minimumSizeHint(self) -> QSize:
        return QSize(240, theme.current().text_size.row * 4)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.grid_model.read_only:
            event.ignore() if event.key() in _ENTERS else super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Space and self._swaps:
            self._swap("")
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.pasted.emit(QGuiApplication.clipboard().text())
        elif event.key() == Qt.Key.Key_Delete:
            rows, columns = self.chosen()
            self.grid_model.clear_cells([(row, column) for row in rows for column in columns])
        elif is_enter(event):
            if not self._enter():
                event.ignore()
        elif event.key() in _ENTERS:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab is a step between cells until it leaves the grid; Qt asks here before the view sees the key."""
        return self._step(1 if forward else -1) or super().focusNextPrevChild(forward)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """What is committed without having been composed (a full stop, a phrase) opens the cell too: Qt loses it."""
        was_open = isinstance(self.indexWidget(self.currentIndex()), CellEdit)
        super().inputMethodEvent(event)
        editor: object = self.indexWidget(self.currentIndex())
        if not was_open and event.commitString() and isinstance(editor, CellEdit):
            editor.begin_with(event.commitString())

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.stood.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def repeat_above(self) -> None:
        """Put what stands in the cell above into the cursor's cell, and go on."""
        row, column = self.place
        if row and not self.grid_model.read_only:
            self.grid_model.type(row, column, self.grid_model.rows[row - 1].typed[column])
            self._enter()

    @property
    def _swaps(self) -> str:
        return self.grid_model.columns[self.place[1]].swaps

    def _swap(self, typed: str) -> None:
        """Take what is typed to the column that the cursor's swaps with and go on; or what stands in the cell, and stay
        with it."""
        model, (row, column) = self.grid_model, self.place
        other = next(at for at, each in enumerate(model.columns) if each.key == self._swaps)
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        model.swap(row, column, other, typed.strip() or model.rows[row].typed[column])
        self.put_cursor(row, other)
        if typed.strip():
            self._enter()

    def _go_on(self, event: QKeyEvent) -> None:
        """After a cell was typed: where the key that ended it leads."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        if event.key() not in _ENTERS:
            self.focusNextPrevChild(event.key() != Qt.Key.Key_Backtab)
        elif not self._enter() and (holder := self.parentWidget()) is not None:
            # The line of the cell took the key; whoever holds the grid must still see it.
            again = QKeyEvent(QEvent.Type.KeyPress, event.key(), event.modifiers())
            QCoreApplication.sendEvent(holder, again)

    def _enter(self) -> bool:
        """Go to the next cell, or into a row made for it; False where nothing more is to be typed."""
        model, (row, column) = self.grid_model, self.place
        last = len(model.rows) - 1
        if (
            row == last
            and model.rows[row].empty
            and any(not each.empty for each in model.rows)
            and self.is_done()
        ):
            return False
        above = model.rows[row - 1].typed[column] if row else ""
        if above and model.columns[column].repeats and not model.rows[row].typed[column]:
            model.type(row, column, above)
        if not self._step(1, passing=True):
            if model.rows[row].empty:
                return False
            model.insert_row(last + 1)
            self.put_cursor(last + 1, 0)
        return True

    def _step(self, by: int, *, passing: bool = False) -> bool:
        """Move the cursor by so many cells in reading order, `passing` over those not asked for; False past either
        end."""
        model = self.grid_model
        shown = [at for at, column in enumerate(model.columns) if not column.hidden]
        row, column = self.place
        place = row * len(shown) + shown.index(column) + by
        while passing and place < len(shown) * len(model.rows):
            passes_over = model.columns[shown[place % len(shown)]].passes_over
            if passes_over is None or not passes_over(model.values_of(place // len(shown))):
                break
            place += by
        to_row, to_column = divmod(place, len(shown))
        if not 0 <= to_row < len(model.rows):
            return False
        self.put_cursor(to_row, shown[to_column])
        return True
