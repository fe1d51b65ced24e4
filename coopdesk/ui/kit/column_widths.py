"""How wide a figure must be shown: names may end in dots, a sum never, nor a word of the few that a column knows.

Looks only at the rows in sight, so a table of a million rows costs no more than a screenful. Knows no page.
"""

from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QTableView

from coopdesk.ui.kit.cells import PADDING
from coopdesk.ui.kit.columns import Kind
from coopdesk.ui.kit.table_model import TableModel

_UNSEEN_ROWS = 40


def widest_figures(view: QTableView) -> dict[int, int]:
    """Width in pixels that the figures, dates and fixed words in sight need, by place of their column."""
    model = view.model()
    if not isinstance(model, TableModel):
        return {}
    figures = [
        p
        for p, column in enumerate(model.columns)
        if column.kind.is_figure or column.kind is Kind.DATE or column.words is not None
    ]
    rows = _in_sight(view, model.rowCount())
    return {place: _widest(view, model, place, rows) for place in figures if not view.isColumnHidden(place)}


def _in_sight(view: QTableView, count: int) -> range:
    top, bottom = view.rowAt(0), view.rowAt(max(view.viewport().height() - 1, 0))
    first = max(top, 0)
    last = bottom if bottom >= 0 else min(first + _UNSEEN_ROWS, count - 1)
    return range(first, min(last, count - 1) + 1)


def _widest(view: QTableView, model: TableModel[object], place: int, rows: range) -> int:
    cells = [cell for row in rows if (cell := model.painted(row, place)) is not None]
    if not cells:
        return 0
    metrics = QFontMetrics(cells[0].font or view.font())
    return max(metrics.horizontalAdvance(text) for text in {cell.text for cell in cells}) + 2 * PADDING + 2
