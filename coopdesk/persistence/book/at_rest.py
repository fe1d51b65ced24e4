"""Keeps the book's one file the whole truth: after each commit all of it stands in the file itself, not beside it.

A commit is safe when the write-ahead log is on the disk, as SQLite does it. Then, before the command is acknowledged,
the log's pages are written into the file too, without waiting for the disk; a reader that is pinned to the newest state
keeps SQLite from writing over the log as long as the file's own pages may be lost with the power. When nobody has
written for a moment the file is flushed, and after a while the log emptied, in a thread of its own: whoever begins a
log anew waits for the disk twice, so the log goes on while somebody is at work. Measured figures and why:
``docs/architecture.md``, "The file at rest".
"""

import secrets
import sqlite3
import threading
from collections.abc import Callable
from contextlib import suppress

from coopdesk.persistence.book.lock import BookLock

MOMENT = 0.3
"""Seconds without a commit after which the file is flushed."""
WHILE = 30.0
"""Seconds without a commit after which the log is emptied too."""
LONGEST_LOG = 400
"""Pages of the log after which the file is flushed at once, so that the log begins anew."""
_NEW_MARKS = 1 << 30


def new_mark() -> int:
    """The first mark of a file's own series, drawn at random."""
    return secrets.randbelow(_NEW_MARKS) + 1


class BookConnection(sqlite3.Connection):
    """A connection whose writing transactions leave their mark, and stand in the file when they are committed."""

    keeper: "FileKeeper | None" = None
    writing = False

    def commit(self) -> None:
        keeper = self.keeper if self.writing and self.in_transaction else None
        if keeper is not None:
            mark = keeper.marked(self)
        super().commit()
        if self.writing and not self.in_transaction:
            self.writing = False
        if keeper is not None:
            keeper.committed(mark)

    def rollback(self) -> None:
        super().rollback()
        self.writing = False
        if self.keeper is not None:
            self.keeper.reading_ended()


class FileKeeper:
    """Brings what is committed into the book's file. ``connect`` opens one more bare connection to it."""

    def __init__(self, connect: Callable[[], sqlite3.Connection], lock: BookLock) -> None:
        self._connect = connect
        self._lock = lock
        self._mutex = threading.Lock()
        self._wake = threading.Condition(self._mutex)
        self._pin: sqlite3.Cursor | None = None
        self._writer: sqlite3.Connection | None = None
        self._connections: list[sqlite3.Connection] = []
        self._thread: threading.Thread | None = None
        self._mark = 0
        self._owed = 0
        self._dirty = False
        self._commits = 0
        self._closed = False

    def begin(self, connection: sqlite3.Connection) -> None:
        """Begin a transaction that writes; the first one of a session is preceded by its mark alone."""
        connection.execute("BEGIN IMMEDIATE")
        if self._writer is not None:
            return
        try:
            mark = new_mark()
            connection.execute(f"PRAGMA user_version = {mark}")
            connection.execute("COMMIT")
        except BaseException:
            with suppress(sqlite3.Error):
                connection.execute("ROLLBACK")
            raise
        self._start()
        self.committed(mark)
        connection.execute("BEGIN IMMEDIATE")

    def marked(self, connection: sqlite3.Connection) -> int:
        """Leave the next mark in a transaction that is about to be committed; the mark."""
        (mark,) = connection.execute("PRAGMA user_version").fetchone()
        connection.execute(f"PRAGMA user_version = {mark + 1}")
        return int(mark) + 1

    def committed(self, mark: int) -> None:
        """Write a commit into the file; where a reader or a full disk prevents it, that is done later."""
        with self._mutex:
            self._mark, self._dirty = mark, True
            self._commits += 1
            self._write_through()
            if self._thread is None and not self._closed:
                self._thread = threading.Thread(target=self._serve, name="coopdesk-file", daemon=True)
                self._thread.start()
            elif self._commits == 1:
                self._wake.notify()

    def reading_ended(self) -> None:
        """Write into the file what a reader had prevented."""
        if self._owed:
            with self._mutex:
                if self._owed and not self._closed:
                    self._write_through()

    def close(self) -> None:
        """Flush the file and let go of it."""
        with self._mutex:
            self._closed = True
            self._wake.notify()
            with suppress(sqlite3.Error, OSError):
                self._settle()
            self._let_go()
            for connection in self._connections:
                connection.close()
            self._connections.clear()
            self._writer = None  # closed again it finds nothing to write, whatever a full disk left undone
        if self._thread is not None and self._thread is not threading.current_thread():
            self._thread.join()

    def _start(self) -> None:
        pinned, self._writer = self._connect(), self._connect()
        self._connections = [pinned, self._writer]
        for connection in self._connections:
            connection.execute("PRAGMA wal_autocheckpoint = 0")
        self._writer.execute("PRAGMA busy_timeout = 0")
        self._writer.execute("PRAGMA synchronous = OFF")

    def _write_through(self) -> None:
        assert self._writer is not None  # begun before anything is committed
        try:
            self._hold()
            busy, logged, written = self._writer.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
            whole = not busy and logged == written
            if whole and logged > LONGEST_LOG:
                self._flush()
        except (sqlite3.Error, OSError):
            whole = False
        self._owed = 0 if whole else self._mark
        self._lock.acknowledge(self._mark if whole else 0)

    def _hold(self) -> None:
        """Keep a reader on the newest state: while there is one, SQLite does not begin the log anew."""
        if self._pin is None:
            self._pin = self._connections[0].cursor()
        self._pin.execute("SELECT 1 FROM sqlite_schema")

    def _let_go(self) -> None:
        if self._pin is not None:
            self._pin.close()
            self._pin = None

    def _flush(self) -> None:
        """Flush the file: from then on the log is not needed for what the file holds."""
        self._lock.flush_book()
        self._let_go()
        self._dirty = False

    def _settle(self) -> bool:
        """Flush the file and empty the log; False where a reader or another writer is in the way."""
        if self._writer is None or not self._dirty:
            return True
        if self._owed:
            self._write_through()
        if self._owed:
            return False
        self._flush()
        self._writer.execute("PRAGMA synchronous = FULL")  # for what is committed in between
        try:
            (busy, _logged, _written) = self._writer.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        finally:
            self._writer.execute("PRAGMA synchronous = OFF")
        self._dirty = bool(busy)
        return not busy

    def _serve(self) -> None:
        with self._mutex:
            while not self._closed:
                if not self._quiet(MOMENT):
                    continue
                with suppress(OSError):
                    self._lock.flush_book()
                if WHILE > MOMENT and not self._quiet(WHILE - MOMENT):
                    continue
                settled = False
                with suppress(sqlite3.Error, OSError):
                    settled = self._settle()
                if settled and not self._closed:
                    self._wake.wait()

    def _quiet(self, seconds: float) -> bool:
        """Whether nobody committed or closed the book for so long."""
        self._commits = 0
        self._wake.wait(seconds)
        return not self._commits and not self._closed
