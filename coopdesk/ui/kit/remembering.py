"""What a person arranged stays arranged on this PC: widths, order, sorting and hidden columns of tables, splitters.

Kept under the columns a table has and the parts a splitter divides, so each is remembered by itself.
"""

import json
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QSplitter

from coopdesk.ui.frame import preferences

if TYPE_CHECKING:
    from coopdesk.ui.kit.table import DataTable

_LONGEST_NAME = 80
_PAUSE_MS = 300


class TableMemory(QObject):
    """Puts a table as it was left, and keeps how it is arranged from then on."""

    def __init__(self, table: "DataTable") -> None:
        super().__init__(table)
        self._table, self._view, self._model = table, table.view, table.model
        self._name = "-".join(column.key for column in self._model.columns)[:_LONGEST_NAME]
        self._later = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._later.timeout.connect(self.keep)
        self._kept = _read(preferences.arrangement("tables", self._name))
        self._restore()
        self._view.head.sectionMoved.connect(self._touched)
        self._view.head.sectionResized.connect(self._resized)
        self._model.headerDataChanged.connect(self._touched)
        table.columns_chosen.connect(self.keep)

    @property
    def found(self) -> bool:
        """Whether the table was arranged before."""
        return bool(self._kept)

    def keep(self) -> None:
        """Keep the arrangement as it is now."""
        head, keys = self._view.head, [column.key for column in self._model.columns]
        state = {
            "widths": self._view.widths.chosen,
            "order": [keys[head.logicalIndex(place)] for place in range(len(keys))],
            "sort": [self._model.sort_key, self._model.descending],
            "hidden": list(self._table.hidden_columns()),
        }
        preferences.keep_arrangement("tables", self._name, json.dumps(state))

    def _restore(self) -> None:
        keys = [column.key for column in self._model.columns]
        widths, order, sort, hidden = (self._kept.get(part) for part in ("widths", "order", "sort", "hidden"))
        if isinstance(widths, dict):
            self._view.widths.chosen = {k: w for k, w in widths.items() if k in keys and isinstance(w, int)}
        if isinstance(hidden, list) and set(keys) - set(hidden):
            for place, key in enumerate(keys):
                self._view.setColumnHidden(place, key in hidden)
        if isinstance(order, list) and sorted(map(str, order)) == sorted(keys):
            for place, key in enumerate(order):
                self._view.head.moveSection(self._view.head.visualIndex(keys.index(key)), place)
        if isinstance(sort, list) and len(sort) == 2 and sort[0] in keys:
            order_wanted = Qt.SortOrder.DescendingOrder if sort[1] else Qt.SortOrder.AscendingOrder
            self._model.sort(keys.index(sort[0]), order_wanted)
        self._view.fit()

    def _resized(self, place: int, before: int, width: int) -> None:
        """Only a width drawn by hand is one that was chosen, not what the table gives, hides or shows."""
        if before and width and not self._view.widths.arranging:
            self._view.widths.chosen[self._model.columns[place].key] = width
            self._touched()

    def _touched(self, *_what: object) -> None:
        self._later.start()


def remember_splitter(splitter: QSplitter) -> None:
    """Put a splitter where it was left, and keep where it is moved to."""
    name = "-".join(type(splitter.widget(place)).__name__ for place in range(splitter.count()))[
        :_LONGEST_NAME
    ]
    kept = _read(preferences.arrangement("splitters", name)).get("sizes")
    if isinstance(kept, list) and len(kept) == splitter.count() and all(isinstance(s, int) for s in kept):
        splitter.setSizes(kept)
    splitter.splitterMoved.connect(
        lambda _place, _index: preferences.keep_arrangement(
            "splitters", name, json.dumps({"sizes": splitter.sizes()})
        )
    )


def _read(kept: str) -> dict[str, Any]:
    """What was kept; nothing where it cannot be understood."""
    try:
        found = json.loads(kept) if kept else {}
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
