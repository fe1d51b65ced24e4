"""Pages of finished PDF files as pictures, for preview and printer. Knows no paper and no book.

PDFium is not safe to be entered by two threads, so every call of it stands under one lock: the preview draws in the GUI
thread while a printing job draws in its own. A file is open only while it is read, so nothing holds it.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSizeF
from PySide6.QtGui import QImage

from coopdesk import pdfium

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

POINTS_AN_INCH = 72


class PdfPages:
    """The pages of one or several PDF files, one after the other; counted from 0."""

    def __init__(self, files: Sequence[Path]) -> None:
        self._places: list[tuple[Path, int]] = []
        for path in files:
            with _opened(path) as document:
                self._places += [(path, number) for number in range(len(document))]

    def __len__(self) -> int:
        return len(self._places)

    def size(self, place: int) -> QSizeF:
        """Width and height of a page in points."""
        path, number = self._places[place]
        with _opened(path) as document:
            return QSizeF(*document.get_page_size(number))

    def picture(self, place: int, scale: float) -> QImage:
        """A page drawn on white, `scale` pixels to the point."""
        path, number = self._places[place]
        with _opened(path) as document:
            page = document[number]
            drawn = page.render(scale=scale, prefer_bgrx=True)
            image = QImage(
                bytes(drawn.buffer), drawn.width, drawn.height, drawn.stride, QImage.Format.Format_RGB32
            ).copy()
            drawn.close()
            page.close()
        return image


@contextmanager
def _opened(path: Path) -> "Iterator[PdfDocument]":
    import pypdfium2

    with pdfium.LOCK:
        document = pypdfium2.PdfDocument(path)
        try:
            yield document
        finally:
            document.close()
