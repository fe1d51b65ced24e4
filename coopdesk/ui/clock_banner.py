"""The strip under the window's head while this PC's date cannot be right: every page would take that date over."""

from coopdesk.services.clock import ClockDoubt
from coopdesk.ui.kit.strips import MessageStrip
from coopdesk.wording import clock_text


class ClockBanner(MessageStrip):
    """Stands on every page until it is closed, or the date is put right."""

    def __init__(self) -> None:
        super().__init__()
        self._closed: ClockDoubt | None = None
        self._shown: ClockDoubt | None = None
        self.closer.clicked.connect(self._close_it)

    def look(self, doubt: ClockDoubt | None) -> None:
        """Show what speaks against the date, unless just that was closed."""
        self._shown = doubt
        if doubt is None or doubt == self._closed:
            self.hide()
        else:
            self.say("warning", clock_text(doubt))

    def _close_it(self) -> None:
        self._closed = self._shown
