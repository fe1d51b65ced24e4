"""Whether a log that lies beside a book is that book's own: looked up before SQLite plays it into the file.

Every transaction of ours leaves a mark in the file's first page (``user_version``): a number drawn anew each time the
book is opened to write, and one more with each commit. A write-ahead log tells with each of its commits which mark the
file had then; a log whose marks do not follow the file's own was written for another file. See
``docs/architecture.md``, "The file at rest". Nobody may have the book open while it is looked at.
"""

import struct
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import BinaryIO

from coopdesk.files import beside_name

_HEADER, _FRAME, _START = 32, 24, 100
_WAL_MAGIC = (0x377F0682, 0x377F0683)
_JOURNAL_MAGIC = bytes.fromhex("d9d505f920a163d7")
_COUNT_BY_SIZE = 0xFFFFFFFF
_MARK_AT = 60
_OF_THE_MOMENT = (slice(18, 20), slice(24, 28), slice(60, 64), slice(92, 100))
"""What every writer changes in the first page: the way of writing, counters, the mark, the writer's version."""
_UNMARKED = 0


class LogState(Enum):
    """What a log is to the book it lies beside."""

    OWN = "own"
    EMPTY = "empty"
    """Nothing in it is missing in the book, and nothing in it is needed."""
    FOREIGN = "foreign"


@dataclass(frozen=True)
class _Frame:
    """A page as a log has it; ``commit`` counts the commits that end before it."""

    page: int
    commit: int
    at: int


def has_logs(book: Path) -> bool:
    """Whether a log with anything in it lies beside the book."""
    return any(_has(beside_name(book, ending)) for ending in ("-wal", "-journal"))


def inspect_logs(book: Path, acknowledged: int = 0) -> dict[Path, LogState]:
    """What each log beside a book is to it.

    ``acknowledged`` is the mark up to which the program that had the book last wrote it whole, and 0 where that is not
    known or this PC was off since, so that the disk may have lost some of it.
    """
    found = {}
    journal, wal = beside_name(book, "-journal"), beside_name(book, "-wal")
    if _has(journal):
        found[journal] = _rollback_journal(book, journal)
    if _has(wal):
        found[wal] = _write_ahead_log(book, wal, acknowledged)
    return found


def _has(log: Path) -> bool:
    return log.is_file() and log.stat().st_size > 0


def _mark(page: bytes) -> int:
    (found,) = struct.unpack_from(">I", page, _MARK_AT)
    return int(found)


def _write_ahead_log(book: Path, wal: Path, acknowledged: int) -> LogState:
    with wal.open("rb") as log, book.open("rb") as file:
        start, first_page = log.read(_HEADER), file.read(_START)
        if len(start) < _HEADER or int.from_bytes(start[:4], "big") not in _WAL_MAGIC:
            return LogState.FOREIGN
        size = int.from_bytes(start[8:12], "big")
        frames = _frames(log, start[16:24], size, wal.stat().st_size)
        if not frames:
            return LogState.EMPTY
        here = _mark(first_page)
        marks = {frame.commit: _mark(_at(log, frame.at, _START)) for frame in frames if frame.page == 1}
        if {frame.page for frame in frames} == {1}:
            return _first_page_only(file, _at(log, frames[-1].at, size), size)
        if not any(marks.values()):
            return LogState.OWN if here == _UNMARKED else LogState.FOREIGN
        if not min(marks.values()) - 1 <= here <= max(marks.values()):
            return LogState.FOREIGN
        if here >= acknowledged:
            return LogState.OWN
        # The file had all that was acknowledged, and has not now: an older state of it was put in its place.
        then = max((commit for commit, mark in marks.items() if mark <= here), default=-1)
        pages = {frame.page: frame.at for frame in frames if frame.commit <= then}
        older = all(_at(log, at, size) == _at(file, (page - 1) * size, size) for page, at in pages.items())
        return LogState.FOREIGN if older else LogState.OWN


def _frames(log: BinaryIO, salts: bytes, size: int, length: int) -> list[_Frame]:
    """Every page of every commit that was finished; what comes after the last of them SQLite does not play."""
    frames, finished, commits, at = list[_Frame](), 0, 0, _HEADER
    while at + _FRAME + size <= length:
        head = _at(log, at, _FRAME)
        if head[8:16] != salts:
            break
        frames.append(_Frame(int.from_bytes(head[:4], "big"), commits, at + _FRAME))
        if head[4:8] != bytes(4):
            commits, finished = commits + 1, len(frames)
        at += _FRAME + size
    return frames[:finished]


def _first_page_only(file: BinaryIO, page: bytes, size: int) -> LogState:
    """A session began and wrote nothing but its mark: there is nothing to play."""
    here = bytearray(_at(file, 0, size))
    logged = bytearray(page)
    for part in _OF_THE_MOMENT:
        here[part] = logged[part] = bytes(part.stop - part.start)
    return LogState.EMPTY if here == logged else LogState.FOREIGN


def _rollback_journal(book: Path, journal: Path) -> LogState:
    with journal.open("rb") as log, book.open("rb") as file:
        start = log.read(28)
        if len(start) < 28 or start[:8] != _JOURNAL_MAGIC:
            return LogState.FOREIGN if start.strip(b"\x00") else LogState.EMPTY
        count, _nonce, _pages, sector, size = struct.unpack_from(">5I", start, 8)
        if count == 0:
            return LogState.EMPTY  # it was not finished, so nothing has been changed in the file yet
        record = size + 8
        if count == _COUNT_BY_SIZE:
            count = max(0, (journal.stat().st_size - sector) // record)
        here = _mark(file.read(_START))
        for number in range(count):
            at = sector + number * record
            if int.from_bytes(_at(log, at, 4), "big") == 1:
                return LogState.OWN if _mark(_at(log, at + 4, _START)) == here else LogState.FOREIGN
        return LogState.OWN if here == _UNMARKED else LogState.FOREIGN


def _at(file: BinaryIO, place: int, length: int) -> bytes:
    file.seek(place)
    return file.read(length)
