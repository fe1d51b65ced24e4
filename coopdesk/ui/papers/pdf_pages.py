"""Pages of finished PDF files as pictures, for preview and printer. Knows no paper and no book.

PDFium is not safe to be entered by two threads, so every call of it stands under one lock: the preview draws in the GUI
thread while a printing job draws in its own.
"""

import threading
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from PySide6.QtCore import QSizeF
from PySide6.QtGui import QImage

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

POINTS_AN_INCH = 72
_PDFIUM = threading.Lock()


class PdfPages:
    """The pages of one or several PDF files, one after the other; counted from 0. Close it, or use it with `with`."""

    def __init__(self, files: Sequence[Path]) -> None:
        import pypdfium2

        self._files = ExitStack()
        self._places: list[tuple[PdfDocument, int]] = []
        with _PDFIUM:
            for path in files:
                document = pypdfium2.PdfDocument(path)
                self._files.callback(document.close)
                self._places += [(document, number) for number in range(len(document))]

    def __len__(self) -> int:
        return len(self._places)

    def size(self, place: int) -> QSizeF:
        """Width and height of a page in points."""
        document, number = self._places[place]
        with _PDFIUM:
            return QSizeF(*document.get_page_size(number))

    def picture(self, place: int, scale: float) -> QImage:
        """A page drawn on white, `scale` pixels to the point."""
        document, number = self._places[place]
        with _PDFIUM:
            page = document[number]
            drawn = page.render(scale=scale, prefer_bgrx=True)
            image = QImage(
                bytes(drawn.buffer), drawn.width, drawn.height, drawn.stride, QImage.Format.Format_RGB32
            ).copy()
            drawn.close()
            page.close()
        return image

    def close(self) -> None:
        """Let the files go."""
        self._places = []
        with _PDFIUM:
            self._files.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
