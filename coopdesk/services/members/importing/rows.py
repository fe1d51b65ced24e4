"""Which rows of a sheet are members, and what each other row is: totals, subtotals, headings again, signatures, blanks.

A row that names somebody is a member however little else it says; what is left out is told with its reason, so that
nobody is lost unseen. A hundred thousand plain rows are known at one look; the rest are looked at one by one.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from coopdesk.services.members.importing.answers import Answers
from coopdesk.services.members.importing.columns import Column
from coopdesk.services.members.importing.fields import MONEY, Field
from coopdesk.services.members.importing.headings import Headings
from coopdesk.services.members.importing.spelling import compared, without_brackets
from coopdesk.services.members.importing.words import Words
from coopdesk.services.source_table import CellValue
from coopdesk.services.source_table import place as place_of_address


class RowKind(StrEnum):
    """Why a row is no member."""

    BLANK = "blank"
    PREPARED = "prepared"
    """Numbered beforehand and never filled in."""
    HEADING = "heading"
    COLUMN_NUMBERS = "column_numbers"
    UNITS = "units"
    TOTAL = "total"
    SUBTOTAL = "subtotal"
    UNLABELLED = "unlabelled"
    """Sums without a word beside them."""
    NOTE = "note"
    """A title within the rows, a remark, or a line to sign."""
    SKIPPED = "skipped"
    """Left out by a person."""


@dataclass(frozen=True, slots=True)
class OtherRow:
    """A row that is no member; `row` is counted from 0."""

    row: int
    kind: RowKind
    text: str = ""


@dataclass
class Rows:
    """The rows of members as columns of cells. `index` gives each one's row in the sheet, counted from 0.

    A row whose cells hold several lines stands here once a line. `others` are all other rows.
    """

    index: list[int]
    cells: dict[int, list[CellValue]]
    others: list[OtherRow] = field(default_factory=list)
    split: frozenset[int] = frozenset()
    """Rows of the sheet that were taken apart."""


_TOTAL_WORD = re.compile(r"(.{0,10}?)(总合计|合计|总计|共计|小计|累计|页计)(.{0,8})")
_OF_ALL = re.compile(r"|.*(?:全|总|本社|本村|合作社|成员|股东|社员|人数|户数|股数|股份|股金|金额|出资|农户)")
_PEOPLE = re.compile(r"(\d{1,7})\s*(?:人|户|名|个)")
_NAME_LIKE = re.compile(r"[㐀-䶿一-鿿豈-﫿𠀀-𲎯]{2,4}|[㐀-鿿·•]{3,20}|[A-Za-z][A-Za-z .'-]{2,40}")
_SECTION = re.compile(
    r"第?[一二三四五六七八九十百零〇\d]{1,4}(?:村民)?[组社队村户页片区].{0,4}|[一二三四五六七八九十]{1,3}、.*"
)
_ORDINALS = frozenset("甲乙丙丁戊己庚辛壬癸")
_ENDS_IN_COLON = re.compile(r".*[:：]")
_SENTENCE = 16
_PLAIN_NAME = re.compile(r"[^\s计：:]{2,}")
"""A name without what a heading, sum or signature holds: rows with any other are looked at more closely."""
_FIGURE = re.compile(r"\d")


def find_rows(headings: Headings, columns: Sequence[Column], answers: Answers, words: Words) -> Rows:
    """The rows of members below the headings, with corrections of single cells taken over, and all other rows."""
    table = headings.table
    body = _corrected(table.rows, answers)
    look = _Look(headings, columns, words)
    first = headings.last + 1
    members: list[int] = []
    others: list[OtherRow] = []
    name, identity = look.name, look.identity
    plain = _PLAIN_NAME.fullmatch
    plain_headings = {text for heading in headings.columns for text in heading.texts}
    for row in range(first, len(body)):
        cells = body[row]
        width = len(cells)
        called = cells[name] if name < width else None
        if (
            called.__class__ is str
            and 0 <= identity < width
            and cells[identity] is not None
            and plain(called)
            and called not in plain_headings
        ):
            members.append(row)
            continue
        kind = look.at(cells)
        if kind is None:
            members.append(row)
        else:
            others.append(OtherRow(row, kind, look.text(cells)))
    if answers.skipped:
        skipped = {row - 1 for row in answers.skipped}
        others += [OtherRow(row, RowKind.SKIPPED, look.text(body[row])) for row in members if row in skipped]
        others.sort(key=lambda other: other.row)
        members = [row for row in members if row not in skipped]
    used = [column.place for column in columns if column.field is not None or column.is_total]
    return _as_columns(body, members, others, used, name)


def people_of(text: str) -> int | None:
    """How many people a total says there are: 45 of 合计45人; None where it says nothing."""
    found = _PEOPLE.search(text)
    return int(found[1]) if found else None


def _corrected(rows: Sequence[Sequence[CellValue]], answers: Answers) -> Sequence[Sequence[CellValue]]:
    if not answers.cells:
        return rows
    corrected = list(rows)
    for address, value in answers.cells.items():
        at = place_of_address(address)
        if at is None or at[0] >= len(corrected):
            continue
        row, column = at
        cells = list(corrected[row])
        cells += [None] * (column + 1 - len(cells))
        cells[column] = value
        corrected[row] = cells
    return corrected


def _as_columns(
    body: Sequence[Sequence[CellValue]],
    members: list[int],
    others: list[OtherRow],
    used: Sequence[int],
    name: int,
) -> Rows:
    """The cells of members column by column; rows of several lines taken apart."""
    most = max(used, default=0) + 1
    rows: list[Sequence[CellValue]] = []
    index: list[int] = []
    split: set[int] = set()
    for row in members:
        cells = body[row]
        if len(cells) < most:
            cells = [*cells, *[None] * (most - len(cells))]
        called = cells[name]
        if called.__class__ is str and "\n" in called:
            lines = _lines(cells, name)
            if len(lines) > 1:
                split.add(row)
            rows += lines
            index += [row] * len(lines)
        else:
            rows.append(cells)
            index.append(row)
    cells_of = {place: [cells[place] for cells in rows] for place in used}
    return Rows(index, cells_of, others, frozenset(split))


def _lines(cells: Sequence[CellValue], name: int) -> list[list[CellValue]]:
    """A row whose cells hold a line for each person of a household, as a row for each; other cells in the first."""
    names = [line for line in _split(cells[name]) if line]
    parted: list[list[CellValue]] = [[None] * len(cells) for _line in names]
    alike = [
        place
        for place, cell in enumerate(cells)
        if place != name and isinstance(cell, str) and len(_split(cell)) == len(names)
    ]
    if not alike or len(names) < 2:  # one name written over two lines
        whole = list(cells)
        whole[name] = "".join(names)
        return [whole]
    for place, cell in enumerate(cells):
        lines: list[CellValue] = [*names] if place == name else [cell]
        if place in alike:
            lines = [line or None for line in _split(cell)]
        for row, line in zip(parted, lines, strict=False):
            row[place] = line
    return parted


def _split(cell: CellValue) -> list[str]:
    return [line.strip() for line in str(cell).strip().splitlines()]


class _Look:
    """Looks at single rows of a sheet."""

    def __init__(self, headings: Headings, columns: Sequence[Column], words: Words) -> None:
        self._words = words
        fields = {column.field: column.place for column in reversed(columns) if column.field is not None}
        self.name = fields[Field.NAME]
        self.identity = fields.get(Field.IDENTITY, -1)
        self._amounts = frozenset(
            column.place for column in columns if column.field in (*MONEY, Field.SHARES) or column.is_total
        )
        self._used = frozenset(column.place for column in columns if column.field is not None)
        self._headings: Mapping[int, frozenset[str]] = {
            heading.column: frozenset(
                form for text in heading.texts for form in (compared(text), without_brackets(text))
            )
            for heading in headings.columns
        }
        self._totals = frozenset(map(compared, words.totals | words.grand))
        self._subtotals = frozenset(map(compared, words.subtotals))
        self._footers = tuple(map(compared, words.footers))
        units = {unit for known in words.units.values() for unit in known}
        self._units = frozenset(units)
        self._words_of_cells = frozenset(map(compared, (*words.kinds, *words.heads, *words.relations)))

    def text(self, cells: Sequence[CellValue]) -> str:
        """What a row says, for whoever reads why it was left out."""
        return " ".join(str(cell).strip() for cell in cells if cell is not None)[:80]

    def at(self, cells: Sequence[CellValue]) -> RowKind | None:
        """What a row is; None for a member."""
        filled = {column: cell for column, cell in enumerate(cells) if cell is not None and cell != ""}
        texts = {column: compared(cell) for column, cell in filled.items() if isinstance(cell, str)}
        texts = {column: text for column, text in texts.items() if text}
        filled = {
            column: cell for column, cell in filled.items() if column in texts or not isinstance(cell, str)
        }
        if not filled:
            return RowKind.BLANK
        if self._is_heading(texts, len(filled)):
            return RowKind.HEADING
        if self._are_numbers_of_columns(filled):
            return RowKind.COLUMN_NUMBERS
        if len(texts) == len(filled) and all(text in self._units for text in texts.values()):
            return RowKind.UNITS
        identified = self.identity in filled and bool(_FIGURE.search(str(filled[self.identity])))
        if not identified:
            summed = self._sum(texts)
            if summed is not None:
                return summed
        return self._without_words(cells, filled, texts, identified)

    def _without_words(
        self,
        cells: Sequence[CellValue],
        filled: Mapping[int, CellValue],
        texts: Mapping[int, str],
        identified: bool,
    ) -> RowKind | None:
        named = self.name in filled
        if identified:
            return None
        amounts = [filled[column] for column in self._amounts if column in filled]
        amounts = [cell for cell in amounts if not isinstance(cell, str) or _FIGURE.search(cell)]
        says = {column for column in filled if column in self._used and column not in self._amounts}
        if not named and not says:
            if any(amounts):
                return RowKind.UNLABELLED if not texts else self._note_or_member(texts, amounts)
            return RowKind.NOTE if texts else RowKind.PREPARED
        if self._is_footer(cells, texts, any(amounts)):
            return RowKind.NOTE
        if len(says) == 1 and not any(amounts) and len(texts) == len(filled) == 1:
            (column,) = says
            text = str(filled[column]).strip()
            like = column == self.name and _NAME_LIKE.fullmatch(text.replace(" ", "").replace("　", ""))
            if not like or _SECTION.fullmatch(compared(text)) or compared(text) in self._words_of_cells:
                return RowKind.NOTE
        return None

    def _note_or_member(self, texts: Mapping[int, str], amounts: Sequence[CellValue]) -> RowKind | None:
        """Amounts beside a word that stands in no column taken over: a sum of something, or a row without a name."""
        del amounts
        return RowKind.NOTE if any(_SECTION.fullmatch(text) for text in texts.values()) else None

    def _is_heading(self, texts: Mapping[int, str], filled: int) -> bool:
        same = sum(1 for column, text in texts.items() if text in self._headings.get(column, ()))
        return same >= 2 and same * 2 >= filled

    def _are_numbers_of_columns(self, filled: Mapping[int, CellValue]) -> bool:
        """A row 1, 2, 3 … or 甲, 乙, 1, 2 … under the headings."""
        values = [filled[column] for column in sorted(filled)]
        if len(values) < 3:
            return False
        marks = [str(value).strip() for value in values]
        numbers = [int(mark) for mark in marks if mark.isascii() and mark.isdigit() and len(mark) <= 2]
        letters = [mark for mark in marks if mark in _ORDINALS]
        ordered = numbers == list(range(numbers[0], numbers[0] + len(numbers))) if numbers else False
        return ordered and len(numbers) + len(letters) == len(marks) and numbers[0] == 1

    def _sum(self, texts: Mapping[int, str]) -> RowKind | None:
        for text in texts.values():
            if text in self._subtotals:
                return RowKind.SUBTOTAL
            if text in self._totals:
                return RowKind.TOTAL
            found = _TOTAL_WORD.fullmatch(text)
            if (found and not _NAME_LIKE.fullmatch(found[1] + found[3])) or (found and not found[3]):
                if found[2] in ("小计", "累计", "页计"):
                    return RowKind.SUBTOTAL
                return RowKind.TOTAL if _OF_ALL.fullmatch(found[1]) else RowKind.SUBTOTAL
        return None

    def _is_footer(self, cells: Sequence[CellValue], texts: Mapping[int, str], amounts: bool) -> bool:
        """Signatures and remarks: words that end in a colon, or begin a line that is filled in by hand."""
        if amounts or not texts:
            return False
        before = [text for column, text in texts.items() if column < self.name]
        if any(text in self._footers for text in before):
            return True
        called = texts.get(self.name, "")
        if _NAME_LIKE.fullmatch(called) and not called.startswith(self._footers):
            return False
        raw = [str(cells[column]).strip() for column in texts]
        signed = [
            text
            for text in raw
            if any(compared(text).startswith(footer) for footer in self._footers)
            and (_ENDS_IN_COLON.match(text) or len(text) > _SENTENCE or compared(text) in self._footers)
        ]
        if signed and len(signed) * 2 >= len(raw):
            return True
        colons = [text for text in raw if _ENDS_IN_COLON.match(text)]
        long = [text for text in raw if len(text) > _SENTENCE * 2]
        return bool(colons or long) and len(raw) - len(colons) - len(long) < 2 and len(raw) <= 4
