"""Papers that are tables as a workbook: a sheet a table, with the paper's columns and figures that can be added up.

Where a paper names a group above its rows, each row of the sheet names it in a column of its own, so that it can be
filtered and sorted.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from coopdesk.domain.money import Money
from coopdesk.exchange.tables.writing import Form, OutColumn, OutSheet, sheet_name, workbook
from coopdesk.services.paper_table import (
    ColumnKind,
    PaperColumn,
    PaperTable,
    RowLook,
    TableCell,
)
from coopdesk.services.source_table import CellValue

_FORMS = {
    ColumnKind.TEXT: Form.TEXT,
    ColumnKind.SHORT: Form.TEXT,
    ColumnKind.DAY: Form.DAY,
    ColumnKind.COUNT: Form.FIGURE,
    ColumnKind.MONEY: Form.MONEY,
}
_GROUP_WIDTH = 36
_LONG = 20_000
_LONGEST_NAME = 31


def tables_workbook(tables: Sequence[PaperTable]) -> bytes:
    """The bytes of a workbook with these tables; no cell is ever a formula."""
    names: set[str] = set()
    sheets = [_sheet(table, _free(sheet_name(table.name), names)) for table in tables]
    return workbook(sheets, long=sum(len(table.rows) for table in tables) > _LONG)


def _free(name: str, names: set[str]) -> str:
    """A name that no sheet has yet."""
    found, count = name, 1
    while found in names:
        count += 1
        found = f"{name[: _LONGEST_NAME - 4]} {count}"
    names.add(found)
    return found


def _sheet(table: PaperTable, name: str) -> OutSheet:
    columns = [OutColumn(_title(column), column.width, _FORMS[column.kind]) for column in table.columns]
    if table.grouped:
        columns.insert(0, OutColumn(table.grouped, _GROUP_WIDTH))
    return OutSheet(name, columns, list(_rows(table)), table.above)


def _title(column: PaperColumn) -> str:
    return f"{column.over}—{column.title}" if column.over else column.title


def _rows(table: PaperTable) -> Iterator[list[CellValue]]:
    group = ""
    for row in table.rows:
        if row.look is RowLook.GROUP:
            group = str(row.cells[0])
            continue
        yield [*([group] if table.grouped else ()), *map(_value, row.cells)]


def _value(cell: TableCell) -> CellValue:
    return Decimal(str(cell)) if isinstance(cell, Money) else cell
