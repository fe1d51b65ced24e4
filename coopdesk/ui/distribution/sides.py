"""The two sides of the page: the five steps at the left, what they come to at the right."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QFrame, QStackedWidget, QVBoxLayout, QWidget

from coopdesk.domain.coop.share_class import ShareClass
from coopdesk.domain.distribution.scheme import Scheme
from coopdesk.domain.errors import DomainError
from coopdesk.domain.money import Money
from coopdesk.i18n import N_, _
from coopdesk.services.distribution.loss_plan import LossPlan
from coopdesk.services.distribution.payments import HouseholdPayment
from coopdesk.ui.distribution import situation
from coopdesk.ui.distribution.loss import LossPane, LossStep
from coopdesk.ui.distribution.measures import MeasuresCard
from coopdesk.ui.distribution.meeting_steps import CapitalNote, ResolutionStep, ReviewStep
from coopdesk.ui.distribution.model import SchemeModel
from coopdesk.ui.distribution.outcome import Outcome
from coopdesk.ui.distribution.payments_pane import PaymentsPane
from coopdesk.ui.distribution.reading import Reading
from coopdesk.ui.distribution.results import ResultsPane, SourceOf
from coopdesk.ui.distribution.scheme_step import SchemeStep
from coopdesk.ui.distribution.situation import RESOLUTION, Situation, ahead_text, nothing_to_show
from coopdesk.ui.distribution.surplus_steps import ReserveStep, SurplusStep
from coopdesk.ui.frame.actions import Action
from coopdesk.ui.kit.cards import Card, label, set_text
from coopdesk.ui.kit.empty import EmptyState
from coopdesk.ui.kit.fading import fade
from coopdesk.ui.kit.form_state import FormState, put_state, state_of
from coopdesk.ui.kit.page import scrolling
from coopdesk.ui.kit.refusing import Refusable, first_refused, refused_in
from coopdesk.ui.kit.strips import FindingLine, FindingsCard
from coopdesk.ui.kit.tokens import SPACE_CARD

_PART, _RESERVE, _DAY, _SHARED = "part:", "reserve:", "day", "shared"
"""Places of the forms of a scheme: cards by their part, appropriations by their order, the record date, the loss."""


class LeftSide(QStackedWidget):
    """The forms of the five steps: they write into the model. `class_wanted(code)` to mend a class."""

    class_wanted = Signal(str)

    def __init__(self, model: SchemeModel) -> None:
        super().__init__()
        self._model = model
        self.surplus = SurplusStep()
        self.measures = MeasuresCard()
        self.reserve = ReserveStep()
        self.scheme = SchemeStep()
        self.review = ReviewStep()
        self.resolution = ResolutionStep()
        note = _("不影响继续，写入会议材料")
        self.findings = [FindingsCard(note), FindingsCard(note)]
        self.capital = [CapitalNote(self.class_wanted.emit) for _step in range(2)]
        self.loss = LossStep()
        self.why = [label("", "muted", wrap=True) for _step in range(3)]
        self._of_scheme: list[list[QWidget]] = [
            [self.reserve],
            [self.scheme, self.findings[0]],
            [self.review, self.findings[1]],
        ]
        for parts in (
            [self.surplus, self.measures],
            [self.why[0], self.reserve],
            [self.why[1], self.capital[0], self.scheme, self.findings[0]],
            [self.why[2], self.capital[1], self.loss, self.review, self.findings[1]],
            [self.resolution],
        ):
            self.addWidget(_column(parts))
        self.forget()
        self.reserve.edited.connect(model.change_scheme)
        self.scheme.edited.connect(model.change_scheme)
        self.scheme.day_wanted.connect(self._choose_day)
        self.surplus.changed.connect(self._type_figures)
        self.loss.shared_changed.connect(model.share_loss)
        model.edited.connect(self._show_scheme)
        self._reading: Reading | None = None

    def forget(self) -> None:
        """Show nothing of any year: another one is being read."""
        self._reading = None
        self.surplus.forget()
        self.measures.show_sheets((), True)
        self.scheme.forget()
        self.reserve.show_scheme(Scheme(()), None, True)
        self.review.forget()
        for card in self.findings:
            card.show_findings([])
        self.show_capital(())
        self._fade(False, False)
        self.resolution.forget()
        self._show_parts(_("正在读取本年度的数字…"), review=False)
        self.loss.forget()
        self.loss.hide()

    def _show_parts(self, why: str, review: bool) -> None:
        """Show the parts of the scheme's steps, or why there is nothing in them."""
        for place, parts in enumerate(self._of_scheme):
            shown = not why and (review or parts[0] is not self.review)
            for part in parts:
                part.setVisible(shown)
            set_text(
                self.why[place], why or ("" if shown else _("分配办法还算不出数，改好之后这里显示全过程。"))
            )
            self.why[place].setVisible(not shown)

    def show_reading(self, refresh_typed: bool = True) -> None:
        """Show the year that was read and what is being edited of it, and what is typed and not saved."""
        reading, edit = self._model.reading, self._model.edit
        if reading is None:
            return
        self._reading = reading
        typed = self._model.unsaved.typed.get(reading.year) if refresh_typed else None
        refused = self._model.refused_forms
        self.measures.show_sheets(reading.measures, reading.fixed)
        self.surplus.show_figures(
            reading.year,
            reading.figures,
            reading.suggested_opening,
            reading.fixed,
            None if typed is None else typed.texts,
            reading.ledger,
        )
        if edit is not None:
            self.scheme.show_edit(edit, reading.choices, reading.templates, reading.fixed)
            self.reserve.show_scheme(edit.scheme, reading.figures, reading.fixed)
        self._show_parts(nothing_to_show(reading, edit), review=False)
        if refused and not reading.fixed:
            self._put_refused(refused)

    @property
    def refused_forms(self) -> dict[str, FormState]:
        """What stands in the forms of the scheme that hold something refused, by their place."""
        return {place: state_of(form) for place, form in self._forms() if _is_refused(form)}

    def _forms(self) -> Iterator[tuple[str, QWidget]]:
        for part, card in self.scheme.parts.cards.items():
            if card.form is not None:
                yield f"{_PART}{part}", card.form
        for place, form in enumerate(self.reserve.forms):
            yield f"{_RESERVE}{place}", form
        yield _DAY, self.scheme.day
        yield _SHARED, self.loss.shared

    def _put_refused(self, refused: Mapping[str, FormState]) -> None:
        """Let stand again what was refused when the year was left; the cursor stays where it is."""
        cursor = QApplication.focusWidget()
        for place in refused:
            if place.startswith(_PART):
                self.scheme.parts.open_part(place.removeprefix(_PART))
        for place, form in self._forms():
            if place in refused and not _is_refused(form):
                # What stood there meanwhile has no meaning, or another one: it is not told.
                before = form.blockSignals(place.startswith((_PART, _RESERVE)))
                put_state(form, refused[place])
                form.blockSignals(before)
                for each in refused_in(form):
                    each.mark_refusal()
        if cursor is not None and QApplication.focusWidget() is not cursor:
            cursor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fade(self, of_scheme: bool, of_steps: bool) -> None:
        for part in (self.review, *self.findings, self.loss.result):
            fade(part, of_scheme)
        for part in (self.reserve.result, self.surplus.result):
            fade(part, of_steps)

    def show_capital(self, classes: Sequence[ShareClass], of_loss: bool = False) -> None:
        """Say of which classes the shares count as no capital, or bear nothing of the loss."""
        for note in self.capital:
            note.show_classes(classes, of_loss)

    def show_loss(self, now: Situation, shared: Money) -> None:
        """Show the loss to be dealt with in place of the review, where there is one."""
        wanted = now.is_loss
        self.loss.setVisible(wanted)
        if wanted:
            self.loss.show_shared(shared, now.reading.fixed)
            self.loss.show_plan(now.loss, now.loss_refusal)
            self.why[2].hide()
            for part in self._of_scheme[2]:
                part.hide()

    def _show_scheme(self) -> None:
        """Show a scheme edited in one of the steps in the others too."""
        reading, edit = self._reading, self._model.edit
        if reading is not None and edit is not None and not reading.fixed:
            self.scheme.show_scheme(edit.scheme, reading.choices, reading.fixed)
            self.reserve.show_scheme(edit.scheme, reading.figures, reading.fixed)

    def _choose_day(self, day: date) -> None:
        try:
            self._model.choose_day(day)
        except DomainError as error:
            self.scheme.day.refuse(error)

    def _type_figures(self) -> None:
        """What is typed of a year is kept by its year until it is saved."""
        typed = self.surplus
        self._model.type_figures(typed.year, typed.texts, typed.figures, typed.touched)

    def show_outcome(self, outcome: Outcome, scheme: Scheme, findings: Sequence[FindingLine]) -> None:
        """Show what the scheme comes to."""
        self.scheme.parts.show_outcome(outcome, None)
        for card in self.findings:
            card.show_findings(findings)
        self._show_parts("", review=True)
        if self._reading is not None and self._reading.figures is not None:
            self.review.show_outcome(outcome, self._reading.figures, scheme, self._reading.previous)

    def show_valid(self) -> None:
        """Show every figure as valid again."""
        self._fade(False, False)

    def show_refusal(self, error: DomainError, held: bool = False) -> bool:
        """Show what stands against the scheme at its place; False if it has no place here.

        Its figures are greyed; those of the first steps too where something typed is refused (``held``).
        """
        self._fade(True, held)
        self.scheme.parts.show_outcome(None, error)
        return self.scheme.parts.holds(error)

    def show_course(self, now: Situation) -> None:
        """Show how far the plan is and what comes next."""
        self.resolution.show_course(now.reading, ahead_text(now))

    def step_of(self, part: QWidget) -> int:
        """The step in which something stands."""
        for place in range(self.count()):
            column = self.widget(place)
            if column is not None and column.isAncestorOf(part):
                return place
        return self.currentIndex()

    def focus_step(self, step: int) -> bool:
        """Put the cursor where the typing of the step begins; False for steps in which nothing is typed."""
        match step:
            case situation.SURPLUS:
                self.surplus.income.setFocus()
            case situation.RESERVE:
                self.reserve.first.setFocus()
            case situation.SCHEME:
                self.scheme.day.setFocus()
            case situation.REVIEW if self.loss.isVisibleTo(self):
                self.loss.shared.setFocus()
                return True
        return step <= situation.SCHEME


