"""The contents (目录) before a paper that runs on: title, row of dots, page number; each line leads to its place.

Which pages the titles stand on is known only when the paper is done; the pages of the contents come before them.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from coopdesk.reports.pdf.cells import Align, Box, put, wrap
from coopdesk.reports.pdf.container import Bookmark, Destination, Link
from coopdesk.reports.pdf.faces import Style
from coopdesk.reports.pdf.lettering import Lettering, stand_in
from coopdesk.reports.pdf.stream import ContentStream

_TITLE, _GAP = 86.0, 3.0
_LINE = 1.5
_SIZES = (11.5, 10.5, 10.0)
_INDENT = 20.0
_NUMBER = 44.0
_SHORTEST_DOTS = 12.0


@dataclass(frozen=True, slots=True)
class Mark:
    """A title that contents and bookmarks lead to: its level from 1, and where it stands.

    `page` counts from 0 and leaves the pages of the contents out.
    """

    title: str
    level: int
    page: int
    top: float


@dataclass(frozen=True, slots=True)
class Area:
    """The part of a page that is written on: its edges in points."""

    left: float
    right: float
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class _Entry:
    mark: Mark
    lines: tuple[str, ...]
    size: float

    @property
    def height(self) -> float:
        return len(self.lines) * self.size * _LINE + _GAP


class Contents:
    """The contents of one paper, `coop` and `title` above them."""

    def __init__(
        self, lettering: Lettering, marks: Sequence[Mark], area: Area, coop: str, title: str
    ) -> None:
        self._area = area
        self._heads = (coop, title)
        entries = (self._entry(lettering, mark) for mark in marks)
        self._pages = list(_paged(entries, area.top - area.bottom))

    def draw(self, new_page: Callable[[], ContentStream]) -> list[tuple[ContentStream, list[Link]]]:
        """The pages of the contents, each begun by `new_page`, with their links."""
        drawn = []
        for place, entries in enumerate(self._pages):
            stream, top = new_page(), self._area.top
            if not place:
                self._draw_title(stream)
                top -= _TITLE
            links = []
            for entry in entries:
                links.append(self._draw_entry(stream, top, entry))
                top -= entry.height
            drawn.append((stream, links))
        return drawn

    def bookmarks(self) -> list[Bookmark]:
        """The outline: the same titles, the contents before them."""
        first = [Bookmark("目录", 1, Destination(1, self._area.top))]
        return first + bookmarks_of([entry.mark for page in self._pages for entry in page], len(self._pages))

    def _entry(self, lettering: Lettering, mark: Mark) -> _Entry:
        size = _SIZES[min(mark.level, len(_SIZES)) - 1]
        room = self._area.right - self._area.left - _indent(mark) - _NUMBER - _SHORTEST_DOTS
        return _Entry(mark, tuple(wrap(lettering, mark.title, _style(mark), size, room)), size)

    def _draw_title(self, stream: ContentStream) -> None:
        area, (coop, title) = self._area, self._heads
        width, middle = area.right - area.left, (area.left + area.right) / 2
        put(stream, Box(area.left, area.top - 18, width, 20), coop, Style.SERIF_BOLD, 14, Align.CENTRE)
        put(stream, Box(area.left, area.top - 44, width, 24), title, Style.SERIF_BOLD, 17, Align.CENTRE)
        stream.centred(middle, area.top - 72, "目　录", Style.SERIF_BOLD, 14)

    def _draw_entry(self, stream: ContentStream, top: float, entry: _Entry) -> Link:
        """One entry, its number behind its last line; what leads from it to its place."""
        area, mark, size, y = self._area, entry.mark, entry.size, top
        left = area.left + _indent(mark)
        for line in entry.lines:
            y -= size * _LINE
            stream.text(left, y + size * (_LINE - 1), line, _style(mark), size)
        base = y + size * (_LINE - 1)
        page = mark.page + len(self._pages) + 1
        number = str(page)
        stream.right(area.right, base, number, Style.SANS, size - 1)
        begin = left + stream.lettering.width(entry.lines[-1], _style(mark), size) + 6
        stream.dotted(
            begin, base + 1.5, area.right - stream.lettering.width(number, Style.SANS, size - 1) - 6
        )
        return Link((left, y, area.right, top), Destination(page, mark.top))


def bookmarks_of(marks: Sequence[Mark], before: int = 0) -> list[Bookmark]:
    """The outline of a paper with so many pages before its first."""
    return [
        Bookmark(_shown(mark.title), mark.level, Destination(mark.page + before + 1, mark.top))
        for mark in marks
    ]


def _shown(title: str) -> str:
    """A title as the paper shows it; a character that no face of ours holds may be in one of the reader's own."""
    parts = ((character, stand_in(character)) for character in title)
    return "".join(character if shown is None else shown for character, shown in parts)


def _paged(entries: Iterator[_Entry], height: float) -> Iterator[list[_Entry]]:
    page: list[_Entry] = []
    room = height - _TITLE
    for entry in entries:
        if entry.height > room and page:
            yield page
            page, room = [], height
        page.append(entry)
        room -= entry.height
    if page:
        yield page


def _indent(mark: Mark) -> float:
    return (mark.level - 1) * _INDENT


def _style(mark: Mark) -> Style:
    return Style.SERIF_BOLD if mark.level == 1 else Style.SERIF
