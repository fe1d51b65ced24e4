"""Draws a chart on paper, in greys that a copier keeps apart; what it says and where it stands is decided elsewhere.

`coopdesk.services.chart` is the description, `chart_layout` the layout; the window draws the same.
"""

from functools import partial

from coopdesk.reports.pdf.faces import Style
from coopdesk.reports.pdf.lettering import Lettering
from coopdesk.reports.pdf.stream import ContentStream
from coopdesk.services.chart import Chart, figure_texts
from coopdesk.services.chart_layout import ChartLayout, Frame, Label, Role, Side, lay_out

UNITS = 100
"""Units of the layout in a point."""
TEXT = 8.5
_LINE, _GAP = 11, 3
_BASE = 0.25  # of a line's height the base line stands above its lower edge
_DARKEST, _STEP, _LIGHTEST = 0.35, 0.2, 0.92
_WHITE = 1.0


def chart_layout(chart: Chart, lettering: Lettering, width: float, height: float) -> ChartLayout:
    """Where everything of the chart stands in a frame of so many points."""
    return lay_out(
        chart,
        Frame(
            width=int(width * UNITS),
            height=int(height * UNITS),
            line=_LINE * UNITS,
            gap=_GAP * UNITS,
            measure=lambda text: int(lettering.width(text, Style.SANS, TEXT) * UNITS) + 1,
            texts=partial(figure_texts, unit=chart.unit),
        ),
    )


def draw_chart(stream: ContentStream, layout: ChartLayout, x: float, top: float, width: float) -> None:
    """Draw a layout whose frame has its upper left corner there and is so wide."""
    for area in layout.areas:
        rect = area.rect
        left, lower = x + rect.x / UNITS, top - rect.bottom / UNITS
        stream.shade(left, lower, rect.width / UNITS, rect.height / UNITS, tone_grey(area.tone))
        if rect.width and rect.height:
            stream.frame(left, lower, rect.width / UNITS, rect.height / UNITS, 0.3)
    for path in layout.paths:
        points = [(x + across / UNITS, top - down / UNITS) for across, down in path.points]
        stream.polyline(points, 1.2, tone_grey(path.tone))
        for across, down in points:
            stream.shade(across - 1.8, down - 1.8, 3.6, 3.6, tone_grey(path.tone))
    if layout.zero is not None:
        stream.line(x, top - layout.zero / UNITS, x + width, top - layout.zero / UNITS, 0.5)
    for label in layout.labels:
        _draw_label(stream, label, x, top)


def tone_grey(tone: int) -> float:
    """The grey of a tone, 0 black and 1 white; beyond the fourth all are as light as can still be seen."""
    return min(_DARKEST + tone * _STEP, _LIGHTEST)


def _draw_label(stream: ContentStream, label: Label, x: float, top: float) -> None:
    rect = label.rect
    y = top - rect.bottom / UNITS + rect.height / UNITS * _BASE
    left, right = x + rect.x / UNITS, x + rect.right / UNITS
    if label.side is Side.LEFT:
        stream.text(left, y, label.text, Style.SANS, TEXT)
    elif label.side is Side.RIGHT:
        stream.right(right, y, label.text, Style.SANS, TEXT)
    else:
        grey = _WHITE if label.role is Role.ON_DARK else 0.0
        stream.centred((left + right) / 2, y, label.text, Style.SANS, TEXT, grey)
