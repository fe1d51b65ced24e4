"""Choosing several rows of a table at once, by what they are."""

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QItemSelectionRange

from coopdesk.ui.kit.table_view import TableView


def choose_rows(view: TableView, rows: Iterable[Any]) -> None:
    """Choose these rows and no others, as far as they are shown, with the cursor on the first."""
    model, chosen = view.table_model, QItemSelection()
    places = sorted(place for row in rows if (place := model.place_of(row)) is not None)
    for place in places:
        chosen.append(QItemSelectionRange(model.index(place, 0)))
    if places:
        view.put_cursor(places[0])
        whole = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        view.selectionModel().select(chosen, whole)
        view.scrollTo(view.currentIndex())
