"""The middle of a form: as high as its fields need, and scrolled where the screen is lower than that."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QLayout, QScrollArea, QWidget

_LEAST = 160
_SCROLL_BAR = 16


class FormArea(QScrollArea):
    """Holds the layout of the fields; asks for its whole height and is content with less."""

    def __init__(self, groups: QLayout) -> None:
        super().__init__()
        self.setProperty("role", "page")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QWidget()
        inner.setProperty("role", "page")
        groups.setContentsMargins(0, 0, 0, 0)
        inner.setLayout(groups)
        self._groups = groups
        self._scrolls = False
        self.setWidget(inner)

    def sizeHint(self) -> QSize:
        width = max(self.viewport().width(), self._groups.minimumSize().width())
        height = self._groups.totalHeightForWidth(width) if self._groups.hasHeightForWidth() else 0
        return QSize(self._groups.sizeHint().width(), max(height, self._groups.totalMinimumSize().height()))

    def minimumSizeHint(self) -> QSize:
        width = self._groups.totalMinimumSize().width()
        wanted = self.sizeHint().height()
        return QSize(width + (_SCROLL_BAR if self._scrolls else 0), min(wanted, _LEAST))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        scrolls = self.height() < self.sizeHint().height()
        if scrolls != self._scrolls:
            self._scrolls = scrolls
            self.updateGeometry()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        handled = super().eventFilter(watched, event)
        if watched is self.widget() and event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return handled
