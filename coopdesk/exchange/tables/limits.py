"""How much a file may bring, and what is said of one that brings more or is broken."""

from dataclasses import dataclass

from coopdesk.domain.errors import DomainError
from coopdesk.services.source_table import MOST_ROWS, address

MOST_BYTES = 100_000_000
"""Of a file. One of 100,000 members takes five million as a workbook, twelve as text."""
MOST_CELLS = 5_000_000
"""Of a sheet's rectangle, empty ones included: all are held in memory at once."""
MOST_UNPACKED = 600_000_000
"""Bytes of all parts of a workbook that are read, unpacked; a row of ten columns takes about 350."""
MOST_WITHOUT_ROW = 32_000_000
"""Bytes of a sheet without the end of a row; the widest row there can be takes a twentieth of it."""
_WIDE = 256


@dataclass(slots=True)
class Extent:
    """The rectangle from A1 that holds all of a sheet, and how many cells it holds at most.

    `lowest` is a place in the last row, `outermost` one in the last column, counted from 0.
    """

    filled: int = 0
    lowest: tuple[int, int] = (-1, -1)
    outermost: tuple[int, int] = (-1, -1)

    @property
    def rows(self) -> int:
        """How many rows the rectangle has."""
        return self.lowest[0] + 1

    @property
    def columns(self) -> int:
        """How many columns the rectangle has."""
        return self.outermost[1] + 1

    @property
    def fits(self) -> bool:
        """Whether there is room for it."""
        return self.rows * self.columns <= MOST_CELLS and self.rows <= MOST_ROWS

    def take_in(self, row: int, column: int) -> None:
        """Stretch the rectangle to a place."""
        if row > self.lowest[0]:
            self.lowest = (row, column)
        if column > self.outermost[1]:
            self.outermost = (row, column)

    def check(self, sheet: str) -> None:
        """Refuse a sheet for which there is no room, before anybody makes some.

        ``source.far_cell`` names the one cell that stretches the rectangle, ``source.too_many_cells`` is said of a
        sheet that is really so full.
        """
        if self.fits:
            return
        if self.filled > MOST_CELLS or self.filled * 4 >= self.rows * self.columns:
            raise DomainError("source.too_many_cells", sheet=sheet, rows=self.rows, columns=self.columns)
        far = self.outermost if self.columns > _WIDE else self.lowest
        raise DomainError("source.far_cell", sheet=sheet, cell=address(*far))


def damaged(name: str) -> DomainError:
    """What breaks off, contradicts itself or lacks a part."""
    return DomainError("source.damaged", name=name)