def _is_refused(form: QWidget) -> bool:
    own = isinstance(form, Refusable) and form.in_use and form.refusal is not None
    return own or first_refused(form) is not None


def _column(parts: Sequence[QWidget]) -> QWidget:
    body = QVBoxLayout()
    body.setSpacing(SPACE_CARD)
    for part in parts:
        body.addWidget(part)
    body.addStretch(1)
    return scrolling(body)


_JOIN = Action("to-members", N_("去登记成员"), "", "members")


class RightSide(QStackedWidget):
    """`members_wanted` when the roll has to be filled first; `summary_changed` with what is selected in the table that
    is in sight, and no other."""

    members_wanted = Signal()
    summary_changed = Signal(str)

    def __init__(self, source_of: SourceOf) -> None:
        super().__init__()
        self.results = ResultsPane(source_of)
        self._waiting = _on_card(EmptyState(_("正在读取本年度的数字…")))
        self._no_figures = _on_card(EmptyState(_("录入本年收入和支出后，这里显示每股、每户分得多少。")))
        self.no_members = EmptyState(
            _("名册里还没有成员。登记成员和股份之后，这里显示每户分得多少。"), _JOIN, self.members_wanted.emit
        )
        self._no_members = _on_card(self.no_members)
        self._no_scheme = _on_card(EmptyState(_("没有一个模板适合现在的名册。请先在设置里填写合作社资料。")))
        self.reason = EmptyState("")
        self._no_outcome = _on_card(self.reason)
        before = (self._waiting, self._no_figures, self._no_members, self._no_scheme, self._no_outcome)
        self.loss, self.payments = LossPane(), PaymentsPane()
        self._shown_loss: LossPlan | None = None
        self._shown_payments: Sequence[HouseholdPayment] = ()
        self.payments.show_payments(())
        for part in (*before, self.results, self.loss, self.payments):
            self.addWidget(part)
        for pane in (self.results, self.loss, self.payments):
            pane.summary_changed.connect(partial(self._tell, pane))
        self.currentChanged.connect(lambda _place: self.summary_changed.emit(self.summary()))

    def summary(self) -> str:
        """What is selected in the table that is in sight; empty where no table is."""
        shown = self.currentWidget()
        table = shown.table if isinstance(shown, ResultsPane | LossPane | PaymentsPane) else None
        return "" if table is None else table.view.summary()

    def _tell(self, pane: QWidget, summary: str) -> None:
        if pane is self.currentWidget():
            self.summary_changed.emit(summary)

    def show_refusal(self, why: str) -> None:
        """Say why there are no figures: beside the last good ones where there are some."""
        self.reason.message.setText(why)
        if self.results.outcome is not None:
            self.results.show_stale(why)

    def forget(self) -> None:
        """Show nothing of another year."""
        self.reason.message.setText("")
        self.results.forget()
        self._shown_loss, self._shown_payments = None, ()
        self.loss.show_plan(None)
        self.payments.show_payments(())
        self.setCurrentWidget(self._waiting)

    def show_situation(self, now: Situation, step: int) -> None:
        """Show the results where there is something to compute from, at the last step how far the payment is."""
        if now.loss is not self._shown_loss:
            self._shown_loss = now.loss
            self.loss.show_plan(now.loss)
        if now.reading.payments is not self._shown_payments:
            self._shown_payments = now.reading.payments
            self.payments.show_payments(now.reading.payments, now.reading.not_reached)
        if step == RESOLUTION and now.reading.payments:
            shown: QFrame = self.payments
        elif now.is_loss:
            shown = self.loss
        elif now.reading.figures is None:
            shown = self._no_figures
        elif now.facts is None or not now.facts.members:
            shown = self._no_members
        elif now.edit is None:
            shown = self._no_scheme
        elif self.results.outcome is not None:
            shown = self.results
        else:
            shown = self._no_outcome if self.reason.message.text() else self._waiting
        self.setCurrentWidget(shown)


def _on_card(state: EmptyState) -> Card:
    card = Card()
    card.body.addWidget(state, 1)
    return card
