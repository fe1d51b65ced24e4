"""Sheets of paper and printers: which sizes a printer has, setting one and checking that it was taken, and by how much
a printer is off. All sizes are points unless said otherwise. Knows no paper and no book.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

_POINT_MM = 25.4 / 72
_SAME = 1.0
"""Sheets whose sides differ by no more than so many millimetres are one: drivers round."""


@dataclass(frozen=True, slots=True)
class Offset:
    """By how much everything is moved on one printer, in tenths of a millimetre: to the right and down."""

    right: int = 0
    down: int = 0


NO_OFFSET = Offset()
MOST_OFFSET = 300
"""Three centimetres: whatever is further off is another paper."""


def new_printer(page: QSizeF) -> "QPrinter":
    """The system's usual printer set to the paper of a page."""
    from PySide6.QtPrintSupport import QPrinter

    made = QPrinter(QPrinter.PrinterMode.HighResolution)
    made.setFullPage(True)
    made.setPageLayout(_layout(page, ()))
    return made


def set_sheet(printer: "QPrinter", page: QSizeF) -> bool:
    """Set the printer to the paper of a page once more; True if it has such paper.

    The system's dialog gives back the driver's own paper, whatever was set before (Windows does). Of the printer's own
    sizes the one within a millimetre is taken, so that a form made in the system's print server is found by its size.
    """
    sizes = _own_sizes(printer)
    printer.setPageLayout(_layout(page, sizes))
    printer.setFullPage(True)
    return same(sheet_of(printer), page) and (_takes_any(printer) or _own(page, sizes) is not None)


def sheet_of(printer: "QPrinter") -> QSizeF:
    """The sheet the printer is set to, as it will lie."""
    # Qt keeps whole points beside the millimetres, which are the exact ones.
    return printer.pageLayout().fullRect(QPageLayout.Unit.Millimeter).size() / _POINT_MM


def same(one: QSizeF, other: QSizeF) -> bool:
    """Whether two sheets are the same as far as a driver can say."""
    return _near(one.width(), other.width()) and _near(one.height(), other.height())


def holds(sheet: QSizeF, page: QSizeF) -> bool:
    """Whether a page goes onto a sheet in its true size."""
    spare = _SAME / _POINT_MM
    return page.width() <= sheet.width() + spare and page.height() <= sheet.height() + spare


def millimetres(size: QSizeF) -> str:
    """A size as people name paper: `241 × 93.1`."""
    return " × ".join(f"{side * _POINT_MM:.1f}".removesuffix(".0") for side in (size.width(), size.height()))


def _layout(page: QSizeF, sizes: Iterable[QPageSize]) -> QPageLayout:
    """Standard paper is laid crosswise where the page is wide; any other size is fed as it is, or a dot matrix printer
    would set the lines along the paper."""
    upright = QPageLayout.Orientation.Portrait
    own = _own(page, sizes)
    if own is not None:
        size, orientation = own
        return QPageLayout(size, orientation, QMarginsF(0, 0, 0, 0))
    fuzzy = QPageSize(page, QPageSize.Unit.Point, matchPolicy=QPageSize.SizeMatchPolicy.FuzzyOrientationMatch)
    if fuzzy.id() == QPageSize.PageSizeId.Custom:
        return QPageLayout(_custom(page), upright, QMarginsF(0, 0, 0, 0))
    standard = fuzzy.size(QPageSize.Unit.Point)
    orientation = upright if same(standard, page) else QPageLayout.Orientation.Landscape
    return QPageLayout(QPageSize(fuzzy.id()), orientation, QMarginsF(0, 0, 0, 0))


def _custom(page: QSizeF) -> QPageSize:
    size = page * _POINT_MM
    return QPageSize(size, QPageSize.Unit.Millimeter, millimetres(page), QPageSize.SizeMatchPolicy.ExactMatch)


def _own(page: QSizeF, sizes: Iterable[QPageSize]) -> tuple[QPageSize, QPageLayout.Orientation] | None:
    """The printer's own size for a page, lying as the page does if there is one, else turned."""
    listed = [(size, size.size(QPageSize.Unit.Point)) for size in sizes]
    for size, points in listed:
        if same(points, page):
            return size, QPageLayout.Orientation.Portrait
    for size, points in listed:
        if same(points.transposed(), page):
            return size, QPageLayout.Orientation.Landscape
    return None


def _own_sizes(printer: "QPrinter") -> list[QPageSize]:
    from PySide6.QtPrintSupport import QPrinterInfo

    return QPrinterInfo(printer).supportedPageSizes() if printer.isValid() else []


def _takes_any(printer: "QPrinter") -> bool:
    """Whether the printer takes a size it does not list: a file does, a driver says so of itself."""
    from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

    if printer.outputFormat() == QPrinter.OutputFormat.PdfFormat:
        return True
    return QPrinterInfo(printer).supportsCustomPageSizes()


def _near(one: float, other: float) -> bool:
    return abs(one - other) * _POINT_MM <= _SAME
