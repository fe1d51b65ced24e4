"""A wizard in the kit's look: one step after another, each checked before the next, one value at the end.

A subclass adds its steps, which hold fields, and makes the value of them; it is opened
by `dialogs.run_wizard`.
"""

from collections.abc import Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QPushButton, QVBoxLayout, QWidget, QWizard, QWizardPage

from coopdesk.domain.errors import DomainError
from coopdesk.i18n import N_, _
from coopdesk.services.errors import EnvironmentFault
from coopdesk.ui.frame.actions import Action
from coopdesk.ui.kit import theme
from coopdesk.ui.kit.cards import label
from coopdesk.ui.kit.fields import Field
from coopdesk.ui.kit.form_grid import FormGrid
from coopdesk.ui.kit.keys import arrows_change, is_enter, is_pressed_by_enter
from coopdesk.ui.kit.steps import Step, StepsBar
from coopdesk.ui.kit.strips import MessageStrip
from coopdesk.ui.kit.tab_order import set_visual_tab_order
from coopdesk.ui.kit.tokens import SPACE_CARD, SPACE_PAGE
from coopdesk.wording import error_text

R = TypeVar("R")
_STAY = Action("stay", N_("继续填写"))
_BUTTONS = {
    QWizard.WizardButton.BackButton: ("", N_("上一步")),
    QWizard.WizardButton.NextButton: ("primary", N_("下一步")),
    QWizard.WizardButton.FinishButton: ("primary", ""),
    QWizard.WizardButton.CancelButton: ("", N_("取消")),
}


class WizardStep(QWizardPage):
    """One step: its title, a line about it, and fields, or any widget. It is left forwards only when it is good."""

    def __init__(self, title: str, lead: str = "") -> None:
        super().__init__()
        self.name = title
        self.setProperty("role", "page")
        self.fields: list[Field[Any]] = []
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(SPACE_PAGE, SPACE_CARD, SPACE_PAGE, SPACE_CARD)
        self.body.setSpacing(SPACE_CARD)
        self.body.addWidget(label(title, "title"))
        if lead:
            self.body.addWidget(label(lead, "muted", wrap=True))
        self.message = MessageStrip()
        self.body.addWidget(self.message)

    def group(self, heading: str, fields: Sequence[Field[Any]]) -> None:
        """A group of fields in two columns under a heading (none for the empty text)."""
        if heading:
            self.body.addWidget(label(heading, "section"))
        grid = FormGrid()
        grid.add_fields(fields)
        self.body.addLayout(grid)
        self.fields += fields

    def check(self) -> None:
        """Raise DomainError where fields that are good by themselves do not go together; override it."""

    def initializePage(self) -> None:
        """Called by Qt when the step shows for the first time: what it shows of the steps before belongs here."""

    def validatePage(self) -> bool:
        wrong = [field for field in self.fields if field.isVisibleTo(self) and not field.fits()]
        if wrong:
            wrong[0].editor.setFocus(Qt.FocusReason.TabFocusReason)
            return False
        try:
            self.check()
        except DomainError as error:
            self.message.say("error", error_text(error))
            return False
        self.message.hide()
        return True


class Wizard(QWizard, Generic[R]):
    """Steps to one value. Enter goes to the next field and from the last to the next step; Esc asks before anything
    typed is lost. `make` is called at the end; a DomainError it raises is said in the last step."""

    def __init__(self, title: str, finish_text: str, steps: Sequence[WizardStep]) -> None:
        super().__init__()
        self.setWindowTitle(title)
        self.setProperty("role", "page")
        self.setWizardStyle(QWizard.WizardStyle.ClassicStyle)
        options = QWizard.WizardOption
        self.setOption(options.NoBackButtonOnStartPage)
        self.setOption(options.NoDefaultButton)
        self.setOption(options.CancelButtonOnLeft, False)
        self.steps = tuple(steps)
        self.result_value: R | None = None
        self._start: list[str] = []
        self._bar = StepsBar([Step(step.name) for step in steps])
        for made in self._bar.buttons:  # they tell where one stands, and lead nowhere
            made.setEnabled(False)
        for step in steps:
            self.addPage(step)
        for which, (kind, text) in _BUTTONS.items():
            self.setButtonText(which, _(text) if text else finish_text)
            pressed = self.button(which)
            theme.mark(pressed, kind=kind)
            pressed.setAccessibleName(pressed.text())
            if isinstance(pressed, QPushButton):
                pressed.setAutoDefault(False)
        self.currentIdChanged.connect(self._stands)

    def make(self) -> R:
        """The value of all steps; raises DomainError if they do not go together."""
        raise NotImplementedError

    def prepare(self) -> None:
        """Called before the wizard shows: begins at the first step and notes what it held."""
        self.result_value = None
        self.restart()
        self._start = self._texts()

    @property
    def touched(self) -> bool:
        """Whether something typed would be lost."""
        return self._texts() != self._start

    def show_error(self, error: DomainError | EnvironmentFault) -> None:
        """Say in the step that shows what stood against it."""
        self._step().message.say("error", error_text(error))

    def accept(self) -> None:
        try:
            self.result_value = self.make()
        except DomainError as error:
            self.show_error(error)
            return
        super().accept()

    def reject(self) -> None:
        from coopdesk.ui.kit import dialogs

        question = _("所填内容尚未保存，关闭后不会保留。")
        if not self.touched or dialogs.confirm_sheet(
            self, self.windowTitle(), question, [], dialogs.LEAVE, _STAY
        ):
            super().reject()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_enter(event):
            self._enter()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._forward().click()
        else:
            super().keyPressEvent(event)

    def _enter(self) -> None:
        focus = self.focusWidget()
        if isinstance(focus, QAbstractButton) and is_pressed_by_enter(focus):
            focus.click()
            return
        shown = [f.editor for f in self._step().fields if f.isVisibleTo(self) and f.isEnabled()]
        later = shown[shown.index(focus) + 1 :] if focus in shown else []
        (later[0] if later else self._forward()).setFocus(Qt.FocusReason.TabFocusReason)

    def _forward(self) -> QAbstractButton:
        last = self.nextId() < 0
        buttons = QWizard.WizardButton
        return self.button(buttons.FinishButton if last else buttons.NextButton)

    def _step(self) -> WizardStep:
        step = self.currentPage()
        assert isinstance(step, WizardStep)
        return step

    def _stands(self, place: int) -> None:
        """Show how far it is, and put the cursor into the first field of the step."""
        if place < 0:
            return
        self._step().body.insertWidget(0, self._bar)
        done = [Step(step.name, done=at < place) for at, step in enumerate(self.steps)]
        self._bar.show_steps(done, place)
        set_visual_tab_order(self._step())
        typed: list[QWidget] = [
            f.editor for f in self._step().fields if f.isEnabled() and not arrows_change(f.editor)
        ]
        (*typed, self._forward())[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _texts(self) -> list[str]:
        return [field.text() for step in self.steps for field in step.fields]
