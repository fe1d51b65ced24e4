"""The row of steps of a piece of work: where one stands, what is done, with its figure. Knows no page."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton

from coopdesk.ui.kit import room, theme
from coopdesk.ui.kit.cards import line

_PADDING = 2 * (14 + 2)
"""What the sheet leaves beside the words of a step, with its border."""


@dataclass(frozen=True)
class Step:
    """One step: its name, and once it is done the figure it yielded."""

    name: str
    figure: str = ""
    done: bool = False


class StepsBar(QFrame):
    """Steps in one row, numbered; `chosen(place)` when one is clicked or reached with the arrow keys."""

    chosen = Signal(int)

    def __init__(self, steps: Sequence[Step]) -> None:
        super().__init__()
        self.setProperty("role", "card")
        row = QHBoxLayout(self)
        row.setContentsMargins(1, 1, 1, 1)
        row.setSpacing(0)
        self.buttons: list[QPushButton] = []
        for place, _step in enumerate(steps):
            if place:
                row.addWidget(line(vertical=True))
            self.buttons.append(self._button(place))
            row.addWidget(self.buttons[-1], 1)
        self.show_steps(steps, 0)
        self._fit()
        room.changed().changed.connect(self._fit)

    def show_steps(self, steps: Sequence[Step], current: int) -> None:
        """Show how far the work is, and which step is open."""
        for place, (made, step) in enumerate(zip(self.buttons, steps, strict=True)):
            text = f"{place + 1} {step.name}" + (f"  {step.figure}" if step.figure else "")
            made.setText(text)
            made.setAccessibleName(text)
            made.setMinimumWidth(_bold_width(made, text))
            made.setChecked(place == current)
            theme.mark(made, state="done" if step.done else "open")

    def _fit(self) -> None:
        for made in self.buttons:
            theme.mark(made, room="low" if room.is_low() else "ample")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        move = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        here = next((place for place, made in enumerate(self.buttons) if made.hasFocus()), None)
        if move and here is not None and 0 <= here + move < len(self.buttons):
            self.buttons[here + move].setFocus(Qt.FocusReason.TabFocusReason)
            self.buttons[here + move].click()
        else:
            super().keyPressEvent(event)

    def _button(self, place: int) -> QPushButton:
        made = QPushButton()
        made.setProperty("kind", "step")
        made.setCheckable(True)
        made.setAutoExclusive(True)
        made.setAutoDefault(False)
        made.clicked.connect(lambda _checked=False: self.chosen.emit(place))
        return made


def _bold_width(step: QPushButton, text: str) -> int:
    """Room for the words when their step is open and they are bold, so that nothing moves or is cut."""
    font = QFont(step.font())
    font.setBold(True)
    return QFontMetrics(font).horizontalAdvance(text) + _PADDING
