"""How a cell of a table is painted: hairline under the row, padding, text cut with an ellipsis, no grid.

A figure of which only a part is in sight is left out: half a sum could be taken for another.
Painted here and not by the style sheet, because a sheet would take the red of a negative figure from a selected row;
and straight from the model's kept cells, because a screen of a table has hundreds and scrolling must not stutter.
"""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QHelpEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
)

from coopdesk.ui.kit import room, theme
from coopdesk.ui.kit.eliding import elided
from coopdesk.ui.kit.table_model import Cell, TableModel

PADDING = 10
_RIGHT = Qt.AlignmentFlag.AlignRight.value
_KEPT_TEXTS = 5_000
_SINGLE_LINE = Qt.TextFlag.TextSingleLine.value
_SELECTED = QStyle.StateFlag.State_Selected
_FOCUSED = QStyle.StateFlag.State_HasFocus


class CellDelegate(QStyledItemDelegate):
    """Paints the cells of a `TableModel` in the look in force."""

    def __init__(self, table: QTableView) -> None:
        super().__init__(table)
        self._table = table
        self._fitted: dict[tuple[str, int, bool], str] = {}
        theme.changed().changed.connect(self._dress)
        self._dress()

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        model = index.model()
        if not isinstance(model, TableModel):
            return
        cell = model.painted(index.row(), index.column())
        box = option.rect
        if option.state & _SELECTED:
            painter.fillRect(box, self._chosen)
        painter.setPen(self._line)
        painter.drawLine(box.left(), box.bottom(), box.right(), box.bottom())
        if option.state & _FOCUSED:
            painter.setPen(self._accent)
            painter.drawRect(box.adjusted(1, 1, -2, -2))
        if cell is not None and cell.text and not self._is_cut(box, cell):
            self._text(painter, option.font, box.adjusted(PADDING, 0, -PADDING, -1), cell)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        width = option.fontMetrics.horizontalAdvance(text) + 2 * PADDING
        return QSize(width, room.row())

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        """What had to end in dots, or was left out, is told whole."""
        model = index.model()
        cell = model.painted(index.row(), index.column()) if isinstance(model, TableModel) else None
        if cell is None or index.data(Qt.ItemDataRole.ToolTipRole):
            return super().helpEvent(event, view, option, index)
        room_there = option.rect.width() - 2 * PADDING
        needed = QFontMetrics(cell.font or option.font).horizontalAdvance(cell.text)
        told = needed > room_there or self._is_cut(option.rect, cell)
        QToolTip.showText(event.globalPos(), cell.text if told else "", view)
        return told

    def _is_cut(self, box: QRect, cell: Cell) -> bool:
        figure = bool(cell.alignment & _RIGHT)
        return figure and not 0 <= box.left() <= box.right() < self._table.viewport().width()

    def _text(self, painter: QPainter, font: QFont, box: QRect, cell: Cell) -> None:
        painter.setFont(cell.font or font)
        painter.setPen(cell.ink or self._ink)
        key = (cell.text, box.width(), cell.font is not None)
        text = self._fitted.get(key)
        if text is None:
            if len(self._fitted) > _KEPT_TEXTS:
                self._fitted.clear()
            text = elided(cell.text, painter.fontMetrics(), box.width())
            self._fitted[key] = text
        painter.drawText(box, cell.alignment | _SINGLE_LINE, text)

    def _dress(self) -> None:
        look = theme.current()
        self._fitted.clear()
        self._chosen, self._line = look.colour("accent_soft"), look.colour("hairline")
        self._accent, self._ink = look.colour("accent"), look.colour("ink")
