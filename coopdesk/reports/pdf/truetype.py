"""Reads the vendored TrueType files and cuts them down to the glyphs a paper uses, each keeping its number.

A general font library unpacks thirty thousand outlines to keep forty; here the bytes of the forty are copied, so a
paper of one page does not wait. It reads exactly what `resources/fonts/make_fonts.py` writes (cmap format 12, long
offsets, no hinting) and must not be asked to read anything else.
"""

import struct
import sys
from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

_ENTRY = struct.Struct(">4sIII")
_GROUP = struct.Struct(">III")
_VERSION = 0x00010000
_MAGIC = 0xB1B0AFBA
_WORDS, _SCALE, _MORE, _TWO_SCALES, _MATRIX = 0x01, 0x08, 0x20, 0x40, 0x80


@dataclass(frozen=True)
class FontFile:
    """An opened font file: where its tables lie, and the few numbers all others are read by."""

    path: Path
    tables: dict[bytes, tuple[int, int]]

    def read(self, tag: bytes) -> bytes:
        """The bytes of a table."""
        offset, length = self.tables[tag]
        with self.path.open("rb") as file:
            file.seek(offset)
            return file.read(length)


def open_font(path: Path) -> FontFile:
    """The directory of a font file; the file is not kept open."""
    with path.open("rb") as file:
        count = struct.unpack(">4xH6x", file.read(12))[0]
        entries = _ENTRY.iter_unpack(file.read(_ENTRY.size * count))
        return FontFile(path, {tag: (offset, length) for tag, _sum, offset, length in entries})


def characters(font: FontFile) -> dict[int, int]:
    """Glyph number by code point."""
    table = font.read(b"cmap")
    start = _full_subtable(table)
    count = struct.unpack_from(">I", table, start + 12)[0]
    glyphs: dict[int, int] = {}
    for first, last, glyph in _GROUP.iter_unpack(table[start + 16 : start + 16 + _GROUP.size * count]):
        glyphs.update(zip(range(first, last + 1), range(glyph, glyph + last - first + 1), strict=True))
    return glyphs


def metrics(font: FontFile) -> list[tuple[int, int]]:
    """Advance width and left side bearing by glyph number, in font units."""
    table, long_count, glyph_count = _widths(font)
    full = list(struct.iter_unpack(">Hh", table[: 4 * long_count]))
    rest = struct.iter_unpack(">h", table[4 * long_count : 4 * long_count + 2 * (glyph_count - long_count)])
    return [*full, *((full[-1][0], bearing) for (bearing,) in rest)]


def _widths(font: FontFile) -> tuple[bytes, int, int]:
    """The table of widths, how many of its entries are whole, and how many glyphs there are."""
    long_count = struct.unpack_from(">H", font.read(b"hhea"), 34)[0]
    return font.read(b"hmtx"), long_count, struct.unpack_from(">H", font.read(b"maxp"), 4)[0]


def units(font: FontFile) -> tuple[int, int, int]:
    """Units of the em square, ascent and descent."""
    em = struct.unpack_from(">H", font.read(b"head"), 18)[0]
    ascent, descent = struct.unpack_from(">hh", font.read(b"hhea"), 4)
    return em, ascent, descent


