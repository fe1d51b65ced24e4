"""Where everything of a chart stands, in whole units: computed once, drawn by the window and by the paper alike.

A unit is a hundredth of a pixel or of a point; the origin is the upper left corner. Nothing reaches over the frame and
no text over another: a figure too wide is written shorter, or left out where even that does not fit.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise

from coopdesk.services.chart import Chart, ChartKind, percents, split

_BAR_OF_SLOT = (3, 5)
_WIDEST_BAR = 18
_WIDEST_STEP = 3
_ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class Frame:
    """The room for a chart and the lettering in it.

    `line` is the height of a line of text, `gap` the usual small distance. `measure` gives the width of a text,
    `texts` how a value may be written, the fullest form first.
    """

    width: int
    height: int
    line: int
    gap: int
    measure: Callable[[str], int]
    texts: Callable[[int | None], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Rect:
    """A place: its upper left corner, width and height."""

    x: int
    y: int
    width: int
    height: int

    @property
    def right(self) -> int:
        """The first unit right of the place: it no longer belongs to it."""
        return self.x + self.width

    @property
    def bottom(self) -> int:
        """The first unit below the place; y grows downwards."""
        return self.y + self.height

    def meets(self, other: "Rect") -> bool:
        """Whether the two have any place in common."""
        across = self.x < other.right and other.x < self.right
        return across and self.y < other.bottom and other.y < self.bottom


class Role(Enum):
    """What a text is, for its colour."""

    FIGURE = "figure"
    NEGATIVE = "negative"
    GAP = "gap"
    CAPTION = "caption"
    ON_DARK = "on_dark"


class Side(Enum):
    """Where a text stands in its place."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Label:
    """A text and its place."""

    rect: Rect
    text: str
    role: Role
    side: Side = Side.CENTRE


@dataclass(frozen=True, slots=True)
class Area:
    """A filled place: a bar, a part, or the key of a series. Tone 0 is the strongest."""

    rect: Rect
    tone: int


@dataclass(frozen=True, slots=True)
class Path:
    """A line through points (x, y); one point alone is a dot."""

    points: tuple[tuple[int, int], ...]
    tone: int


@dataclass(frozen=True, slots=True)
class ChartLayout:
    """A chart in its frame; `zero` is the height of the zero line, None without one."""

    areas: tuple[Area, ...] = ()
    paths: tuple[Path, ...] = ()
    labels: tuple[Label, ...] = ()
    zero: int | None = None


def lay_out(chart: Chart, frame: Frame) -> ChartLayout:
    """Where everything of the chart stands; nothing for an empty one."""
    if chart.is_empty:
        return ChartLayout()
    if chart.kind is ChartKind.PARTS:
        return _parts(chart, frame)
    return _Plot(chart, frame).layout()


def least_height(chart: Chart, frame: Frame) -> int:
    """How high the frame must be to show all of the chart's texts."""
    if chart.kind is ChartKind.PARTS:
        return 2 * frame.line + frame.gap + len(chart.captions) * (frame.line + frame.gap)
    return 6 * frame.line


def shortened(text: str, room: int, measure: Callable[[str], int]) -> str:
    """The text as far as it fits, with … where it was cut; empty where nothing fits."""
    if measure(text) <= room:
        return text
    for end in range(len(text) - 1, 0, -1):
        cut = text[:end].rstrip() + _ELLIPSIS
        if measure(cut) <= room:
            return cut
    return ""


