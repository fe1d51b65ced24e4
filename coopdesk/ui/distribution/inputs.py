"""Fields that only a scheme needs: several of a few things, several members out of many.

Everything else comes from the kit. Knows no book: how to search members is given.
"""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from coopdesk.domain.errors import DomainError
from coopdesk.domain.quantity import Quantity
from coopdesk.i18n import N_, _, mark
from coopdesk.ui.frame.actions import Action
from coopdesk.ui.kit.buttons import button
from coopdesk.ui.kit.cards import clear, label
from coopdesk.ui.kit.eliding import ElidingLabel
from coopdesk.ui.kit.fields import ChoiceField, Field, QuantityField
from coopdesk.ui.kit.find_field import FindField, Hit
from coopdesk.ui.kit.flow import FlowLayout
from coopdesk.ui.kit.form_state import KeepsChosen
from coopdesk.ui.kit.tokens import SPACE_IN, STEP
from coopdesk.wording import price_text

T = TypeVar("T")
_LONGEST = "七个汉字那么宽"
"""How wide a caption may be before it wraps."""
_REMOVE = Action("remove-member", N_("移除"), icon="close")
Search = Callable[[str], Sequence[Hit[str]]]


class PriceField(QuantityField):
    """A unit price in yuan, up to six decimals: 0.0315 a jin, 1.1725 a yuan."""

    def __init__(self, title: str, *, required: bool = True, price: Quantity | None = None) -> None:
        super().__init__(title, required=required, units=(_("元"),))
        if price is not None:
            self.set_text(price_text(price))

    def read(self, typed: str) -> Quantity:
        price = super().read(typed)
        if price < 0:
            raise DomainError("field.price_negative", value=typed.strip())
        return price

    def tidy(self, value: Quantity) -> None:
        self.set_text(price_text(value))


class FieldRows(QWidget):
    """Fields under each other, their captions right-aligned in one column; a row hides with its field.

    A column at the side of a page is narrow and low: the line under a field takes room only while it says something.
    """

    def __init__(self, captions: str = "四个汉字") -> None:
        super().__init__()
        self._captions = captions
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(SPACE_IN)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        self.fields: list[Field[Any]] = []

    def add(self, field: Field[Any]) -> None:
        """One more row."""
        row = self._grid.rowCount()
        self.fields.append(field)
        if isinstance(field, ChoiceField):
            field.let_shrink()
        field.caption.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        field.caption.setContentsMargins(0, 7, 0, 0)
        self._give_room(field.caption)
        field.fold()
        self._grid.addWidget(field.caption, row, 0)
        self._grid.addWidget(field, row, 1, Qt.AlignmentFlag.AlignTop)

    def add_widget(self, caption: str, widget: QWidget) -> QLabel:
        """A row of something that is no field, under its caption; returns the caption."""
        row = self._grid.rowCount()
        made = label(caption, "muted")
        made.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        made.setContentsMargins(0, 7, 0, 0)
        self._give_room(made)
        self._grid.addWidget(made, row, 0)
        self._grid.addWidget(widget, row, 1)
        return made

    def _give_room(self, caption: QLabel) -> None:
        """Captions of several groups stand in one line; a long one wraps rather than take the fields' room."""
        metrics = caption.fontMetrics()
        usual, most = metrics.horizontalAdvance(self._captions), metrics.horizontalAdvance(_LONGEST)
        needed = max(usual, caption.sizeHint().width())
        caption.setWordWrap(needed > most)
        caption.setMinimumWidth(min(needed, most))

    def show_field(self, field: Field[Any], shown: bool) -> None:
        """Show or hide a row."""
        field.setVisible(shown)
        field.caption.setVisible(shown)

    def all_fit(self) -> bool:
        """Check every row that shows, and say what is wrong under each."""
        return not [field for field in self.fields if field.isVisibleTo(self) and not field.fits()]


class TicksField(Field[tuple[T, ...]]):
    """Several of a few things, each with a box to tick; the value keeps the order offered."""

    def __init__(self, title: str, choices: Sequence[tuple[T, str]], chosen: Sequence[T]) -> None:
        holder = QWidget()
        self.boxes: dict[T, QCheckBox] = {}
        super().__init__(title, holder)
        row = FlowLayout(holder, gap=3 * STEP)
        row.setContentsMargins(0, STEP, 0, STEP)
        for thing, words in choices:
            box = QCheckBox(words)
            box.setAccessibleName(f"{title} {words}")
            box.setChecked(thing in chosen)
            box.toggled.connect(lambda _on: self.changed.emit())
            self.boxes[thing] = box
            row.addWidget(box)
        for first in list(self.boxes.values())[:1]:
            self.setFocusProxy(first)

    def text(self) -> str:
        return mark("、").join(box.text() for box in self.boxes.values() if box.isChecked())

    def read(self, typed: str) -> tuple[T, ...]:
        return self.ticked

    @property
    def offered(self) -> int:
        """How many things there are to tick."""
        return len(self.boxes)

    @property
    def ticked(self) -> tuple[T, ...]:
        """The things ticked, in the order offered."""
        return tuple(thing for thing, box in self.boxes.items() if box.isChecked())


class PickField(FindField[str]):
    """Finds a member; `picked(number)` once one was taken from the list, and the field is free for the next."""

    picked = Signal(str)

    def take(self, hit: Hit[str]) -> None:
        super().take(hit)
        self.set_text("")
        self.picked.emit(hit.thing)


class MembersField(KeepsChosen, QWidget):
    """Several members by number: found by name or number, each with a way to take it out again."""

    changed = Signal()

    def __init__(
        self, title: str, search: Search, name_of: Callable[[str], str], chosen: Sequence[str]
    ) -> None:
        super().__init__()
        self._title = title
        self._name_of = name_of
        self.numbers = list(chosen)
        self.finder = PickField(title, search)
        self.finder.picked.connect(self._found)
        self.finder.fold()
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(STEP)
        box.addWidget(self.finder)
        box.addLayout(self._list)
        self._show()

    def _found(self, number: str) -> None:
        if number not in self.numbers:
            self.numbers.append(number)
            self._show()
            self.changed.emit()

    @property
    def chosen(self) -> tuple[str, ...]:
        return tuple(self.numbers)

    def choose_again(self, chosen: object) -> None:
        self.numbers = list(map(str, chosen)) if isinstance(chosen, tuple) else []
        self._show()
        self.changed.emit()

    def remove(self, number: str) -> None:
        """Take a member out again."""
        self.numbers.remove(number)
        self._show()
        self.finder.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _show(self) -> None:
        clear(self._list)
        for number in self.numbers:
            self._list.addWidget(self._row(number))

    def _row(self, number: str) -> QWidget:
        row = QWidget()
        box = QHBoxLayout(row)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(label(number, "muted"))
        name = ElidingLabel()
        name.setText(self._name_of(number))
        box.addWidget(name, 1)
        remove = button(_REMOVE, lambda: self.remove(number), "link")
        remove.setAccessibleName(_("移除 {name}").format(name=self._name_of(number)))
        box.addWidget(remove)
        return row
