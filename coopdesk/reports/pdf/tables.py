"""Tables of the list papers: columns as data, rows of stacked cells, money columns as wide as their figures need.

Knows nothing of members or papers. A row draws its own rules, so a subtotal can join its first cells.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from coopdesk.domain.money import Money
from coopdesk.reports.pdf.cells import Align, Box, amount_text, put
from coopdesk.reports.pdf.faces import Style
from coopdesk.reports.pdf.lettering import Lettering
from coopdesk.reports.pdf.stream import ContentStream

NOTHING = "—"
HEAD_GREY = 0.94
_PAD = 3.0
BOLD = {Style.SERIF: Style.SERIF_BOLD, Style.SANS: Style.SANS_BOLD}

Cell = tuple[str, ...]
"""Text of a cell, one piece a stacked line."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its stacked titles, width in points, and how its cells are set.

    `first` is the share of the height that the first of several stacked pieces gets; all get the same if it is 0.
    Neighbours with the same `over` stand under that heading together. Amounts below 0 are red where `reddens` says so.
    """

    titles: Cell
    width: float
    align: Align = Align.CENTRE
    style: Style = Style.SERIF
    first: float = 0.0
    over: str = ""
    reddens: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Columns side by side from `left`; `size` is the largest text size of the cells.

    `over` is how high the headings are that several columns have together, in points.
    """

    columns: tuple[Column, ...]
    left: float
    size: float
    over: float = 0.0

    @property
    def width(self) -> float:
        """All columns together, in points."""
        return sum(column.width for column in self.columns)

    def draw_head(self, stream: ContentStream, top: float, height: float) -> float:
        """The titles on a light ground; returns the lower edge."""
        stream.shade(self.left, top - height, self.width, height, HEAD_GREY)
        stream.line(self.left, top, self.left + self.width, top)
        if self.over:
            self._draw_joined_heads(stream, top, height)
            return top - height
        x = self.left
        for column in self.columns:
            box = Box(x, top - height, column.width, height)
            _put_stack(stream, box, column.titles, Style.SERIF_BOLD, self.size, Align.CENTRE)
            x += column.width
        self.draw_rules(stream, top, height, 0)
        return top - height

    def _draw_joined_heads(self, stream: ContentStream, top: float, height: float) -> None:
        """Titles of which some stand under a heading that several have together."""
        bottom, split, x = top - height, top - self.over, self.left
        stream.line(x, top, x, bottom, 0.6)
        for over, group in groupby(self.columns, lambda column: column.over):
            columns, begun = tuple(group), x
            for column in columns:
                box = Box(x, bottom, column.width, (split if over else top) - bottom)
                _put_stack(stream, box, column.titles, Style.SERIF_BOLD, self.size, Align.CENTRE)
                x += column.width
                whole = not over or column is columns[-1]
                stream.line(x, top if whole else split, x, bottom, 0.4)
            if over:
                box = Box(begun + _PAD, split, x - begun - 2 * _PAD, self.over)
                put(stream, box, over, Style.SERIF_BOLD, self.size, Align.CENTRE)
                stream.line(begun, split, x, split, 0.4)
        stream.line(x, top, x, bottom, 0.6)
        stream.line(self.left, bottom, x, bottom, 0.4)

    def draw_row(
        self,
        stream: ContentStream,
        top: float,
        height: float,
        cells: Sequence[Cell],
        lead: str = "",
    ) -> float:
        """A row of cells; returns the lower edge.

        With a `lead` the row is a sum: bold, and the lead takes the place of the first columns not given in `cells`.
        """
        joined = len(self.columns) - len(cells)
        x = self.left + sum(column.width for column in self.columns[:joined])
        if lead:
            box = Box(self.left + _PAD, top - height, x - self.left - 2 * _PAD, height)
            put(stream, box, lead, Style.SERIF_BOLD, self.size, Align.CENTRE)
        for column, cell in zip(self.columns[joined:], cells, strict=True):
            style = BOLD[column.style] if lead else column.style
            box = Box(x, top - height, column.width, height)
            _put_stack(stream, box, cell, style, self.size, column.align, column.first)
            x += column.width
        self.draw_rules(stream, top, height, joined)
        return top - height

    def draw_wide(self, stream: ContentStream, top: float, height: float, text: str) -> float:
        """A row of one cell over the whole width, in bold; returns the lower edge."""
        box = Box(self.left + 8, top - height, self.width - 16, height)
        put(stream, box, text, Style.SERIF_BOLD, self.size + 1)
        self.draw_rules(stream, top, height, len(self.columns))
        return top - height

    def draw_rules(self, stream: ContentStream, top: float, height: float, joined: int) -> None:
        """The rules round a row and between its columns, but for the first `joined` ones, which are one cell."""
        x = self.left
        stream.line(x, top, x, top - height, 0.6)
        for number, column in enumerate(self.columns, start=1):
            x += column.width
            if number >= joined:
                stream.line(x, top, x, top - height, 0.6 if number == len(self.columns) else 0.4)
        stream.line(self.left, top - height, x, top - height, 0.4)


