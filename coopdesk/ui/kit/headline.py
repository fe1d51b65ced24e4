"""The four figures everybody asks for first, each a button to how it came about.

They stand in one row; where large type or nine digits need two, captions move beside their figures, and on the
lowest screen what is said elsewhere too is hidden. Knows figures as text only.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from coopdesk.ui.kit import fonts, room, theme
from coopdesk.ui.kit.cards import Figure, FigureBlock
from coopdesk.ui.kit.flow import FlowLayout
from coopdesk.ui.kit.tokens import SPACE_IN, STEP

_GAP = 5 * STEP
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class FigureButton(FigureBlock):
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
    """Figures side by side, `tools` at the right end; `asked(place)` when a figure is to be explained.

    `spare` are the places of those that stand elsewhere on the page too.
    """

    asked = Signal(int)

    def __init__(self, figures: Sequence[Figure], tools: QWidget, spare: Sequence[int] = ()) -> None:
        super().__init__()
        self._spare = tuple(spare)
        self.blocks = [FigureButton(figure) for figure in figures]
        row = FlowLayout(self, gap=_GAP, drop=SPACE_IN, last_right=True)
        for place, block in enumerate(self.blocks):
            block.asked.connect(lambda place=place: self.asked.emit(place))
            row.addWidget(block)
        row.addWidget(tools)
        self._tools = tools
        room.changed().changed.connect(self._arrange)

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
        """Captions stand over their figures in one row; where they would need two rows, before them.

        On the lowest screen they stand before them in the one row there is, as many and as large as it holds.
        """
        size = theme.current().text_size
        if not room.is_lowest():
            above = self._fits(self.blocks, size.figure, above=True)
            self._show(self.blocks, "figure" if above else "title", above)
            return
        fewer = [block for place, block in enumerate(self.blocks) if place not in self._spare]
        if self._fits(self.blocks, size.title):
            self._show(self.blocks, "title")
        else:
            self._show(fewer, "title" if self._fits(fewer, size.title) else "strong")

    def _show(self, shown: Sequence[FigureButton], role: str, above: bool = False) -> None:
        wanted = QBoxLayout.Direction.TopToBottom if above else QBoxLayout.Direction.LeftToRight
        for block in self.blocks:
            block.setVisible(block in shown)
            box = block.layout()
            if isinstance(box, QBoxLayout) and box.direction() != wanted:
                box.setDirection(wanted)
                box.setSpacing(2 if above else SPACE_IN)
            block.note.setVisible(above and bool(block.note.text()))
            first = block is self.blocks[0] and not room.is_lowest()
            own = block.figure.role
            theme.mark(block.value, role=own if first else own.replace("figure", role))
        tallest = 0 if above else max(block.sizeHint().height() for block in shown)
        for block in self.blocks:
            block.setMinimumHeight(tallest)  # smaller figures stand in the middle of their row

    def _fits(self, shown: Sequence[FigureButton], pixels: int, above: bool = False) -> bool:
        needed = sum(_width(block, pixels, above) + _GAP for block in shown)
        return needed + self._tools.sizeHint().width() <= self.width()


def _width(block: FigureButton, pixels: int, above: bool) -> int:
    """What a figure of that size needs under its caption, or behind it, whatever it looks like now."""
    font = fonts.application_font(pixels)
    font.setBold(True)
    margins = block.contentsMargins()
    value = QFontMetrics(font).horizontalAdvance(block.value.text())
    caption = block.caption.sizeHint().width()
    width = max(caption, value) if above else caption + SPACE_IN + value
    return width + margins.left() + margins.right()
