"""SQLite's own check of a file, beside the walk through its rows: neither needs the other, and a PC has two cores."""

import threading
from collections.abc import Iterator, Sequence
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
        self._found: Sequence[Defect] = ()
        self._failed: BaseException | None = None
        self._connection: Connection | None = None
        self._thread: threading.Thread | None = None

    def __enter__(self) -> Self:
        if self._engine.dialect.name == "sqlite":
            self._connection = self._engine.connect()
            self._thread = threading.Thread(target=self._look, name="file check")
            self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._connection is None or self._thread is None:
            return
        if self._thread.is_alive():
            driver = self._connection.connection.driver_connection
            if driver is not None:
                driver.interrupt()
        self._thread.join()
        self._connection.close()

    def found(self) -> Sequence[Defect]:
        """All it found, waited for. What the machine refuses meanwhile (a disk that is gone) is raised here."""
        if self._thread is not None:
            self._thread.join()
        if self._failed is not None:
            raise self._failed
        return self._found

    def _look(self) -> None:
        assert self._connection is not None
        try:
            self._found = [*guarded(self._connection, "file", _file(self._connection))]
        except BaseException as error:  # noqa: BLE001 -- raised where it is waited for
            self._failed = error


def _file(connection: Connection) -> Iterator[Defect]:
    for (found,) in connection.exec_driver_sql("PRAGMA integrity_check(20)"):
        if found != "ok":
            yield Defect("verify.file", {"detail": found})
    for table, row, *_rest in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield Defect("verify.reference", {"table": table, "row": row})
