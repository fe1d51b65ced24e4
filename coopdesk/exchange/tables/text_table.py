"""A table as lines of text: CSV or cells parted by tabs, in UTF-8, UTF-16 or GB18030 (GBK), and what is pasted.

Every cell stays the text it is. The row of a cell is the row Excel shows it in: an empty line is a row too.
"""

import codecs
import csv
from io import StringIO

from coopdesk.domain.errors import DomainError
from coopdesk.exchange.tables.limits import MOST_CELLS, damaged
from coopdesk.services.progress import Progress
from coopdesk.services.source_table import MOST_ROWS, CellValue

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_PARTED_BY = ",\t;|，；"
_LOOKED_AT = 16_384
_SURE = 40
"""So many characters beyond ASCII that read well as UTF-8 are no accident."""
_LONGEST_CHARACTER = 4
_LONGEST_CELL = 1_000_000
_TELL_EVERY = 5_000


def decoded(content: bytes, name: str) -> str:
    """The text of a file. ``source.encoding`` names the line that no encoding fits, ``source.damaged`` a torn end."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            try:
                return content.decode(encoding)
            except UnicodeDecodeError as error:
                raise _unreadable(content, error.start, name) from None
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        well = content[: error.start]
        torn = len(content) - error.start < _LONGEST_CHARACTER and error.reason == "unexpected end of data"
        if torn and not well.isascii():
            raise damaged(name) from None
        if len(well.decode("utf-8")) - sum(byte < 0x80 for byte in well) > _SURE:
            raise _unreadable(content, error.start, name) from None
    try:
        return content.decode("gb18030")
    except UnicodeDecodeError as error:
        if len(content) - error.start < _LONGEST_CHARACTER:
            raise damaged(name) from None
        raise _unreadable(content, error.start, name) from None


def rows_of(text: str, name: str, progress: Progress) -> list[tuple[CellValue, ...]]:
    """The cells of a text. ``source.quote`` names the line of a quotation mark without its second one.

    ``source.too_many_cells`` for more than there is room for.
    """
    if "\0" in text:
        raise DomainError("source.kind", name=name)
    parted_by = _parted_by(text)
    try:
        return _read(text, parted_by, name, progress, strict=True)
    except _UnclosedError as error:
        raise DomainError("source.quote", name=name, line=error.line) from None
    except csv.Error:
        return _read(text, parted_by, name, progress, strict=False)


class _UnclosedError(Exception):
    def __init__(self, line: int) -> None:
        self.line = line
        super().__init__(line)


def _read(
    text: str, parted_by: str, name: str, progress: Progress, *, strict: bool
) -> list[tuple[CellValue, ...]]:
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(StringIO(text, newline=""), delimiter=parted_by, strict=strict)
    rows: list[tuple[CellValue, ...]] = []
    widest, begun, lines = 0, 1, text.count("\n")
    if lines > MOST_ROWS:  # no spreadsheet made it, and none could show where a mistake stands
        raise DomainError("source.too_many_cells", sheet=name, rows=lines, columns=len(next(reader, [])))
    try:
        for row in reader:
            rows.append(tuple(map(_value, row)))
            begun = reader.line_num + 1
            widest = max(widest, len(row))
            if len(rows) * widest > MOST_CELLS:
                raise DomainError("source.too_many_cells", sheet=name, rows=len(rows), columns=widest)
            if len(rows) % _TELL_EVERY == 0:
                progress(reader.line_num, lines)
    except csv.Error as error:
        if (strict and "end of data" in str(error)) or "field limit" in str(error):
            raise _UnclosedError(begun) from None
        raise
    while rows and not any(value is not None for value in rows[-1]):
        rows.pop()
    return rows


def _value(cell: str) -> CellValue:
    """What a cell says, without what only keeps a spreadsheet from computing it: ``="0012"`` and ``'-12`` are texts."""
    if len(cell) > 2 and cell.startswith('="') and cell.endswith('"'):
        return cell[2:-1] or None
    if cell.startswith("'") and cell[1:2] in ("=", "+", "-", "@", "\t", "\r"):
        return cell[1:]
    return cell or None


def _parted_by(text: str) -> str:
    """The sign that parts the first lines most evenly, into most cells; a comma where none does."""
    lines = text[:_LOOKED_AT].splitlines(keepends=True)
    if len(text) > _LOOKED_AT:
        lines.pop()

    def weight(sign: str) -> tuple[int, int]:
        try:
            counts = [len(row) for row in csv.reader(lines, delimiter=sign) if row]
        except csv.Error:
            return 0, 0
        usual = max(set(counts), key=counts.count, default=1)
        return (counts.count(usual), usual) if usual > 1 else (0, 0)

    return max(_PARTED_BY, key=weight)


def _unreadable(content: bytes, at: int, name: str) -> DomainError:
    return DomainError("source.encoding", name=name, line=content.count(b"\n", 0, at) + 1)
