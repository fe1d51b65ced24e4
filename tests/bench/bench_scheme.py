"""A rate changed on the page of a distribution with 100,000 members: when the table is right, and what stands still.

A rate is typed key by key into the card of a line, in a window as wide as a laptop's. A timer in the event loop beats
every millisecond; the longest time between two beats is how long the window was blocked. The book is made by SQL in a
process of its own.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench.result import Result, at_most, told

if TYPE_CHECKING:
    from coopdesk.domain.distribution.scheme import RateOfTier
    from coopdesk.services.desk import Desk
    from coopdesk.ui.distribution.page import DistributionPage

ROOT = Path(__file__).resolve().parents[2]
MEMBERS = 100_000
YEAR = 2025
RATES = ("35", "41.5", "60", "22.25", "47")
RIGHT_LIMIT = 0.6
BLOCKED_LIMIT = 50.0
KEY_EVERY = 0.08
PATIENCE = 60.0


def run() -> list[Result]:
    """Make the book, open the page, and change a rate several times."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "scheme.coop"
        subprocess.run([sys.executable, "-m", "tests.bench.bench_scheme", str(path)], cwd=ROOT, check=True)
        return _measured(path)


def make_book(path: Path, members: int = MEMBERS) -> None:
    """A book of so many members with shares, and the figures of one year."""
    from datetime import date

    from coopdesk.domain.money import Money
    from coopdesk.services.coop.commands import SetUpCoop
    from coopdesk.services.coop.values import CoopDetails, YearFigures
    from coopdesk.services.distribution.commands import RecordYearFigures
    from tests.bench import bench_members

    bench_members.make_book(path, members)
    desk = _desk(path)
    desk.run(SetUpCoop(details=CoopDetails("大社股份合作社", date(2019, 2, 18), accountant="王会计")))
    figures = YearFigures(YEAR, Money.parse("98765432.10"), Money.parse("12345678.90"), source="年报")
    desk.run(RecordYearFigures(figures=figures))
    desk.close()


def _desk(path: Path) -> "Desk":
    from coopdesk.exchange.pinyin import initials
    from coopdesk.exchange.templates import scheme_templates
    from coopdesk.persistence.book.books import open_book
    from coopdesk.services.desk import Desk

    return Desk(open_book(path), lambda: datetime(2026, 3, 1, 9), initials, scheme_templates)


class _Pulse:
    """Beats in the event loop and keeps the longest time without a beat, in seconds; and the most that all threads of
    this program worked between two beats, which is what it would be on a PC that does nothing else."""

    def __init__(self) -> None:
        from PySide6.QtCore import Qt, QTimer

        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(1)
        self._timer.timeout.connect(self.beat)
        self.restart()
        self._timer.start()

    def restart(self) -> None:
        """Count anew from now on."""
        self._last, self.longest = time.perf_counter(), 0.0
        self._worked, self.work = time.process_time(), 0.0

    def beat(self) -> None:
        """The loop turns."""
        now, worked = time.perf_counter(), time.process_time()
        self.longest, self._last = max(self.longest, now - self._last), now
        self.work, self._worked = max(self.work, worked - self._worked), worked


def _measured(path: Path) -> list[Result]:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from coopdesk.ui.distribution.page import DistributionPage
    from coopdesk.ui.frame.preferences import Preferences
    from coopdesk.ui.frame.shell import Shell

    application = QApplication.instance() or QApplication([])
    shell = Shell(Preferences())
    shell.show_book(_desk(path))
    shell.set_year(YEAR)
    page = DistributionPage(shell)
    page.resize(1142, 680)
    page.show()
    begun = time.perf_counter()
    pulse = _Pulse()
    page.reload()
    _until(lambda: page.ready and not shell.jobs.busy)
    opened, blocked = time.perf_counter() - begun, pulse.longest
    results = [
        told("scheme: 100,000 members, year read and shown", opened, "s"),
        told("scheme: the same, window blocked", blocked * 1e3, "ms"),
        *_changed(page, pulse),
    ]
    shell.close()
    page.close()
    assert application is not None
    return results


def _changed(page: "DistributionPage", pulse: _Pulse) -> list[Result]:
    """Every rate typed key by key; seconds from the last key until the table shows it."""
    from coopdesk.domain.distribution.scheme import RateOfTier
    from coopdesk.ui.distribution.part_forms import LineForm
    from coopdesk.ui.distribution.situation import SCHEME

    page.go_to(SCHEME)
    cards = page.left.scheme.parts
    cards.adders["add-line"].click()
    form = next(card.form for card in cards.cards.values() if card.form is not None)
    assert isinstance(form, LineForm)
    _until(lambda: page.ready)
    took, blocked, worked = [], [], []
    for rate in RATES:
        edit = form.pool.rate.edit
        edit.setFocus()
        edit.selectAll()
        _for(0.3)
        pulse.restart()
        for key in rate:
            _for(KEY_EVERY)
            edit.insert(key)
        last = time.perf_counter()
        wanted = form.pool.rate.value()

        assert wanted is not None
        _until(partial(_is_right, page, RateOfTier(wanted)))
        took.append(time.perf_counter() - last)
        _for(0.2)
        blocked.append(pulse.longest)
        worked.append(pulse.work)
    return [
        at_most(
            "scheme: rate changed, last key until the table is right, slowest", max(took), RIGHT_LIMIT, "s"
        ),
        at_most("scheme: window blocked meanwhile, longest", max(blocked) * 1e3, BLOCKED_LIMIT, "ms"),
        told("scheme: the most this program worked between two beats", max(worked) * 1e3, "ms"),
    ]


def _is_right(page: "DistributionPage", rate: "RateOfTier") -> bool:
    """Whether the table shows what the scheme comes to with that rate in it."""
    edit, results = page.model.edit, page.right.results
    pools = [] if edit is None else [line.pool for tier in edit.scheme.tiers for line in tier]
    shown = results.outcome is not None and results.outcome is page.model.outcome and not results.stale
    return page.ready and rate in pools and shown


def _until(done: "Callable[[], bool]") -> None:
    """Let the window live until that is so."""
    from PySide6.QtCore import QEventLoop, QTimer

    end = time.perf_counter() + PATIENCE
    loop = QEventLoop()
    timer = QTimer()
    timer.setInterval(1)

    def look() -> None:
        if done() or time.perf_counter() > end:
            loop.quit()

    timer.timeout.connect(look)
    timer.start()
    loop.exec()
    if not done():
        raise AssertionError("the page was not ready in time")


def _for(seconds: float) -> None:
    end = time.perf_counter() + seconds
    _until(lambda: time.perf_counter() >= end)


def main(arguments: Sequence[str]) -> None:
    """Make the book at the path given."""
    make_book(Path(arguments[0]))


if __name__ == "__main__":
    main(sys.argv[1:])
