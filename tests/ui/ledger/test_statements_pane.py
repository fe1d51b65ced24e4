"""The view 报表 through the real window: every amount of every form opens the lines that add up to it."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from coopdesk.domain.ledger.statement_rows import Form
from coopdesk.domain.money import Money
from coopdesk.services.desk import Desk
from coopdesk.ui import app
from coopdesk.ui.frame.main_window import MainWindow
from coopdesk.ui.frame.preferences import Preferences
from coopdesk.ui.ledger.page import LedgerPage
from coopdesk.ui.ledger.statement_forms import FormRow
from coopdesk.ui.ledger.statements_pane import StatementsPane
from coopdesk.ui.ledger.vouchers_pane import VouchersPane
from tests.ledger.two_years import YEARS, figures
from tests.ledger.two_years_book import two_years_desk
from tests.ui import village


@pytest.fixture
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return two_years_desk(tmp_path_factory.mktemp("forms") / "春山.coop")


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, desk: Desk) -> Iterator[MainWindow]:
    made = app.build(qapp, Preferences.load())
    made.shell.connect_backend(village.IdleBackend())
    made.resize(1366, 728)
    made.shell.show_book(desk)
    made.show()
    QTest.qWaitForWindowActive(made)
    yield made
    made.close()
    made.deleteLater()


def statements(window: MainWindow) -> StatementsPane:
    window.shell.go("ledger", "statements:")
    page = window.page("ledger")
    assert isinstance(page, LedgerPage)
    pane = page.pane
    assert isinstance(pane, StatementsPane)
    assert pane.settle()
    return pane


def press(key: Qt.Key) -> None:
    target = QApplication.focusWidget()
    assert target is not None
    QTest.keyClick(target, key)
    QCoreApplication.processEvents()


def rows(pane: StatementsPane) -> list[FormRow]:
    assert pane.table is not None
    found = (pane.table.model.row_at(place) for place in range(pane.table.model.rowCount()))
    return [row for row in found if isinstance(row, FormRow)]


@pytest.mark.parametrize("year", YEARS)
def test_every_amount_of_every_form_opens_lines_that_add_up_to_it(window: MainWindow, year: int) -> None:
    pane = statements(window)
    pane.years.setCurrentText(str(year))
    tried = 0
    for form in Form:
        pane.forms[form].click()
        assert pane.settle()
        assert pane.form is form
        assert pane.table is not None
        keys = [column.key for column in pane.table.model.columns]
        for place, row in enumerate(rows(pane)):
            for key, opened in row.figures.items():
                pane.table.view.put_cursor(place, keys.index(key))
                pane.take_focus()
                press(Qt.Key.Key_Return)
                assert pane.settle()
                assert pane.lines.isVisible()
                model = pane.lines.model
                lines = [model.row_at(at) for at in range(model.rowCount())]
                assert sum(line.counts.fen for line in lines if line is not None) == opened.figure.amount.fen
                assert "一致" in pane.lines.sums.text()
                assert "不一致" not in pane.lines.sums.text()
                assert row.values[key] == opened.figure.amount
                press(Qt.Key.Key_Escape)
                assert pane.table.isVisible()
                tried += 1
    assert tried > 120


def test_the_amounts_are_those_of_the_sheet_and_lead_to_a_voucher(window: MainWindow, desk: Desk) -> None:
    pane = statements(window)
    pane.open_thing("balance_sheet/2025/0")
    assert pane.settle()
    assert pane.place == "balance_sheet/2025/0"
    expected: dict[str, list[Money | None]] = figures("资产负债表 2025", 2)
    shown = {
        str(row.values[f"{side}_number"]): [row.values[f"{side}_end"], row.values[f"{side}_begin"]]
        for row in rows(pane)
        for side in ("left", "right")
        if row.values.get(f"{side}_number")
    }
    assert shown == expected
    assert not pane.findings.count()
    pane.take_focus()
    press(Qt.Key.Key_Return)
    assert pane.settle()
    line = pane.lines.table.current_row()
    press(Qt.Key.Key_Return)
    page = window.page("ledger")
    assert isinstance(page, LedgerPage)
    assert isinstance(page.pane, VouchersPane)
    assert page.pane.entry.posted == desk.ledger.voucher(line.voucher)


def test_a_month_has_two_forms_and_the_year_so_far_beside_it(window: MainWindow) -> None:
    pane = statements(window)
    pane.years.setCurrentText("2024")
    pane.show_form(Form.EQUITY)
    pane.months.setCurrentIndex(6)
    assert pane.settle()
    assert (pane.form, pane.forms[Form.EQUITY].isEnabled()) == (Form.BALANCE_SHEET, False)
    pane.forms[Form.SURPLUS].click()
    shown = {
        str(row.values["left_number"]): [row.values.get("left_month"), row.values["left_so_far"]]
        for row in rows(pane)
    }
    assert shown == figures("月报 2024-06", 2)
    assert "2024年6月" in pane.said


def test_what_does_not_agree_stands_above_the_form(window: MainWindow, desk: Desk) -> None:
    from datetime import date

    from coopdesk.domain.ledger.accounts import Side
    from coopdesk.domain.ledger.voucher import Voucher, VoucherLine
    from coopdesk.services.ledger.commands import PostVouchers

    lines = (
        VoucherLine("盘亏", "181", Side.DEBIT, Money(8000)),
        VoucherLine("盘亏", "121", Side.CREDIT, Money(8000)),
    )
    pane = statements(window)
    pane.open_thing("surplus/2025/0")
    desk.run(PostVouchers(vouchers=(Voucher(date(2023, 1, 5), lines),)))
    pane.reload()
    assert pane.settle()
    assert pane.findings.count()
    said = [each.text() for each in pane.findChildren(QLabel) if each.property("role") == "warning"]
    assert any("待处理财产损溢还有 80.00 元" in each for each in said)


def test_the_paper_of_the_form_is_one_key_away(window: MainWindow) -> None:
    pane = statements(window)
    pane.open_thing("surplus/2024/0")
    assert pane.settle()
    pane.take_focus()
    gone: list[tuple[str, str]] = []
    window.shell.page_wanted.connect(lambda page, thing: gone.append((page, thing)))
    target = QApplication.focusWidget()
    assert target is not None
    QTest.keyClick(target, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert gone == [("papers", "surplus_statement")]
    assert window.shell.year == 2024
