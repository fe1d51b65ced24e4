"""One part of a scheme as a card: what it says, what it comes to, and opened, the form to change it.

The card knows no scheme and no engine; it is told its words, and how to make the form of its part.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from coopdesk.i18n import N_
from coopdesk.ui.distribution.part_forms import PartForm
from coopdesk.ui.distribution.rich_line import RichLine, Word
from coopdesk.ui.frame.actions import Action
from coopdesk.ui.kit.buttons import button
from coopdesk.ui.kit.cards import label, line, set_text
from coopdesk.ui.kit.eliding import ElidingLabel
from coopdesk.ui.kit.keys import after, is_enter
from coopdesk.ui.kit.tokens import SPACE_IN, STEP

_UP = Action("part-up", N_("上移"))
_DOWN = Action("part-down", N_("下移"))
_REMOVE = Action("part-remove", N_("删除"))
_CLOSE = Action("part-close", N_("完成"), icon="check")
WHY = "why"
"""The way of the figures: how they came about."""


@dataclass(frozen=True)
class PartView:
    """What a card shows. `can_move` says whether the part may go up and down; None for parts without an order."""

    name: str
    amount: Sequence[Word] = ()
    sentence: Sequence[Word] = ()
    effect: Sequence[Word] = ()
    error: str = ""
    can_move: tuple[bool, bool] | None = None


@dataclass
class PartActs:
    """What the card asks for; the page does it."""

    opened: Callable[[bool], object]
    edited: Callable[[object], object]
    removed: Callable[[], object]
    why: Callable[[], object]
    moved: Callable[[int], object] = field(default=lambda _by: None)


class PartCard(QFrame):
    """A card of one part; `form` makes the form when the card is opened, None where nothing may be changed."""

    def __init__(self, acts: PartActs, form: Callable[[], PartForm] | None) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._acts = acts
        self._make = form
        self.form: PartForm | None = None
        self._foot: QWidget | None = None
        self.movers: tuple[QPushButton, ...] = ()
        self._can_move: tuple[bool, bool] | None = None
        self.name = ElidingLabel("strong")
        self.amount = RichLine("muted", wrap=False)
        self.sentence = RichLine("muted")
        self.effect = RichLine()
        self.error = label("", "error", wrap=True)
        self.error.hide()
        for rich in (self.amount, self.sentence, self.effect):
            rich.linkActivated.connect(self._follow)
        self._box = QVBoxLayout(self)
        self._lay_out()

    def show_part(self, view: PartView) -> None:
        """Show these words; an open form keeps what is typed in it."""
        self.name.setText(view.name)
        self.setAccessibleName(view.name)
        self.amount.say(view.amount)
        self.sentence.say(view.sentence)
        self.effect.say(view.effect)
        set_text(self.error, view.error)
        self.error.setVisible(bool(view.error))
        self._can_move = view.can_move
        self._arrange_foot()

    def open_form(self, what: str = "") -> None:
        """Show the form, with the cursor at `what`."""
        if self._make is None:
            return
        if self.form is None:
            self.form = self._make()
            self.form.edited.connect(self._acts.edited)
            self._foot = self._make_foot()
            for part in (line(), self.form, self._foot):
                self._box.addWidget(part)
                part.show()  # a layout would only do so later, and the cursor has to go there now
            self._acts.opened(True)
        self.form.focus_on(what)

    def close_form(self) -> None:
        """Put the form away; what it said is in the scheme already."""
        if self.form is None:
            return
        while self._box.count() > self._resting:
            item = self._box.takeAt(self._resting)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.form = self._foot = None
        self._acts.opened(False)

    def finish(self) -> None:
        """Close the form if all in it is well, else say what is not."""
        if self.form is not None and self.form.rows.all_fit():
            self.close_form()
            self.sentence.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.form is not None:
            self.finish()
        elif is_enter(event) and self.form is not None:
            (after(self.form, self.focusWidget()) or self.closer).setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.form is None:
            self.open_form()
        super().mouseReleaseEvent(event)

    def _follow(self, way: str) -> None:
        if way == WHY:
            self._acts.why()
        else:
            self.open_form(way)

    def _lay_out(self) -> None:
        self._box.setContentsMargins(12, SPACE_IN, 12, SPACE_IN)
        self._box.setSpacing(STEP)
        head = QHBoxLayout()
        head.setSpacing(SPACE_IN)
        head.addWidget(self.name, 1)
        head.addWidget(self.amount)
        self._box.addLayout(head)
        for part in (self.sentence, self.effect, self.error):
            self._box.addWidget(part)
        self._resting = self._box.count()
        if self._make is not None:
            self.setCursor(Qt.CursorShape.PointingHandCursor)

    def _make_foot(self) -> QWidget:
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(STEP)
        up = button(_UP, lambda: self._acts.moved(-1), "link")
        down = button(_DOWN, lambda: self._acts.moved(1), "link")
        self.movers = (up, down)
        self.remover = button(_REMOVE, self._acts.removed, "link")
        for made in (up, down, self.remover):
            made.setAccessibleName(f"{made.text()} {self.name.text()}")
            row.addWidget(made)
        row.addStretch(1)
        self.closer = button(_CLOSE, self.finish)
        row.addWidget(self.closer)
        self._arrange_foot()
        return foot

    def _arrange_foot(self) -> None:
        for place, mover in enumerate(self.movers if self.form is not None else ()):
            mover.setVisible(self._can_move is not None)
            mover.setEnabled(self._can_move is not None and self._can_move[place])
