"""What the window needs of the program around it and must not import: opening books, and making papers.

The bootstrap gives one object of this shape once the window stands; building it may load the heavy libraries.
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    # Only names here: the window stands before the services are loaded.
    from datetime import date

    from coopdesk.domain.attachments.blob import Blob
    from coopdesk.domain.coop.share_class import ShareClass
    from coopdesk.domain.ledger.accounts import ChartOfAccounts
    from coopdesk.domain.ledger.invoice import Invoice
    from coopdesk.services.desk import Desk
    from coopdesk.services.ledger.bank.statement import StatementWords
    from coopdesk.services.ledger.exchanging.accounts import AccountTable
    from coopdesk.services.ledger.exchanging.layout import Layout
    from coopdesk.services.ledger.exchanging.out import VoucherRows
    from coopdesk.services.ledger.exchanging.words import VoucherWords
    from coopdesk.services.members.importing.words import Words
    from coopdesk.services.paper import AnyPaper
    from coopdesk.services.progress import Progress
    from coopdesk.services.source_table import CellValue, SourceFile, SourceTable
    from coopdesk.services.values import BookContent, Defect


class Restoration(Protocol):
    """A backup beside the book it would replace."""

    @property
    def backup(self) -> "BookContent":
        """What the backup holds."""

    @property
    def present(self) -> "BookContent | None":
        """None for a book that is not there, or cannot be read."""

    @property
    def defects(self) -> "Sequence[Defect]":
        """What does not hold in the backup."""


class Backend(Protocol):
    """Everything behind the window. Each call may raise EnvironmentFault with what the machine refused."""

    def open_book(self, book: Path, progress: "Progress" = ...) -> "Desk":
        """Open a book that exists; `progress` is told how far the copy is that is kept of an older one."""
        ...

    def new_book(self, book: Path) -> "Desk":
        """Make an empty book at that place and open it."""
        ...

    def inspect_backup(self, backup: Path, book: Path, progress: "Progress" = ...) -> Restoration:
        """Verify a backup as a whole and read what it and the present book hold; the book may be open."""
        ...

    def restore(self, backup: Path, book: Path, progress: "Progress" = ...) -> Path | None:
        """Put a backup in the place of a book that is closed; where the book that was there is kept now."""
        ...

    def sample_book(self, book: Path, progress: "Progress | None" = None) -> "Desk":
        """Make the sample book at that place, complete or open the one that is there.

        `progress` is told how far it is; it raises Cancelled to stop, and what is there can be completed later.
        """
        ...

    def write_table(self, rows: "Iterable[Sequence[CellValue]]", target: Path) -> Path:
        """Write rows as a file for a spreadsheet, a workbook where its name says so; where it is."""
        ...

    def read_source(self, path: Path, progress: "Progress" = ...) -> "SourceFile":
        """The sheets of a workbook or a table of text, as they stand."""
        ...

    def read_pasted(self, text: str, name: str, progress: "Progress" = ...) -> "SourceFile":
        """Cells that were copied elsewhere, as a table of that name."""
        ...

    def import_words(self) -> "Words":
        """The words that accountants' sheets are understood by."""
        ...

    def write_bad_rows(
        self, table: "SourceTable", headings: int, remarks: "Mapping[tuple[int, int], str]", target: Path
    ) -> Path:
        """Write rows 0 … ``headings`` of a sheet and those with remarks as a workbook; where it is."""
        ...

    def write_empty_workbook(self, classes: "Sequence[ShareClass]", target: Path) -> Path:
        """Write a workbook to be filled in with members who hold these classes of shares; where it is."""
        ...

    def write_book(self, desk: "Desk", target: Path, progress: "Progress" = ...) -> Path:
        """Write members, shares, accounts and trade of an open book as a workbook; where it is."""
        ...

    def read_attachment(self, path: Path) -> "tuple[str, Blob]":
        """A file as the book keeps it, with the name it is shown under; DomainError names what cannot be kept."""
        ...

    def write_attachment(self, parts: "Iterable[bytes]", target: Path) -> Path:
        """Write the bytes of an attachment as a file; where it is."""
        ...

    def read_voucher_file(self, path: Path) -> "SourceFile":
        """The cells of a file of vouchers: what `read_source` reads, and dBase tables."""
        ...

    def voucher_layouts(self) -> "Sequence[Layout]":
        """The layouts of other programs' voucher files that come with the program."""
        ...

    def voucher_words(self) -> "VoucherWords":
        """The words that files of vouchers are understood by."""
        ...

    def statement_words(self) -> "StatementWords":
        """The words that bank statements are understood by."""
        ...

    def read_account_table(self, path: Path) -> "AccountTable":
        """What another ledger calls our accounts, from a file somebody filled in."""
        ...

    def write_account_table(
        self, chart: "ChartOfAccounts", codes: "Iterable[str]", table: "AccountTable", target: Path
    ) -> Path:
        """Write the table of accounts for these codes, as far as it is known, to be filled in; where it is."""
        ...

    def write_vouchers(
        self, desk: "Desk", layout: "Layout", table: "AccountTable", days: "tuple[date, date]", target: Path
    ) -> "tuple[VoucherRows, Mapping[Path, int]]":
        """Write the vouchers of these days, both included; the files with how many each holds, none where there are
        faults."""
        ...

    def read_invoice(self, path: Path) -> "tuple[str, Blob, Invoice | None]":
        """A file as `read_attachment` gives it, with what it says of the invoice that it is, as far as that is sure."""
        ...

    def papers(self) -> "Sequence[AnyPaper]":
        """All papers of the program, in the order of the gallery."""
        ...

    def write_paper(
        self, kind: str, source: object, target: Path, progress: "Progress | None" = None
    ) -> list[Path]:
        """Write a paper of what its `needs` read from the book; its files.

        `progress` is told how far it is, and may stop it.
        """
        ...
