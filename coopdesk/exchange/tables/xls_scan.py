"""An old workbook (.xls, and .et of the same making) looked through record by record before it is read.

For the same reasons as `sheet_scan.py`: how far each sheet reaches, what is hidden, joined or faulty.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from coopdesk.domain.errors import DomainError
from coopdesk.exchange.tables.limits import Extent, damaged
from coopdesk.services.source_table import CellFault, FaultKind, MergedRange, address

_END, _BEGIN = 0x0A, 0x809
_BOUND_SHEET, _FILE_PASS, _STRINGS = 0x85, 0x2F, 0xFC
_ROW, _COLUMN_INFO, _MERGED, _DIMENSIONS = 0x208, 0x7D, 0xE5, 0x200
_FORMULAS = frozenset({0x06, 0x206, 0x406})
_BOOLEAN_OR_ERROR = 0x205
_MANY = 0xBD
"""Several figures of a row, one behind the other."""
_ONE = frozenset({0x203, 0x204, 0x27E, 0xD6, 0xFD, _BOOLEAN_OR_ERROR, *_FORMULAS})
_ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}
_HIDDEN_ROW = 0x20
_MOST_CLAIMED = 65_536 * 256
"""As many cells as such a sheet can have."""
_SHORTEST_STRING = 3
_HEAD = struct.Struct("<HH")
_PLACE = struct.Struct("<HH")


@dataclass
class XlsSheet:
    """What is known of a sheet before it is read; rows and columns are counted from 0, faults are by address."""

    name: str
    extent: Extent = field(default_factory=Extent)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merged: list[MergedRange] = field(default_factory=list)
    faults: dict[str, CellFault] = field(default_factory=dict)


def scan_xls(stream: bytes, name: str) -> list[XlsSheet]:
    """The sheets of a workbook's stream in their order, those of charts included.

    Raises ``source.password`` for an encrypted one and ``source.damaged``, both naming the file `name`.
    """
    try:
        return [_sheet(stream, start, called, name) for start, called in _bound_sheets(stream, name)]
    except struct.error as error:
        raise damaged(name) from error


def _records(stream: bytes, at: int) -> Iterator[tuple[int, int, int]]:
    """Kind, place of the content and its length, of each record from there on."""
    end = len(stream) - _HEAD.size
    while at <= end:
        kind, length = _HEAD.unpack_from(stream, at)
        at += _HEAD.size
        yield kind, at, length
        at += length


def _bound_sheets(stream: bytes, name: str) -> Iterator[tuple[int, str]]:
    """Where each sheet begins, and what it is called."""
    for kind, at, length in _records(stream, 0):
        if kind == _FILE_PASS:
            raise DomainError("source.password", name=name)
        if kind == _STRINGS and length >= 8:
            (texts,) = struct.unpack_from("<I", stream, at + 4)
            if texts * _SHORTEST_STRING > len(stream):  # room would be made for all it says
                raise damaged(name)
        if kind == _BOUND_SHEET:
            yield struct.unpack_from("<I", stream, at)[0], _called(stream[at + 6 : at + length])
        if kind == _END:
            return
    raise damaged(name)


def _called(said: bytes) -> str:
    """The name of a sheet as its record has it: how long, in which form, the letters."""
    if len(said) < 2:
        return ""
    return said[2:].decode("utf-16-le" if said[1] & 1 else "latin-1", "replace")[: said[0]]


def _sheet(stream: bytes, start: int, called: str, name: str) -> XlsSheet:
    sheet, depth = XlsSheet(called), 0
    for kind, at, length in _records(stream, start):
        if depth == 1 and (kind in _ONE or kind == _MANY):
            _take_cell(stream, kind, at, length, sheet)
        elif kind == _BEGIN:
            depth += 1  # a chart within the sheet has a beginning and an end of its own
        elif kind == _END:
            depth -= 1
            if depth <= 0:
                return sheet
        elif kind == _ROW and length >= 16:
            if stream[at + 12] & _HIDDEN_ROW:
                sheet.hidden_rows.add(_PLACE.unpack_from(stream, at)[0])
        elif kind == _COLUMN_INFO and length >= 10:
            first, last, _width, _form, options = struct.unpack_from("<5H", stream, at)
            if options & 1:
                sheet.hidden_columns.update(range(first, min(last, 255) + 1))
        elif kind == _DIMENSIONS and _claimed(stream, at, length) > _MOST_CLAIMED:
            raise damaged(name)  # room would be made for all it says
        elif kind == _MERGED:
            sheet.merged += _merged(stream, at, length)
    raise damaged(name)


def _claimed(stream: bytes, at: int, length: int) -> int:
    """How many cells a sheet says it has; far too many where it begins behind its end."""
    form = "<IIHH" if length >= 14 else "<4H"
    first, last, left, right = struct.unpack_from(form, stream, at)
    if first > last or left > right:
        return _MOST_CLAIMED + 1
    claimed: int = (last - first) * (right - left)
    return claimed


def _take_cell(stream: bytes, kind: int, at: int, length: int, sheet: XlsSheet) -> None:
    row, column = _PLACE.unpack_from(stream, at)
    extent = sheet.extent
    last = column + (length - 6) // 6 - 1 if kind == _MANY else column
    extent.filled += last - column + 1
    extent.take_in(row, last)
    error = None
    if kind == _BOOLEAN_OR_ERROR and stream[at + 7]:
        error = stream[at + 6]
    elif kind in _FORMULAS and stream[at + 12 : at + 14] == b"\xff\xff" and stream[at + 6] == 2:
        error = stream[at + 8]
    if error is not None:
        shown = _ERRORS.get(error, "#?")
        sheet.faults[address(row, column)] = CellFault(FaultKind.ERROR, shown)


def _merged(stream: bytes, at: int, length: int) -> Iterator[MergedRange]:
    (count,) = struct.unpack_from("<H", stream, at)
    for each in range(min(count, (length - 2) // 8)):
        top, bottom, left, right = struct.unpack_from("<4H", stream, at + 2 + each * 8)
        yield MergedRange(top, left, bottom, right)
