"""One start of a window in this process, timed: `python -m tests.bench.startup_probe KIND [ARGUMENTS]`.

Prints two lines: the heavy libraries that were loaded when the window was first painted; then the clock of that moment
and the clock at which the window could be used, by `time.perf_counter`, which all processes of one machine share.
KIND is `bare` for an empty Qt window, the baseline, or `program` for the real program started with the arguments
through its own entry, watched from outside: the probe only stands where the program enters Qt's event loop.
"""

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
    return _watch(application, None, QApplication.exec)


def _program(arguments: list[str]) -> int:
    from PySide6.QtWidgets import QApplication, QMainWindow

    run = QApplication.exec

    def watched(*_application: object) -> int:
        application = QApplication.instance()
        (window,) = [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, QMainWindow)]
        return _watch(application, getattr(window, READY), run)

    QApplication.exec = watched  # type: ignore[method-assign]  # the one way into the event loop
    from coopdesk.__main__ import main as start

    return start(arguments) or 0


def _watch(application: Any, ready: Any, run: Callable[[], int]) -> int:
    """Run the event loop until the window was painted and, where it says so, is ready; then print both clocks."""
    from PySide6.QtCore import QEvent, QObject, QTimer
    from PySide6.QtWidgets import QWidget

    clocks: dict[str, float] = {}

    def note(name: str) -> None:
        clocks.setdefault(name, time.perf_counter())
        if name == "shown":
            print("loaded", *(library for library in HEAVY if library in sys.modules))
        if len(clocks) == 2:
            application.quit()

    class Painted(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint and isinstance(watched, QWidget):
                application.removeEventFilter(self)
                QTimer.singleShot(0, self, lambda: note("shown"))
                if ready is None:
                    QTimer.singleShot(0, self, lambda: note("usable"))
            return False

    painted = Painted(application)
    application.installEventFilter(painted)
    if ready is not None:
        ready.connect(lambda: note("usable"))
    status = run()
    print("startup", clocks.get("shown", 0.0), clocks.get("usable", 0.0), flush=True)
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
