"""Finished PDF pages onto a printer of the system, page by page, each in its true size, with progress and cancelling.

Runs in a worker thread: Qt lets a painter work on a printer there. Knows no paper and no book.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QImage, QPainter

from coopdesk.services.errors import EnvironmentFault
from coopdesk.ui.papers.pdf_pages import POINTS_AN_INCH, PdfPages
from coopdesk.ui.papers.sheets import NO_OFFSET, Offset, holds, millimetres, new_printer, sheet_of

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

PRINT_DPI = 300
"""Resolution the pages are drawn in: fine enough for the smallest type and the QR code of a slip."""

_TENTHS_AN_INCH = 254


def printer_for(page: QSizeF, pages: int, title: str) -> "QPrinter":
    """A printer set to the paper of a page (size in points), before the person chooses in the system's dialog."""
    made = new_printer(page)
    made.setDocName(title)
    made.setFromTo(1, pages)
    return made


def wanted_pages(printer: "QPrinter", pages: int) -> range:
    """The places of the pages asked for in the dialog, counted from 0."""
    first, last = printer.fromPage(), printer.toPage()
    return range(first - 1, min(last, pages)) if first else range(pages)


def print_pages(
    printer: "QPrinter",
    files: Sequence[Path],
    progress: Callable[[int, int], None],
    offset: Offset = NO_OFFSET,
    shrink: bool = False,
) -> int:
    """Print in true size; how many pages were sent.

    A page smaller than the sheet stands at its upper edge, in the middle of its width, so that on wider continuous
    paper it keeps clear of the feed holes. A larger page is refused (`print.page_too_large`) unless `shrink` says that
    it may become smaller: nothing shrinks unasked. `offset` moves everything by what the printer is off.
    `progress` may raise `Cancelled`: then the printer is told to drop the document. `print.refused` when the printer
    cannot be begun with.
    """
    pages = PdfPages(files)
    places = wanted_pages(printer, len(pages))
    if places and not shrink:
        _refuse_too_large(printer, pages.size(places[0]))
    painter = QPainter()
    if not painter.begin(printer):
        raise EnvironmentFault("print.refused", printer=printer.printerName())
    try:
        for done, place in enumerate(places):
            progress(done, len(places))
            if done and not printer.newPage():
                raise EnvironmentFault("print.refused", printer=printer.printerName())
            _draw(painter, printer, pages, place, offset)
    except BaseException:
        printer.abort()
        raise
    finally:
        painter.end()
    return len(places)


def _refuse_too_large(printer: "QPrinter", page: QSizeF) -> None:
    sheet = sheet_of(printer)
    if not holds(sheet, page):
        raise EnvironmentFault(
            "print.page_too_large",
            printer=printer.printerName(),
            page=millimetres(page),
            sheet=millimetres(sheet),
        )


def _draw(painter: QPainter, printer: "QPrinter", pages: PdfPages, place: int, offset: Offset) -> None:
    resolution = printer.resolution()
    sheet = QRectF(printer.pageLayout().fullRectPixels(resolution))
    page = pages.size(place)
    scale = 1.0
    if not holds(sheet_of(printer), page):
        paper = sheet_of(printer)
        scale = min(paper.width() / page.width(), paper.height() / page.height())
    dots = resolution / POINTS_AN_INCH * scale
    size = QSizeF(page.width() * dots, page.height() * dots)
    corner = QPointF((sheet.width() - size.width()) / 2, sheet.top())
    corner += QPointF(offset.right, offset.down) * (resolution / _TENTHS_AN_INCH)
    if resolution < PRINT_DPI:
        painter.drawImage(corner.toPoint(), coarse_picture(pages, place, dots))
    else:
        painter.drawImage(QRectF(corner, size), pages.picture(place, PRINT_DPI / POINTS_AN_INCH))


def coarse_picture(pages: PdfPages, place: int, dots: float) -> QImage:
    """A page for a coarse printer (a dot matrix has 180 dots an inch), in its own dots and in black and white: greys
    would become speckles that eat thin strokes. `dots` are those to the point."""
    picture = pages.picture(place, dots)
    return picture.convertToFormat(QImage.Format.Format_Mono, Qt.ImageConversionFlag.ThresholdDither)
