"""What the tests of the ledger's page stand on: a window over a co-op that keeps a ledger."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtTest import QTest

from coopdesk.services.desk import Desk
from coopdesk.ui.frame.main_window import MainWindow
from coopdesk.ui.ledger.page import LedgerPage
from coopdesk.ui.ledger.vouchers_pane import VouchersPane
from tests.pictures import ledger_book
from tests.ui import village


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Desk]:
    """The book of a co-op of three members, with a ledger of two months."""
    desk = village.village(tmp_path / "账簿.coop")
    ledger_book.keep_ledger(desk)
    yield desk
    desk.close()


@pytest.fixture
def page(window: MainWindow, kept: Desk, settle: Callable[[Any], None]) -> LedgerPage:
    """The page 收支凭证 over it."""
    window.shell.show_book(kept)
    window.shell.set_year(2023)
    window.activateWindow()
    QTest.qWaitForWindowActive(window)
    window.open_page("ledger")
    settle(window.shell)
    shown = window.page("ledger")
    assert isinstance(shown, LedgerPage)
    return shown


@pytest.fixture
def pane(page: LedgerPage) -> VouchersPane:
    """Its view of vouchers."""
    shown = page.pane
    assert isinstance(shown, VouchersPane)
    return shown
