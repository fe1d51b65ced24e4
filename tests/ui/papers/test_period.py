"""The papers of the ledger in the gallery: a month or the whole year, numbers of vouchers, paper and Excel."""

import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coopdesk.bootstrap import WindowBackend
from coopdesk.ui.frame.preferences import Preferences
from coopdesk.ui.frame.shell import Shell
from coopdesk.ui.kit import theme
from coopdesk.ui.kit.tokens import TextSize, Theme
from coopdesk.ui.papers.page import PapersPage
from tests.reports.ledger.book import ledger_village
from tests.ui.audit import faults
from tests.ui.conftest import AnsweringOpener

Settle = Callable[[Any], None]


@pytest.fixture
def shell(tmp_path: Path, qapp: QApplication) -> Iterator[Shell]:
    made = Shell(Preferences())
    made.connect_backend(WindowBackend())
    made.show_book(ledger_village(tmp_path / "村.coop"))
    made.set_year(2023)
    yield made
    made.close()


@pytest.fixture
def page(shell: Shell, qtbot: QtBot, settle: Settle) -> PapersPage:
    made = PapersPage(shell)
    qtbot.addWidget(made)
    made.resize(1190, 690)
    made.show()
    made.reload()
    settle(shell)
    return made


def test_papers_of_the_ledger_are_made_when_they_are_chosen(
    page: PapersPage, shell: Shell, settle: Settle
) -> None:
    ledger = [card for card in page.gallery.shown if card.paper.area == "ledger"]
    assert len(ledger) == 19
    assert all(card.picture.isNull() for card in ledger)
    page.gallery.choose("trial_balance")
    settle(shell)
    assert not page.gallery.card("trial_balance").picture.isNull()
    assert page.preview.pages == 1
    # There are more cards than the page has room for; the chosen one is brought into sight.
    page.gallery.choose("notes")
    settle(shell)
    assert not page.gallery.card("notes").visibleRegion().isEmpty()


def test_a_month_and_numbers_are_chosen_for_vouchers(
    page: PapersPage, shell: Shell, settle: Settle, qtbot: QtBot
) -> None:
    assert not page.period.isVisible()
    page.gallery.choose("vouchers_240")
    settle(shell)
    assert (page.period.isVisible(), page.period.edit.isVisible(), page.as_at.isVisible()) == (
        True,
        True,
        False,
    )
    assert page.preview.pages == 4
    page.period.months.setFocus()
    for _step in range(2):
        qtbot.keyClick(page.period.months, Qt.Key.Key_Down)
        settle(shell)
    assert (page.period.month, page.gallery.kind, page.preview.pages) == (2, "vouchers_240", 3)
    page.period.edit.setText("付1-2")
    qtbot.keyClick(page.period.edit, Qt.Key.Key_Return)
    settle(shell)
    assert page.preview.pages == 2
    page.gallery.choose("journal")
    settle(shell)
    assert (page.period.isVisible(), page.period.edit.isVisible()) == (True, False)


def test_what_is_no_number_is_said_and_the_paper_stays(
    page: PapersPage, shell: Shell, settle: Settle
) -> None:
    page.gallery.choose("vouchers_a4")
    settle(shell)
    page.period.edit.setText("九")
    page.period.take()
    assert "九" in page.message.text.text()
    assert (page.period.numbers, page.preview.pages) == ("", 2)
    page.period.edit.setText("")
    page.period.take()
    assert not page.message.isVisible()


def test_a_month_without_vouchers_says_so(page: PapersPage, shell: Shell, settle: Settle) -> None:
    page.gallery.choose("vouchers_a4")
    settle(shell)
    page.period.months.setCurrentIndex(5)
    page.period.months.activated.emit(5)
    settle(shell)
    assert "2023年5月" in page.message.text.text()
    assert not page.save.isEnabled()


def test_a_table_is_saved_as_a_workbook_and_a_voucher_is_not(
    page: PapersPage, shell: Shell, settle: Settle, opener: AnsweringOpener, tmp_path: Path
) -> None:
    page.gallery.choose("vouchers_a4")
    settle(shell)
    assert not page.excel.isVisible()
    page.gallery.choose("statements")
    settle(shell)
    assert page.excel.isVisible()
    opener.answers = [tmp_path / "报表.xlsx"]
    page.excel.click()
    settle(shell)
    assert zipfile.is_zipfile(tmp_path / "报表.xlsx")
    assert "报表.xlsx" in page.message.text.text()


@pytest.mark.parametrize("size", list(TextSize))
def test_nothing_is_clipped_nameless_or_out_of_order(
    page: PapersPage, shell: Shell, settle: Settle, qapp: QApplication, size: TextSize
) -> None:
    theme.apply(qapp, Theme.LIGHT, size)
    page.gallery.choose("vouchers_a4")
    settle(shell)
    assert faults(page) == []
