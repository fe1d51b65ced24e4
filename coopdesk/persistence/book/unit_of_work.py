"""One transaction over a book with its stores; leaving it without ``commit`` takes everything back."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from types import TracebackType
from typing import Any, Generic, Self, TypeVar

from sqlalchemy import Connection, Engine, Transaction, select, text

from coopdesk.persistence.book import engine as engines
from coopdesk.persistence.book import migrate, stores
from coopdesk.persistence.book.engine import WRITES
from coopdesk.persistence.book.tables import book_info
from coopdesk.persistence.distribution.draft_cache import DraftCache
from coopdesk.persistence.sql import numbering
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


StoreT = TypeVar("StoreT")


class _Store(Generic[StoreT]):
    """An attribute of a unit of work that is a store over its transaction."""

    def __init__(self, make: "Callable[[SqlUnitOfWork], StoreT]") -> None:
        self._make = make
        self._name = ""

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def __get__(self, uow: "SqlUnitOfWork", owner: type) -> StoreT:
        return uow.store(self._name, self._make)


class SqlUnitOfWork:
    """``UnitOfWork`` on an engine. Entered again inside itself it is a part that can be taken back on its own.

    ``told`` is entered around the whole: it tells what a damaged book gives cause to. Each store is made when it is
    first asked for, and gone with the transaction.
    """

    coop = _Store(lambda uow: stores.coop_store(uow._connection))
    years = _Store(lambda uow: stores.year_store(uow._connection))
    attachments = _Store(lambda uow: stores.attachment_store(uow._connection))
    members = _Store(lambda uow: stores.member_store(uow._connection))
    households = _Store(lambda uow: stores.household_store(uow._connection))
    officers = _Store(lambda uow: stores.officer_store(uow._connection))
    register = _Store(lambda uow: stores.register_store(uow._connection))
    accounts = _Store(lambda uow: stores.account_store(uow._connection))
    past = _Store(lambda uow: stores.past_store(uow._connection))
    imports = _Store(lambda uow: stores.import_store(uow._connection))
    certificates = _Store(lambda uow: stores.certificate_store(uow._connection))
    ledger = _Store(lambda uow: stores.ledger_store(uow._connection))
    voucher_files = _Store(lambda uow: stores.voucher_file_store(uow._connection))
    bank = _Store(lambda uow: stores.bank_store(uow._connection))
    invoices = _Store(lambda uow: stores.invoice_store(uow._connection))
    queries = _Store(lambda uow: stores.member_queries(uow._connection))
    plans = _Store(lambda uow: stores.plan_store(uow._connection, uow.draft_cache))
    losses = _Store(lambda uow: stores.loss_store(uow._connection))
    measures = _Store(lambda uow: stores.measure_store(uow._connection))
    templates = _Store(lambda uow: stores.template_store(uow._connection))
    journal = _Store(lambda uow: stores.journal_store(uow._connection))

    def __init__(
        self,
        engine: Engine,
        draft_cache: DraftCache,
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
        self.draft_cache: DraftCache = draft_cache
        self._writing = writing
        self._open: Connection | None = None
        self._parts: list[Transaction] = []
        self._stores: dict[str, Any] = {}

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
            from coopdesk.persistence.journal.store import seal

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
        self._stores.clear()
        connection.close()

    @property
    def _connection(self) -> Connection:
        if self._open is None:
            raise RuntimeError("a unit of work is used inside its with block")
        return self._open

    def store(self, name: str, make: "Callable[[SqlUnitOfWork], StoreT]") -> StoreT:
        """The store of this transaction with that name, made when it is first asked for."""
        if name not in self._stores:
            self._stores[name] = make(self)
        made: StoreT = self._stores[name]
        return made
