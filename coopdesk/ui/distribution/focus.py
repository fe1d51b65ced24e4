"""Where the cursor is, asked by widgets whose parts come and go. Knows no page."""

from PySide6.QtWidgets import QApplication, QWidget


def has_focus_within(part: QWidget) -> bool:
    """Whether the cursor stands somewhere in this part of the window."""
    widget: QWidget | None = QApplication.focusWidget()
    return widget is not None and part.isAncestorOf(widget)
