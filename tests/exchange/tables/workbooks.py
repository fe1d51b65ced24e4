"""Workbooks for tests, as programs make them and as they come damaged, hostile or simply odd."""

import io
import struct
import zipfile
from collections.abc import Callable, Sequence

import xlsxwriter

Rows = Sequence[Sequence[object]]
ROLL: Rows = (("姓名", "股数"), ("王一", 1))
SHEET = "xl/worksheets/sheet1.xml"


def workbook(rows: Rows = ROLL, name: str = "名册") -> bytes:
    """A workbook of one sheet, its texts as texts and its figures as figures."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet(name)
    for place, row in enumerate(rows):
        sheet.write_row(place, 0, row)
    book.close()
    return out.getvalue()


def changed(content: bytes, change: Callable[[str, bytes], bytes | None]) -> bytes:
    """The workbook with each part as `change` gives it back, None for one that is left out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            data = change(part.filename, old.read(part))
            if data is not None:
                new.writestr(part.filename, data)
    return out.getvalue()


def with_rows(xml: str, content: bytes | None = None) -> bytes:
    """The roll with these rows of XML more, as another program may have written them."""

    def change(part: str, data: bytes) -> bytes:
        return data.replace(b"</sheetData>", xml.encode() + b"</sheetData>") if part == SHEET else data

    return changed(content if content is not None else workbook(), change)


def replaced(part: str, old: bytes, new: bytes, content: bytes | None = None) -> bytes:
    """The roll with something of one part put in place of another."""
    return changed(
        content if content is not None else workbook(),
        lambda name, data: data.replace(old, new) if name == part else data,
    )


def compound(streams: dict[str, bytes]) -> bytes:
    """A compound file (OLE2) with these streams, each long enough to lie in sectors of its own."""
    sectors: list[bytes] = []
    table: list[int] = []

    def lay(data: bytes) -> int:
        start = len(sectors)
        count = max(-(-len(data) // 512), 1)
        for each in range(count):
            sectors.append(data[each * 512 : (each + 1) * 512].ljust(512, b"\0"))
            table.append(start + each + 1 if each + 1 < count else 0xFFFFFFFE)
        return start

    entries = [_entry("Root Entry", 5, 0xFFFFFFFE, 0, child=1)]
    names = list(streams)
    for place, name in enumerate(names):
        data = streams[name].ljust(4_096, b"\0")
        follower = place + 2 if place + 1 < len(names) else 0xFFFFFFFF
        entries.append(_entry(name, 2, lay(data), len(data), right=follower))
    directory = lay(b"".join(entries))
    first = len(sectors)
    count = -(-(len(table) + 1) // 127)
    table += [0xFFFFFFFD] * count
    packed = struct.pack(f"<{len(table)}I", *table).ljust(count * 512, b"\xff")
    sectors += [packed[each * 512 : (each + 1) * 512] for each in range(count)]
    places = [first + each for each in range(count)] + [0xFFFFFFFF] * (109 - count)
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<9I", 0, count, directory, 0, 4_096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    return header + struct.pack("<109I", *places) + b"".join(sectors)


def _entry(
    name: str, kind: int, start: int, size: int, *, right: int = 0xFFFFFFFF, child: int = 0xFFFFFFFF
) -> bytes:
    text = name.encode("utf-16-le") + b"\0\0"
    head = text.ljust(64, b"\0") + struct.pack("<HBB3I", len(text), kind, 1, 0xFFFFFFFF, right, child)
    return head + bytes(36) + struct.pack("<IQ", start, size)


def record(kind: int, content: bytes = b"") -> bytes:
    """A record of an old workbook's stream."""
    return struct.pack("<HH", kind, len(content)) + content


def label(row: int, column: int, text: str) -> bytes:
    """A cell with a text."""
    letters = text.encode("utf-16-le")
    return record(0x204, struct.pack("<HHHHB", row, column, 0, len(text), 1) + letters)


def number(row: int, column: int, value: float) -> bytes:
    """A cell with a figure."""
    return record(0x203, struct.pack("<HHHd", row, column, 0, value))


def xls(*cells: bytes, before: bytes = b"", name: str = "名册", begin: bytes = b"") -> bytes:
    """An old workbook of one sheet with these records; `begin` is put among the records of the whole book."""
    title = name.encode("utf-16-le")
    bof = struct.pack("<HHHHII", 0x600, 0x05, 0x0DBB, 0x07CC, 0, 6)
    sheet = (
        record(0x809, bof[:2] + struct.pack("<H", 0x10) + bof[4:]) + before + b"".join(cells) + record(0x0A)
    )

    def globals_at(start: int) -> bytes:
        bound = struct.pack("<IHBB", start, 0, len(name), 1) + title
        return record(0x809, bof) + begin + record(0x85, bound) + record(0x0A)

    return compound({"Workbook": globals_at(len(globals_at(0))) + sheet})
