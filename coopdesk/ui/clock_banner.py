"""The strip under the window's head while this PC's date cannot be right: every page would take that date over."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from coopdesk.ui.kit.strips import MessageStrip
from coopdesk.ui.kit.tokens import SPACE_IN

if TYPE_CHECKING:
    # Only a name here: the window stands before the services are loaded.
    from coopdesk.services.clock import ClockDoubt


class ClockBanner(QWidget):
    """Stands on every page until it is closed, or the date is put right."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "page")
        self.strip = MessageStrip()
        self._closed: ClockDoubt | None = None
        self._shown: ClockDoubt | None = None
        self.strip.closer.clicked.connect(self._close_it)
        box = QVBoxLayout(self)
        box.setContentsMargins(SPACE_IN, SPACE_IN, SPACE_IN, 0)
        box.addWidget(self.strip)

    def show_doubt(self, doubt: "ClockDoubt | None") -> None:
        """Show what speaks against the date, unless just that was closed."""
        self._shown = doubt
        told = doubt is not None and doubt != self._closed
        if doubt is not None and told:
            from coopdesk.wording import clock_text

            self.strip.say("warning", clock_text(doubt))
        self.setVisible(told)

    def _close_it(self) -> None:
        self._closed = self._shown
        self.hide()
