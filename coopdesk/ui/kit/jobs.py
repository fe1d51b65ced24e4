"""Long work off the GUI thread: progress, cancelling, and its end back in the GUI thread.

Work goes in lanes, each one piece after another. Saves have a lane of their own: no print job holds them up, nothing
cancels them, and two commands never run into each other. Knows neither book nor page.
"""

import queue
import threading
from collections.abc import Callable
from enum import Enum
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from coopdesk.domain.errors import DomainError
from coopdesk.services.errors import Cancelled, EnvironmentFault
from coopdesk.ui.frame.error_boundary import Broken, Done, Outcome, Refused, attempt

T = TypeVar("T")
Failure = DomainError | EnvironmentFault


class Lane(Enum):
    """What a piece of work is: a command to be kept, what a page wants to show, or anything that takes its time."""

    SAVE = "coopdesk-save"
    SHOW = "coopdesk-show"
    WORK = "coopdesk-work"


class Progress:
    """What a piece of work tells of itself: call it with (done, total); it raises `Cancelled` once cancelled."""

    def __init__(self, tell: Callable[[int, int], None]) -> None:
        self._tell = tell
        self._stop = threading.Event()

    def __call__(self, done: int, total: int) -> None:
        self.check()
        self._tell(done, total)

    def check(self) -> None:
        """Raise `Cancelled` once cancelled, and tell nothing: for work of many short steps."""
        if self._stop.is_set():
            raise Cancelled

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
        lane: Lane = Lane.WORK,
        stopped: Callable[[], object] | None = None,
    ) -> None:
        super().__init__(parent)
        self.title = title
        self.lane = lane
        self.cancelled = False
        self.silent = False
        """Set when whoever asked for it is gone: it is still done, and nothing is called."""
        self._work, self._done, self._failed, self._stopped = work, done, failed, stopped
        self._progress = Progress(self._told)
        self._over.connect(self._finish, Qt.ConnectionType.QueuedConnection)

    def cancel(self) -> None:
        """Ask the work to stop; nothing of it stays, as the service promises. A save is cancelled only where whoever
        asked for it waits for that too."""
        if self.can_stop:
            self.cancelled = True
            self._progress.stop()

    @property
    def can_stop(self) -> bool:
        """Whether it can be asked to stop."""
        return self.lane is not Lane.SAVE or self._stopped is not None

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
        if self.silent:
            return
        if isinstance(outcome, Done):
            self._done(outcome.value)
        elif isinstance(outcome, Refused):
            self._failed(outcome.error)
        elif isinstance(outcome, Broken):
            raise outcome.error
        elif self._stopped is not None:
            self._stopped()


class JobQueue(QObject):
    """Does jobs lane by lane, each in a thread of its own. `started(job)`, `ended(job)`, `idle` tell how it goes;
    `saved` comes when the last save under way has ended, whether it was done or refused."""

    started = Signal(object)
    ended = Signal(object)
    idle = Signal()
    saved = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._open: list[Job] = []
        self._lanes: dict[Lane, tuple[queue.SimpleQueue[Job | None], threading.Thread]] = {}

    @property
    def busy(self) -> bool:
        """Whether a job runs or waits."""
        return bool(self._open)

    @property
    def saving(self) -> int:
        """How many saves run or wait."""
        return self.under_way(Lane.SAVE)

    def under_way(self, lane: Lane) -> int:
        """How many jobs of a lane run or wait."""
        return sum(job.lane is lane for job in self._open)

    def submit(
        self,
        title: str,
        work: Callable[[Progress], T],
        done: Callable[[T], object],
        failed: Callable[[Failure], object],
        lane: Lane = Lane.WORK,
        stopped: Callable[[], object] | None = None,
    ) -> Job:
        """Put work into a lane; exactly one of `done` and `failed` is called in the GUI thread, or once it was
        cancelled `stopped`, by which even a save lets itself be cancelled."""
        job = Job(title, work, done, failed, self, lane, stopped)
        job.ended.connect(self._ended)
        self._open.append(job)
        self._waiting(lane).put(job)
        self.started.emit(job)
        return job

    def when_saved(self, then: Callable[[], object]) -> None:
        """Do that as soon as no save is under way, at once if none is."""
        if self.saving:
            self.saved.connect(then, Qt.ConnectionType.SingleShotConnection)
        else:
            then()

    def close(self, seconds: float = 10.0) -> None:
        """Finish every save, cancel what else waits, let the running pieces end, and stop the threads; nothing is told
        any more."""
        for job in self._open:
            job.silent = True
            if job.lane is not Lane.SAVE:
                job.cancel()
        lanes, self._lanes = self._lanes, {}
        for waiting, _thread in lanes.values():
            waiting.put(None)
        for lane, (_waiting, thread) in lanes.items():
            thread.join(None if lane is Lane.SAVE else seconds)

    def _waiting(self, lane: Lane) -> "queue.SimpleQueue[Job | None]":
        if lane not in self._lanes:
            waiting: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
            thread = threading.Thread(target=_serve, args=(waiting,), name=lane.value, daemon=True)
            self._lanes[lane] = (waiting, thread)
            thread.start()
        return self._lanes[lane][0]

    def _ended(self, job: Job) -> None:
        self._open.remove(job)
        job.deleteLater()
        self.ended.emit(job)
        if job.lane is Lane.SAVE and not self.saving:
            self.saved.emit()
        if not self._open:
            self.idle.emit()


def _serve(waiting: "queue.SimpleQueue[Job | None]") -> None:
    while (job := waiting.get()) is not None:
        job.perform()
