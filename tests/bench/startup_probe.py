"""One start of a window in this process, timed: `python -m tests.bench.startup_probe KIND [ARGUMENTS]`.

Prints a line for each of: the heavy libraries that were loaded when the window was first painted (`loaded`); all
modules that were loaded when it could be used (`modules`), and the files whose source text was read (`sources`); then
the clocks of these two moments, by `time.perf_counter`, which all processes of one machine share, and the seconds of
processor time the process had used by each of them (`startup`).
KIND is `bare` for an empty Qt window, the baseline, or `program` for the real program started with the arguments
through its own entry, watched from outside: the probe only stands where the program enters Qt's event loop.
"""

import linecache
import sys
import time
from collections.abc import Callable
from typing import Any

HEAVY = ("alembic", "babel", "fontTools", "pypdfium2", "reportlab", "sqlalchemy", "stdnum", "zxingcpp")
"""Libraries that cost more than the window itself and are loaded after it, or when first needed."""

READY = "usable"
"""Name of the signal by which the program's window says that its first page can be used."""


def main(arguments: list[str]) -> int:
    """Start the kind of window named first and print its two clocks."""
    if arguments[0] == "bare":
        return _bare()
    return _program(arguments[1:])


def _bare() -> int:
    from PySide6.QtWidgets import QApplication, QMainWindow

    application = QApplication(sys.argv[:1])
    window = QMainWindow()
    window.show()
    return _watch(application, window, None, QApplication.exec)


def _program(arguments: list[str]) -> int:
    # The program's entry first, as when it is started: Qt is loaded by what needs it.
    from coopdesk.__main__ import main as start

    from PySide6.QtWidgets import QApplication, QMainWindow  # isort: skip

    run = QApplication.exec

    def watched(*_application: object) -> int:
        application = QApplication.instance()
        (window,) = [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, QMainWindow)]
        return _watch(application, window, getattr(window, READY), run)

    QApplication.exec = watched  # type: ignore[method-assign]  # the one way into the event loop
    return start(arguments) or 0


def _watch(application: Any, window: Any, ready: Any, run: Callable[[], int]) -> int:
    """Run the event loop until the window was painted and, where it says so, is ready; then print both clocks."""
    from PySide6.QtCore import QEvent, QObject, QTimer

    clocks: dict[str, float] = {}
    used: dict[str, float] = {}

    def note(name: str) -> None:
        clocks.setdefault(name, time.perf_counter())
        used.setdefault(name, time.process_time())
        if name == "shown":
            print("loaded", *(library for library in HEAVY if library in sys.modules))
        else:
            print("modules", *sys.modules)
            print("sources", *linecache.cache)
        if len(clocks) == 2:
            application.quit()

    class Painted(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint:
                window.removeEventFilter(self)
                QTimer.singleShot(0, self, lambda: note("shown"))
                if ready is None:
                    QTimer.singleShot(0, self, lambda: note("usable"))
            return False

    # On the window alone: a filter of the whole application has Python see every part of Qt that an event goes to, and
    # making Python's classes for them all took a twentieth of the start that is to be measured.
    painted = Painted(application)
    window.installEventFilter(painted)
    if ready is not None:
        ready.connect(lambda: note("usable"))
    status = run()
    moments = ("shown", "usable")
    print("startup", *(noted.get(moment, 0.0) for noted in (clocks, used) for moment in moments), flush=True)
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
