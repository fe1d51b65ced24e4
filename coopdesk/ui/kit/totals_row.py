"""The row of totals under a table: each sum stands under its column, wherever the column is moved or scrolled.

Knows the table's head and texts, no rows: what it shows was summed by the engine.
"""

from collections.abc import Mapping

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from coopdesk.i18n import _, mark
from coopdesk.ui.kit import fonts, room, theme
from coopdesk.ui.kit.cells import PADDING
from coopdesk.ui.kit.table_view import TableView


class TotalsRow(QWidget):
    """Bold sums under the columns of `view`, the word for them under the first column that shows."""

    def __init__(self, view: TableView) -> None:
        super().__init__()
        self.view = view
        self.texts: dict[str, str] = {}
        self._lead = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        view.head.sectionResized.connect(self.update)
        view.head.sectionMoved.connect(self.update)
        view.horizontalScrollBar().valueChanged.connect(self.update)
        room.changed().changed.connect(self.updateGeometry)

    def show_totals(self, lead: str, texts: Mapping[str, str]) -> None:
        """Show these sums by key of column."""
        self._lead, self.texts = lead, dict(texts)
        titles = {column.key: _(column.title) for column in self.view.table_model.columns}
        said = mark("，").join(f"{titles[key]} {text}" for key, text in texts.items() if key in titles)
        self.setAccessibleName(f"{lead}{mark('：')}{said}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(100, room.row())

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), look.colour("subtle"))
        painter.setPen(QPen(look.colour("border"), 1))
        painter.drawLine(0, 0, self.width(), 0)
        font = fonts.application_font(look.text_size.body)
        font.setBold(True)
        painter.setFont(font)
        self._paint_sums(painter)
        painter.end()

    def _paint_sums(self, painter: QPainter) -> None:
        look, head = theme.current(), self.view.head
        first = next(
            (head.logicalIndex(place) for place in range(head.count()) if not self._hidden(place)), -1
        )
        for place, column in enumerate(self.view.table_model.columns):
            if head.isSectionHidden(place):
                continue
            box = QRect(head.sectionViewportPosition(place), 0, head.sectionSize(place), self.height())
            inner = box.adjusted(PADDING, 1, -PADDING, 0)
            text = self.texts.get(column.key, "")
            if place == first:
                painter.setPen(look.colour("secondary"))
                inner.setRight(self._room(place))
                painter.drawText(
                    inner, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self._lead
                )
            elif text and box.left() >= 0 and box.right() <= self.view.viewport().width():
                painter.setPen(look.colour("error" if text.startswith("−") else "ink"))
                painter.drawText(inner, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)

    def _room(self, first: int) -> int:
        """The lead may run on under columns that have no sum."""
        head, columns = self.view.head, self.view.table_model.columns
        end = 0
        for visual in range(head.count()):
            place = head.logicalIndex(visual)
            if head.isSectionHidden(place):
                continue
            if place != first and columns[place].key in self.texts:
                break
            end = head.sectionViewportPosition(place) + head.sectionSize(place)
        return end - PADDING

    def _hidden(self, visual: int) -> bool:
        return self.view.head.isSectionHidden(self.view.head.logicalIndex(visual))
