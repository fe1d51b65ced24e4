"""Where a sheet's headings stand: which sheet of a file, which rows, and what is said above each column.

Titles, unit lines and cover sheets lie above and beside the headings; headings may take two or three rows, the upper
ones joined over several columns (其中, 股东信息). The rows are chosen that give the most columns a known heading.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from coopdesk.domain.errors import DomainError
from coopdesk.services.members.importing.answers import Answers
from coopdesk.services.members.importing.fields import Field
from coopdesk.services.members.importing.guessing import Guess, best_of
from coopdesk.services.members.importing.spelling import compared
from coopdesk.services.members.importing.words import ACCEPTED, Words
from coopdesk.services.source_table import SourceFile, SourceTable

_LOOKED_AT = 40
"""Headings stand in the first rows; so many are looked at."""
_DEEPEST = 3
_LONGEST = 40
"""Characters of a heading at most; longer is a sentence."""
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands above one column: all texts of its heading from top to bottom, and what it is guessed to be."""

    column: int
    texts: tuple[str, ...]
    guess: Guess

    @property
    def text(self) -> str:
        """The heading as one text, the lowest part last."""
        return " ".join(" ".join(text.split()) for text in self.texts)


@dataclass(frozen=True, slots=True)
class Headings:
    """The sheet and its headings. `first` and `last` are their rows counted from 0; `last` is before `first` where a
    sheet has none. `above` are the texts over them: titles and units. `others` are sheets that look like rolls too.
    """

    table: SourceTable
    first: int
    last: int
    columns: tuple[Heading, ...]
    above: tuple[str, ...] = ()
    others: tuple[str, ...] = ()

    def by_column(self) -> dict[int, str]:
        """Each heading by its column."""
        return {heading.column: heading.text for heading in self.columns}


def find_headings(file: SourceFile, answers: Answers, words: Words) -> Headings:
    """The sheet and rows the answers name, or those that look most like a roll.

    Raises `import.no_sheet` for a sheet the file has not, `import.no_headings` where no sheet looks like a roll.
    """
    if answers.sheet:
        table = file.table(answers.sheet)
        if table is None:
            sheets = [each.name for each in file.tables]
            raise DomainError("import.no_sheet", sheet=answers.sheet, sheets=sheets)
        return _of_table(table, answers, words)
    found = [
        (_worth(headings), headings)
        for headings in (_looked_for(table, answers, words) for table in file.tables)
        if headings is not None
    ]
    if not found:
        raise DomainError("import.no_headings", file=file.name)
    best = max(found, key=lambda each: each[0])
    alike = [
        each.table.name
        for worth, each in found
        if each is not best[1] and worth[0] and worth[1] == best[0][1] and not each.table.hidden
    ]
    chosen = best[1]
    return Headings(chosen.table, chosen.first, chosen.last, chosen.columns, chosen.above, tuple(alike))


def _of_table(table: SourceTable, answers: Answers, words: Words) -> Headings:
    found = _looked_for(table, answers, words)
    if found is None:
        raise DomainError("import.no_headings", file=table.name)
    return found


def _looked_for(table: SourceTable, answers: Answers, words: Words) -> Headings | None:
    if answers.header_row is not None:
        return _named(table, answers.header_row - 1, words)
    best: Headings | None = None
    best_score = 0
    lifted = _Lifted(table, min(_LOOKED_AT, len(table.rows)))
    for last in range(lifted.height):
        for first in range(last, max(-1, last - _DEEPEST), -1):
            if not lifted.can_begin(first, last):
                continue
            columns = _columns(lifted, first, last, words)
            score = _score(columns)
            # A heading of more rows must tell more than the lowest alone.
            if score > best_score:
                best, best_score = _made(table, first, last, columns), score
    if best is None or not _is_roll(best.columns):
        return None
    if _are_units(table, best.last + 1, words):
        lifted = _Lifted(table, best.last + 2)
        return _made(table, best.first, best.last + 1, _columns(lifted, best.first, best.last + 1, words))
    return best


def _are_units(table: SourceTable, row: int, words: Words) -> bool:
    """Whether a row under the headings holds nothing but units (股, 万元), which belong to them."""
    cells = [cell for cell in table.rows[row] if cell is not None] if row < len(table.rows) else []
    known = {unit for units in words.units.values() for unit in units}
    return bool(cells) and all(isinstance(cell, str) and compared(cell) in known for cell in cells)


def _named(table: SourceTable, last: int, words: Words) -> Headings | None:
    """The headings whose last row a person named; from as far above as tells most."""
    if last < 0:
        width = max((len(row) for row in table.rows[:_LOOKED_AT]), default=0)
        columns = tuple(Heading(column, (), Guess()) for column in range(width))
        return Headings(table, 0, -1, columns)
    lifted = _Lifted(table, min(last + 1, len(table.rows)))
    if last >= lifted.height:
        return None
    found = [
        (_score(columns), -first, columns)
        for first in range(last, max(-1, last - _DEEPEST), -1)
        if first == last or lifted.can_begin(first, last)
        for columns in (_columns(lifted, first, last, words),)
    ]
    score, first, columns = max(found, key=lambda each: (each[0], each[1]))
    del score
    return _made(table, -first, last, columns)


