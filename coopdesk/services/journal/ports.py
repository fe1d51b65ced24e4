"""What the use cases need of the journal (操作日志), as Protocols."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Protocol

from coopdesk.services.command import Changes
from coopdesk.services.journal.entry import JournalFilter, JournalLine, Thing, Witness
from coopdesk.services.progress import Progress, unheard


class Journal(Protocol):
    """Every command that was carried out, in its order, and what it changed (操作日志)."""

    def result(self, command_id: str) -> Changes | None:
        """What a command that was carried out before gave; None for one that was not."""

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
        """Close an entry that owns everything added since the one before it."""

    def witness(self) -> Witness:
        """How far the journal goes: the number of its last entry and its hash, which proves all before it."""

    def newest(self) -> date | None:
        """The day on which the last entry was made, by the clock of the PC that made it."""

    def hash_of(self, number: int) -> str | None:
        """The hash of an entry; that of the first is what a book is known by."""

    def change_since(self, thing: Thing, seen: int) -> JournalLine | None:
        """The entry that made the newest version of something, where it is a later one than ``seen``."""

    def lines(self, wanted: JournalFilter, below: int | None, limit: int) -> Sequence[JournalLine]:
        """The newest entries that are wanted, of those numbered below ``below``, newest first."""

    def count(self, wanted: JournalFilter) -> int:
        """How many entries ``lines`` would give without a limit."""

    def people(self) -> Sequence[str]:
        """Everybody who is named in the journal."""


class SeenHeads(Protocol):
    """How far each book's journal was last seen on this PC; a book is known by the hash of its first entry."""

    def get(self, book: str) -> Witness | None:
        """The head last kept for a book; None for a book never seen on this PC."""

    def keep(self, book: str, witness: Witness) -> None:
        """Keep a head in place of the one kept before."""
