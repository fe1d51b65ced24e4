"""A sheet of an xlsx workbook looked through as text, before it is read: how far it reaches, what is hidden or faulty.

The reading itself is calamine's (`reading.py`). It makes room for the sheet's whole rectangle at once, which aborts the
process where one stray cell stands at the far end, and gives an error or a formula without a result as an empty cell.
Both are found here, in a fraction of its time: what well-made files have is found by patterns that look at nothing
else, and a piece where these do not account for every cell is gone through tag by tag.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from xml.sax.saxutils import unescape

from coopdesk.exchange.tables.limits import MOST_WITHOUT_ROW, Extent, damaged
from coopdesk.services.source_table import CellFault, FaultKind, address, column_of, letters

_NAME = rb"[\w.\-]+"
_TAG_HEAD = rb"<(?:" + _NAME + rb":)?"
_PLAIN_CELL = b'<c r="'
_PLAIN_PLACE = re.compile(rb'<c r="([A-Z]{1,3})([1-9][0-9]{0,6})"')
_PLAIN_COLUMN = re.compile(rb'<c r="([A-Z]{1,3})[1-9]\d{0,6}"')
_PLAIN_ROW = re.compile(rb'<c r="[A-Z]{1,3}([1-9]\d{0,6})"')
_ATTRIBUTES = rb"((?:\s+[\w:.\-]+\s*=\s*(?:\"[^\"]*\"|'[^']*'))*)\s*"
_ROW_OR_CELL = re.compile(_TAG_HEAD + rb"(row|c)" + _ATTRIBUTES + rb"/?>")
_CELL_TAG = re.compile(_TAG_HEAD + rb"c[\s/>]")
_REFERENCE = re.compile(rb"\sr\s*=\s*[\"']\s*([A-Za-z]*)(\d*)\s*[\"']")
_FILLED = re.compile(
    _TAG_HEAD + rb"c(?=[\s>])" + _ATTRIBUTES + rb">(.*?)</(?:" + _NAME + rb":)?c\s*>", re.DOTALL
)
_VALUE = re.compile(_TAG_HEAD + rb"(?:v|t)(?:\s[^>]*)?>[^<]")
_TEXT_TYPE = re.compile(rb"\st\s*=\s*[\"'](?:str|inlineStr)[\"']")
_FORMULA_PART = rb"(?:" + _TAG_HEAD + rb"f(?:\s[^>]*?)?(?:/>|>([^<]*)</(?:" + _NAME + rb":)?f\s*>)\s*)"
_ERROR = re.compile(
    _TAG_HEAD + rb"c(?=\s)([^>]*\st\s*=\s*[\"']e[\"'][^>]*)>\s*"
    + rb"(?:" + _FORMULA_PART + rb"?" + _TAG_HEAD + rb"v(?:\s[^>]*)?>([^<]*)<)?"
)  # fmt: skip
_FORMULA = re.compile(
    _TAG_HEAD + rb"c(?=[\s>])([^>]*)>\s*" + _FORMULA_PART
    + rb"(?:" + _TAG_HEAD + rb"v(?:\s[^>]*)?(?:/>|>([^<]*)</))?"
)  # fmt: skip
_HIDDEN_ROW = re.compile(_TAG_HEAD + rb"row\s([^>]*\bhidden\s*=\s*[\"'](?:1|true)[\"'][^>]*)>")
_HIDDEN_COLUMN = re.compile(_TAG_HEAD + rb"col\s([^>]*\bhidden\s*=\s*[\"'](?:1|true)[\"'][^>]*)>")
_SPAN = re.compile(rb"\s?\b(min|max)\s*=\s*[\"'](\d{1,5})[\"']")
_RESULT_IS_TEXT = re.compile(rb"\st\s*=\s*[\"']str[\"']")
_NOUGHT = (b"0", b"0.0")
_LONGEST_SHOWN = 60
_MOST_PLACES = 9_999_999


@dataclass
class SheetScan:
    """What is known of a sheet before it is read; rows and columns are counted from 0, faults are by address."""

    extent: Extent = field(default_factory=Extent)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    faults: dict[str, CellFault] = field(default_factory=dict)


def scan_sheet(pieces: Iterable[bytes], name: str, *, uncounted: bool = False) -> SheetScan:
    """Look a sheet's part through; with `uncounted` a formula's nought is none, for nobody computed it.

    Raises ``source.damaged``, naming the file `name`, for what is no sheet's part.
    """
    scan, state = SheetScan(), _State()
    for rows in _whole_rows(pieces, name):
        _look_at(rows, scan, state, name, uncounted)
    return scan


def filled_extent(pieces: Iterable[bytes], name: str) -> Extent:
    """The rectangle of the cells that hold something: a sheet whose rows are coloured to the end is none the larger."""
    extent, state = Extent(), _State()
    for rows in _whole_rows(pieces, name):
        holding = {
            match.start()
            for match in _FILLED.finditer(rows)
            if _TEXT_TYPE.search(match[1]) or _VALUE.search(match[2])
        }
        for start, row, column in _places(rows, state, name):
            if start in holding:
                extent.filled += 1
                extent.take_in(row, column)
    return extent


class _State:
    """Where the last row and cell stood, for those that do not say where they stand."""

    def __init__(self) -> None:
        self.row = -1
        self.column = -1


def _whole_rows(pieces: Iterable[bytes], name: str) -> Iterator[bytes]:
    """The part in pieces that break no cell in two."""
    waiting: list[bytes] = []
    size = 0
    first = True
    for piece in pieces:
        if first and (b"\0" in piece or not piece.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")):
            raise damaged(name)  # in another encoding nothing would be found here, and by the reader perhaps
        first = False
        end = piece.rfind(b"row>") + len(b"row>")
        if end < len(b"row>"):
            waiting.append(piece)
            size += len(piece)
            if size > MOST_WITHOUT_ROW:
                raise damaged(name)
            continue
        yield b"".join((*waiting, piece[:end]))
        waiting, size = [piece[end:]], len(piece) - end
    yield b"".join(waiting)


def _look_at(rows: bytes, scan: SheetScan, state: _State, name: str, uncounted: bool) -> None:
    places: dict[int, tuple[int, int]] = {}
    plain, tags = rows.count(_PLAIN_CELL), rows.count(b"<c") + rows.count(b":c")
    if plain and plain == tags and _goes_on(scan.extent, rows, state):
        scan.extent.filled += plain
    else:
        numbers = _PLAIN_ROW.findall(rows)
        if len(numbers) == tags or len(numbers) == len(_CELL_TAG.findall(rows)):
            if numbers:
                _stretch(scan.extent, numbers, _PLAIN_COLUMN.findall(rows), state)
            scan.extent.filled += len(numbers)
        else:
            for start, row, column in _places(rows, state, name):
                scan.extent.filled += 1
                scan.extent.take_in(row, column)
                places[start] = (row, column)
    if b"hidden" in rows:
        _note_hidden(rows, scan)
    if b'"e"' in rows or (b"'" in rows and b"'e'" in rows):
        for match in _ERROR.finditer(rows):
            shown = (match[3] or b"").decode(errors="replace")
            _note_fault(scan, _where(match, places), CellFault(FaultKind.ERROR, shown[:_LONGEST_SHOWN]))
    if b"<f" in rows or (places and b":f" in rows):
        _note_formulas(rows, scan, places, uncounted)


def _goes_on(extent: Extent, rows: bytes, state: _State) -> bool:
    """Take in plain cells at one look, where none is farther right than any before or farther down than the last one.

    False, with nothing taken in, where one is, or where one does not say plainly where it stands.
    """
    last = _PLAIN_PLACE.match(rows, rows.rfind(_PLAIN_CELL))
    if last is None or extent.outermost[1] < 0 or int(last[2]) - 1 <= extent.lowest[0]:
        return False
    known, number = letters(extent.outermost[1]).encode(), last[2]
    inside = rb'<c r="(?!(?:' + _up_to_column(known) + rb")(?:" + _up_to_number(number) + rb')")'
    if re.search(inside, rows) is not None:
        return False
    first = re.compile(rb'<c r="([A-Z]{1,3})' + number + rb'"').search(rows, max(rows.rfind(b"<row"), 0))
    column = last[1] if first is None else first[1]
    extent.lowest = (int(number) - 1, column_of(column.decode()) or 0)
    state.row, state.column = extent.lowest[0], -1
    return True


def _up_to_column(last: bytes) -> bytes:
    """A pattern of the letters of all columns up to one."""
    shorter = [rb"[A-Z]{1,%d}" % (len(last) - 1)] if len(last) > 1 else []
    same = [
        last[:place]
        + (rb"[A-%c]" % (last[place] - (place + 1 < len(last))))
        + rb"[A-Z]" * (len(last) - place - 1)
        for place in range(len(last))
        if place + 1 == len(last) or last[place] > ord("A")
    ]
    return b"|".join((*shorter, *same))


def _up_to_number(last: bytes) -> bytes:
    """A pattern of all numbers from 1 up to one, those with most figures in common with it first."""
    same = [
        last[:place] + (rb"[%c-%c]" % (low, high)) + rb"[0-9]{%d}" % (len(last) - place - 1)
        for place in reversed(range(len(last)))
        for low, high in ((ord("1" if place == 0 else "0"), last[place] - (place + 1 < len(last))),)
        if low <= high
    ]
    shorter = [rb"[1-9][0-9]{0,%d}" % (len(last) - 2)] if len(last) > 1 else []
    return b"|".join((*same, *shorter))


def _stretch(extent: Extent, numbers: list[bytes], columns: list[bytes], state: _State) -> None:
    """The rectangle from the cells' own words alone; a place is named by the first cell that reaches so far."""
    row = max(map(int, set(numbers))) - 1
    farthest = max(set(columns), key=lambda each: (len(each), each))
    column = column_of(farthest.decode()) or 0
    if row > extent.lowest[0]:
        first = numbers.index(b"%d" % (row + 1))
        extent.lowest = (row, column_of(columns[first].decode()) or 0)
    if column > extent.outermost[1]:
        extent.outermost = (int(numbers[columns.index(farthest)]) - 1, column)
    state.row = row
    state.column = -1


