"""A table as a file that Excel and WPS open by a double click: CSV in UTF-8 with its mark, no cell ever a formula."""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

from coopdesk.files import atomic_file, check_target
from coopdesk.services.errors import EnvironmentFault

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_table(rows: Iterable[Sequence[str]], target: Path) -> Path:
    """Write the rows, heading first, whole or not at all; a file that is there is replaced unless it is somebody's.

    ``target.…`` for a place that is not to be written to, ``book.disk_error`` for what the disk refuses.
    """
    target = target if target.suffix.lower() == ".csv" else target.with_name(f"{target.name}.csv")
    check_target(target)
    try:
        with atomic_file(target) as part, part.open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file).writerows([harmless(cell) for cell in row] for row in rows)
    except OSError as error:
        raise EnvironmentFault("book.disk_error", path=target.name, folder=str(target.parent)) from error
    return target


def harmless(cell: str) -> str:
    """A text that a spreadsheet would compute is led by an apostrophe; breaks of the line become spaces."""
    flat = " ".join(cell.split("\n")).replace("\r", " ")
    return f"'{flat}" if cell.startswith(_FORMULA) else flat
