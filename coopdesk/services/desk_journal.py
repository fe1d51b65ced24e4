"""What a page may ask of the journal (操作日志): its lines, its head, and how far it went when something was read."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

from coopdesk.services.ports import UnitOfWork

if TYPE_CHECKING:
    from coopdesk.services.journal import JournalFilter, JournalLine, Witness


class JournalReads:
    """The reads of an open desk that concern what was done and by whom."""

    def _reading(self) -> AbstractContextManager[UnitOfWork]:
        raise NotImplementedError

    def witness(self) -> "Witness":
        """How many entries the journal has now, and the hash of the last."""
        with self._reading() as uow:
            return uow.journal.witness()

    def seen(self) -> int:
        """How many entries the journal has now. Asked before something is read that is to be changed: the command
        carries it, and is refused where somebody was quicker."""
        return self.witness().count

    def journal(
        self, wanted: "JournalFilter", below: int | None = None, limit: int = 200
    ) -> "Sequence[JournalLine]":
        """The newest entries that are wanted, newest first; ``below`` goes on behind an earlier answer."""
        with self._reading() as uow:
            return uow.journal.lines(wanted, below, limit)

    def journal_count(self, wanted: "JournalFilter") -> int:
        """How many entries are wanted."""
        with self._reading() as uow:
            return uow.journal.count(wanted)

    def journal_people(self) -> Sequence[str]:
        """Everybody who is named in the journal."""
        with self._reading() as uow:
            return uow.journal.people()
