"""Vouchers to the rows of a layout; what the receiving program could not take is a fault that names the voucher."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from coopdesk.domain.errors import DomainError
from coopdesk.domain.ledger.accounts import Dimension, Side
from coopdesk.domain.ledger.voucher import VoucherLine
from coopdesk.domain.money import FEN_PER_YUAN, Money
from coopdesk.services.ledger.exchanging.accounts import AccountTable, TheirAccount
from coopdesk.services.ledger.exchanging.layout import (
    CODES,
    NAMES,
    SLOTTED,
    FileKind,
    Item,
    Layout,
    LayoutColumn,
)
from coopdesk.services.ledger.exchanging.voucher import ExchangeVoucher, Names
from coopdesk.services.source_table import CellValue

_DAY_PARTS = (("yyyy", "{0:04d}"), ("mm", "{1:02d}"), ("dd", "{2:02d}"))


@dataclass(frozen=True)
class VoucherRows:
    """The rows of vouchers under a layout, voucher by voucher. Nothing goes out where there are ``faults``; ``lost`` is
    what the layout has no room for, to be known by who sends the file."""

    rows: tuple[tuple[tuple[CellValue, ...], ...], ...]
    faults: tuple[DomainError, ...] = ()
    lost: tuple[DomainError, ...] = ()


def rows_of(
    vouchers: Sequence[ExchangeVoucher], layout: Layout, table: AccountTable, names: Names
) -> VoucherRows:
    """The cells of every line, and all that keeps the file from being made.

    Faults: ``voucher_file.nothing``, ``voucher_file.account_unmapped`` with ``account`` and ``name``,
    ``voucher_file.too_long``, ``voucher_file.not_in_encoding``, ``voucher_file.amount_too_large``,
    ``voucher_file.too_many_attachments``, ``voucher_file.too_many_items``. Lost: ``voucher_file.dimension_lost`` with
    the ``dimension`` and how many lines.
    """
    if not vouchers:
        return VoucherRows((), (DomainError("voucher_file.nothing"),))
    lines = [line for each in vouchers for line in each.voucher.lines]
    unmapped = table.unmapped(line.account for line in lines)
    faults = [
        DomainError("voucher_file.account_unmapped", account=code, name=names.account(code))
        for code in unmapped
    ]
    lost = [
        DomainError("voucher_file.dimension_lost", dimension=dimension, count=count)
        for dimension in Dimension
        if dimension not in layout.carried
        and (count := sum(1 for line in lines if line.dimensions.get(dimension)))
    ]
    if faults:
        return VoucherRows((), tuple(faults), tuple(lost))
    writer = _Rows(layout, table, names)
    rows = tuple(writer.of(serial, each) for serial, each in enumerate(vouchers, 1))
    return VoucherRows(rows, tuple(writer.faults), tuple(lost))


@dataclass(frozen=True, slots=True)
class _Cell:
    """Where a cell is made: a line of a voucher, both counted from 1."""

    serial: int
    position: int
    each: ExchangeVoucher
    line: VoucherLine
    theirs: TheirAccount


class _Rows:
    """The rows of one file on their way."""

    def __init__(self, layout: Layout, table: AccountTable, names: Names) -> None:
        self._layout, self._table, self._names = layout, table, names
        self._slots = max((column.slot for column in layout.columns if column.item in SLOTTED), default=0)
        self.faults: list[DomainError] = []

    def of(self, serial: int, each: ExchangeVoucher) -> tuple[tuple[CellValue, ...], ...]:
        voucher, layout = each.voucher, self._layout
        if layout.most_attachments and voucher.attachments > layout.most_attachments:
            self.faults.append(
                DomainError(
                    "voucher_file.too_many_attachments",
                    voucher=each.title,
                    count=voucher.attachments,
                    most=layout.most_attachments,
                )
            )
        return tuple(
            self._row(_Cell(serial, position, each, line, self._table.of(line.account) or TheirAccount("")))
            for position, line in enumerate(voucher.lines, 1)
        )

    def _row(self, cell: _Cell) -> tuple[CellValue, ...]:
        named = len(cell.line.dimensions.named)
        if 0 < self._slots < named:
            self.faults.append(
                DomainError(
                    "voucher_file.too_many_items", voucher=cell.each.title, count=named, most=self._slots
                )
            )
        digits = self._layout.amount_digits
        if digits and len(str(abs(cell.line.amount.fen))) > digits:
            self.faults.append(
                DomainError("voucher_file.amount_too_large", voucher=cell.each.title, amount=cell.line.amount)
            )
        return tuple(self._cell(column, cell) for column in self._layout.columns)

    def _cell(self, column: LayoutColumn, cell: _Cell) -> CellValue:
        if column.item is None:
            return None if column.constant == "" else column.constant
        value = self._value(column, column.item, cell) if column.takes(cell.line.account) else None
        if value is None or value == "":
            return None if column.nothing == "" else column.nothing
        return self._fitting(column, value, cell) if isinstance(value, str) else value

    def _fitting(self, column: LayoutColumn, text: str, cell: _Cell) -> str:
        for sign, other in self._layout.replaced.items():
            text = text.replace(sign, other)
        text = " ".join(text.split("\n")).replace("\r", "")
        encoding = "utf-8" if self._layout.kind is FileKind.WORKBOOK else self._layout.encoding
        strange = next((sign for sign in text if not _encodes(sign, encoding)), "")
        named = {"voucher": cell.each.title, "column": column.title, "value": text}
        if strange:
            self.faults.append(DomainError("voucher_file.not_in_encoding", **named, sign=strange))
            return text
        dbf = self._layout.kind is FileKind.DBF
        longest = column.shape[1] if dbf else column.longest
        length = len(text.encode(encoding)) if dbf else len(text)
        if longest and length > longest:
            self.faults.append(DomainError("voucher_file.too_long", **named, length=length, most=longest))
        return text

    def _value(self, column: LayoutColumn, item: Item, cell: _Cell) -> CellValue:
        line = cell.line
        if item in CODES:
            return line.dimensions.get(CODES[item])
        if item in NAMES:
            code = line.dimensions.get(NAMES[item])
            return self._names.item(NAMES[item], code) if code else None
        if item in SLOTTED or item is Item.ITEMS:
            return self._items(column, item, line)
        if item in (Item.DEBIT, Item.CREDIT, Item.AMOUNT, Item.SIDE):
            return _amount(column, item, line)
        return self._head(column, item, cell)

    def _head(self, column: LayoutColumn, item: Item, cell: _Cell) -> CellValue:
        each, voucher, line = cell.each, cell.each.voucher, cell.line
        match item:
            case Item.DAY:
                return _day(voucher.day, column.form, self._layout.kind)
            case Item.YEAR:
                return voucher.day.year
            case Item.MONTH:
                return voucher.day.month
            case Item.PERIOD:
                return voucher.day.year * 100 + voucher.day.month
            case Item.WORD:
                return voucher.word
            case Item.NUMBER:
                return f"{each.number:0{len(column.form)}d}" if column.form else each.number
            case Item.WORD_NUMBER:
                return f"{voucher.word}-{each.number}"
            case Item.ATTACHMENTS:
                return voucher.attachments or None
            case Item.SERIAL:
                return cell.serial + column.start
            case Item.POSITION:
                return cell.position + column.start
            case Item.SUMMARY:
                return line.summary
            case Item.ACCOUNT:
                return cell.theirs.code
            case Item.ACCOUNT_NAME:
                return cell.theirs.name or self._names.account(line.account)
            case Item.PREPARED_BY:
                return each.prepared_by
            case Item.CHECKED_BY:
                return each.checked_by
            case _:
                return each.posted_by

    def _items(self, column: LayoutColumn, item: Item, line: VoucherLine) -> str | None:
        layout = self._layout
        named = [(dimension, line.dimensions.get(dimension)) for dimension in Dimension]
        found = [
            (layout.kinds.get(dimension, ""), code, self._names.item(dimension, code))
            for dimension, code in named
            if code
        ]
        if item is Item.ITEMS:
            return layout.apart.join(layout.between.join(part) for part in found)
        if column.slot > len(found):
            return None
        return found[column.slot - 1][(Item.ITEM_KIND, Item.ITEM_CODE, Item.ITEM_NAME).index(item)]


def _amount(column: LayoutColumn, item: Item, line: VoucherLine) -> CellValue:
    if item is Item.SIDE:
        return column.sides[line.side is Side.CREDIT]
    wanted = {Item.DEBIT: line.debit, Item.CREDIT: line.credit}.get(item, line.amount)
    return yuan(wanted) if wanted else None


def yuan(amount: Money) -> Decimal:
    """The amount in yuan with its two decimals."""
    return Decimal(amount.fen).scaleb(-len(str(FEN_PER_YUAN)) + 1)


def _day(day: date, form: str, kind: FileKind) -> CellValue:
    if not form and kind is not FileKind.TEXT:
        return day
    shown = form or "yyyy-mm-dd"
    for part, filled in _DAY_PARTS:
        shown = shown.replace(part, filled)
    return shown.format(day.year, day.month, day.day)


def _encodes(sign: str, encoding: str) -> bool:
    try:
        sign.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
