"""What the use cases need of a book, as Protocols; ``persistence`` implements them, tests may too.

A unit of work is one transaction: leaving it without ``commit`` takes everything back. All reads inside see one state.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from coopdesk.domain.meeting import Resolution
from coopdesk.domain.member import Member
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import Quantity
from coopdesk.domain.share_register import ShareClass, ShareEntry
from coopdesk.services.journal import Witness
from coopdesk.services.journal_port import Journal
from coopdesk.services.loss_plan import LossDraft, LossPlan
from coopdesk.services.plan import (
    Approval,
    Draft,
    FrozenPlan,
    HistoryLine,
    HouseholdMark,
    OpenPayment,
    PlanRecord,
    PlanState,
    PlanSummary,
    Settled,
)
from coopdesk.services.scheme_ports import MeasureStore, TemplateStore
from coopdesk.services.table_source import TableSource
from coopdesk.services.values import (
    BackupRecord,
    CoopDetails,
    Defect,
    KindTotal,
    MemberRow,
    MemberYear,
    NumberedEntry,
    SearchHit,
    YearFigures,
)

Progress = Callable[[int, int], None]
"""Told (done, total) now and then; raises ``Cancelled`` to stop the work."""


class CoopStore(Protocol):
    """The co-op's details and share classes; every save is a new fact, the newest counts."""

    def save(self, details: CoopDetails) -> None: ...
    def current(self) -> CoopDetails | None: ...
    def save_class(self, share_class: ShareClass) -> None: ...
    def classes(self) -> Sequence[ShareClass]: ...


class MemberStore(Protocol):
    """The member roll in register order; details are versioned, numbers never reused."""

    def add(self, member: Member, readings: str) -> None:
        """Append a member; ``readings`` are what the name is found by."""

    def amend(self, member: Member, readings: str) -> None: ...
    def get(self, number: str) -> Member | None: ...
    def all(self) -> Sequence[Member]:
        """Everybody ever entered, also those whose membership has ended or who were struck."""

    def roll(self) -> Iterator[Member]:
        """The same, one after the other, without what only a person's file needs: papers, bank, address, telephone."""

    def of_name(self, name: str) -> Sequence[Member]:
        """All whose name is the same when names are compared (``domain.text.fold``), in register order."""

    def newest_version(self) -> int:
        """A number that grows with every change of the roll; 0 for an empty one."""

    def same_identity(self, identity: str, other_than: str) -> str | None:
        """The number of another line of the roll, not struck, with that identity number, or None."""

    def is_search_whole(self) -> bool:
        """Whether every name can be found by its readings; not in a book that was just brought up to date."""

    def rebuild_search(self, readings: Callable[[str], str]) -> None:
        """Make anew what names are found by."""

    def search_rows(self) -> Iterable[tuple[str, str, str, str]]:
        """Number, name, and what the name is found by: folded and in its readings; empty where that is missing."""

    def next_number(self, prefix: str) -> str:
        """The next free number of a series: F20 is followed by F21, however high the series has been."""

    def same_account(self, account: str, other_than: str) -> str | None:
        """The number of another member with that bank account (a warning, domain rule 6.3), or None."""


class RegisterStore(Protocol):
    """The share register; entries are appended and numbered from 1."""

    def append(self, entry: ShareEntry, reverses: int | None = None) -> int: ...
    def get(self, number: int) -> NumberedEntry | None: ...
    def entries(self, until: date | None = None) -> Sequence[ShareEntry]:
        """All entries in order of day and number, up to and including a day."""

    def of_member(self, number: str) -> Sequence[NumberedEntry]: ...
    def of_class(self, number: str, share_class: str) -> Sequence[ShareEntry]:
        """A member's entries of one class in order of day: enough to see that it never goes below 0."""

    def holdings(self, number: str, day: date) -> Sequence[tuple[ShareClass, Quantity]]: ...


class YearStore(Protocol):
    """Typed figures by fiscal year; the newest record of a year counts."""

    def save(self, figures: YearFigures) -> None: ...
    def get(self, year: int) -> YearFigures | None: ...
    def years(self) -> Sequence[int]: ...


