"""How a cell of a table is painted: hairline under the row, padding, text cut with an ellipsis, no grid.

Painted here and not by the style sheet, because a sheet would take the red of a negative figure from a selected row;
and straight from the model's kept cells, because a screen of a table has hundreds and scrolling must not stutter.
"""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from coopdesk.ui.kit import theme
from coopdesk.ui.kit.table_model import Cell, TableModel

PADDING = 10
_KEPT_TEXTS = 5_000
_SINGLE_LINE = Qt.TextFlag.TextSingleLine.value
_SELECTED = QStyle.StateFlag.State_Selected
_FOCUSED = QStyle.StateFlag.State_HasFocus


class CellDelegate(QStyledItemDelegate):
    """Paints the cells of a `TableModel` in the look in force."""

    def __init__(self, table: QTableView) -> None:
        super().__init__(table)
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
        if cell is not None and cell.text:
            self._text(painter, option.font, box.adjusted(PADDING, 0, -PADDING, -1), cell)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        width = option.fontMetrics.horizontalAdvance(text) + 2 * PADDING
        return QSize(width, theme.current().text_size.row)

    def _text(self, painter: QPainter, font: QFont, box: QRect, cell: Cell) -> None:
        painter.setFont(cell.font or font)
        painter.setPen(cell.ink or self._ink)
        key = (cell.text, box.width(), cell.font is not None)
        text = self._fitted.get(key)
        if text is None:
            if len(self._fitted) > _KEPT_TEXTS:
                self._fitted.clear()
            text = painter.fontMetrics().elidedText(cell.text, Qt.TextElideMode.ElideRight, box.width())
            self._fitted[key] = text
        painter.drawText(box, cell.alignment | _SINGLE_LINE, text)

    def _dress(self) -> None:
        look = theme.current()
        self._fitted.clear()
        self._chosen, self._line = look.colour("accent_soft"), look.colour("hairline")
        self._accent, self._ink = look.colour("accent"), look.colour("ink")
