"""Who belongs to which household: by the relation to its head, and by what is joined or said once for several rows.

Values carry down inside joined cells only; a cell that is merely empty says nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from coopdesk.services.members.importing.findings import Fault, Findings
from coopdesk.services.members.importing.rows import Rows
from coopdesk.services.source_table import CellValue, SourceTable


@dataclass(frozen=True, slots=True)
class Households:
    """The households of a roll: for each the place of its head among the rows of members, and of all its persons."""

    heads: tuple[int, ...]
    persons: tuple[tuple[int, ...], ...]


def carried(table: SourceTable, rows: Rows, column: int) -> tuple[list[CellValue], list[int]]:
    """A column with the value of joined cells in each of their rows, and which places were filled so."""
    cells = list(rows.cells[column])
    filled: list[int] = []
    spans = {
        merged.first_row: merged
        for merged in table.merged
        if merged.first_column <= column <= merged.last_column and merged.last_row > merged.first_row
    }
    if not spans:
        return cells, filled
    of_row: dict[int, CellValue] = {}
    for first, merged in spans.items():
        value = table.cell(first, merged.first_column)
        for row in range(first + 1, merged.last_row + 1):
            of_row[row] = value
    for place, row in enumerate(rows.index):
        if cells[place] is None and of_row.get(row) is not None:
            cells[place] = of_row[row]
            filled.append(place)
    return cells, filled


@dataclass(frozen=True, slots=True)
class Joined:
    """Rows of members in joined cells: those where such cells begin, and those they go on over."""

    first: frozenset[int] = frozenset()
    further: frozenset[int] = frozenset()


def joined(table: SourceTable, rows: Rows, columns: Sequence[int]) -> Joined:
    """Where joined cells of some columns begin and go on, by the places of the rows of members."""
    first: set[int] = set()
    further: set[int] = set()
    for merged in table.merged:
        if merged.last_row > merged.first_row and any(
            merged.first_column <= column <= merged.last_column for column in columns
        ):
            first.add(merged.first_row)
            further.update(range(merged.first_row + 1, merged.last_row + 1))
    return Joined(
        frozenset(place for place, row in enumerate(rows.index) if row in first),
        frozenset(place for place, row in enumerate(rows.index) if row in further),
    )


def group(
    rows: Rows,
    names: Sequence[str],
    roles: Sequence[bool | None],
    keys: Sequence[Sequence[CellValue]],
    cells: Joined,
    findings: Findings,
    column: int,
) -> Households:
    """Households from top to bottom; the rows up to the next head are one.

    `roles` say of each row whether it is a head (None where nothing is said), `keys` are the columns that name the
    household, as they stand. Errors: `import.no_head` for a household without a head, `import.two_heads` for joined
    cells with two, `import.no_households` where nothing tells households apart.
    """
    related = any(role is not None for role in roles)
    heads: list[int] = []
    persons: list[list[int]] = []
    current: list[CellValue] = [None] * len(keys)
    if not related and not cells.first and not any(cell is not None for key in keys for cell in key):
        findings.errors.append(Fault("import.no_households"))
    for place, name in enumerate(names):
        own = [key[place] for key in keys]
        changed = any(cell is not None and cell != now for cell, now in zip(own, current, strict=True))
        current = [now if cell is None else cell for cell, now in zip(own, current, strict=True)]
        goes_on = place in cells.further or (
            related and rows.index[place] in rows.split and _is_same_row(rows, place)
        )
        begins = not persons or (not goes_on and (changed or place in cells.first))
        head = roles[place] is True or (roles[place] is None and any(_same(cell, name) for cell in current))
        if related and head and not begins and not goes_on and heads[-1] >= 0:
            begins = True
        if begins:
            persons.append([])
            heads.append(-1)
        persons[-1].append(place)
        if head and heads[-1] < 0:
            heads[-1] = place
        elif head and related and roles[place] is True:
            findings.errors.append(Fault("import.two_heads", rows.index[place], column, name))
    for number, members in enumerate(persons):
        if heads[number] < 0:
            heads[number] = members[0]
            if related:
                findings.errors.append(
                    Fault("import.no_head", rows.index[members[0]], column, names[members[0]])
                )
    return Households(tuple(heads), tuple(map(tuple, persons)))


def _is_same_row(rows: Rows, place: int) -> bool:
    """Whether a line was taken out of the same row as the one before."""
    return place > 0 and rows.index[place] == rows.index[place - 1]


def _same(cell: CellValue, name: str) -> bool:
    return isinstance(cell, str) and "".join(cell.split()) == name


def sums(values: Sequence[int | None], households: Households) -> list[int | None]:
    """What a household's persons have together; None where none of them says anything."""
    added: list[int | None] = []
    for persons in households.persons:
        said = [value for place in persons if (value := values[place]) is not None]
        added.append(sum(said) if said else None)
    return added
