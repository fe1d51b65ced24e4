"""What a person can do with files that the ledger exchanges: vouchers, bank statements, invoices."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from coopdesk.domain.attachments.blob import Blob
from coopdesk.domain.ledger.invoice import Invoice
from coopdesk.domain.money import Money
from coopdesk.services.command import Command, Replaced
from coopdesk.services.journal.entry import Thing
from coopdesk.services.ledger.bank.statement import StatementLine
from coopdesk.services.ledger.exchange_values import ExchangeKind
from coopdesk.services.ledger.exchanging.voucher import ExchangeVoucher
from coopdesk.services.limits import IN_BULK


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportVouchers(Command):
    """导入凭证: a file that was read without an error, posted as a whole.

    ``sha256`` is of the file's bytes, ``answers`` what a person said of it. ``twice`` is why vouchers that the book has
    already are posted once more.
    """

    file: str
    sha256: str
    sheet: str
    layout: str
    count: int
    lines: int
    debit: Money
    answers: Mapping[str, Any]
    twice: str = ""
    vouchers: tuple[ExchangeVoucher, ...] = field(metadata=IN_BULK)


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeBackVouchers(Command):
    """撤销导入的凭证: every voucher of an import undone in red, all or none; it stays on record with the reason."""

    number: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepExchangeDocument(Command):
    """保存凭证格式或科目对照表: a person's own layout, or what a ledger calls our accounts, by the layout's code."""

    kind: ExchangeKind
    code: str
    name: str
    content: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class DropExchangeDocument(Command):
    """删除凭证格式或科目对照表: it is not offered any more."""

    kind: ExchangeKind
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportStatement(Command):
    """导入对账单: a bank's statement that was read without an error; lines the book has already are not added again.

    ``anew`` are rows (counted from 1) that look like lines the book has and are others all the same.
    """

    account: str
    file: str
    sha256: str
    count: int
    income: Money
    outgo: Money
    opening: Money | None = None
    closing: Money | None = None
    anew: frozenset[int] = frozenset()
    lines: tuple[StatementLine, ...] = field(metadata=IN_BULK)


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeBackStatement(Command):
    """撤销对账单: the lines a statement brought count no more, as long as none of them is matched."""

    number: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchStatements(Command):
    """自动对账: note all sure matches of an account; ``days`` is how far the days of one may lie apart."""

    account: str
    days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchLines(Command):
    """手工对账: these lines of the bank are these lines of vouchers (id and position); their sums are equal."""

    account: str
    bank: tuple[int, ...]
    book: tuple[tuple[int, int], ...]
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnmatchLines(Command):
    """取消对账: a match was wrong, its lines are open again."""

    match: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachInvoice(Command):
    """添加发票: the file of an invoice for a voucher or a draft, unchanged, with what identifies it; each once."""

    thing: Thing
    name: str
    blob: Blob
    invoice: Invoice


def _document(command: KeepExchangeDocument | DropExchangeDocument) -> Thing:
    return Thing("exchange_document", f"{command.kind.value}/{command.code}")


REPLACED: Replaced = {KeepExchangeDocument: _document, DropExchangeDocument: _document}
"""What each command puts a new version of."""
