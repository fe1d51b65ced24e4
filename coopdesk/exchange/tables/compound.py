"""The streams of a compound file (OLE2): what an old .xls or .et is packed in, and what an encrypted xlsx is."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from coopdesk.exchange.tables.limits import damaged

MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEADER = 512
_LAST = 0xFFFFFFFA
"""From here on a sector's number means something else: the end of a chain, a free sector."""
_DIRECTORY_ENTRY = 128
_NUMBERS_IN_HEADER = 109
_SHORT = 4_096


@dataclass(frozen=True)
class _Entry:
    name: str
    kind: int
    start: int
    size: int


class CompoundFile:
    """The streams and folders of the file, by name. Raises ``source.damaged`` for a file whose chains lead nowhere."""

    def __init__(self, content: bytes, name: str) -> None:
        self._content = content
        self._name = name
        if len(content) < _HEADER:
            raise damaged(name)
        (shift, short_shift) = struct.unpack_from("<HH", content, 30)
        if shift not in (9, 12) or short_shift != 6:
            raise damaged(name)
        self._sector = 1 << shift
        self._short_sector = 1 << short_shift
        first_directory, _signature, short_limit, first_short, _shorts, first_more, _more = (
            struct.unpack_from("<7I", content, 48)
        )
        self._short = min(short_limit, _SHORT)
        self._table = self._allocation(first_more)
        directory = b"".join(self._chain(first_directory))
        self._entries = list(_entries(directory))
        self._short_table = _numbers(b"".join(self._chain(first_short))) if first_short < _LAST else ()

    def names(self) -> frozenset[str]:
        """The names of all streams and folders, wherever they lie."""
        return frozenset(entry.name for entry in self._entries)

    def stream(self, *names: str) -> bytes | None:
        """The bytes of the first of these streams that is there."""
        for name in names:
            for entry in self._entries:
                if entry.name.lower() == name.lower() and entry.kind == 2:
                    return self._bytes_of(entry)
        return None

    def _bytes_of(self, entry: _Entry) -> bytes:
        if entry.size >= self._short:
            found = b"".join(self._chain(entry.start))
        else:
            root = next((each for each in self._entries if each.kind == 5), None)
            if root is None:
                raise damaged(self._name)
            small = b"".join(self._chain(root.start)) if root.start < _LAST else b""
            found = b"".join(
                small[place * self._short_sector : (place + 1) * self._short_sector]
                for place in self._walk(entry.start, self._short_table)
            )
        if len(found) < entry.size:
            raise damaged(self._name)
        return found[: entry.size]

    def _allocation(self, more: int) -> tuple[int, ...]:
        """Which sector follows which."""
        places = list(struct.unpack_from(f"<{_NUMBERS_IN_HEADER}I", self._content, 76))
        walked = 0
        while more < _LAST:
            numbers = _numbers(self._at(more))
            places += numbers[:-1]
            more = numbers[-1] if numbers else _LAST
            walked += 1
            if walked * self._sector > len(self._content):
                raise damaged(self._name)
        return tuple(number for place in places if place < _LAST for number in _numbers(self._at(place)))

    def _chain(self, start: int) -> Iterator[bytes]:
        return (self._at(place) for place in self._walk(start, self._table))

    def _walk(self, place: int, table: tuple[int, ...]) -> Iterator[int]:
        for _step in range(len(table) + 1):
            if place >= _LAST:
                return
            if place >= len(table):
                break
            yield place
            place = table[place]
        raise damaged(self._name)  # it leads out of the file, or in a circle

    def _at(self, place: int) -> bytes:
        start = (place + 1) * self._sector
        if start >= len(self._content):
            raise damaged(self._name)
        return self._content[start : start + self._sector]


def _numbers(sector: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(sector) // 4}I", sector[: len(sector) // 4 * 4])


def _entries(directory: bytes) -> Iterator[_Entry]:
    for at in range(0, len(directory) - _DIRECTORY_ENTRY + 1, _DIRECTORY_ENTRY):
        length, kind = struct.unpack_from("<HB", directory, at + 64)
        start, size = struct.unpack_from("<II", directory, at + 116)
        if kind:
            name = directory[at : at + max(min(length, 64) - 2, 0)].decode("utf-16-le", "replace")
            yield _Entry(name, kind, start, size)
