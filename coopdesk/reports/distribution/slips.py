"""Prints 分红单 by the ten thousand: one on A5, three on A4 or one on continuous paper; whole files or none.

A file holds at most twenty thousand slips, since memory grows with every page; more come as several files numbered at
the end of their names.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from coopdesk.reports.distribution.slip_layout import (
    A5,
    LEFT,
    PAGE_MARGIN,
    THIRD,
    TRACTOR,
    TRACTOR_HEIGHT,
    FrameKey,
    SlipShape,
    draw_figures,
    draw_frame,
    frame_key,
)
from coopdesk.reports.pdf.document import A4_HEIGHT, A5_HEIGHT, PaperDocument
from coopdesk.reports.pdf.errors import PaperError
from coopdesk.reports.pdf.faces import Style
from coopdesk.reports.pdf.output import Delivery, check_target
from coopdesk.reports.pdf.stream import ContentStream
from coopdesk.services.distribution.papers.slip import SlipFigures
from coopdesk.services.progress import Progress

SLIPS_A_FILE = 20_000


@dataclass(frozen=True, slots=True)
class _Layout:
    """How slips stand on a page: their shape, how many, and the page's height and outer margin in points."""

    shape: SlipShape
    height: float
    a_page: int = 1
    margin: float = 0.0


LAYOUTS: Mapping[str, _Layout] = {
    "a5": _Layout(A5, A5_HEIGHT),
    "3up": _Layout(THIRD, A4_HEIGHT, 3, PAGE_MARGIN),
    "241x93": _Layout(TRACTOR, TRACTOR_HEIGHT),
}
"""By name: A5, three on A4, and continuous paper 241 mm wide in thirds of 93.1 mm (三等分)."""


class _SlipPrinter:
    """One file of slips: its document and the frames drawn so far."""

    def __init__(self, title: str, printed_on: date, layout: _Layout) -> None:
        self._layout = layout
        self._shape = layout.shape
        self.document = PaperDocument(title, printed_on, layout.shape.page_width, layout.height)
        self._frames: dict[FrameKey, str] = {}

    def add_page(self, slips: Sequence[SlipFigures]) -> None:
        """A page with as many slips as the layout puts on it, or fewer."""
        stream = self.document.stream()
        for place, figures in enumerate(slips):
            bottom = self.document.height - self._layout.margin - (place + 1) * self._shape.height
            self._draw(stream, figures, bottom)
        if self._layout.a_page > 1:
            _draw_cut_lines(stream, self._shape)
        self.document.add_page(stream)

    def _draw(self, stream: ContentStream, figures: SlipFigures, bottom: float) -> None:
        key = frame_key(figures)
        frame = self._frames.get(key)
        if frame is None:
            frame = self._frames[key] = self._new_frame(figures)
        stream.form(frame, 0.0, bottom)
        draw_figures(stream, self._shape, figures, bottom)

    def _new_frame(self, figures: SlipFigures) -> str:
        drawn = self.document.stream()
        draw_frame(drawn, self._shape, figures)
        return self.document.add_form(drawn)


def write_slips(
    figures: Sequence[SlipFigures],
    target: Path,
    layout: str,
    printed_on: date,
    progress: Progress | None = None,
) -> list[Path]:
    """Writes the slips as PDF and returns the files, which is `target` alone up to twenty thousand slips.

    `layout` is one of `LAYOUTS`. `progress` is told after every page and may raise `Cancelled`; then, as after errors,
    nothing is left behind and an older file stays. Raises `PaperError` (`paper.too_many_lines`,
    `paper.nothing_to_print`, `paper.unknown_layout`) and `EnvironmentFault`.
    """
    if layout not in LAYOUTS:
        raise PaperError("paper.unknown_layout", layout=layout)
    if not figures:
        raise PaperError("paper.nothing_to_print")
    targets = _targets(target, len(figures))
    check_target(targets)
    done = 0
    with Delivery() as delivery:
        for number, path in enumerate(targets):
            part = figures[number * SLIPS_A_FILE : (number + 1) * SLIPS_A_FILE]
            delivery.write(_slips_pdf(part, layout, printed_on, progress, done, len(figures)), path)
            done += len(part)
        return delivery.commit()


def _slips_pdf(
    figures: Sequence[SlipFigures],
    layout: str,
    printed_on: date,
    progress: Progress | None,
    done: int,
    total: int,
) -> bytes:
    first = figures[0]
    printer = _SlipPrinter(f"{first.coop} {first.year}年度分红单", printed_on, LAYOUTS[layout])
    a_page = LAYOUTS[layout].a_page
    for start in range(0, len(figures), a_page):
        slips = figures[start : start + a_page]
        printer.add_page(slips)
        if progress is not None:
            progress(done + start + len(slips), total)
    return printer.document.finish()


def _targets(target: Path, slips: int) -> list[Path]:
    files = -(-slips // SLIPS_A_FILE)
    if files == 1:
        return [target]
    return [target.with_name(f"{target.stem}-{number}{target.suffix}") for number in range(1, files + 1)]


def _draw_cut_lines(stream: ContentStream, shape: SlipShape) -> None:
    for place in (1, 2):
        y = PAGE_MARGIN + place * shape.height
        stream.dashed(0, y, LEFT, y)
        stream.text(LEFT + 3, y - 2.2, "裁切线", Style.SERIF, 6, 0.5)
        stream.dashed(LEFT + 24, y, shape.page_width, y)
