"""What every step of the import wizard is: it shows what the model has understood, and waits while that is read."""

from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from coopdesk.domain.errors import DomainError
from coopdesk.i18n import _
from coopdesk.services.errors import EnvironmentFault
from coopdesk.ui.importing.model import ImportModel
from coopdesk.ui.kit import theme
from coopdesk.ui.kit.fields import Field
from coopdesk.ui.kit.wizard import WizardStep
from coopdesk.wording import error_text

_FIELD_WIDTH = 220


def captioned(field: Field[Any]) -> QWidget:
    """A field with its caption above it, for a row of short fields."""
    holder = QWidget()
    box = QVBoxLayout(holder)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(2)
    box.addWidget(field.caption)
    box.addWidget(field)
    holder.setFixedWidth(theme.current().text_size.scaled(_FIELD_WIDTH))
    field.fold()
    return holder


class ImportStep(WizardStep):
    """One step over the model; `show_understood` shows it anew, `is_ready` says whether one may go on."""

    def __init__(self, model: ImportModel, title: str, lead: str = "") -> None:
        super().__init__(title, lead)
        self.model = model
        model.understood_anew.connect(self._understood)
        model.busy_changed.connect(self.completeChanged)
        model.failed.connect(self.say_failure)

    def show_understood(self) -> None:
        """Show what the model has understood of the file."""

    @property
    def is_ready(self) -> bool:
        """Whether there is what the next step needs."""
        return self.model.reading is not None

    def first_focus(self) -> None:
        """Put the cursor where this step's work begins; by default the wizard does."""

    def initializePage(self) -> None:
        self.show_understood()

    def isComplete(self) -> bool:
        return self.is_ready and not self.model.busy

    def say_failure(self, error: DomainError | EnvironmentFault) -> None:
        """Say what stood against something that was asked for in this step."""
        if self.isVisible():
            self.message.say("error", error_text(error))

    def say_refusal(self) -> None:
        """Say what leaves the file unread under these answers; nothing where it was read."""
        refusal = self.model.understood.refusal
        if refusal is None:
            self.message.hide()
        else:
            self.message.say("error", error_text(refusal))

    def validatePage(self) -> bool:
        if self.model.busy:
            self.message.say("warning", _("还在读取，请稍候。"))
            return False
        if not self.is_ready:
            self.say_refusal()
            return False
        return super().validatePage()

    def _understood(self) -> None:
        if self.isVisible():
            self.show_understood()
        self.completeChanged.emit()
