"""How much room the window leaves for a table: where it is little, everything around draws together.

One rule for every page, so that eight rows stay in sight in each type size on a screen of 1366 × 768: the height of
the window, counted in table rows of the usual height. Type is never made smaller. Knows no page.
"""

from PySide6.QtCore import QEvent, QObject, QRect, Signal
from PySide6.QtWidgets import QWidget

from coopdesk.ui.kit import theme

_AMPLE, _ENOUGH = 26, 20
"""Rows a window is high with room for everything, and with enough that rows themselves need not draw together."""
_CLOSE_ROW = 25
"""Height of a row at the smallest type where they do."""
_FRAME = 48
"""What the frame of a dialog takes of the height of a screen, and a little room to see that it is one."""


class _Signals(QObject):
    changed = Signal()


class _State:
    height = 0
    signals: _Signals | None = None


def changed() -> _Signals:
    """An object whose signal `changed` is sent when the window has become low or high enough to be laid out anew."""
    if _State.signals is None:
        _State.signals = _Signals()
    return _State.signals


def is_low() -> bool:
    """Whether what stands around tables draws together."""
    return _level() > 0


def is_lowest() -> bool:
    """Whether rows draw together too, and of what is said twice only one stays."""
    return _level() > 1


def row() -> int:
    """Height of a table row in pixels."""
    size = theme.current().text_size
    return size.scaled(_CLOSE_ROW) if is_lowest() else size.row


def fit(height: int) -> None:
    """Take this as the height of the window; 0 for as high as anybody wants."""
    before, _State.height = _level(), height
    if _level() != before:
        changed().changed.emit()


def follow(window: QWidget) -> None:
    """Take the height of that window from now on."""
    window.installEventFilter(_Follower(window))
    fit(window.height())


def on_screen(dialog: QWidget) -> QRect:
    """What of its screen a dialog may take."""
    return dialog.screen().availableGeometry()


def grow(dialog: QWidget, needed: int) -> None:
    """Let a dialog be as high as it needs to be, as far as its screen is; its foot stays on the screen."""
    there = on_screen(dialog)
    height = min(max(dialog.height(), needed), there.height() - _FRAME)
    if height != dialog.height():
        dialog.resize(dialog.width(), height)
    below = dialog.frameGeometry().bottom() - there.bottom()
    if below > 0 and dialog.isVisible():
        dialog.move(dialog.x(), max(dialog.y() - below, there.top()))


class _Follower(QObject):
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and isinstance(watched, QWidget):
            fit(watched.height())
        return False


def _level() -> int:
    if not _State.height:
        return 0
    rows = _State.height / theme.current().text_size.row
    return (rows < _AMPLE) + (rows < _ENOUGH)
