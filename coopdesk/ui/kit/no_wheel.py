"""Choices and tabs that ignore the mouse wheel: it scrolls the page around them instead.

Whoever scrolls past a box must not change a year or a rate. `ignore_wheel` does the same for dialogs Qt makes itself.
"""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QScrollBar,
    QTabBar,
    QTabWidget,
    QWidget,
)


class ChoiceBox(QComboBox):
    """One of a few things; takes the cursor by Tab or a click, never by the wheel.

    Keys held with Ctrl choose nothing: Ctrl+PgUp, meant for a step back, would take the first thing in the list.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
        else:
            super().keyPressEvent(event)


class _NoWheelTabBar(QTabBar):
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class Tabs(QTabWidget):
    """Pages behind tabs."""

    def __init__(self) -> None:
        super().__init__()
        self.setTabBar(_NoWheelTabBar())


class _WheelFilter(QObject):
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.Wheel:
            return super().eventFilter(watched, event)
        event.ignore()
        return True


def ignore_wheel(root: QWidget) -> None:
    """Let the wheel change nothing in a dialog whose widgets are not ours."""
    ignoring = _WheelFilter(root)
    for kind in (QComboBox, QAbstractSpinBox, QAbstractSlider, QTabBar):
        for widget in root.findChildren(kind):
            if not isinstance(widget, QScrollBar):
                widget.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
                widget.installEventFilter(ignoring)
