"""How long until the window stands and can be used, against a bare Qt window: whole processes, turn and turn about."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from tests.bench.result import Result, at_most, told

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = 9
SHOWN_LIMIT = 2.0
FIRST_USABLE_LIMIT = 5.0
BOOK_USABLE_LIMIT = 4.5


def run() -> list[Result]:
    """Medians of several interleaved starts: first start, and a start with a book."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        book = _sample_book(home)
        kinds = {"bare": ["bare"], "first": ["program"], "book": ["program", "open", str(book)]}
        times = {name: [] for name in kinds}  # type: dict[str, list[tuple[float, float]]]
        for turn in range(ROUNDS + 1):
            for name, arguments in kinds.items():
                # A start remembers its book: the first start has a home of its own, where there never was one.
                taken = start(arguments, home / name)
                if turn:
                    times[name].append(taken)
    bare = median(shown for shown, _usable in times["bare"])
    return [
        told("start-up: bare Qt window (baseline)", bare, "s"),
        *_ratios("first start", times["first"], bare, FIRST_USABLE_LIMIT),
        *_ratios("start with a book", times["book"], bare, BOOK_USABLE_LIMIT),
    ]


def _ratios(name: str, times: Sequence[tuple[float, float]], bare: float, limit: float) -> list[Result]:
    shown = median(shown for shown, _usable in times)
    usable = median(usable for _shown, usable in times)
    return [
        at_most(f"start-up: {name}, window shown", shown / bare, SHOWN_LIMIT),
        at_most(f"start-up: {name}, usable", usable / bare, limit),
    ]


def start(arguments: list[str], home: Path) -> tuple[float, float]:
    """Start one process; seconds from its start until its window was shown, and until it could be used."""
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
    shown, usable = (float(clock) - begun for clock in told_line.split()[1:])
    return shown, usable


def _sample_book(home: Path) -> Path:
    command = [sys.executable, "-m", "coopdesk", "demo", "--out", str(home / "demo")]
    subprocess.run(command, cwd=ROOT, capture_output=True, timeout=120, check=True)
    return home / "demo" / "linge.coop"
