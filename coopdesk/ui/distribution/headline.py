"""The four figures everybody asks for first, each a button to how it came about.

They stand in one row; where large type or nine digits need two, captions move beside their figures. Knows
figures as text only.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from coopdesk.ui.distribution.flow import FlowLayout
from coopdesk.ui.kit import fonts, theme
from coopdesk.ui.kit.cards import Figure, FigureBlock
from coopdesk.ui.kit.tokens import SPACE_IN, STEP

_GAP = 5 * STEP
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class AskableFigure(FigureBlock):
    """A figure that can be clicked or reached with Tab; sends `asked`."""

    asked = Signal()

    def __init__(self, figure: Figure) -> None:
        super().__init__(figure)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setContentsMargins(2, 0, 2, 0)

    def show_figure(self, figure: Figure) -> None:
        super().show_figure(figure)
        self.setAccessibleName(f"{figure.caption} {figure.value}")
        self.setToolTip(figure.note)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER:
            self.asked.emit()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.asked.emit()
        super().mouseReleaseEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            painter.setPen(QPen(theme.current().colour("accent"), 1))
            painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 4, 4)
            painter.end()


class Headline(QWidget):
    """Figures side by side, `tools` at the right end; `asked(place)` when a figure is to be explained."""

    asked = Signal(int)

    def __init__(self, figures: Sequence[Figure], tools: QWidget) -> None:
        super().__init__()
        self.blocks = [AskableFigure(figure) for figure in figures]
        row = FlowLayout(self, gap=_GAP, drop=SPACE_IN, last_right=True)
        for place, block in enumerate(self.blocks):
            block.asked.connect(lambda place=place: self.asked.emit(place))
            row.addWidget(block)
        row.addWidget(tools)
        self._tools = tools

    def show_figures(self, figures: Sequence[Figure]) -> None:
        """Show other figures in the same places."""
        for block, figure in zip(self.blocks, figures, strict=True):
            block.show_figure(figure)
        self._arrange()
        self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Captions stand over their figures in one row; where they would need two rows, before them."""
        needed = sum(map(_width, self.blocks)) + _GAP * len(self.blocks) + self._tools.sizeHint().width()
        fits = needed <= self.width()
        wanted = QBoxLayout.Direction.TopToBottom if fits else QBoxLayout.Direction.LeftToRight
        for block in self.blocks:
            box = block.layout()
            if isinstance(box, QBoxLayout) and box.direction() != wanted:
                box.setDirection(wanted)
                box.setSpacing(2 if fits else SPACE_IN)
            block.note.setVisible(fits and bool(block.note.text()))
            if block is not self.blocks[0]:
                theme.mark(block.value, role="figure" if fits else "title")
        tallest = 0 if fits else max(block.sizeHint().height() for block in self.blocks)
        for block in self.blocks:
            block.setMinimumHeight(tallest)  # smaller figures stand in the middle of their row


def _width(block: FigureBlock) -> int:
    """What a figure needs under its caption, whatever it looks like now."""
    font = fonts.application_font(theme.current().text_size.figure)
    font.setBold(True)
    margins = block.contentsMargins()
    value = QFontMetrics(font).horizontalAdvance(block.value.text())
    return max(block.caption.sizeHint().width(), value) + margins.left() + margins.right()