def _places(rows: bytes, state: _State, name: str) -> Iterator[tuple[int, int, int]]:
    """Where each cell's tag begins, its row and column: what it says, or one further than the cell before."""
    found = 0
    for tag in _ROW_OR_CELL.finditer(rows):
        said = _REFERENCE.search(tag[2])
        letters, digits = (said[1], said[2]) if said is not None else (b"", b"")
        number = int(digits[:8]) - 1 if digits else -1
        if tag[1] == b"row":
            state.row = number if digits else state.row + 1
            state.column = -1
            continue
        found += 1
        if letters:
            column = column_of(letters.decode("ascii", "replace"))
            if column is None or number < 0 or number > _MOST_PLACES:
                raise damaged(name)
            state.column = column
        else:
            state.column += 1
        yield tag.start(), number if letters else max(state.row, 0), state.column
    if found != len(_CELL_TAG.findall(rows)):
        raise damaged(name)


def _where(match: re.Match[bytes], places: dict[int, tuple[int, int]]) -> str:
    place = places.get(match.start())
    if place is not None:
        return address(*place)
    said = _REFERENCE.search(match[1])
    return (said[1] + said[2]).decode("ascii", "replace").upper() if said is not None else ""


def _note_fault(scan: SheetScan, where: str, fault: CellFault) -> None:
    if where:
        scan.faults.setdefault(where, fault)


def _note_formulas(rows: bytes, scan: SheetScan, places: dict[int, tuple[int, int]], uncounted: bool) -> None:
    for match in _FORMULA.finditer(rows):
        value = (match[3] or b"").strip()
        missing = not value and not _RESULT_IS_TEXT.search(match[1])
        if missing or (uncounted and value in _NOUGHT):
            formula = unescape((match[2] or b"").decode(errors="replace"), {"&quot;": '"', "&apos;": "'"})
            _note_fault(
                scan, _where(match, places), CellFault(FaultKind.NO_VALUE, f"={formula}"[:_LONGEST_SHOWN])
            )


def _note_hidden(rows: bytes, scan: SheetScan) -> None:
    for match in _HIDDEN_ROW.finditer(rows):
        said = _REFERENCE.search(b" " + match[1])
        if said is not None and said[2]:
            scan.hidden_rows.add(int(said[2][:8]) - 1)
    for match in _HIDDEN_COLUMN.finditer(rows):
        span = {key: int(value) for key, value in _SPAN.findall(match[1])}
        first, last = span.get(b"min", 0), min(span.get(b"max", 0), 16_384)
        scan.hidden_columns.update(range(first - 1, last) if first else ())
