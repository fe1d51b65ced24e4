"""Prints 分配公示 on A4 portrait: the opening words, the way from surplus to the sum, the list, period and contact.

The list runs on over as many pages as it needs; its head is repeated, its total and the closing words stay together.
Takes frozen, masked figures and computes nothing but places.
"""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from coopdesk.reports.distribution.notice_list import HEAD, NoticeList
from coopdesk.reports.pdf.cells import LEADING, Align, Box, amount_text, put, wrap
from coopdesk.reports.pdf.document import A4_HEIGHT, A4_WIDTH, PaperDocument
from coopdesk.reports.pdf.errors import PaperError
from coopdesk.reports.pdf.faces import Style
from coopdesk.reports.pdf.output import check_target, deliver
from coopdesk.reports.pdf.stream import ContentStream
from coopdesk.services.distribution.papers.notice import NoticeFigures, NoticeRow
from coopdesk.services.progress import Progress

_LEFT = 42.0
_RIGHT = A4_WIDTH - _LEFT
_WIDTH = _RIGHT - _LEFT
_TOP = A4_HEIGHT - 42
_BOTTOM = 46.0
_TEXT = 11.0
_LINE = _TEXT * 1.65
_STEP = 16.0
_SEAL = 40.0
_SIGNATURE = 2 * _SEAL + 14
_INDENT = "　　"
_LEAST_AT_END = 3


class _NoticePrinter:
    """One notice: its document, its list's table, and which rows go on which page."""

    def __init__(self, notice: NoticeFigures, printed_on: date) -> None:
        self._notice = notice
        title = f"{notice.coop} {notice.year}年度盈余分配公示"
        self.document = PaperDocument(title, printed_on, A4_WIDTH, A4_HEIGHT)
        self._lettering = self.document.lettering
        self._list = NoticeList(self._lettering, notice, _LEFT, _WIDTH)
        self._opening = self._paragraph(notice.opening)
        self._closing = self._paragraph(notice.closing)

    def pages(self) -> list[Sequence[NoticeRow]]:
        """The rows of each page; the last page keeps room for the total and the closing words."""
        first = _TOP - 52 - _LINE * len(self._opening) - 10 - self._steps_height() - 14 - HEAD - _BOTTOM
        later = _TOP - HEAD - _BOTTOM
        end = self._list.total_height + 14 + _LINE * (len(self._closing) + 1) + _SIGNATURE
        rows, height = self._notice.rows, self._list.row_height
        pages: list[Sequence[NoticeRow]] = []
        start, room = 0, first
        while len(rows) - start > max(int((room - end) // height), 0):
            count = min(int(room // height), max(len(rows) - start - _LEAST_AT_END, 0))
            if not count and pages:
                break
            pages.append(rows[start : start + count])
            start, room = start + count, later
        return [*pages, rows[start:]]

    def add_page(self, number: int, rows: Sequence[NoticeRow], count: int) -> None:
        """The page of that number out of so many."""
        stream = self.document.stream()
        top = _TOP
        if number == 1:
            top = self._draw_opening(stream)
        if rows:
            top = self._list.draw_head(stream, top)
        for row in rows:
            top = self._list.draw_row(stream, top, row)
        if number == count:
            self._draw_end(stream, top)
        pages = f"第 {number} 页　共 {count} 页"
        stream.centred(A4_WIDTH / 2, 30, pages, Style.SERIF, 8.5)
        if self._notice.witness:
            stream.text(_LEFT, 30, self._notice.witness, Style.SANS, 7)
        self.document.add_page(stream)

    def _draw_opening(self, stream: ContentStream) -> float:
        notice = self._notice
        name = Box(_LEFT, _TOP - 14, _WIDTH, 20)
        put(stream, name, notice.coop, Style.SERIF_BOLD, 14, Align.CENTRE)
        title = f"{notice.year} 年度盈余分配公示"
        stream.centred(A4_WIDTH / 2, _TOP - 36, title, Style.SERIF_BOLD, 20, spacing=2)
        if notice.sample:
            stream.right(_RIGHT, _TOP + 14, "示例，人物均为虚构", Style.SERIF, 8)
        top = self._draw_lines(stream, _TOP - 52, self._opening) - 10
        top = self._draw_steps(stream, top)
        stream.right(_RIGHT, top - 10, "单位：元", Style.SERIF, 8.5)
        return top - 14

    def _steps_height(self) -> float:
        return -(-len(self._notice.steps) // 2) * _STEP

    def _draw_steps(self, stream: ContentStream, top: float) -> float:
        """From surplus to the sum given out, in two columns read downwards."""
        steps = self._notice.steps
        half = -(-len(steps) // 2)
        width = (_WIDTH - 24) / 2
        for place, (label, amount) in enumerate(steps):
            x = _LEFT + (place // half) * (width + 24)
            y = top - (place % half + 1) * _STEP
            put(stream, Box(x, y, width - 96, _STEP), label, Style.SERIF, 10)
            box = Box(x + width - 94, y, 94, _STEP)
            put(stream, box, amount_text(amount), Style.SANS, 9.5, Align.RIGHT)
            stream.line(x, y, x + width, y, 0.25)
        return top - half * _STEP

    def _draw_end(self, stream: ContentStream, top: float) -> None:
        notice = self._notice
        top = self._list.draw_total(stream, top) - 14
        top = self._draw_lines(stream, top, (*self._closing, f"{_INDENT}特此公示。"))
        middle = _RIGHT - 120
        seal_y = top - 12 - _SEAL
        stream.dashed_circle(middle, seal_y, _SEAL)
        stream.centred(middle, seal_y - 28, "盖章处", Style.SERIF, 9, 0.5, 1)
        coop = Box(_RIGHT - 240, seal_y - 2, 240, 20)
        put(stream, coop, notice.coop, Style.SERIF, _TEXT, Align.CENTRE)
        day = notice.posted_on
        text = f"{day.year}年{day.month}月{day.day}日"
        stream.centred(_RIGHT - 120, seal_y - 15, text, Style.SERIF, _TEXT)

    def _draw_lines(self, stream: ContentStream, top: float, lines: Sequence[str]) -> float:
        for number, line in enumerate(lines, start=1):
            stream.text(_LEFT, top - number * _LINE + _TEXT * (LEADING - 1), line, Style.SERIF, _TEXT)
        return top - len(lines) * _LINE

    def _paragraph(self, text: str) -> list[str]:
        return wrap(self._lettering, _INDENT + text, Style.SERIF, _TEXT, _WIDTH)


def write_notice(
    notice: NoticeFigures, target: Path, printed_on: date, progress: Progress | None = None
) -> Path:
    """Writes the notice as PDF and returns its path.

    `progress` is told after every page and may raise `Cancelled`; then, as after any error, nothing is left behind.
    Raises `PaperError` (`paper.nothing_to_print`) and `EnvironmentFault`.
    """
    if not notice.rows:
        raise PaperError("paper.nothing_to_print")
    check_target([target])
    printer = _NoticePrinter(notice, printed_on)
    pages = printer.pages()
    for number, rows in enumerate(pages, start=1):
        printer.add_page(number, rows, len(pages))
        if progress is not None:
            progress(number, len(pages))
    return deliver(printer.document.finish(), target)
