"""The rows of a file to vouchers: every cell read in one pass, each mistake with its cell, value and what to do.

Rows of one voucher lie next to each other and have the same number (or place in the file); where only the first of
them says day, number and papers, the others are of the same voucher. Sums below are compared, not entered.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from coopdesk.domain.errors import DomainError
from coopdesk.domain.ledger.accounts import Dimension, Side
from coopdesk.domain.ledger.voucher import WORD, Dimensions, Voucher, VoucherKind, VoucherLine
from coopdesk.domain.money import Money
from coopdesk.domain.text import clean_text
from coopdesk.services.ledger.exchanging.answers import VoucherAnswers
from coopdesk.services.ledger.exchanging.finding import FoundLayout
from coopdesk.services.ledger.exchanging.layout import CODES, NAMES, Item, LayoutColumn
from coopdesk.services.ledger.exchanging.voucher import ExchangeVoucher
from coopdesk.services.ledger.exchanging.words import VoucherWords
from coopdesk.services.limits import MOST_FEN
from coopdesk.services.members.importing.cells import read_day, read_yuan, shown, unguarded
from coopdesk.services.members.importing.findings import Fault
from coopdesk.services.members.importing.spelling import compared
from coopdesk.services.source_table import CellValue, address

_NUMBER = re.compile(r"(?P<word>[^\W\d_]{0,4}?)[\s字第\-—–－]*0*(?P<number>\d{1,9})\s*号?")
_WHOLE = re.compile(r"\d{1,6}(?:\.0+)?")
_MOST_ATTACHMENTS = 9_999
_DIGITS = re.compile(r"[\s.\-_]")


@dataclass(frozen=True, slots=True)
class ReadLine:
    """A line as its row says it. ``account`` is what the file calls it, ``account_name`` the name beside it.

    ``items`` are the codes it names by dimension, ``item_names`` the names; ``row`` is counted from 0.
    """

    row: int
    summary: str
    account: str
    account_name: str
    side: Side
    amount: Money
    items: Mapping[Dimension, str]
    item_names: Mapping[Dimension, str]


@dataclass(slots=True)
class ReadVoucher:
    """The lines of one voucher and what their rows say of it as a whole."""

    row: int
    day: date | None
    word: str
    number: int
    attachments: int = 0
    prepared_by: str = ""
    checked_by: str = ""
    posted_by: str = ""
    lines: list[ReadLine] = field(default_factory=list)
    is_whole: bool = True
    """False where a cell of it could not be read, so that nothing more need be said of it."""

    def made(self, accounts: Sequence[str], dimensions: Sequence[Dimensions]) -> ExchangeVoucher:
        """The voucher with the accounts and codes of ours for each line."""
        lines = tuple(
            VoucherLine(line.summary, account, line.side, line.amount, named)
            for line, account, named in zip(self.lines, accounts, dimensions, strict=True)
        )
        assert self.day is not None  # a voucher without a day is never whole
        voucher = Voucher(self.day, lines, self.word, self.attachments, VoucherKind.IMPORTED)
        return ExchangeVoucher(voucher, self.number, self.prepared_by, self.checked_by, self.posted_by)


@dataclass(frozen=True)
class Rows:
    """What the rows of a file come to: vouchers in their order, faults, and rows that are none with why."""

    vouchers: tuple[ReadVoucher, ...]
    faults: tuple[Fault, ...]
    skipped: tuple[tuple[int, str], ...] = ()


def read_rows(found: FoundLayout, answers: VoucherAnswers, words: VoucherWords) -> Rows:
    """Read all rows below the headings; every fault in one pass."""
    reader = _Reader(found, answers, words)
    for row in range(found.first, len(found.table.rows)):
        reader.row(row)
    reader.compare_totals()
    if not reader.vouchers and not reader.faults:
        reader.faults.append(Fault("voucher_file.no_rows"))
    return Rows(tuple(reader.vouchers), tuple(reader.faults), tuple(reader.skipped))


@dataclass(frozen=True, slots=True)
class _Said:
    """A cell: where it stands and what it holds."""

    place: int
    column: LayoutColumn
    value: CellValue


class _Reader:
    """One file on its way."""

    def __init__(self, found: FoundLayout, answers: VoucherAnswers, words: VoucherWords) -> None:
        self._found, self._answers, self._words = found, answers, words
        self.vouchers: list[ReadVoucher] = []
        self.faults: list[Fault] = []
        self.skipped: list[tuple[int, str]] = []
        self._seen: dict[tuple[object, ...], int] = {}
        self._key: tuple[object, ...] | None = None
        self._sums: list[tuple[int, dict[Item, _Said]]] = []
        self._broken = False

    def row(self, row: int) -> None:
        said = self._cells(row)
        texts = [compared(str(each.value)) for each in said if isinstance(each.value, str)]
        if row + 1 in self._answers.skipped:
            self.skipped.append((row, "answered"))
            return
        by_item = self._by_item(said)
        if not {Item.ACCOUNT, Item.ACCOUNT_NAME} & by_item.keys():
            if any(text in self._words.totals for text in texts):
                self.skipped.append((row, "total"))
                self._sums.append((row, by_item))
                return
            if not {Item.DEBIT, Item.CREDIT, Item.AMOUNT, Item.SUMMARY, Item.DAY} & by_item.keys():
                return
        self._broken = False
        self._not_read(row)
        voucher = self._voucher(row, by_item)
        line = self._line(row, by_item, said)
        if line is not None:
            voucher.lines.append(line)
        if self._broken:
            voucher.is_whole = False

    def compare_totals(self) -> None:
        """Sums written below against what the rows above come to."""
        if any(not voucher.is_whole for voucher in self.vouchers):
            return
        for row, by_item in self._sums:
            for item, side in ((Item.DEBIT, Side.DEBIT), (Item.CREDIT, Side.CREDIT)):
                said = by_item.get(item)
                if said is None:
                    continue
                lines = [line for each in self.vouchers for line in each.lines if line.row < row]
                read = Money(sum(line.amount.fen for line in lines if line.side is side))
                written = self._yuan(row, said)
                if written is not None and written != read.fen:
                    self._fault("voucher_file.total_differs", row, said, found=Money(written), read=read)

    def _cells(self, row: int) -> list[_Said]:
        cells = self._found.table.rows[row]
        found = []
        for place, column in self._found.places.items():
            value = self._answers.cells.get(address(row, place), cells[place] if place < len(cells) else None)
            if isinstance(value, str) and not value.strip():
                value = None
            if column.item is None or value is None or _is_nothing(value, column):
                continue
            found.append(_Said(place, column, value))
        return found

    def _by_item(self, said: Sequence[_Said]) -> dict[Item, _Said]:
        return {each.column.item: each for each in reversed(said) if each.column.item is not None}

    def _not_read(self, row: int) -> None:
        """Cells that the file could not give."""
        if not self._found.table.faults:
            return
        for place in self._found.places:
            where = address(row, place)
            fault = self._found.table.faults.get(where)
            if fault is not None and where not in self._answers.cells:
                self._broken = True
                self.faults.append(
                    Fault(f"import.cell_{fault.kind.value}", row, place, fault.shown, {"shown": fault.shown})
                )

    def _fault(
        self, code: str, row: int, said: _Said | None, item: Item = Item.DAY, /, **params: object
    ) -> None:
        self._broken = True
        place = self._found.place(item) if said is None else said.place
        self.faults.append(Fault(code, row, place, "" if said is None else shown(said.value), params))

    def _words_of(self, row: int, said: _Said) -> str:
        """The text of a cell as the book keeps it; one with a character that no text can keep is a fault."""
        try:
            return clean_text(unguarded(said.value))
        except DomainError as error:
            self._fault(error.code, row, said, **error.params)
            return ""

    def _voucher(self, row: int, by_item: Mapping[Item, _Said]) -> ReadVoucher:
        """The voucher a row belongs to: the one before, where the row says nothing else, or a new one."""
        last = self.vouchers[-1] if self.vouchers else None
        names_it = {Item.DAY, Item.NUMBER, Item.WORD_NUMBER, Item.SERIAL} & by_item.keys()
        if last is not None and not names_it:
            return last
        word, number = self._word_number(row, by_item)
        day = self._day(row, by_item.get(Item.DAY), last)
        serial = by_item.get(Item.SERIAL)
        key: tuple[object, ...]
        if serial is not None:
            key = ("serial", shown(serial.value).strip())
        else:
            key = (day and (day.year, day.month), word, number)
        if last is not None and key == self._key:
            if day is not None and last.day is not None and day != last.day:
                self._fault("voucher_file.days_differ", row, by_item.get(Item.DAY), other=last.day)
            return last
        if key in self._seen and number:
            said = by_item.get(Item.NUMBER) or by_item.get(Item.WORD_NUMBER) or by_item.get(Item.SERIAL)
            self._fault(
                "voucher_file.number_twice", row, said, Item.NUMBER, first=self._seen[key] + 1, number=number
            )
        self._seen.setdefault(key, row)
        self._key = key
        made = ReadVoucher(row, day, word, number, self._attachments(row, by_item.get(Item.ATTACHMENTS)))
        for item in (Item.PREPARED_BY, Item.CHECKED_BY, Item.POSTED_BY):
            if item in by_item:
                setattr(made, item.value, self._words_of(row, by_item[item]))
        made.is_whole = day is not None
        self.vouchers.append(made)
        return made

    def _day(self, row: int, said: _Said | None, last: ReadVoucher | None) -> date | None:
        if said is None:
            if last is None or last.day is None:
                self._fault("voucher_file.no_day", row, None, Item.DAY)
                return None
            return last.day
        try:
            return read_day(said.value)[0]
        except DomainError as error:
            self._fault(error.code, row, said, **error.params)
            return None

    def _word_number(self, row: int, by_item: Mapping[Item, _Said]) -> tuple[str, int]:
        said = by_item.get(Item.WORD_NUMBER) or by_item.get(Item.NUMBER)
        word = self._words_of(row, by_item[Item.WORD]) if Item.WORD in by_item else ""
        number = 0
        if said is not None:
            match = _NUMBER.fullmatch(_plain(said.value))
            if match is None:
                self._fault("voucher_file.number_unread", row, said)
            else:
                number = int(match["number"])
                word = word or match["word"]
        elif Item.SERIAL not in by_item:
            self._fault("voucher_file.number_missing", row, None, Item.NUMBER)
        return (self._words.word_of.get(compared(word), word) if word else WORD), number

    def _attachments(self, row: int, said: _Said | None) -> int:
        if said is None:
            return 0
        text = _plain(said.value).removesuffix("张").strip()
        if not _WHOLE.fullmatch(text) or int(text.partition(".")[0]) > _MOST_ATTACHMENTS:
            if text.startswith("-"):  # 用友 U8 writes -1 for none
                return 0
            self._fault("voucher_file.attachments_unread", row, said)
            return 0
        return int(text.partition(".")[0])

    def _line(self, row: int, by_item: Mapping[Item, _Said], said: Sequence[_Said]) -> ReadLine | None:
        money = self._amount(row, by_item)
        summary = by_item.get(Item.SUMMARY)
        account, name = by_item.get(Item.ACCOUNT), by_item.get(Item.ACCOUNT_NAME)
        codes, names = self._items(row, by_item, said)
        if money is None:
            return None
        return ReadLine(
            row,
            self._words_of(row, summary) if summary is not None else "",
            _DIGITS.sub("", _plain(account.value)) if account is not None else "",
            self._words_of(row, name) if name is not None else "",
            money[0],
            Money(money[1]),
            codes,
            names,
        )

    def _amount(self, row: int, by_item: Mapping[Item, _Said]) -> tuple[Side, int] | None:
        debit, credit = by_item.get(Item.DEBIT), by_item.get(Item.CREDIT)
        if Item.SIDE in by_item and Item.AMOUNT in by_item and debit is None and credit is None:
            said = by_item[Item.SIDE]
            column = said.column
            own = dict(zip(map(compared, column.sides), (Side.DEBIT, Side.CREDIT), strict=True))
            side = (own | dict(self._words.sides)).get(compared(_plain(said.value)))
            if side is None:
                self._fault("voucher_file.side_unknown", row, said)
            fen = self._yuan(row, by_item[Item.AMOUNT])
            return None if side is None or fen is None else (side, fen)
        read = [None if said is None else self._yuan(row, said) for said in (debit, credit)]
        if (debit is not None and read[0] is None) or (credit is not None and read[1] is None):
            return None
        if read[0] and read[1]:
            self._fault("voucher_file.both_sides", row, credit)
            return None
        if read[1]:
            return Side.CREDIT, read[1]
        if not read[0]:
            self._fault("voucher_file.no_amount", row, debit or credit, Item.DEBIT)
            return None
        return Side.DEBIT, read[0]

    def _yuan(self, row: int, said: _Said) -> int | None:
        try:
            fen, _why = read_yuan(said.value, 1)
        except DomainError as error:
            code = "voucher_file.amount_unread" if error.code == "money.invalid" else error.code
            self._fault(code, row, said, **error.params)
            return None
        if abs(fen) >= MOST_FEN:
            self._fault("limits.amount", row, said, amount=Money(fen))
            return None
        return fen

    def _items(
        self, row: int, by_item: Mapping[Item, _Said], said: Sequence[_Said]
    ) -> tuple[dict[Dimension, str], dict[Dimension, str]]:
        """The codes and names that a row gives, by dimension."""
        codes = {
            dimension: _plain(each.value)
            for each in said
            for item, dimension in CODES.items()
            if each.column.item is item
        }
        names = {
            dimension: self._words_of(row, each)
            for each in said
            for item, dimension in NAMES.items()
            if each.column.item is item
        }
        for where, kind, code, name in self._parts(by_item, said):
            dimension = self._dimension(kind)
            if dimension is None:
                self._fault("voucher_file.item_kind_unknown", row, where, kind=kind)
                continue
            if code:
                codes[dimension] = code
            if name:
                names[dimension] = name
        return codes, names

    def _parts(
        self, by_item: Mapping[Item, _Said], said: Sequence[_Said]
    ) -> Iterator[tuple[_Said, str, str, str]]:
        """Kind, code and name of each auxiliary item that is not in a column of its own."""
        layout = self._found.layout
        whole = by_item.get(Item.ITEMS)
        if whole is not None:
            for part in re.split(f"[{re.escape(layout.apart)};；\n]", unguarded(whole.value)):
                if part.strip():
                    kind, _, rest = part.strip().partition(layout.between)
                    code, _, name = rest.partition(layout.between)
                    yield whole, kind.strip(), code.strip(), name.strip()
        slots: dict[int, dict[Item, _Said]] = {}
        for each in said:
            if each.column.item in (Item.ITEM_KIND, Item.ITEM_CODE, Item.ITEM_NAME):
                slots.setdefault(each.column.slot, {})[each.column.item] = each
        for _slot, cells in sorted(slots.items()):
            texts = {item: _plain(each.value) for item, each in cells.items()}
            first = next(iter(cells.values()))
            yield (
                first,
                texts.get(Item.ITEM_KIND, ""),
                texts.get(Item.ITEM_CODE, ""),
                texts.get(Item.ITEM_NAME, ""),
            )

    def _dimension(self, kind: str) -> Dimension | None:
        own = {compared(word): dimension for dimension, word in self._found.layout.kinds.items()}
        return own.get(compared(kind)) or self._words.kinds.get(compared(kind))


def _plain(value: CellValue) -> str:
    """A cell that holds a code or a number, as text: 3.00000 is 3."""
    text = unguarded(value).strip()
    whole, point, rest = text.partition(".")
    return whole if point and whole.isdigit() and not rest.strip("0") else text


def _is_nothing(value: CellValue, column: LayoutColumn) -> bool:
    if column.nothing == "":
        return False
    return _plain(value) == _plain(column.nothing)
