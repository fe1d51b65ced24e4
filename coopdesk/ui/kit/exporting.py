"""What a table shows as rows of a file: its columns in their order, figures as figures, masked numbers masked.

Tables know no book and no program around it: the window says once who writes the file.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coopdesk.i18n import _
from coopdesk.ui.kit.columns import Column, Kind, as_whole

if TYPE_CHECKING:
    # Only a name here: no start exports anything.
    from coopdesk.services.source_table import CellValue

Rows = Callable[[], "Iterator[Sequence[CellValue]]"]
"""Makes the rows, headings first, in whatever thread it is called."""
Writer = Callable[[Rows, Path], object]
_DIVISORS = {Kind.MONEY: 100, Kind.QUANTITY: 1_000_000, Kind.NUMBER: 1}
"""Fen of a yuan, millionths of a unit."""


class _State:
    writer: Writer | None = None


def use(writer: Writer | None) -> None:
    """Let this write what tables export; None for nobody, and then tables offer nothing."""
    _State.writer = writer


def writer() -> Writer | None:
    """Who writes what tables export."""
    return _State.writer


def file_rows(
    columns: Sequence[Column[Any]], rows: Sequence[Any], *, revealed: bool = False
) -> "Iterator[Sequence[CellValue]]":
    """The rows under the titles of these columns; `revealed` with masked numbers whole."""
    yield [_(column.title) for column in columns]
    for row in rows:
        yield [_value(column, row, revealed) for column in columns]


def _value(column: Column[Any], row: Any, revealed: bool) -> "CellValue":
    value = column.value_of(row)
    if value is None or value == "":
        return None
    if column.words is not None:
        return column.words(value)
    divisor = _DIVISORS.get(column.kind)
    if divisor is not None:
        whole = as_whole(value)
        return whole if divisor == 1 else Decimal(whole) / divisor
    if column.kind is Kind.DATE and isinstance(value, date) and not isinstance(value, datetime):
        return value
    return str(value) if revealed and column.kind is Kind.MASKED else column.copied(value)
