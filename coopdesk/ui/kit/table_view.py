"""A table as the accountant knows it from Excel: sort, filter row, choice of columns, copy, totals of the selection.

Shows any `TableModel`; what the rows are, and what a double click means, is the page's. Without rows it says what
belongs here and offers the first step.
"""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QAbstractScrollArea, QTableView, QWidget
from shiboken6 import isValid

from coopdesk.i18n import _, mark, ngettext
from coopdesk.ui.kit import exporting, room, theme
from coopdesk.ui.kit.cells import CellDelegate
from coopdesk.ui.kit.column_widths import ColumnWidths
from coopdesk.ui.kit.columns import Kind, total_text
from coopdesk.ui.kit.copying import clipboard_data, clipboard_forms
from coopdesk.ui.kit.reading_lane import ReadingLane
from coopdesk.ui.kit.table_header import FilterHeader
from coopdesk.ui.kit.table_model import Index, TableModel

# Past this many rows the status bar counts and no longer adds: fetching them all would hold the window.
_SUMMED_ROWS = 20_000
_EXPORTED_ROWS = 1_048_575
"""As many as a sheet of Excel has below its headings."""
_COPIED_ROWS = 100_000
_COPIED_AT_ONCE = 1_000
_ROWS = 8
"""So many rows a table asks for, under its head."""


