"""What a page may ask of the journal (操作日志): its lines, its head, and how far it went when something was read."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING

from coopdesk.services.area_desk import AreaDesk
from coopdesk.services.clock import ClockDoubt, clock_doubt
from coopdesk.services.errors import EnvironmentFault
from coopdesk.services.ports import UnitOfWork
from coopdesk.services.values import Defect

if TYPE_CHECKING:
    from coopdesk.services.journal.entry import JournalFilter, JournalLine, Witness


class JournalDesk(AreaDesk):
    """What was done to an open book, and by whom."""

    _newest: date | None = None

    def witness(self) -> "Witness":
        """How many entries the journal has now, and the hash of the last."""
        with self._reading() as uow:
            return uow.journal.witness()

    def clock_doubt(self) -> ClockDoubt | None:
        """What speaks against this PC's date; None for nothing."""
        with self._reading() as uow:
            return clock_doubt(self.today, self.newest_entry(uow))

    def newest_entry(self, uow: UnitOfWork) -> date | None:
        """The latest day of an entry seen since the book was opened: one under a wrong date takes away no doubt."""
        found = uow.journal.newest()
        if found is not None:
            self._newest = max(found, self._newest or found)
        return self._newest

    def seen(self) -> int:
        """How many entries the journal has now. Asked before something is read that is to be changed: the command
        carries it, and is refused where somebody was quicker."""
        return self.witness().count

    def notices(self) -> Sequence[Defect]:
        """What whoever opens the book should know: parts of it that are not this program's, and a journal that is not
        the one last seen on this PC."""
        found = list(self._book.notices())
        with self._reading() as uow:
            now = uow.journal.witness()
            kept = self._kept(uow)
            if kept is not None and now.count < kept.count:
                found.append(Defect("notice.older", {"count": now.count, "kept": kept.count}))
            elif kept is not None and uow.journal.hash_of(kept.count) != kept.head:
                found.append(Defect("notice.other_head", {"number": kept.count}))
        return found

    def _kept(self, uow: UnitOfWork) -> "Witness | None":
        """How far this book's journal was last seen on this PC."""
        book = uow.journal.hash_of(1)
        return None if self._heads is None or book is None else self._heads.get(book)

    def trust(self) -> None:
        """Let the journal as it is now be the one that was last seen here: for a book that was restored on purpose."""
        self.keep_head(worked=True)

    def keep_head(self, worked: bool) -> None:
        """Keep how far the journal goes, if it went on from what was kept or was worked in: not for a mere look."""
        with suppress(EnvironmentFault), self._reading() as uow:
            now, kept, book = uow.journal.witness(), self._kept(uow), uow.journal.hash_of(1)
            known = kept is None or uow.journal.hash_of(kept.count) == kept.head
            if self._heads is not None and book is not None and (known or worked) and now != kept:
                self._heads.keep(book, now)

    def lines(
        self, wanted: "JournalFilter", below: int | None = None, limit: int = 200
    ) -> "Sequence[JournalLine]":
        """The newest entries that are wanted, newest first; ``below`` goes on behind an earlier answer."""
        with self._reading() as uow:
            return uow.journal.lines(wanted, below, limit)

    def count(self, wanted: "JournalFilter") -> int:
        """How many entries are wanted."""
        with self._reading() as uow:
            return uow.journal.count(wanted)

    def people(self) -> Sequence[str]:
        """Everybody who is named in the journal."""
        with self._reading() as uow:
            return uow.journal.people()
