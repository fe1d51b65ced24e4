"""The sums under an entry grid, each under its column. Painted, as labels would not follow a column that is drawn."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QTableView, QWidget

from coopdesk.i18n import _
from coopdesk.ui.kit import theme
from coopdesk.ui.kit.cells import PADDING

_ONE_LINE = Qt.TextFlag.TextSingleLine.value | Qt.AlignmentFlag.AlignVCenter.value


class GridFoot(QWidget):
    """One row of sums by place of column, under the columns of a table."""

    def __init__(self, table: QTableView) -> None:
        super().__init__()
        self._table = table
        self.sums: dict[int, str] = {}
        self.words = _("合计")
        """What stands before the first sum."""
        table.horizontalHeader().sectionResized.connect(self.update)
        table.horizontalScrollBar().valueChanged.connect(self.update)

    def show_sums(self, sums: dict[int, str]) -> None:
        """Show these sums; a screen reader hears them with the titles of their columns."""
        self.sums = sums
        model = self._table.model()
        titles = {at: model.headerData(at, Qt.Orientation.Horizontal).removesuffix(" *") for at in sums}
        told = " ".join(f"{titles[at]} {text}" for at, text in sums.items())
        self.setAccessibleName(_("合计 {sums}").format(sums=told))
        self.setVisible(bool(sums))
        self.update()

    def needed(self) -> list[int]:
        """Width in pixels that each column needs for its sum."""
        metrics = QFontMetrics(self._bold())
        columns = range(self._table.model().columnCount())
        return [metrics.horizontalAdvance(self.sums.get(at, "")) + 2 * PADDING + 2 for at in columns]

    def sizeHint(self) -> QSize:
        return QSize(0, theme.current().text_size.row)

    def paintEvent(self, event: QPaintEvent) -> None:
        look, table = theme.current(), self._table
        painter = QPainter(self)
        painter.fillRect(self.rect(), look.colour("subtle"))
        painter.setFont(self._bold())
        painter.setPen(look.colour("ink"))
        head = table.verticalHeader().width() + table.frameWidth()
        first = min(self.sums, default=0)
        if first:
            room = QRect(PADDING, 0, head + table.columnViewportPosition(first) - PADDING, self.height())
            shown = painter.fontMetrics().elidedText(self.words, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, _ONE_LINE, shown)
        for at, text in self.sums.items():
            left = head + table.columnViewportPosition(at)
            box = QRect(left + PADDING, 0, table.columnWidth(at) - 2 * PADDING, self.height())
            painter.drawText(box, _ONE_LINE | Qt.AlignmentFlag.AlignRight.value, text)
        painter.end()

    def _bold(self) -> QFont:
        bold = QFont(self.font())
        bold.setBold(True)
        return bold
