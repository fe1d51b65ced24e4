"""A short statement of sums under each other, as the accountant writes it: words left, figures right, rules between."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from coopdesk.ui.kit.cards import clear, label, line
from coopdesk.ui.kit.tokens import SPACE_CARD, STEP


@dataclass(frozen=True)
class Entry:
    """One line: the words, the figure as text, a smaller note under the words; `strong` stands under a rule."""

    words: str
    figure: str
    note: str = ""
    strong: bool = False


class Statement(QWidget):
    """Lines of a statement; shows other lines in place of the old, drawn once they are in sight."""

    def __init__(self) -> None:
        super().__init__()
        self.entries: tuple[Entry, ...] = ()
        self._drawn = True
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show these lines."""
        if tuple(entries) == self.entries:
            return
        self.entries = tuple(entries)
        self._drawn = False
        if self.isVisible():
            self._draw()

    def showEvent(self, event: QShowEvent) -> None:
        self._draw()
        super().showEvent(event)

    def _draw(self) -> None:
        if self._drawn:
            return
        self._drawn = True
        clear(self._box)
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(SPACE_CARD)
        grid.setVerticalSpacing(STEP + 2)
        grid.setColumnStretch(0, 1)
        for entry in self.entries:
            _add(grid, entry)
        self._box.addWidget(holder)


def _add(grid: QGridLayout, entry: Entry) -> None:
    row = grid.rowCount()
    if entry.strong:
        grid.addWidget(line(), row, 0, 1, 2)
        row += 1
    grid.addWidget(label(entry.words, "strong" if entry.strong else "", wrap=True), row, 0)
    grid.addWidget(_figure(entry), row, 1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
    if entry.note:
        grid.addWidget(label(entry.note, "small", wrap=True), row + 1, 0, 1, 2)


def _figure(entry: Entry) -> QLabel:
    made = label(entry.figure, "strong" if entry.strong else "")
    made.setAccessibleName(f"{entry.words} {entry.figure}")
    if entry.figure.startswith("−"):
        made.setProperty("role", "error")
    return made
