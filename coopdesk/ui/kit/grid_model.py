"""The rows of an entry grid: typed, pasted, inserted and removed, each step to be undone and done again.

Every change is one: some rows take the place of others. So one kind of step undoes them all. Knows no widget.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from coopdesk.i18n import _
from coopdesk.ui.kit import fonts
from coopdesk.ui.kit.columns import as_whole
from coopdesk.ui.kit.grid_columns import CheckedRow, GridColumn, Mistake, RowCheck, check_cells, in_row
from coopdesk.wording import error_text

Index = QModelIndex | QPersistentModelIndex
WRONG_ROLE = Qt.ItemDataRole.UserRole
BELOW_ZERO_ROLE = WRONG_ROLE + 1
BESIDE_ROLE = WRONG_ROLE + 2
READY_ROWS = 2
"""So many rows are always there, empty or not."""
MOST_ROWS = 20_000
_NO_PARENT = QModelIndex()


class GridModel(QAbstractTableModel):
    """Rows under `columns`. `changed` comes after each change, `moved_to(row)` with the row where something was undone
    or done again."""

    changed = Signal()
    moved_to = Signal(int)

    def __init__(
        self,
        columns: Sequence[GridColumn],
        check_row: RowCheck | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._check_row = check_row
        self.read_only = False
        """Whether the rows are shown alone, and nothing of them can be changed by hand."""
        self.steps = QUndoStack(self)
        self.rows: list[CheckedRow] = [self._blank() for _row in range(READY_ROWS)]

    def load(self, rows: Sequence[Mapping[str, object]]) -> None:
        """Show these values by key of column instead of all there was; nothing before can be undone.

        Rows that are only shown are taken as they are: what was good once need not be so now.
        """
        values = [[row.get(column.key) for column in self.columns] for row in rows]
        typed = [
            [column.text_of(value) for column, value in zip(self.columns, row, strict=True)] for row in values
        ]
        made = self._taken(typed, values) if self.read_only else self._checked(typed)
        made += [self._blank() for _row in range(READY_ROWS - len(made))]
        self.beginResetModel()
        self.rows = made
        self.endResetModel()
        self.steps.clear()
        self.changed.emit()

    def show_columns(self, columns: Sequence[GridColumn]) -> None:
        """Read all that is typed by other columns of the same keys; nothing before can be undone."""
        if [column.key for column in columns] != [column.key for column in self.columns]:
            raise ValueError("columns of other keys")
        self.beginResetModel()
        self.columns = tuple(columns)
        self.rows = self._checked([row.typed for row in self.rows])
        self.endResetModel()
        self.steps.clear()
        self.changed.emit()

    def type(self, row: int, column: int, text: str) -> None:
        """Put text into one cell, as somebody who types; what is short for something as that."""
        typed = list(self.rows[row].typed)
        belongs = self.columns[column].belongs
        if belongs is not None:
            key = belongs(text.strip(), row, self.rows)
            column = next(at for at, each in enumerate(self.columns) if each.key == key)
        shorthand = self.columns[column].shorthand
        if shorthand is not None:
            text = shorthand(text.strip(), row, self.rows)
        if typed[column] != text.strip():
            typed[column] = text
            self.replace(row, 1, [typed], _("填写"))

    def swap(self, row: int, column: int, other: int, text: str) -> None:
        """Let text typed in one cell of a row stand in another instead, as one step."""
        typed = list(self.rows[row].typed)
        typed[column], typed[other] = "", text or typed[other]
        if tuple(typed) != self.rows[row].typed:
            self.replace(row, 1, [typed], _("换边"))

    def read_again(self) -> None:
        """Read all that is typed anew, where what it is read by has changed; what was done can still be undone. Rows
        that are only shown stay as they are."""
        if self.read_only:
            return
        self.rows = self.checked_again(self.rows)
        last = self.index(len(self.rows) - 1, len(self.columns) - 1)
        self.dataChanged.emit(self.index(0, 0), last)
        self.changed.emit()

    def values_of(self, row: int) -> dict[str, object]:
        """The good values of one row by key of column, None where a cell is empty or wrong."""
        keys = (column.key for column in self.columns)
        return dict(zip(keys, self.rows[row].values, strict=True))

    def replace(self, at: int, count: int, rows: Sequence[Sequence[str]], step: str) -> None:
        """Let these rows of text take the place of `count` rows from `at` on, as one step of that name."""
        made = self._checked(rows)
        left = len(self.rows) - count + len(made)
        made += [self._blank() for _row in range(READY_ROWS - left)]
        self.steps.push(_Replacing(self, at, self.rows[at : at + count], made, step))

    def insert_row(self, at: int) -> None:
        """An empty row before the one at that place."""
        self.replace(at, 0, [[""] * len(self.columns)], _("插入行"))

    def remove_rows(self, at: int, count: int) -> None:
        """Take rows away; two stay ready."""
        self.replace(at, count, [], _("删除行"))

    def clear_cells(self, places: Sequence[tuple[int, int]]) -> None:
        """Empty these cells (row, column), as one step."""
        if not any(self.rows[row].typed[column] for row, column in places):
            return
        first, last = min(row for row, _column in places), max(row for row, _column in places)
        typed = [list(row.typed) for row in self.rows[first : last + 1]]
        for row, column in places:
            typed[row - first][column] = ""
        self.replace(first, len(typed), typed, _("清除"))

    def mistakes(self) -> list[Mistake]:
        """All that is wrong, from the top."""
        return [
            Mistake(place, column, self.columns[column].title, in_row(error, place))
            for place, row in enumerate(self.rows)
            for column, error in enumerate(row.errors)
            if error is not None
        ]

    def values(self) -> tuple[dict[str, object], ...]:
        """The values of every row that is not empty, by key of column, None for an empty cell.

        Raises the first mistake as DomainError.
        """
        for place, row in enumerate(self.rows):
            for error in filter(None, row.errors):
                raise in_row(error, place)
        keys = [column.key for column in self.columns]
        return tuple(dict(zip(keys, row.values, strict=True)) for row in self.rows if not row.empty)

    def total(self, column: int) -> int:
        """Sum of what can be read in a column, in its whole units (fen, millionths, a count)."""
        return sum(as_whole(row.values[column]) for row in self.rows if row.values[column] is not None)

    def text(self) -> str:
        """All that is typed, without the empty rows; two grids with the same text hold the same."""
        return "\n".join("\t".join(row.typed) for row in self.rows if not row.empty)

    def put(self, at: int, count: int, rows: Sequence[CheckedRow]) -> None:
        """Let rows take the place of others, without a step; called by the steps alone."""
        same = min(count, len(rows))
        self.rows[at : at + same] = rows[:same]
        if count > same:
            self.beginRemoveRows(_NO_PARENT, at + same, at + count - 1)
            del self.rows[at + same : at + count]
            self.endRemoveRows()
        elif len(rows) > same:
            self.beginInsertRows(_NO_PARENT, at + same, at + len(rows) - 1)
            self.rows[at + same : at + same] = rows[same:]
            self.endInsertRows()
        if same:
            self.dataChanged.emit(self.index(at, 0), self.index(at + same - 1, len(self.columns) - 1))
        self.changed.emit()

    def checked_again(self, rows: Sequence[CheckedRow]) -> list[CheckedRow]:
        """The same rows of text as they are read now."""
        return self._checked([row.typed for row in rows])

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        usual = super().flags(index)
        return usual if self.read_only else usual | Qt.ItemFlag.ItemIsEditable

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Vertical:
            return f"{section + 1:,}" if role == Qt.ItemDataRole.DisplayRole else None
        if not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(column)
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{_(column.title)} *" if column.required else _(column.title)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self.rows[index.row()], index.column()
        error = row.errors[column]
        roles = Qt.ItemDataRole
        if role in (roles.DisplayRole, roles.EditRole):
            return row.typed[column]
        if role == WRONG_ROLE:
            return error is not None
        if role == BELOW_ZERO_ROLE:
            value = row.values[column]
            return self.columns[column].kind.is_figure and value is not None and as_whole(value) < 0
        if role == BESIDE_ROLE:
            beside, value = self.columns[column].beside, row.values[column]
            return "" if beside is None or row.empty else beside(value, self.values_of(index.row()))
        if role in (roles.ToolTipRole, roles.AccessibleDescriptionRole):
            return None if error is None else error_text(in_row(error, index.row()))
        if role == roles.AccessibleTextRole:
            said = f"{_(self.columns[column].title)} {row.typed[column]}"
            if error is None:
                return said
            wrong = in_row(error, index.row())
            return f"{said} {Mistake(index.row(), column, self.columns[column].title, wrong).text}"
        if role == roles.TextAlignmentRole:
            return _side(self.columns[column])
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if not index.isValid() or role != Qt.ItemDataRole.EditRole:
            return False
        self.type(index.row(), index.column(), str(value))
        return True

    def _checked(self, rows: Sequence[Sequence[str]]) -> list[CheckedRow]:
        made = [check_cells(self.columns, row, self._check_row) for row in rows]
        _ensure_glyphs([row.typed for row in made])
        return made

    def _taken(self, typed: Sequence[Sequence[str]], values: Sequence[Sequence[object]]) -> list[CheckedRow]:
        """Rows of good values, without reading their text again."""
        _ensure_glyphs(typed)
        none = (None,) * len(self.columns)
        return [CheckedRow(tuple(t), tuple(v), none) for t, v in zip(typed, values, strict=True)]

    def _blank(self) -> CheckedRow:
        nothing = (None,) * len(self.columns)
        return CheckedRow(("",) * len(self.columns), nothing, nothing)


def _ensure_glyphs(rows: Sequence[Sequence[str]]) -> None:
    for text in {text for row in rows for text in row if not text.isascii()}:
        fonts.ensure_glyphs(text)


def _side(column: GridColumn) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column.kind.is_figure else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


class _Replacing(QUndoCommand):
    """One step: rows that took the place of others."""

    def __init__(
        self, model: GridModel, at: int, before: Sequence[CheckedRow], after: Sequence[CheckedRow], name: str
    ) -> None:
        super().__init__(name)
        self._model, self._at, self._before, self._after = model, at, list(before), list(after)
        self._first = True

    def redo(self) -> None:
        # What was read then may be read otherwise by now, as a name that has come to be known meanwhile.
        after = self._after if self._first else self._model.checked_again(self._after)
        self._model.put(self._at, len(self._before), after)
        if not self._first:
            self._model.moved_to.emit(min(self._at, len(self._model.rows) - 1))
        self._first = False

    def undo(self) -> None:
        self._model.put(self._at, len(self._after), self._model.checked_again(self._before))
        self._model.moved_to.emit(min(self._at, len(self._model.rows) - 1))
