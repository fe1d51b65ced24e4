"""盈余分配: five steps at the left, what they come to at the right, one next act at the top.

Shows what lies on the workbench and hands commands to the shell; what a command changed comes back through `reload`.
After the resolution everything shown is the frozen plan.
"""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QMenu, QWidget

from coopdesk.domain.distribution.scheme import Scheme
from coopdesk.domain.errors import DomainError
from coopdesk.i18n import _
from coopdesk.services.commands import Changes, Command, RecordYearFigures, Topic
from coopdesk.services.errors import EnvironmentFault
from coopdesk.services.papers.catalogue import PaperKind
from coopdesk.ui import actions
from coopdesk.ui.distribution import acts, deeds, explain, page_words
from coopdesk.ui.distribution.finding_words import finding_lines
from coopdesk.ui.distribution.focus import holds_cursor
from coopdesk.ui.distribution.left_side import LeftSide
from coopdesk.ui.distribution.own_things import OwnThings
from coopdesk.ui.distribution.page_words import PLACES, RESERVE, RESOLUTION, SURPLUS
from coopdesk.ui.distribution.part_views import refusal_text
from coopdesk.ui.distribution.right_side import RightSide
from coopdesk.ui.distribution.workbench import Workbench
from coopdesk.ui.kit import theme
from coopdesk.ui.kit.form import FormDialog
from coopdesk.ui.kit.page import PageFrame, side_by_side
from coopdesk.ui.kit.steps import Step, StepsBar
from coopdesk.ui.kit.tab_order import follow_sight
from coopdesk.ui.kit.tokens import TextSize
from coopdesk.ui.shell import Shell
from coopdesk.wording import error_text, usual_text

_SHARES = {TextSize.SMALL: (35, 65), TextSize.MEDIUM: (38, 62), TextSize.LARGE: (41, 59)}
"""How the two sides divide the width; larger type needs more for the forms at the left."""


