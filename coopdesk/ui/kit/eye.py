"""The eye: personal data show whole only while it is held, by the mouse or the space bar."""

from collections.abc import Callable

from PySide6.QtCore import QEvent
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QPushButton

from coopdesk.i18n import _
from coopdesk.ui.kit.buttons import keep_icon


class EyeButton(QPushButton):
    """Calls `reveal(True)` when pressed and `reveal(False)` when let go, however it is let go: also when it is hidden
    or switched off while held."""

    def __init__(self, reveal: Callable[[bool], object], name: str, tip: str) -> None:
        super().__init__(_("按住查看"))
        self._reveal = reveal
        self._shown = False
        self.setProperty("kind", "link")
        self.setAccessibleName(name)
        self.setToolTip(tip)
        self.setAutoDefault(False)
        keep_icon(self, "eye", "accent")
        self.pressed.connect(lambda: self._show(True))
        self.released.connect(lambda: self._show(False))

    def hideEvent(self, event: QHideEvent) -> None:
        self._show(False)
        super().hideEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.EnabledChange and not self.isEnabled():
            self._show(False)
        super().changeEvent(event)

    def _show(self, shown: bool) -> None:
        if self._shown != shown:
            self._shown = shown
            self._reveal(shown)
