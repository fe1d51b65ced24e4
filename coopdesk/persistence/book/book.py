"""An open book: transactions, the member table, copies and checks over one engine.

What copies and checks need is loaded by the first of them: a start only opens a book and reads its first page.
"""

import os
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager, closing, suppress
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from sqlalchemy import Connection, Engine, insert, select

from coopdesk.files import check_target, clear_leftovers, is_book
from coopdesk.persistence.book import migrate
from coopdesk.persistence.book.as_made import is_as_made
from coopdesk.persistence.book.at_rest import FileKeeper
from coopdesk.persistence.book.damage import damage_told
from coopdesk.persistence.book.engine import sqlite_engine
from coopdesk.persistence.book.file_copy import COPYING, atomic_target, check_whole, checked_copy, no_check
from coopdesk.persistence.book.lock import BookLock
from coopdesk.persistence.book.tables import backups
from coopdesk.persistence.book.unit_of_work import SqlUnitOfWork, Watch, open_transaction
from coopdesk.persistence.distribution.draft_cache import DraftCache
from coopdesk.persistence.sql.faults import fault, file_errors
from coopdesk.persistence.sql.guarding import DAMAGE
from coopdesk.services.command import Changes, Topic
from coopdesk.services.errors import EnvironmentFault
from coopdesk.services.progress import WHOLE, Progress, part_of, unheard
from coopdesk.services.values import BackupRecord, BookContent, Defect

if TYPE_CHECKING:
    from coopdesk.persistence.ledger.line_table import SqlLineTable
    from coopdesk.persistence.ledger.voucher_table import SqlVoucherTable
    from coopdesk.persistence.members.operation_table import SqlOperationTable
    from coopdesk.persistence.members.table import SqlMemberTable
    from coopdesk.services.journal.entry import Witness
    from coopdesk.services.ledger.values import LinesQuestion


