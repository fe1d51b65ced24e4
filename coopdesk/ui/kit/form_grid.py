"""The one grid in which fields stand in forms: two columns of caption and field, a wide field across both."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout

from coopdesk.ui.kit import theme
from coopdesk.ui.kit.cards import label
from coopdesk.ui.kit.field import Field
from coopdesk.ui.kit.tokens import SPACE_CARD, SPACE_IN, STEP

COLUMNS = 2
_FIELD_WIDTH = 240
_CAPTION_WIDTH = 88
_CAPTION_DROP = 7
"""Pixels by which a caption stands lower than the top of its field, so that their lines of text agree."""


class FormGrid(QGridLayout):
    """Fields in two columns, in the order they are added; widths in pixels at the smallest type."""

    def __init__(self, field_width: int = _FIELD_WIDTH, caption_width: int = _CAPTION_WIDTH) -> None:
        super().__init__()
        self._field_width, self._caption_width = field_width, caption_width
        self._next_row = 0
        self.setHorizontalSpacing(SPACE_IN)
        self.setVerticalSpacing(STEP)
        for column in range(COLUMNS):
            self.setColumnStretch(column * 2 + 1, 1)

    def add_heading(self, heading: str) -> None:
        """A heading across both columns, within the grid."""
        head = label(heading, "strong")
        head.setContentsMargins(0, SPACE_IN, 0, STEP)
        self.addWidget(head, self._next_row, 0, 1, 2 * COLUMNS)
        self._next_row += 1

    def add_fields(self, fields: Sequence[Field[Any]]) -> None:
        """These fields from a new row on; a wide one takes a row of its own."""
        place = 0
        for field in fields:
            place += place % COLUMNS if field.wide else 0
            self._add(place, field)
            place += COLUMNS if field.wide else 1
        self._next_row += -(-place // COLUMNS)

    def _add(self, place: int, field: Field[Any]) -> None:
        below, column = divmod(place, COLUMNS)
        row = self._next_row + below
        size = theme.current().text_size
        field.editor.setMinimumWidth(max(size.scaled(self._field_width), field.editor.minimumWidth()))
        field.caption.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        field.caption.setContentsMargins(SPACE_CARD if column else 0, size.scaled(_CAPTION_DROP), 0, 0)
        if self._caption_width:
            self.setColumnMinimumWidth(column * 2, size.scaled(self._caption_width))
        self.addWidget(field.caption, row, column * 2)
        across = 2 * COLUMNS - 1 if field.wide else 1
        self.addWidget(field, row, column * 2 + 1, 1, across, Qt.AlignmentFlag.AlignTop)
