"""Text of the clipboard as lines of cells, as spreadsheets put it there. Knows no widget and no column."""

import csv
from io import StringIO


def split_cells(text: str) -> list[list[str]]:
    """Lines of cells parted by tabs, all of one width; blanks within a cell become one, empty lines are left out."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    try:
        lines = list(csv.reader(StringIO(text), "excel-tab", strict=True))
    except csv.Error:
        # Not every program puts quotes around a cell that begins with one.
        lines = [line.split("\t") for line in text.split("\n")]
    lines = [[" ".join(cell.split()) for cell in line] for line in lines]
    lines = [line for line in lines if any(line)]
    width = max(map(len, lines), default=0)
    return [[*line, *[""] * (width - len(line))] for line in lines]
