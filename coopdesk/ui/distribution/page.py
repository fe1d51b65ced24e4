"""盈余分配: five steps at the left, what they come to at the right, one next act at the top.

Shows what lies on the workbench and hands commands to the shell; what a command changed comes back through `reload`.
After the resolution everything shown is the frozen plan.
"""

from collections.abc import Collection

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QWidget

from coopdesk.domain.errors import DomainError
from coopdesk.i18n import N_, _, mark
from coopdesk.services.command import Command, Topic
from coopdesk.services.errors import EnvironmentFault
from coopdesk.ui.distribution import explain, situation
from coopdesk.ui.distribution.acts import ActionButtons, PageActions, SheetAndTemplateActions, offer
from coopdesk.ui.distribution.meeting_steps import Uncounted
from coopdesk.ui.distribution.member_table import Arrangement
from coopdesk.ui.distribution.model import SchemeModel
from coopdesk.ui.distribution.part_card import refusal_text
from coopdesk.ui.distribution.sides import LeftSide, RightSide
from coopdesk.ui.distribution.situation import PLACES, SURPLUS
from coopdesk.ui.distribution.words import found_in
from coopdesk.ui.frame import actions
from coopdesk.ui.frame.actions import Action
from coopdesk.ui.frame.shell import Shell
from coopdesk.ui.kit import theme
from coopdesk.ui.kit.keys import has_focus_within
from coopdesk.ui.kit.page import side_by_side
from coopdesk.ui.kit.refusing import Refusable
from coopdesk.ui.kit.steps import Step, StepsBar
from coopdesk.ui.kit.tab_order import set_visual_tab_order
from coopdesk.ui.kit.tokens import TextSize
from coopdesk.wording import error_text

_MEND = Action("mend", N_("去改"))
_SHARES = {TextSize.SMALL: (35, 65), TextSize.MEDIUM: (38, 62), TextSize.LARGE: (41, 59)}
"""How the two sides divide the width; larger type needs more for the forms at the left."""


