"""A quiet form inside a page: groups of fields in two columns on one card, filled from the book and read as a whole.

The kit's form is a dialog that is left once it was accepted; a section of the settings stays and is saved repeatedly.
Knows no book.
"""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from coopdesk.ui.kit.cards import Card, label
from coopdesk.ui.kit.fields import Field
from coopdesk.ui.kit.tokens import SPACE_CARD, SPACE_IN

_COLUMNS = 2
_FIELD_WIDTH = 200


class Sheet(Card):
    """Fields under headings. `touched_changed` is sent when something typed differs from what was filled in, or not."""

    touched_changed = Signal(bool)

    def __init__(self, heading: str, lead: str = "") -> None:
        super().__init__(heading, SPACE_CARD)
        self.fields: list[Field[Any]] = []
        self._start: list[str] = []
        if lead:
            self.body.addWidget(label(lead, "muted", wrap=True))

    def group(self, heading: str, fields: Sequence[Field[Any]]) -> None:
        """A group of fields in two columns; no heading for the empty text."""
        if heading:
            self.body.addWidget(label(heading, "strong"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE_IN)
        grid.setVerticalSpacing(SPACE_IN)
        for place, field in enumerate(fields):
            self._add(grid, place, field)
        self.body.addLayout(grid)
        self.fields += fields

    def settle(self) -> None:
        """Take what stands here as what the book holds."""
        self._start = [field.text() for field in self.fields]
        self.touched_changed.emit(False)

    @property
    def touched(self) -> bool:
        """Whether something typed is not saved yet."""
        return [field.text() for field in self.fields] != self._start

    def fits(self) -> bool:
        """Check every field; the cursor goes to the first that is wrong."""
        wrong = [field for field in self.fields if not field.fits()]
        if wrong:
            wrong[0].editor.setFocus(Qt.FocusReason.OtherFocusReason)
        return not wrong

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.focusNextChild()
        else:
            super().keyPressEvent(event)

    def _add(self, grid: QGridLayout, place: int, field: Field[Any]) -> None:
        row, column = divmod(place, _COLUMNS)
        field.editor.setMinimumWidth(_FIELD_WIDTH)
        field.caption.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        field.caption.setContentsMargins(SPACE_CARD if column else 0, 7, 0, 0)
        field.caption.setMinimumWidth(_caption_width(field.caption))
        grid.addWidget(field.caption, row, column * 2)
        grid.addWidget(field, row, column * 2 + 1, Qt.AlignmentFlag.AlignTop)
        grid.setColumnStretch(column * 2 + 1, 1)
        field.changed.connect(lambda: self.touched_changed.emit(self.touched))


def _caption_width(caption: QWidget) -> int:
    return caption.fontMetrics().horizontalAdvance("公积金提取比例 *")
