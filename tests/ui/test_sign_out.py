"""Signing out of the PC: what is edited is saved first, nobody is asked, and a refusal holds nothing up."""

from dataclasses import replace
from pathlib import Path
from shutil import copyfile

import pytest
from PySide6.QtCore import SIGNAL
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coopdesk.bootstrap import WindowBackend, open_desk, sample_desk
from coopdesk.domain.money import Money
from coopdesk.i18n import N_
from coopdesk.services.command import Command
from coopdesk.services.coop.commands import SetUpCoop
from coopdesk.services.coop.values import YearFigures
from coopdesk.services.desk import Desk
from coopdesk.services.distribution.commands import RecordYearFigures
from coopdesk.ui import app
from coopdesk.ui.frame.main_window import MainWindow
from coopdesk.ui.frame.page_spec import PageSpec
from coopdesk.ui.frame.preferences import Preferences
from coopdesk.ui.frame.shell import Shell
from coopdesk.ui.kit.page import PageFrame
from tests.ui.conftest import AnsweringOpener

NEW_ADDRESS = "新村 8 号"


class EditedPage(PageFrame):
    """A page on which the co-op's address was typed and not saved."""

    topics = frozenset()

    def __init__(self, shell: Shell) -> None:
        super().__init__("设置")
        self.shell = shell
        self.address = NEW_ADDRESS

    def unsaved(self) -> str:
        return "" if self._details().address == self.address else "地址"

    def rescue(self) -> Command | None:
        return SetUpCoop(details=replace(self._details(), address=self.address)) if self.address else None

    def _details(self):
        found = self.shell.desk.coop.details()
        assert found is not None
        return found


@pytest.fixture
def book(tmp_path: Path, five_households: Path) -> Path:
    return Path(copyfile(five_households, tmp_path / "book.coop"))


@pytest.fixture(scope="module")
def five_households(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("book") / "linge.coop"
    sample_desk(place).close()
    return place


@pytest.fixture
def window(qtbot: QtBot, book: Path) -> MainWindow:
    shell = Shell(Preferences())
    made = MainWindow(
        shell, (PageSpec("settings", N_("设置"), "settings", EditedPage),), lambda _shell: PageFrame("门")
    )
    shell.setParent(made)
    qtbot.addWidget(made, before_close_func=lambda window: window.shell.close())
    made.show()
    shell.show_book(open_desk(book))
    return made


def address(book: Path) -> str:
    desk: Desk = open_desk(book, read_only=True)
    try:
        coop = desk.coop.details()
        assert coop is not None
        return coop.address
    finally:
        desk.close()


def test_what_is_edited_is_saved_and_the_window_goes_unasked(
    window: MainWindow, book: Path, opener: AnsweringOpener
) -> None:
    window.save_before_sign_out()
    window.close()
    assert address(book) == NEW_ADDRESS
    assert opener.asked == []


def test_what_cannot_be_saved_holds_nothing_up(
    window: MainWindow, book: Path, opener: AnsweringOpener
) -> None:
    page = window.page("settings")
    assert isinstance(page, EditedPage)
    page.address = ""
    window.save_before_sign_out()
    assert window.close()
    assert address(book) != NEW_ADDRESS
    assert opener.asked == []


def test_what_would_ask_for_a_reason_is_left_out_unasked(
    window: MainWindow, book: Path, opener: AnsweringOpener, monkeypatch: pytest.MonkeyPatch
) -> None:
    opening = RecordYearFigures(figures=YearFigures(2023, Money(100), Money(0), Money(123), source="账"))
    monkeypatch.setattr(window.page("settings"), "rescue", lambda: opening)
    window.save_before_sign_out()
    assert window.close()
    assert opener.asked == []
    desk = open_desk(book, read_only=True)
    assert desk.coop.year_figures(2023) is None
    desk.close()


def test_the_system_is_heard(qtbot: QtBot, qapp: QApplication, book: Path) -> None:
    heard: list[int] = []
    before = qapp.receivers(SIGNAL("commitDataRequest(QSessionManager&)"))

    def usable(window: MainWindow) -> None:
        heard.append(qapp.receivers(SIGNAL("commitDataRequest(QSessionManager&)")))
        # Closing the last window ends the program; a second order to quit would wait for the next test's loop.
        window.close()

    assert app.run(WindowBackend, book, usable) == 0
    assert heard[0] == before + 1
