"""The view 账簿 through the real window: from a balance to its ledger, from a line to its voucher, and every book."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from coopdesk.domain.ledger.accounts import Side
from coopdesk.domain.ledger.voucher import Dimensions
from coopdesk.domain.money import Money
from coopdesk.services.desk import Desk
from coopdesk.services.ledger.values import LedgerLine
from coopdesk.ui.frame.main_window import MainWindow
from coopdesk.ui.ledger.books_pane import Book, BooksPane, NamedRow
from coopdesk.ui.ledger.page import LedgerPage
from coopdesk.ui.ledger.periods import Days
from coopdesk.ui.ledger.vouchers_pane import VouchersPane
from tests.ledger.two_years import YEARS, figures
from tests.ledger.two_years_book import two_years_desk


@pytest.fixture
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    made = two_years_desk(tmp_path_factory.mktemp("books") / "春山.coop")
    yield made
    made.close()


@pytest.fixture
def pane(window: MainWindow, desk: Desk, settle: Callable[[Any], None]) -> BooksPane:
    window.shell.show_book(desk)
    window.activateWindow()
    QTest.qWaitForWindowActive(window)
    window.shell.go("ledger", "books:balances")
    settle(window.shell)
    page = window.page("ledger")
    assert isinstance(page, LedgerPage)
    shown = page.pane
    assert isinstance(shown, BooksPane)
    assert shown.settle()
    return shown


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    target = QApplication.focusWidget()
    assert target is not None
    QTest.keyClick(target, key, modifiers)
    QCoreApplication.processEvents()


def lines(pane: BooksPane, book: Book = Book.DETAIL) -> list[LedgerLine]:
    assert pane.settle()
    model = pane.model if book is Book.DETAIL else pane.journal
    return [row for row in (model.row_at(at) for at in range(model.rowCount())) if row is not None]


@pytest.mark.parametrize("year", YEARS)
def test_every_balance_of_a_day_opens_a_ledger_that_ends_in_it(
    pane: BooksPane, desk: Desk, year: int
) -> None:
    pane.until.show_day(date(year, 12, 31))
    pane._show()
    assert pane.settle()
    expected = figures(f"科目余额 {year}", 4)
    rows = {row.account.code: row for row in pane.balances.rows}
    chart = desk.ledger.chart()
    for code, (_opening, debit, credit, closing) in expected.items():
        row = rows[code]
        if not chart.has_children(code):
            assert (row.year.debit, row.year.credit) == (debit, credit)
            assert row.closing.debit - row.closing.credit == closing
    pane.show_days(Days.of_year(year))
    for code, row in rows.items():
        pane.tables[Book.BALANCES].view.pick(row)
        pane.take_focus()
        press(Qt.Key.Key_Return)
        sign = 1 if row.account.side is Side.DEBIT else -1
        found = lines(pane)
        assert (pane.book, pane.account) == (Book.DETAIL, code)
        assert sum(line.debit.fen for line in found) == row.year.debit.fen
        assert sum(line.credit.fen for line in found) == row.year.credit.fen
        if found:
            assert found[-1].balance == (row.closing.debit - row.closing.credit) * sign
        press(Qt.Key.Key_Escape)
        assert pane.book is Book.BALANCES


def test_a_line_leads_to_its_voucher(pane: BooksPane, window: MainWindow, desk: Desk) -> None:
    pane.open_thing("detail/102")
    pane.show_days(Days.of_year(2024))
    assert pane.settle()
    pane.take_focus()
    line = pane.tables[Book.DETAIL].current_row()
    press(Qt.Key.Key_Return)
    page = window.page("ledger")
    assert isinstance(page, LedgerPage)
    assert isinstance(page.pane, VouchersPane)
    assert page.pane.entry.posted == desk.ledger.voucher(line.voucher)


@pytest.mark.parametrize("account", ["114", "221", "222", "301"])
def test_what_each_member_holds_opens_a_ledger_of_the_member_alone(
    pane: BooksPane, desk: Desk, account: str
) -> None:
    day = date(2025, 6, 30)
    pane.until.show_day(day)
    pane.open_thing("named")
    assert pane.settle()
    rows = [row for row in pane.by_name.rows if row.account.startswith(account)]
    for row in rows:
        assert isinstance(row, NamedRow)
        assert row.amount == desk.ledger.balance(row.account, row.named, day)
    pane.open_account(account, Dimensions(member="F01"))
    pane.show_days(Days())
    found = lines(pane)
    assert all(line.named.member == "F01" for line in found)
    if found:
        assert found[-1].balance == desk.ledger.balance(account, Dimensions(member="F01"))


def test_a_ledger_is_narrowed_to_whom_a_line_names_and_filtered_by_name(pane: BooksPane) -> None:
    pane.open_thing("detail/301")
    pane.show_days(Days())
    found = lines(pane)
    members = {line.named.member for line in found}
    assert len(members) > 1
    pane.take_focus()
    line = pane.tables[Book.DETAIL].current_row()
    pane.model.set_filter("named", line.named.member)
    assert {each.named.member for each in lines(pane)} == {line.named.member}
    pane.model.set_filter("named", "没有此人")
    assert lines(pane) == []
    pane.model.clear_filters()
    assert len(lines(pane)) == len(found)
    press(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert pane.named.member == line.named.member
    assert {each.named.member for each in lines(pane)} == {line.named.member}
    press(Qt.Key.Key_Escape)
    assert pane.named == Dimensions()


def test_the_journal_and_the_printed_books_show_the_months_that_are_chosen(pane: BooksPane) -> None:
    pane.books.setCurrentIndex(list(Book).index(Book.JOURNAL))
    pane.show_days(Days("2024-06"))
    found = lines(pane, Book.JOURNAL)
    assert found
    assert {(line.day.year, line.day.month) for line in found} == {(2024, 6)}
    assert sum(line.debit.fen for line in found) == sum(line.credit.fen for line in found)
    pane.books.setCurrentIndex(list(Book).index(Book.GENERAL))
    assert pane.settle()
    assert pane.printed.table is not None
    assert pane.printed.table.model.rowCount() > 10
    pane.printed.table.view.put_cursor(1)  # below the name of the first account
    pane.take_focus()
    press(Qt.Key.Key_Return)
    assert pane.place == "detail/101"
    press(Qt.Key.Key_Escape)
    assert pane.place.startswith("general")
    pane.show_days(Days("2024"))
    pane.books.setCurrentIndex(list(Book).index(Book.MULTI))
    assert pane.settle()
    assert pane.place.startswith("multi")
    pane.back()
    assert pane.place.startswith("balances")


def test_the_balances_say_their_sums(pane: BooksPane, desk: Desk) -> None:
    pane.until.edit.setText("20250630")
    pane.until.take()
    assert pane.settle()
    assert pane.until.day == date(2025, 6, 30)
    whole = desk.ledger.trial_balance(pane.until.day).total("closing")
    assert whole.debit == whole.credit > Money(0)
    assert f"{whole.debit.fen / 100:,.2f}" in pane.heading.text()
