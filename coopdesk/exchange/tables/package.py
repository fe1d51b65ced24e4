"""The parts of an xlsx workbook, or another archive of XML, unpacked no further than they say and there is room for.

What a part declares of its size is what is unpacked: one that goes on is refused, so that a few bytes cannot become
millions in whoever reads the file afterwards.
"""

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from posixpath import join, normpath
from xml.etree import ElementTree

from coopdesk.domain.errors import DomainError
from coopdesk.exchange.tables.limits import MOST_UNPACKED, damaged

_WORKBOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_STRINGS = "xl/sharedStrings.xml"
_MOST_OF_A_SMALL_PART = 10_000_000
_PIECE = 1 << 16
_MOST_AT_ONCE = 1 << 20
_LOCAL_HEADER = struct.Struct("<26xHH")
_UNIQUE = re.compile(rb"\suniqueCount\s*=\s*[\"']\s*([^\"']*)[\"']")
_STRINGS_HEAD = 4_096
_SHORTEST_STRING = len("<si/>")
_ENCRYPTED = 0x1


class Package:
    """The parts of one workbook, looked at but not read yet. Raises ``source.…`` for a file that is none."""

    def __init__(self, content: bytes, name: str) -> None:
        self._content = content
        self._name = name
        try:
            parts = zipfile.ZipFile(BytesIO(content)).infolist()
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, struct.error) as error:
            raise damaged(name) from error
        self._parts = {_named(part.filename): part for part in parts}
        if len(self._parts) < len(parts):  # one reader takes the first of two namesakes, another the last
            raise damaged(name)

    def has(self, *names: str) -> bool:
        """Whether any of the parts is there."""
        return any(name in self._parts for name in names)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all parts, in their order in the file."""
        return tuple(self._parts)

    @property
    def has_macros(self) -> bool:
        """Whether the workbook brings programs along."""
        return any(name.endswith("vbaproject.bin") for name in map(str.lower, self._parts))

    def check_sizes(self) -> None:
        """Refuse what would take more room unpacked than there is, by what it says itself: ``source.unpacks``."""
        read = [part for name, part in self._parts.items() if name.endswith((".xml", ".rels"))]
        unpacked = sum(part.file_size for part in read)
        if unpacked > MOST_UNPACKED:
            raise DomainError("source.unpacks", name=self._name, megabytes=unpacked // 1_000_000)
        if any(part.flag_bits & _ENCRYPTED for part in read):
            raise DomainError("source.password", name=self._name)
        if any(part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for part in read):
            raise damaged(self._name)

    def check_strings(self) -> None:
        """Refuse a table of texts that says it has more texts than bytes: room would be made for all it says."""
        part = self._parts.get(_STRINGS)
        if part is None:
            return
        head = b""
        for piece in self.pieces(_STRINGS):  # walked to its end: it may be no longer than it says
            if len(head) < _STRINGS_HEAD:
                head += piece
        said = _UNIQUE.search(head[: head.find(b"<si") if b"<si" in head else _STRINGS_HEAD])
        texts = int(said[1]) if said is not None and said[1].strip().isdigit() else 0
        if texts * _SHORTEST_STRING > part.file_size + _STRINGS_HEAD:
            raise damaged(self._name)

    def sheets(self) -> tuple[dict[str, str], bool]:
        """The part of each sheet by its name, and whether figures of the workbook were never computed by Excel.

        The latter is what programs that write workbooks say of formulas whose results they left open.
        """
        book = self._xml(_WORKBOOK)
        parts = {
            each.get("Id", ""): each.get("Target", "") for each in self._xml(_RELATIONS) if each.get("Target")
        }
        found = {}
        for sheet in book.iter():
            if _local(sheet.tag) == "sheet":
                relation = next((value for key, value in sheet.items() if _local(key) == "id"), "")
                target = parts.get(relation, "")
                found[sheet.get("name", "")] = _named(
                    target.lstrip("/") if target.startswith("/") else normpath(join("xl", target))
                )
        uncounted = any(
            _local(each.tag) == "calcPr" and each.get("fullCalcOnLoad") in ("1", "true")
            for each in book.iter()
        )
        return found, uncounted

    def size(self, part: str) -> int:
        """Bytes of a part, unpacked; ``source.damaged`` where it is missing."""
        return self._part(part).file_size

    def pieces(self, part: str) -> Iterator[bytes]:
        """A part, unpacked piece by piece; ``source.damaged`` where it is missing, broken or longer than it says."""
        info = self._part(part)
        start = info.header_offset
        header = self._content[start : start + 30]
        if len(header) < 30 or header[:4] != b"PK\x03\x04":
            raise damaged(self._name)
        start += 30 + sum(_LOCAL_HEADER.unpack(header))
        packed = memoryview(self._content)[start : start + info.compress_size]
        if len(packed) < info.compress_size:
            raise damaged(self._name)
        plain = info.compress_type == zipfile.ZIP_STORED
        count, check = 0, 0
        for piece in _slices(packed) if plain else _inflated(packed, self._name):
            count += len(piece)
            if count > info.file_size:
                raise damaged(self._name)
            check = zlib.crc32(piece, check)
            yield piece
        if count != info.file_size or check != info.CRC:
            raise damaged(self._name)

    def _part(self, name: str) -> zipfile.ZipInfo:
        info = self._parts.get(name)
        if info is None:
            raise damaged(self._name)
        return info

    def _xml(self, part: str) -> ElementTree.Element:
        if self.size(part) > _MOST_OF_A_SMALL_PART:
            raise damaged(self._name)
        text = b"".join(self.pieces(part))
        if b"<!DOCTYPE" in text:  # no workbook has one, and it could grow without end
            raise damaged(self._name)
        try:
            return ElementTree.fromstring(text)
        except (ElementTree.ParseError, ValueError, LookupError) as error:
            raise damaged(self._name) from error


def _inflated(packed: memoryview, name: str) -> Iterator[bytes]:
    unpacking = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        for piece in _slices(packed):
            while piece and not unpacking.eof:
                yield unpacking.decompress(piece, _MOST_AT_ONCE)
                piece = unpacking.unconsumed_tail
    except zlib.error as error:
        raise damaged(name) from error
    if not unpacking.eof:
        raise damaged(name)


def _slices(plain: memoryview) -> Iterator[bytes]:
    for start in range(0, len(plain), _PIECE):
        yield bytes(plain[start : start + _PIECE])


def _named(part: str) -> str:
    """Some programs write the parts' names with the strokes of Windows."""
    return part.replace("\\", "/")


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]
