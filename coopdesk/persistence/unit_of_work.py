"""One transaction over a book with its stores; leaving it without ``commit`` takes everything back."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from functools import cached_property
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Engine, Transaction, select, text

from coopdesk.persistence import engine as engines
from coopdesk.persistence import migrate, numbering
from coopdesk.persistence.coop_store import SqlCoopStore, SqlYearStore
from coopdesk.persistence.drafts import DraftShelf
from coopdesk.persistence.engine import WRITES
from coopdesk.persistence.journal import SqlJournal, seal
from coopdesk.persistence.loss_store import SqlLossStore
from coopdesk.persistence.measure_store import SqlMeasureStore, SqlTemplateStore
from coopdesk.persistence.member_queries import SqlMemberQueries
from coopdesk.persistence.member_store import SqlMemberStore
from coopdesk.persistence.plan_store import SqlPlanStore
from coopdesk.persistence.register_store import SqlRegisterStore
from coopdesk.persistence.tables import book_info
from coopdesk.services.errors import RESULT_UNKNOWN, EnvironmentFault

Watch = Callable[[Connection], object]
"""Looks at a book within a transaction; raises what speaks against writing to it."""


def open_transaction(engine: Engine, *, writing: bool, watch: Watch | None = None) -> Connection:
    """A connection whose transaction has begun: alone with the right to write, or seeing one state without waiting.

    ``watch`` looks at a book that is to be written to first.
    """
    if engine.dialect.name == "sqlite":
        connection = engine.connect().execution_options(**(WRITES if writing else {}))
    elif writing:
        connection = engine.connect()
    else:
        connection = engine.connect().execution_options(isolation_level="REPEATABLE READ")
    try:
        connection.begin()
        numbering.begin(connection)
        if writing and engine.dialect.name == "postgresql":
            # Whoever writes waits here for whoever does, so what a command has checked still holds when it writes.
            connection.execute(text(f"SET LOCAL lock_timeout = {engines.WAIT_MS}"))
            connection.execute(select(book_info.c.id).with_for_update())
        if writing or engine.dialect.name == "postgresql":
            # On a server another PC may have migrated the book; a file at least if its lock did not hold.
            migrate.check_version(connection)
        if writing and watch is not None:
            watch(connection)
    except BaseException:
        connection.close()
        raise
    return connection


_NO_ANSWER = frozenset({"book.server_gone", "book.server_silent"})


class SqlUnitOfWork:
    """``UnitOfWork`` on an engine. Entered again inside itself it is a part that can be taken back on its own.

    ``told`` is entered around the whole: it tells what a damaged book gives cause to.
    """

    def __init__(
        self,
        engine: Engine,
        shelf: DraftShelf,
        *,
        writing: bool,
        clock: Callable[[], datetime] = datetime.now,
        told: Callable[[], AbstractContextManager[None]] = nullcontext,
        watch: Watch | None = None,
    ) -> None:
        self._engine = engine
        self._watch = watch
        self._clock = clock
        self._told = told
        self._shelf = shelf
        self._writing = writing
        self._open: Connection | None = None
        self._parts: list[Transaction] = []

    def __enter__(self) -> Self:
        if self._open is None:
            with self._told():
                self._open = open_transaction(self._engine, writing=self._writing, watch=self._watch)
            outer = self._open.get_transaction()
            assert outer is not None  # just begun
            self._parts.append(outer)
        else:
            self._parts.append(self._open.begin_nested())
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        part = self._parts.pop()
        try:
            if part.is_active:
                part.rollback()
                if self._parts:
                    numbering.number_again(self._connection)
        finally:
            if not self._parts:
                self._close()
        if error is not None and not self._parts:
            with self._told():
                raise error

    def commit(self) -> None:
        """Keep what was done; on disk when this returns. Facts that no entry of the journal owns yet are given one."""
        if len(self._parts) == 1:
            seal(self._connection, self._clock())
        try:
            self._parts[-1].commit()
        except EnvironmentFault as lost:
            if lost.code not in _NO_ANSWER or len(self._parts) > 1:
                raise
            # The server may have kept it and only the answer is lost.
            raise EnvironmentFault(RESULT_UNKNOWN, **lost.params) from lost

    def _close(self) -> None:
        connection, self._open = self._connection, None
        for name in (
            "coop",
            "members",
            "register",
            "years",
            "plans",
            "losses",
            "measures",
            "templates",
            "journal",
            "queries",
        ):
            self.__dict__.pop(name, None)
        connection.close()

    @property
    def _connection(self) -> Connection:
        if self._open is None:
            raise RuntimeError("a unit of work is used inside its with block")
        return self._open

    @cached_property
    def coop(self) -> SqlCoopStore:
        return SqlCoopStore(self._connection)

    @cached_property
    def members(self) -> SqlMemberStore:
        return SqlMemberStore(self._connection)

    @cached_property
    def register(self) -> SqlRegisterStore:
        return SqlRegisterStore(self._connection)

    @cached_property
    def years(self) -> SqlYearStore:
        return SqlYearStore(self._connection)

    @cached_property
    def plans(self) -> SqlPlanStore:
        return SqlPlanStore(self._connection, self._shelf)

    @cached_property
    def losses(self) -> SqlLossStore:
        return SqlLossStore(self._connection)

    @cached_property
    def measures(self) -> SqlMeasureStore:
        return SqlMeasureStore(self._connection)

    @cached_property
    def templates(self) -> SqlTemplateStore:
        return SqlTemplateStore(self._connection)

    @cached_property
    def journal(self) -> SqlJournal:
        return SqlJournal(self._connection)

    @cached_property
    def queries(self) -> SqlMemberQueries:
        return SqlMemberQueries(self._connection)