class DistributionPage(PageFrame):
    """The distribution of the shell's year."""

    topics = frozenset({Topic.COOP, Topic.MEMBERS, Topic.REGISTER, Topic.YEARS, Topic.PLANS})

    def __init__(self, shell: Shell) -> None:
        super().__init__(_("盈余分配"))
        self.shell = shell
        self.bench = Workbench(self, lambda: shell.desk, shell.jobs)
        self._wanted: int | None = None
        self._shown_year = 0
        self.step = SURPLUS
        self.steps = StepsBar([Step(_(name)) for name in page_words.STEP_NAMES])
        self.left = LeftSide()
        self.left.resolution.member_wanted.connect(lambda member: shell.go("members", member))
        self.right = RightSide(self._source_of)
        self.acts = acts.Acts(self, self._slots())
        self.acts.show(None)
        self._order = QTimer(self, singleShot=True, interval=0)
        self._order.timeout.connect(lambda: follow_sight(self))
        self.state.setWordWrap(True)
        self.body.addWidget(self.steps)
        self.body.addWidget(side_by_side(self.left, self.right, _SHARES[theme.current().text_size]), 1)
        self._connect()

    @property
    def place(self) -> str:
        return PLACES[self.step]

    @property
    def ready(self) -> bool:
        """Whether all that was asked for is shown; tests and pictures wait for it."""
        return self.bench.ready

    def reload(self) -> None:
        self.bench.load(self.shell.year)

    def open_thing(self, reference: str) -> None:
        if reference in PLACES:
            self._wanted = PLACES.index(reference)
            if self.bench.reading is not None and self.bench.open_year == self.shell.year:
                self.go_to(self._wanted)

    def unsaved(self) -> str:
        if self.bench.edited:
            return _("分配办法")
        return _("本年盈余") if self.left.surplus.touched else ""

    def rescue(self) -> Command | None:
        if self.bench.edited:
            return deeds.draft_command(self.bench.situation)
        surplus = self.left.surplus
        if surplus.touched and surplus.fits() and surplus.figures is not None:
            return RecordYearFigures(figures=surplus.figures)
        return None

    def take_focus(self) -> None:
        follow_sight(self)
        if self.bench.reading is None or self.bench.reading.figures is None:
            self.left.focus_step(SURPLUS)
        else:
            self.steps.buttons[self.step].setFocus(Qt.FocusReason.OtherFocusReason)

    def _focus_step(self) -> None:
        """The cursor goes to what is typed in a step, or where nothing is, to the step itself."""
        fixed = self.bench.reading is not None and self.bench.reading.fixed
        if fixed or not self.left.focus_step(self.step):
            self.steps.buttons[self.step].setFocus(Qt.FocusReason.OtherFocusReason)

    def go_to(self, step: int) -> None:
        """Show a step, with the cursor where its work begins."""
        held = holds_cursor(self.left)
        self.step, self._wanted = step, None
        self.left.setCurrentIndex(step)
        self._show_situation()
        if held:  # what had the cursor is out of sight now
            self._focus_step()

    def _step_chosen(self, step: int) -> None:
        self.message.hide()
        self.go_to(step)

    def _show_reading(self) -> None:
        reading = self.bench.reading
        if reading is None:
            return
        self.left.show_reading(reading, self.bench.edit, self.bench.choices)
        if self._wanted is None and reading.year != self._shown_year:
            self._wanted = page_words.first_step(reading)
        self.fields_judged()
        if reading.year != self._shown_year:
            self.right.forget()
        self._shown_year = reading.year
        self.go_to(self.step if self._wanted is None else self._wanted)

    def _show_outcome(self) -> None:
        outcome, edit = self.bench.outcome, self.bench.edit
        if outcome is not None and edit is not None:
            self.right.results.show_outcome(outcome, edit, rival := self.bench.rival)
            self.shell.keep_comparison(*((rival.title, rival.edit.scheme) if rival else ("", None)))
            self.left.show_outcome(outcome, edit.scheme, finding_lines(outcome, edit.scheme))
        self._show_situation()

    def _show_refusal(self, error: DomainError) -> None:
        self.left.show_refusal(error)
        self.right.show_refusal(refusal_text(error))
        self._show_situation()

    def _show_failure(self, error: DomainError | EnvironmentFault) -> None:
        self.message.say(
            "error", refusal_text(error) if isinstance(error, DomainError) else error_text(error)
        )

    def _show_situation(self) -> None:
        now = self.bench.situation
        if now is not None:
            self.set_state(page_words.state_text(now))
            self.steps.show_steps(page_words.steps(now, self.left.surplus.touched), self.step)
            self.acts.show(
                acts.offer(now, self.step, self.left.surplus.touched, self.bench.rival is not None)
            )
            self.left.show_course(now)
            self.right.show_situation(now)

    def fields_judged(self) -> None:
        """While something typed is refused, nothing is computed from what stood there before."""
        super().fields_judged()
        self.bench.hold(self.refused_field() is not None)

    def bring_in_sight(self, widget: QWidget) -> None:
        super().bring_in_sight(widget)
        self.go_to(self.left.currentIndex())

    def _source_of(self, member: str) -> str:
        edit = self.bench.edit
        return "" if edit is None else explain.source(self.shell.desk.entries(member), edit.record_date)

    def _scheme_edited(self, scheme: Scheme) -> None:
        if self.bench.change_scheme(scheme):
            self.left.show_scheme(scheme)
            self.fields_judged()
            self._show_situation()

    def _template_wanted(self, template_id: str) -> None:
        try:
            self.bench.choose_template(template_id)
            self.message.hide()
        except DomainError as error:
            self.show_error(error)
        reading = self.bench.reading
        if reading is not None:
            self.left.show_reading(reading, self.bench.edit, self.bench.choices)
            self._show_situation()

    def _day_wanted(self, day: date) -> None:
        year = self.shell.year
        if day.year in (year, year + 1):
            self.bench.choose_day(day)
        else:
            self.left.scheme.day.refuse(DomainError("plan.record_date", day=day, year=year))

    # What is done

    def next(self) -> None:
        """Go on to the next step; the year's figures are saved on the way."""
        self.message.hide()
        surplus = self.left.surplus
        typing = self.step == SURPLUS and surplus.touched
        if (typing and not surplus.fits()) or self.stopped():
            return
        if not typing:
            self.go_to(min(self.step + 1, RESOLUTION))
            self._focus_step()
        elif surplus.figures is not None:
            self._run(RecordYearFigures(figures=surplus.figures), RESERVE, _("本年盈余已保存"))

    def save(self) -> None:
        """Save what is edited as the year's draft."""
        command = deeds.draft_command(self.bench.situation)
        if command is not None:
            self._run(command, RESOLUTION, _("草案已保存"))

    def resolve(self) -> None:
        """Register the meeting's resolution on the saved draft."""
        self._ask(deeds.resolution_form(self.bench.situation), _("决议已登记，方案已固定"))

    def withdraw(self) -> None:
        """Take the approval back, with a reason."""
        self._ask(deeds.withdraw_form(self.bench.situation), _("决议已撤回，方案回到草案"))

    def pay(self) -> None:
        """Mark the approved plan as paid out."""
        self._ask(deeds.payment_form(self.bench.situation), _("已标记发放"))

    def compare(self) -> None:
        """Let a template be chosen to stand beside the scheme."""
        made = self.acts.buttons[acts.COMPARE.name]
        self.comparison_menu().popup(made.mapToGlobal(QPoint(0, made.height())))

    def comparison_menu(self) -> QMenu:
        """The templates that can be compared with."""
        menu, reading = QMenu(self), self.bench.reading
        menu.setAccessibleName(_("与哪个模板对比"))
        for template in reading.templates if reading is not None else ():
            chosen = menu.addAction(usual_text(template.title))
            chosen.triggered.connect(lambda _on=False, wanted=template.id: self.bench.compare_with(wanted))
        return menu

    def _run(self, command: Command, then: int, said: str) -> None:
        self.shell.run(command, self, self._done(then, said))

    def _ask(self, form: FormDialog[Command] | None, said: str) -> None:
        if form is not None:
            self.shell.carry_out(form, self, self._done(RESOLUTION, said))

    def _done(self, then: int, said: str) -> Callable[[Changes], None]:
        def done(_changes: Changes) -> None:
            self._wanted = then  # the year is being read anew; the step shows with it
            self.show_done(said)

        return done

    def _slots(self) -> dict[str, Callable[[], object]]:
        return {
            acts.DISCARD.name: self.bench.discard,
            acts.COMPARE.name: self.compare,
            acts.UNCOMPARE.name: lambda: self.bench.compare_with(""),
            acts.WITHDRAW.name: self.withdraw,
            acts.SLIPS.name: self._to_slips,
            acts.FIGURES.name: lambda: self.go_to(SURPLUS),
            acts.NEXT.name: self.next,
            acts.SAVE.name: self.save,
            acts.RESOLVE.name: self.resolve,
            acts.PAY.name: self.pay,
            acts.PRINT.name: self._to_slips,
        }

    def _to_slips(self) -> None:
        if self.bench.reading is not None and self.bench.reading.fixed:
            self.shell.go("papers", PaperKind.SLIPS_A5)

    def _connect(self) -> None:
        self.bench.was_read.connect(self._show_reading)
        self.bench.computed.connect(self._show_outcome)
        self.bench.refused.connect(self._show_refusal)
        self.bench.failed.connect(self._show_failure)
        # Two buttons print, one at a time; the keys are the same for both.
        actions.key(actions.PRINT, self._to_slips, self)
        self.steps.chosen.connect(self._step_chosen)
        self.left.edited.connect(self._scheme_edited)
        self.left.scheme.template_wanted.connect(self._template_wanted)
        self.left.scheme.day_wanted.connect(self._day_wanted)
        self.left.scheme.parts.rebuilt.connect(self._order.start)
        self.left.scheme.parts.asked.connect(self.right.results.explain_line)
        self.left.surplus.changed.connect(self._show_situation)
        self.right.members_wanted.connect(lambda: self.shell.go("members"))
        self.right.results.summary_changed.connect(self.set_status)
        self.own = OwnThings(self, self.shell, self.left, lambda said: self._done(self.step, said))
