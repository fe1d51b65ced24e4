"""Fields of the register's forms: the kit's fields with a rule of the trade beside the form of what is typed.

A rule raises `DomainError` and is said under the field like any mistake; a note stands there when nothing is wrong,
quiet or as a warning that stops nobody. Knows no book: rules and notes are given as functions.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar
from uuid import uuid4

from coopdesk.domain.quantity import Quantity
from coopdesk.ui.kit import theme
from coopdesk.ui.kit.cards import set_text
from coopdesk.ui.kit.fields import DateField, Field, QuantityField, T, TextField
from coopdesk.ui.kit.form import FormDialog

C = TypeVar("C")


@dataclass(frozen=True)
class Note:
    """A line under a field that holds a good value."""

    text: str
    warning: bool = False


class CheckedField(Field[T]):
    """A field with `rule`, which refuses a value by raising DomainError, and `note`, which says something of it."""

    rule: Callable[[T], object] | None = None
    note: Callable[[T], Note | None] | None = None

    def read(self, typed: str) -> T:
        value = super().read(typed)
        if self.rule is not None:
            self.rule(value)
        return value

    def fits(self) -> bool:
        good = super().fits()
        value = self.value() if good else None
        said = self.note(value) if value is not None and self.note is not None else None
        if said is not None and said.text:
            self._say_note(said)
        return good

    def _say_note(self, note: Note) -> None:
        set_text(self.line, note.text)
        self.line.setVisible(True)
        self.editor.setAccessibleDescription(note.text)
        theme.mark(self.line, role="field-warning" if note.warning else "field-line")


class CheckedText(CheckedField[str], TextField):
    """Text with a rule and a note."""


class CheckedDate(CheckedField[date], DateField):
    """A day with a rule and a note."""


class CheckedShares(CheckedField[Quantity], QuantityField):
    """A number of shares with a rule and a note."""


class CommandForm(FormDialog[C], Generic[C]):
    """A form that makes a command; sent again unchanged, the command keeps its id and so is carried out once."""

    _sent: tuple[str, ...] = ()
    _id = ""

    def command_id(self) -> str:
        """The id of the command as the form stands."""
        stands = tuple(field.text() for field in self.fields)
        if not self._id or stands != self._sent:
            self._sent, self._id = stands, uuid4().hex
        return self._id
