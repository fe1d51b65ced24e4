"""dBase tables (.dbf), as 金蝶 KIS 标准版 takes and gives them: fields of fixed width in GBK, no memo fields.

Written by hand, since the format is a page long and no library of it is kept up: a header of 32 bytes, 32 for each
field, then records that begin with a blank, or with ``*`` where they are deleted.
"""

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from coopdesk.domain.errors import DomainError
from coopdesk.exchange.tables.limits import MOST_CELLS, damaged
from coopdesk.services.source_table import CellValue

_HEADER = struct.Struct("<BBBBIHH16xBB2x")
_FIELD = struct.Struct("<11sc4xBB14x")
_VERSION = 0x03
_GBK = 0x4D
"""The mark of code page 936 in a header."""
_HEAD_END, _FILE_END = b"\r", b"\x1a"
_KNOWN = frozenset((0x02, 0x03, 0x30, 0x31, 0x32, 0x43, 0x83, 0x8B, 0xF5))
_KINDS = "CNFDLIYBTM"
_CENTURY = 1900
_DAY_DIGITS = 8


@dataclass(frozen=True, slots=True)
class DbfField:
    """A field: its name (ten bytes at most), kind (``C`` text, ``N`` number, ``D`` day, ``L`` yes or no), width in
    bytes and decimals."""

    name: str
    kind: str
    width: int
    decimals: int = 0


def is_dbf(content: bytes) -> bool:
    """Whether bytes look like a dBase table: a known version, a day, and a header that ends within the file."""
    if len(content) < _HEADER.size + _FIELD.size or content[0] not in _KNOWN:
        return False
    _version, _year, month, day, _records, head, record, _mdx, _page = _HEADER.unpack_from(content)
    return bool(1 <= month <= 12 and 1 <= day <= 31 and _HEADER.size < head <= len(content) and record > 1)


def write_dbf(
    fields: Sequence[DbfField], rows: Sequence[Sequence[CellValue]], encoding: str, written: date
) -> bytes:
    """The table; ``voucher_file.number_too_wide`` for what no field holds. ``written`` is the day in the header."""
    width = 1 + sum(field.width for field in fields)
    head = _HEADER.size + _FIELD.size * len(fields) + len(_HEAD_END)
    parts = [
        _HEADER.pack(
            _VERSION, written.year - _CENTURY, written.month, written.day, len(rows), head, width, 0, _GBK
        )
    ]
    parts += [
        _FIELD.pack(field.name.encode("ascii"), field.kind.encode("ascii"), field.width, field.decimals)
        for field in fields
    ]
    parts.append(_HEAD_END)
    for row in rows:
        parts.append(b" ")
        parts += [_cell(field, value, encoding) for field, value in zip(fields, row, strict=True)]
    parts.append(_FILE_END)
    return b"".join(parts)


def _cell(field: DbfField, value: CellValue, encoding: str) -> bytes:
    if value is None:
        return b" " * field.width
    if field.kind == "D":
        assert isinstance(value, date)  # the layout puts days alone into such a field
        return value.strftime("%Y%m%d").encode("ascii")
    if field.kind == "N":
        text = f"{Decimal(str(value)):.{field.decimals}f}"
        if len(text) > field.width:
            raise DomainError("voucher_file.number_too_wide", column=field.name, value=text)
        return text.rjust(field.width).encode("ascii")
    content = str(value).encode(encoding)
    if len(content) > field.width:
        raise DomainError("voucher_file.number_too_wide", column=field.name, value=str(value))
    return content.ljust(field.width)


def read_dbf(content: bytes, name: str) -> list[tuple[CellValue, ...]]:
    """The names of the fields as the first row, then the records that are not deleted.

    ``source.damaged`` for a header that contradicts the file, ``source.encoding`` for a text no encoding fits.
    """
    _version, _year, _month, _day, count, head, width, _mdx, _page = _HEADER.unpack_from(content)
    fields = _fields(content, head, name)
    if sum(field.width for field in fields) + 1 != width or head + count * width > len(content):
        raise damaged(name)
    if count * len(fields) > MOST_CELLS:
        raise DomainError("source.too_many_cells", sheet=name, rows=count, columns=len(fields))
    rows: list[tuple[CellValue, ...]] = [tuple(field.name for field in fields)]
    for number in range(count):
        start = head + number * width
        if content[start : start + 1] != b"*":
            rows.append(_record(content[start + 1 : start + width], fields, name, number))
    return rows


def _fields(content: bytes, head: int, name: str) -> list[DbfField]:
    fields = []
    for start in range(_HEADER.size, head - 1, _FIELD.size):
        if content[start : start + 1] in (_HEAD_END, b""):
            break
        if start + _FIELD.size > head:
            raise damaged(name)
        raw, kind, width, decimals = _FIELD.unpack_from(content, start)
        try:
            title, letter = raw.split(b"\0")[0].decode("gbk").strip(), kind.decode("ascii")
        except UnicodeDecodeError:
            raise damaged(name) from None
        if letter not in _KINDS or not width:
            raise damaged(name)
        fields.append(DbfField(title, letter, width, decimals))
    if not fields:
        raise damaged(name)
    return fields


def _record(record: bytes, fields: Sequence[DbfField], name: str, number: int) -> tuple[CellValue, ...]:
    cells: list[CellValue] = []
    start = 0
    for field in fields:
        raw = record[start : start + field.width]
        start += field.width
        if field.kind == "I" and field.width == 4:
            cells.append(int.from_bytes(raw, "little", signed=True))
            continue
        if field.kind == "Y" and field.width == 8:
            cells.append(Decimal(int.from_bytes(raw, "little", signed=True)).scaleb(-4))
            continue
        try:
            text = raw.replace(b"\0", b" ").decode("gb18030").strip()
        except UnicodeDecodeError:
            raise DomainError("source.encoding", name=name, line=number + 1) from None
        cells.append(_value(field, text))
    return tuple(cells)


def _value(field: DbfField, text: str) -> CellValue:
    if not text:
        return None
    if field.kind == "D" and len(text) == _DAY_DIGITS and text.isdigit():
        return f"{text[:4]}-{text[4:6]}-{text[6:]}"
    if field.kind in "NF":
        try:
            number = Decimal(text)
        except InvalidOperation:
            return text
        if not number.is_finite():
            return text
        return int(number) if number == number.to_integral_value() else number
    return text
