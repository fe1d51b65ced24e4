"""Papers read back as a reader sees them: text, pictures, and where each piece of text stands."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium
import zxingcpp


class Place(NamedTuple):
    """The bounds of something on a page, in points."""

    left: float
    bottom: float
    right: float
    top: float


def texts(path: Path) -> list[str]:
    """The text of each page."""
    with pypdfium2.PdfDocument(path) as document:
        return [page.get_textpage().get_text_bounded().replace("\r\n", "\n") for page in document]


def lines(path: Path) -> list[list[str]]:
    """The text of each page as its lines from top to bottom, each from left to right, without spaces between pieces."""
    with pypdfium2.PdfDocument(path) as document:
        return [_lines(page) for page in document]


def _lines(page: Any) -> list[str]:
    told = page.get_textpage()
    rows: dict[int, list[tuple[float, str]]] = {}
    for place in range(told.count_rects()):
        left, bottom, right, top = told.get_rect(place)
        text = told.get_text_bounded(left, bottom, right, top).strip()
        middle = round((bottom + top) / 2)
        near = next((row for row in rows if abs(row - middle) <= 3), middle)
        rows.setdefault(near, []).append((left, text))
    return ["".join(text for _left, text in sorted(rows[row])) for row in sorted(rows, reverse=True)]


def outline(path: Path) -> list[tuple[int, str, int]]:
    """Level (from 1), title and page (from 1) of each bookmark."""
    with pypdfium2.PdfDocument(path) as document:
        return [
            (mark.level + 1, mark.get_title(), mark.get_dest().get_index() + 1) for mark in document.get_toc()
        ]


def codes(path: Path, page: int = 0) -> list[str]:
    """What the QR codes on a page say, as a scanner reads a print of 150 dots an inch."""
    with pypdfium2.PdfDocument(path) as document:
        picture = document[page].render(scale=150 / 72).to_pil()
    return [found.text for found in zxingcpp.read_barcodes(picture)]


def sizes(path: Path) -> list[tuple[int, int]]:
    """Width and height of each page in whole points."""
    with pypdfium2.PdfDocument(path) as document:
        return [(round(page.get_width()), round(page.get_height())) for page in document]


def text_places(page: Any) -> Iterator[Place]:
    """Where the pieces of text of a page stand, those of its forms too."""
    for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT]):
        place = Place(*item.get_bounds())
        if place.right > place.left:
            yield place


def upright_rules(page: Any) -> Iterator[Place]:
    """The upright lines of a page."""
    for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH]):
        place = Place(*item.get_bounds())
        if place.right - place.left < 2 and place.top - place.bottom > 5:
            yield place
