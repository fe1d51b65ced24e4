"""Where pasted cells go in an entry grid: under their headings if they have some, else from the cursor on.

Nothing is guessed: cells that find no column are refused as a whole, and columns left out are told. Knows no widget.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from coopdesk.domain.errors import DomainError
from coopdesk.domain.text import fold
from coopdesk.i18n import _
from coopdesk.ui.kit.grid_columns import GridColumn

_ENOUGH_HEADINGS = 2


@dataclass(frozen=True)
class Placed:
    """Lines of cells with the column of each cell (None where it is left out), and the headings left out."""

    lines: Sequence[Sequence[str]]
    columns: tuple[int | None, ...]
    unused: tuple[str, ...] = ()


def place_cells(lines: Sequence[Sequence[str]], columns: Sequence[GridColumn], first: int) -> Placed:
    """Which column each pasted cell belongs to; without headings they lie side by side from column `first` on.

    Raises `grid.too_wide` and `grid.heading_twice`.
    """
    headed = _by_headings(lines[0], columns) if len(lines) > 1 else None
    if headed is not None:
        return Placed(lines[1:], *headed)
    width = len(lines[0]) if lines else 0
    room = [place for place in range(first, len(columns)) if not columns[place].hidden]
    if width > len(room):
        raise DomainError("grid.too_wide", pasted=width, room=len(room), column=_(columns[first].title))
    return Placed(lines, tuple(room[:width]))


def _by_headings(
    line: Sequence[str], columns: Sequence[GridColumn]
) -> tuple[tuple[int | None, ...], tuple[str, ...]] | None:
    """Columns by the titles in this line; None where it is no line of headings."""
    titles: dict[str, int] = {}
    for place in [place for place, column in enumerate(columns) if not column.hidden]:
        titles[fold(_(columns[place].title))] = place
        for alias in columns[place].aliases:
            titles.setdefault(fold(alias), place)
    found = [titles.get(fold(cell.removesuffix("*").strip())) for cell in line]
    known = [place for place in found if place is not None]
    if len(known) < min(_ENOUGH_HEADINGS, sum(map(bool, line))):
        return None
    if len(set(known)) < len(known):
        twice = next(place for place in known if known.count(place) > 1)
        raise DomainError("grid.heading_twice", column=_(columns[twice].title))
    unused = tuple(cell for cell, place in zip(line, found, strict=True) if place is None and cell)
    return tuple(found), unused