class TableView(QTableView):
    """The bare table; `DataTable` puts tool row and empty state around it."""

    picked = Signal(object)
    opened = Signal(object)
    summary_changed = Signal(str)

    def __init__(self, model: TableModel[Any], name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table_model = model
        self.head = FilterHeader(self, model.columns)
        self._current: Any = None
        self._column = 0
        self._unread = False
        self._copying = ReadingLane()
        self._sums: tuple[list[range], list[str]] = ([], [])
        self.widths = ColumnWidths(self)
        self.setHorizontalHeader(self.head)
        self.setModel(model)
        self.setItemDelegate(CellDelegate(self))
        self.setAccessibleName(name)
        self._look()
        self.head.sectionClicked.connect(self._sort_clicked)
        self.head.typed.connect(model.set_filter)
        self.head.left.connect(self.stop_filtering)
        model.modelAboutToBeReset.connect(self._about_to_reset)
        model.modelReset.connect(self._was_reset)
        model.rows_came.connect(self._rows_came)
        model.reading_changed.connect(self.viewport().update)
        self.doubleClicked.connect(lambda index: self._open(index))
        self.verticalScrollBar().valueChanged.connect(lambda _value: self.widths.widen())
        self.horizontalScrollBar().valueChanged.connect(lambda _value: self.viewport().update())
        for look in (theme.changed(), room.changed()):
            look.changed.connect(self.fit)
        self.fit()

    def current_row(self) -> Any:
        """The row under the cursor, None without one and while it is being read."""
        index = self.currentIndex()
        return self.table_model.row_at(index.row()) if index.isValid() else None

    def current_key(self) -> str:
        """Key of the column under the cursor, empty without one."""
        index = self.currentIndex()
        return self.table_model.columns[index.column()].key if index.isValid() else ""

    def pick(self, row: Any) -> bool:
        """Put the cursor on that row and bring it into view; False if it is not shown now, as far as that is known."""
        place = self.table_model.place_of(row)
        if place is None:
            return False
        column = self.currentIndex().column() if self.currentIndex().isValid() else self._column
        self.put_cursor(place, column)
        if self.isVisible():
            self.scrollTo(self.currentIndex())
        return True

    def put_cursor(self, place: int, column: int = 0) -> None:
        """Choose the row at that place and no other, whatever keys are held down just then."""
        chosen = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(self.table_model.index(place, column), chosen)

    def selected_places(self) -> list[range]:
        """The selected rows as ranges of places."""
        chosen = self.selectionModel().selection()
        spans = {(chosen.at(i).top(), chosen.at(i).bottom()) for i in range(chosen.count())}
        return [range(top, bottom + 1) for top, bottom in sorted(spans)]

    def selected_rows(self) -> list[Any]:
        """The selected rows in their order, of a table whose rows are all in memory."""
        places = (place for span in self.selected_places() for place in span)
        rows = (self.table_model.row_at(place) for place in places)
        return [row for row in rows if row is not None]

    def copy(self, with_titles: bool = True) -> None:
        """Put the selected rows on the clipboard as cells of Excel, and say so in the status bar once they are there.

        Masked numbers go out whole only while they are shown whole.
        """
        columns, revealed = self._shown_columns(), self.table_model.revealed

        def copied(count: int, forms: tuple[str, str]) -> None:
            if not isValid(self):
                return  # the page went while the rows were being written out
            QGuiApplication.clipboard().setMimeData(clipboard_data(*forms))
            masked = [_(column.title) for column in columns if column.kind is Kind.MASKED]
            self.summary_changed.emit(_copied_text(count, masked, revealed))

        def gathered(rows: list[Any]) -> None:
            def written() -> tuple[str, str]:
                return clipboard_forms(columns, rows, titled=with_titles, revealed=revealed)

            if len(rows) <= _COPIED_AT_ONCE:
                self._copying.drop("copy")
                copied(len(rows), written())
                return
            # A hundred thousand rows take seconds to write out: not in the thread in which the window answers.
            self._copying.ask("copy", written, lambda forms: copied(len(rows), forms), lambda _never: None)

        self.table_model.gather(self.selected_places(), _COPIED_ROWS, gathered)

    def export(self) -> None:
        """Write what the table shows, as it is sorted and filtered, to a file that is asked for."""
        writer = exporting.writer()
        if writer is None:
            return
        from coopdesk.ui.kit import dialogs

        book, text = _("Excel 工作簿"), _("CSV 表格")
        kinds = f"{book} (*.xlsx);;{text} (*.csv)"
        target = dialogs.save_file(self, _("导出到"), kinds, f"{self.accessibleName()}.xlsx")
        if target is None:
            return
        columns, revealed = self._shown_columns(), self.table_model.revealed

        def gathered(rows: list[Any]) -> None:
            writer(lambda: exporting.file_rows(columns, rows, revealed=revealed), target)

        self.table_model.gather([range(self.table_model.rowCount())], _EXPORTED_ROWS, gathered)

    def sort_by_current(self, descending: bool) -> None:
        """Sort by the column under the cursor."""
        place = max(self.currentIndex().column(), 0)
        self._sort(place, descending)

    def start_filtering(self) -> None:
        """Show the filter row and put the cursor in it."""
        self.head.show_filters()
        self._heads_moved()

    def stop_filtering(self) -> None:
        """Take the filter row away and show every row again."""
        self.head.hide_filters()
        self._heads_moved()
        self.table_model.clear_filters()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def fit(self) -> None:
        """Give rows and columns the sizes that belong to the type size in force."""
        self.verticalHeader().setMinimumSectionSize(room.row())
        self.verticalHeader().setDefaultSectionSize(room.row())
        self.widths.fit()
        self._heads_moved()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """A window that comes back, as from a dialog, chooses nothing: Qt would put the cursor on the first row where
        none has it, and who was just worked on and has left the table would be taken for the first one in it."""
        returns = event.reason() in (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)
        if returns and not self.currentIndex().isValid():
            QAbstractScrollArea.focusInEvent(self, event)
            self.viewport().update()
        else:
            super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.modifiers() == Qt.KeyboardModifier.AltModifier and event.key() in (
            Qt.Key.Key_Up,
            Qt.Key.Key_Down,
        ):
            self.sort_by_current(event.key() == Qt.Key.Key_Down)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)
            if self.currentIndex().isValid():
                self.scrollTo(self.currentIndex())  # moved by keys, the cursor stays in sight

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        self.summary_changed.emit(self.summary())

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self._pick_current()

    def summary(self) -> str:
        """`选中 3 行 · 实发合计 170,000.00`, empty when nothing is selected; sums of rows to be read are told later."""
        spans = self.selected_places()
        count = sum(len(span) for span in spans)
        if not count:
            return ""
        parts = [ngettext("选中 {n} 行", "选中 {n} 行", count).format(n=f"{count:,}")]
        totals = [column for column in self.table_model.columns if column.total]
        if not totals or count > _SUMMED_ROWS:
            return parts[0]
        if self._sums[0] == spans:
            return " · ".join([*parts, *self._sums[1]])
        asking, sums = True, list[str]()

        def gathered(rows: list[Any]) -> None:
            sums.extend(total_text(column, rows) for column in totals)
            if not asking and spans == self.selected_places():
                self._sums = (spans, sums)
                self.summary_changed.emit(self.summary())

        self.table_model.gather(spans, _SUMMED_ROWS, gathered)
        asking = False
        return " · ".join([*parts, *sums])

    def sizeHint(self) -> QSize:
        return QSize(480, room.row() * (1 + _ROWS))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.widths.widen()
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.widths.widen()
        here = self.visualRect(self.currentIndex()) if self.currentIndex().isValid() else QRect()
        if 0 <= here.top() < here.bottom() < event.oldSize().height():
            self.scrollTo(self.currentIndex())  # what an explanation below takes is not taken from its row

    def _look(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setAutoScroll(False)
        self.verticalHeader().hide()
        for place, column in enumerate(self.table_model.columns):
            self.setColumnHidden(place, column.hidden)

    def _heads_moved(self) -> None:
        self.updateGeometries()
        self.head.updateGeometries()

    def _sort_clicked(self, place: int) -> None:
        column = self.table_model.columns[place]
        again = column.key == self.table_model.sort_key
        self._sort(place, again and not self.table_model.descending)

    def _sort(self, place: int, descending: bool) -> None:
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        self.table_model.sort(place, order)

    def _open(self, index: QModelIndex) -> None:
        row = self.table_model.row_at(index.row())
        if row is not None:
            self.opened.emit(row)

    def _pick_current(self) -> None:
        """Tell which row the cursor is on now; one that is being read is told when it is there."""
        row = self.table_model.chosen_row = self.current_row()
        self._unread = row is None and self.currentIndex().isValid()
        if not self._unread:
            self.picked.emit(row)

    def _rows_came(self) -> None:
        self.widths.widen()
        if self._unread and self.current_row() is not None:
            self._pick_current()

    def _about_to_reset(self) -> None:
        row = self.current_row()
        self._current = self.table_model.chosen_row if row is None else row
        self._sums = ([], [])
        self._column = max(self.currentIndex().column(), 0)
        # A reset that shrinks a long model while it is scrolled down makes Qt walk every row that is gone.
        self.verticalScrollBar().setValue(0)

    def _was_reset(self) -> None:
        self.widths.widen(again=True)
        if self._current is None:
            self._put_back(None)
        else:
            self.table_model.find(self._current, self._put_back)

    def _put_back(self, place: int | None) -> None:
        """Put the cursor back on its row after the order changed; nowhere if it is not shown any more."""
        if place is None:
            self._unread, self.table_model.chosen_row = False, None
            self.summary_changed.emit("")
            self.picked.emit(None)
            return
        self.put_cursor(place, self._column)
        if self.isVisible():
            self.scrollTo(self.currentIndex())

    def _shown_columns(self) -> list[Any]:
        order = sorted(range(len(self.table_model.columns)), key=self.head.visualIndex)
        return [self.table_model.columns[place] for place in order if not self.isColumnHidden(place)]


def _copied_text(count: int, masked: Sequence[str], revealed: bool) -> str:
    """What is said after copying: how much, and whether numbers of persons went out whole."""
    said = ngettext("已复制 {n} 行", "已复制 {n} 行", count).format(n=f"{count:,}")
    if not masked:
        return said
    names = mark("、").join(masked)
    if revealed:
        return _("{said}，含完整的{names}，请妥善保管").format(said=said, names=names)
    return _("{said}，{names}已隐去；按住“按住查看”再复制，得到完整号码").format(said=said, names=names)
