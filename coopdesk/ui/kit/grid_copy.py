"""Cells of an entry grid for the clipboard: with headings, and as tables are copied. Knows no widget."""

from collections.abc import Sequence

from PySide6.QtCore import QMimeData

from coopdesk.ui.kit.columns import Column, Kind
from coopdesk.ui.kit.copying import as_plain_text, clipboard_rows
from coopdesk.ui.kit.grid_columns import GridColumn

Cell = tuple[object, str]
"""The value of a cell (None where it has none) and the text in it."""


class _TypedColumn(Column[Sequence[Cell]]):
    """A column in which a cell that cannot be read goes out as it was typed, and never as a formula."""

    def copied(self, value: object) -> str:
        unread = isinstance(value, str) and self.kind not in (Kind.TEXT, Kind.MASKED)
        return as_plain_text(str(value)) if unread else super().copied(value)


def copied_block(
    columns: Sequence[GridColumn], rows: Sequence[Sequence[Cell]], *, titled: bool = True
) -> QMimeData:
    """A block of cells under these columns; `titled` with their headings."""
    return clipboard_rows([_column(c, at) for at, c in enumerate(columns)], rows, titled=titled)


def _column(column: GridColumn, place: int) -> Column[Sequence[Cell]]:
    def value(row: Sequence[Cell]) -> object:
        held, typed = row[place]
        return held if column.kind.is_figure and held is not None else typed

    return _TypedColumn(column.key, column.title, column.kind, value=value, show_zero=True)
