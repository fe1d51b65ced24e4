"""The fields of forms: a label, something to type in, and one line under it for the check made on leaving.

A field turns what was typed into a value by its `check`, which raises `DomainError`; it never opens a box. Fields know
no book: what to choose from, and how to search, is given to them.
"""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Generic, TypeVar

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from coopdesk.domain.errors import DomainError
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import Quantity
from coopdesk.i18n import _, format_money, format_quantity
from coopdesk.ui.kit import fonts, theme
from coopdesk.ui.kit.cards import label, set_text
from coopdesk.ui.kit.typed import read_date, read_money, read_quantity
from coopdesk.wording import error_text

T = TypeVar("T")


class Field(QWidget, Generic[T]):
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
        self.line = label(hint, "field-line", wrap=True)
        # One line is always kept free, so that nothing jumps when a check speaks.
        self.line.setMinimumHeight(theme.current().text_size.scaled(19))
        self.line.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.caption = label(f"{title} *" if required else title, "muted")
        self.caption.setBuddy(editor)
        editor.setAccessibleName(title)
        editor.installEventFilter(self)
        self.setFocusProxy(editor)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(2)
        box.addWidget(editor)
        box.addWidget(self.line)
        self._say("")

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
            self._say(_("请填写{title}").format(title=self.title) if self.required else "")
            return not self.required
        try:
            value = self.read(typed)
        except DomainError as error:
            self.refuse(error)
            return False
        self._say("")
        self.tidy(value)
        return True

    def tidy(self, value: T) -> None:
        """Show a good value in its usual form; a field may leave the text as it was typed."""

    def refuse(self, error: DomainError) -> None:
        """Show that error as belonging to this field."""
        self._say(error_text(error))

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

    def _say(self, wrong: str) -> None:
        set_text(self.line, wrong or self._hint)
        self.editor.setAccessibleDescription(wrong or self._hint)
        theme.mark(self.line, role="field-error" if wrong else "field-line")
        theme.mark(self.editor, state="error" if wrong else "")


class LineField(Field[T]):
    """A field of one line of text, read by `check`."""

    def __init__(
        self, title: str, check: Callable[[str], T], *, required: bool = False, hint: str = "", text: str = ""
    ) -> None:
        self.edit = QLineEdit()
        super().__init__(title, self.edit, required=required, hint=hint)
        self._check = check
        self.set_text(text)
        self.edit.textChanged.connect(self._typed)

    def text(self) -> str:
        return self.edit.text()

    def set_text(self, text: str) -> None:
        """Put text into the field as if it had been typed."""
        fonts.ensure_glyphs(text)
        self.edit.setText(text)

    def read(self, typed: str) -> T:
        return self._check(typed)

    def _typed(self, text: str) -> None:
        fonts.ensure_glyphs(text)
        self.changed.emit()


class TextField(LineField[str]):
    """Plain text; `check` may turn or refuse it (an identity number, a name), else it is only stripped."""

    def __init__(
        self,
        title: str,
        check: Callable[[str], str] = str.strip,
        *,
        required: bool = False,
        hint: str = "",
        text: str = "",
    ) -> None:
        super().__init__(title, check, required=required, hint=hint, text=text)

    def tidy(self, value: str) -> None:
        if value != self.text():
            self.set_text(value)


class MoneyField(LineField[Money]):
    """A sum in yuan; 万 and separators may be typed."""

    def __init__(
        self, title: str, *, required: bool = False, hint: str = "", amount: Money | None = None
    ) -> None:
        text = "" if amount is None else format_money(amount)
        super().__init__(title, read_money, required=required, hint=hint, text=text)
        self.edit.setAlignment(Qt.AlignmentFlag.AlignRight)

    def tidy(self, value: Money) -> None:
        self.set_text(format_money(value))


class QuantityField(LineField[Quantity]):
    """A number of shares, mu or the like, up to six decimals."""

    def __init__(
        self, title: str, *, required: bool = False, hint: str = "", amount: Quantity | None = None
    ) -> None:
        text = "" if amount is None else format_quantity(amount)
        super().__init__(title, read_quantity, required=required, hint=hint, text=text)
        self.edit.setAlignment(Qt.AlignmentFlag.AlignRight)

    def tidy(self, value: Quantity) -> None:
        self.set_text(format_quantity(value))


class DateField(LineField[date]):
    """A day, typed 20191220, 2019.12.20 or 2019-12-20 and shown as the last."""

    def __init__(
        self, title: str, *, required: bool = False, hint: str = "", day: date | None = None
    ) -> None:
        text = "" if day is None else day.isoformat()
        super().__init__(title, read_date, required=required, hint=hint, text=text)
        self.edit.setPlaceholderText("2019-12-20")

    def tidy(self, value: date) -> None:
        self.set_text(value.isoformat())


class ChoiceField(Field[T]):
    """One of a few things, each with the words shown for it."""

    def __init__(
        self,
        title: str,
        choices: Sequence[tuple[T, str]],
        *,
        required: bool = True,
        hint: str = "",
        chosen: T | None = None,
    ) -> None:
        self.box = QComboBox()
        super().__init__(title, self.box, required=required, hint=hint)
        self._things = [thing for thing, _words in choices]
        self.box.addItems([words for _thing, words in choices])
        if chosen is not None:
            self.choose(chosen)
        self.box.currentIndexChanged.connect(lambda _place: self.changed.emit())

    def text(self) -> str:
        return self.box.currentText()

    def choose(self, thing: T) -> None:
        """Choose that thing; raises ValueError if it is not offered."""
        self.box.setCurrentIndex(self._things.index(thing))

    def read(self, typed: str) -> T:
        return self._things[self.box.currentIndex()]


class NoteField(Field[str]):
    """Several lines of text, as wide as both columns."""

    wide = True

    def __init__(self, title: str, *, required: bool = False, hint: str = "", text: str = "") -> None:
        self.edit = QPlainTextEdit(text)
        self.edit.setTabChangesFocus(True)
        self.edit.setFixedHeight(theme.current().text_size.scaled(72))
        super().__init__(title, self.edit, required=required, hint=hint)
        self.edit.textChanged.connect(self.changed)

    def text(self) -> str:
        return self.edit.toPlainText()

    def read(self, typed: str) -> str:
        return typed.strip()
