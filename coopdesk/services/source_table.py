"""Tables that come from outside, as they stand in the file: what an import reads, whoever made the file.

`rows[0]` is row 1 of the sheet and its first cell stands in column A, so that what is said of a cell names the place
where the accountant finds it in Excel. A row may be shorter than others; what it lacks is empty. Nothing is guessed
here: a text stays the text that was shown, and a cell that could not be read is a fault, never an empty cell or a
nought. Numbers come as spreadsheets show them, in 15 digits, whole ones as `int` and others as `Decimal`.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import TypeAlias

from coopdesk.domain.errors import DomainError

CellValue: TypeAlias = str | int | Decimal | date | datetime | bool | None
"""What a cell can hold; an empty one, or one with a text of no character, is None.

A whole number of 16 digits and more has lost its last digits where it was typed as a number.
"""

MOST_COLUMNS = 16_384
"""As many as a sheet of Excel has: A to XFD."""
MOST_ROWS = 1_048_576
_ADDRESS = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9][0-9]{0,6})")


class SourceKind(StrEnum):
    """What a file was found to be by its content, whatever its name says."""

    XLSX = "xlsx"
    XLS = "xls"
    TEXT = "text"
    """Lines of text: CSV, or cells parted by tabs."""
    PASTED = "pasted"


class FaultKind(StrEnum):
    """Why a cell shows no value that can be taken."""

    ERROR = "error"
    """It holds an error such as ``#DIV/0!``."""
    NO_VALUE = "no_value"
    """It holds a formula whose result was not kept: the program that wrote the file did not compute it."""


@dataclass(frozen=True, slots=True)
class CellFault:
    """A cell that was not read; `shown` is the error or the formula that stands there, as far as the file tells it."""

    kind: FaultKind
    shown: str = ""


@dataclass(frozen=True, slots=True)
class MergedRange:
    """Cells joined to one, rows and columns counted from 0, the last ones included; the value stands in the first."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


@dataclass(frozen=True)
class SourceTable:
    """One sheet as it stands. `faults` is by address ("C7"); hidden rows and columns are counted from 0."""

    name: str
    rows: Sequence[Sequence[CellValue]]
    hidden: bool = False
    merged: tuple[MergedRange, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    faults: Mapping[str, CellFault] = field(default_factory=lambda: MappingProxyType({}))

    def cell(self, row: int, column: int) -> CellValue:
        """What stands there, counted from 0; None outside of what was read."""
        if row >= len(self.rows) or column >= len(cells := self.rows[row]):
            return None
        return cells[column]


@dataclass(frozen=True)
class SourceFile:
    """A file as it was read: `digest` is the SHA-256 of its bytes in hexadecimal digits, by which it is known again."""

    name: str
    digest: str
    kind: SourceKind
    tables: tuple[SourceTable, ...]
    macros: bool = False
    """It brings programs along (宏). They were not run and are no part of what was read."""
    refused: Mapping[str, DomainError] = field(default_factory=lambda: MappingProxyType({}))
    """Sheets that cannot be read, by name, where others can: a workbook is not lost for one of its sheets."""

    def table(self, name: str) -> SourceTable | None:
        """The sheet of that name, None where there is none; raises what a sheet was refused for."""
        if name in self.refused:
            raise self.refused[name]
        return next((table for table in self.tables if table.name == name), None)


def letters(column: int) -> str:
    """The letters Excel gives a column, counted from 0: A, B, … Z, AA, …"""
    found = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(ord("A") + rest) + found
    return found


def address(row: int, column: int) -> str:
    """How Excel calls a cell, both counted from 0: ``address(6, 2)`` is "C7"."""
    return f"{letters(column)}{row + 1}"


def place(text: str) -> tuple[int, int] | None:
    """Row and column, counted from 0, of an address such as "C7" or "$c$7"; None for what is none of a sheet."""
    found = _ADDRESS.fullmatch(text)
    if found is None:
        return None
    column = column_of(found[1])
    row = int(found[2]) - 1
    return None if column is None or row >= MOST_ROWS else (row, column)


def column_of(text: str) -> int | None:
    """The column, counted from 0, that Excel calls so; None for what is no column's letters."""
    if not text.isascii() or not text.isalpha():
        return None
    number = 0
    for letter in text.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
        if number > MOST_COLUMNS:
            return None
    return number - 1
