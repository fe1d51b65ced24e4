"""What every field of a form is: a label, something to type in, and one line under it for the check made on leaving.

A field turns what was typed into a value by its `check`, which raises `DomainError`; it never opens a box.
"""

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from coopdesk.domain.errors import DomainError
from coopdesk.ui.kit import fonts, theme
from coopdesk.ui.kit.cards import label, set_text
from coopdesk.ui.kit.refusing import Refusable
from coopdesk.wording import error_text

T = TypeVar("T")


class Field(Refusable, Generic[T]):
    """One field. `title` is translated already; `hint` stands under it while nothing is wrong.

    `changed` is sent at every change, `left` after a check on leaving. `value()` is the last good value, None while
    the field is empty or wrong; `fits()` checks now and shows the line.
    """

    changed = Signal()
    left = Signal()
    wide = False

    def __init__(self, title: str, editor: QWidget, *, required: bool = False, hint: str = "") -> None:
        super().__init__()
        self.title = title
        self.required = required
        self.editor = editor
        self._hint = hint
        self._folded = False
        self._was_filled = False
        self._refused_with: DomainError | None = None
        self.line = label(hint, "field-line", wrap=True)
        # One line is always kept free, so that nothing jumps when a check speaks.
        self.line.setMinimumHeight(theme.current().text_size.scaled(19))
        self.line.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.caption = label(f"{title} *" if required else title, "muted")
        self.caption.setBuddy(editor)
        editor.setAccessibleName(title)
        editor.installEventFilter(self)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(2)
        box.addWidget(editor)
        box.addWidget(self.line)
        self._say("")
        self.changed.connect(self._changed)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Give the keyboard on to the editor. A focus proxy would do as much, but it is a stop of its own for Tab,
        wherever the field was made: where it lies beside its table, Tab would run in a circle there for ever."""
        self.editor.setFocus(event.reason())

    def fold(self) -> None:
        """Let the line below take room only while it says something, where there is little of it."""
        self._folded = True
        self.line.setVisible(bool(self.line.text()))

    def text(self) -> str:
        """What stands in the field."""
        raise NotImplementedError

    def read(self, typed: str) -> T:
        """The value of what was typed; raises DomainError."""
        raise NotImplementedError

    def value(self) -> T | None:
        """The value as it stands, None while empty or wrong; shows nothing."""
        try:
            return self.read(self.text()) if self.text().strip() else None
        except DomainError:
            return None

    def fits(self) -> bool:
        """Check what stands here, show what is wrong in the line below, and say whether all is well."""
        typed = self.text()
        if not typed.strip():
            missing = DomainError("field.required", field=self.title)
            self._say(error_text(missing) if self.required else "")
            return not self.required
        if self._refused_with is not None:
            return False
        try:
            value = self.read(typed)
        except DomainError as error:
            self._say(error_text(error))
            return False
        self._say("")
        self.tidy(value)
        return True

    def tidy(self, value: T) -> None:
        """Show a good value in its usual form; a field may leave the text as it was typed."""

    def refuse(self, error: DomainError) -> None:
        """Show that error as belonging to this field, until something else is typed."""
        self._refused_with = error
        self._say(error_text(error))
        self.notify_holders()

    @property
    def refusal(self) -> DomainError | None:
        typed = self.text()
        if not typed.strip():
            emptied = self.required and self._was_filled
            return DomainError("field.required", field=self.title) if emptied else None
        if self._refused_with is not None:
            return self._refused_with
        try:
            self.read(typed)
        except DomainError as error:
            return error
        return None

    @property
    def called(self) -> str:
        return self.title

    def mark_refusal(self) -> None:
        if self._refused_with is None:
            self.fits()

    def show_refusal(self) -> None:
        self.mark_refusal()
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def wrong(self) -> bool:
        """Whether the line below says that something is wrong."""
        return bool(self.line.property("role") == "field-error")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.editor and event.type() == QEvent.Type.FocusOut:
            if self.text().strip() or self.wrong:
                self.fits()
            self.left.emit()
        return super().eventFilter(watched, event)

    def _changed(self) -> None:
        self._refused_with = None
        self._was_filled = self._was_filled or bool(self.text().strip())
        if self.wrong and self.refusal is None:
            self._say("")  # what was wrong is not there any more
        self.notify_holders()

    def _say(self, wrong: str) -> None:
        set_text(self.line, wrong or self._hint)
        self.line.setVisible(bool(self.line.text()) or not self._folded)
        self.editor.setAccessibleDescription(wrong or self._hint)
        theme.mark(self.line, role="field-error" if wrong else "field-line")
        theme.mark(self.editor, state="error" if wrong else "")


class LineField(Field[T]):
    """A field of one line of text, read by `check`."""

    def __init__(
        self,
        title: str,
        check: Callable[[str], T],
        *,
        required: bool = False,
        hint: str = "",
        text: str = "",
        edit: QLineEdit | None = None,
    ) -> None:
        self.edit = QLineEdit() if edit is None else edit
        super().__init__(title, self.edit, required=required, hint=hint)
        self._check = check
        self.set_text(text)
        self.edit.textChanged.connect(self._typed)

    def text(self) -> str:
        return self.edit.text()

    def set_text(self, text: str) -> None:
        """Put text into the field as if it had been typed."""
        fonts.ensure_glyphs(text)
        self._was_filled = False  # what is shown afresh was not emptied by anybody
        self.edit.setText(text)

    def read(self, typed: str) -> T:
        return self._check(typed)

    def _typed(self, text: str) -> None:
        fonts.ensure_glyphs(text)
        self.changed.emit()
