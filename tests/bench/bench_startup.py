"""How long until the window stands and can be used, against a bare Qt window: whole processes, turn and turn about.

Told by the clock and, as other work on the machine disturbs that less, by the processor time the process had used.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

from tests.bench.result import Result, at_most, told

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = 9
SHOWN_LIMIT = 2.2
FIRST_USABLE_LIMIT = 3.0
BOOK_USABLE_LIMIT = 4.0


class Start(NamedTuple):
    """One start: seconds from the beginning of the process until the window was shown and until it could be used, and
    the seconds of processor time used by then."""

    shown: float
    usable: float
    used_shown: float
    used_usable: float


def run() -> list[Result]:
    """Medians of several interleaved starts: the first start, and a start with a book."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        book = _sample_book(home)
        kinds = {"bare": ["bare"], "first": ["program"], "book": ["program", "open", str(book)]}
        times: dict[str, list[Start]] = {name: [] for name in kinds}
        for turn in range(ROUNDS + 1):
            for name, arguments in kinds.items():
                # A start remembers its book: the first start has a home of its own, where there never was one.
                taken = start(arguments, home / name)
                if turn:
                    times[name].append(taken)
    bare = _medians(times["bare"])
    return [
        told("start-up: bare Qt window (baseline)", bare.shown, "s"),
        *_ratios("first start", times["first"], bare, FIRST_USABLE_LIMIT),
        *_ratios("start with a book", times["book"], bare, BOOK_USABLE_LIMIT),
    ]


def _ratios(name: str, times: Sequence[Start], bare: Start, limit: float) -> list[Result]:
    taken = _medians(times)
    return [
        at_most(f"start-up: {name}, window shown", taken.shown / bare.shown, SHOWN_LIMIT),
        at_most(f"start-up: {name}, usable", taken.usable / bare.shown, limit),
        told(f"start-up: {name}, window shown, processor time", taken.used_shown / bare.used_shown, "x"),
        told(f"start-up: {name}, usable, processor time", taken.used_usable / bare.used_shown, "x"),
    ]


def _medians(times: Sequence[Start]) -> Start:
    return Start(*map(median, zip(*times, strict=True)))


def start(arguments: list[str], home: Path) -> Start:
    """Start one process and tell how long it took."""
    environment = {"QT_QPA_PLATFORM": "offscreen", **os.environ, "COOPDESK_HOME": str(home)}
    # A program that is installed has its modules compiled; so have these, after the round that is not counted.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    begun = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.startup_probe", *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    told_line = next((line for line in done.stdout.splitlines() if line.startswith("startup ")), "")
    if done.returncode or not told_line:
        raise RuntimeError(f"start of {arguments} failed: {done.stderr}")
    shown, usable, used_shown, used_usable = map(float, told_line.split()[1:])
    return Start(shown - begun, usable - begun, used_shown, used_usable)


def _sample_book(home: Path) -> Path:
    command = [sys.executable, "-m", "coopdesk", "demo", "--out", str(home / "demo")]
    subprocess.run(command, cwd=ROOT, capture_output=True, timeout=120, check=True)
    return home / "demo" / "linge.coop"
