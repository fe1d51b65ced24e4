"""A bank's own file to lines of money in and out: headings found by words that are data, every fault with its cell.

Which of two columns is money in, and in which order the lines stand, is said by the balances wherever there are any:
what a bank calls 借方 is its customer's expense, and not every bank means it so.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property
from itertools import pairwise
from types import MappingProxyType

from coopdesk.domain.errors import DomainError
from coopdesk.domain.money import Money
from coopdesk.domain.text import clean_text
from coopdesk.services.ledger.exchanging.words import Headings
from coopdesk.services.limits import MOST_FEN
from coopdesk.services.members.importing.cells import read_day, read_yuan, shown, unguarded
from coopdesk.services.members.importing.findings import Fault
from coopdesk.services.members.importing.spelling import compared
from coopdesk.services.source_table import CellValue, SourceFile, SourceTable, address, column_of

_LOOKED_AT = 40
_LONGEST = 200
"""Characters kept of a text of the bank's."""
_CLOCK = re.compile(r"(?<!\d)([0-2]?\d[:：][0-5]\d(?:[:：][0-5]\d)?)")
_TOGETHER = re.compile(r"\s*(\d{8})\s*(\d{2})(\d{2})(\d{2})\s*")
_BELOW = ("-", "－", "(", "（")


class StatementItem(StrEnum):
    """What a column of a bank statement can hold."""

    DAY = "day"
    INCOME = "income"
    OUTGO = "outgo"
    AMOUNT = "amount"
    SIDE = "side"
    BALANCE = "balance"
    PARTY = "party"
    PARTY_ACCOUNT = "party_account"
    SUMMARY = "summary"
    REFERENCE = "reference"


_TEXTS = (
    StatementItem.PARTY,
    StatementItem.PARTY_ACCOUNT,
    StatementItem.SUMMARY,
    StatementItem.REFERENCE,
)


