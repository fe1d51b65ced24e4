"""What of the roll is better put right before the meeting resolves, each one click from its field. Knows no book."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from coopdesk.i18n import _
from coopdesk.services.members.roll_checks import RollProblem
from coopdesk.ui.kit.cards import Card, Todo, TodoList
from coopdesk.wording import problem_reference, problem_text


class RollNotes(QWidget):
    """A card that is only there while something is to be put right; `go(reference)` opens the member."""

    def __init__(self, go: Callable[[str], object]) -> None:
        super().__init__()
        self._go = go
        self.list = TodoList("")
        card = Card(_("决议前请核对名册"))
        card.body.addWidget(self.list)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(card)
        self.hide()

    def show_problems(self, problems: Sequence[RollProblem]) -> None:
        """Show these; without any the card goes."""
        self.list.show_todos(
            [
                Todo(problem_text(one), _("补录"), partial(self._go, problem_reference(one)), True)
                for one in problems
            ]
        )
        self.setVisible(bool(problems))
