"""What the use cases need of a book, as Protocols; ``persistence`` implements them, tests may too.

A unit of work is one transaction: leaving it without ``commit`` takes everything back. All reads inside see one state.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Protocol, Self

from coopdesk.services.progress import Progress as Progress
from coopdesk.services.progress import unheard
from coopdesk.services.values import BackupRecord, Defect

if TYPE_CHECKING:
    from coopdesk.services.attachments.ports import AttachmentStore
    from coopdesk.services.coop.ports import CoopStore, YearStore
    from coopdesk.services.distribution.ports import LossStore, MeasureStore, PlanStore, TemplateStore
    from coopdesk.services.journal.entry import Witness
    from coopdesk.services.journal.ports import Journal
    from coopdesk.services.ledger.exchange_ports import BankStore, InvoiceStore, VoucherFileStore
    from coopdesk.services.ledger.ports import LedgerStore, LineTable, VoucherTable
    from coopdesk.services.ledger.values import LinesQuestion
    from coopdesk.services.members.account_ports import AccountStore
    from coopdesk.services.members.certificate_ports import CertificateStore
    from coopdesk.services.members.import_ports import ImportStore
    from coopdesk.services.members.past_ports import PastStore
    from coopdesk.services.members.ports import (
        HouseholdStore,
        MemberQueries,
        MemberStore,
        MemberTable,
        OfficerStore,
        OperationTable,
        RegisterStore,
    )


class UnitOfWork(Protocol):
    """One transaction over a book."""

    @property
    def coop(self) -> "CoopStore":
        """The co-op's details and its classes of shares."""

    @property
    def attachments(self) -> "AttachmentStore":
        """Files attached to things of the book."""

    @property
    def members(self) -> "MemberStore":
        """The member roll."""

    @property
    def households(self) -> "HouseholdStore":
        """Households and their persons."""

    @property
    def officers(self) -> "OfficerStore":
        """Officers and their terms."""

    @property
    def register(self) -> "RegisterStore":
        """The share register."""

    @property
    def accounts(self) -> "AccountStore":
        """The member accounts."""

    @property
    def past(self) -> "PastStore":
        """What was distributed before the book."""

    @property
    def imports(self) -> "ImportStore":
        """Rolls that were read in."""

    @property
    def certificates(self) -> "CertificateStore":
        """The certificates (股权证) and what happened to them."""

    @property
    def ledger(self) -> "LedgerStore":
        """Accounts, vouchers, drafts and what the accounts hold."""

    @property
    def voucher_files(self) -> "VoucherFileStore":
        """Vouchers that were read in, and layouts of a person's own."""

    @property
    def bank(self) -> "BankStore":
        """Bank statements and what they match."""

    @property
    def invoices(self) -> "InvoiceStore":
        """Invoices by their attachments."""

    @property
    def years(self) -> "YearStore":
        """The figures typed for each fiscal year."""

    @property
    def plans(self) -> "PlanStore":
        """Drafts and plans of distributions."""

    @property
    def losses(self) -> "LossStore":
        """Loss years and how they were closed."""

    @property
    def measures(self) -> "MeasureStore":
        """Sheets of trade, land and other measures."""

    @property
    def templates(self) -> "TemplateStore":
        """The co-op's own scheme templates."""

    @property
    def journal(self) -> "Journal":
        """The journal of commands."""

    @property
    def queries(self) -> "MemberQueries":
        """Questions about all members at once."""

    def commit(self) -> None:
        """Keep what was done; it is on disk when this returns.

        ``book.result_unknown`` where a server's answer was lost: the work may have been kept.
        """

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

    def table(self, day: date, share_class: str = "", against: date | None = None) -> "MemberTable":
        """The member table as at a day, of all classes of shares or one, beside another day if one is named."""

    def operation_table(self) -> "OperationTable":
        """The operation book in pages."""

    def voucher_table(self) -> "VoucherTable":
        """The list of vouchers in pages."""

    def line_table(self, question: "LinesQuestion") -> "LineTable":
        """Lines of vouchers in pages."""

    def backup(self, target: Path, person: str = "", progress: Progress = unheard) -> "Witness":
        """A whole, checked copy of the book at ``target``; recorded as the last backup. How far its journal goes.

        One that is stopped leaves nothing.
        """

    def last_backup(self) -> BackupRecord | None:
        """When and where to the book was last copied; None where it never was."""

    def verify(self, kept: Iterable["Witness"] = (), progress: Progress = unheard) -> Iterable[Defect]:
        """Everything that does not hold: file integrity, holdings below 0, totals that do not tie. Empty is good.

        ``kept`` are heads of the journal seen before, which it must still have.
        """

    def notices(self) -> Sequence[Defect]:
        """What whoever opens the book should know; nothing of it keeps anybody from working."""

    def close(self) -> None:
        """Let file, lock and connections go; closing twice does no harm."""
