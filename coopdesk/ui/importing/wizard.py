"""The import wizard: six steps over one model, and one command at the end, kept or refused as a whole."""

from PySide6.QtWidgets import QWizard

from coopdesk.i18n import _
from coopdesk.services.command import Changes
from coopdesk.services.distribution.book_import import command_for
from coopdesk.ui.frame.shell import Shell
from coopdesk.ui.importing.book_step import BookStep
from coopdesk.ui.importing.columns_step import ColumnsStep
from coopdesk.ui.importing.file_step import FileStep
from coopdesk.ui.importing.model import ImportModel
from coopdesk.ui.importing.rows_step import RowsStep
from coopdesk.ui.importing.sheet_step import SheetStep
from coopdesk.ui.importing.step import ImportStep
from coopdesk.ui.importing.words_step import WordsStep
from coopdesk.ui.kit import room, theme
from coopdesk.ui.kit.jobs import Failure, Job
from coopdesk.ui.kit.page import PageFrame
from coopdesk.ui.kit.wizard import Wizard
from coopdesk.ui.kit.working import WorkProgress

_WIDTH, _HEIGHT, _FRAME = 1060, 700, 48


class ImportWizard(Wizard[Changes]):
    """From a file, or a table that was `pasted`, to members in the book; the value is what the import changed."""

    def __init__(self, shell: Shell, page: PageFrame, pasted: str = "") -> None:
        self.model = ImportModel(shell)
        self.file = FileStep(shell, self.model)
        self.sheet = SheetStep(self.model)
        self.columns = ColumnsStep(self.model)
        self.words = WordsStep(self.model)
        self.rows = RowsStep(shell, self.model)
        self.book = BookStep(self.model)
        self._shell, self._page, self._pasted = shell, page, pasted
        self._importing = False
        steps = (self.file, self.sheet, self.columns, self.words, self.rows, self.book)
        super().__init__(_("从 Excel 导入"), _("导入"), steps)
        self.under_way = WorkProgress()
        self.model.began.connect(self._began)
        self.finished.connect(lambda _how: self.model.stop())

    def prepare(self) -> None:
        super().prepare()
        size = theme.current().text_size
        there = room.on_screen(self)
        self.resize(
            min(size.scaled(_WIDTH), there.width() - _FRAME),
            min(size.scaled(_HEIGHT), there.height() - _FRAME),
        )

        if self._pasted.strip():
            self.model.paste(self._pasted)

    def make(self) -> Changes:
        raise NotImplementedError  # the import is a command of its own: see `accept`

    @property
    def touched(self) -> bool:
        return self.model.source is not None and self.result_value is None

    def accept(self) -> None:
        """Enter the roll; the wizard closes when it is in the book, and stays with what stands against it."""
        reading = self.model.reading
        if reading is None or self._importing or self.model.busy:
            return
        self._importing = True
        self._let_finish(False)

        def done(changes: Changes) -> None:
            self._importing = False
            self.result_value = changes
            self.model.remember()
            QWizard.accept(self)

        def failed(error: Failure) -> None:
            self._importing = False
            self._let_finish(True)
            self.show_error(error)

        def stopped() -> None:
            self._importing = False
            self._let_finish(True)
            self._step().message.say("warning", _("已停止，账套没有改动。"))

        command = command_for(reading, self.model.understood.others)
        self._began(self._shell.perform(command, self._page, done, failed, stopped))

    def reject(self) -> None:
        if not self._importing:
            super().reject()

    def _let_finish(self, may: bool) -> None:
        for which in (QWizard.WizardButton.FinishButton, QWizard.WizardButton.BackButton):
            self.button(which).setEnabled(may)

    def _began(self, job: Job) -> None:
        """Show the work under way at the foot of the step that shows."""
        self._step().body.addWidget(self.under_way)
        self.under_way.show_job(job)

    def _stands(self, place: int) -> None:
        super()._stands(place)
        if place >= 0:
            step = self._step()
            if isinstance(step, ImportStep):
                step.first_focus()
