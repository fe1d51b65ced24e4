"""The head of a table: titles to sort by, and beneath them, when asked for, a field to filter each column.

Knows columns and the model it stands over; the table decides when the filter row shows.
"""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QHeaderView, QLineEdit, QTableView

from coopdesk.i18n import _
from coopdesk.ui.kit import room, theme
from coopdesk.ui.kit.cells import PADDING
from coopdesk.ui.kit.columns import Column, Kind
from coopdesk.ui.kit.eliding import elided

_GAP = 3


class FilterHeader(QHeaderView):
    """Sends `typed(key, text)` for each change in a filter field, and `left` when Esc ends filtering."""

    typed = Signal(str, str)
    left = Signal()

    def __init__(self, table: QTableView, columns: Sequence[Column[Any]]) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self._table = table
        self.columns = tuple(columns)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setSectionsMovable(True)
        self.setMinimumSectionSize(theme.current().text_size.scaled(40))
        self.setAccessibleName(_("表头"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._editors: list[QLineEdit] = []
        self.sectionResized.connect(self._place)
        self.sectionMoved.connect(self._place)
        table.horizontalScrollBar().valueChanged.connect(self._place)

    @property
    def filtering(self) -> bool:
        """Whether the filter row shows."""
        return bool(self._editors)

    def title_width(self, place: int) -> int:
        """Width in pixels that the title of a column needs, with its arrow in the column that is sorted by."""
        return QFontMetrics(self._bold()).horizontalAdvance(self._title(place)) + 2 * PADDING + 2

    def paintSection(self, painter: QPainter, rect: QRect, place: int) -> None:
        # Qt would ask for every cell of a column whether it is selected: minutes, once a million rows are.
        look = theme.current()
        painter.save()
        painter.fillRect(rect, look.colour("subtle"))
        painter.setPen(look.colour("hairline"))
        painter.drawLine(rect.left(), rect.bottom(), rect.right(), rect.bottom())
        painter.setFont(self._bold())
        painter.setPen(look.colour("secondary"))
        side = self._table.model().headerData(
            place, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole
        )
        inner = rect.adjusted(PADDING, 0, -PADDING, -1)
        painter.drawText(inner, side.value, elided(self._title(place), painter.fontMetrics(), inner.width()))
        painter.restore()

    def show_filters(self) -> None:
        """Show the filter row and put the cursor into its first field."""
        if not self._editors:
            self._editors = [self._editor(column) for column in self.columns]
            self.updateGeometries()
        first = next((e for e in self._visible() if e.text()), None) or next(iter(self._visible()), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.ShortcutFocusReason)
            first.selectAll()

    def hide_filters(self) -> None:
        """Take the filter row away; its texts are gone with it."""
        for editor in self._editors:
            editor.hide()
            editor.deleteLater()
        self._editors = []
        self.updateGeometries()

    def field(self, key: str) -> QLineEdit:
        """The filter field of a column while the filter row shows."""
        places = [column.key for column in self.columns]
        return self._editors[places.index(key)]

    def sizeHint(self) -> QSize:
        size = super().sizeHint()
        return QSize(size.width(), room.row() + self._filter_height())

    def updateGeometries(self) -> None:
        self.setViewportMargins(0, 0, 0, self._filter_height())
        super().updateGeometries()
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape:
                self.left.emit()
                return True
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._table.setFocus(Qt.FocusReason.OtherFocusReason)
                return True
        return super().eventFilter(watched, event)

    def _title(self, place: int) -> str:
        return str(self._table.model().headerData(place, Qt.Orientation.Horizontal) or "")

    def _bold(self) -> QFont:
        bold = QFont(self.font())
        bold.setBold(True)
        return bold

    def _filter_height(self) -> int:
        return theme.current().text_size.scaled(24) + 10 if self._editors else 0

    def _editor(self, column: Column[Any]) -> QLineEdit:
        editor = QLineEdit(self)
        editor.setProperty("kind", "filter")
        editor.setPlaceholderText(_("筛选"))
        editor.setAccessibleName(_("筛选 {title}").format(title=_(column.title)))
        editor.setToolTip(_tip(column.kind))
        editor.textChanged.connect(lambda text, key=column.key: self.typed.emit(key, text))
        editor.installEventFilter(self)
        return editor

    def _visible(self) -> list[QLineEdit]:
        order = sorted(range(len(self._editors)), key=self.visualIndex)
        return [self._editors[place] for place in order if not self.isSectionHidden(place)]

    def _place(self) -> None:
        top = self.height() - self._filter_height() + 4
        for place, editor in enumerate(self._editors):
            left = self.sectionPosition(place) - self.offset()
            editor.setGeometry(
                left + _GAP, top, self.sectionSize(place) - 2 * _GAP, self._filter_height() - 10
            )
            editor.setVisible(not self.isSectionHidden(place))


def _tip(kind: Kind) -> str:
    """What may be typed above such a column, as `services/filter_grammar` reads it."""
    if kind is Kind.DATE:
        return _("可写 2019-12、2019年12月20日、>=2019-12-20")
    return _("可写 >1000、<=3.5万") if kind.is_figure else _("包含这些字的行")
