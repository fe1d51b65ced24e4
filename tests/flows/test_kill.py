"""A demo killed at any moment leaves a book that opens, verifies, and is completed by the same command."""

import contextlib
import itertools
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from coopdesk import bootstrap
from coopdesk.domain.money import Money
from coopdesk.services.distribution.headlines import PlanState

KILLS = 50
ROOT = Path(__file__).resolve().parents[2]
DEADLY = signal.SIGTERM if sys.platform == "win32" else signal.SIGKILL
"""What no process survives; on Windows every signal ends a process on the spot."""


class Victims:
    """Demos in processes of their own, one after the other."""

    def __init__(self) -> None:
        self._server: subprocess.Popen[str] | None = None

    def start(self, folder: Path) -> int:
        """Begin a demo in the folder; the process that writes it."""
        if self._server is None:
            self._server = subprocess.Popen(
                [sys.executable, "-X", "utf8", "-m", "tests.flows.demo_victim"],
                cwd=ROOT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                encoding="utf-8",
            )
        self._say(str(folder))
        return int(self._answer())

    def lived(self) -> bool:
        """Wait for the demo's end: whether it came to it."""
        with contextlib.suppress(OSError):  # on Windows there is nobody left to ask
            self._say("")
        answer = self._answer()
        if not answer:
            self.close()
        return answer.strip() == "0"

    def close(self) -> None:
        if self._server is not None:
            self._server.communicate()
            self._server = None

    def _say(self, line: str) -> None:
        assert self._server is not None
        assert self._server.stdin is not None
        self._server.stdin.write(f"{line}\n")
        self._server.stdin.flush()

    def _answer(self) -> str:
        assert self._server is not None
        assert self._server.stdout is not None
        return self._server.stdout.readline()


@pytest.fixture(scope="module")
def victims() -> Iterator[Victims]:
    started = Victims()
    yield started
    started.close()


@pytest.fixture(scope="module")
def writing_time(victims: Victims, tmp_path_factory: pytest.TempPathFactory) -> float:
    """Seconds that a demo writes when nobody stops it and nothing else is going on: the least of a few."""
    lasted = []
    for _turn in range(3):
        victims.start(tmp_path_factory.mktemp("whole"))
        begun = time.perf_counter()
        assert victims.lived()
        lasted.append(time.perf_counter() - begun)
    return min(lasted)


@pytest.mark.slow
def test_fifty_kills_lose_nothing_and_leave_nothing_broken(victims, writing_time, tmp_path):
    """A folder is killed and begun again until a run lives to its end; then a new one, until fifty have died."""
    kills = 0
    for number in itertools.count():
        folder = tmp_path / f"{number:02d}"
        folder.mkdir()
        killed_at = 0.0
        try:
            while True:
                writer = victims.start(folder)
                if kills < KILLS:
                    killed_at = random.uniform(0, writing_time)
                    time.sleep(killed_at)
                    end(writer)
                if victims.lived():
                    break
                kills += 1
                assert kills <= KILLS
                check_what_is_left(folder)
            check_completed(folder)
        except BaseException as error:
            error.add_note(f"{kills} kills, the last {killed_at:.4f} s after the demo began to write")
            raise
        if kills == KILLS:
            return


def end(writer: int) -> None:
    """Kill a process that may just have ended by itself."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(writer, DEADLY)


def check_what_is_left(folder: Path) -> None:
    """The book, where there is one yet, is sound, and every plan is as far as its last command brought it."""
    book = folder / bootstrap.DEMO_BOOK
    if not book.exists():
        return
    desk = bootstrap.open_desk(book)
    try:
        assert desk.verify() == ()
        plans = [desk.distribution.plan(year) for year in range(2019, 2023)]
        states = [plan.state for plan in plans if plan is not None]
        assert states[:-1] == [PlanState.PAID] * (len(states) - 1)
        assert len(desk.members.present()) == 22 or not states
    finally:
        desk.close()


def check_completed(folder: Path) -> None:
    """The same book and papers as if nothing had happened, and no rest of what was being written."""
    desk = bootstrap.open_desk(folder / bootstrap.DEMO_BOOK)
    try:
        assert desk.verify() == ()
        summaries = desk.distribution.summaries()
        assert [summary.state for summary in summaries] == [PlanState.PAID] * 4
        assert [summary.per_farmer_share for summary in summaries] == [
            Money.parse(yuan) for yuan in ("21250", "5000", "10000", "10000")
        ]
        assert len(desk.members.present()) == 22
    finally:
        desk.close()
    papers = [path for path in folder.iterdir() if path.suffix == ".pdf"]
    assert papers
    assert all(path.read_bytes().rstrip().endswith(b"%%EOF") for path in papers)
    assert {path.suffix for path in folder.iterdir()} == {".coop", ".pdf"}
