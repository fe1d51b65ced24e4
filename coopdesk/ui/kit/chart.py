"""Draws a chart in the window: few colours, the figure beside what it belongs to, no grid. Knows no book.

What a chart says is `coopdesk.services.chart`, where everything stands `chart_layout`; the paper draws the same.
"""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from coopdesk.i18n import _, mark
from coopdesk.services.chart import MINUS, Chart, ChartKind, Unit, figure_texts, percents
from coopdesk.services.chart_layout import ChartLayout, Frame, Label, Rect, Role, Side, lay_out, least_height
from coopdesk.ui.kit import theme

UNITS = 100
"""Units of the layout in a pixel."""
_GAP = 4 * UNITS
_TEN_THOUSAND = {Unit.FEN: 1_000_000, Unit.MILLIONTHS: 10_000_000_000}
_INK = {
    Role.FIGURE: "ink",
    Role.NEGATIVE: "error",
    Role.GAP: "secondary",
    Role.CAPTION: "secondary",
    Role.ON_DARK: "on_accent",
}
_SIDES = {
    Side.LEFT: Qt.AlignmentFlag.AlignLeft,
    Side.CENTRE: Qt.AlignmentFlag.AlignHCenter,
    Side.RIGHT: Qt.AlignmentFlag.AlignRight,
}
_LEAST_ROUNDED = 10
_LINE, _DOT = 2.0, 3.0


class ChartView(QWidget):
    """Shows a chart; `empty` says what will stand here once there is data."""

    def __init__(self, name: str = "", empty: str = "") -> None:
        super().__init__()
        self._name = name
        self._empty = empty or _("还没有数据")
        self.chart = Chart(ChartKind.BARS, (), ())
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme.changed().changed.connect(self.update)
        self.show_chart(self.chart)

    def show_chart(self, chart: Chart) -> None:
        """Show this chart."""
        self.chart = chart
        said = mark("；").join(_said(chart))
        self.setAccessibleName(self._name or _("图表"))
        self.setAccessibleDescription(said or self._empty)
        self.setToolTip(said)
        self.updateGeometry()
        self.update()

    def layout_now(self) -> ChartLayout:
        """Where everything stands in the widget as wide and high as it is."""
        return lay_out(self.chart, self._frame())

    def sizeHint(self) -> QSize:
        return QSize(360, theme.current().text_size.scaled(220))

    def minimumSizeHint(self) -> QSize:
        least = theme.current().text_size.scaled(140)
        if self.chart.kind is ChartKind.PARTS:
            least = max(least, least_height(self.chart, self._frame()) // UNITS + 1)
        return QSize(200, least)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.chart.is_empty:
            painter.setPen(theme.current().colour("secondary"))
            words = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(self.rect(), words, self._empty)
        else:
            paint_chart(painter, self.layout_now(), self.width())
        painter.end()

    def _frame(self) -> Frame:
        metrics = self.fontMetrics()
        return Frame(
            width=self.width() * UNITS,
            height=self.height() * UNITS,
            line=metrics.height() * UNITS,
            gap=_GAP,
            measure=lambda text: metrics.horizontalAdvance(text) * UNITS,
            texts=partial(_texts, unit=self.chart.unit),
        )


def paint_chart(painter: QPainter, layout: ChartLayout, width: int) -> None:
    """Draw a layout from the painter's origin; the zero line is so many pixels wide."""
    look = theme.current()
    for area in layout.areas:
        painter.fillRect(_rect(area.rect), tone_colour(area.tone))
    for path in layout.paths:
        colour = tone_colour(path.tone)
        points = [QPointF(x / UNITS, y / UNITS) for x, y in path.points]
        painter.setPen(QPen(colour, _LINE))
        painter.drawPolyline(QPolygonF(points))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        for point in points:
            painter.drawEllipse(point, _DOT, _DOT)
    for label in layout.labels:
        _paint_label(painter, label)
    if layout.zero is not None:
        painter.setPen(look.colour("border"))
        painter.drawLine(0, round(layout.zero / UNITS), width, round(layout.zero / UNITS))


def tone_colour(tone: int) -> QColor:
    """The colour of a tone: the accent, its middle shade, then ever nearer to the ground, never the ground itself."""
    look = theme.current()
    if tone < 2:
        return look.colour("accent_mid" if tone else "accent")
    middle, ground = look.colour("accent_mid"), look.colour("surface")
    part = 1 / (1 + (tone - 1) * 0.6)
    return QColor.fromRgbF(
        part * middle.redF() + (1 - part) * ground.redF(),
        part * middle.greenF() + (1 - part) * ground.greenF(),
        part * middle.blueF() + (1 - part) * ground.blueF(),
    ).toRgb()


def _paint_label(painter: QPainter, label: Label) -> None:
    painter.setPen(theme.current().colour(_INK[label.role]))
    flags = int(_SIDES[label.side] | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip)
    painter.drawText(_rect(label.rect), flags, label.text)


def _rect(rect: Rect) -> QRectF:
    return QRectF(rect.x / UNITS, rect.y / UNITS, rect.width / UNITS, rect.height / UNITS)


def _texts(value: int | None, unit: Unit) -> Sequence[str]:
    """The figure whole, without what stands behind the point, or, from 100,000 on, in 万."""
    texts, step = figure_texts(value, unit), _TEN_THOUSAND[unit]
    if value is None or abs(value) < _LEAST_ROUNDED * step:
        return texts
    return (*texts, _("{n}万").format(n=round(value / step)).replace("-", MINUS))


def _said(chart: Chart) -> list[str]:
    """The chart in words: every caption with its figure, parts with their percentage too."""
    said = []
    for series in chart.series:
        shares: Sequence[str] = ("",) * len(chart.captions)
        if chart.kind is ChartKind.PARTS:
            shares = percents([value or 0 for value in series.values])
        for caption, value, share in zip(chart.captions, series.values, shares, strict=True):
            words = (series.label, caption, figure_texts(value, chart.unit)[0], share)
            said.append(" ".join(word for word in words if word))
    return said
