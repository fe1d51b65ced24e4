"""Finds years and amounts of which only a part is shown: in labels, buttons, choices, fields, cells and totals."""

import re
from collections.abc import Iterator

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QWidget

from coopdesk.ui.kit.cells import PADDING
from coopdesk.ui.kit.eliding import ShorteningLabel, elided
from coopdesk.ui.kit.fonts import application_font
from coopdesk.ui.kit.table_view import TableView
from coopdesk.ui.kit.totals_row import TotalsRow
from tests.ui import audit

NUMBER = re.compile(r"(?:19|20)[0-9]{2}|[0-9][0-9,]*\.[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+")
"""A year or a day, or an amount."""
_ARROW_AND_FRAME = 24 + 10 + 2


def cut_numbers(root: QWidget) -> list[str]:
    """Every year and amount in sight that is not whole."""
    found = []
    for widget in [root, *root.findChildren(QWidget)]:
        if widget.isVisible() and not widget.visibleRegion().isEmpty():
            found += [f"{type(widget).__name__}: {text}" for text in _cut(widget) if NUMBER.search(text)]
    return found


def _cut(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, ShorteningLabel):
        if NUMBER.findall(widget.whole) != NUMBER.findall(widget.text()):
            yield f"{widget.whole} as {widget.text()}"
    elif isinstance(widget, QLabel) and widget.textFormat() == Qt.TextFormat.RichText:
        if widget.height() < widget.heightForWidth(widget.width()):
            yield widget.text()
    elif isinstance(widget, (QLabel, QAbstractButton)):
        yield from audit.cut(widget)
    elif isinstance(widget, QComboBox):
        needed = widget.fontMetrics().horizontalAdvance(widget.currentText()) + _ARROW_AND_FRAME
        if needed > widget.width():
            yield f"{widget.currentText()} ({widget.width()} < {needed})"
    elif isinstance(widget, QLineEdit):
        if widget.fontMetrics().horizontalAdvance(widget.text()) > widget.width() - 2 * PADDING:
            yield widget.text()
    elif isinstance(widget, TableView):
        yield from _cut_cells(widget)
    elif isinstance(widget, TotalsRow):
        yield from _cut_totals(widget)


def _cut_cells(table: TableView) -> Iterator[str]:
    model, view = table.table_model, table.viewport().rect()
    last = table.rowAt(view.bottom())
    for row in range(max(table.rowAt(0), 0), (last if last >= 0 else model.rowCount() - 1) + 1):
        for column in range(model.columnCount()):
            cell = model.painted(row, column)
            if table.isColumnHidden(column) or cell is None:
                continue
            box = table.visualRect(model.index(row, column, QModelIndex()))
            metrics = QFontMetrics(cell.font or table.font())
            shown = NUMBER.findall(elided(cell.text, metrics, box.width() - 2 * PADDING))
            whole = NUMBER.findall(cell.text)
            if model.columns[column].stretch:  # a name or a sentence may end in dots, but not within a number
                whole = whole[: len(shown)]
            inside = view.left() <= box.left() and box.right() <= view.right()
            if not inside or shown != whole:
                yield f"{model.columns[column].key}: {cell.text}"


def _cut_totals(totals: TotalsRow) -> Iterator[str]:
    font = application_font(totals.font().pixelSize())
    font.setBold(True)
    head, columns = totals.view.head, totals.view.table_model.columns
    for place, column in enumerate(columns):
        text = totals.texts.get(column.key, "")
        needed = QFontMetrics(font).horizontalAdvance(text) + 2 * PADDING
        shown = not head.isSectionHidden(place)
        if shown and needed > head.sectionSize(place) and column.key != columns[0].key:
            yield f"{text} ({head.sectionSize(place)} < {needed})"
