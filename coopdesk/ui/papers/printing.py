"""Finished PDF pages onto a printer of the system, page by page, with progress and cancelling.

Runs in a worker thread: Qt lets a painter work on a printer there. Knows no paper and no book.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import QPageLayout, QPageSize, QPainter

from coopdesk.services.errors import EnvironmentFault
from coopdesk.ui.papers.pdf_pages import POINTS_AN_INCH, PdfPages

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

PRINT_DPI = 300
"""Resolution the pages are drawn in: fine enough for the smallest type and the QR code of a slip."""


def printer_for(page: QSizeF, pages: int, title: str) -> "QPrinter":
    """A printer set to the paper of a page (size in points), before the person chooses in the system's dialog."""
    from PySide6.QtPrintSupport import QPrinter

    made = QPrinter(QPrinter.PrinterMode.HighResolution)
    landscape = page.width() > page.height()
    upright = QSizeF(min(page.width(), page.height()), max(page.width(), page.height()))
    size = QPageSize(upright, QPageSize.Unit.Point, matchPolicy=QPageSize.SizeMatchPolicy.FuzzyMatch)
    orientation = QPageLayout.Orientation.Landscape if landscape else QPageLayout.Orientation.Portrait
    made.setPageLayout(QPageLayout(size, orientation, QMarginsF(0, 0, 0, 0)))
    made.setFullPage(True)
    made.setDocName(title)
    made.setFromTo(1, pages)
    return made


def wanted_pages(printer: "QPrinter", pages: int) -> range:
    """The places of the pages asked for in the dialog, counted from 0."""
    first, last = printer.fromPage(), printer.toPage()
    return range(first - 1, min(last, pages)) if first else range(pages)


def print_pages(printer: "QPrinter", files: Sequence[Path], progress: Callable[[int, int], None]) -> int:
    """Print; how many pages were sent.

    `progress` may raise `Cancelled`: then the printer is told to drop the document. `print.refused` when the printer
    cannot be begun with.
    """
    pages = PdfPages(files)
    places = wanted_pages(printer, len(pages))
    painter = QPainter()
    if not painter.begin(printer):
        raise EnvironmentFault("print.refused", printer=printer.printerName())
    try:
        for done, place in enumerate(places):
            progress(done, len(places))
            if done and not printer.newPage():
                raise EnvironmentFault("print.refused", printer=printer.printerName())
            _draw(painter, printer, pages, place)
    except BaseException:
        printer.abort()
        raise
    finally:
        painter.end()
    return len(places)


def _draw(painter: QPainter, printer: "QPrinter", pages: PdfPages, place: int) -> None:
    target = printer.pageLayout().fullRectPixels(printer.resolution())
    picture = pages.picture(place, PRINT_DPI / POINTS_AN_INCH)
    fitted = picture.size().scaled(target.size(), Qt.AspectRatioMode.KeepAspectRatio)
    painter.drawImage(QRectF(target.topLeft(), fitted), picture)