def _made(table: SourceTable, first: int, last: int, columns: tuple[Heading, ...]) -> Headings:
    above = tuple(
        str(cell).strip()
        for row in table.rows[:first]
        for cell in row
        if isinstance(cell, str) and cell.strip()
    )
    return Headings(table, first, last, columns, above)


class _Lifted:
    """The first rows with every joined cell's text in each of its places, as an eye reads headings."""

    def __init__(self, table: SourceTable, height: int) -> None:
        self.height = height
        self.width = max((len(row) for row in table.rows[:height]), default=0)
        self.cells: list[list[str]] = [
            [_text(cell) for cell in row] + [""] * (self.width - len(row)) for row in table.rows[:height]
        ]
        self.raw = [list(row) for row in self.cells]
        self._titles: set[int] = set()
        self._numbers = [
            sum(1 for cell in row if cell is not None and not isinstance(cell, str))
            for row in table.rows[:height]
        ]
        for merged in table.merged:
            if merged.first_row >= height:
                continue
            text = self.raw[merged.first_row][merged.first_column] if merged.first_column < self.width else ""
            wide = merged.last_column - merged.first_column + 1
            if wide > 1 and wide * 2 > self.width:
                self._titles.update(range(merged.first_row, merged.last_row + 1))
                continue
            for row in range(merged.first_row, min(merged.last_row + 1, height)):
                for column in range(merged.first_column, min(merged.last_column + 1, self.width)):
                    self.cells[row][column] = text

    def can_begin(self, first: int, last: int) -> bool:
        """Whether the rows from the first to the last can be headings together: texts only, no title among them."""
        for row in range(first, last + 1):
            filled = [text for text in self.raw[row] if text]
            if row in self._titles or self._numbers[row] * 3 > len(filled) or not filled:
                return False
            if len(filled) < _FEWEST and first == last:
                return False
            if len(filled) == 1 and row == first:
                return False
            if any(len(text) > _LONGEST or _is_value(text) for text in filled):
                return False
        return True


def _is_value(text: str) -> bool:
    """Whether a text begins like a number or a day; 2021年分红 is a heading all the same."""
    return text[:1].isdigit() and len(text) > 5 and not _OF_A_YEAR.match(text)


_OF_A_YEAR = re.compile(
    r"(?:19|20)[0-9]{2}(?:[-—~至到年度 ]{0,3}(?:19|20)[0-9]{2})?\s*(?:年度?|度)?\s*[一-鿿]{2}"
)


def _text(cell: object) -> str:
    return cell.strip() if isinstance(cell, str) else ""


def _columns(lifted: _Lifted, first: int, last: int, words: Words) -> tuple[Heading, ...]:
    upper = [_spread(lifted, row, row == last) for row in range(first, last + 1)]
    above = [tuple(dict.fromkeys(filter(None, column))) for column in zip(*upper, strict=True)]
    return tuple(Heading(column, texts, best_of(texts, words)) for column, texts in enumerate(above))


def _spread(lifted: _Lifted, row: int, is_last: bool) -> Sequence[str]:
    """A row of headings, an upper one carried to the right over cells that say nothing but have something below.

    So it is read where a program that knows no joined cells wrote the file.
    """
    texts = list(lifted.cells[row])
    if is_last:
        return texts
    for column in range(1, lifted.width):
        below = lifted.cells[row + 1][column]
        left_below = lifted.cells[row + 1][column - 1]
        if not texts[column] and below and left_below and texts[column - 1] != left_below:
            texts[column] = texts[column - 1]
    return texts


def _score(columns: Sequence[Heading]) -> int:
    """How much the headings tell: a column of a field counts more than one that is known and left out."""
    fields = {
        heading.guess.field
        for heading in columns
        if heading.guess.field and heading.guess.score >= ACCEPTED and not heading.guess.is_class
    }
    classes = sum(heading.guess.is_class for heading in columns)
    known = sum(heading.guess.score >= ACCEPTED for heading in columns)
    unknown = sum(1 for heading in columns if heading.texts and heading.guess.score < ACCEPTED)
    return 10 * len(fields) + 4 * classes + 2 * known - unknown if len(fields) + classes >= _FEWEST else 0


def _is_roll(columns: Sequence[Heading]) -> bool:
    """Whether persons or organisations are named and something is said of them."""
    fields = {heading.guess.field for heading in columns if heading.guess.score >= ACCEPTED}
    says = {
        Field.IDENTITY,
        Field.SHARES,
        Field.CAPITAL,
        Field.PHONE,
        Field.ACCOUNT,
        Field.JOINED,
        Field.ADDRESS,
    }
    says |= {Field.RELATION, Field.GROUP, Field.NUMBER, Field.KIND}
    named = Field.NAME in fields or Field.HOUSEHOLD in fields
    return named and (bool(fields & says) or any(heading.guess.is_class for heading in columns))


def _worth(headings: Headings) -> tuple[bool, int, int]:
    """A sheet that is shown before a hidden one, then the one that tells more, then the longer."""
    return (not headings.table.hidden, _score(headings.columns), 0)


def heading_set(headings: Mapping[int, str]) -> tuple[str, ...]:
    """The headings of a sheet as a set, by which another file of the same kind is known again."""
    return tuple(sorted({compared(text) for text in headings.values()} - {""}))
