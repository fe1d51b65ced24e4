"""Work under way where it was asked for: what is done, how far it is, and a way to stop it. Knows no page."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar

from coopdesk.i18n import N_, _
from coopdesk.ui.frame.actions import Action
from coopdesk.ui.kit.buttons import button
from coopdesk.ui.kit.cards import label
from coopdesk.ui.kit.jobs import Job
from coopdesk.ui.kit.tokens import SPACE_CARD, SPACE_IN

_STOP = Action("stop", N_("停止"), "", "close")


class WorkProgress(QFrame):
    """What is being opened or built, how far it is, and a way to stop it."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._job: Job | None = None
        self.text = label("")
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(_("进度"))
        self.stop = button(_STOP, self._stop, "link")
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_CARD, SPACE_IN, SPACE_IN, SPACE_IN)
        row.setSpacing(SPACE_CARD)
        row.addWidget(self.text)
        row.addWidget(self.progress, 1)
        row.addWidget(self.stop)
        self.hide()

    def show_job(self, job: Job) -> None:
        """Show that job until it ends."""
        self._job = job
        self.text.setText(_("{work}，请稍候").format(work=job.title))
        self.progress.setRange(0, 0)
        self.stop.setEnabled(True)
        self.stop.setVisible(job.can_stop)
        job.progressed.connect(self._progressed)
        job.ended.connect(self._ended)
        self.show()

    def _progressed(self, done: int, total: int) -> None:
        self.progress.setRange(0, total)
        self.progress.setValue(done)

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self.stop.setEnabled(False)
            self.text.setText(_("正在停止"))

    def _ended(self) -> None:
        self._job = None
        self.hide()