class SqlBook:
    """``Book`` over a file (``path``, and the ``lock`` that keeps others from writing) or over a server's database."""

    def __init__(
        self,
        engine: Engine,
        title: str,
        clock: Callable[[], datetime],
        *,
        path: Path | None = None,
        lock: BookLock | None = None,
        read_only: bool = False,
        keeper: FileKeeper | None = None,
        aside: tuple[Path, ...] = (),
        watch: Watch | None = None,
    ) -> None:
        self._engine = engine
        self._title = title
        self._clock = clock
        self._path = path
        self._lock = lock
        self._read_only = read_only
        self._draft_cache = DraftCache()
        self._file = None if path is None else path.stat()
        self._keeper = keeper
        self._watch = watch
        self.aside = aside
        """Logs that lay beside the book when it was opened, were not its own, and have another name now."""

    @property
    def title(self) -> str:
        return self._title

    def unit(self) -> SqlUnitOfWork:
        """A transaction for writing: ``book.read_only`` where that was not asked for, ``book.gone`` without a file."""
        if self._read_only:
            raise EnvironmentFault("book.read_only", path=self._title, folder=self._folder)
        self._check_there()
        return SqlUnitOfWork(
            self._engine,
            self._draft_cache,
            writing=True,
            clock=self._clock,
            told=self._told,
            watch=self._watch,
        )

    def reading(self) -> SqlUnitOfWork:
        return SqlUnitOfWork(self._engine, self._draft_cache, writing=False, told=self._told)

    def table(self, day: date, share_class: str = "", against: date | None = None) -> "SqlMemberTable":
        from coopdesk.persistence.members.table import SqlMemberTable

        return SqlMemberTable(self._engine, day, self._told, share_class=share_class, against=against)

    def operation_table(self) -> "SqlOperationTable":
        from coopdesk.persistence.members.operation_table import SqlOperationTable

        return SqlOperationTable(self._engine, self._told)

    def voucher_table(self) -> "SqlVoucherTable":
        from coopdesk.persistence.ledger.voucher_table import SqlVoucherTable

        return SqlVoucherTable(self._engine, self._told)

    def line_table(self, question: "LinesQuestion") -> "SqlLineTable":
        from coopdesk.persistence.ledger.line_table import SqlLineTable

        return SqlLineTable(self._engine, question, self._told)

    def backup(self, target: Path, person: str = "", progress: Progress = unheard) -> "Witness":
        """A whole, checked copy, and how far its journal goes; ``backup.same_file`` for the book itself.

        Recorded in the book, unless it is read only.
        """
        target = Path(os.path.abspath(target))  # noqa: PTH100 -- takes dots out without asking the disk
        if self._path is not None and self._is_book(target):
            raise fault("backup.same_file", target)
        with file_errors(target):
            if not target.parent.is_dir():
                raise fault("book.folder_gone", target)
            check_target(target, replaces_book=is_book(target) and self._holds_all_of(target))
            clear_leftovers(target.parent)
        try:
            witness = self._copy(target, progress)
        except EnvironmentFault as broken:
            from coopdesk.persistence.book.rescue import rescue

            if self._path is None or broken.code not in {*DAMAGE, "backup.damaged"}:
                raise
            raise rescue(self._path, target, broken, progress) from broken
        if not self._read_only:
            # The copy is there and whole, also where the book itself is not to be written to any more.
            with suppress(EnvironmentFault):
                self._record_backup(target, witness, person)
        return witness

    def _holds_all_of(self, target: Path) -> bool:
        """Whether a book that is there is an earlier state of this one; of a damaged book nobody knows."""
        from coopdesk.persistence.book.lineage import is_older

        try:
            with open_transaction(self._engine, writing=False) as connection:
                return is_older(target, connection)
        except EnvironmentFault:
            return False

    def _copy(self, target: Path, progress: Progress) -> "Witness":
        from coopdesk.persistence.journal.store import SqlJournal

        with self._told(), open_transaction(self._engine, writing=False) as connection:
            migrate.allow_long(connection)
            witness = SqlJournal(connection).witness()
            check = no_check if not target.exists() else partial(_check_fully, target=target)
            if self._path is not None:
                checked_copy(connection, target, check, progress)
            else:
                from coopdesk.persistence.book.layout import lay_out_file
                from coopdesk.persistence.book.server_copy import fill_file

                with atomic_target(target) as part:
                    lay_out_file(part, None)
                    fill_file(connection, part, part_of(progress, *COPYING))
                    with closing(sqlite3.connect(part)) as copy:
                        check_whole(copy, target)
                    check(part, part_of(progress, COPYING[1], WHOLE))
        return witness

    def last_backup(self) -> BackupRecord | None:
        newest = select(backups.c.at, backups.c.target).order_by(backups.c.id.desc()).limit(1)
        with self._told(), open_transaction(self._engine, writing=False) as connection:
            row = connection.execute(newest).first()
        return None if row is None else BackupRecord(row.at, row.target)

    def content(self) -> BookContent:
        """What the book holds in a few words: to compare a backup with the book it would replace."""
        from coopdesk.persistence.book.content import read_content

        with self._told(), open_transaction(self._engine, writing=False) as connection:
            return read_content(connection)

    def verify(self, kept: "Iterable[Witness]" = (), progress: Progress = unheard) -> Iterable[Defect]:
        from coopdesk.persistence.book.verify import defects

        with self._told(), open_transaction(self._engine, writing=False) as connection:
            migrate.allow_long(connection)
            yield from defects(connection, kept, progress)

    def notices(self) -> Sequence[Defect]:
        from coopdesk.persistence.distribution.other_engines import plans_of_other_engines

        with self._told(), open_transaction(self._engine, writing=False) as connection:
            found = (*_schema_defects(connection), *plans_of_other_engines(connection))
        return (*found, *(Defect("notice.log_aside", {"path": log.name}) for log in self.aside))

    def close(self) -> None:
        """Let go of every connection, then of the lock; closing twice does no harm."""
        if self._keeper is not None:
            self._keeper.close()
        self._engine.dispose()
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def _told(self) -> AbstractContextManager[None]:
        return damage_told(self._engine, self._title, self._folder)

    @property
    def _folder(self) -> str:
        return "" if self._path is None else str(self._path.parent)

    def _is_book(self, target: Path) -> bool:
        try:
            return self._file is not None and os.path.samestat(target.stat(), self._file)
        except OSError:
            return target == self._path

    def _record_backup(self, target: Path, witness: "Witness", person: str) -> None:
        from coopdesk.persistence.journal.store import SqlJournal
        from coopdesk.services.journal.entry import canonical
        from coopdesk.services.journal.kinds import BACKUP

        self._check_there()
        content = canonical({"target": str(target), "count": witness.count, "head": witness.head})
        with open_transaction(self._engine, writing=True, watch=self._watch) as connection:
            now = self._clock()
            connection.execute(insert(backups), {"at": now, "target": str(target)})
            journal = SqlJournal(connection)
            done = Changes(frozenset({Topic.BACKUP}), str(target))
            journal.record(uuid4().hex, BACKUP, done, now, person=person, content=content)
            connection.commit()

    def _check_there(self) -> None:
        """A file that was deleted or replaced goes on taking writes that nobody will ever find."""
        if self._path is None or self._file is None:
            return
        try:
            found = self._path.stat()
        except OSError as error:
            raise fault("book.gone", self._path) from error
        if not os.path.samestat(found, self._file):
            raise fault("book.gone", self._path)


def _schema_defects(connection: Connection) -> Iterable[Defect]:
    """What of the book is not this program's. Asked at each opening: a file that is as it is made is not compared."""
    if is_as_made(connection):
        return ()
    from coopdesk.persistence.book.schema import schema_defects

    return schema_defects(connection)


def _check_fully(part: Path, progress: Progress, *, target: Path) -> None:
    """Before a copy replaces another: ``backup.defects`` for one in which something does not hold."""
    from coopdesk.persistence.book.verify import defects

    engine = sqlite_engine(part, read_only=True, alone=True)
    try:
        with open_transaction(engine, writing=False) as connection:
            found = sum(1 for _defect in defects(connection, progress=progress))
    finally:
        engine.dispose()
    if found:
        raise EnvironmentFault("backup.defects", path=target.name, folder=str(target.parent), count=found)
