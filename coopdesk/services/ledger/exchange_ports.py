"""What the use cases need a book to keep of files that the ledger exchanges, as Protocols."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Protocol

from coopdesk.domain.ledger.invoice import Invoice
from coopdesk.services.ledger.bank.statement import StatementLine
from coopdesk.services.ledger.exchange_values import (
    BankLine,
    BankStatement,
    ExchangeDocument,
    ExchangeKind,
    KnownInvoice,
    MatchedHow,
    MoneyLine,
    VoucherReceipt,
)


class VoucherFileStore(Protocol):
    """Receipts of vouchers that were read in, and layouts and tables of accounts that a person made."""

    def keep(self, receipt: VoucherReceipt) -> int:
        """Keep a receipt; its number. Its own number, moment and person are not looked at."""

    def get(self, number: int) -> VoucherReceipt | None:
        """A receipt by number, None for one never given."""

    def all(self) -> Sequence[VoucherReceipt]:
        """Every receipt, the newest first."""

    def of_file(self, sha256: str) -> VoucherReceipt | None:
        """The receipt of that very file which was not taken back."""

    def vouchers_of(self, number: int) -> Sequence[int]:
        """The ids of the vouchers an import brought, in their order."""

    def keep_taken_back(self, number: int, reason: str) -> None:
        """Note that an import was taken back, and why."""

    def save_document(
        self, kind: ExchangeKind, code: str, name: str, content: Mapping[str, Any], *, dropped: bool = False
    ) -> None:
        """Append a version of a layout or a table of accounts."""

    def documents(self, kind: ExchangeKind) -> Sequence[ExchangeDocument]:
        """Those that were not dropped, in their newest versions, in the order of their codes."""


class BankStore(Protocol):
    """Statements of banks, their lines, and what of them is which line of the ledger."""

    def add_statement(self, statement: BankStatement, lines: Sequence[StatementLine]) -> int:
        """Keep a statement with the lines it brings; its number, counted from 1."""

    def statements(self, account: str = "") -> Sequence[BankStatement]:
        """All statements of an account, or of every one, the newest first."""

    def statement(self, number: int) -> BankStatement | None:
        """A statement by number, None for one never kept."""

    def of_file(self, account: str, sha256: str) -> BankStatement | None:
        """The statement of that very file and account which was not taken back."""

    def take_back(self, number: int, reason: str) -> None:
        """Note that a statement was taken back; its lines count no more."""

    def lines(self, account: str, first: date, last: date) -> Sequence[BankLine]:
        """The lines of these days that count, in the order of days and of their entering."""

    def last_before(self, account: str, day: date) -> BankLine | None:
        """The last line up to a day that tells a balance."""

    def money_lines(self, accounts: Iterable[str], first: date, last: date) -> Sequence[MoneyLine]:
        """The lines of vouchers on these accounts, opening balances left out, in the order of days and vouchers."""

    def match(
        self, bank: Sequence[int], book: Sequence[tuple[int, int]], how: MatchedHow, reason: str
    ) -> int:
        """Note that these lines are the same money; the number of the match, counted from 1."""

    def is_match(self, number: int) -> bool:
        """Whether a match was made and not taken apart."""

    def unmatch(self, number: int, reason: str) -> None:
        """Note that a match was taken apart."""


class InvoiceStore(Protocol):
    """Invoices by the attachments that are their files; one whose attachment was removed counts no more."""

    def add(self, attachment: int, invoice: Invoice) -> None:
        """Note which invoice an attachment is."""

    def live(self, number: str, code: str) -> KnownInvoice | None:
        """The invoice of that number whose file is attached."""

    def of_attachments(self, attachments: Sequence[int]) -> Mapping[int, Invoice]:
        """The invoices that these attachments are, by attachment."""
