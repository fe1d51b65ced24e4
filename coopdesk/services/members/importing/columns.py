"""What each column of a sheet holds: a field, a class of shares, or nothing that is taken over.

What a person answered stands; the rest is guessed from the headings. Words that can mean two things (户主, 户号) are
decided by what else the sheet has and how its rows are built.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from coopdesk.domain.errors import DomainError
from coopdesk.domain.members.past import TOGETHER
from coopdesk.services.members.importing.answers import Answers
from coopdesk.services.members.importing.fields import MONEY, PAST, Field, Unit
from coopdesk.services.members.importing.guessing import Guess
from coopdesk.services.members.importing.headings import Headings
from coopdesk.services.members.importing.spelling import compared, in_brackets, without_brackets
from coopdesk.services.members.importing.words import ACCEPTED, CONTAINED, PROPOSED, Words
from coopdesk.services.source_table import CellValue, column_of, letters

_SAMPLES = 2
_LOOKED_AT = 200
_SEVERAL = (Field.PHONE, Field.HOUSEHOLD)
"""Fields that several columns may hold."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column as a window shows it: heading, two samples, what it holds, and what is proposed where nothing is sure.

    `factor` is how many yuan or shares one of its units is (万元: 10,000). `share_class` is the code of the class it
    holds, `year` the year of what was distributed before the book (None: nobody said); `class_label` what such a
    class would be called. `answered` says that a person decided, `of_household` that it tells households apart,
    `is_total` that it holds each row's own sum.
    """

    place: int
    heading: str
    samples: tuple[str, ...]
    field: Field | None = None
    share_class: str = ""
    class_label: str = ""
    proposed: Field | None = None
    score: int = 0
    factor: int = 1
    answered: bool = False
    is_class: bool = False
    is_total: bool = False
    of_household: bool = False
    year: int | None = None

    @property
    def letters(self) -> str:
        """How Excel calls the column."""
        return letters(self.place)


def guess_columns(headings: Headings, answers: Answers, words: Words) -> tuple[Column, ...]:
    """Every column of the sheet in its order.

    Raises `answers.unknown_column` for a column that was answered and is not there, `import.no_name` where no column
    names the members.
    """
    body = headings.table.rows[headings.last + 1 :]
    answered = {
        place: Field(field) if field else None for place, field in _named(answers.columns, headings).items()
    }
    classes = _named(answers.classes, headings)
    years = _named(answers.years, headings)
    columns: list[Column] = []
    guesses: dict[int, Guess] = {}
    for heading in headings.columns:
        place = heading.column
        samples = tuple(_samples(body, place))
        if not heading.texts and not samples and place not in answered and place not in classes:
            continue
        guess = heading.guess
        guesses[place] = guess
        column = Column(
            place, heading.text, samples, is_class=guess.is_class, class_label=_label(heading.texts)
        )
        if place in classes:
            column = replace(column, field=Field.SHARES, share_class=classes[place], answered=True, score=100)
        elif place in answered:
            column = replace(column, field=answered[place], answered=True, score=100)
        elif guess.field in PAST and not _are_sums(body, place):
            column = replace(column, proposed=guess.field, score=PROPOSED)
        elif guess.score >= ACCEPTED and not guess.is_class:
            column = replace(column, field=guess.field, score=guess.score)
        elif guess.score >= PROPOSED:
            column = replace(column, proposed=guess.field, score=guess.score)
        if column.field in PAST or column.proposed in PAST:
            column = replace(column, year=years.get(place, guess.year))
        columns.append(column)
    columns = _of_two_meanings(columns, guesses, headings, answers)
    columns = _relation_beside_name(columns, headings, words)
    columns = _one_of_each(columns, guesses)
    columns = [replace(column, factor=_factor(column, headings, words)) for column in columns]
    if not any(column.field is Field.NAME for column in columns):
        raise DomainError("import.no_name", sheet=headings.table.name)
    return tuple(columns)


def place_of(columns: Sequence[Column], field: Field) -> int | None:
    """Where a field stands; None for one without a column."""
    return next(
        (column.place for column in columns if column.field is field and not column.share_class), None
    )


def column_named(named: str, headings: Headings) -> int | None:
    """The column a person named: by its whole heading, any part of it (人口股 under 其中), or its letters."""
    wanted = compared(named)
    if wanted:
        for heading in headings.columns:
            if compared(heading.text) == wanted:
                return heading.column
        for heading in headings.columns:
            if any(wanted in (compared(text), without_brackets(text)) for text in heading.texts):
                return heading.column
    return column_of(named.strip())


_Said = TypeVar("_Said")


def _named(answers: Mapping[str, _Said], headings: Headings) -> dict[int, _Said]:
    """What was answered, by column; `answers.unknown_column` for a column that is not there."""
    found: dict[int, _Said] = {}
    if not answers:
        return found
    width = max(map(len, headings.table.rows), default=0)
    for named, said in answers.items():
        place = column_named(named, headings)
        if place is None or place >= width:
            raise DomainError("answers.unknown_column", column=named)
        found[place] = said
    return found


def _are_sums(body: Sequence[Sequence[CellValue]], place: int) -> bool:
    """Whether a column holds no fewer figures than words: a list to be signed has such a heading too."""
    cells = [row[place] for row in body[:_LOOKED_AT] if place < len(row) and row[place] is not None]
    figures = sum(1 for cell in cells if not isinstance(cell, str) or any(map(str.isdigit, cell)))
    return 2 * figures >= len(cells)


def _label(texts: Sequence[str]) -> str:
    """What a class of shares is called after its column: the lowest part of the heading, without its unit."""
    if not texts:
        return ""
    lowest = texts[-1].strip()
    inside = in_brackets(lowest)
    return lowest.split("（")[0].split("(")[0].strip() or lowest if inside else lowest


def _samples(body: Sequence[Sequence[CellValue]], place: int) -> Iterator[str]:
    told = 0
    for row in body[:_LOOKED_AT]:
        if place < len(row) and row[place] is not None:
            yield str(row[place]).strip()
            told += 1
            if told == _SAMPLES:
                return


def _of_two_meanings(
    columns: list[Column], guesses: Mapping[int, Guess], headings: Headings, answers: Answers
) -> list[Column]:
    """Decide headings that are a member's name or number in one sheet and the household's in another."""
    named = [
        column
        for column in columns
        if column.field is Field.NAME and (column.answered or not _may_be_household(column, guesses))
    ]
    numbered = [
        column
        for column in columns
        if column.field is Field.NUMBER and (column.answered or not _may_be_household(column, guesses))
    ]
    related = any(column.field is Field.RELATION for column in columns)
    decided: list[Column] = []
    for column in columns:
        both = column.field in (Field.NAME, Field.NUMBER) and not column.answered
        if both and _may_be_household(column, guesses):
            if column.field is Field.NAME:
                column = replace(column, field=Field.HOUSEHOLD if named else Field.NAME)
            else:
                of_household = bool(numbered) or (
                    answers.unit is Unit.PERSON and (related or _repeats(headings, column.place))
                )
                column = replace(column, field=Field.HOUSEHOLD if of_household else Field.NUMBER)
        told = column.field is Field.HOUSEHOLD or (
            column.field is Field.NUMBER and _may_be_household(column, guesses)
        )
        decided.append(replace(column, of_household=told))
    return decided


def _may_be_household(column: Column, guesses: Mapping[int, Guess]) -> bool:
    guess = guesses.get(column.place)
    return guess is not None and Field.HOUSEHOLD in guess.also


def _repeats(headings: Headings, place: int) -> bool:
    """Whether a column says the same for several rows: joined cells, or the same value again."""
    if any(
        merged.first_column == place
        and merged.first_row > headings.last
        and merged.last_row > merged.first_row
        for merged in headings.table.merged
    ):
        return True
    values = [row[place] for row in headings.table.rows[headings.last + 1 :] if place < len(row)]
    filled = [value for value in values if value is not None]
    return len(filled) > len(set(filled))


def _relation_beside_name(columns: list[Column], headings: Headings, words: Words) -> list[Column]:
    """One heading over two columns, of which the second holds relations: 户主（与户主关系）."""
    if any(column.field is Field.RELATION for column in columns):
        return columns
    name = next((column for column in columns if column.field is Field.NAME), None)
    if name is None:
        return columns
    body = headings.table.rows[headings.last + 1 : headings.last + 1 + _LOOKED_AT]
    known = words.heads | words.relations
    found = []
    for column in columns:
        free = column.field is None or (column.field is Field.NAME and column.place == name.place + 1)
        if free and not column.answered and column.place != name.place:
            texts = [row[column.place] for row in body if column.place < len(row) and row[column.place]]
            told = sum(1 for text in texts if isinstance(text, str) and text.strip() in known)
            if texts and told * 2 > len(texts) and (not column.heading or column.heading == name.heading):
                column = replace(column, field=Field.RELATION, score=CONTAINED)
        found.append(column)
    return found


def _one_of_each(columns: list[Column], guesses: Mapping[int, Guess]) -> list[Column]:
    """Leave one column a field, the surest and leftmost; what was answered stands.

    Beside columns that hold a class each, and beside shares of each person, a column of their sum is left out; so is
    one of several years before the book beside those of each.
    """
    classes = any(column.share_class for column in columns)
    kept: dict[_Key, int] = {}
    by_year = {column.field for column in columns if column.field in PAST and column.year}
    columns = [
        replace(column, field=None)
        if column.field in by_year and column.year == TOGETHER and not column.answered
        else column
        for column in columns
    ]
    order = sorted(
        (column for column in columns if column.field is not None and not column.share_class),
        key=lambda column: (
            not column.answered,
            _is_sum(column.heading) and column.field is Field.SHARES,
            -column.score,
            column.place,
        ),
    )
    for column in order:
        if column.field is not None and column.field not in _SEVERAL:
            kept.setdefault((column.field, column.year), column.place)
    decided = []
    for column in columns:
        field = column.field
        if field is None or column.share_class or field in _SEVERAL:
            decided.append(column)
        elif field is Field.SHARES and classes and not column.answered:
            decided.append(replace(column, field=None, is_total=True))
        elif kept[field, column.year] != column.place and not column.answered:
            total = field is Field.SHARES and _is_sum(column.heading)
            decided.append(replace(column, field=None, proposed=field, is_total=total))
        else:
            decided.append(column)
    return decided


_Key = tuple[Field, int | None]


def _is_sum(heading: str) -> bool:
    return "合计" in heading or "总" in heading or "小计" in heading


def _factor(column: Column, headings: Headings, words: Words) -> int:
    """How many yuan or shares one of the column's units is: by its own heading, else by the line of units above."""
    if column.field in MONEY:
        units = words.units["capital"]
    elif column.field is Field.SHARES:
        units = words.units["shares"]
    else:
        return 1
    for inside in in_brackets(column.heading):
        if inside in units:
            return units[inside]
    own = compared(column.heading)
    for unit, factor in sorted(units.items(), key=lambda item: -len(item[0])):
        if factor > 1 and own.endswith(unit):
            return factor
    told = [
        factor
        for text in headings.above
        if compared(text).startswith(("单位", "金额单位", "计量单位", "计价单位"))
        for unit, factor in units.items()
        if unit in _units_of(text)
    ]
    return told[0] if len(set(told)) == 1 else 1


def _units_of(line: str) -> tuple[str, ...]:
    """The units a line names: 股 and 元 of 单位：股、元."""
    text = line.replace("：", ":").partition(":")[2]
    for mark in "、，,/和 　；;":
        text = text.replace(mark, " ")
    return tuple(compared(part) for part in text.split())
