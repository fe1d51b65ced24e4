"""A bar chart painted by hand: few colours, the figure on every bar, no legend, no grid. Knows no book."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from coopdesk.i18n import _, format_money, mark
from coopdesk.ui.kit import theme

_MAX_BAR = 72
_SHARE = 0.6


@dataclass(frozen=True)
class Bar:
    """One bar: the words under it, its whole number (fen) or None for a gap, and whether it is the one in question."""

    caption: str
    amount: int | None
    main: bool = False


class BarChart(QWidget):
    """Bars of amounts in fen, each with its figure above it; `empty` says what will stand here once there is data."""

    def __init__(self, name: str = "", empty: str = "") -> None:
        super().__init__()
        self._name = name
        self._empty = empty or _("还没有数据")
        self.bars: tuple[Bar, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme.changed().changed.connect(self.update)
        self.show_bars([])

    def show_bars(self, bars: Sequence[Bar]) -> None:
        """Show these bars, left to right."""
        self.bars = tuple(bars)
        said = mark("；").join(f"{bar.caption} {_said(bar.amount)}" for bar in bars)
        self.setAccessibleName(self._name or _("柱形图"))
        self.setAccessibleDescription(said or self._empty)
        self.setToolTip(said)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(360, theme.current().text_size.scaled(220))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, theme.current().text_size.scaled(140))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not any(bar.amount for bar in self.bars):
            painter.setPen(theme.current().colour("secondary"))
            painter.drawText(
                self.rect(), Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._empty
            )
        else:
            self._paint_bars(painter)
        painter.end()

    def _paint_bars(self, painter: QPainter) -> None:
        line = painter.fontMetrics().height()
        top, bottom = line + 8, self.height() - line - 8
        amounts = [bar.amount or 0 for bar in self.bars]
        highest, lowest = max(*amounts, 0), min(*amounts, 0)
        lower = line + 4 if lowest < 0 else 0
        per_fen = (bottom - top - lower) / (highest - lowest)
        zero = top + highest * per_fen
        slot = self.width() / len(self.bars)
        for place, bar in enumerate(self.bars):
            width = min(slot * _SHARE, _MAX_BAR)
            left = place * slot + (slot - width) / 2
            height = (bar.amount or 0) * per_fen
            box = QRectF(left, zero - max(height, 0.0), width, abs(height))
            self._paint_bar(painter, bar, box, QRectF(place * slot, bottom + 6, slot, line))
        painter.setPen(theme.current().colour("border"))
        painter.drawLine(0, round(zero), self.width(), round(zero))

    def _paint_bar(self, painter: QPainter, bar: Bar, box: QRectF, under: QRectF) -> None:
        look = theme.current()
        painter.fillRect(box, look.colour("accent" if bar.main else "accent_mid"))
        line = under.height()
        negative = bar.amount is not None and bar.amount < 0
        above = box.bottom() + 4 if negative else box.top() - line - 4
        figure = QRectF(under.left(), above, under.width(), line)
        painter.setPen(look.colour("error" if negative else "secondary" if bar.amount is None else "ink"))
        centre = int(Qt.AlignmentFlag.AlignCenter)
        painter.drawText(figure, centre, _fitting(painter, bar.amount, under.width()))
        painter.setPen(look.colour("secondary"))
        words = painter.fontMetrics().elidedText(bar.caption, Qt.TextElideMode.ElideRight, int(under.width()))
        painter.drawText(under, centre, words)


def _said(amount: int | None) -> str:
    return "—" if amount is None else format_money(amount).replace("-", "−")


def _fitting(painter: QPainter, amount: int | None, width: float) -> str:
    """The figure with its fen, in whole yuan if that is too wide, in 万 if even that is; `—` for a gap."""
    full = _said(amount)
    for text in (full, full.removesuffix(".00").split(".")[0]):
        if painter.fontMetrics().horizontalAdvance(text) <= width:
            return text
    return _("{n}万").format(n=round((amount or 0) / 1_000_000))
