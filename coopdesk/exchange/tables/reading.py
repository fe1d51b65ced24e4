"""A file from outside to its sheets as they stand: workbooks by calamine, text by the standard library.

What a file is, its content says; its name is not believed. Each is looked through before it is read, so that a broken
or hostile one ends in a sentence that says what to do, and never in an abort. No program in a workbook is ever run, no
link followed, no formula computed.
"""

import hashlib
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import partial
from io import BytesIO
from itertools import islice
from math import isfinite
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any, TypeVar, cast

from coopdesk.domain.errors import DomainError
from coopdesk.exchange.tables.compound import MARK, CompoundFile
from coopdesk.exchange.tables.limits import MOST_BYTES, MOST_CELLS, Extent, damaged
from coopdesk.exchange.tables.package import Package
from coopdesk.exchange.tables.sheet_scan import filled_extent, scan_sheet
from coopdesk.exchange.tables.text_table import decoded, rows_of
from coopdesk.exchange.tables.xls_scan import scan_xls
from coopdesk.services.errors import Cancelled, EnvironmentFault
from coopdesk.services.progress import WHOLE, Progress, part_of, unheard
from coopdesk.services.source_table import (
    CellFault,
    CellValue,
    MergedRange,
    SourceFile,
    SourceKind,
    SourceTable,
)

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_WEB = re.compile(rb"\s*(?:<!doctype\s+html|<html|<head|<table|<meta|<div|mime-version:)", re.IGNORECASE)
_XML_SHEET = re.compile(rb"\s*<\?xml[^>]*>.{0,2000}(?:progid=.Excel\.Sheet|<(?:\w+:)?Workbook)", re.DOTALL)
_OTHER = (b"%PDF", b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"BM", b"Rar!", b"7z\xbc\xaf", b"II*\0", b"MM\0*")
_OLD_SHEETS = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00")
"""Excel 2 to 4, from before there were workbooks."""
_HEAD = 4_096
_LOOKED = 300
"""So much of the whole is the looking through, the rest the reading."""
_RUN = 2_000
_EXACT = 2**53
_HEARD_EVERY = 0.1
"""Seconds."""
_T = TypeVar("_T")
_DIGITS = ".15g"


def read_source(path: Path, progress: Progress = unheard) -> SourceFile:
    """The sheets of a file. ``EnvironmentFault`` ``source.unreadable_file`` for what the disk does not give.

    ``DomainError`` ``source.…`` for what is no table, is locked by a password, broken or too large: each has a sentence
    that says what to do.
    """
    try:
        with path.open("rb") as file:
            if (size := os.fstat(file.fileno()).st_size) > MOST_BYTES:
                raise _too_large(path.name, size)
            content = file.read(MOST_BYTES + 1)  # of a pipe, or a file that grows, no more than that
    except OSError as error:
        raise EnvironmentFault(
            "source.unreadable_file", path=path.name, folder=str(path.parent), reason=error.strerror or ""
        ) from error
    return read_content(content, path.name, progress)


def read_content(content: bytes, name: str, progress: Progress = unheard) -> SourceFile:
    """The sheets of a file whose bytes are at hand; raises the ``DomainError`` of ``read_source``."""
    if len(content) > MOST_BYTES:
        raise _too_large(name, len(content))
    if not content.strip():
        raise DomainError("source.empty", name=name)
    digest = hashlib.sha256(content).hexdigest()
    head = content[:_HEAD]
    try:
        if head.startswith(_ZIP):
            found = _read_xlsx(content, name, progress)
        elif head.startswith(MARK):
            found = _read_xls(content, name, progress)
        else:
            _refuse_other_kinds(head, name)
            rows = rows_of(decoded(content, name), name, progress)
            found = _file(name, SourceKind.TEXT, [SourceTable(_stem(name), rows)], {})
    except MemoryError:
        raise DomainError("source.no_memory", name=name) from None
    return replace(found, digest=digest)


def read_pasted(text: str, name: str, progress: Progress = unheard) -> SourceFile:
    """Cells copied in Excel, WPS or a web page and pasted; `name` is what the table is called."""
    if not text.strip():
        raise DomainError("source.nothing_pasted")
    content = text.encode("utf-8", "surrogatepass")
    if len(content) > MOST_BYTES:
        raise _too_large(name, len(content))
    rows = rows_of(text, name, progress)
    found = _file(name, SourceKind.PASTED, [SourceTable(name, rows)], {})
    return replace(found, digest=hashlib.sha256(content).hexdigest())


def _too_large(name: str, size: int) -> DomainError:
    return DomainError(
        "source.too_large", name=name, megabytes=size // 1_000_000, most=MOST_BYTES // 1_000_000
    )


def _stem(name: str) -> str:
    return name.rpartition(".")[0] or name


