"""Papers that run on: sections under each other over as many A4 pages as they need, each page with its head and number.

A heading stays with what follows it, a picture with its caption. Contents (目录) and bookmarks are made from the
headings. A draft says so on every page, in its head and in large grey letters behind the text. Knows no paper; computes
nothing but places.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from coopdesk.domain.money import Money
from coopdesk.reports.pdf.cells import LEADING, Align, Box, amount_text, put, wrap
from coopdesk.reports.pdf.chart import chart_layout, draw_chart
from coopdesk.reports.pdf.container import Bookmark, Link
from coopdesk.reports.pdf.contents import Area, Contents, Mark, bookmarks_of
from coopdesk.reports.pdf.document import A4_HEIGHT, A4_WIDTH, PaperDocument
from coopdesk.reports.pdf.faces import Style
from coopdesk.reports.pdf.numerals import heading_number
from coopdesk.reports.pdf.picture import read_picture
from coopdesk.reports.pdf.stream import ContentStream
from coopdesk.services.chart import Chart

LEFT = 42.0
RIGHT = A4_WIDTH - LEFT
WIDTH = RIGHT - LEFT
"""Left and right edge of what is written on an upright page, and the width between them."""
TEXT = 11.0
AMOUNT_WIDTH = 104.0
GAP = 8.0
STEP = 16.0
LINE = TEXT * 1.6
_MARGIN = 52.0
SIGNATURES = 64.0
"""Height in points of the lines to sign on."""
_DATED = 130.0
_INDENT = "　　"
_MARK, _MARK_SIZE, _MARK_GREY = "草案", 170.0, 0.93
_NOTE, _NOTE_LINE = 9.0, 13.0
_CAPTION, _CAPTION_LINE, _ABOVE_CAPTION = 9.5, 14.0, 3.0
_LEAST_PICTURE = 40.0
_NO_PICTURE = "（图片无法读出）"
_CHART_HEIGHT = 190.0


@dataclass(frozen=True, slots=True)
class Outline:
    """What leads a reader through a paper: bookmarks of its headings, and contents before it.

    There are contents where the paper has at least `contents_from` pages; 0 for never.
    """

    contents_from: int = 4


@dataclass(frozen=True, slots=True)
class _HeadingForm:
    """How a level of headings is set: its size, height with one line, and the height of each further line."""

    style: Style
    size: float
    height: float


_FORMS = (
    _HeadingForm(Style.SERIF_BOLD, 12.0, 24.0),
    _HeadingForm(Style.SERIF_BOLD, 11.0, 22.0),
    _HeadingForm(Style.SERIF_BOLD, 10.5, 20.0),
    _HeadingForm(Style.SERIF, 10.5, 20.0),
)
_HEADING_LINE = 1.4


@dataclass(frozen=True, slots=True)
class _Heading:
    """A heading that is to stand above the next thing."""

    lines: tuple[str, ...]
    level: int
    form: _HeadingForm

    @property
    def height(self) -> float:
        return self.form.height + (len(self.lines) - 1) * self.form.size * _HEADING_LINE


class Flow:
    """Pages filled from top to bottom: `top` is where the next thing goes, `stream` the page it goes on.

    `head` stands small above each page and `witness` below; `draft` puts the mark behind it, `sample` says that the
    persons are made up. `left`, `right` and `width` are the edges of what is written, in points; `lying` turns the
    sheets. `outline` gives the paper bookmarks and contents.
    """

    def __init__(
        self,
        title: str,
        printed_on: date,
        head: str,
        *,
        draft: bool,
        sample: bool,
        witness: str = "",
        lying: bool = False,
        outline: Outline | None = None,
    ) -> None:
        width, height = (A4_HEIGHT, A4_WIDTH) if lying else (A4_WIDTH, A4_HEIGHT)
        self.document = PaperDocument(title, printed_on, width, height)
        self.lettering = self.document.lettering
        self.left, self.right = LEFT, width - LEFT
        self.width = self.right - self.left
        self._middle, self._height, self._first = width / 2, height, height - _MARGIN
        self._head, self._sample, self._witness, self._outline = head, sample, witness, outline
        self._mark = self._draw_mark() if draft else ""
        self._counts: list[int] = []
        self._waiting: list[_Heading] = []
        self._marks: list[Mark] = []
        self._titles = ("", title)
        self._pages: list[ContentStream] = []
        self.new_page()

    @property
    def stream(self) -> ContentStream:
        """The page that is being written: the last one begun."""
        return self._pages[-1]

    @property
    def room(self) -> float:
        """How high what stands on a page can be, in points."""
        return self._first - _MARGIN

    @property
    def room_below(self) -> float:
        """How high what still goes on this page can be."""
        return self.top - _MARGIN

    def new_page(self) -> None:
        """Go on at the top of another page."""
        self._pages.append(self._begin_page())
        self.top = self._first

    def need(self, height: float) -> bool:
        """Begin a page where so much does not fit any more; True if one was begun.

        Headings that wait for what comes next are set now, on the same page as it.
        """
        height += sum(heading.height for heading in self._waiting)
        begun = self.top - height < _MARGIN and self.top != self._first
        if begun:
            self.new_page()
        waiting, self._waiting = self._waiting, []
        for heading in waiting:
            self._draw_heading(heading)
        return begun

    def title(self, coop: str, title: str) -> None:
        """The co-op's name and the paper's."""
        self._titles = (coop, title)
        name = Box(self.left, self.top - 18, self.width, 20)
        put(self.stream, name, coop, Style.SERIF_BOLD, 14, Align.CENTRE)
        self.stream.centred(self._middle, self.top - 40, title, Style.SERIF_BOLD, 19, spacing=1)
        self.top -= 54

    def heading(self, text: str, following: float | None = None, level: int = 1) -> None:
        """A heading with its number, on one page with the beginning of what follows, which is so high.

        Without `following` it waits for the next thing and stands above that. Levels are numbered 一、 then （一） then
        1. and （1）; a deeper one has no number and looks like the fourth.
        """
        del self._counts[level:]
        self._counts += [0] * (level - len(self._counts))
        self._counts[level - 1] += 1
        title = heading_number(level, self._counts[level - 1]) + text
        form = _FORMS[min(level, len(_FORMS)) - 1]
        lines = wrap(self.lettering, title, form.style, form.size, self.width)
        self._waiting.append(_Heading(tuple(lines), level, form))
        if following is not None:
            self.need(following)

    def mark(self, title: str, level: int) -> None:
        """Let bookmarks and contents lead to where the next thing goes."""
        self._marks.append(Mark(title, level, len(self._pages) - 1, self.top))

    def paragraph(self, text: str) -> None:
        """Words over the whole width."""
        lines = wrap(self.lettering, _INDENT + text, Style.SERIF, TEXT, self.width)
        if self._waiting:
            self.need(min(len(lines), 2) * LINE)
        for line in lines:
            self.need(LINE)
            self.stream.text(self.left, self.top - LINE + TEXT * (LEADING - 1) + 1, line, Style.SERIF, TEXT)
            self.top -= LINE
        self.top -= 2

    def notes(self, notes: Sequence[str], following: float = 0.0) -> None:
        """Small lines under a table or at the end: 注： before one, 注1：, 注2： before several.

        `following` is the height of what comes behind them and is not to stand alone on a page of its own.
        """
        laid = [
            self._note_lines(note, "注：" if len(notes) == 1 else f"注{place}：")
            for place, note in enumerate(notes, start=1)
        ]
        if following:
            self.need(sum(len(lines) for _lead, _indent, lines in laid) * _NOTE_LINE + 2 + following)
        for lead, indent, lines in laid:
            self.need(min(len(lines), 2) * _NOTE_LINE)
            self.stream.text(self.left, self.top - _NOTE_LINE + 3.5, lead, Style.SERIF, _NOTE)
            for line in lines:
                self.need(_NOTE_LINE)
                self.stream.text(self.left + indent, self.top - _NOTE_LINE + 3.5, line, Style.SERIF, _NOTE)
                self.top -= _NOTE_LINE
        self.top -= 2

    def _note_lines(self, note: str, lead: str) -> tuple[str, float, list[str]]:
        indent = self.lettering.width(lead, Style.SERIF, _NOTE)
        return lead, indent, wrap(self.lettering, note, Style.SERIF, _NOTE, self.width - indent)

    def picture(self, content: bytes, caption: str = "", width: float | None = None) -> None:
        """A JPEG or PNG with its caption below it on the same page, as wide as the text or as `width` says.

        One that would be higher than a page is made smaller. What cannot be read is a frame that says so: a broken
        file stops no paper.
        """
        picture = read_picture(content)
        across, high = picture.size if picture is not None else (2, 1)
        words = self._caption_lines(caption)
        wide = min(self.width if width is None else width, self.width)
        most = max(self.room - _caption_height(words), _LEAST_PICTURE)
        wide = min(wide, most * across / high)
        height = wide * high / across
        self.need(height + _caption_height(words))
        x, y = self._middle - wide / 2, self.top - height
        if picture is not None:
            self.stream.picture(self.document.add_picture(picture), picture.matrix(x, y, wide, height))
        else:
            self.stream.frame(x, y, wide, height)
            self.stream.centred(self._middle, y + height / 2, _NO_PICTURE, Style.SERIF, TEXT)
        self._draw_caption(words, y)

    def chart(self, chart: Chart, caption: str = "", height: float = _CHART_HEIGHT) -> None:
        """A chart over the whole width with its caption below it on the same page."""
        words = self._caption_lines(caption)
        height = min(height, self.room - _caption_height(words))
        self.need(height + _caption_height(words))
        layout = chart_layout(chart, self.lettering, self.width, height)
        draw_chart(self.stream, layout, self.left, self.top, self.width)
        self._draw_caption(words, self.top - height)

    def sums(self, steps: Sequence[tuple[str, Money]]) -> None:
        """Labels at the left, their sums at the right, a rule under each."""
        for label, amount in steps:
            self.need(STEP)
            y = self.top - STEP
            put(self.stream, Box(self.left, y, self.width - AMOUNT_WIDTH - 8, STEP), label, Style.SERIF, 10)
            self.amount(amount, STEP)
            self.stream.line(self.left, y, self.right, y, 0.25)
            self.top = y
        self.top -= GAP

    def amount(self, amount: Money, height: float) -> None:
        """A sum at the right of the row that begins at `top` and is so high."""
        box = Box(self.right - AMOUNT_WIDTH, self.top - height, AMOUNT_WIDTH, height)
        put(self.stream, box, amount_text(amount), Style.SANS, 9.5, Align.RIGHT)

    def signatures(self, prepared_by: str, dated: str) -> None:
        """The chair's line, who made the paper, and its day."""
        self.need(SIGNATURES)
        y = self.top - 30
        self.stream.text(self.left, y, "理事长：", Style.SERIF, TEXT)
        self.stream.line(self.left + 44, y - 2, self.left + 150, y - 2)
        made = Box(self.left + 170, y - 6, 170, 20)
        put(self.stream, made, f"制表人：{prepared_by}", Style.SERIF, TEXT)
        self.stream.right(self.right, y, dated, Style.SERIF, TEXT)
        self.top -= SIGNATURES

    def signed_by(self, persons: Sequence[tuple[str, str]], dated: str) -> None:
        """A line to sign on for each office with its holder's name in small below, and the day at the right."""
        self.need(SIGNATURES)
        y = self.top - 32
        labels = [(f"{office}：", name) for office, name in persons]
        words = [self.lettering.width(label, Style.SERIF, TEXT) for label, _name in labels]
        line = (self.width - _DATED - sum(words)) / len(persons) - 2 * GAP
        x = self.left
        for (label, name), width in zip(labels, words, strict=True):
            self.stream.text(x, y, label, Style.SERIF, TEXT)
            x += width
            self.stream.line(x, y - 2, x + line, y - 2)
            put(self.stream, Box(x, y - 17, line, 13), name, Style.SERIF, _NOTE, Align.CENTRE)
            x += line + 2 * GAP
        day = Box(self.right - _DATED, y - 6, _DATED, 20)
        put(self.stream, day, dated, Style.SERIF, TEXT, Align.RIGHT)
        self.top -= SIGNATURES

    def finish(self) -> bytes:
        """The bytes of the file, its pages numbered, contents and bookmarks made."""
        if self._waiting:
            self.need(0)
        front, bookmarks = self._front()
        pages = [*front, *((stream, []) for stream in self._pages)]
        for number, (stream, links) in enumerate(pages, start=1):
            text = f"第 {number} 页　共 {len(pages)} 页"
            stream.centred(self._middle, 32, text, Style.SERIF, 8.5)
            if self._witness:
                stream.text(self.left, 32, self._witness, Style.SANS, 7)
            self.document.add_page(stream, links)
        return self.document.finish(bookmarks)

    def _front(self) -> tuple[list[tuple[ContentStream, list[Link]]], list[Bookmark]]:
        """The pages of the contents, if there are to be any, and the bookmarks."""
        if self._outline is None or not self._marks:
            return [], []
        if not 0 < self._outline.contents_from <= len(self._pages):
            return [], bookmarks_of(self._marks)
        area = Area(self.left, self.right, self._first, _MARGIN)
        contents = Contents(self.lettering, self._marks, area, *self._titles)
        return contents.draw(self._begin_page), contents.bookmarks()

    def _begin_page(self) -> ContentStream:
        """A page with what all pages have."""
        stream = self.document.stream()
        if self._mark:
            stream.form(self._mark)
        stream.right(self.right, self._height - 34, self._head, Style.SERIF, 8.5)
        if self._sample:
            stream.text(self.left, self._height - 34, "示例，人物均为虚构", Style.SERIF, 8.5)
        return stream

    def _draw_heading(self, heading: _Heading) -> None:
        self.mark("".join(heading.lines), heading.level)
        y = self.top - heading.form.height + 7
        for line in heading.lines:
            self.stream.text(self.left, y, line, heading.form.style, heading.form.size)
            y -= heading.form.size * _HEADING_LINE
        self.top -= heading.height

    def _caption_lines(self, caption: str) -> list[str]:
        return wrap(self.lettering, caption, Style.SERIF, _CAPTION, self.width) if caption else []

    def _draw_caption(self, words: Sequence[str], top: float) -> None:
        """The caption below a picture whose lower edge is at `top`; what comes next goes below it."""
        self.top = top - _caption_height(words)
        for place, line in enumerate(words, start=1):
            y = top - _ABOVE_CAPTION - place * _CAPTION_LINE + 3
            self.stream.centred(self._middle, y, line, Style.SERIF, _CAPTION)

    def _draw_mark(self) -> str:
        marked = self.document.stream()
        marked.centred(self._middle, self._height / 2 - 60, _MARK, Style.SERIF, _MARK_SIZE, _MARK_GREY, 60)
        return self.document.add_form(marked)


def _caption_height(words: Sequence[str]) -> float:
    """How high a caption of these lines is, with the room above and below it."""
    return len(words) * _CAPTION_LINE + GAP + (_ABOVE_CAPTION if words else 0.0)
