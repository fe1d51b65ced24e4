"""What the book keeps of files that the ledger exchanges: vouchers read in, bank statements and what they match,
invoices, and a person's own layouts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from coopdesk.domain.ledger.invoice import Invoice
from coopdesk.domain.ledger.reconciliation import Adjustment, Match
from coopdesk.domain.money import Money
from coopdesk.services.ledger.bank.statement import StatementLine


@dataclass(frozen=True, slots=True)
class VoucherReceipt:
    """The receipt of vouchers that were read in: file and layout, how many vouchers and lines, their debits.

    ``sha256`` is of the file's bytes, by which it is known again. ``taken_back`` says why they were taken back, empty
    for those that stand.
    """

    number: int
    file: str
    sha256: str
    sheet: str
    layout: str
    vouchers: int
    lines: int
    debit: Money
    at: datetime | None = None
    person: str = ""
    taken_back: str = ""


class ExchangeKind(StrEnum):
    """凭证格式, 科目对照表: what a person made for the exchange with another program."""

    LAYOUT = "layout"
    ACCOUNTS = "accounts"


@dataclass(frozen=True, slots=True)
class ExchangeDocument:
    """A layout, or the table of accounts that belongs to a layout, by the layout's code; in its newest version."""

    kind: ExchangeKind
    code: str
    name: str
    content: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class BankStatement:
    """A statement that was read in: of which account, from which file, and the balances it begins and ends with.

    ``lines`` counts those it brought; what another statement had brought already is not counted again.
    """

    number: int
    account: str
    file: str
    sha256: str
    first: date
    last: date
    lines: int
    opening: Money | None = None
    closing: Money | None = None
    at: datetime | None = None
    person: str = ""
    taken_back: str = ""


class MatchedHow(StrEnum):
    """Whether the program found a match, which is sure then, or a person said it."""

    FOUND = "found"
    BY_HAND = "by_hand"


@dataclass(frozen=True, slots=True)
class BankLine:
    """A line of a statement in the book, with the number of the match that it stands in."""

    id: int
    statement: int
    line: StatementLine
    matched: int | None = None


@dataclass(frozen=True, slots=True)
class MoneyLine:
    """A line of a voucher on an account of money: in above 0, out below 0. ``cancels`` is the id of the voucher that
    its own undoes, or is undone by; ``label`` is its number (记-5)."""

    voucher: int
    position: int
    day: date
    amount: Money
    summary: str
    label: str
    cancels: int | None = None
    matched: int | None = None


@dataclass(frozen=True)
class Reconciliation:
    """How an account stands on a day: the sheet, the lines behind its entries, and what could be matched and is not.

    ``sure`` are matches that nobody has recorded yet; ``doubts`` each name all the lines that could be meant. The keys
    of entries are a bank line's id, and voucher and position of a line of the ledger.
    """

    account: str
    sheet: Adjustment
    bank: Mapping[int, BankLine]
    book: Mapping[tuple[int, int], MoneyLine]
    sure: tuple[Match, ...]
    doubts: tuple[Match, ...]


@dataclass(frozen=True, slots=True)
class KnownInvoice:
    """An invoice of the book, with the number of the attachment that is its file and the thing it is attached to."""

    invoice: Invoice
    attachment: int
    thing_kind: str
    thing_key: str