class _Plot:
    """Bars or lines over captions: the scale from the lowest to the highest value, with zero always in it."""

    def __init__(self, chart: Chart, frame: Frame) -> None:
        self._chart, self._frame = chart, frame
        values = [value or 0 for each in chart.series for value in each.values]
        self._highest, self._lowest = max(*values, 0), min(*values, 0)
        keys = frame.line + frame.gap if len(chart.series) > 1 else 0
        self._top = frame.line + 2 * frame.gap + keys
        self._foot = frame.height - frame.line - 2 * frame.gap
        self._lower = frame.line + frame.gap if self._lowest < 0 else 0
        self._labels: list[Label] = []

    def layout(self) -> ChartLayout:
        keys = tuple(self._keys())
        if self._foot - self._top - self._lower <= 0:  # too low for anything but the words
            self._captions()
            return ChartLayout(keys, (), tuple(self._labels))
        bars = self._chart.kind is ChartKind.BARS
        areas = tuple(self._bars()) if bars else ()
        paths = () if bars else tuple(self._paths())
        self._captions()
        return ChartLayout((*keys, *areas), paths, tuple(self._labels), self._height_of(0))

    def _height_of(self, value: int) -> int:
        room = self._foot - self._top - self._lower
        return self._top + (self._highest - value) * room // (self._highest - self._lowest)

    def _slot(self, place: int) -> tuple[int, int]:
        """Where the slot of a caption begins and ends."""
        count = len(self._chart.captions)
        return self._frame.width * place // count, self._frame.width * (place + 1) // count

    def _bars(self) -> Iterator[Area]:
        count = len(self._chart.series)
        for place in range(len(self._chart.captions)):
            left, right = self._slot(place)
            part, whole = _BAR_OF_SLOT
            room = (right - left) if count == 1 else (right - left) * 4 // 5 // count
            width = min(room * part // whole if count == 1 else room, _WIDEST_BAR * self._frame.gap)
            pitch = room if count == 1 else min(room, width)
            start = left + (right - left - pitch * count) // 2
            for number, series in enumerate(self._chart.series):
                value = series.values[place]
                column = start + number * pitch
                edge = self._height_of(value or 0)
                zero = self._height_of(0)
                rect = Rect(column + (pitch - width) // 2, min(edge, zero), width, abs(edge - zero))
                tone = number if count > 1 else int(place != self._chart.main)
                yield Area(rect, tone)
                self._figure(value, Rect(column, rect.y, pitch, rect.height))

    def _figure(self, value: int | None, column: Rect) -> None:
        """The figure above its bar, or under one that hangs down."""
        frame = self._frame
        text = next((text for text in frame.texts(value) if frame.measure(text) <= column.width), "")
        negative = value is not None and value < 0
        y = column.bottom + frame.gap if negative else column.y - frame.line - frame.gap
        self._place(Rect(column.x, y, column.width, frame.line), text, _role(value))

    def _paths(self) -> Iterator[Path]:
        """Unbroken lines; then the figures, clear of all lines where they can be."""
        paths = [Path(tuple(run), tone) for tone, run in self._runs()]
        for series in self._chart.series:
            for place in self._most_wanted_first():
                self._figure_at_point(place, series.values[place], paths)
        yield from paths

    def _runs(self) -> Iterator[tuple[int, list[tuple[int, int]]]]:
        for tone, series in enumerate(self._chart.series):
            run: list[tuple[int, int]] = []
            for place, value in enumerate((*series.values, None)):
                if value is not None:
                    left, right = self._slot(place)
                    run.append(((left + right) // 2, self._height_of(value)))
                elif run:
                    yield tone, run
                    run = []

    def _most_wanted_first(self) -> list[int]:
        last = len(self._chart.captions) - 1
        first = [place for place in (self._chart.main, last, 0) if place is not None]
        return list(dict.fromkeys([*first, *range(last + 1)]))

    def _figure_at_point(self, place: int, value: int | None, paths: Sequence[Path]) -> None:
        """Above the point or under it, where no line runs; across a line rather than not at all."""
        if value is None:
            return
        frame, (left, right) = self._frame, self._slot(place)
        y = self._height_of(value)
        sides = (y - frame.line - frame.gap, y + frame.gap)
        wanted: list[tuple[Rect, str]] = []
        for text in frame.texts(value):
            width = frame.measure(text)
            x = min(max((left + right - width) // 2, 0), max(frame.width - width, 0))
            tops = sides[::-1] if value < 0 else sides
            wanted += [(Rect(x, top, width, frame.line), text) for top in tops]
        zero = Path(((0, self._height_of(0)), (frame.width, self._height_of(0))), 0)
        lines = [segment for path in (*paths, zero) for segment in pairwise(path.points)]
        clear = [each for each in wanted if not any(_crosses(each[0], *segment) for segment in lines)]
        for rect, text in (*clear, *wanted):
            if self._place(rect, text, _role(value)):
                return

    def _captions(self) -> None:
        frame, captions = self._frame, self._chart.captions
        slot = frame.width // len(captions)
        widest = max(map(frame.measure, captions))
        step = next((n for n in range(1, _WIDEST_STEP + 1) if widest + frame.gap <= n * slot), 0)
        y = frame.height - frame.line - frame.gap // 2
        edge = max(step - 1, 0) // 2
        for place in range(edge, len(captions) - edge, step or 1):
            left, right = self._slot(place)
            text = captions[place] if step else shortened(captions[place], right - left, frame.measure)
            width = frame.measure(text)
            x = min(max((left + right - width) // 2, 0), frame.width - width)
            self._place(Rect(x, y, width, frame.line), text, Role.CAPTION)

    def _keys(self) -> Iterator[Area]:
        """What each tone means, above the plot, where there is more than one series."""
        frame, count = self._frame, len(self._chart.series)
        side = frame.line * 3 // 5
        room = frame.width // count
        for tone, series in enumerate(self._chart.series if count > 1 else ()):
            x = tone * room
            text = shortened(series.label, room - side - 2 * frame.gap, frame.measure)
            place = Rect(x + side + frame.gap, 0, frame.measure(text), frame.line)
            if self._place(place, text, Role.CAPTION, Side.LEFT):
                yield Area(Rect(x, (frame.line - side) // 2, side, side), tone)

    def _place(self, rect: Rect, text: str, role: Role, side: Side = Side.CENTRE) -> bool:
        """Keep a text, if it stays within the frame and clear of every other."""
        inside = rect.x >= 0 and rect.y >= 0 and rect.right <= self._frame.width
        if not text or not inside or rect.bottom > self._frame.height:
            return False
        if any(rect.meets(other.rect) for other in self._labels):
            return False
        self._labels.append(Label(rect, text, role, side))
        return True


def _crosses(rect: Rect, start: tuple[int, int], end: tuple[int, int]) -> bool:
    """Whether a line that runs to the right goes through a place."""
    from_x, to_x = max(start[0], rect.x), min(end[0], rect.right)
    if from_x > to_x:
        return False
    run = max(end[0] - start[0], 1)
    ends = [start[1] + (x - start[0]) * (end[1] - start[1]) // run for x in (from_x, to_x)]
    return min(ends) < rect.bottom and max(ends) > rect.y


def _role(value: int | None) -> Role:
    if value is None:
        return Role.GAP
    return Role.NEGATIVE if value < 0 else Role.FIGURE


def _parts(chart: Chart, frame: Frame) -> ChartLayout:
    """One bar over the whole width, cut into the parts, each with its number; under it a row for each part."""
    values = [value or 0 for value in chart.series[0].values]
    areas: list[Area] = []
    labels: list[Label] = []
    x, height = 0, min(2 * frame.line, frame.height)
    for place, width in enumerate(split(values, frame.width)):
        areas.append(Area(Rect(x, 0, width, height), place))
        number = str(place + 1)
        if frame.measure(number) + frame.gap <= width and frame.line <= height:
            rect = Rect(x, (height - frame.line) // 2, width, frame.line)
            labels.append(Label(rect, number, Role.FIGURE if place else Role.ON_DARK))
        x += width
    top = height + frame.gap
    for place, percent in enumerate(percents(values)):
        rect = Rect(0, top + place * (frame.line + frame.gap), frame.width, frame.line)
        if rect.bottom <= frame.height:
            areas += _part_key(frame, rect, place)
            labels += _part_row(frame, rect, (f"{place + 1} {chart.captions[place]}", values[place], percent))
    return ChartLayout(tuple(areas), (), tuple(labels))


def _part_key(frame: Frame, row: Rect, tone: int) -> Iterator[Area]:
    side = frame.line * 3 // 5
    if side <= row.width:
        yield Area(Rect(0, row.y + (frame.line - side) // 2, side, side), tone)


def _part_row(frame: Frame, row: Rect, part: tuple[str, int, str]) -> Iterator[Label]:
    """From the right: the percentage, the figure, and what is left for the words."""
    caption, value, percent = part
    left, right = frame.line * 3 // 5 + frame.gap, row.width
    for text, column in (
        (percent, frame.measure("100.0%")),
        (next(iter(frame.texts(value)), ""), frame.measure(max(frame.texts(value), key=len))),
    ):
        width = max(column, frame.measure(text))
        if right - width < left:
            return
        yield Label(Rect(right - width, row.y, width, row.height), text, Role.FIGURE, Side.RIGHT)
        right -= width + 3 * frame.gap
    words = shortened(caption, right - left, frame.measure)
    if words:
        yield Label(Rect(left, row.y, right - left, row.height), words, Role.CAPTION, Side.LEFT)
