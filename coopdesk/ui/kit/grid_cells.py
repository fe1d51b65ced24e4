"""How a cell of an entry grid is painted and typed in: lines around it, a red ground where it is wrong.

While something is being typed, what the column finds hangs under the cell; Enter and Tab take the first of it.
"""

from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from coopdesk.i18n import _
from coopdesk.ui.kit import fonts, theme
from coopdesk.ui.kit.cells import PADDING
from coopdesk.ui.kit.grid_columns import GridColumn, Values
from coopdesk.ui.kit.grid_model import BELOW_ZERO_ROLE, BESIDE_ROLE, WRONG_ROLE, GridModel
from coopdesk.ui.kit.hit_list import Hit, HitList

Index = QModelIndex | QPersistentModelIndex
_SELECTED = QStyle.StateFlag.State_Selected
_FOCUSED = QStyle.StateFlag.State_HasFocus


class CellEdit(QLineEdit):
    """The line in which one cell is typed, in a row of those values; `taken(hit)` when something found is."""

    taken = Signal(object)

    def __init__(self, column: GridColumn, parent: QWidget, values: Values) -> None:
        super().__init__(parent)
        self.setProperty("kind", "cell")
        self.setAccessibleName(_(column.title))
        if column.kind.is_figure:
            self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._column, self._values = column, values
        self._hits: HitList | None = None
        self.textEdited.connect(self._edited)

    @property
    def swaps(self) -> bool:
        """Whether Space takes what is typed to another column."""
        return bool(self._column.swaps)

    @property
    def finding(self) -> bool:
        """Whether something found is offered just now."""
        return self._hits is not None and self._hits.isVisible()

    def take_found(self) -> None:
        """Take what the cursor of the list stands on, if something is offered."""
        if self._hits is not None and self._hits.isVisible():
            self._hits.take_current()

    def steer(self, event: QKeyEvent) -> bool:
        """Give a key to the list of what was found; whether it took it."""
        return self._hits is not None and self._hits.eventFilter(self, event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self._hits is not None:
            self._hits.hide()

    def begin_with(self, text: str) -> None:
        """Let this text stand in place of what was there, as if typed."""
        self.setText("")
        self.insert(text)
        self.setModified(True)
        self._edited(text)

    def _edited(self, typed: str) -> None:
        fonts.ensure_glyphs(typed)
        if not self._column.finds:
            return
        if self._hits is None:
            self._hits = HitList(self, self.accessibleName())
            self._hits.chosen.connect(self._take)
            # The delegate sees the keys first, and hands on what is for the list.
            self.removeEventFilter(self._hits)
            self.destroyed.connect(self._hits.deleteLater)
        hits = self._column.found(typed, self._values) if typed.strip() else ()
        nothing = _("没有找到“{typed}”").format(typed=typed.strip()) if typed.strip() and not hits else ""
        self._hits.show_hits(hits, nothing)

    def _take(self, hit: Hit[Any]) -> None:
        self.setText(hit.text)
        self.taken.emit(hit)


class GridDelegate(QStyledItemDelegate):
    """Paints cells, and opens a line for one. `went_on(key)` when Enter or Tab has ended it, `swapped(text)` when Space
    takes it to the other column, `taken(hit)` when something found is taken."""

    went_on = Signal(QKeyEvent)
    swapped = Signal(str)
    taken = Signal(object)

    def __init__(self, table: QTableView, model: GridModel) -> None:
        super().__init__(table)
        self._model = model
        theme.changed().changed.connect(self._dress)
        self._dress()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        box = option.rect
        if index.data(WRONG_ROLE):
            painter.fillRect(box, self._wrong_ground)
        elif option.state & _SELECTED:
            painter.fillRect(box, self._chosen)
        painter.setPen(self._line)
        painter.drawLine(box.left(), box.bottom(), box.right(), box.bottom())
        painter.drawLine(box.right(), box.top(), box.right(), box.bottom())
        if option.state & _FOCUSED:
            painter.setPen(self._accent)
            painter.drawRect(box.adjusted(0, 0, -2, -2))
            painter.drawRect(box.adjusted(1, 1, -3, -3))
        text, beside = str(index.data() or ""), str(index.data(BESIDE_ROLE) or "")
        if text or beside:
            inner = box.adjusted(PADDING, 0, -PADDING, -1)
            painter.setFont(option.font)
            red = index.data(WRONG_ROLE) or index.data(BELOW_ZERO_ROLE)
            painter.setPen(self._wrong if red else self._ink)
            shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, inner.width())
            side = index.data(Qt.ItemDataRole.TextAlignmentRole).value
            painter.drawText(inner, side | Qt.TextFlag.TextSingleLine.value, shown)
            self._paint_beside(painter, inner, shown, beside)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        values = self._model.values_of(index.row())
        editor = CellEdit(self._model.columns[index.column()], parent, values)
        editor.taken.connect(self.taken)
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, CellEdit) and not editor.isModified():
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole) or ""))

    def setModelData(self, editor: QWidget, model: Any, index: Index) -> None:
        if isinstance(editor, CellEdit):
            model.setData(index, editor.text())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            isinstance(watched, CellEdit)
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
        ):
            keys = Qt.Key
            if watched.finding and event.key() in (keys.Key_Up, keys.Key_Down, keys.Key_Escape):
                return watched.steer(event)
            if event.key() == keys.Key_Space and watched.swaps:
                text = watched.text()
                self.closeEditor.emit(watched, QStyledItemDelegate.EndEditHint.RevertModelCache)
                self.swapped.emit(text)
                return True
            if event.key() in (keys.Key_Return, keys.Key_Enter, keys.Key_Tab, keys.Key_Backtab):
                watched.take_found()
                self.commitData.emit(watched)
                self.closeEditor.emit(watched, QStyledItemDelegate.EndEditHint.NoHint)
                self.went_on.emit(event)
                return True
        return super().eventFilter(watched, event)

    def _paint_beside(self, painter: QPainter, box: QRect, text: str, beside: str) -> None:
        """What stands quietly at the right of a value; nothing of it where there is not room for all."""
        metrics = painter.fontMetrics()
        room = box.width() - metrics.horizontalAdvance(text) - PADDING
        if beside and metrics.horizontalAdvance(beside) <= room:
            painter.setPen(self._quiet)
            side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(box, side.value | Qt.TextFlag.TextSingleLine.value, beside)

    def _dress(self) -> None:
        look = theme.current()
        self._chosen, self._line = look.colour("accent_soft"), look.colour("hairline")
        self._accent, self._ink = look.colour("accent"), look.colour("ink")
        self._quiet = look.colour("secondary")
        self._wrong, self._wrong_ground = look.colour("error"), look.colour("error_soft")
