"""The cells of a column of shares or sums, read at once: whole numbers as they stand, anything else by itself.

An empty cell is never nought; a number with more decimals than shares or money have is refused.
"""

from collections.abc import Sequence

from coopdesk.domain.errors import DomainError
from coopdesk.domain.quantity import SCALE
from coopdesk.services.limits import MOST_FEN, MOST_UNITS
from coopdesk.services.members.importing.cells import FEN, decimal, read_shares, read_yuan
from coopdesk.services.members.importing.noting import Cell, Noting, Place
from coopdesk.services.source_table import CellValue

_CERTAIN = 10**15


class SumReader(Noting):
    """Reads columns of shares and of the member account; a cell that cannot be read gives None."""

    def shares(self, cells: Sequence[CellValue], at: Place, factor: int) -> list[int | None]:
        """Millionths of shares; None for an empty cell."""
        each = SCALE * factor
        read: list[int | None] = [
            cell * each if cell.__class__ is int and 0 <= cell < _CERTAIN else None for cell in cells
        ]
        self.rest(read, cells, at, lambda cell, where: self._share(cell, where, factor))
        return read

    def amounts(self, cells: Sequence[CellValue], at: Place, factor: int) -> list[int | None]:
        """Fen; None for an empty cell, which is never nought."""
        each = FEN * factor
        read: list[int | None] = [
            cell * each if cell.__class__ is int and 0 <= cell < MOST_FEN else None for cell in cells
        ]
        self.rest(read, cells, at, lambda cell, where: self._amount(cell, where, factor))
        return read

    def _share(self, value: CellValue, cell: Cell, factor: int) -> int | None:
        try:
            shares, why = read_shares(value, factor)
        except DomainError as error:
            self.refuse(cell, error)
            return None
        if shares < 0 or shares > MOST_UNITS:
            self.problem("import.no_share_number", cell.at, cell.place, value)
            return None
        if why is not None:
            self.mended(cell, decimal(shares, SCALE), why)
        return shares

    def _amount(self, value: CellValue, cell: Cell, factor: int) -> int | None:
        try:
            fen, why = read_yuan(value, factor)
        except DomainError as error:
            self.refuse(cell, error)
            return None
        if fen < 0 or fen >= MOST_FEN:
            self.problem("import.no_amount", cell.at, cell.place, value)
            return None
        if why is not None:
            self.mended(cell, decimal(fen, FEN), why)
        return fen
