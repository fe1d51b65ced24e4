"""Reads for what a page shows, in a thread of their own, so that the window never waits for a large book.

One read after another, in the order they were asked for. The newest wish of a kind takes the place of an older one
that is not shown yet: its answer is dropped. An answer that comes within a frame is shown at once, so that small books
do not flicker; later ones come when the window is at rest. Knows neither book nor table.
"""

import threading
from collections import OrderedDict, deque
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from coopdesk.ui.frame.error_boundary import Broken, Done, Outcome, Refused, attempt
from coopdesk.ui.kit.jobs import Failure

T = TypeVar("T")

PATIENCE = 0.02
"""Seconds that the window waits for an answer: about a frame."""

_IDLE = 5.0
"""Seconds after which a thread without work ends; the next wish begins another."""

_LAST_WAIT = 10.0
"""Seconds that closing waits for the read under way; a server that no longer answers must not keep a window open."""

_patience = PATIENCE


def set_patience(seconds: float) -> None:
    """Let every lane wait so long for each answer: pictures and tests want them all; `PATIENCE` is the usual."""
    global _patience
    _patience = seconds


@dataclass(eq=False)
class _Wish:
    kind: Hashable
    work: Callable[[], Any]
    then: Callable[[Any], object]
    refused: Callable[[Failure], object]
    outcome: Outcome[Any] | None = None


class ReadingLane(QObject):
    """Reads one piece after another. `settled` comes when nothing is read and nothing waits any more."""

    settled = Signal()
    _answered = Signal()

    def __init__(self) -> None:
        super().__init__()  # nobody's child: it must not go while its thread is at work
        self._door = threading.Condition()
        self._waiting: OrderedDict[Hashable, _Wish] = OrderedDict()
        self._newest: dict[Hashable, _Wish] = {}
        self._answers: deque[_Wish] = deque()
        self._thread: threading.Thread | None = None
        self._late = False
        self._closed = False
        self._answered.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @property
    def busy(self) -> bool:
        """Whether an answer is still to come."""
        return bool(self._newest)

    def ask(
        self,
        kind: Hashable,
        work: Callable[[], T],
        then: Callable[[T], object],
        refused: Callable[[Failure], object],
        *,
        first: bool = False,
        patience: float | None = None,
    ) -> None:
        """Do `work` in the lane; its answer goes to `then`, a refusal of book or machine to `refused`, in this thread.

        Either may be called before this returns, where the answer comes within `patience` seconds (the usual ones if
        None). `first` goes before all that waits. Asked of the same `kind` again, the wish before is forgotten.
        """
        if self._closed:
            return
        wish = _Wish(kind, work, then, refused)
        usual = 0.0 if self._late else _patience
        with self._door:
            self._waiting.pop(kind, None)
            self._waiting[kind] = self._newest[kind] = wish
            if first:
                self._waiting.move_to_end(kind, last=False)
            if self._thread is None:
                self._thread = threading.Thread(target=self._serve, name="coopdesk-read", daemon=True)
                self._thread.start()
            self._door.notify_all()
            came = self._door.wait_for(
                lambda: wish.outcome is not None, usual if patience is None else patience
            )
        self._late = not came
        if came:
            self._deliver()

    def drop(self, kind: Hashable) -> None:
        """Want no answer of that kind any more."""
        with self._door:
            self._waiting.pop(kind, None)
            self._newest.pop(kind, None)

    def settle(self, seconds: float = 10.0) -> bool:
        """Wait here until every wish is answered and shown; False if that takes longer."""
        while self._newest:
            with self._door:
                if not self._door.wait_for(lambda: bool(self._answers), seconds):
                    return False
            self._deliver()
        return True

    def close(self, last: Callable[[], object] = lambda: None) -> None:
        """Let the read under way end, drop all others, then do `last`; nothing is told any more."""
        if self._closed:
            return
        self._closed = True
        with self._door:
            self._waiting.clear()
            self._newest.clear()
            thread = self._thread
            self._door.notify_all()
        if thread is not None:
            thread.join(_LAST_WAIT)
        if thread is None or not thread.is_alive():
            last()

    def _serve(self) -> None:
        """What the thread does: read what was asked for, until nothing has been for a while."""
        while True:
            with self._door:
                self._door.wait_for(lambda: bool(self._waiting) or self._closed, _IDLE)
                if not self._waiting:
                    self._thread = None
                    return
                _kind, wish = self._waiting.popitem(last=False)
            outcome = attempt(wish.work)
            with self._door:
                wish.outcome = outcome
                self._answers.append(wish)
                self._door.notify_all()
            self._answered.emit()

    @Slot()
    def _deliver(self) -> None:
        """Give every answer that has come to whoever asked, in their order."""
        while self._answers:
            wish = self._answers.popleft()
            if self._newest.get(wish.kind) is not wish:
                continue
            del self._newest[wish.kind]
            self._late = False
            if isinstance(wish.outcome, Done):
                wish.then(wish.outcome.value)
            elif isinstance(wish.outcome, Refused):
                wish.refused(wish.outcome.error)
            elif isinstance(wish.outcome, Broken):
                raise wish.outcome.error
        if not self._newest:
            self.settled.emit()
