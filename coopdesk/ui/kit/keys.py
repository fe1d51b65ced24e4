"""Where the cursor goes by itself and by Enter: to what is typed, never by itself to a box that the arrows change.

Knows no field and no page; looks at what shows, in reading order.
"""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from coopdesk.ui.kit.tab_order import visual_order

_ARROWS = "arrows"
_FILLED_IN = (QLineEdit, QPlainTextEdit, QComboBox, QCheckBox, QAbstractSpinBox)


def arrows_change(widget: QWidget) -> bool:
    """Whether an arrow key would change what is chosen there, so that the cursor must not be put there unasked."""
    touchy = isinstance(widget, (QComboBox, QAbstractSpinBox, QAbstractSlider))
    return touchy or widget.property(_ARROWS) == "change"


def mark_arrows(widget: QWidget) -> None:
    """Say of a widget that it takes the arrow keys as another value."""
    widget.setProperty(_ARROWS, "change")


def is_enter(event: QKeyEvent) -> bool:
    """Enter alone, of either kind."""
    keypad = Qt.KeyboardModifier.KeypadModifier
    return event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and event.modifiers() in (
        Qt.KeyboardModifier.NoModifier,
        keypad,
    )


def to_fill_in(root: QWidget) -> list[QWidget]:
    """What shows in `root` to be typed, ticked or chosen, in reading order; what cannot be changed is left out."""
    shown = (w for w in visual_order(root) if isinstance(w, _FILLED_IN) and w.isVisible() and w.isEnabled())
    return [w for w in shown if not (isinstance(w, (QLineEdit, QPlainTextEdit)) and w.isReadOnly())]


def after(root: QWidget, here: QWidget | None) -> QWidget | None:
    """Where Enter goes on to from `here`: the next thing in `root` to be filled in, None from the last."""
    things = to_fill_in(root)
    if here not in things:
        return None
    return next(iter(things[things.index(here) + 1 :]), None)


def has_focus_within(part: QWidget) -> bool:
    """Whether the cursor stands somewhere in this part of the window."""
    widget: QWidget | None = QApplication.focusWidget()
    return widget is not None and part.isAncestorOf(widget)


def is_pressed_by_enter(widget: QWidget | None) -> bool:
    """Whether Enter presses it; a box to tick is passed by, and ticked with Space."""
    return isinstance(widget, QAbstractButton) and not isinstance(widget, QCheckBox)
