"""The files of the voucher that shows: what they are attached to, and when they can be.

They hang on the draft that a voucher was typed as, so that they stay where they are when it is posted; on the voucher
itself where there was no draft.
"""

from typing import Protocol

from coopdesk.i18n import _
from coopdesk.services.journal.entry import Thing
from coopdesk.ui.attachments.attached import AttachedFiles
from coopdesk.ui.frame.shell import Shell
from coopdesk.ui.kit.attachments import AttachmentsList
from coopdesk.ui.kit.page import PageFrame
from coopdesk.ui.ledger.acts import VoucherActs
from coopdesk.ui.ledger.entry import Entry
from coopdesk.ui.ledger.sheet import VoucherSheet
from coopdesk.ui.ledger.vouchers_frame import FILES, Buttons


class Holder(Protocol):
    """The view whose files they are."""

    entry: Entry
    sheet: VoucherSheet
    acts: VoucherActs
    files: AttachmentsList
    buttons: Buttons


class VoucherFiles:
    """The list of files below a voucher, shown and hidden by its button."""

    def __init__(self, shell: Shell, page: PageFrame, holder: Holder) -> None:
        self._holder = holder
        self._attached = AttachedFiles(shell, page, holder.files)
        holder.sheet.changed.connect(self._allow)

    @property
    def thing(self) -> Thing | None:
        """What files are attached to; None for a voucher that is not in the book."""
        entry = self._holder.entry
        draft = entry.draft if entry.posted is None else entry.posted.draft
        if draft is not None:
            return Thing("voucher_draft", str(draft))
        return None if entry.posted is None else Thing("voucher", str(entry.posted.id))

    def show(self) -> None:
        """Show the files of what shows now."""
        self._allow()
        self._attached.show_thing(self.thing)
        count, button = len(self._holder.files.items), self._holder.buttons[FILES.name]
        button.setText(_("附件文件 {n}").format(n=count) if count else _("附件文件"))
        button.setAccessibleName(button.text())

    def toggle(self) -> None:
        """Let the list come or go; a voucher that is not in the book yet is kept as a draft first."""
        if self._holder.files.isHidden() and self.thing is None:
            self._holder.buttons[FILES.name].setChecked(False)
            self._holder.acts.save_draft(lambda: self._set(True))
        else:
            self._set(self._holder.files.isHidden())

    def _allow(self) -> None:
        """Nothing can be attached to a voucher in which nothing is typed."""
        allowed = self.thing is not None or not self._holder.sheet.is_blank
        self._holder.buttons[FILES.name].setEnabled(allowed)

    def _set(self, shown: bool) -> None:
        self._holder.files.setVisible(shown)
        self._holder.buttons[FILES.name].setChecked(shown)
        self.show()
