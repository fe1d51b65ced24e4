"""What stands where nothing is yet: what belongs here, and the first step towards it."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from coopdesk.ui.frame.actions import Action
from coopdesk.ui.kit.buttons import button
from coopdesk.ui.kit.tokens import SPACE_CARD


class EmptyState(QWidget):
    """A sentence in the middle, and under it at most one button."""

    def __init__(
        self, message: str, action: Action | None = None, slot: Callable[[], object] | None = None
    ) -> None:
        super().__init__()
        box = QVBoxLayout(self)
        box.setSpacing(SPACE_CARD)
        self.message = QLabel(message)
        self.message.setProperty("role", "muted")
        self.message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.message.setWordWrap(True)
        box.addStretch(1)
        box.addWidget(self.message)
        if action is not None and slot is not None:
            self.step = button(action, slot)
            box.addWidget(self.step, 0, Qt.AlignmentFlag.AlignHCenter)
        box.addStretch(2)
