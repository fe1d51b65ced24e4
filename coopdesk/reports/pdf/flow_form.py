"""A form in a paper that runs on: labels on a light ground with what is filled in beside them, two to a row or one.

No row is cut; what is filled in takes as many lines as it needs. Knows nothing of members or papers.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from coopdesk.reports.pdf.cells import Align, Box, put, wrap
from coopdesk.reports.pdf.faces import Style
from coopdesk.reports.pdf.flow import GAP, Flow
from coopdesk.reports.pdf.tables import HEAD_GREY

_SIZE, _LINE, _PAD = 10.0, 14.0, 5.0
_LEAST = 24.0
_LABEL = 74.0
_ABOVE = 4.0


@dataclass(frozen=True, slots=True)
class Entry:
    """One label and what is filled in; a `wide` one has a row of its own. `least` is the height of its row at least,
    for what is to be written by hand, and `foot` stands at the right below that, such as the day of a signature."""

    label: str
    text: str
    wide: bool = False
    least: float = _LEAST
    foot: str = ""


class FlowForm:
    """Forms of one flow."""

    def __init__(self, flow: Flow, label_width: float = _LABEL) -> None:
        self._flow, self._label = flow, label_width

    def draw(self, entries: Sequence[Entry], *, together: bool = False) -> None:
        """The entries in their order: two beside each other, a wide one, or one that is left over, alone.

        `together` keeps them on one page where a page holds them.
        """
        rows: list[list[Entry]] = []
        for entry in entries:
            if rows and len(rows[-1]) == 1 and not entry.wide and not rows[-1][0].wide:
                rows[-1].append(entry)
            else:
                rows.append([entry])
        if together:
            self._flow.need(min(sum(map(self._height, rows)) + _ABOVE, self._flow.room))
        self._flow.top -= min(_ABOVE, self._flow.room_below)
        for row in rows:
            self._flow.need(self._height(row))
            self._draw_row(row)
        self._flow.top -= GAP

    def _lines(self, entry: Entry, width: float) -> list[str]:
        lettering = self._flow.lettering
        parts = entry.text.split("\n")
        return [
            line for part in parts for line in wrap(lettering, part, Style.SERIF, _SIZE, width - 2 * _PAD)
        ]

    def _width(self, row: Sequence[Entry]) -> float:
        """How wide what is filled in may be."""
        return self._flow.width / len(row) - self._label

    def _height(self, row: Sequence[Entry]) -> float:
        width = self._width(row)
        lines = max(len(self._lines(entry, width)) for entry in row)
        labels = max(len(self._label_lines(entry)) for entry in row)
        feet = _LINE if any(entry.foot for entry in row) else 0.0
        return max(max(lines, labels) * _LINE + feet + 2 * _PAD, *(entry.least for entry in row))

    def _label_lines(self, entry: Entry) -> list[str]:
        return wrap(self._flow.lettering, entry.label, Style.SERIF_BOLD, _SIZE, self._label - 2 * _PAD)

    def _draw_row(self, row: Sequence[Entry]) -> None:
        flow, height, width = self._flow, self._height(row), self._width(row)
        y, x = flow.top - height, flow.left
        for entry in row:
            flow.stream.shade(x, y, self._label, height, HEAD_GREY)
            self._put_lines(self._label_lines(entry), x, self._label, height, Style.SERIF_BOLD, Align.CENTRE)
            flow.stream.line(x, flow.top, x, y, 0.4)
            flow.stream.line(x + self._label, flow.top, x + self._label, y, 0.4)
            inner = height - _LINE if entry.foot else height
            self._put_lines(self._lines(entry, width), x + self._label, width, inner, Style.SERIF, Align.LEFT)
            if entry.foot:
                foot = Box(x + self._label + _PAD, y + 2, width - 2 * _PAD, _LINE)
                put(flow.stream, foot, entry.foot, Style.SERIF, _SIZE, Align.RIGHT)
            x += self._label + width
        # The ground of the labels has covered half of the rule above them.
        flow.stream.line(flow.left, flow.top, flow.right, flow.top, 0.4)
        flow.stream.line(flow.right, flow.top, flow.right, y, 0.4)
        flow.stream.line(flow.left, y, flow.right, y, 0.4)
        flow.top = y

    def _put_lines(
        self, lines: Sequence[str], x: float, width: float, height: float, style: Style, align: Align
    ) -> None:
        y = self._flow.top - (height - len(lines) * _LINE) / 2
        for line in lines:
            y -= _LINE
            put(self._flow.stream, Box(x + _PAD, y, width - 2 * _PAD, _LINE), line, style, _SIZE, align)