@dataclass(frozen=True)
class StatementWords:
    """Headings of statements, words for money in and out, and rows that are no movement."""

    headings: Headings[StatementItem]
    income: frozenset[str]
    outgo: frozenset[str]
    opening: frozenset[str]
    totals: frozenset[str]


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One movement: money in above 0, money out below 0. ``clock`` is the time of day as it stands, ``row`` counted
    from 0; ``balance`` is what the bank says was left, None where it does not."""

    row: int
    day: date
    amount: Money
    balance: Money | None = None
    clock: str = ""
    party: str = ""
    party_account: str = ""
    summary: str = ""
    reference: str = ""

    @property
    def identity(self) -> tuple[object, ...]:
        """What two lines have in common that are the same movement, or two that nobody can tell apart."""
        return (
            self.day, self.clock, self.amount, self.balance, self.party, self.party_account, self.summary,
            self.reference,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class StatementAnswers:
    """What a person says of a statement: the sheet, the row of the headings (from 1), what a column holds (by heading
    or letters, empty: left out), corrections by address, rows (from 1) to be left out, and the balance before it."""

    sheet: str = ""
    header_row: int | None = None
    columns: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    cells: Mapping[str, CellValue] = field(default_factory=lambda: MappingProxyType({}))
    skipped: frozenset[int] = frozenset()
    opening: Money | None = None


@dataclass(frozen=True)
class StatementReading:
    """What a statement comes to, its lines in the order of time. ``columns`` say by place what was understood."""

    file: SourceFile
    table: SourceTable
    columns: Mapping[int, StatementItem]
    lines: tuple[StatementLine, ...]
    opening: Money | None
    closing: Money | None
    errors: tuple[Fault, ...]
    warnings: tuple[Fault, ...]
    skipped: tuple[tuple[int, str], ...] = ()
    first: int = 1
    """The first row below the headings, counted from 0."""

    @property
    def income(self) -> Money:
        """All money in."""
        return Money(sum(line.amount.fen for line in self.lines if line.amount.fen > 0))

    @property
    def outgo(self) -> Money:
        """All money out, above 0."""
        return Money(-sum(line.amount.fen for line in self.lines if line.amount.fen < 0))


def read_statement(file: SourceFile, answers: StatementAnswers, words: StatementWords) -> StatementReading:
    """Read a statement; raises ``import.no_sheet``, ``bank.no_headings`` where no row names a day and an amount,
    ``answers.unknown_column`` and ``answers.unknown_field``."""
    for said in answers.columns.values():
        if said and said not in list(StatementItem):
            raise DomainError("answers.unknown_field", field=said)
    table, first, columns = _find(file, answers, words)
    reader = _Reader(table, columns, answers, words)
    for row in range(first, len(table.rows)):
        reader.row(row)
    lines = _in_order(reader.directed())
    faults = sorted(reader.errors, key=lambda fault: (fault.row, fault.column))
    if not lines and not faults:
        faults = [Fault("bank.no_lines")]
    opening, closing, warnings = _balances(lines, reader.opening, columns)
    return StatementReading(
        file,
        table,
        columns,
        tuple(lines),
        opening,
        closing,
        tuple(faults),
        tuple(warnings),
        tuple(reader.skipped),
        first,
    )


def _find(
    file: SourceFile, answers: StatementAnswers, words: StatementWords
) -> tuple[SourceTable, int, dict[int, StatementItem]]:
    tables: Sequence[SourceTable] = sorted(file.tables, key=lambda table: table.hidden)
    if answers.sheet:
        named = file.table(answers.sheet)
        if named is None:
            raise DomainError(
                "import.no_sheet", sheet=answers.sheet, sheets=[each.name for each in file.tables]
            )
        tables = [named]
    best: tuple[int, SourceTable, int, dict[int, StatementItem]] | None = None
    unknown = DomainError("bank.no_headings", file=file.name)
    for table in tables:
        rows: Sequence[int] = range(min(_LOOKED_AT, len(table.rows)))
        if answers.header_row is not None:
            rows = range(answers.header_row - 1, min(answers.header_row, len(table.rows)))
        for row in rows:
            try:
                columns = _columns(table, row, answers, words)
            except DomainError as error:  # another row may have the heading that was named
                unknown = error
                continue
            told = len(set(columns.values()))
            if _enough(set(columns.values())) and (best is None or told > best[0]):
                best = (told, table, row + 1, columns)
    if best is None:
        raise unknown
    return best[1:]


def _enough(items: set[StatementItem]) -> bool:
    amount = StatementItem.AMOUNT in items or {StatementItem.INCOME, StatementItem.OUTGO} <= items
    return StatementItem.DAY in items and amount


def _columns(
    table: SourceTable, row: int, answers: StatementAnswers, words: StatementWords
) -> dict[int, StatementItem]:
    texts = {
        place: cell for place, cell in enumerate(table.rows[row]) if isinstance(cell, str) and cell.strip()
    }
    scored = sorted(
        ((*words.headings.guess(text), place) for place, text in texts.items()),
        key=lambda each: (-each[1], each[2]),
    )
    taken: dict[StatementItem, int] = {}
    for item, _score, place in scored:
        if item is not None:
            taken.setdefault(item, place)
    columns = {place: item for item, place in taken.items()}
    for name, said in answers.columns.items():
        headed = (other for other, text in texts.items() if compared(text) == compared(name))
        named = next(headed, column_of(name))
        if named is None:
            raise DomainError("answers.unknown_column", column=name)
        columns = {other: item for other, item in columns.items() if item != said and other != named}
        if said:
            columns[named] = StatementItem(said)
    return dict(sorted(columns.items()))


@dataclass(frozen=True, slots=True)
class _Read:
    """A row that was read; ``sign`` is 0 where neither column nor word says whether the money came in or went out."""

    line: StatementLine
    sign: int
    column: int


class _Reader:
    """One statement on its way."""

    def __init__(
        self,
        table: SourceTable,
        columns: Mapping[int, StatementItem],
        answers: StatementAnswers,
        words: StatementWords,
    ) -> None:
        self._table, self._columns, self._answers, self._words = table, columns, answers, words
        self._place = {item: place for place, item in columns.items()}
        self.errors: list[Fault] = []
        self.skipped: list[tuple[int, str]] = []
        self.opening = answers.opening
        self._read: list[_Read] = []

    def row(self, row: int) -> None:
        if row + 1 in self._answers.skipped:
            self.skipped.append((row, "answered"))
            return
        cells = {item: self._cell(row, place) for item, place in self._place.items()}
        for place in self._columns:
            fault = self._table.faults.get(address(row, place))
            if fault is not None and address(row, place) not in self._answers.cells:
                self.errors.append(
                    Fault(f"import.cell_{fault.kind.value}", row, place, fault.shown, {"shown": fault.shown})
                )
        texts = {compared(str(cell)) for cell in self._table.rows[row] if isinstance(cell, str)}
        if texts & self._words.opening and not self._moves(cells):
            self.skipped.append((row, "opening"))
            balance = self._yuan(row, StatementItem.BALANCE, cells)
            self.opening = balance if self.opening is None else self.opening
            return
        if not self._is_day(cells) and any(text.startswith(tuple(self._words.totals)) for text in texts):
            self.skipped.append((row, "total"))
            return
        if cells[StatementItem.DAY] is None and not self._moves(cells):
            if texts:
                self.skipped.append((row, "other"))
            return
        if not self._moves(cells) and not self._is_day(cells):
            self.skipped.append((row, "other"))
            return
        self._movement(row, cells)

    def directed(self) -> list[StatementLine]:
        """The lines with the sign of their money; by the balances where nothing else says it, or says it otherwise."""
        turned = self._turned()
        lines = []
        for place, read in enumerate(self._read):
            sign = -read.sign if turned else read.sign
            if not sign:
                sign = self._by_balance(place)
            if not sign:
                self._fault("bank.direction_unknown", read.line.row, read.column, shown(read.line.amount.fen))
                continue
            lines.append(replace(read.line, amount=Money(sign * read.line.amount.fen)))
        return lines

    def _turned(self) -> bool:
        """Whether the balances say of every line that the columns of money in and out mean the opposite."""
        told = [
            (read.sign, by)
            for place, read in enumerate(self._read)
            if read.sign and (by := self._by_balance(place))
        ]
        return len(told) > 0 and all(sign == -by for sign, by in told)

    def _by_balance(self, place: int) -> int:
        """Whether money came in (1) or went out (-1), by the balances before and after; 0 where they say neither."""
        line = self._read[place].line
        before = self._before(place, self._step)
        if line.balance is None or before is None:
            return 0
        change = line.balance.fen - before.fen
        if not change or abs(change) != abs(line.amount.fen):
            return 0
        return 1 if change * line.amount.fen > 0 else -1

    def _before(self, place: int, step: int) -> Money | None:
        """The balance before a line, which stands above it (step -1), or below where the newest comes first."""
        other = place + step
        if 0 <= other < len(self._read):
            return self._read[other].line.balance
        return self.opening

    @cached_property
    def _step(self) -> int:
        """Where the line before stands, by which way more balances follow from each other."""

        def fits(step: int) -> int:
            return sum(
                1
                for place, read in enumerate(self._read)
                if read.line.balance is not None
                and (before := self._before(place, step)) is not None
                and abs(read.line.balance.fen - before.fen) == abs(read.line.amount.fen)
            )

        return 1 if fits(1) > fits(-1) else -1

    def _cell(self, row: int, place: int) -> CellValue:
        cells = self._table.rows[row]
        value = self._answers.cells.get(address(row, place), cells[place] if place < len(cells) else None)
        if isinstance(value, str):
            text = unguarded(value).strip()
            return text if text not in ("", "-", "--", "—", "/") else None
        return value

    def _moves(self, cells: Mapping[StatementItem, CellValue]) -> bool:
        money = (StatementItem.INCOME, StatementItem.OUTGO, StatementItem.AMOUNT)
        return any(cells.get(item) is not None for item in money)

    def _is_day(self, cells: Mapping[StatementItem, CellValue]) -> bool:
        try:
            _moment(cells[StatementItem.DAY])
        except DomainError:
            return False
        return cells[StatementItem.DAY] is not None

    def _fault(self, code: str, row: int, column: int, shown_as: str, /, **params: object) -> None:
        self.errors.append(Fault(code, row, column, shown_as, params))

    def _yuan(self, row: int, item: StatementItem, cells: Mapping[StatementItem, CellValue]) -> Money | None:
        value = cells.get(item)
        if value is None:
            return None
        try:
            fen, _why = read_yuan(value, 1)
        except DomainError as error:
            code = "voucher_file.amount_unread" if error.code == "money.invalid" else error.code
            self._fault(code, row, self._place[item], shown(value), **error.params)
            return None
        if abs(fen) >= MOST_FEN:
            self._fault("limits.amount", row, self._place[item], shown(value), amount=Money(fen))
            return None
        return Money(fen)

    def _movement(self, row: int, cells: Mapping[StatementItem, CellValue]) -> None:
        before = len(self.errors)
        day: tuple[date, str] | None = None
        try:
            if cells[StatementItem.DAY] is None:
                raise DomainError("bank.no_day")
            day = _moment(cells[StatementItem.DAY])
        except DomainError as error:
            place = self._place[StatementItem.DAY]
            self._fault(error.code, row, place, shown(cells[StatementItem.DAY]), **error.params)
        amount, sign, column = self._amount(row, cells)
        balance = self._yuan(row, StatementItem.BALANCE, cells)
        texts = [self._words_of(row, item, cells) for item in _TEXTS]
        if day is None or amount is None or len(self.errors) > before:
            return
        line = StatementLine(row, day[0], amount, balance, day[1], *texts)
        self._read.append(_Read(line, sign, column))

    def _words_of(self, row: int, item: StatementItem, cells: Mapping[StatementItem, CellValue]) -> str:
        """A text of the bank's as the book keeps it; a character that no text can keep is a fault of its cell."""
        text = shown(cells.get(item))
        try:
            return clean_text(text)[:_LONGEST]
        except DomainError as error:
            self._fault(error.code, row, self._place[item], text, **error.params)
            return ""

    def _amount(self, row: int, cells: Mapping[StatementItem, CellValue]) -> tuple[Money | None, int, int]:
        """The amount of a row, whether it came in (1) or went out (-1) by column or word, and where it stands."""
        before = len(self.errors)
        income = self._yuan(row, StatementItem.INCOME, cells)
        outgo = self._yuan(row, StatementItem.OUTGO, cells)
        for item, amount, sign in ((StatementItem.INCOME, income, 1), (StatementItem.OUTGO, outgo, -1)):
            other = outgo if sign == 1 else income
            if amount and not other:
                below = item is StatementItem.OUTGO and self._outgo_below
                return Money(abs(amount.fen)) if below else amount, sign, self._place[item]
        if income and outgo:
            self._fault("bank.both", row, self._place[StatementItem.OUTGO], str(outgo))
            return None, 0, 0
        amount = self._yuan(row, StatementItem.AMOUNT, cells)
        if len(self.errors) > before:
            return None, 0, 0
        if not amount:
            place = self._place.get(StatementItem.AMOUNT, self._place.get(StatementItem.INCOME, 0))
            self._fault("bank.no_amount", row, place, "")
            return None, 0, 0
        return amount, self._sign(cells, amount), self._place[StatementItem.AMOUNT]

    @cached_property
    def _outgo_below(self) -> bool:
        """Whether the column of money out writes all of it below 0; a single one below 0 is money taken back."""
        place = self._place.get(StatementItem.OUTGO)
        cells = [self._cell(row, place) for row in range(len(self._table.rows))] if place is not None else []
        figures = [
            str(cell) for cell in cells if cell is not None and any(sign.isdigit() for sign in str(cell))
        ]
        return bool(figures) and all(text.startswith(_BELOW) for text in figures)

    def _sign(self, cells: Mapping[StatementItem, CellValue], amount: Money) -> int:
        """By the word beside the amount, or by its own sign where the column has both."""
        side = cells.get(StatementItem.SIDE)
        if side is not None:
            word = compared(str(side)) or str(side).strip()
            if word in self._words.income:
                return 1
            if word in self._words.outgo:
                return -1 if amount.fen > 0 else 1
            return 0
        return 1 if self._signed else 0

    @cached_property
    def _signed(self) -> bool:
        """Whether the column of amounts tells money out by a sign below 0."""
        place = self._place[StatementItem.AMOUNT]
        return any(
            str(cell).strip().startswith(_BELOW)
            for row in self._table.rows
            for cell in (row[place] if place < len(row) else None,)
            if cell is not None
        )


