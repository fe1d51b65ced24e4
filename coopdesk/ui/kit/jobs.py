"""Long work off the GUI thread, one piece after another: progress, cancelling, and its end back in the GUI thread.

One queue does all the work of a book, so two commands never run into each other. Knows neither book nor page.
"""

import queue
import threading
from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from coopdesk.domain.errors import DomainError
from coopdesk.services.errors import Cancelled, EnvironmentFault
from coopdesk.ui.error_boundary import Broken, Done, Outcome, Refused, attempt

T = TypeVar("T")
Failure = DomainError | EnvironmentFault


class Progress:
    """What a piece of work tells of itself: call it with (done, total); it raises `Cancelled` once cancelled."""

    def __init__(self, tell: Callable[[int, int], None]) -> None:
        self._tell = tell
        self._stop = threading.Event()

    def __call__(self, done: int, total: int) -> None:
        if self._stop.is_set():
            raise Cancelled
        self._tell(done, total)

    def stop(self) -> None:
        """Let the next report end the work."""
        self._stop.set()


class Job(QObject):
    """One piece of work under way. `progressed(done, total)` and `ended(job)` come in the GUI thread."""

    progressed = Signal(int, int)
    ended = Signal(object)
    _over = Signal(object)

    def __init__(
        self,
        title: str,
        work: Callable[[Progress], Any],
        done: Callable[[Any], object],
        failed: Callable[[Failure], object],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self.title = title
        self.cancelled = False
        self._work, self._done, self._failed = work, done, failed
        self._progress = Progress(self._told)
        self._over.connect(self._finish, Qt.ConnectionType.QueuedConnection)

    def cancel(self) -> None:
        """Ask the work to stop; nothing of it stays, as the service promises."""
        self.cancelled = True
        self._progress.stop()

    def perform(self) -> None:
        """Do the work; called by the queue in its own thread."""
        self._over.emit(attempt(self._run))

    def _run(self) -> Any:
        self._progress(0, 0)
        return self._work(self._progress)

    def _told(self, done: int, total: int) -> None:
        self.progressed.emit(done, total)

    @Slot(object)
    def _finish(self, outcome: Outcome[Any]) -> None:
        self.ended.emit(self)
        if isinstance(outcome, Done):
            self._done(outcome.value)
        elif isinstance(outcome, Refused):
            self._failed(outcome.error)
        elif isinstance(outcome, Broken):
            raise outcome.error


class JobQueue(QObject):
    """Does jobs one after another in a thread of its own. `started(job)` and `idle` tell the status bar."""

    started = Signal(object)
    idle = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._open: list[Job] = []
        self._thread: threading.Thread | None = None

    @property
    def busy(self) -> bool:
        """Whether a job runs or waits."""
        return bool(self._open)

    def submit(
        self,
        title: str,
        work: Callable[[Progress], T],
        done: Callable[[T], object],
        failed: Callable[[Failure], object],
    ) -> Job:
        """Put work into the queue; exactly one of `done` and `failed` is called in the GUI thread, unless cancelled."""
        job = Job(title, work, done, failed, self)
        job.ended.connect(self._ended)
        self._open.append(job)
        if self._thread is None:
            self._thread = threading.Thread(target=self._serve, name="coopdesk-book", daemon=True)
            self._thread.start()
        self._waiting.put(job)
        self.started.emit(job)
        return job

    def close(self, seconds: float = 10.0) -> None:
        """Cancel what waits, let the running piece end, and stop the thread."""
        for job in self._open:
            job.cancel()
        if self._thread is not None:
            self._waiting.put(None)
            self._thread.join(seconds)
            self._thread = None

    def _serve(self) -> None:
        while (job := self._waiting.get()) is not None:
            job.perform()

    def _ended(self, job: Job) -> None:
        self._open.remove(job)
        job.deleteLater()
        if not self._open:
            self.idle.emit()
