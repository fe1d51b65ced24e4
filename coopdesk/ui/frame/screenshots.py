"""Pictures that prove an installation: the real window with a book, and a page of a paper, each kept as PNG.

Shown as a person would see them, by the platform this PC has. Knows nothing of why they are taken.
"""

import os
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QMetaObject, Qt, QTimer, qVersion
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QApplication

from coopdesk.ui import app
from coopdesk.ui.frame.backend import Backend
from coopdesk.ui.frame.main_window import MainWindow
from coopdesk.ui.papers.pdf_pages import PdfPages

_PATIENCE = 90.0
_SETTLING = 1_500
_SAMPLES = 64
_PAGE_SCALE = 2.0


def window_picture(connect: Callable[[], Backend], book: Path, target: Path) -> dict[str, Any]:
    """Open the book in the real window, take its picture, close it. Raises TimeoutError if it never gets usable."""
    _without_a_screen()
    told: dict[str, Any] = {}

    def take(window: MainWindow) -> None:
        QApplication.processEvents()
        told.update(_kept(window.grab().toImage(), target), title=window.windowTitle(), page=window.open_key)
        told.update(qt=qVersion(), platform=QGuiApplication.platformName(), font=QApplication.font().family())
        # Closing the last window ends the loop; a second order to quit would wait for the next one.
        window.close()

    def usable(window: MainWindow) -> None:
        QTimer.singleShot(_SETTLING, window, lambda: take(window))

    # A window that the system refuses to make never gets to any timer of its own: another thread ends the wait.
    patience = threading.Timer(_PATIENCE, _give_up)
    patience.start()
    try:
        app.run(connect, book, usable)
    finally:
        patience.cancel()
    if not told:
        raise TimeoutError("the window did not get usable")
    return told


def page_picture(paper: Path, target: Path) -> dict[str, Any]:
    """The first page of a PDF as the preview draws it. Raises OSError where the picture cannot be written."""
    return _kept(PdfPages([paper]).picture(0, _PAGE_SCALE), target)


def _kept(image: QImage, target: Path) -> dict[str, Any]:
    if not image.save(str(target)):
        raise OSError(f"picture not written: {target}")
    return {"picture": target.name, "size": [image.width(), image.height()], "colours": colours(image)}


def colours(image: QImage) -> int:
    """How many different colours a grid of points over the picture shows: one or two on a blank one."""
    points = (
        (image.width() * x // _SAMPLES, image.height() * y // _SAMPLES)
        for x in range(_SAMPLES)
        for y in range(_SAMPLES)
    )
    return len({image.pixel(x, y) for x, y in points})


def _give_up() -> None:
    """End the program's loop from another thread."""
    application = QCoreApplication.instance()
    if application is not None:
        QMetaObject.invokeMethod(application, "quit", Qt.ConnectionType.QueuedConnection)


def _without_a_screen() -> None:
    """On Linux without a display the window is drawn in memory."""
    seen = any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
    if sys.platform == "linux" and not seen:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
