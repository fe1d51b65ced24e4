"""Which layout a file has, where its headings stand, and what each of its columns holds.

A known layout is told by its headings, however the columns are arranged; one nobody knows is proposed from its
headings by words that are data.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from coopdesk.domain.errors import DomainError
from coopdesk.services.ledger.exchanging.answers import VoucherAnswers
from coopdesk.services.ledger.exchanging.layout import (
    SLOTTED,
    Basis,
    FileKind,
    Item,
    Layout,
    LayoutColumn,
)
from coopdesk.services.ledger.exchanging.words import CONTAINED, Headings, VoucherWords
from coopdesk.services.members.importing.spelling import compared
from coopdesk.services.source_table import SourceFile, SourceKind, SourceTable, column_of, letters

_LOOKED_AT = 40
_MOST_MISSING = 10
"""Of a hundred columns of a known layout so many may be missing: older releases have fewer."""
_FEWEST = 4
"""So many columns must be understood in a file of a layout nobody knows."""


@dataclass(frozen=True)
class FoundLayout:
    """A layout in a file: the first row of the data, counted from 0, and what each column holds, by its place.

    ``headings`` are the texts above the columns by place; ``proposed`` says that no layout is known for them.
    """

    layout: Layout
    table: SourceTable
    first: int
    places: Mapping[int, LayoutColumn]
    headings: Mapping[int, str]
    proposed: bool = False

    def place(self, *wanted: Item) -> int:
        """The place of the first column that holds one of these; 0 where none does."""
        by_item = {column.item: place for place, column in reversed(list(self.places.items()))}
        return next((by_item[item] for item in wanted if item in by_item), 0)


def find_layout(
    file: SourceFile, layouts: Sequence[Layout], answers: VoucherAnswers, words: VoucherWords
) -> FoundLayout:
    """The layout the answers name, or the one that the headings fit best, or one proposed from them.

    ``import.no_sheet``; ``layout.unknown`` for a layout nobody has; ``voucher_file.no_headings`` where no row of the
    file names what vouchers need; ``voucher_file.no_number`` where vouchers cannot be told apart.
    """
    wanted = [each for each in layouts if not answers.layout or each.code == answers.layout]
    if not wanted:
        raise DomainError("layout.unknown", name=answers.layout)
    tables = _tables(file, answers)
    found = [
        each for table in tables for layout in wanted if (each := _known(table, layout, answers)) is not None
    ]
    if found and not answers.columns:
        workbook = file.kind in (SourceKind.XLSX, SourceKind.XLS)
        return max(
            found,
            key=lambda each: (len(each.places), (each.layout.kind is FileKind.WORKBOOK) is workbook),
        )
    if answers.layout and not answers.columns and not found:
        raise DomainError("voucher_file.other_layout", file=file.name, name=wanted[0].name)
    proposals = [
        each for table in tables if (each := _proposed(table, file.kind, answers, words)) is not None
    ]
    if not proposals:
        raise DomainError("voucher_file.no_headings", file=file.name)
    best = max(proposals, key=lambda each: sum(column.item is not None for column in each.places.values()))
    if not best.layout.items & {Item.NUMBER, Item.WORD_NUMBER, Item.SERIAL}:
        raise DomainError("voucher_file.no_number", file=file.name)
    return best


def propose_layout(file: SourceFile, code: str, name: str, words: VoucherWords) -> Layout:
    """A layout from the headings of another program's own template: every column in its place, what the headings mean
    as far as words tell; the rest stays empty until a person says.

    ``voucher_file.no_headings`` where no row of the template looks like headings of vouchers.
    """
    found = [
        each
        for table in file.tables
        if (each := _proposed(table, file.kind, VoucherAnswers(), words, whole=False)) is not None
    ]
    if not found:
        raise DomainError("voucher_file.no_headings", file=file.name)
    best = max(found, key=lambda each: sum(column.item is not None for column in each.places.values()))
    above = best.table.rows[: best.first - 1]
    return Layout(
        code=code,
        name=name,
        basis=Basis.OWN,
        kind=FileKind.WORKBOOK if file.kind in (SourceKind.XLSX, SourceKind.XLS) else FileKind.TEXT,
        columns=tuple(best.places[place] for place in sorted(best.places)),
        sheet=best.table.name,
        first_lines=tuple(tuple("" if cell is None else str(cell) for cell in row) for row in above),
    )


def _tables(file: SourceFile, answers: VoucherAnswers) -> Sequence[SourceTable]:
    if not answers.sheet:
        return sorted(file.tables, key=lambda table: table.hidden)
    table = file.table(answers.sheet)
    if table is None:
        raise DomainError("import.no_sheet", sheet=answers.sheet, sheets=[each.name for each in file.tables])
    return [table]


def _known(table: SourceTable, layout: Layout, answers: VoucherAnswers) -> FoundLayout | None:
    if not layout.has_headings:
        return _without_headings(table, layout, named=bool(answers.layout))
    rows = range(min(_LOOKED_AT, len(table.rows)))
    if answers.header_row is not None:
        rows = range(answers.header_row - 1, min(answers.header_row, len(table.rows)))
    found = [each for row in rows if (each := _fits(table, layout, row)) is not None]
    return max(found, key=lambda each: len(each.places), default=None)


def _without_headings(table: SourceTable, layout: Layout, *, named: bool) -> FoundLayout | None:
    """A file whose columns are told by their order alone, and the file by its first line."""
    lines = layout.first_lines
    first = 0
    for line in lines:
        row = table.rows[first] if first < len(table.rows) else ()
        if [compared(str(cell or "")) for cell in row[: len(line)]] != [compared(text) for text in line]:
            if not named:
                return None
            first = 0
            break
        first += 1
    if not lines and not named:
        return None
    places = dict(enumerate(layout.columns))
    return FoundLayout(
        layout, table, first, places, {place: column.title for place, column in places.items()}
    )


def _fits(table: SourceTable, layout: Layout, row: int) -> FoundLayout | None:
    waiting: dict[str, list[LayoutColumn]] = {}
    for column in layout.columns:
        waiting.setdefault(compared(column.title), []).append(column)
    places: dict[int, LayoutColumn] = {}
    for place, cell in enumerate(table.rows[row]):
        columns = waiting.get(compared(cell)) if isinstance(cell, str) else None
        if columns:
            places[place] = columns.pop(0)
    missing = len(layout.columns) - len(places)
    if missing * 100 > len(layout.columns) * _MOST_MISSING:
        return None
    held = {column.item for column in places.values()}
    needed = {column.item for column in layout.columns if column.item not in _NICE}
    if not needed <= held:
        return None
    return FoundLayout(layout, table, row + 1, places, _texts(table, row))


_NICE = SLOTTED | {None, Item.ITEMS, Item.PREPARED_BY, Item.CHECKED_BY, Item.POSTED_BY, Item.ATTACHMENTS}
_NICE |= {Item.MEMBER_NAME, Item.PARTY_NAME, Item.PRODUCT_NAME, Item.CHANNEL_NAME, Item.ACCOUNT_NAME}
_NICE |= {Item.YEAR, Item.MONTH, Item.PERIOD, Item.AMOUNT}
"""What a file of a known layout may lack."""


def _texts(table: SourceTable, row: int) -> dict[int, str]:
    return {
        place: " ".join(str(cell).split()) for place, cell in enumerate(table.rows[row]) if cell is not None
    }


def _proposed(
    table: SourceTable, kind: SourceKind, answers: VoucherAnswers, words: VoucherWords, *, whole: bool = True
) -> FoundLayout | None:
    rows: Sequence[int] = range(min(_LOOKED_AT, len(table.rows)))
    if answers.header_row is not None:
        rows = range(answers.header_row - 1, min(answers.header_row, len(table.rows)))
    best: tuple[int, int, dict[int, LayoutColumn]] | None = None
    for row in rows:
        places = _guessed(_texts(table, row), words.headings)
        told = sum(column.item is not None for column in places.values())
        if told >= _FEWEST and (best is None or told > best[0]):
            best = (told, row, places)
    if answers.columns:
        row = best[1] if best is not None else (answers.header_row or 1) - 1
        texts = _texts(table, row) if row < len(table.rows) else {}
        best = (0, row, _answered(texts, answers, best[2] if best is not None else {}))
    if best is None:
        return None
    _told, row, places = best
    layout = Layout(
        "", table.name, Basis.OWN, FileKind.WORKBOOK if kind in (SourceKind.XLSX, SourceKind.XLS) else FileKind.TEXT,
        tuple(places.values()), own_accounts=True,
    )  # fmt: skip
    items = layout.items
    amounts = items >= {Item.DEBIT, Item.CREDIT} or items >= {Item.SIDE, Item.AMOUNT}
    enough = (
        Item.DAY in items and Item.SUMMARY in items and amounts and items & {Item.ACCOUNT, Item.ACCOUNT_NAME}
    )
    if whole and not enough:
        return None
    return FoundLayout(layout, table, row + 1, places, _texts(table, row), proposed=True)


def _guessed(texts: Mapping[int, str], headings: Headings[Item]) -> dict[int, LayoutColumn]:
    """What each heading means; of two that mean the same the surer one, then the one more to the left."""
    guesses = {place: headings.guess(text) for place, text in texts.items()}
    taken: dict[Item, int] = {}
    for place, (item, score) in sorted(guesses.items(), key=lambda each: (-each[1][1], each[0])):
        if item is not None and score >= CONTAINED - 5:
            taken.setdefault(item, place)
    return {
        place: LayoutColumn(text, item if item is not None and taken.get(item) == place else None)
        for place, text in texts.items()
        for item in (guesses[place][0],)
    }


def _answered(
    texts: Mapping[int, str], answers: VoucherAnswers, guessed: Mapping[int, LayoutColumn]
) -> dict[int, LayoutColumn]:
    """The columns as a person named them, over what was guessed; ``answers.unknown_column``."""
    by_text = {compared(text): place for place, text in texts.items()}
    said: dict[int, LayoutColumn] = {}
    for name, item in answers.columns.items():
        place = by_text.get(compared(name), column_of(name))
        if place is None:
            raise DomainError("answers.unknown_column", column=name)
        said[place] = LayoutColumn(texts.get(place, letters(place)), Item(item) if item else None)
    items = {column.item for column in said.values()}
    kept = {
        place: column if column.item not in items else LayoutColumn(column.title)
        for place, column in guessed.items()
    }
    return kept | said
