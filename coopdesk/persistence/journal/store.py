"""The journal (操作日志): every command once, with the hash of the entry before it and of every row it added.

Nothing is kept here but entries; which rows are an entry's own is told by the number they carry (``numbering``), how
they are hashed by ``digest``. A command that comes twice finds its first result here.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from sqlalchemy import BindParameter, Connection, bindparam, select, union_all

from coopdesk.persistence.digest import digest_of, encoded, entry_hash
from coopdesk.persistence.journal import lines as journal_lines
from coopdesk.persistence.journal.stored_rows import stored_runs
from coopdesk.persistence.journal.tables import command_log, journal
from coopdesk.persistence.sql.column_types import IsoMoment, Strings
from coopdesk.persistence.sql.numbering import OpenEntry, head, open_entry
from coopdesk.persistence.sql.prepared import Prepared
from coopdesk.services.command import Changes, Topic
from coopdesk.services.journal.kinds import BEFORE, DIRECT
from coopdesk.services.progress import Progress, unheard

if TYPE_CHECKING:
    from coopdesk.services.journal.entry import JournalFilter, JournalLine, Thing, Witness

_j = journal.c
_ID: BindParameter[str] = bindparam("id")
_RESULT = Prepared(
    union_all(
        select(_j.topics, _j.reference).where(_j.command_id == _ID),
        # A book older than its journal has its first commands there.
        select(command_log.c.topics, command_log.c.reference).where(command_log.c.command_id == _ID),
    )
)
_APPEND = Prepared(journal.insert())
# What these two columns hold is hashed as it is stored, like everything else.
_BOUND = (("at", IsoMoment().put), ("topics", Strings().put))


class SqlJournal:
    """``Journal`` over one transaction.

    ``things`` is what the areas say of the things that entries name, asked for when it is needed.
    """

    def __init__(
        self, connection: Connection, things: Callable[[], journal_lines.Things] = journal_lines.Things
    ) -> None:
        self._connection = connection
        self._things = things

    def result(self, command_id: str) -> Changes | None:
        found = _RESULT.first(self._connection, {"id": command_id})
        if found is None:
            return None
        topics, reference = found
        return Changes(frozenset(map(Topic, topics)), reference)

    def record(
        self,
        command_id: str,
        kind: str,
        changes: Changes,
        at: datetime,
        *,
        person: str = "",
        content: str = "{}",
        progress: Progress = unheard,
    ) -> None:
        """Close the open entry: it owns every fact added since the one before it."""
        entry = {
            "command_id": command_id,
            "at": at,
            "person": person,
            "kind": kind,
            "content": content,
            "topics": sorted(topic.value for topic in changes.topics),
            "reference": changes.reference,
        }
        append(self._connection, entry, progress)

    def newest(self) -> date | None:
        """The day of the last entry."""
        at = self._connection.execute(select(_j.at).order_by(_j.number.desc()).limit(1)).scalar()
        return None if at is None else at.date()

    def witness(self) -> "Witness":
        """How many entries there are, and the hash of the last."""
        from coopdesk.services.journal.entry import Witness

        return Witness(*head(self._connection))

    def hash_of(self, number: int) -> str | None:
        return self._connection.execute(select(_j.hash).where(_j.number == number)).scalar()

    def change_since(self, thing: "Thing", seen: int) -> "JournalLine | None":
        return journal_lines.change_since(self._connection, thing, seen, self._things())

    def lines(self, wanted: "JournalFilter", below: int | None, limit: int) -> "Sequence[JournalLine]":
        return journal_lines.lines(self._connection, wanted, below, limit, self._things())

    def count(self, wanted: "JournalFilter") -> int:
        return journal_lines.count(self._connection, wanted, self._things())

    def people(self) -> Sequence[str]:
        return journal_lines.people(self._connection)


def witness_of(connection: Connection, number: int) -> "Witness | None":
    """The journal as of an entry; None where that is only the one line for all that came before the journal."""
    row = connection.execute(select(_j.kind, _j.hash).where(_j.number == number)).first()
    if row is None or row.kind == BEFORE:
        return None
    from coopdesk.services.journal.entry import Witness

    return Witness(number, row.hash)


def seal(connection: Connection, at: datetime) -> None:
    """Give facts that no command owns an entry of their own; nothing where there are none."""
    entry = open_entry(connection)
    if entry.pending and _changed(connection, entry):
        append(
            connection,
            {
                "command_id": uuid4().hex,
                "at": at,
                "person": "",
                "kind": DIRECT,
                "content": "{}",
                "topics": (),
                "reference": "",
            },
        )


def append(connection: Connection, columns: dict[str, Any], progress: Progress = unheard) -> None:
    """Append the open entry with these columns, and open the next."""
    entry = open_entry(connection)
    whole = columns | {"number": entry.number, "changed": encoded(_changed(connection, entry, progress))}
    found = entry_hash(entry.before, whole | {name: bound(whole[name]) for name, bound in _BOUND})
    _APPEND.run(connection, whole | {"hash_before": entry.before, "hash": found})
    entry.number, entry.before, entry.pending = entry.number + 1, found, False


def _changed(connection: Connection, entry: OpenEntry, progress: Progress = unheard) -> dict[str, Any]:
    """The facts of the entry by table: how many, and the hashes of their runs."""
    touched = sorted(entry.touched)
    found = (
        (table, _table_changed(connection, table, entry.number, partial(progress, place, len(touched))))
        for place, table in enumerate(touched)
    )
    return {table: changed for table, changed in found if changed["rows"]}


def _table_changed(
    connection: Connection, table: str, number: int, hear: Callable[[], None]
) -> dict[str, Any]:
    count = 0
    hashes = []
    for run in stored_runs(connection, table, number):
        count += len(run)
        if len(run) > 1:
            hear()  # a run of very many rows
        hashes.append(digest_of(run))
    return {"rows": count, "sha256": hashes}