def _refuse_other_kinds(head: bytes, name: str) -> None:
    start = head.removeprefix(b"\xef\xbb\xbf")
    if _WEB.match(start) or _XML_SHEET.match(start):
        raise DomainError("source.web_page", name=name)
    if head.startswith(_OLD_SHEETS):
        raise DomainError("source.other_workbook", name=name)
    if head.startswith(_OTHER):
        raise DomainError("source.kind", name=name)
    if b"\0" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise DomainError("source.kind", name=name)


def _file(
    name: str,
    kind: SourceKind,
    tables: Sequence[SourceTable],
    refused: Mapping[str, DomainError],
    *,
    macros: bool = False,
) -> SourceFile:
    """What was read; a file without a single cell is refused, for a sheet that was refused where there is one."""
    if not any(table.rows for table in tables):
        raise next(iter(refused.values()), DomainError("source.empty", name=name))
    return SourceFile(name, "", kind, tuple(tables), macros, refused)


def _read_xlsx(content: bytes, name: str, progress: Progress) -> SourceFile:
    package = Package(content, name)
    if package.has("xl/workbook.bin", "mimetype", "Index/Document.iwa", "content.xml"):
        raise DomainError("source.other_workbook", name=name)
    if not package.has("xl/workbook.xml"):
        raise DomainError(
            "source.kind" if package.has("word/document.xml") or not package.has("[Content_Types].xml")
            else "source.damaged",
            name=name,
        )  # fmt: skip
    package.check_sizes()
    package.check_strings()
    parts, uncounted = package.sheets()
    looks, done = {}, 0
    whole = sum(package.size(part) for part in parts.values() if package.has(part))
    for sheet, part in parts.items():
        if package.has(part) and "worksheets" in part:
            steps = part_of(progress, _LOOKED * done // max(whole, 1), _LOOKED)
            pieces = _told(package.pieces(part), steps, whole - done)
            scan = scan_sheet(pieces, name, uncounted=uncounted)
            done += package.size(part)
            extent = _extent(package, part, scan.extent, name)
            looks[sheet] = _Look(
                extent, frozenset(scan.hidden_rows), frozenset(scan.hidden_columns), scan.faults
            )
    with _reading(content, name) as book:
        return _sheets(book, name, SourceKind.XLSX, looks, package.has_macros, progress)


def _read_xls(content: bytes, name: str, progress: Progress) -> SourceFile:
    compound = CompoundFile(content, name)
    names = compound.names()
    if "EncryptedPackage" in names:
        raise DomainError("source.password", name=name)
    stream = compound.stream("Workbook", "Book")
    if stream is None:
        raise DomainError("source.kind", name=name)
    scans = scan_xls(stream, name)
    progress(_LOOKED, WHOLE)
    cells = 0
    for scan in scans:  # of such a file all sheets are read at once, before one can be asked for
        scan.extent.check(scan.name)
        cells += scan.extent.rows * scan.extent.columns
        if cells > MOST_CELLS:
            raise _too_many(scan.name, scan.extent)
    macros = bool({"_VBA_PROJECT_CUR", "_VBA_PROJECT"} & names)
    with _reading(content, name) as book:
        sheets = [each.name for each in book.sheets_metadata]
        if len(sheets) != len(scans):
            raise damaged(name)
        looks = {
            sheet: _Look(
                scan.extent,
                frozenset(scan.hidden_rows),
                frozenset(scan.hidden_columns),
                scan.faults,
                tuple(scan.merged),
            )
            for sheet, scan in zip(sheets, scans, strict=True)
        }
        return _sheets(book, name, SourceKind.XLS, looks, macros, progress)


def _extent(package: Package, part: str, extent: Extent, name: str) -> Extent:
    """The rectangle of what holds something, gone through cell by cell where the quick look found no room for it."""
    if extent.fits or sum(piece.count(b"<v>") for piece in package.pieces(part)) > MOST_CELLS:
        return extent
    return filled_extent(package.pieces(part), name)


@dataclass(frozen=True)
class _Look:
    """What looking a sheet through has found; `merged` where calamine does not tell it."""

    extent: Extent
    hidden_rows: frozenset[int]
    hidden_columns: frozenset[int]
    faults: Mapping[str, CellFault]
    merged: tuple[MergedRange, ...] | None = None


@contextmanager
def _reading(content: bytes, name: str) -> Iterator["CalamineWorkbook"]:
    """The workbook as calamine has it; whatever it cannot read is one sentence, its panics too."""
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    try:
        book = CalamineWorkbook.from_filelike(BytesIO(content))
        yield book
        book.close()
    except PasswordError as error:
        raise DomainError("source.password", name=name) from error
    except (DomainError, Cancelled, MemoryError):
        raise
    except (CalamineError, ValueError, OverflowError, OSError) as error:
        raise damaged(name) from error
    except BaseException as error:
        if type(error).__name__ == "PanicException":  # derived from nothing that could be imported
            raise damaged(name) from error
        raise


def _sheets(
    book: "CalamineWorkbook",
    name: str,
    kind: SourceKind,
    looks: Mapping[str, _Look],
    macros: bool,
    progress: Progress,
) -> SourceFile:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    tables: list[SourceTable] = []
    refused: dict[str, DomainError] = {}
    whole = sum(look.extent.rows for look in looks.values() if look.extent.fits)
    done = cells = 0
    for each in book.sheets_metadata:
        look = looks.get(each.name)
        if look is None or each.typ is not SheetTypeEnum.WorkSheet:
            continue
        try:
            look.extent.check(each.name)
            cells += look.extent.rows * look.extent.columns
            if cells > MOST_CELLS:
                raise _too_many(each.name, look.extent)
        except DomainError as error:
            refused[each.name] = error
            continue
        at = _LOOKED + (WHOLE - _LOOKED) * done // max(whole, 1)
        sheet = _waited(partial(book.get_sheet_by_name, each.name), partial(progress, at, WHOLE), progress)
        steps = part_of(progress, _LOOKED + (WHOLE - _LOOKED) * done // max(whole, 1), WHOLE)
        done += look.extent.rows
        tables.append(
            SourceTable(
                each.name,
                _rows(sheet, steps, whole - done + look.extent.rows),
                each.visible is not SheetVisibleEnum.Visible,
                _merged(sheet) if look.merged is None else look.merged,
                look.hidden_rows,
                look.hidden_columns,
                look.faults,
            )
        )
    return _file(name, kind, tables, refused, macros=macros)


def _waited(work: Callable[[], _T], hear: Callable[[], None], progress: Progress) -> _T:
    """What calamine does in one go, done beside this thread, which meanwhile hears whether it is to stop.

    What is stopped goes on unseen for as long as it takes, and nobody looks at it again.
    """
    if progress is unheard:
        return work()
    found: list[_T] = []
    failed: list[BaseException] = []

    def run() -> None:
        try:
            found.append(work())
        except BaseException as error:  # noqa: BLE001 -- raised again where it was waited for
            failed.append(error)

    beside = Thread(target=run, name="coopdesk-sheet", daemon=True)
    beside.start()
    while beside.is_alive():
        beside.join(_HEARD_EVERY)
        hear()
    if failed:
        raise failed[0]
    return found[0]


def _too_many(sheet: str, extent: Extent) -> DomainError:
    return DomainError("source.too_many_cells", sheet=sheet, rows=extent.rows, columns=extent.columns)


def _rows(sheet: "CalamineSheet", progress: Progress, whole: int) -> list[tuple[CellValue, ...]]:
    """The sheet's rows from the first on; of columns calamine begins with the first that has something."""
    if sheet.start is None:
        return []
    rows: list[tuple[CellValue, ...]] = []
    margin = [[None] * _RUN] * sheet.start[1]
    found = iter(sheet.iter_rows())
    while run := list(islice(found, _RUN)):
        columns = [_values(column) for column in zip(*run, strict=True)]
        rows += zip(*(each[: len(run)] for each in margin), *columns, strict=True)
        progress(len(rows), whole)
    return rows


def _values(column: Sequence[object]) -> Sequence[CellValue]:
    """The cells of a column over some rows; those of one kind are made ready together."""
    kinds = {*map(type, column)}
    if kinds == {str}:
        texts = cast("Sequence[str]", column)
        return [text or None for text in texts] if "" in texts else texts
    if kinds == {float}:
        numbers: Any = column
        if all(map(isfinite, numbers)) and max(numbers) <= _EXACT and min(numbers) >= -_EXACT:
            whole = [*map(int, numbers)]
            if [*map(float, whole)] == [*numbers]:
                return whole
    return [(cell or None) if type(cell) is str else _value(cell) for cell in column]


def _value(cell: object) -> CellValue:
    """A cell as it is shown: whole numbers whole, others in Excel's 15 digits, a time of the day as its text."""
    if type(cell) is float:
        if cell.is_integer() and -_EXACT <= cell <= _EXACT:
            return int(cell)
        if not isfinite(cell):
            return str(cell)
        shown = Decimal(format(cell, _DIGITS))
        return int(shown) if cell.is_integer() else shown
    if isinstance(cell, datetime):
        return cell.date() if cell.time() == time() else cell
    if isinstance(cell, str | bool | int | date):
        return cell
    if isinstance(cell, time | timedelta):
        return str(cell)
    return None if cell is None else str(cell)


def _merged(sheet: "CalamineSheet") -> tuple[MergedRange, ...]:
    return tuple(
        MergedRange(top, left, bottom, right)
        for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
    )


def _told(pieces: Iterable[bytes], progress: Progress, whole: int) -> Iterator[bytes]:
    done = 0
    for piece in pieces:
        yield piece
        done += len(piece)
        progress(done, whole)
