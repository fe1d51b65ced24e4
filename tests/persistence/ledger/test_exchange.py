"""Imports, statements, matches and invoices in either database: what is kept is there again, and damage is told."""

from collections.abc import Callable
from datetime import date

import pytest

from coopdesk.domain.ledger.accounts import Side
from coopdesk.domain.ledger.chart import FIRST_ACCOUNTS
from coopdesk.domain.ledger.invoice import Invoice
from coopdesk.domain.ledger.months import Month
from coopdesk.domain.ledger.voucher import Voucher, VoucherKind, VoucherLine, reversal
from coopdesk.domain.money import Money
from coopdesk.persistence.book.book import SqlBook
from coopdesk.services.journal.entry import Thing
from coopdesk.services.ledger.bank.statement import StatementLine
from coopdesk.services.ledger.exchange_values import (
    BankStatement,
    ExchangeKind,
    MatchedHow,
    VoucherReceipt,
)
from coopdesk.services.ledger.values import LedgerStart, NewVoucher
from tests.persistence.book.test_verify import tamper, told
from tests.persistence.conftest import Location
from tests.persistence.samples import photo

DAY, LATER = date(2024, 1, 5), date(2024, 2, 6)
INVOICE = Invoice("24502000000012345678", "", DAY, "供电所", "", Money(1), Money(2), Money(3))
RECEIPT = VoucherReceipt(0, "凭证.xlsx", "ab", "凭证", "plain", 2, 4, Money(500))
LINES = [
    StatementLine(1, DAY, Money(-500), Money(9_500), "10:11", "供电所", "6222", "电费", "a1"),
    StatementLine(2, LATER, Money(-30)),
]


def paid(day: date, fen: int) -> Voucher:
    lines = (
        VoucherLine("付", "523", Side.DEBIT, Money(fen)),
        VoucherLine("付", "102", Side.CREDIT, Money(fen)),
    )
    return Voucher(day, lines)


@pytest.fixture
def kept(book: SqlBook) -> SqlBook:
    """Two vouchers of which one is undone, an import, a layout in two versions, a statement, an invoice."""
    with book.unit() as uow:
        uow.ledger.begin(LedgerStart(Month(2024, 1), DAY))
        for account in FIRST_ACCOUNTS:
            uow.ledger.save_account(account)
        opening = (
            VoucherLine("建账", "102", Side.DEBIT, Money(10_000)),
            VoucherLine("建账", "33202", Side.CREDIT, Money(10_000)),
        )
        uow.ledger.append(NewVoucher(Voucher(date(2023, 12, 31), opening, kind=VoucherKind.OPENING)), "")
        uow.ledger.append(NewVoucher(paid(DAY, 500)), "")
        wrong = uow.ledger.append(NewVoucher(paid(DAY, 77)), "")
        uow.ledger.append(NewVoucher(reversal(paid(DAY, 77), wrong, LATER, "注销")), "")
        assert uow.voucher_files.keep(RECEIPT) == 1
        for name in ("旧", "新"):
            uow.voucher_files.save_document(ExchangeKind.LAYOUT, "own-1", name, {"name": name})
        statement = BankStatement(0, "102", "对账单.csv", "cd", DAY, LATER, 2, Money(10_000), None)
        assert uow.bank.add_statement(statement, LINES) == 1
        uow.bank.match([1], [(2, 2)], MatchedHow.FOUND, "")
        paper = uow.attachments.add(Thing("voucher", "2"), "发票.jpg", photo(), DAY)
        uow.invoices.add(paper, INVOICE)
        uow.commit()
    return book


