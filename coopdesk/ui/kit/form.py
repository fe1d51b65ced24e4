"""Forms: two columns of fields under headings, checked as they are left, returning one value or nothing.

A subclass says what its fields are and makes the value (a frozen command) of them; the form knows no book and runs
nothing. It is opened by `dialogs.ask` alone.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from coopdesk.domain.errors import DomainError
from coopdesk.i18n import N_, _
from coopdesk.services.errors import EnvironmentFault
from coopdesk.ui.frame.actions import Action
from coopdesk.ui.kit import room
from coopdesk.ui.kit.buttons import button
from coopdesk.ui.kit.cards import label
from coopdesk.ui.kit.fields import DateField, Field
from coopdesk.ui.kit.form_area import FormArea
from coopdesk.ui.kit.form_grid import FormGrid
from coopdesk.ui.kit.keys import arrows_change, is_enter, is_pressed_by_enter
from coopdesk.ui.kit.strips import MessageStrip
from coopdesk.ui.kit.tab_order import set_visual_tab_order
from coopdesk.ui.kit.tokens import SPACE_CARD, SPACE_IN, SPACE_PAGE
from coopdesk.wording import error_text

R = TypeVar("R")
_CANCEL = Action("cancel", N_("取消"))
_STAY = Action("stay", N_("继续填写"))
_AGAIN = Action("accept-again", N_("登记并继续"), "Ctrl+Shift+Return", "", N_("登记，接着填下一份"))


class FormDialog(QDialog, Generic[R]):
    """A form. Call `group` for each group of fields, override `make`, and read `result_value` after it was accepted.

    Enter goes to the next field and from the last to the button; Ctrl+Enter and Ctrl+S accept; Esc closes, and asks
    only if something typed would be lost. A refused command is shown by `show_error`, and the form can be asked again
    with everything still in it. A form that `can_go_on` has a second button, after which the next is begun.
    """

    can_go_on = False

    def __init__(self, title: str, accept_text: str, lead: str = "") -> None:
        super().__init__()
        self.setWindowTitle(title)
        self.setProperty("role", "page")
        self.fields: list[Field[Any]] = []
        self.result_value: R | None = None
        self.cursor_in: Field[Any] | None = None
        """The field the cursor begins in; None for the first."""
        self._start: list[str] | None = None
        self._reorder = QTimer(self, singleShot=True, interval=0)
        self._reorder.timeout.connect(lambda: set_visual_tab_order(self))
        self.message = MessageStrip()
        self._groups = QVBoxLayout()
        self._groups.setSpacing(SPACE_CARD)
        self._area = FormArea(self._groups)
        self._accept = button(
            Action("accept", accept_text, "Ctrl+Return"), self.try_accept, "primary", keys_in=self
        )
        self._again = button(_AGAIN, self._try_again, keys_in=self)
        self.goes_on = False
        self._cancel = button(_CANCEL, self.reject)
        self._lay_out(title, lead)
        # Within its place only: shown before, it would be a window of its own for a moment.
        self._again.setVisible(self.can_go_on)
        for keys in ("Ctrl+Enter", "Ctrl+S"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.try_accept)

    def make(self) -> R:
        """The value of the form, all fields being good by themselves; raises DomainError if they do not go together."""
        raise NotImplementedError

    def group(self, heading: str, fields: Sequence[Field[Any]]) -> None:
        """A group of fields in two columns under a heading (none for the empty text)."""
        if heading:
            self._groups.addWidget(label(heading, "section"))
        grid = FormGrid()
        grid.add_fields(fields)
        self._groups.addLayout(grid)
        self.fields += fields

    def prepare(self) -> None:
        """Called before the form shows, and again after a refusal: notes what it held before anybody typed, and puts
        the cursor into the first field."""
        if self._start is None:
            # Once only: what was refused by the book is still typed, and would be lost.
            self._start = [field.text() for field in self.fields]
        self.adjustSize()
        self._grow()
        set_visual_tab_order(self)
        wrong = [field.editor for field in self.fields if field.wrong]
        wanted = [] if self.cursor_in is None else [self.cursor_in.editor]
        typed = [f.editor for f in self.fields if f.isEnabled() and not arrows_change(f.editor)]
        (*wrong, *wanted, *typed, self._accept)[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def try_accept(self) -> None:
        """Check every field, and accept if all is well; else the cursor goes to the first that is not."""
        self.goes_on = False
        self._check_and_accept()

    def _try_again(self) -> None:
        self.goes_on = True
        self._check_and_accept()

    def _check_and_accept(self) -> None:
        wrong = [field for field in self.fields if field.isVisibleTo(self) and not field.fits()]
        if wrong:
            self._go_to(wrong[0].editor)
            return
        try:
            self.result_value = self.make()
        except DomainError as error:
            self.show_error(error)
            return
        self.accept()

    def show_done(self, text: str) -> None:
        """Say that the one before is done."""
        self.message.say("done", text)

    def show_error(self, error: DomainError | EnvironmentFault) -> None:
        """Say in the form what stood against it."""
        self.message.say("error", error_text(error))

    def takes(self, day: date) -> bool:
        """Whether a field holds that day."""
        return any(isinstance(field, DateField) and field.value() == day for field in self.fields)

    @property
    def touched(self) -> bool:
        """Whether something typed would be lost."""
        return [field.text() for field in self.fields] != self._start

    def reject(self) -> None:
        from coopdesk.ui.kit import dialogs

        question = _("所填内容尚未保存，关闭后不会保留。")
        if not self.touched or dialogs.confirm_sheet(
            self, self.windowTitle(), question, [], dialogs.LEAVE, _STAY
        ):
            super().reject()

    def event(self, event: QEvent) -> bool:
        handled = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._grow()
            if self.isVisible():
                # Fields that come with what is chosen are stops of Tab where they stand, not after all others.
                self._reorder.start()
        return handled

    def _grow(self) -> None:
        """Make room when the lines under the fields become more; past the height of the screen the fields scroll."""
        layout = self.layout()
        room.grow(self, layout.totalHeightForWidth(self.width()) if layout is not None else 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_enter(event):
            self._enter()
        else:
            super().keyPressEvent(event)

    def _enter(self) -> None:
        focus = self.focusWidget()
        if isinstance(focus, QAbstractButton) and is_pressed_by_enter(focus):
            focus.click()
        else:
            shown = [field.editor for field in self.fields if field.isVisibleTo(self) and field.isEnabled()]
            later = shown[shown.index(focus) + 1 :] if focus in shown else []
            self._go_to(later[0] if later else self._accept)

    def _go_to(self, editor: QWidget) -> None:
        editor.setFocus(Qt.FocusReason.TabFocusReason)
        if self._area.isAncestorOf(editor):
            self._area.ensureWidgetVisible(editor.parentWidget() or editor)

    def _lay_out(self, title: str, lead: str) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(SPACE_PAGE, SPACE_CARD, SPACE_PAGE, SPACE_CARD)
        box.setSpacing(SPACE_CARD)
        head = QVBoxLayout()
        head.setSpacing(2)
        head.addWidget(label(title, "title"))
        if lead:
            head.addWidget(label(lead, "muted", wrap=True))
        box.addLayout(head)
        box.addWidget(self.message)
        box.addWidget(self._area, 1)
        box.addWidget(self._foot())

    def _foot(self) -> QWidget:
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_IN)
        row.addWidget(label(_("带 * 的必填；回车到下一格，Ctrl+回车确定"), "small"))
        row.addStretch(1)
        for made in (self._cancel, self._again, self._accept):
            row.addWidget(made)
        return foot
