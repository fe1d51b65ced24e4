"""What of a sheet could not be taken, as a workbook to be mended and read again: bad rows alone, in their own columns.

The headings stand above as they stood, so that the mended file needs no new answers; beside each bad cell stands what
is wrong with it.
"""

from collections.abc import Iterator, Mapping, Sequence

from coopdesk.exchange.tables.writing import Form, OutColumn, OutSheet, sheet_name, workbook
from coopdesk.services.source_table import CellValue, SourceTable

_WIDTH = 16


def bad_rows_workbook(table: SourceTable, headings: int, remarks: Mapping[tuple[int, int], str]) -> bytes:
    """The rows 0 … ``headings`` of a sheet and each row with a remark; rows and columns are counted from 0.

    Cells that are joined downwards say in each row what they say in the first: a row that is taken out of its household
    must not lose it.
    """
    rows = sorted({row for row, _column in remarks if row > headings})
    kept = [*range(headings + 1), *rows]
    width = max((len(row) for row in table.rows), default=1)
    width = max([width, *(column + 1 for _row, column in remarks)])
    lifted = _lifted(table, headings)
    places = {row: place for place, row in enumerate(kept)}
    notes = {(places[row], column): text for (row, column), text in remarks.items() if row in places}
    columns = [OutColumn("", _WIDTH, Form.TEXT)] * width
    cells = [_row(table, row, width, lifted) for row in kept]
    return workbook([OutSheet(sheet_name(table.name), columns, cells, notes=notes)])


def _row(
    table: SourceTable, row: int, width: int, lifted: Mapping[tuple[int, int], CellValue]
) -> Sequence[CellValue]:
    cells = []
    for column in range(width):
        value = table.cell(row, column)
        cells.append(lifted.get((row, column)) if value is None else value)
    return cells


def _lifted(table: SourceTable, headings: int) -> dict[tuple[int, int], CellValue]:
    """What joined cells below the headings say, in each of their places."""
    return dict(_spread(table, headings))


def _spread(table: SourceTable, headings: int) -> Iterator[tuple[tuple[int, int], CellValue]]:
    for merged in table.merged:
        if merged.first_row > headings and merged.last_row > merged.first_row:
            value = table.cell(merged.first_row, merged.first_column)
            for row in range(merged.first_row + 1, min(merged.last_row, len(table.rows) - 1) + 1):
                yield (row, merged.first_column), value
