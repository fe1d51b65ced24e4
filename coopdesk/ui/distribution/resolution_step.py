"""决议与发放: what the meeting needs, what has happened so far, and what comes next."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from coopdesk.i18n import _
from coopdesk.ui.distribution.reading import Reading
from coopdesk.ui.distribution.resolution_form import rule_text
from coopdesk.ui.distribution.roll_notes import RollNotes
from coopdesk.ui.distribution.statement import Statement
from coopdesk.ui.distribution.statements import history_entries
from coopdesk.ui.kit.cards import Card, label, set_text
from coopdesk.ui.kit.tokens import SPACE_CARD


class ResolutionStep(QWidget):
    """The course of the plan, what a resolution needs, and the next act in a sentence.

    Sends `member_wanted(reference)` for a detail of a member to be put right before the meeting.
    """

    member_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.roll = RollNotes(self.member_wanted.emit)
        self.course = Statement()
        self.rule = label("", "", wrap=True)
        self.next = label("", "strong", wrap=True)
        course = Card(_("办理经过"))
        course.body.addWidget(self.course)
        self._ahead = Card(_("下一步"))
        self._ahead.body.addWidget(self.next)
        self._ahead.body.addWidget(self.rule)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(SPACE_CARD)
        box.addWidget(course)
        box.addWidget(self._ahead)
        box.addWidget(self.roll)

    def forget(self) -> None:
        """Show nothing of any year."""
        self.course.show_entries([])
        for words in (self.next, self.rule):
            set_text(words, "")

    def show_course(self, reading: Reading, members: int, ahead: str) -> None:
        """Show how far the plan is; `ahead` says what comes next."""
        self.course.show_entries(history_entries(reading.history, reading.plan is not None))
        set_text(self.next, ahead)
        set_text(self.rule, "" if reading.fixed else rule_text(members, reading.votes[1]))
        self.roll.show_problems(() if reading.fixed else reading.problems)
        self.rule.setVisible(bool(self.rule.text()) and members > 0)
