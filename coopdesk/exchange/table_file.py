"""A table as a file that Excel and WPS open by a double click: a workbook, or CSV in UTF-8 with its mark.

No cell is ever a formula, whatever it begins with.
"""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

from coopdesk.exchange.output import write_bytes
from coopdesk.files import atomic_file, check_target
from coopdesk.services.errors import EnvironmentFault
from coopdesk.services.source_table import CellValue

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_WIDTHS = (8, 40)
_LONG = 20_000


def write_table(rows: Iterable[Sequence[CellValue]], target: Path) -> Path:
    """Write the rows, heading first, whole or not at all; a file that is there is replaced unless it is somebody's.

    A workbook where the name ends in ``.xlsx``, CSV otherwise. ``target.…`` for a place that is not to be written to,
    ``book.disk_error`` for what the disk refuses.
    """
    if target.suffix.lower() == ".xlsx":
        return write_bytes(_workbook(rows, target.stem), target)
    target = target if target.suffix.lower() == ".csv" else target.with_name(f"{target.name}.csv")
    check_target(target)
    try:
        with atomic_file(target) as part, part.open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file).writerows([_in_csv(cell) for cell in row] for row in rows)
    except OSError as error:
        raise EnvironmentFault("book.disk_error", path=target.name, folder=str(target.parent)) from error
    return target


def harmless(cell: str) -> str:
    """A text that a spreadsheet would compute is led by an apostrophe; breaks of the line become spaces."""
    flat = " ".join(cell.split("\n")).replace("\r", " ")
    return f"'{flat}" if cell.startswith(_FORMULA) else flat


def _in_csv(cell: CellValue) -> str:
    return harmless(cell) if isinstance(cell, str) else "" if cell is None else str(cell)


def _workbook(rows: Iterable[Sequence[CellValue]], name: str) -> bytes:
    """One sheet; its columns are as wide as their longest cell needs, within bounds."""
    from coopdesk.exchange.tables.writing import Form, OutColumn, OutSheet, sheet_name, workbook

    table = [list(row) for row in rows]
    headings = [str(cell or "") for cell in table[0]] if table else [""]
    columns = []
    for place, heading in enumerate(headings):
        cells = [row[place] for row in table[1:] if place < len(row)]
        longest = max((_width(cell) for cell in [heading, *cells]), default=0)
        figures = any(isinstance(cell, str) and cell for cell in cells) is False
        form = Form.FIGURE if figures else Form.TEXT
        columns.append(OutColumn(heading, min(max(longest + 2, _WIDTHS[0]), _WIDTHS[1]), form))
    return workbook([OutSheet(sheet_name(name), columns, table[1:])], long=len(table) > _LONG)


def _width(cell: CellValue) -> int:
    return sum(2 if ord(sign) > 0x2E7F else 1 for sign in str(cell)) if cell is not None else 0
