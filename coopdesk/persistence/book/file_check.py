"""SQLite's own check of a file, beside the walk through its rows: neither needs the other, and a PC has two cores."""

from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import Self

from sqlalchemy import Connection

from coopdesk.persistence.sql.guarding import guarded
from coopdesk.services.values import Defect


class FileCheck:
    """What SQLite finds in pages, indexes and references of a file; nothing of a shared database.

    It looks by a connection of its own, from entering on, and is stopped when its block is left before it is done.
    """

    def __init__(self, connection: Connection) -> None:
        self._engine = connection.engine
        self._beside = ThreadPoolExecutor(1, "file check")
        self._connection: Connection | None = None
        self._looking: Future[Sequence[Defect]] | None = None

    def __enter__(self) -> Self:
        if self._engine.dialect.name == "sqlite":
            self._connection = self._engine.connect()
            self._looking = self._beside.submit(_found, self._connection)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._connection is not None and self._looking is not None:
            driver = self._connection.connection.driver_connection
            if driver is not None and not self._looking.done():
                driver.interrupt()
        self._beside.shutdown()
        if self._connection is not None:
            self._connection.close()

    def found(self) -> Sequence[Defect]:
        """All it found, waited for. What the machine refuses meanwhile (a disk that is gone) is raised here."""
        return self._looking.result() if self._looking is not None else ()


def _found(connection: Connection) -> Sequence[Defect]:
    return [*guarded(connection, "file", _file(connection))]


def _file(connection: Connection) -> Iterator[Defect]:
    for (found,) in connection.exec_driver_sql("PRAGMA integrity_check(20)"):
        if found != "ok":
            yield Defect("verify.file", {"detail": found})
    for table, row, *_rest in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield Defect("verify.reference", {"table": table, "row": row})
