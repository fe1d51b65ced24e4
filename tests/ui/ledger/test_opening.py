"""A book without a ledger says what belongs here; beginning one asks for the month and the balances."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from coopdesk.domain.ledger.months import Month
from coopdesk.domain.money import Money
from coopdesk.services.desk import Desk
from coopdesk.services.ledger.commands import OpenLedger
from coopdesk.ui.frame.main_window import MainWindow
from coopdesk.ui.kit.grid_model import BESIDE_ROLE
from coopdesk.ui.ledger.opening_form import OpeningForm
from coopdesk.ui.ledger.page import LedgerPage
from tests.ui.conftest import AnsweringOpener

Settle = Callable[[Any], None]


@pytest.fixture
def form(desk: Desk) -> Iterator[OpeningForm]:
    made = OpeningForm(desk)
    made.prepare()
    yield made
    made.deleteLater()


def is_begun(page: LedgerPage) -> bool:
    return page.begun and page.pane is not None


def result_of(form: OpeningForm) -> OpenLedger | None:
    return form.result_value


def paste(form: OpeningForm, text: str) -> None:
    form.grid.set_rows([])
    form.grid.paste(text)


def test_a_ledger_is_begun_with_pasted_balances(
    window: MainWindow, desk: Desk, opener: AnsweringOpener, settle: Settle
) -> None:
    window.shell.show_book(desk)
    window.open_page("ledger")
    page = window.page("ledger")
    assert isinstance(page, LedgerPage) and not is_begun(page) and page.place == ""
    page.open_thing("vouchers:v1")
    page.take_focus()

    def fill(form: Any) -> None:
        assert [row.typed[0] for row in form.grid.model.rows][:2] == ["101 库存现金", "102 银行存款"]
        paste(form, "科目\t成员\t年初余额\n101\t\t1000\n102\t\t9.9万\n301\tF01\t60000\n301\tF02\t4万")

    opener.answers = [fill]
    page.first.step.click()
    settle(window.shell)
    start = desk.ledger.start()
    assert start is not None and start.first == Month(2023, 1)
    assert is_begun(page) and "2023-01" in page.message.text.text()
    assert desk.ledger.balance("301") == Money(10_000_000)
    assert desk.ledger.balance("102") == Money(9_900_000)


def test_a_difference_is_always_told_and_nothing_unbalanced_begins(form: OpeningForm) -> None:
    assert form.balance.shown.whole == "还没有金额"
    paste(form, "科目\t年初余额\n101\t1000\n33202\t900")
    assert form.balance.shown.whole.startswith("借方多 100.00 元")
    form.try_accept()
    assert result_of(form) is None and "100.00" in form.message.text.text()
    paste(form, "科目\t年初余额\n101\t1000\n33202\t1000")
    assert form.balance.shown.whole == "借贷平衡"
    form.try_accept()
    result = result_of(form)
    assert result is not None and len(result.balances) == 2


def test_a_ledger_begun_within_a_year_asks_what_has_moved_and_works_the_balance_out(
    form: OpeningForm,
) -> None:
    assert form.grid.view.isColumnHidden(3) and form.grid.view.isColumnHidden(5)
    form.first.choose(Month(2022, 7))
    assert not form.grid.view.isColumnHidden(3)
    rows = ("101\t1000\t500\t200", "33202\t1000\t\t", "523\t\t200\t", "501\t\t\t400")
    paste(form, "\n".join(("科目\t年初余额\t本年累计借方\t本年累计贷方", *rows)))
    assert form.grid.model.index(0, 5).data(BESIDE_ROLE) == "1,300.00"
    assert "累计发生额借方多 100.00 元" in form.balance.line.text()
    form.grid.model.type(3, 4, "500")
    assert form.balance.line.text() == ""
    form.grid.model.type(0, 5, "1299")
    assert "1,300.00" in form.grid.mistakes[0].text
    form.grid.model.type(0, 5, "1300")
    assert form.grid.mistakes == []
    form.grid.model.type(0, 2, "")  # the year's beginning is worked out of the rest
    form.try_accept()
    assert form.result_value is not None
    begun = {each.account: each for each in form.result_value.balances}
    assert begun["101"].begin == Money(100_000) and begun["501"].credit == Money(50_000)


def test_a_mistake_of_a_line_leads_to_its_row(
    form: OpeningForm, type_text: Callable[[QWidget, str], None]
) -> None:
    paste(form, "科目\t年初余额\n101\t\n102\t1000\n301\t1000")
    form.try_accept()
    assert result_of(form) is None and "成员" in form.message.text.text()
    assert form.grid.view.place[0] == 2
    form.go_to_line(9)
    assert form.grid.view.place[0] == 2


def test_the_keyboard_is_in_the_voucher_once_the_ledger_has_begun(
    window: MainWindow, desk: Desk, opener: AnsweringOpener, settle: Settle
) -> None:
    """Else the keys of the view, as Ctrl+N, do nothing until something is clicked."""
    window.shell.show_book(desk)
    window.open_page("ledger")
    page = window.page("ledger")
    assert isinstance(page, LedgerPage)
    opener.answers = [lambda form: paste(form, "科目\t年初余额\n101\t1000\n33202\t1000")]
    page.first.step.click()
    settle(window.shell)
    assert page.pane is not None and page.pane.isAncestorOf(page.focusWidget())


def test_a_tab_that_is_clicked_takes_the_keyboard(
    window: MainWindow, desk: Desk, settle: Settle, qtbot: QtBot
) -> None:
    desk.run(OpenLedger(first=Month(2023, 1)))
    window.shell.show_book(desk)
    window.open_page("ledger")
    settle(window.shell)
    page = window.page("ledger")
    assert isinstance(page, LedgerPage)
    bar = page.tabs.tabBar()
    for place in (page.tabs.count() - 1, 0):
        QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.tabRect(place).center())
        settle(window.shell)
        assert page.tabs.currentIndex() == place
        qtbot.waitUntil(lambda: page.pane is not None and page.pane.isAncestorOf(page.focusWidget()))
