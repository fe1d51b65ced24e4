"""The newest answer only: work off the GUI thread after a short pause in the typing, older questions dropped.

Knows neither book nor page; errors of the trade come back like any answer.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QTimer
from shiboken6 import isValid

from coopdesk.ui.kit.jobs import Failure, Job, JobQueue, Lane

T = TypeVar("T")
Check = Callable[[], None]
PAUSE_MS = 120
"""How long typing must rest before it is worth computing."""


class Latest(QObject):
    """Answers one question at a time; asking again makes all earlier answers stale, whenever they come."""

    def __init__(self, owner: QObject, jobs: JobQueue, title: str) -> None:
        super().__init__(owner)
        self._jobs, self._title = jobs, title
        self._job: Job | None = None
        self._asked = 0
        self._waiting: Callable[[], None] | None = None
        self._again: Callable[[], None] | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._go)

    @property
    def busy(self) -> bool:
        """Whether an answer is still to come."""
        return self._waiting is not None or self._job is not None

    def ask(
        self,
        work: Callable[[Check], T],
        done: Callable[[T], object],
        failed: Callable[[Failure], object],
        at_once: bool = False,
    ) -> None:
        """Do `work`, and give its answer to exactly one of the two, unless another question comes first.

        ``work`` is given a function to call between its steps: it ends work whose answer is no longer wanted.
        """
        self.drop()
        mine = self._asked

        def told(tell: Callable[[Any], object], answer: Any) -> None:
            # The page may be gone by now: a book can be closed while it is being read.
            if isValid(self) and mine == self._asked:
                tell(answer)

        self._waiting = lambda: self._submit(
            work, lambda value: told(done, value), lambda error: told(failed, error)
        )
        self._again = lambda: self.ask(work, done, failed)
        if at_once:
            self._go()
        else:
            self._pause.start()

    def put_off(self) -> None:
        """Let what is under way wait for another pause: somebody is typing, and the window comes first."""
        if self.busy and self._again is not None:
            self._again()

    def drop(self) -> None:
        """Want no answer any more."""
        self._asked += 1
        self._pause.stop()
        self._waiting = self._again = None
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _go(self) -> None:
        self._pause.stop()
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            waiting()

    def _submit(
        self, work: Callable[[Check], T], done: Callable[[T], None], failed: Callable[[Failure], None]
    ) -> None:
        job = self._jobs.submit(self._title, lambda progress: work(progress.check), done, failed, Lane.SHOW)
        job.ended.connect(self._ended)
        self._job = job

    def _ended(self, job: Job) -> None:
        if job is self._job:
            self._job = None
