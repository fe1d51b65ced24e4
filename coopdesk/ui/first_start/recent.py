"""The books opened on this PC, newest first: checked, forgotten, or found again at another place.

Knows only their paths; whether a file is there is asked off the GUI thread, because a drive may take long to answer.
"""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal

from coopdesk.ui.frame.preferences import keep_recent_books, recent_books


@dataclass(frozen=True)
class RecentBook:
    """A book opened before, and whether its file was found."""

    path: Path
    there: bool = True


def forget(book: Path) -> None:
    """Take a book off the list; the file stays where it is."""
    keep_recent_books(tuple(path for path in recent_books() if path != book))


def moved(book: Path, place: Path) -> None:
    """Let a missing book be the file at another place."""
    others = [path for path in recent_books() if path != place]
    keep_recent_books(tuple(place if path == book else path for path in others))


class Answer(QObject):
    """Sends `found(list of RecentBook)` in the thread of whoever listens."""

    found = Signal(object)


def check_in_background(books: Sequence[Path], then: Callable[[list[RecentBook]], object]) -> Answer:
    """Ask in a thread of its own which of these are there, as a drive that is gone may take half a minute to say so.

    `then` is called in its own thread, unless its owner is gone by then; keep the answer until it comes.
    """
    answer = Answer()
    answer.found.connect(then, Qt.ConnectionType.QueuedConnection)
    threading.Thread(
        target=lambda: answer.found.emit(check_now(books)), name="recent-books", daemon=True
    ).start()
    return answer


def check_now(books: Sequence[Path]) -> list[RecentBook]:
    """Which of these are there."""
    return [RecentBook(path, _is_there(path)) for path in books]


def _is_there(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:
        return False
