"""Tables that a paper and a spreadsheet show alike: columns as data, rows as words and amounts, drawn by neither.

One list of columns feeds both, so that what is exported has the headings of what is printed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import TypeAlias

from coopdesk.domain.money import Money

TableCell: TypeAlias = str | int | date | Money | None
"""Words, a count, a day, an amount in yuan, or nothing."""


class ColumnKind(Enum):
    """What stands in a column: words, something short such as a number or a side, a day, a count, or yuan."""

    TEXT = "text"
    SHORT = "short"
    DAY = "day"
    COUNT = "count"
    MONEY = "money"


class RowLook(Enum):
    """What a row is: one thing of the table, the name of those that follow (its first cell), or what rows come to."""

    PLAIN = "plain"
    GROUP = "group"
    SUM = "sum"


@dataclass(frozen=True, slots=True)
class PaperColumn:
    """A column. ``width`` is in characters of a spreadsheet; on paper the columns of words share what room there is in
    that proportion. Neighbours with the same ``over`` stand under that heading together."""

    title: str
    kind: ColumnKind = ColumnKind.TEXT
    width: int = 12
    over: str = ""


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A row of as many cells as there are columns; a group has one, its name.

    ``carried`` are the cells of a page's last row (过次页) where a page ends behind this one; none carries nothing.
    """

    cells: tuple[TableCell, ...]
    look: RowLook = RowLook.PLAIN
    carried: tuple[TableCell, ...] = ()


@dataclass(frozen=True, slots=True)
class PaperTable:
    """A table under its ``name``, which is also that of its sheet; ``above`` are lines over the headings of a sheet.

    The first ``fixed`` columns are said again where a paper goes on with further columns. ``grouped`` is what the
    groups are, as a column of its own says it in a sheet.
    """

    name: str
    columns: tuple[PaperColumn, ...]
    rows: tuple[PaperRow, ...]
    above: Sequence[Sequence[str]] = ()
    fixed: int = 0
    grouped: str = ""
