"""Noting what is found in the cells of a column, each with where it stands."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from coopdesk.domain.errors import DomainError
from coopdesk.services.members.importing.cells import shown
from coopdesk.services.members.importing.findings import Fault, Findings, Mended, Why
from coopdesk.services.source_table import CellFault, CellValue, address

Read = TypeVar("Read")


@dataclass(frozen=True)
class Place:
    """Where the cells of a column stand: its place and each cell's row, both counted from 0, and cells not read."""

    column: int
    index: Sequence[int]
    faults: Mapping[str, CellFault]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that is read by itself."""

    at: Place
    place: int
    value: CellValue


HEARD_EVERY = 1_000
"""Cells read one by one, between which it is heard whether the work is to stop."""


def deaf() -> None:
    """Nobody can stop the work."""


class Noting:
    """What readers of columns share: faults and mended cells go into `findings`, each with its cell.

    `hear` is called now and then, and raises what stops the work.
    """

    def __init__(self, findings: Findings, hear: Callable[[], None] = deaf) -> None:
        self.findings, self.hear = findings, hear

    def rest(
        self,
        read: list[Read | None],
        cells: Sequence[CellValue],
        at: Place,
        single: Callable[[CellValue, Cell], Read | None],
    ) -> None:
        """Read what was not plain; an empty cell stays None, one the file could not give is an error."""
        if at.faults:
            for place in range(len(cells)):
                if cells[place] is None:
                    self.faulty(at, place)
        if None not in read:
            return
        for place, value in enumerate(read):
            if place % HEARD_EVERY == 0:
                self.hear()
            if value is None and cells[place] is not None:
                read[place] = single(cells[place], Cell(at, place, cells[place]))

    def is_fault(self, at: Place, place: int) -> bool:
        """Whether the file could not give a cell."""
        return bool(at.faults) and address(at.index[place], at.column) in at.faults

    def faulty(self, at: Place, place: int) -> bool:
        """Note a cell that the file could not give; whether it is one."""
        if not at.faults:
            return False
        fault = at.faults.get(address(at.index[place], at.column))
        if fault is None:
            return False
        self.findings.errors.append(
            Fault(
                f"import.cell_{fault.kind.value}",
                at.index[place],
                at.column,
                fault.shown,
                {"shown": fault.shown},
            )
        )
        return True

    def problem(self, code: str, at: Place, place: int, cell: CellValue, **params: object) -> None:
        """Note an error with its cell."""
        self.findings.errors.append(Fault(code, at.index[place], at.column, shown(cell), params))

    def refuse(self, cell: Cell, error: DomainError) -> None:
        """Note an error of a value with its cell."""
        self.problem(error.code, cell.at, cell.place, cell.value, **error.params)

    def mended(self, cell: Cell, after: str, why: Why) -> None:
        """Note what a cell was taken for."""
        self.findings.mended.append(
            Mended(cell.at.index[cell.place], cell.at.column, shown(cell.value), after, why)
        )
