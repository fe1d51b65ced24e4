"""Work goes on off the GUI thread and comes back into it; it can be stopped, refused, or be our own mistake."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from coopdesk.domain.errors import DomainError
from coopdesk.services.errors import EnvironmentFault
from coopdesk.ui.frame.frame_bars import StateBar
from coopdesk.ui.kit.jobs import Job, JobQueue, Progress


@pytest.fixture
def jobs(qtbot: QtBot):
    made = JobQueue()
    yield made
    made.close()


class Ends:
    """What came back, and in which thread."""

    def __init__(self) -> None:
        self.told: list[tuple[str, Any]] = []
        self.threads: set[int] = set()

    def __getattr__(self, name: str) -> Callable[[Any], None]:
        def tell(value: Any) -> None:
            self.told.append((name, value))
            self.threads.add(threading.get_ident())

        return tell


def test_results_come_back_in_order_in_the_gui_thread(qtbot: QtBot, jobs: JobQueue) -> None:
    ends = Ends()
    workers: list[int] = []

    def work(number: int) -> Callable[[Progress], int]:
        def answer(_progress: Progress) -> int:
            workers.append(threading.get_ident())
            return number

        return answer

    with qtbot.waitSignal(jobs.idle):
        for number in range(5):
            jobs.submit("保存", work(number), ends.done, ends.failed)
        assert jobs.busy
    assert ends.told == [("done", number) for number in range(5)]
    assert ends.threads == {threading.get_ident()}
    assert len(set(workers)) == 1
    assert threading.get_ident() not in workers
    assert not jobs.busy


@pytest.mark.parametrize(
    "error", [DomainError("money.invalid", value="x"), EnvironmentFault("book.disk_full")]
)
def test_a_refusal_comes_back_as_a_value(qtbot: QtBot, jobs: JobQueue, error: Exception) -> None:
    ends = Ends()

    def refuse(_progress: Progress) -> None:
        raise error

    with qtbot.waitSignal(jobs.idle):
        jobs.submit("保存", refuse, ends.done, ends.failed)
    assert ends.told == [("failed", error)]


def test_our_own_mistake_reaches_the_crash_boundary_and_the_queue_goes_on(
    qtbot: QtBot, jobs: JobQueue
) -> None:
    ends = Ends()

    def stumble(_progress: Progress) -> None:
        raise RuntimeError("ours")

    with qtbot.captureExceptions() as caught, qtbot.waitSignal(jobs.idle):
        jobs.submit("保存", stumble, ends.done, ends.failed)
        jobs.submit("保存", lambda _progress: 7, ends.done, ends.failed)
    assert [str(error) for _kind, error, _trace in caught] == ["ours"]
    assert ends.told == [("done", 7)]


def counting(started: threading.Event) -> Callable[[Progress], None]:
    def work(progress: Progress) -> None:
        step = 0
        while True:
            progress(step % 100, 100)
            started.set()
            step += 1

    return work


def test_work_that_is_stopped_tells_nothing(qtbot: QtBot, jobs: JobQueue) -> None:
    ends, started = Ends(), threading.Event()
    job = jobs.submit("打印", counting(started), ends.done, ends.failed)
    assert started.wait(5)
    with qtbot.waitSignal(jobs.idle):
        job.cancel()
    assert ends.told == []


def test_closing_stops_what_runs(jobs: JobQueue) -> None:
    ends, started = Ends(), threading.Event()
    jobs.submit("打印", counting(started), ends.done, ends.failed)
    assert started.wait(5)
    jobs.close()
    assert ends.told == []


def test_the_status_bar_shows_what_takes_long_and_lets_it_be_stopped(qtbot: QtBot, jobs: JobQueue) -> None:
    bar, started = StateBar(), threading.Event()
    qtbot.addWidget(bar)
    bar.show()
    jobs.started.connect(bar.job_started)
    go_on = threading.Event()

    def work(progress: Progress) -> None:
        progress(3, 10)
        started.set()
        while not go_on.wait(0.01):
            progress(3, 10)

    job: Job = jobs.submit("打印 22 张", work, lambda _none: None, lambda _error: None)
    assert not bar.progress.isVisible()
    qtbot.waitUntil(lambda: bar.progress.isVisible() and bar.progress.value() == 3, timeout=3000)
    assert bar.job.text() == "打印 22 张"
    assert bar.progress.maximum() == 10
    with qtbot.waitSignal(jobs.idle):
        bar.stop.click()
    assert job.cancelled
    qtbot.waitUntil(lambda: not bar.progress.isVisible())
