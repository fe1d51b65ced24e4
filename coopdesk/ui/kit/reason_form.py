"""Something unusual that may be done for a reason: says what is unusual, takes the reason, knows no command."""

from coopdesk.i18n import _
from coopdesk.ui.kit.fields import NoteField
from coopdesk.ui.kit.form import FormDialog


class ReasonForm(FormDialog[str]):
    """`why` says what was found; the reason is kept in the book with what is done."""

    def __init__(self, why: str) -> None:
        super().__init__(_("请写明原因"), _("写明原因，仍要继续"), why)
        self.reason = NoteField(_("原因"), required=True)
        self.group("", [self.reason])

    def make(self) -> str:
        return self.reason.text().strip()
