"""银行存款余额调节表 on paper: both halves come to the same, and what is not sure is said."""

from datetime import date
from pathlib import Path

import pytest

from coopdesk.domain.money import Money
from coopdesk.reports.ledger.books import write_book
from coopdesk.services.desk import Desk
from coopdesk.services.ledger.bank_desk import command_of
from coopdesk.services.ledger.exchange_commands import MatchStatements
from coopdesk.services.ledger.papers.reconciliation import (
    RECONCILIATIONS,
    BankAsked,
    bank_asked,
    build_reconciliation,
)
from coopdesk.services.paper import Choice
from tests.services.ledger.keeping_books import open_ledger, paid, post, received
from tests.services.ledger.test_bank import JANUARY, read

END = date(2020, 1, 31)


@pytest.fixture
def book(desk: Desk, tmp_path: Path) -> Desk:
    open_ledger(desk)
    post(
        desk,
        received(date(2020, 1, 2), "1000.00"),
        paid(date(2020, 1, 10), "120.50"),
        paid(date(2020, 1, 30), "80.00"),
    )
    desk.run(command_of("102", read(tmp_path, JANUARY)))
    return desk


def asked(desk: Desk, month: int = 1) -> BankAsked:
    return bank_asked(desk, Choice(2020, date(2020, 2, 1), month=month))


def test_a_month_before_any_statement_has_no_sheet(desk: Desk) -> None:
    open_ledger(desk)
    assert not RECONCILIATIONS.there(asked(desk))


def test_both_halves_come_to_the_same(book: Desk, tmp_path: Path) -> None:
    book.run(MatchStatements(account="102", days=5))
    of = asked(book)
    assert (of.day, of.accounts) == (END, ("102",))
    figures = build_reconciliation(RECONCILIATIONS.read(book, of), date(2020, 3, 1))
    (table,) = figures.tables
    assert table.name == "102 银行存款"
    assert [row.cells for row in table.rows] == [
        ("账面余额", "", Money(79_950), "对账单余额", "", Money(87_985)),
        ("加：银行已收、本社未收", "", Money(35), "加：本社已收、银行未收", "", Money(0)),
        ("　利息", "2020-01-31", Money(35), "", "", None),
        ("减：银行已付、本社未付", "", Money(0), "减：本社已付、银行未付", "", Money(8_000)),
        ("", "", None, "　记-3　付款", "2020-01-30", Money(8_000)),
        ("调节后的余额", "", Money(79_985), "调节后的余额", "", Money(79_985)),
    ]
    assert figures.notes == ()
    written = write_book(figures, tmp_path / "sheet.pdf", date(2020, 3, 1))
    assert written.read_bytes().startswith(b"%PDF")


def test_what_is_not_matched_yet_is_said(book: Desk) -> None:
    post(book, received(date(2020, 1, 28), "0.35"), received(date(2020, 1, 30), "0.35"))
    figures = build_reconciliation(RECONCILIATIONS.read(book, asked(book, month=0)), date(2020, 3, 1))
    assert [note.partition("：")[2] for note in figures.notes] == [
        "有 2 组可以对上的还没有勾对，已列为未达账项。",
        "有 1 组不能确定是不是同一笔，已列为未达账项。",
    ]


def test_a_difference_that_nothing_explains_is_said(book: Desk, tmp_path: Path) -> None:
    missing = "日期,摘要,支出,收入,余额\n2020-01-31,少一行,10.00,,700.00\n"
    book.run(command_of("102", read(tmp_path, missing, "b.csv")))
    figures = build_reconciliation(RECONCILIATIONS.read(book, asked(book)), date(2020, 3, 1))
    assert any("调节后仍相差 -169.85 元" in note for note in figures.notes)
