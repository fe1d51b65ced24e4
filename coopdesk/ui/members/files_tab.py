"""The tab 附件: what is attached to a member, or to one of the operations by which his shares came and went.

Shows what it is given and says by a signal whose files are wanted; it knows no book.
"""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from coopdesk.i18n import _
from coopdesk.services.journal.entry import Thing
from coopdesk.ui.kit.attachments import AttachmentsList
from coopdesk.ui.kit.no_wheel import ChoiceBox
from coopdesk.ui.kit.tokens import SPACE_IN
from coopdesk.ui.members.entries import EntryRow


class FilesTab(QWidget):
    """The list with the choice of whose files it shows above it; `chosen` is sent when that becomes another."""

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.of = ChoiceBox()
        self.of.setAccessibleName(_("谁的附件"))
        self.of.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.files = AttachmentsList(_("附件"))
        self._things: list[Thing] = []
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(SPACE_IN)
        box.addWidget(self.of)
        box.addWidget(self.files, 1)
        self.of.currentIndexChanged.connect(lambda _place: self.chosen.emit())

    @property
    def thing(self) -> Thing | None:
        """Whose files are wanted; None while nobody is shown."""
        place = self.of.currentIndex()
        return self._things[place] if 0 <= place < len(self._things) else None

    def show_member(self, number: str, entries: Sequence[EntryRow]) -> None:
        """Offer the member and the operations; what was chosen stays while it is the same member."""
        before = self.thing
        rows = list({row.operation: row for row in entries}.values())
        things = [Thing("member", number), *(Thing("operation", str(row.operation)) for row in rows)]
        words = [_("成员本人的资料"), *(_words(row) for row in rows)]
        stays = before if things and self._things[:1] == things[:1] and before in things else things[0]
        self.of.blockSignals(True)
        self.of.clear()
        self.of.addItems(words)
        self._things = things
        self.of.setCurrentIndex(things.index(stays))
        self.of.blockSignals(False)

    def show_operation(self, number: int) -> None:
        """Show the files of that operation, if it is one of those offered."""
        wanted = Thing("operation", str(number))
        if wanted in self._things:
            self.of.setCurrentIndex(self._things.index(wanted))


def _words(row: EntryRow) -> str:
    said = _("第 {n} 号 {day} {matter}").format(n=row.operation, day=row.day.isoformat(), matter=row.matter)
    return f"{said} {row.document}".rstrip()