class PlanStore(Protocol):
    """Drafts, approvals with their frozen figures, failed votes, withdrawals and payments; all of them appended."""

    def add_draft(self, draft: Draft, drafted_on: date) -> int: ...
    def get(self, plan_id: int) -> PlanRecord | None: ...
    def current(self, year: int) -> PlanRecord | None:
        """The year's approved or paid plan, else its newest draft."""

    def state(self, year: int) -> PlanState | None:
        """How far the year's current plan is, without reading it; None where nothing is drafted."""

    def drafted(self) -> Sequence[int]:
        """Every year that ever had a draft."""

    def approve(self, approval: Approval, on: date) -> None: ...
    def withdraw(self, plan_id: int, reason: str, on: date, person: str = "") -> None: ...
    def fail(self, plan_id: int, resolution: Resolution, reason: str, on: date, person: str) -> None:
        """Record a vote that did not carry the plan."""

    def pay(self, plan_id: int, day: date, method: str, reason: str = "", person: str = "") -> None: ...
    def undo_payment(self, plan_id: int, reason: str, on: date, person: str) -> None: ...
    def mark_households(self, plan_id: int, marks: Sequence[HouseholdMark]) -> None:
        """Append marks to the approval in force."""

    def households(self, plan_id: int) -> Mapping[str, HouseholdMark]:
        """The newest mark of every household that has one, by member number; of the approval in force."""

    def open_payments(self) -> Sequence[OpenPayment]:
        """Years with money that came back or, once all was marked as paid out, did not go; the oldest first."""

    def history(self, year: int) -> Sequence[HistoryLine]:
        """All that happened to the drafts of a year, in the order in which it was recorded."""

    def settled(self, day: date) -> Sequence[Settled]:
        """Approved and paid years whose figures rest on the register of that day."""

    def frozen(self, plan_id: int) -> FrozenPlan | None:
        """The figures of an approved or paid plan; None for a draft."""

    def summaries(self) -> Sequence[PlanSummary]:
        """One line a year, oldest first, for approved and paid plans, from stored totals."""

    def of_member(self, number: str) -> Sequence[tuple[PlanSummary, MemberYear]]: ...
    def number_at(self, year: int, position: int) -> str | None:
        """Who has a place in the frozen plan of a year, by member number; None where nobody has."""


class LossStore(Protocol):
    """Drafts for loss years, and those closed by the meeting with their frozen figures; failed votes and reopenings.

    All appended.
    """

    def add_draft(self, draft: LossDraft, on: date, person: str) -> None: ...
    def drafted(self) -> Sequence[int]:
        """Every year that ever had a draft."""

    def draft(self, year: int) -> LossDraft | None:
        """The year's newest draft, also where it was resolved since."""

    def close(self, plan: LossPlan, on: date, person: str) -> None: ...
    def fail(self, year: int, resolution: Resolution, reason: str, on: date, person: str) -> None: ...
    def reopen(self, year: int, reason: str, on: date, person: str) -> None: ...
    def get(self, year: int) -> LossPlan | None:
        """The closing in force."""

    def left(self) -> Mapping[int, tuple[Money, Money]]:
        """Opening balance and what each closed year leaves to the next, by year."""

    def borne(self, before: int) -> Mapping[str, Money]:
        """What closed years earlier than that one put on each member's account."""

    def settled(self, day: date) -> Sequence[Settled]:
        """Closed years that put loss on accounts as the register had them that day or later."""

    def history(self, year: int) -> Sequence[HistoryLine]: ...


class MemberQueries(Protocol):
    """Reads that must stay quick with a hundred thousand members."""

    def totals(self, day: date) -> Sequence[KindTotal]:
        """Members on a day and their shares, by kind."""

    def votes(self, day: date) -> tuple[int, int]:
        """How many members there are on a day, and the additional votes they hold together (Art. 22)."""

    def gone(self, day: date) -> tuple[int, int]:
        """How many memberships had ended by a day, and how many lines of the roll were struck."""

    def missing(self, day: date) -> tuple[int, int]:
        """How many members on a day lack an identity number, and how many a bank account."""

    def without(self, field: str, day: date, limit: int) -> Sequence[str]:
        """The numbers of members on a day whose ``identity`` or ``account`` is not known."""

    def shared_identities(self, day: date) -> Sequence[tuple[str, ...]]:
        """The numbers of members on a day who go by the same identity number, a group for each."""

    def voters(self, day: date, limit: int) -> Sequence[str]:
        """The numbers of members on a day who hold additional votes."""

    def printed_texts(self, day: date) -> Sequence[tuple[str, str]]:
        """Number and all that papers show of each member on a day: name, group, bank, address."""

    def search(self, text: str, limit: int) -> Sequence[SearchHit]:
        """By number, name, its readings, or the last figures of an ID, an account or a telephone."""


class MemberTable(TableSource[MemberRow], Protocol):
    """The member table as at a day; it reads through a connection of its own until it is closed.

    Columns are known by the field names of ``MemberRow``.
    """

    def close(self) -> None: ...


class UnitOfWork(Protocol):
    """One transaction over a book."""

    @property
    def coop(self) -> CoopStore: ...
    @property
    def members(self) -> MemberStore: ...
    @property
    def register(self) -> RegisterStore: ...
    @property
    def years(self) -> YearStore: ...
    @property
    def plans(self) -> PlanStore: ...
    @property
    def losses(self) -> LossStore: ...
    @property
    def measures(self) -> MeasureStore: ...
    @property
    def templates(self) -> TemplateStore: ...
    @property
    def journal(self) -> Journal: ...
    @property
    def queries(self) -> MemberQueries: ...

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

    def table(self, day: date) -> MemberTable:
        """The member table as at a day."""

    def backup(self, target: Path, person: str = "") -> Witness:
        """A whole, checked copy of the book at ``target``; recorded as the last backup. How far its journal goes."""

    def last_backup(self) -> BackupRecord | None: ...

    def verify(self, kept: Iterable[Witness] = ()) -> Iterable[Defect]:
        """Everything that does not hold: file integrity, holdings below 0, totals that do not tie. Empty is good.

        ``kept`` are heads of the journal seen before, which it must still have.
        """

    def notices(self) -> Sequence[Defect]:
        """What whoever opens the book should know; nothing of it keeps anybody from working."""

    def close(self) -> None: ...
