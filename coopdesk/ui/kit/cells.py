"""How a cell of a table is painted: hairline under the row, padding, text cut with an ellipsis, no grid.

Painted here and not by the style sheet, because a sheet would take the red of a negative figure from a selected row.
"""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QToolTip

from coopdesk.ui.kit import theme

PADDING = 10
_MARK = 3


class CellDelegate(QStyledItemDelegate):
    """Paints cells in the look in force."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        drawn = QStyleOptionViewItem(option)
        self.initStyleOption(drawn, index)
        painter.save()
        self._ground(painter, drawn, index)
        self._text(painter, drawn, index)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        width = option.fontMetrics.horizontalAdvance(text) + 2 * PADDING
        return QSize(width, theme.current().text_size.row)

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        """A text that did not fit stands whole in the tooltip."""
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        if (
            index.data(Qt.ItemDataRole.ToolTipRole)
            or self.sizeHint(option, index).width() <= option.rect.width()
        ):
            return super().helpEvent(event, view, option, index)
        QToolTip.showText(event.globalPos(), text, view)
        return True

    def _ground(
        self, painter: QPainter, drawn: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        look = theme.current()
        state = drawn.state
        box = drawn.rect
        selected = bool(state & QStyle.StateFlag.State_Selected)
        painter.fillRect(box, look.colour("accent_soft" if selected else "surface"))
        painter.setPen(QPen(look.colour("hairline"), 1))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(look.colour("accent"), 1))
            painter.drawRect(box.adjusted(1, 1, -2, -2))

    def _text(
        self, painter: QPainter, drawn: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        ink = index.data(Qt.ItemDataRole.ForegroundRole)
        painter.setFont(drawn.font)
        painter.setPen(QPen(ink if isinstance(ink, QColor) else theme.current().colour("ink")))
        box: QRect = drawn.rect.adjusted(PADDING, 0, -PADDING, -1)
        text = drawn.fontMetrics.elidedText(drawn.text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, int(drawn.displayAlignment | Qt.TextFlag.TextSingleLine), text)
