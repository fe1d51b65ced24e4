"""A table in a paper that runs on: as many rows as there are, over as many pages as they need.

Each page begins with the titles of the columns and the name of the group that goes on. A row is never cut, but for one
that is higher than a page. The name of a group stays with its first rows, a sum with the last rows it adds up. Knows
nothing of members or papers; adds nothing up.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from coopdesk.reports.pdf.cells import Box, put, wrap
from coopdesk.reports.pdf.faces import Style
from coopdesk.reports.pdf.flow import GAP, Flow
from coopdesk.reports.pdf.lettering import Lettering
from coopdesk.reports.pdf.stream import BLACK, RED
from coopdesk.reports.pdf.tables import BOLD, Cell, Column, Table
from coopdesk.services.progress import Progress

_PAD = 3.0
_BEFORE = 4.0
_ROOM_ABOVE = 3.0
_LEADING = 1.28
_GROUP, _SUM = 18.0, 18.0
_GOES_ON = "（续）"
_MINUS = "\N{MINUS SIGN}"
_FIGURES = frozenset({Style.SANS, Style.SANS_BOLD})
_LEAST_WITH_A_SUM = 2
"""So many rows at least stand on the page where their sum stands."""


class RowKind(Enum):
    """What a row is: one thing of the list, the name of a group over the whole width, or a sum (小计, 合计)."""

    ROW = "row"
    GROUP = "group"
    SUM = "sum"


@dataclass(frozen=True, slots=True)
class Row:
    """One row. `cells` are texts, one a column, with a line break where a new line is to begin; a sum with a `lead`
    leaves the first columns out, and the lead takes their place. `carried` are the cells of a
    row (过次页) and of one at the head of the next page (承前页), set where a page ends behind this one.

    A group is named by `lead`; its `level` counts from 1, and `marked` lets bookmarks and contents lead to it.
    """

    cells: tuple[str, ...] = ()
    kind: RowKind = RowKind.ROW
    lead: str = ""
    level: int = 1
    marked: bool = False
    carried: tuple[tuple[str, ...], tuple[str, ...]] | None = None


def group_row(name: str, level: int = 1, *, marked: bool = True) -> Row:
    """The name of a group, above its rows."""
    return Row((), RowKind.GROUP, name, level, marked)


def sum_row(lead: str, *cells: str) -> Row:
    """A sum: what it is of, and the texts of the last columns."""
    return Row(cells, RowKind.SUM, lead)


@dataclass(frozen=True, slots=True)
class _LaidRow:
    """A row as it will stand: the lines of each cell and the height, in points."""

    row: Row
    cells: tuple[Cell, ...]
    height: float


class FlowTable:
    """The table of one flow. Columns have their widths in points; together they should be as wide as the flow.

    `size` is that of the text. Columns of figures (黑体) keep each figure on one line and make it smaller where it must
    be; words take as many lines as they need. `below` is the level of the heading the table stands under: bookmarks of
    its groups are below that.
    """

    def __init__(self, flow: Flow, columns: Sequence[Column], size: float, below: int = 0) -> None:
        self._flow, self._below = flow, below
        self._table = Table(tuple(columns), flow.left, size)
        self._size, self._line = size, size * _LEADING
        titles = max(len(_stack(flow.lettering, column, size)) for column in columns)
        over = self._line + 2 * _ROOM_ABOVE if any(column.over for column in columns) else 0.0
        self._head = titles * self._line + 2 * _ROOM_ABOVE + over
        self._titled = Table(
            tuple(
                Column(
                    _stack(flow.lettering, column, size),
                    column.width,
                    column.align,
                    column.style,
                    over=column.over,
                )
                for column in columns
            ),
            flow.left,
            size,
            over,
        )
        self._groups: dict[int, str] = {}

    def draw(self, rows: Sequence[Row], progress: Progress | None = None) -> None:
        """All rows; `progress` is told after each page and may raise `Cancelled`."""
        placed = [self._lay(row) for row in rows]
        together = _heights_together(placed)
        carries = any(row.carried is not None for row in rows)
        self._groups.clear()
        for place, each in enumerate(placed):
            before = 0.0 if place else self._head + _BEFORE
            height = min(together[place], self._room() - (2 * _SUM if carries else 0.0)) + before
            carried = rows[place - 1].carried if place else None
            if carries and place and self._flow.room_below < height + _SUM:
                if carried is not None:
                    self._draw_bold(carried[0])
                self._flow.new_page()
                begun = True
            else:
                begun = self._flow.need(height)
            if not place or begun:
                if not begun and self._flow.room_below < self._flow.room:
                    self._flow.top -= _BEFORE
                self._begin(each.row)
                if carried is not None and each.row.kind is not RowKind.GROUP:
                    self._draw_bold(carried[1])
                if progress is not None:
                    progress(place, len(rows))
            self._draw(each)
        self._flow.top -= GAP
        if progress is not None:
            progress(len(rows), len(rows))

    def _room(self) -> float:
        """How high the rows of a page can be below the titles and the names of groups that go on."""
        return self._flow.room - self._head - len(self._groups) * _GROUP

    def _begin(self, following: Row) -> None:
        """The titles, and the names of the groups that go on on this page."""
        flow = self._flow
        flow.top = self._titled.draw_head(flow.stream, flow.top, self._head)
        for level, name in sorted(self._groups.items()):
            if following.kind is not RowKind.GROUP or level < following.level:
                flow.top = self._draw_group(f"{name}{_GOES_ON}", level)

    def _draw(self, each: _LaidRow) -> None:
        flow, row = self._flow, each.row
        if row.kind is RowKind.GROUP:
            self._groups = {level: name for level, name in self._groups.items() if level < row.level}
            self._groups[row.level] = row.lead
            if row.marked:
                flow.mark(row.lead, self._below + row.level)
            flow.top = self._draw_group(row.lead, row.level)
        elif row.kind is RowKind.SUM and not row.lead:
            flow.top = self._draw_lines(each.cells, each.height, bold=True)
        elif row.kind is RowKind.SUM:
            flow.top = self._table.draw_row(flow.stream, flow.top, each.height, each.cells, row.lead)
        elif each.height <= flow.room_below:
            flow.top = self._draw_lines(each.cells, each.height)
        else:
            self._draw_cut(each)

    def _draw_cut(self, each: _LaidRow) -> None:
        """A row that no page holds: as many lines as fit, the rest on the next page."""
        flow, cells = self._flow, each.cells
        while any(cells):
            fitting = max(int((flow.room_below - 2 * _ROOM_ABOVE) / self._line), 1)
            part = tuple(cell[:fitting] for cell in cells)
            cells = tuple(cell[fitting:] for cell in cells)
            flow.top = self._draw_lines(
                part, max(map(len, part)) * self._line + 2 * _ROOM_ABOVE, from_top=True
            )
            if any(cells):
                flow.new_page()
                self._begin(each.row)

    def _lay(self, row: Row) -> _LaidRow:
        if row.kind is RowKind.GROUP:
            return _LaidRow(row, (), _GROUP)
        if row.kind is RowKind.SUM:
            stacked = tuple(tuple(cell.split("\n")) for cell in row.cells)
            return _LaidRow(row, stacked, max(_SUM, max(map(len, stacked)) * self._line + 2 * _ROOM_ABOVE))
        pairs = zip(self._table.columns, row.cells, strict=True)
        cells = tuple(_lines(self._flow.lettering, column, cell, self._size) for column, cell in pairs)
        return _LaidRow(row, cells, max(map(len, cells)) * self._line + 2 * _ROOM_ABOVE)

    def _draw_group(self, name: str, level: int) -> float:
        flow, table = self._flow, self._table
        indent = 8 + (level - 1) * 12.0
        box = Box(table.left + indent, flow.top - _GROUP, table.width - indent - 8, _GROUP)
        put(flow.stream, box, name, Style.SERIF_BOLD, self._size + (0.5 if level == 1 else 0))
        table.draw_rules(flow.stream, flow.top, _GROUP, len(table.columns))
        return flow.top - _GROUP

    def _draw_bold(self, cells: tuple[str, ...]) -> None:
        """What a page carries to the next, or has from the one before."""
        self._flow.top = self._draw_lines([(cell,) if cell else () for cell in cells], _SUM, bold=True)

    def _draw_lines(
        self, cells: Sequence[Cell], height: float, *, from_top: bool = False, bold: bool = False
    ) -> float:
        """A row of cells of one line or several; returns its lower edge."""
        flow, table = self._flow, self._table
        x = table.left
        for column, cell in zip(table.columns, cells, strict=True):
            used = len(cell) * self._line
            y = flow.top - (_ROOM_ABOVE if from_top else (height - used) / 2)
            for text in cell:
                y -= self._line
                box = Box(x + _PAD, y, column.width - 2 * _PAD, self._line)
                style = BOLD[column.style] if bold else column.style
                ink = RED if column.reddens and text.startswith(_MINUS) else BLACK
                put(flow.stream, box, text, style, self._size, column.align, ink)
            x += column.width
        table.draw_rules(flow.stream, flow.top, height, 0)
        return flow.top - height


def column_width(lettering: Lettering, texts: Sequence[str], style: Style, size: float) -> float:
    """How wide a column must be for the widest of these texts in one line, in points."""
    return max((lettering.width(text, style, size) for text in texts), default=0.0) + 2 * _PAD + 0.1


def _stack(lettering: Lettering, column: Column, size: float) -> Cell:
    """The titles of a column in as many lines as its width asks for."""
    room = column.width - 2 * _PAD
    lines = (wrap(lettering, title, Style.SERIF_BOLD, size, room) for title in column.titles)
    return tuple(line for of_title in lines for line in of_title)


def _lines(lettering: Lettering, column: Column, text: str, size: float) -> Cell:
    room = column.width - 2 * _PAD
    if "\n" in text:
        return tuple(line for part in text.split("\n") for line in _lines(lettering, column, part, size))
    if column.style in _FIGURES or lettering.width(text, column.style, size) <= room:
        return (text,)
    return tuple(wrap(lettering, text, column.style, size, room))


def _heights_together(placed: Sequence[_LaidRow]) -> list[float]:
    """For each row how high it is with all that must stand on its page behind it."""
    kinds = [each.row.kind for each in placed]
    together: list[float] = [0.0] * len(placed)
    for place in reversed(range(len(placed))):
        height = placed[place].height
        together[place] = height + (together[place + 1] if _keeps(kinds, place) else 0.0)
    return together


def _keeps(kinds: Sequence[RowKind], place: int) -> bool:
    """Whether a row has to stand on the page of the next one."""
    behind = kinds[place + 1 : place + 1 + _LEAST_WITH_A_SUM]
    if not behind:
        return False
    if kinds[place] is RowKind.GROUP or behind[0] is RowKind.SUM:
        return True
    return kinds[place] is RowKind.ROW and behind[0] is RowKind.ROW and behind[-1] is RowKind.SUM
