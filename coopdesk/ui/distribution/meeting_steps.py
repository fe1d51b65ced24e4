"""核对 and 决议与发放: every sum from the surplus to the payment, what the meeting needs, what happened so far
and what comes next; and the notes on what is better put right before. Knows no book.
"""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from coopdesk.domain.coop.share_class import ShareClass
from coopdesk.domain.distribution.facts import Facts
from coopdesk.domain.distribution.scheme import Scheme
from coopdesk.domain.distribution.uncounted import uncounted_classes
from coopdesk.i18n import _
from coopdesk.services.coop.values import YearFigures
from coopdesk.services.distribution.headlines import PlanSummary
from coopdesk.services.members.roll_checks import RollProblem
from coopdesk.ui.distribution.outcome import Outcome
from coopdesk.ui.distribution.reading import Reading
from coopdesk.ui.distribution.resolution_form import rule_text
from coopdesk.ui.distribution.situation import Situation
from coopdesk.ui.distribution.words import (
    compared_entries,
    history_entries,
    opening_entries,
    outcome_entries,
    tie_text,
)
from coopdesk.ui.kit.buttons import link
from coopdesk.ui.kit.cards import Card, Todo, TodoList, clear, label, set_text
from coopdesk.ui.kit.statement import Statement
from coopdesk.ui.kit.tokens import SPACE_CARD, STEP
from coopdesk.wording import problem_act, problem_reference, problem_text, usual_text


class ReviewStep(QWidget):
    """Two cards: the statement, and the comparison with last year."""

    def __init__(self) -> None:
        super().__init__()
        self.opening, self.paid, self.compared = Statement(), Statement(), Statement()
        self.tie = label("", "muted", wrap=True)
        whole = Card(_("从盈余到实发"))
        for part in (self.opening, self.paid, self.tie):
            whole.body.addWidget(part)
        beside = Card(_("与上年比较（元）"))
        beside.body.addWidget(self.compared)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(SPACE_CARD)
        box.addWidget(whole)
        box.addWidget(beside)

    def forget(self) -> None:
        """Show nothing of any year."""
        for part in (self.opening, self.paid, self.compared):
            part.show_entries([])
        set_text(self.tie, "")

    def show_outcome(
        self, outcome: Outcome, figures: YearFigures, scheme: Scheme, previous: PlanSummary | None
    ) -> None:
        """Show these figures."""
        self.opening.show_entries(opening_entries(figures, scheme))
        self.paid.show_entries(outcome_entries(outcome, scheme))
        set_text(self.tie, tie_text(outcome))
        self.compared.show_entries(compared_entries(outcome, previous, figures.year))


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

    def show_course(self, reading: Reading, ahead: str) -> None:
        """Show how far the plan is; `ahead` says what comes next."""
        self.course.show_entries(history_entries(reading.history, reading.plan is not None))
        set_text(self.next, ahead)
        members, extra = reading.votes
        set_text(self.rule, "" if reading.fixed else rule_text(members, extra))
        self.roll.show_problems(() if reading.fixed else reading.problems)
        self.rule.setVisible(bool(self.rule.text()) and members > 0)


class RollNotes(QWidget):
    """A card that is only there while something is to be put right; `go(reference)` opens the member."""

    def __init__(self, go: Callable[[str], object]) -> None:
        super().__init__()
        self._go = go
        self._shown: Sequence[RollProblem] = ()
        self.list = TodoList("")
        card = Card(_("决议前请核对名册"))
        card.body.addWidget(self.list)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(card)
        self.hide()

    def show_problems(self, problems: Sequence[RollProblem]) -> None:
        """Show these; without any the card goes."""
        if problems is not self._shown:
            self._shown = problems
            self._draw(problems)
        self.setVisible(bool(problems))

    def _draw(self, problems: Sequence[RollProblem]) -> None:
        self.list.show_todos(
            [
                Todo(problem_text(one), problem_act(one), partial(self._go, problem_reference(one)), True)
                for one in problems
            ]
        )


class CapitalNote(QWidget):
    """A card that is only there while some shares count as no capital; `go(code)` opens the class of that code."""

    def __init__(self, go: Callable[[str], object]) -> None:
        super().__init__()
        self._go = go
        self._shown: object = None
        self._rows = QVBoxLayout()
        self._rows.setSpacing(STEP)
        card = Card(_("没有每股出资额的股份"))
        card.body.addLayout(self._rows)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(card)
        self.hide()

    def show_classes(self, classes: Sequence[ShareClass], of_loss: bool = False) -> None:
        """Show these, as what bears nothing of a loss or as what is not in the accounts; without any the card goes."""
        shown = (tuple(classes), of_loss)
        if shown == self._shown:
            return
        self._shown = shown
        clear(self._rows)
        for each in classes:
            self._rows.addWidget(label(_words(each, of_loss), wrap=True))
            way = link(_("填写每股出资额"), partial(self._go, each.code))
            way.setAccessibleName(f"{way.text()} {usual_text(each.label)}")
            self._rows.addWidget(way, 0, Qt.AlignmentFlag.AlignLeft)
        self.setVisible(bool(classes))


def _words(share_class: ShareClass, of_loss: bool) -> str:
    words = _(
        "“{label}”没有每股出资额，成员持有的这类股份现在不算出资，不计入成员账户。保存草案之前请填写；"
        "确实没有出资的，保存时写明理由。"
    )
    if of_loss:
        words = _(
            "“{label}”没有每股出资额，成员持有的这类股份现在不分担亏损。决议之前请填写；"
            "确实没有出资的，登记决议时写明理由。"
        )
    return words.format(label=usual_text(share_class.label))


class Uncounted:
    """The classes that count as no capital in what is being prepared, figured again only for another situation."""

    def __init__(self) -> None:
        self._of: tuple[Facts, Scheme, Sequence[ShareClass]] | None = None
        self._found: tuple[ShareClass, ...] = ()

    def classes(self, now: Situation) -> Sequence[ShareClass]:
        """None of a year that is resolved; in a loss year those whose shares bear nothing of it."""
        reading = now.reading
        if reading.fixed:
            return ()
        if now.is_loss:
            labels = now.loss.uncounted if now.loss is not None else ()
            return [each for each in reading.classes if each.label in labels]
        if reading.facts is None or now.edit is None:
            return ()
        known, wanted = self._of, (now.edit.scheme, reading.asked_about)
        if known is None or known[0] is not reading.facts or known[1:] != wanted:
            self._of = (reading.facts, *wanted)
            self._found = uncounted_classes(reading.facts, *wanted)
        return self._found
