"""Widgets in rows that break where the width ends, so that nothing is cut in the largest type. Knows no page."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from coopdesk.ui.kit.tokens import STEP


class FlowLayout(QLayout):
    """Left to right, then down; `gap` between things of a row, `drop` between rows.

    `last_right` sends the last thing to the right end of its row.
    """

    def __init__(
        self, parent: QWidget | None = None, gap: int = STEP, drop: int = STEP, last_right: bool = False
    ) -> None:
        super().__init__(parent)
        self._last_right = last_right
        self._things: list[QLayoutItem] = []
        self._gap, self._drop = gap, drop
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._things.append(item)

    def count(self) -> int:
        return len(self._things)

    def itemAt(self, place: int) -> QLayoutItem | None:
        return self._things[place] if 0 <= place < len(self._things) else None

    def takeAt(self, place: int) -> QLayoutItem | None:
        return self._things.pop(place) if 0 <= place < len(self._things) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        edge = self.contentsMargins()
        inner = QRect(0, 0, width - edge.left() - edge.right(), 0)
        return self._arrange(inner, move=False) + edge.top() + edge.bottom()

    def setGeometry(self, box: QRect) -> None:
        super().setGeometry(box)
        self._arrange(box.marginsRemoved(self.contentsMargins()), move=True)

    def sizeHint(self) -> QSize:
        shown = [item.sizeHint() for item in self._things if not item.isEmpty()]
        width = sum(size.width() for size in shown) + self._gap * max(len(shown) - 1, 0)
        size = QSize(width, max((size.height() for size in shown), default=0))
        return size.grownBy(self.contentsMargins())

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._things:
            if not item.isEmpty():
                size = size.expandedTo(item.minimumSize())
        return size.grownBy(self.contentsMargins())

    def _arrange(self, box: QRect, move: bool) -> int:
        left, top, tallest = box.left(), box.top(), 0
        for item in self._things:
            if item.isEmpty():
                continue
            size = item.sizeHint()
            if left > box.left() and left + size.width() > box.right() + 1:
                left, top, tallest = box.left(), top + tallest + self._drop, 0
            if move:
                pushed = self._last_right and item is self._things[-1]
                item.setGeometry(QRect(QPoint(box.right() + 1 - size.width() if pushed else left, top), size))
            left += size.width() + self._gap
            tallest = max(tallest, size.height())
        return top + tallest - box.top()
