"""A quiet form inside a page: groups of fields in two columns on one card, filled from the book and read as a whole.

The kit's form is a dialog that is left once it was accepted; a section of the settings stays and is saved repeatedly.
Knows no book.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal

from coopdesk.ui.kit.cards import Card, label
from coopdesk.ui.kit.fields import Field, LineField
from coopdesk.ui.kit.form_grid import FormGrid
from coopdesk.ui.kit.tokens import SPACE_IN, STEP

_FIELD_WIDTH = 180


class Sheet(Card):
    """Fields under headings, in one grid so that they stand under each other.

    `touched_changed` says whether something typed differs from what was filled in last.
    """

    touched_changed = Signal(bool)

    def __init__(self, heading: str, lead: str = "") -> None:
        super().__init__(heading, STEP)
        self.fields: list[Field[Any]] = []
        self._held: list[str] | None = None
        self._grid = FormGrid(_FIELD_WIDTH, caption_width=0)
        if lead:
            self.body.addWidget(label(lead, "muted", wrap=True))
        if heading or lead:
            self.body.addSpacing(SPACE_IN)
        self.body.addLayout(self._grid)

    def group(self, heading: str, fields: Sequence[Field[Any]]) -> None:
        """A group of fields in two columns; no heading for the empty text."""
        if heading:
            self._grid.add_heading(heading)
        self._grid.add_fields(fields)
        for field in fields:
            field.changed.connect(lambda: self.touched_changed.emit(self.touched))
        self.fields += fields

    def fill(self, texts: Mapping[LineField[Any], str]) -> None:
        """Put these texts into their fields, as what is stored."""
        for field, text in texts.items():
            field.set_text(text)
        self.settle()

    def settle(self) -> None:
        """Take what stands here as what is stored."""
        self._held = [field.text() for field in self.fields]
        self.touched_changed.emit(False)

    @property
    def touched(self) -> bool:
        """Whether something typed is not saved yet."""
        return self._held is not None and [field.text() for field in self.fields] != self._held

    def fits(self) -> bool:
        """Check every field; the cursor goes to the first that is wrong."""
        wrong = [field for field in self.fields if not field.fits()]
        if wrong:
            wrong[0].editor.setFocus(Qt.FocusReason.OtherFocusReason)
        return not wrong
