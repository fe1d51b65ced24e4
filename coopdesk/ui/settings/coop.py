"""合作社 and 章程参数 as sections of the settings: filled from the book, saved as one command, one sheet at a time."""

from PySide6.QtWidgets import QVBoxLayout

from coopdesk.domain.errors import DomainError
from coopdesk.i18n import N_, _
from coopdesk.services.command import Changes
from coopdesk.services.coop.commands import SetUpCoop
from coopdesk.services.coop.values import CoopDetails
from coopdesk.ui.frame.actions import Action
from coopdesk.ui.frame.shell import Shell
from coopdesk.ui.kit.form_area import FormArea
from coopdesk.ui.kit.page import PageFrame
from coopdesk.ui.settings.details import CharterSheet, CoopSheet
from coopdesk.ui.settings.section import Act, Section

SAVE = Action("save", N_("保存"), "Ctrl+S", "save")


class DetailsSection(Section):
    """A sheet of the co-op's details. Only what was touched can be saved; a refused save leaves everything typed."""

    def __init__(self, shell: Shell, page: PageFrame, sheet: CoopSheet | CharterSheet) -> None:
        super().__init__()
        self._shell, self._page = shell, page
        self.sheet = sheet
        self.act = Act(SAVE, self.save)
        self._seen: int | None = None
        self._part: tuple[object, ...] | None = None
        inner = QVBoxLayout()
        inner.addWidget(sheet)
        inner.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(FormArea(inner))
        sheet.touched_changed.connect(self._touched)

    @property
    def touched(self) -> bool:
        return self.sheet.touched

    def show_book(self) -> None:
        seen = self._shell.desk.journal.seen()
        coop = self._shell.desk.coop.details()
        if self.sheet.touched and coop is not None and self._details() == coop:
            self.sheet.settle()  # what is typed has been saved, by whatever way
        if not self.sheet.touched:
            self.sheet.show_coop(coop)
        # What only the other sheet has saved does not stand against what is typed here.
        if not self.sheet.touched or self.sheet.part_of(coop) == self._part:
            self._seen, self._part = seen, self.sheet.part_of(coop)

    def rescue(self) -> SetUpCoop | None:
        details = self._details()
        return None if details is None else SetUpCoop(details=details, seen=self._seen)

    def _details(self) -> CoopDetails | None:
        """What is typed over what the book holds; None while a field is empty or wrong."""
        if any(field.refusal is not None for field in self.sheet.fields):
            return None
        try:
            return self.sheet.details(self._shell.desk.coop.details())
        except DomainError:
            return None

    def save(self) -> None:
        """Save the sheet if every field fits."""
        if not self.sheet.fits():
            return
        self._page.message.hide()
        try:
            details = self.sheet.details(self._shell.desk.coop.details())
        except DomainError as error:
            self._page.show_error(error)
        else:
            self._shell.run(SetUpCoop(details=details, seen=self._seen), self._page, self._saved)

    def _saved(self, _changes: Changes) -> None:
        self.sheet.settle()
        self._page.show_done(_("已保存"))

    def _touched(self, touched: bool) -> None:
        self.ready_changed.emit(touched)
        self.state_changed.emit(_("有改动尚未保存，按 Ctrl+S 保存") if touched else "")