def _put_stack(
    stream: ContentStream,
    box: Box,
    cell: Cell,
    style: Style,
    size: float,
    align: Align,
    first: float = 0.0,
) -> None:
    """The pieces of a cell one under the other, each in its share of the height."""
    pad = min(3.0, box.height * 0.1)
    room = box.height - pad
    y = box.y + box.height - pad / 2
    for number, text in enumerate(cell):
        share = 1 / len(cell)
        if first and len(cell) > 1:
            share = (1 - first) / (len(cell) - 1) if number else first
        y -= room * share
        put(
            stream,
            Box(box.x + _PAD, y, box.width - 2 * _PAD, room * share),
            text,
            style,
            size,
            align,
        )


@dataclass(frozen=True, slots=True)
class MoneyColumns:
    """How the money of a list is set: so many lines stacked in a cell, at that size, in columns of these widths."""

    stack: int
    size: float
    line_width: float
    sum_width: float

    def titles(self, labels: Sequence[str]) -> tuple[Cell, ...]:
        """The labels of the lines, stacked as their amounts are."""
        return tuple(tuple(labels[at : at + self.stack]) for at in range(0, len(labels), self.stack))

    def cells(self, amounts: Sequence[Money | None]) -> tuple[Cell, ...]:
        """The amounts of the lines, stacked; a line the member has no part in shows a dash."""
        return self.titles([money_text(amount) for amount in amounts])


_TRIALS = (
    *((1, size) for size in (8.5, 8.0, 7.5, 7.0)),
    *((2, size) for size in (8.0, 7.5, 7.0, 6.5, 6.0)),
    *((3, size) for size in (6.5, 6.0, 5.5)),
)


def plan_money(
    lettering: Lettering,
    lines: Iterable[Money | None],
    sums: Iterable[Money],
    counts: tuple[int, int],
    room: float,
) -> MoneyColumns:
    """The largest setting in which all amounts stand whole in `room` points.

    `counts` is how many line columns and how many sum columns there are. If nothing fits, the tightest setting is
    taken and the cells shrink their text.
    """
    line_unit = _widest(lettering, {money_text(amount) for amount in lines}, Style.SANS)
    sum_unit = _widest(lettering, {money_text(amount) for amount in sums}, Style.SANS_BOLD)
    for stack, size in _TRIALS:
        columns = -(-counts[0] // stack)
        plan = MoneyColumns(
            stack, size, line_unit * size + 2 * _PAD + 0.1, max(line_unit, sum_unit) * size + 2 * _PAD + 0.1
        )
        needed = columns * plan.line_width + counts[1] * plan.sum_width
        if needed <= room:
            spare = min(10.0, (room - needed) / (columns + counts[1]))
            return MoneyColumns(stack, size, plan.line_width + spare, plan.sum_width + spare)
    stack = max(3, -(-counts[0] // 4))
    width = room / (-(-counts[0] // stack) + counts[1])
    return MoneyColumns(stack, _TRIALS[-1][1], width, width)


def money_text(amount: Money | None) -> str:
    """An amount with separators, or a dash for none."""
    return NOTHING if amount is None else amount_text(amount)


def _widest(lettering: Lettering, texts: Iterable[str], style: Style) -> float:
    return max((lettering.width(text, style, 1) for text in texts), default=1.0)
