"""The kinds of fields in forms: text, sums, quantities, rates, counts, days, choices, notes.

Fields know no book: what to choose from, and how to search, is given to them.
"""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit

from coopdesk.domain.errors import DomainError
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import Quantity
from coopdesk.domain.text import clean_text
from coopdesk.domain.typed import UNITS, read_date, read_money, read_quantity, read_rate, read_whole
from coopdesk.i18n import format_money, format_percent, format_quantity
from coopdesk.ui.kit import theme
from coopdesk.ui.kit.field import Field, LineField, T
from coopdesk.ui.kit.no_wheel import ChoiceBox

__all__ = [
    "ChoiceField",
    "CountField",
    "DateField",
    "Field",
    "LineField",
    "MoneyField",
    "NoteField",
    "QuantityField",
    "RateField",
    "T",
    "TextField",
]

_FEW = 4


class TextField(LineField[str]):
    """Plain text; `check` may turn or refuse it (an identity number, a name), else it is only cleaned of what nobody
    sees and refused where a character is lost."""

    def __init__(
        self,
        title: str,
        check: Callable[[str], str] = clean_text,
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
    """A sum in yuan; 万 and separators may be typed. Only where `negative` may it be less than nothing."""

    def __init__(
        self,
        title: str,
        *,
        required: bool = False,
        hint: str = "",
        amount: Money | None = None,
        negative: bool = True,
    ) -> None:
        text = "" if amount is None else format_money(amount)
        check = read_money if negative else _read_some_money
        super().__init__(title, check, required=required, hint=hint, text=text)
        self.edit.setAlignment(Qt.AlignmentFlag.AlignRight)

    def tidy(self, value: Money) -> None:
        self.set_text(format_money(value))


class QuantityField(LineField[Quantity]):
    """A number of shares, mu or the like, up to six decimals; one of `units` may be typed behind it."""

    def __init__(
        self,
        title: str,
        *,
        required: bool = False,
        hint: str = "",
        amount: Quantity | None = None,
        units: Sequence[str] = UNITS,
    ) -> None:
        text = "" if amount is None else format_quantity(amount)
        super().__init__(
            title, lambda typed: read_quantity(typed, units), required=required, hint=hint, text=text
        )
        self.edit.setAlignment(Qt.AlignmentFlag.AlignRight)

    def tidy(self, value: Quantity) -> None:
        self.set_text(format_quantity(value))


class RateField(LineField[Quantity]):
    """A rate of 0 to 1, typed and shown in percent."""

    def __init__(
        self, title: str, *, required: bool = True, hint: str = "", rate: Quantity | None = None
    ) -> None:
        text = "" if rate is None else format_percent(rate)
        super().__init__(title, read_rate, required=required, hint=hint, text=text)
        self.edit.setAlignment(Qt.AlignmentFlag.AlignRight)

    def tidy(self, value: Quantity) -> None:
        self.set_text(format_percent(value))


class CountField(LineField[int]):
    """A whole number of people, votes or days."""

    def __init__(
        self, title: str, *, required: bool = False, hint: str = "", count: int | None = None
    ) -> None:
        text = "" if count is None else f"{count:,}"
        super().__init__(title, read_whole, required=required, hint=hint, text=text)

    def tidy(self, value: int) -> None:
        self.set_text(f"{value:,}")


class DateField(LineField[date]):
    """A day, typed 20191220, 2019.12.20 or 2019-12-20 and shown as the last; 12月20日 is of the year of `day`."""

    def __init__(
        self, title: str, *, required: bool = False, hint: str = "", day: date | None = None
    ) -> None:
        text = "" if day is None else day.isoformat()
        super().__init__(title, self._read_day, required=required, hint=hint, text=text)
        self._year = None if day is None else day.year
        self.edit.setPlaceholderText("2019-12-20")

    def _read_day(self, typed: str) -> date:
        return read_date(typed, self._year)

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
        self.box = ChoiceBox()
        super().__init__(title, self.box, required=required, hint=hint)
        self._things = [thing for thing, _words in choices]
        self.box.addItems([words for _thing, words in choices])
        if chosen is not None:
            self.choose(chosen)
        self.box.currentIndexChanged.connect(lambda _place: self.changed.emit())

    def text(self) -> str:
        return self.box.currentText()

    def let_shrink(self) -> None:
        """Let the box be narrower than its longest words; cut ones stand whole in the tooltip."""
        self.box.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.box.setMinimumContentsLength(_FEW)
        self.box.view().setTextElideMode(Qt.TextElideMode.ElideNone)
        self.box.setToolTip(self.text())
        self.changed.connect(lambda: self.box.setToolTip(self.text()))

    def set_choices(self, choices: Sequence[tuple[T, str]]) -> None:
        """Offer other things, the first of them chosen."""
        self._things = [thing for thing, _words in choices]
        self.box.clear()
        self.box.addItems([words for _thing, words in choices])

    def choose(self, thing: T) -> None:
        """Choose that thing; raises ValueError if it is not offered."""
        self.box.setCurrentIndex(self._things.index(thing))

    def read(self, typed: str) -> T:
        return self._things[self.box.currentIndex()]


class _Note(QPlainTextEdit):
    """Enter goes on, as in every field, whatever is held with it: what is kept has no lines."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
        else:
            super().keyPressEvent(event)


class NoteField(Field[str]):
    """A longer text, as wide as both columns and several lines high. It is kept as one line: pasted line breaks become
    spaces."""

    wide = True

    def __init__(self, title: str, *, required: bool = False, hint: str = "", text: str = "") -> None:
        self.edit = _Note(text)
        self.edit.setTabChangesFocus(True)
        self.edit.setFixedHeight(theme.current().text_size.scaled(72))
        super().__init__(title, self.edit, required=required, hint=hint)
        self.edit.textChanged.connect(self.changed)

    def text(self) -> str:
        return self.edit.toPlainText()

    def read(self, typed: str) -> str:
        return clean_text(typed)

    def tidy(self, value: str) -> None:
        if value != self.text():
            self.edit.setPlainText(value)


def _read_some_money(typed: str) -> Money:
    amount = read_money(typed)
    if amount.fen < 0:
        raise DomainError("money.negative", amount=amount)
    return amount