def cut(font: FontFile, wanted: Iterable[int]) -> bytes:
    """A font file with the wanted glyphs and the parts they are put together from; the numbers stay."""
    outlines = _outlines(font, wanted)
    count = max(outlines) + 1
    offsets = array("I")
    glyf = bytearray()
    # Of thirty thousand numbers some forty have an outline: what lies between is made at once.
    for glyph in sorted(outlines):
        offsets.extend(array("I", (len(glyf),)) * (glyph + 1 - len(offsets)))
        glyf += outlines[glyph]
        glyf += b"\0" * (-len(glyf) % 4)
    offsets.append(len(glyf))
    table, whole, _all = _widths(font)
    hmtx = bytearray(4 * count)
    for glyph in outlines:
        width_at = 4 * min(glyph, whole - 1)
        bearing_at = 4 * glyph + 2 if glyph < whole else 4 * whole + 2 * (glyph - whole)
        hmtx[4 * glyph : 4 * glyph + 4] = table[width_at : width_at + 2] + table[bearing_at : bearing_at + 2]
    head = bytearray(font.read(b"head"))
    struct.pack_into(">I", head, 8, 0)
    struct.pack_into(">h", head, 50, 1)
    return _file({
        b"glyf": bytes(glyf),
        b"head": bytes(head),
        b"hhea": font.read(b"hhea")[:34] + struct.pack(">H", count),
        b"hmtx": bytes(hmtx),
        b"loca": _big_endian(offsets),
        b"maxp": font.read(b"maxp")[:4] + struct.pack(">H", count) + font.read(b"maxp")[6:],
    })  # fmt: skip


def _full_subtable(table: bytes) -> int:
    """Offset of the character map that reaches beyond the basic plane."""
    count = struct.unpack_from(">2xH", table)[0]
    for platform, encoding, offset in struct.iter_unpack(">HHI", table[4 : 4 + 8 * count]):
        if (platform, encoding) == (3, 10):
            return int(offset)
    raise ValueError("no full character map")


def _outlines(font: FontFile, wanted: Iterable[int]) -> dict[int, bytes]:
    """The raw outlines of the wanted glyphs, of the empty box, and of everything they refer to."""
    offsets = array("I", font.read(b"loca"))
    if sys.byteorder == "little":
        offsets.byteswap()
    start, _length = font.tables[b"glyf"]
    outlines: dict[int, bytes] = {}
    waiting = [0, *wanted]
    with font.path.open("rb", buffering=0) as file:
        while waiting:
            glyph = waiting.pop()
            if glyph not in outlines:
                file.seek(start + offsets[glyph])
                outlines[glyph] = file.read(offsets[glyph + 1] - offsets[glyph])
                waiting += parts_of(outlines[glyph])
    return outlines


def parts_of(outline: bytes) -> list[int]:
    """The glyphs a composite outline is put together from; none for a simple one."""
    if not outline or struct.unpack_from(">h", outline)[0] >= 0:
        return []
    parts = []
    offset, flags = 10, _MORE
    while flags & _MORE:
        flags, glyph = struct.unpack_from(">HH", outline, offset)
        parts.append(glyph)
        offset += 8 if flags & _WORDS else 6
        offset += 2 if flags & _SCALE else 4 if flags & _TWO_SCALES else 8 if flags & _MATRIX else 0
    return parts


def _file(tables: dict[bytes, bytes]) -> bytes:
    """A font file of these tables, with its checksums."""
    power = len(tables).bit_length() - 1
    search = 16 << power
    head = struct.pack(">IHHHH", _VERSION, len(tables), search, power, 16 * len(tables) - search)
    offset = len(head) + _ENTRY.size * len(tables)
    directory, body = bytearray(head), bytearray()
    total = 0
    for tag, content in sorted(tables.items()):
        checksum = _checksum(content)
        total += checksum
        directory += _ENTRY.pack(tag, checksum, offset + len(body), len(content))
        body += content + b"\0" * (-len(content) % 4)
    whole = directory + body
    adjustment = (_MAGIC - _checksum(bytes(directory)) - total) & 0xFFFFFFFF
    head_at = whole.index(b"head", 12) + 8
    struct.pack_into(">I", whole, struct.unpack_from(">I", whole, head_at)[0] + 8, adjustment)
    return bytes(whole)


def _checksum(content: bytes) -> int:
    words = array("I", content + b"\0" * (-len(content) % 4))
    if sys.byteorder == "little":
        words.byteswap()
    return sum(words) & 0xFFFFFFFF


def _big_endian(numbers: "array[int]") -> bytes:
    if sys.byteorder == "little":
        numbers = array("I", numbers)
        numbers.byteswap()
    return numbers.tobytes()