class DistributionPage(PageActions):
    """The distribution of the shell's year."""

    topics = frozenset({Topic.COOP, Topic.MEMBERS, Topic.REGISTER, Topic.ACCOUNTS, Topic.YEARS, Topic.PLANS})

    def __init__(self, shell: Shell) -> None:
        super().__init__(_("盈余分配"))
        self.shell = shell
        self.model = SchemeModel(self, lambda: shell.desk, shell.jobs)
        self._wanted: int | None = None
        self._shown_year = 0
        self.step = SURPLUS
        self._no_capital = Uncounted()
        self._tells_refused = False
        self.steps = StepsBar([Step(_(name)) for name in situation.STEP_NAMES])
        self.left = LeftSide(self.model)
        self.left.class_wanted.connect(lambda code: shell.go("settings", f"classes:{code}"))
        self.left.resolution.member_wanted.connect(lambda member: shell.go("members", member))
        self.right = RightSide(self._source_of)
        self.acts = ActionButtons(self, self._slots())
        self.acts.show(None)
        self._order = QTimer(self, singleShot=True, interval=0)
        self._order.timeout.connect(lambda: set_visual_tab_order(self))
        self.body.addWidget(self.steps)
        self.body.addWidget(side_by_side(self.left, self.right, _SHARES[theme.current().text_size]), 1)
        self._connect()

    @property
    def place(self) -> str:
        return PLACES[self.step]

    @property
    def ready(self) -> bool:
        """Whether all that was asked for is shown; tests and pictures wait for it."""
        return self.model.ready

    def reload(self) -> None:
        left = self.shell.year != self.model.open_year
        self.model.load(self.shell.year)
        if left:
            self._forget()

    def _forget(self) -> None:
        """Show nothing of the year that is left; what is typed of it stays by itself."""
        self.left.forget()
        self.right.forget()
        self.message.hide()
        self.acts.show(None)
        self.set_state("")
        self.steps.show_steps([Step(_(name)) for name in situation.STEP_NAMES], self.step)

    def open_thing(self, reference: str) -> None:
        if reference in PLACES:
            self._wanted = PLACES.index(reference)
            if self.model.reading is not None and self.model.open_year == self.shell.year:
                self.go_to(self._wanted)

    def unsaved(self) -> str:
        kept = self.model.unsaved
        named: list[tuple[str, Collection[int]]] = [
            (_("本年盈余"), kept.typed),
            (_("分配办法"), {*kept.edits, *(year for year in kept.refused if year != self.shell.year)}),
            (_("亏损分担"), kept.shared),
        ]
        parts = [self._of_years(what, years) for what, years in named if years]
        refused = None if parts else self.refused_field()
        return mark("、").join(parts if refused is None else [self._step_of(refused)])

    def _of_years(self, what: str, years: Collection[int]) -> str:
        if set(years) == {self.shell.year}:
            return what
        return _("{years} 年度{what}").format(years=mark("、").join(map(str, sorted(years))), what=what)

    def rescue(self) -> Command | None:
        return next(iter(self.model.commands()), None)

    def take_focus(self) -> None:
        set_visual_tab_order(self)
        if self.model.reading is None or self.model.reading.figures is None:
            self.left.focus_step(SURPLUS)
        else:
            self.steps.buttons[self.step].setFocus(Qt.FocusReason.OtherFocusReason)

    def _focus_step(self) -> None:
        """The cursor goes to what is typed in a step, or where nothing is, to the step itself."""
        fixed = self.model.reading is not None and self.model.reading.fixed
        if fixed or not self.left.focus_step(self.step):
            self.steps.buttons[self.step].setFocus(Qt.FocusReason.OtherFocusReason)

    def go_to(self, step: int) -> None:
        """Show a step, with the cursor where its work begins."""
        held = has_focus_within(self.left)
        self.step, self._wanted = step, None
        self.left.setCurrentIndex(step)
        self._show_situation()
        self._tell_refused(self.refused_field())
        if held:  # what had the cursor is out of sight now
            self._focus_step()

    def _step_chosen(self, step: int) -> None:
        self.message.hide()
        self.go_to(step)

    def _show_reading(self) -> None:
        reading = self.model.reading
        if reading is None:
            return
        self.right.results.classes = reading.classes
        self.left.show_reading()
        if self._wanted is None and reading.year != self._shown_year:
            self._wanted = situation.first_step(reading)
        self.fields_changed()
        self._shown_year = reading.year
        self.go_to(self.step if self._wanted is None else self._wanted)

    def _show_outcome(self) -> None:
        outcome, edit = self.model.outcome, self.model.edit
        self.left.show_valid()
        table, comparison = self.model.table, self.model.comparison
        if outcome is not None and table is not None and edit is not None:
            self.right.results.show_outcome(table, edit)
            self.shell.keep_comparison(
                *((comparison.title, comparison.edit.scheme) if comparison else ("", None))
            )
            self.left.show_outcome(outcome, edit.scheme, found_in(self.model.reading, outcome, edit.scheme))
        self._show_situation()

    def _show_refusal(self, error: DomainError) -> None:
        self.left.show_refusal(error, self.model.held)
        self.right.show_refusal(refusal_text(error))
        self._show_situation()

    def _show_failure(self, error: DomainError | EnvironmentFault) -> None:
        self.message.say(
            "error", refusal_text(error) if isinstance(error, DomainError) else error_text(error)
        )

    def _show_situation(self) -> None:
        now = self.model.situation
        if now is not None:
            self.set_state(situation.state_text(now))
            surplus, comparing = self.left.surplus, self.model.comparison is not None
            self.steps.show_steps(situation.steps(now, surplus.touched), self.step)
            self.acts.show(offer(now, self.step, surplus.touched, comparing, surplus.figures))
            self.left.show_course(now)
            self.left.show_loss(now, self.model.shared)
            self.left.show_capital(self._no_capital.classes(now), now.is_loss)
            self.right.show_situation(now, self.step)

    def fields_changed(self) -> None:
        """While something typed is refused, nothing is computed from what stood there before."""
        self.model.put_off()
        super().fields_changed()
        refused = self.refused_field()
        self.model.hold(
            None if refused is None else self._refused_error(refused),
            {} if refused is None else self.left.refused_forms,
        )
        self._tell_refused(refused)

    def stopped(self) -> bool:
        self._tells_refused = super().stopped()
        return self._tells_refused

    def refused_words(self, refused: Refusable) -> str:
        said = super().refused_words(refused)
        return _("“{step}”一步：{said}").format(step=self._step_of(refused), said=said)

    def _refused_error(self, refused: Refusable) -> DomainError:
        return DomainError("distribution.field_refused", step=self._step_of(refused), field=refused.called)

    def _step_of(self, refused: Refusable) -> str:
        return _(situation.STEP_NAMES[self.left.step_of(refused)])

    def _tell_refused(self, refused: Refusable | None) -> None:
        """At another step say what is refused, with the way back to it; nothing any more once it is put right."""
        if refused is not None and self.left.step_of(refused) != self.step:
            self.message.say("warning", self.refused_words(refused), (_MEND, self.stopped))
        elif self._tells_refused:
            self.message.hide()
        self._tells_refused = refused is not None and self.left.step_of(refused) != self.step

    def bring_in_sight(self, widget: QWidget) -> None:
        super().bring_in_sight(widget)
        self.go_to(self.left.currentIndex())

    def _source_of(self, member: str) -> str:
        edit = self.model.edit
        return (
            "" if edit is None else explain.source(self.shell.desk.members.entries(member), edit.record_date)
        )

    def _edited(self) -> None:
        """What was typed is shown in all places; forms may have come or gone with it."""
        self.fields_changed()
        self._show_situation()

    def _template_wanted(self, template_id: str) -> None:
        try:
            self.model.choose_template(template_id)
            self.message.hide()
        except DomainError as error:
            self.show_error(error)
        if self.model.reading is not None:
            self.left.show_reading(refresh_typed=False)
            self._show_situation()

    def _arranged(self, arrangement: Arrangement) -> None:
        self.model.arrangement = arrangement

    # Made once

    def _connect(self) -> None:
        self.model.was_read.connect(self._show_reading)
        self.model.computed.connect(self._show_outcome)
        self.model.refused.connect(self._show_refusal)
        self.model.failed.connect(self._show_failure)
        # Two buttons print, one at a time; the keys are the same for both.
        actions.key(actions.PRINT, self._to_slips, self)
        self.steps.chosen.connect(self._step_chosen)
        self.model.edited.connect(self._edited)
        self.left.surplus.changed.connect(self._show_situation)
        self.left.scheme.template_wanted.connect(self._template_wanted)
        self.left.scheme.parts.rebuilt.connect(self._order.start)
        self.left.scheme.parts.asked.connect(self.right.results.explain_line)
        self.right.payments.marked.connect(self.mark)
        self.right.summary_changed.connect(self.set_status)
        self.right.members_wanted.connect(lambda: self.shell.go("members"))
        self.right.results.arranged.connect(self._arranged)
        self.own = SheetAndTemplateActions(
            self, self.shell, self.left, lambda said: self._done(self.step, said), lambda: self.model.seen
        )
