"""Whether this very installation works: the whole main job in a folder with an awkward name, and what came of it.

For whoever installs the program on a PC, and for the build's own test. Nothing of the person's is touched: settings,
books and papers of the test lie in the folder given. Knows the bootstrap and the window's screenshots, no layer below.
"""

import json
import platform
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

from coopdesk import __version__, bootstrap, paths
from coopdesk.services.distribution.plan import FrozenPlan

REPORT = "selftest.json"
FOLDER = "自检 账套 2019"
WINDOW_PICTURE, SLIP_PICTURE, SLIPS = "window.png", "slip.png", "分红单 自检.pdf"
_LEAST_COLOURS = 8
_Told = dict[str, Any]


def run(folder: Path) -> int:
    """Make the demo, print, look at the window; write the report `selftest.json`. 0 if all is well, else 1.

    Raises OSError where the folder cannot be written.
    """
    place = folder.absolute() / FOLDER
    place.mkdir(parents=True, exist_ok=True)
    with paths.home_at(place / "home"):
        checks = _all_checks(place)
    passed = all(check["passed"] for check in checks)
    report = {"passed": passed, **_machine(), "folder": str(place), "checks": checks}
    text = json.dumps(report, ensure_ascii=False, indent=1)
    (folder.absolute() / REPORT).write_text(text + "\n", encoding="utf-8", newline="\n")
    return 0 if passed else 1


def _machine() -> _Told:
    return {
        "coopdesk": __version__,
        "python": platform.python_version(),
        "system": platform.platform(),
        "program": sys.executable,
        "encoding": sys.getfilesystemencoding(),
    }


def _all_checks(place: Path) -> list[_Told]:
    book = place / bootstrap.DEMO_BOOK
    return [
        _check("demo", lambda: _demo(place)),
        _check("verify", lambda: _verify(book)),
        _check("slips", lambda: _slips(book, place)),
        _check("rare", lambda: _rare_name(place)),
        _check("slip_picture", lambda: _slip_picture(place)),
        _check("window", lambda: _window(book, place)),
    ]


def _check(name: str, act: Callable[[], _Told]) -> _Told:
    """One check with what it told; whatever goes wrong is written down, and the next check still runs."""
    began = time.monotonic()
    try:
        told, passed = act(), True
    except Exception:  # noqa: BLE001 -- the boundary of the self-test: every fault is its result
        told, passed = {"fault": traceback.format_exc()}, False
    return {"name": name, "passed": passed, "seconds": round(time.monotonic() - began, 2), "told": told}


def _demo(place: Path) -> _Told:
    outcome = bootstrap.build_demo(place)
    return {
        "members": _figures(outcome.plan),
        "files": {path.name: path.stat().st_size for path in outcome.files},
    }


def _figures(plan: FrozenPlan) -> dict[str, list[int]]:
    """Gross, tax and net of each member, in whole fen, by number."""
    return {member.number: [member.gross.fen, member.tax.fen, member.net.fen] for member in plan.members}


def _verify(book: Path) -> _Told:
    defects = [defect.code for defect in bootstrap.verify(str(book))]
    if defects:
        raise ValueError(f"the book does not hold: {defects}")
    return {}


def _slips(book: Path, place: Path) -> _Told:
    """Print the slips again by the command's own way, and read the amounts back out of the paper."""
    from pypdfium2 import PdfDocument

    (file,) = bootstrap.print_slips(str(book), bootstrap.DEMO_YEAR, place / SLIPS, "a5")
    document = PdfDocument(file)
    try:
        texts = [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()
    desk = bootstrap.open_desk(book, read_only=True)
    try:
        nets = [
            member.net.fen
            for member in desk.distribution.frozen_plan(bootstrap.DEMO_YEAR).members
            if member.net.fen
        ]
    finally:
        desk.close()
    missing = [fen for fen in nets if not any(_yuan(fen) in text for text in texts)]
    if missing or not nets:
        raise ValueError(f"not on the slips (fen): {missing}")
    return {"pages": len(texts), "first": texts[0]}


def _yuan(fen: int) -> str:
    return f"{fen // 100:,}.{fen % 100:02}"


def _rare_name(place: Path) -> _Told:
    """A path beyond 260 characters, with characters beyond the first plane."""
    # Letters of one byte, because SQLite on Linux counts bytes and stops at 512.
    folder = place.joinpath("𠮷野𫝆村股份经济合作社", *(f"往年账册-{'x' * 80}" for _year in range(3)))
    book = paths.as_long_path(folder / "𠮷.coop")
    book.parent.mkdir(parents=True, exist_ok=True)
    bootstrap.create_book(str(book))
    _verify(book)
    return {"length": len(str(book))}


def _slip_picture(place: Path) -> _Told:
    from coopdesk.ui.frame.screenshots import page_picture

    return _not_blank(page_picture(place / SLIPS, place / SLIP_PICTURE))


def _window(book: Path, place: Path) -> _Told:
    from coopdesk.ui.frame.screenshots import window_picture

    return _not_blank(window_picture(bootstrap.WindowBackend, book, place / WINDOW_PICTURE))


def _not_blank(told: _Told) -> _Told:
    if told["colours"] < _LEAST_COLOURS:
        raise ValueError(f"the picture is blank: {told}")
    return told