def test_what_was_kept_is_there_again(kept: SqlBook) -> None:
    with kept.reading() as uow:
        (receipt,) = uow.voucher_files.all()
        assert (receipt.number, receipt.file, receipt.debit) == (1, "凭证.xlsx", Money(500))
        assert uow.voucher_files.of_file("ab") == receipt and uow.voucher_files.of_file("zz") is None
        assert [each.content for each in uow.voucher_files.documents(ExchangeKind.LAYOUT)] == [{"name": "新"}]
        (statement,) = uow.bank.statements("102")
        assert (statement.lines, statement.opening, statement.closing) == (2, Money(10_000), None)
        assert uow.bank.statements("101") == [] and uow.bank.of_file("102", "cd") == statement
        first, second = uow.bank.lines("102", DAY, LATER)
        assert [first.line, second.line] == LINES
        assert (first.matched, second.matched) == (1, None)
        assert uow.bank.lines("102", DAY, DAY) == [first] and uow.bank.lines("101", DAY, LATER) == []
        assert (
            uow.bank.last_before("102", LATER) == first
            and uow.bank.last_before("102", date(2024, 1, 4)) is None
        )
        known = uow.invoices.live(INVOICE.number, "")
        assert known is not None and (known.invoice, known.thing_kind, known.thing_key) == (
            INVOICE,
            "voucher",
            "2",
        )
        assert uow.invoices.of_attachments([known.attachment, 99]) == {known.attachment: INVOICE}


def test_lines_of_money_know_what_undoes_them_and_openings_are_none(kept: SqlBook) -> None:
    with kept.reading() as uow:
        found = uow.bank.money_lines(["102"], date(2023, 1, 1), LATER)
    assert [(each.voucher, each.position, each.amount.fen, each.cancels, each.matched) for each in found] == [
        (2, 2, -500, None, 1), (3, 2, -77, 4, None), (4, 2, 77, 3, None),
    ]  # fmt: skip
    assert [each.label for each in found] == ["记-1", "记-2", "记-1"]


def test_what_was_taken_back_counts_no_more(kept: SqlBook) -> None:
    with kept.unit() as uow:
        uow.bank.unmatch(1, "错")
        assert not uow.bank.is_match(1)
        assert uow.bank.match([1], [(2, 2)], MatchedHow.BY_HAND, "回单") == 2
        assert uow.bank.lines("102", DAY, DAY)[0].matched == 2
        uow.bank.unmatch(2, "错")
        uow.bank.take_back(1, "错")
        assert uow.bank.lines("102", DAY, LATER) == [] and uow.bank.of_file("102", "cd") is None
        uow.voucher_files.keep_taken_back(1, "错")
        assert uow.voucher_files.of_file("ab") is None
        uow.voucher_files.save_document(ExchangeKind.LAYOUT, "own-1", "新", {}, dropped=True)
        assert uow.voucher_files.documents(ExchangeKind.LAYOUT) == []
        known = uow.invoices.live(INVOICE.number, "")
        assert known is not None
        uow.attachments.remove(known.attachment, "错", DAY)
        assert uow.invoices.live(INVOICE.number, "") is None
        uow.commit()
    assert list(kept.verify()) == []


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("UPDATE bank_lines SET amount = -501 WHERE id = 1", "verify.bank_match"),
        ("INSERT INTO bank_match_lines VALUES (1, 2, 1)", "verify.bank_match"),
        (
            "INSERT INTO bank_matches VALUES (2, 'found', '', 1); INSERT INTO bank_match_lines VALUES (2, 1, 1); "
            "INSERT INTO bank_match_vouchers VALUES (2, 2, 2, 1)",
            "verify.bank_match_twice",
        ),
        ("INSERT INTO bank_matches VALUES (9, 'found', '', 1)", "verify.bank_matches"),
        ("UPDATE voucher_imports SET number = 2", "verify.voucher_imports"),
        (
            "INSERT INTO bank_statements SELECT 7, account, file, sha256, first_day, last_day, lines, opening, "
            "closing, 1 FROM bank_statements",
            "verify.bank_statements",
        ),
        (
            "INSERT INTO attachments SELECT 99, thing_kind, thing_key, 'x', sha256, day, 1 FROM attachments; "
            "INSERT INTO invoices SELECT 99, number, code, day, seller, '', NULL, NULL, NULL, 1 FROM invoices",
            "verify.invoice_twice",
        ),
    ],
)
def test_damage_is_told_for_what_it_is(
    kept: SqlBook, location: Location, statement: str, code: str, opened: Callable[..., SqlBook]
) -> None:
    kept.close()
    tamper(location, statement)
    assert code in {found for found, _params in told(opened(location, read_only=True).verify())}
