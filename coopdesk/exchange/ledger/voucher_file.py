"""Vouchers as the files of other programs, by a layout: workbook, lines of text or dBase table; and such files read.

No cell of a workbook is a formula; a text that a spreadsheet would compute is guarded in our own CSV, which is read
back without the guard.
"""

import csv
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

from coopdesk.domain.errors import DomainError
from coopdesk.exchange.ledger.dbf import DbfField, is_dbf, read_dbf, write_dbf
from coopdesk.exchange.table_file import harmless
from coopdesk.exchange.tables.limits import MOST_BYTES
from coopdesk.exchange.tables.reading import read_content
from coopdesk.services.errors import EnvironmentFault
from coopdesk.services.ledger.exchanging.accounts import AccountTable
from coopdesk.services.ledger.exchanging.layout import FileKind, Item, Layout, LayoutColumn
from coopdesk.services.ledger.exchanging.out import VoucherRows, rows_of
from coopdesk.services.ledger.exchanging.voucher import ExchangeVoucher, Names
from coopdesk.services.source_table import CellValue, SourceFile, SourceKind, SourceTable

if TYPE_CHECKING:
    from coopdesk.exchange.tables.writing import Form

_LONG = 20_000
_WIDTH, _WIDE = 12, 30
_LINE_END = "\r\n"
_AMOUNTS = frozenset({Item.DEBIT, Item.CREDIT, Item.AMOUNT})
_FIGURES = frozenset(
    {Item.YEAR, Item.MONTH, Item.PERIOD, Item.NUMBER, Item.ATTACHMENTS, Item.SERIAL, Item.POSITION}
)
VoucherRow = tuple[CellValue, ...]


@dataclass(frozen=True)
class VoucherFiles:
    """The files that were made, in order: one, or several where the receiving program takes no larger one; ``counts``
    says how many vouchers lie in each. None where ``made.faults`` says why."""

    made: VoucherRows
    files: tuple[bytes, ...] = ()
    counts: tuple[int, ...] = ()


def voucher_files(
    vouchers: Sequence[ExchangeVoucher], layout: Layout, table: AccountTable, names: Names, written: date
) -> VoucherFiles:
    """The vouchers in files of a layout; ``written`` is the day that a dBase table carries in its head.

    A voucher is never parted between two files; ``voucher_file.number_too_wide`` for a number that no field holds.
    """
    made = rows_of(vouchers, layout, table, names)
    if made.faults:
        return VoucherFiles(made)
    parts = _parted(made.rows, layout, written)
    return VoucherFiles(
        made, tuple(content for content, _count in parts), tuple(count for _content, count in parts)
    )


def _parted(rows: Sequence[Sequence[VoucherRow]], layout: Layout, written: date) -> list[tuple[bytes, int]]:
    content = _content([row for voucher in rows for row in voucher], layout, written)
    if not layout.most_bytes or len(content) <= layout.most_bytes or len(rows) == 1:
        return [(content, len(rows))]
    pieces = min(len(rows), len(content) // layout.most_bytes + 1)
    each = -(-len(rows) // pieces)
    found: list[tuple[bytes, int]] = []
    for start in range(0, len(rows), each):
        found += _parted(rows[start : start + each], layout, written)
    return found


def _content(rows: Sequence[VoucherRow], layout: Layout, written: date) -> bytes:
    if layout.kind is FileKind.DBF:
        fields = [DbfField(column.title, *column.shape) for column in layout.columns]
        return write_dbf(fields, rows, layout.encoding, written)
    if layout.kind is FileKind.TEXT:
        return _text(rows, layout).encode(layout.encoding)
    return _workbook(rows, layout)


def _text(rows: Sequence[VoucherRow], layout: Layout) -> str:
    if not layout.has_headings:
        lines = [layout.parted_by.join(line) for line in layout.first_lines]
        lines += [layout.parted_by.join([*map(_plain, row), *layout.tail]) for row in rows]
        return "".join(line + _LINE_END for line in lines)
    out = StringIO()
    writer = csv.writer(out, delimiter=layout.parted_by, lineterminator=_LINE_END)
    writer.writerows(layout.first_lines)
    writer.writerow([column.title for column in layout.columns])
    writer.writerows(
        [*(harmless(cell) if isinstance(cell, str) else _plain(cell) for cell in row), *layout.tail]
        for row in rows
    )
    return out.getvalue()


def _plain(cell: CellValue) -> str:
    return "" if cell is None else str(cell)


def _workbook(rows: Sequence[VoucherRow], layout: Layout) -> bytes:
    from coopdesk.exchange.tables.writing import OutColumn, OutSheet, sheet_name, workbook

    columns = [
        OutColumn(column.title, _WIDE if column.item is Item.SUMMARY else _WIDTH, _form(column))
        for column in layout.columns
    ]
    sheets = [OutSheet(sheet_name(layout.sheet), columns, rows, above=layout.first_lines)]
    for name, (titles, *more) in layout.more_sheets.items():
        sheets.append(OutSheet(sheet_name(name), [OutColumn(title) for title in titles], more))
    return workbook(sheets, long=len(rows) > _LONG)


def _form(column: LayoutColumn) -> "Form":
    from coopdesk.exchange.tables.writing import Form

    if column.item in _AMOUNTS:
        return Form.MONEY
    if column.item is Item.DAY and not column.form:
        return Form.DAY
    whole = column.item in _FIGURES and not column.form
    return Form.FIGURE if whole or (column.item is None and isinstance(column.constant, int)) else Form.TEXT


def read_voucher_file(path: Path) -> SourceFile:
    """The cells of a file of vouchers, a dBase table too; raises what ``read_source`` does."""
    import hashlib
    import os

    try:
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise EnvironmentFault(
            "source.unreadable_file", path=path.name, folder=str(path.parent), reason=error.strerror or ""
        ) from error
    if max(size, len(content)) > MOST_BYTES:
        raise DomainError(
            "source.too_large",
            name=path.name,
            megabytes=max(size, len(content)) // 1_000_000,
            most=MOST_BYTES // 1_000_000,
        )
    if not is_dbf(content):
        return read_content(content, path.name)
    rows = read_dbf(content, path.name)
    table = SourceTable(path.stem, rows)
    return replace(
        SourceFile(path.name, "", SourceKind.TEXT, (table,)), digest=hashlib.sha256(content).hexdigest()
    )