def _moment(value: CellValue) -> tuple[date, str]:
    """Day and time of day of a cell that may hold both."""
    if isinstance(value, datetime):
        return value.date(), value.strftime("%H:%M:%S") if value.time().isoformat() != "00:00:00" else ""
    if isinstance(value, str):
        together = _TOGETHER.fullmatch(value)
        if together:
            return read_day(together[1])[0], f"{together[2]}:{together[3]}:{together[4]}"
        clock = _CLOCK.search(value)
        if clock:
            day = value[: clock.start()].strip().rstrip("T").strip()
            return read_day(day)[0], clock[1].replace("：", ":")
    return read_day(value)[0], ""


def _in_order(lines: Sequence[StatementLine]) -> list[StatementLine]:
    """The lines as time goes: as they stand, or turned where the newest comes first."""
    if len(lines) > 1:
        newest_first = lines[0].day > lines[-1].day
        if lines[0].day == lines[-1].day:
            newest_first = _breaks(list(reversed(lines))) < _breaks(lines)
        if newest_first:
            return list(reversed(lines))
    return list(lines)


def _breaks(lines: Sequence[StatementLine]) -> int:
    return sum(
        1
        for one, other in pairwise(lines)
        if one.balance is not None
        and other.balance is not None
        and one.balance.fen + other.amount.fen != other.balance.fen
    )


def _balances(
    lines: Sequence[StatementLine], opening: Money | None, columns: Mapping[int, StatementItem]
) -> tuple[Money | None, Money | None, list[Fault]]:
    """The balance before the first and after the last line, and where a balance does not follow from the one before."""
    told = [line for line in lines if line.balance is not None]
    if not told:
        return (
            opening,
            None if opening is None else Money(opening.fen + sum(line.amount.fen for line in lines)),
            [],
        )
    place = next((place for place, item in columns.items() if item is StatementItem.BALANCE), 0)
    warnings = []
    before = opening
    for line in lines:
        if line.balance is None:
            before = None
            continue
        if before is not None and before.fen + line.amount.fen != line.balance.fen:
            expected = Money(before.fen + line.amount.fen)
            warnings.append(
                Fault(
                    "bank.balance_breaks", line.row, place, str(line.balance),
                    {"expected": expected, "found": line.balance},
                )
            )  # fmt: skip
        before = line.balance
    first, last = lines[0], lines[-1]
    start = opening
    if start is None and first.balance is not None:
        start = Money(first.balance.fen - first.amount.fen)
    return start, last.balance, warnings
