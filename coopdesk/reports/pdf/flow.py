"""Papers that run on: sections under each other over as many A4 pages as they need, each page with its head and number.

A draft says so on every page, in its head and in large grey letters behind the text. Knows no paper; computes nothing
but places.
"""

from collections.abc import Sequence
from datetime import date

from coopdesk.domain.money import Money
from coopdesk.reports.pdf.cells import LEADING, Align, Box, amount_text, put, wrap
from coopdesk.reports.pdf.document import A4_HEIGHT, A4_WIDTH, PaperDocument
from coopdesk.reports.pdf.faces import Style
from coopdesk.reports.pdf.stream import ContentStream

LEFT = 42.0
RIGHT = A4_WIDTH - LEFT
WIDTH = RIGHT - LEFT
TEXT = 11.0
AMOUNT_WIDTH = 104.0
GAP = 8.0
STEP = 16.0
LINE = TEXT * 1.6
_TOP = A4_HEIGHT - 52
_BOTTOM = 52.0
_HEADING, _SIGNATURES = 24.0, 64.0
_INDENT = "　　"
_MARK, _MARK_SIZE, _MARK_GREY = "草案", 170.0, 0.93
_NUMERALS = "一二三四五六"


class Flow:
    """Pages filled from top to bottom: `top` is where the next thing goes, `stream` the page it goes on.

    `head` stands small above each page and `witness` below; `draft` puts the mark behind it, `sample` says that the
    persons are made up.
    """

    def __init__(
        self, title: str, printed_on: date, head: str, *, draft: bool, sample: bool, witness: str = ""
    ) -> None:
        self.document = PaperDocument(title, printed_on, A4_WIDTH, A4_HEIGHT)
        self.lettering = self.document.lettering
        self._head, self._sample, self._witness = head, sample, witness
        self._mark = self._draw_mark() if draft else ""
        self._sections = iter(_NUMERALS)
        self._pages: list[ContentStream] = []
        self.new_page()

    @property
    def stream(self) -> ContentStream:
        return self._pages[-1]

    def new_page(self) -> None:
        """Go on at the top of another page."""
        stream = self.document.stream()
        if self._mark:
            stream.form(self._mark)
        stream.right(RIGHT, A4_HEIGHT - 34, self._head, Style.SERIF, 8.5)
        if self._sample:
            stream.text(LEFT, A4_HEIGHT - 34, "示例，人物均为虚构", Style.SERIF, 8.5)
        self._pages.append(stream)
        self.top = _TOP

    def need(self, height: float) -> bool:
        """Begin a page where so much does not fit any more; True if one was begun."""
        if self.top - height >= _BOTTOM or self.top == _TOP:
            return False
        self.new_page()
        return True

    def title(self, coop: str, title: str) -> None:
        """The co-op's name and the paper's."""
        name = Box(LEFT, self.top - 18, WIDTH, 20)
        put(self.stream, name, coop, Style.SERIF_BOLD, 14, Align.CENTRE)
        self.stream.centred(A4_WIDTH / 2, self.top - 40, title, Style.SERIF_BOLD, 19, spacing=1)
        self.top -= 54

    def heading(self, text: str, following: float) -> None:
        """A numbered heading, on one page with the beginning of what follows, which is so high."""
        self.need(_HEADING + following)
        title = f"{next(self._sections)}、{text}"
        self.stream.text(LEFT, self.top - 17, title, Style.SERIF_BOLD, 12)
        self.top -= _HEADING

    def paragraph(self, text: str) -> None:
        """Words over the whole width."""
        for line in wrap(self.lettering, _INDENT + text, Style.SERIF, TEXT, WIDTH):
            self.need(LINE)
            self.stream.text(LEFT, self.top - LINE + TEXT * (LEADING - 1) + 1, line, Style.SERIF, TEXT)
            self.top -= LINE
        self.top -= 2

    def sums(self, steps: Sequence[tuple[str, Money]]) -> None:
        """Labels at the left, their sums at the right, a rule under each."""
        for label, amount in steps:
            self.need(STEP)
            y = self.top - STEP
            put(self.stream, Box(LEFT, y, WIDTH - AMOUNT_WIDTH - 8, STEP), label, Style.SERIF, 10)
            self.amount(amount, STEP)
            self.stream.line(LEFT, y, RIGHT, y, 0.25)
            self.top = y
        self.top -= GAP

    def amount(self, amount: Money, height: float) -> None:
        """A sum at the right of the row that begins at `top` and is so high."""
        box = Box(RIGHT - AMOUNT_WIDTH, self.top - height, AMOUNT_WIDTH, height)
        put(self.stream, box, amount_text(amount), Style.SANS, 9.5, Align.RIGHT)

    def signatures(self, prepared_by: str, dated: str) -> None:
        """The chair's line, who made the paper, and its day."""
        self.need(_SIGNATURES)
        y = self.top - 30
        self.stream.text(LEFT, y, "理事长：", Style.SERIF, TEXT)
        self.stream.line(LEFT + 44, y - 2, LEFT + 150, y - 2)
        made = Box(LEFT + 170, y - 6, 170, 20)
        put(self.stream, made, f"制表人：{prepared_by}", Style.SERIF, TEXT)
        self.stream.right(RIGHT, y, dated, Style.SERIF, TEXT)
        self.top -= _SIGNATURES

    def finish(self) -> bytes:
        """The bytes of the file, its pages numbered."""
        for number, stream in enumerate(self._pages, start=1):
            text = f"第 {number} 页　共 {len(self._pages)} 页"
            stream.centred(A4_WIDTH / 2, 32, text, Style.SERIF, 8.5)
            if self._witness:
                stream.text(LEFT, 32, self._witness, Style.SANS, 7)
            self.document.add_page(stream)
        return self.document.finish()

    def _draw_mark(self) -> str:
        marked = self.document.stream()
        marked.centred(A4_WIDTH / 2, A4_HEIGHT / 2 - 60, _MARK, Style.SERIF, _MARK_SIZE, _MARK_GREY, 60)
        return self.document.add_form(marked)
