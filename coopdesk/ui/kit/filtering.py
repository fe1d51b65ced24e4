"""What is typed above a column, as a test on its cells; for rows in memory. Knows no widget.

How what was typed is read stands in `services/filter_grammar`, which tables in the book share.
"""

import unicodedata
from collections.abc import Callable, Sequence

from coopdesk.services.filter_grammar import Cells, Within, as_digits, read_filter
from coopdesk.ui.kit.columns import Column, Kind, Row, as_whole

_CELLS = {
    Kind.MONEY: Cells.MONEY,
    Kind.QUANTITY: Cells.QUANTITY,
    Kind.NUMBER: Cells.NUMBER,
    Kind.PERCENT: Cells.PERCENT,
    Kind.DATE: Cells.DAY,
}


def matcher(column: Column[Row], typed: str) -> Callable[[Row], bool]:
    """A test whether a row's cell in this column fits what was typed."""
    wanted = read_filter(typed, _CELLS.get(column.kind, Cells.TEXT))
    if wanted is None:
        return lambda _row: False
    if isinstance(wanted, Within):
        return lambda row: wanted.holds(_compared(column, row))
    return lambda row: wanted.text in _searched(column, row)


def filtered(columns: Sequence[Column[Row]], rows: Sequence[Row], filters: dict[str, str]) -> list[Row]:
    """The rows that fit every filter, in their order."""
    tests = [
        matcher(column, filters[column.key]) for column in columns if filters.get(column.key, "").strip()
    ]
    return [row for row in rows if all(test(row) for test in tests)]


def _searched(column: Column[Row], row: Row) -> str:
    shown = unicodedata.normalize("NFKC", column.shown(column.value_of(row))).casefold()
    return as_digits(shown) if column.kind.is_figure else shown


def _compared(column: Column[Row], row: Row) -> object:
    value = column.value_of(row)
    return as_whole(value) if column.kind.is_figure and value is not None else value
