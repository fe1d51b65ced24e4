"""What the use cases need of a book, as Protocols; ``persistence`` implements them, tests may too.

A unit of work is one transaction: leaving it without ``commit`` takes everything back. All reads inside see one state.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Protocol, Self

from coopdesk.services.values import BackupRecord, Defect

if TYPE_CHECKING:
    from coopdesk.services.attachments.ports import AttachmentStore
    from coopdesk.services.coop.ports import CoopStore, YearStore
    from coopdesk.services.distribution.ports import LossStore, MeasureStore, PlanStore, TemplateStore
    from coopdesk.services.journal.entry import Witness
    from coopdesk.services.journal.ports import Journal
    from coopdesk.services.members.ports import MemberQueries, MemberStore, MemberTable, RegisterStore

Progress = Callable[[int, int], None]
"""Told (done, total) now and then; raises ``Cancelled`` to stop the work."""


class UnitOfWork(Protocol):
    """One transaction over a book."""

    @property
    def coop(self) -> "CoopStore": ...
    @property
    def attachments(self) -> "AttachmentStore": ...
    @property
    def members(self) -> "MemberStore": ...
    @property
    def register(self) -> "RegisterStore": ...
    @property
    def years(self) -> "YearStore": ...
    @property
    def plans(self) -> "PlanStore": ...
    @property
    def losses(self) -> "LossStore": ...
    @property
    def measures(self) -> "MeasureStore": ...
    @property
    def templates(self) -> "TemplateStore": ...
    @property
    def journal(self) -> "Journal": ...
    @property
    def queries(self) -> "MemberQueries": ...

    def commit(self) -> None: ...
    def __enter__(self) -> Self: ...
    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


class Book(Protocol):
    """An open book (账套)."""

    @property
    def title(self) -> str:
        """File name or database name, for the window's title."""

    def unit(self) -> UnitOfWork:
        """A new transaction for writing."""

    def reading(self) -> UnitOfWork:
        """A new transaction that only reads; it never waits for a writer."""

    def table(self, day: date) -> "MemberTable":
        """The member table as at a day."""

    def backup(self, target: Path, person: str = "") -> "Witness":
        """A whole, checked copy of the book at ``target``; recorded as the last backup. How far its journal goes."""

    def last_backup(self) -> BackupRecord | None: ...

    def verify(self, kept: Iterable["Witness"] = ()) -> Iterable[Defect]:
        """Everything that does not hold: file integrity, holdings below 0, totals that do not tie. Empty is good.

        ``kept`` are heads of the journal seen before, which it must still have.
        """

    def notices(self) -> Sequence[Defect]:
        """What whoever opens the book should know; nothing of it keeps anybody from working."""

    def close(self) -> None: ...
