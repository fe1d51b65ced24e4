"""A book with 2,000 photos of 200 KB: opening, attaching, copying and looking through it, against bare SQLite.

The baselines are measured in the same run, turn and turn about, the better of two each, in processor seconds but for
the longest silence of a piece of work: that is by the clock, as a share of the whole, and as long as a person may wait
after pressing stop. The book is made in a process of its own.
"""

import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from tests.bench.result import Result, at_most, told

if TYPE_CHECKING:
    from coopdesk.domain.attachments.blob import Blob

ROOT = Path(__file__).resolve().parents[2]
PHOTOS, BYTES = 2_000, 200_000
ATTACHED = 100
AT_ONCE = 50
ROUNDS = 2
OPENINGS = 10
NOW = datetime(2023, 3, 1, 9, 30)
OPENING, ATTACHING, COPYING, VERIFYING, SILENCE, MEMORY = 1.5, 10.0, 1.6, 2.5, 0.6, 40.0


def run() -> list[Result]:
    """Make the book and one without photos, and measure what a person waits for."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "tests.bench.bench_attachments", folder]
        subprocess.run(command, cwd=ROOT, check=True)
        return list(_measured(Path(folder)))


def make_books(folder: Path) -> None:
    """`large.coop` with the photos, and `none.coop`, the same book without."""
    from coopdesk import bootstrap
    from coopdesk.persistence.book.books import open_book
    from coopdesk.services.journal.entry import Thing

    for name in ("none.coop", "large.coop"):
        bootstrap.sample_desk(folder / name).close()
    photos = photos_of(Random(20230301), PHOTOS)
    with closing(open_book(folder / "large.coop", clock=lambda: NOW)) as book:
        for first in range(0, PHOTOS, AT_ONCE):
            with book.unit() as uow:
                for number in range(first, first + AT_ONCE):
                    member = Thing("member", f"F{number % 20 + 1:02d}")
                    uow.attachments.add(member, f"{number}.jpg", next(photos), date(2023, 3, 1))
                uow.commit()


def photos_of(chance: Random, count: int) -> "Iterator[Blob]":
    """Made-up photos, of which nothing can be packed smaller."""
    from coopdesk.domain.attachments.blob import BlobKind, blob_of

    for _photo in range(count):
        yield blob_of(BlobKind.PHOTO, b"\xff\xd8\xff" + chance.randbytes(BYTES), "")


def _measured(folder: Path) -> Iterator[Result]:
    large, none = folder / "large.coop", folder / "none.coop"
    # What a process loads once is no matter of the photos; an opening takes a few milliseconds, so many are measured.
    _opened(none)
    with_photos, without = _better(lambda: _opened(large), lambda: _opened(none), OPENINGS)
    yield at_most("attachments: opening with 2,000 photos / with none", with_photos / without, OPENING)
    yield told("attachments: listing the 100 of one member", _listed(large) * 1_000, "ms")
    yield from _attaching(large, folder)
    yield from _copying(large, folder)
    yield from _verifying(large, none)


def _opened(path: Path) -> None:
    from coopdesk import bootstrap

    with closing(bootstrap.open_desk(path)) as desk:
        desk.home(2022)


def _listed(path: Path) -> float:
    """Seconds to list what is attached to one member, the best of several."""
    from coopdesk import bootstrap
    from coopdesk.services.journal.entry import Thing

    with closing(bootstrap.open_desk(path)) as desk:
        member = Thing("member", "F01")
        return min(_seconds(lambda: desk.attachments.of(member)) for _round in range(OPENINGS))


def _attaching(large: Path, folder: Path) -> Iterator[Result]:
    from coopdesk import bootstrap
    from coopdesk.services.attachments.commands import AttachFile
    from coopdesk.services.journal.entry import Thing

    photos = list(photos_of(Random(7), ATTACHED))
    bare = sqlite3.connect(folder / "bare.db", isolation_level=None)
    bare.execute("PRAGMA journal_mode = WAL")
    bare.execute("PRAGMA synchronous = FULL")
    bare.execute("CREATE TABLE kept (sha256 TEXT PRIMARY KEY, content BLOB)")
    with closing(bootstrap.open_desk(large)) as desk, closing(bare):
        member = Thing("member", "F05")
        commands = [AttachFile(thing=member, name=f"{n}.jpg", blob=one) for n, one in enumerate(photos)]
        ours = _seconds(lambda: [desk.run(command) for command in commands])
        insert = "INSERT INTO kept VALUES (?, ?)"
        rows = [(sha256(one.content).hexdigest(), one.content) for one in photos]
        theirs = _seconds(lambda: [bare.execute(insert, row) for row in rows])
    yield told("attachments: attaching one photo, processor time", ours / ATTACHED * 1_000, "ms")
    yield at_most("attachments: attaching / inserting its bytes bare", ours / theirs, ATTACHING)


def _copying(large: Path, folder: Path) -> Iterator[Result]:
    from coopdesk import bootstrap

    silence = _Silence()

    def ours() -> None:
        (folder / "copy.coop").unlink(missing_ok=True)
        with silence:
            bootstrap.backup(str(large), folder / "copy.coop", silence)

    def theirs() -> None:
        (folder / "bare.coop").unlink(missing_ok=True)
        with (
            closing(sqlite3.connect(large)) as source,
            closing(sqlite3.connect(folder / "bare.coop")) as copy,
        ):
            source.backup(copy, pages=-1)
            copy.execute("PRAGMA integrity_check(1)").fetchone()

    taken, bare = _better(ours, theirs)
    yield told("attachments: backup of 400 MB, processor time", taken, "s")
    yield at_most("attachments: backup in steps / bare copy in one step", taken / bare, COPYING)
    yield at_most("attachments: backup, longest silence of the whole", silence.share, SILENCE)


def _verifying(large: Path, none: Path) -> Iterator[Result]:
    from coopdesk import bootstrap
    from tests.bench.bench_members import _memory, _peak

    bootstrap.verify(str(none))  # what the program itself needs is no matter of the photos
    silence, before = _Silence(), _memory()

    def ours() -> None:
        with silence:
            found = bootstrap.check(str(large), progress=silence)
        if found.defects:
            raise AssertionError(found.defects[:3])

    def theirs() -> None:
        with closing(sqlite3.connect(large)) as book:
            book.execute("PRAGMA integrity_check(1)").fetchone()
            for (content,) in book.execute("SELECT content FROM blobs"):
                sha256(content).hexdigest()

    taken, bare = _better(ours, theirs)
    yield told("attachments: verify of 400 MB, processor time", taken, "s")
    yield at_most("attachments: verify / SQLite's check and hashing bare", taken / bare, VERIFYING)
    yield at_most("attachments: verify, longest silence of the whole", silence.share, SILENCE)
    yield at_most("attachments: memory that verify adds", (_peak() - before) / 1e6, MEMORY, "MB")


class _Silence:
    """Follows a piece of work: `share` is the longest time in which nothing was told, of all the time it took."""

    def __init__(self) -> None:
        self.share = 1.0
        self._begun = self._last = self._longest = 0.0

    def __enter__(self) -> None:
        self._begun = self._last = time.perf_counter()
        self._longest = 0.0

    def __call__(self, _done: int, _total: int) -> None:
        now = time.perf_counter()
        self._longest, self._last = max(self._longest, now - self._last), now

    def __exit__(self, *_error: object) -> None:
        self(0, 0)
        self.share = min(self.share, self._longest / (self._last - self._begun))


def _better(
    ours: Callable[[], object], theirs: Callable[[], object], times: int = ROUNDS
) -> tuple[float, float]:
    """The best of some rounds of each, turn and turn about."""
    rounds = [(_seconds(ours), _seconds(theirs)) for _round in range(times)]
    first, second = (min(column) for column in zip(*rounds, strict=True))
    return first, second


def _seconds(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun


def main(arguments: Sequence[str]) -> None:
    """Make the books in the folder given."""
    make_books(Path(arguments[0]))


if __name__ == "__main__":
    main(sys.argv[1:])
