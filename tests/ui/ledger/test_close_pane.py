"""The view 结账 through the real window: a year of months is closed, held and opened again, each finding leads on."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from coopdesk.domain.ledger.months import Month, MonthState
from coopdesk.services.ledger.commands import CloseMonth, PostVouchers, SaveDraft, SetMonthState
from coopdesk.ui.frame.main_window import MainWindow
from coopdesk.ui.kit.dialogs import ChangesSheet
from coopdesk.ui.kit.reason_form import ReasonForm
from coopdesk.ui.ledger.close_pane import (
    CLOSE_MONTH,
    HOLD,
    REOPEN,
    RESUME,
    TO_SURPLUS,
    CheckRow,
    ClosePane,
)
from coopdesk.ui.ledger.page import LedgerPage
from tests.services.ledger.books import credit, debit, voucher
from tests.services.ledger.years import CoOp, co_op
from tests.ui.conftest import AnsweringOpener


@pytest.fixture
def year(tmp_path: Path) -> Iterator[CoOp]:
    """A co-op that has traded in 2024 and closed nothing."""
    with co_op(tmp_path / "结账.coop", date(2025, 2, 10)) as made:
        made.trade(2024, "30000")
        yield made


@pytest.fixture
def pane(window: MainWindow, year: CoOp, settle: Callable[[Any], None]) -> ClosePane:
    window.shell.show_book(year.desk)
    window.activateWindow()
    QTest.qWaitForWindowActive(window)
    window.shell.go("ledger", "close:2024-01")
    settle(window.shell)
    page = window.page("ledger")
    assert isinstance(page, LedgerPage)
    shown = page.pane
    assert isinstance(shown, ClosePane)
    return shown


def at(pane: ClosePane, month: str) -> None:
    pane.open_thing(month)
    assert pane.settle()
    assert pane.place == month


def shown(pane: ClosePane) -> set[str]:
    names = {CLOSE_MONTH.name, HOLD.name, RESUME.name, REOPEN.name, TO_SURPLUS.name}
    return {name for name in names if pane.buttons[name].isVisibleTo(pane)}


def found(pane: ClosePane) -> list[CheckRow]:
    return [row for row in pane.checks.rows if row.found is not None]


def give_reason(form: ReasonForm) -> None:
    form.reason.edit.setPlainText("补记一张凭证")


def test_a_month_is_closed_by_keyboard_and_opened_again_for_a_reason(
    window: MainWindow, pane: ClosePane, year: CoOp, opener: AnsweringOpener, settle: Callable[[Any], None]
) -> None:
    assert pane.place == "2024-01"  # the first that is not closed
    assert found(pane) == []
    opener.answers = [True]
    pane.take_focus()
    QTest.keyClick(pane.month_table.view, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(window.shell)
    assert year.state(2024, 1) is MonthState.CLOSED
    assert shown(pane) == {REOPEN.name}
    opener.answers = [give_reason]
    pane.buttons[REOPEN.name].click()
    settle(window.shell)
    assert year.state(2024, 1) is MonthState.OPEN
    assert pane.month is not None
    assert pane.month.reason == "补记一张凭证"


def test_a_sheet_that_is_left_and_a_reason_not_given_change_nothing(
    window: MainWindow, pane: ClosePane, year: CoOp, opener: AnsweringOpener, settle: Callable[[Any], None]
) -> None:
    opener.answers = [False]
    pane.buttons[CLOSE_MONTH.name].click()
    assert year.state(2024, 1) is MonthState.OPEN
    year.desk.run(CloseMonth(month=Month(2024, 1)))
    pane.reload()
    opener.answers = [None]
    pane.buttons[REOPEN.name].click()
    settle(window.shell)
    assert year.state(2024, 1) is MonthState.CLOSED


def test_a_month_is_held_and_goes_on(
    window: MainWindow, pane: ClosePane, year: CoOp, settle: Callable[[Any], None]
) -> None:
    assert shown(pane) == {CLOSE_MONTH.name, HOLD.name}
    pane.buttons[HOLD.name].click()
    settle(window.shell)
    assert year.state(2024, 1) is MonthState.HELD
    assert shown(pane) == {CLOSE_MONTH.name, RESUME.name}
    pane.buttons[RESUME.name].click()
    settle(window.shell)
    assert year.state(2024, 1) is MonthState.OPEN


def test_each_finding_leads_to_where_it_is_mended(window: MainWindow, pane: ClosePane, year: CoOp) -> None:
    power = voucher(debit("523", "5"), credit("102", "5"), day=date(2024, 12, 20))
    year.desk.run(SaveDraft(voucher=power))
    lines = (
        (debit("181", "80", "盘亏"), credit("121", "80", "盘亏")),
        (debit("401", "40", "领料"), credit("102", "40", "领料")),
        (debit("102", "9", "补缴"), credit("301", "9", "补缴", member="F01")),
    )
    year.desk.run(PostVouchers(vouchers=tuple(voucher(*each, day=date(2024, 12, 7)) for each in lines)))
    pane.reload()
    at(pane, "2024-12")
    gone: list[tuple[str, str]] = []
    ways: dict[str, tuple[str, str]] = {}
    window.shell.page_wanted.connect(lambda page, thing: gone.append((page, thing)))
    rows = [row for row in pane.checks.rows if row.found is not None]
    for row in rows:
        at(pane, "2024-12")
        assert pane.check_table.view.pick(row)
        pane.check_table.view.setFocus()
        gone.clear()
        QTest.keyClick(pane.check_table.view, Qt.Key.Key_Return)
        assert pane.settle()
        assert row.result
        assert row.weight
        ways[row.found.code if row.found is not None else ""] = gone[0] if gone else ("", pane.place)
    assert ways["close.drafts"] == ("ledger", "vouchers:d1")
    assert ways["close.month_open"][1].startswith("2024-")
    assert ways["statement.pending"] == ("ledger", "books:detail/181")
    assert ways["close.cost"] == ("ledger", "books:detail/401")
    assert ways["close.capital"] == ("members", "")
    assert ways["close.differs"] == ("members", "F01")


def test_a_year_is_closed_after_its_vouchers_were_shown_and_opened_again(
    window: MainWindow, pane: ClosePane, year: CoOp, opener: AnsweringOpener, settle: Callable[[Any], None]
) -> None:
    year.close_months(2024)
    pane.reload()
    at(pane, "2024-12")
    opener.answers = [True]
    pane.buttons[CLOSE_MONTH.name].click()
    sheet = opener.asked[-1]
    assert isinstance(sheet, ChangesSheet)
    told = "\n".join(how for _what, how in sheet.changes)
    assert "借　501" in told
    assert "200,000.00" in told
    assert "贷　33202" in told
    assert "30,000.00" in told
    settle(window.shell)
    assert year.state(2024) is MonthState.HELD
    assert len(year.desk.ledger.closing_vouchers(2024)) == 3
    assert year.desk.ledger.closing_preview(2024) == ()
    assert shown(pane) == {CLOSE_MONTH.name, REOPEN.name, TO_SURPLUS.name}
    assert "本年盈余 30,000.00 元" in pane.surplus.text()
    opener.answers = [give_reason]
    pane.buttons[REOPEN.name].click()
    settle(window.shell)
    assert year.state(2024) is MonthState.OPEN
    assert not year.desk.ledger.is_year_closed(2024)


def test_the_surplus_of_a_closed_year_goes_on_to_its_distribution(
    window: MainWindow, pane: ClosePane, year: CoOp
) -> None:
    year.close(2024)
    pane.reload()
    at(pane, "2024-12")
    gone: list[str] = []
    window.shell.page_wanted.connect(lambda page, _thing: gone.append(page))
    pane.buttons[TO_SURPLUS.name].click()
    assert (gone, window.shell.year) == (["distribution"], 2024)


def test_a_month_that_somebody_else_held_meanwhile_is_not_closed_unasked(
    window: MainWindow, pane: ClosePane, year: CoOp, opener: AnsweringOpener, settle: Callable[[Any], None]
) -> None:
    year.desk.run(SetMonthState(month=Month(2024, 1), state=MonthState.HELD))
    opener.answers = [True]
    pane.buttons[CLOSE_MONTH.name].click()
    settle(window.shell)
    assert year.state(2024, 1) is MonthState.HELD
