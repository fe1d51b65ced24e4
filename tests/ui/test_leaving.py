"""Leaving a book, by closing the window or for another: what was said to be saved is saved, the rest is asked for.

Saves are kept busy on purpose: behind a print job, slow, refused.
"""

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QTimer
from pytestqt.qtbot import QtBot

from coopdesk.domain.errors import DomainError
from coopdesk.services.command import Command
from coopdesk.services.coop.commands import SetUpCoop
from coopdesk.services.coop.values import CoopDetails
from coopdesk.services.desk import Desk
from coopdesk.ui.distribution.page import DistributionPage
from coopdesk.ui.first_start.page import FirstStartPage
from coopdesk.ui.frame import closing
from coopdesk.ui.frame.main_window import MainWindow
from coopdesk.ui.kit.dialogs import ChangesSheet, Leaving, LeavingSheet
from coopdesk.ui.kit.jobs import Lane, Progress
from tests.ui import village
from tests.ui.conftest import AnsweringOpener
from tests.ui.settings.opening import coop_sheet, opened

ADDRESS = "新村 8 号"
Settle = Callable[[Any], None]


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A co-op of three members with a year's figures, on the disk."""
    path = tmp_path / "林阁.coop"
    desk = village.village(path)
    village.enter_year(desk, 2022, "300000", "100000")
    desk.close()
    return path


@pytest.fixture
def at_work(window: MainWindow, place: Path, settle: Settle) -> MainWindow:
    """The window over that book."""
    window.shell.show_book(village.IdleBackend().open_book(place))
    settle(window.shell)
    return window


@pytest.fixture
def printing(at_work: MainWindow) -> Iterator[threading.Event]:
    """A print job that goes on until it is stopped."""
    begun, over = threading.Event(), threading.Event()

    def send(progress: Progress) -> None:
        while not over.wait(0.002):
            begun.set()
            progress(1, 300)

    at_work.shell.jobs.submit("打印分红单，300 页", send, lambda _none: None, lambda _error: None)
    assert begun.wait(5)
    yield begun
    over.set()


def slowly(monkeypatch: pytest.MonkeyPatch, seconds: float) -> None:
    """Let every command take its time, as over a slow network."""
    kept = Desk.run

    def run(desk: Desk, command: Command) -> Any:
        time.sleep(seconds)
        return kept(desk, command)

    monkeypatch.setattr(Desk, "run", run)


def moved(coop: CoopDetails | None, address: str = ADDRESS) -> SetUpCoop:
    assert coop is not None
    return SetUpCoop(details=CoopDetails(coop.name, coop.founded, address=address))


def address_in(place: Path) -> str:
    desk = village.IdleBackend().open_book(place)
    try:
        coop = desk.coop.details()
        assert coop is not None
        return coop.address
    finally:
        desk.close()


def drafted_in(place: Path, year: int) -> bool:
    desk = village.IdleBackend().open_book(place)
    try:
        return desk.distribution.plan(year) is not None
    finally:
        desk.close()


def save(window: MainWindow, address: str = ADDRESS) -> None:
    """Save another address, as the settings do."""
    window.shell.run(moved(window.shell.desk.coop.details(), address), window.page("settings"))


def test_a_save_does_not_wait_for_a_print_job(
    qtbot: QtBot, at_work: MainWindow, printing: threading.Event
) -> None:
    save(at_work)
    qtbot.waitUntil(lambda: not at_work.shell.jobs.saving, timeout=5_000)
    coop = at_work.shell.desk.coop.details()
    assert coop is not None
    assert coop.address == ADDRESS
    assert at_work.shell.jobs.under_way(Lane.WORK) == 1


def test_a_save_given_during_a_print_job_is_kept_when_the_window_closes(
    at_work: MainWindow, printing: threading.Event, place: Path, opener: AnsweringOpener
) -> None:
    for number in range(5):
        save(at_work, f"新村 {number} 号")
    assert at_work.close()
    assert address_in(place) == "新村 4 号"
    assert opener.asked == []


def test_closing_waits_for_saves_that_are_slow(
    at_work: MainWindow, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slowly(monkeypatch, 0.2)
    save(at_work, "新村 1 号")
    save(at_work, "新村 2 号")
    assert at_work.close()
    monkeypatch.undo()
    assert address_in(place) == "新村 2 号"


def test_even_a_window_that_goes_unasked_keeps_every_save(
    at_work: MainWindow, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slowly(monkeypatch, 0.05)
    for number in range(4):
        save(at_work, f"新村 {number} 号")
    at_work.shell.close()
    monkeypatch.undo()
    assert address_in(place) == "新村 3 号"


def test_a_save_that_takes_long_is_asked_about_and_never_dropped(
    qtbot: QtBot, at_work: MainWindow, place: Path, opener: AnsweringOpener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(closing, "_PATIENCE", 50)
    slowly(monkeypatch, 0.5)
    save(at_work)
    opener.answers = [True, False]
    assert not at_work.close()
    assert at_work.isVisible()
    assert [type(sheet) for sheet in opener.asked] == [ChangesSheet, ChangesSheet]
    assert "1" in opener.asked[0].sentence
    qtbot.waitUntil(lambda: not at_work.shell.jobs.saving, timeout=5_000)
    assert at_work.close()
    monkeypatch.undo()
    assert address_in(place) == ADDRESS


def test_a_second_click_on_the_close_button_asks_no_second_time(
    at_work: MainWindow, opener: AnsweringOpener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(closing, "_PATIENCE", 2_000)
    slowly(monkeypatch, 0.2)
    save(at_work)
    again: list[bool] = []
    QTimer.singleShot(20, lambda: again.append(at_work.close()))
    assert at_work.close()
    assert again
    assert opener.asked == []


def typed(at_work: MainWindow, address: str = ADDRESS) -> None:
    """Type another address in the settings, and save nothing."""
    sheet = coop_sheet(opened(at_work, at_work.shell.desk, "coop"))
    sheet.address.set_text(address)


@pytest.mark.parametrize(
    ("answer", "closes", "kept"),
    [(Leaving.SAVE, True, ADDRESS), (Leaving.DROP, True, ""), (Leaving.STAY, False, "")],
)
def test_closing_offers_to_save_first(
    at_work: MainWindow, place: Path, opener: AnsweringOpener, answer: Leaving, closes: bool, kept: str
) -> None:
    page = opened(at_work, at_work.shell.desk, "coop")
    coop_sheet(page).address.set_text(ADDRESS)
    opener.answers = [answer]
    assert at_work.close() is closes
    (sheet,) = opener.asked
    assert isinstance(sheet, LeavingSheet)
    assert "合作社" in sheet.sentence
    if closes:
        assert address_in(place) == kept
    else:
        assert coop_sheet(page).address.text() == ADDRESS
        at_work.shell.close()


def test_what_cannot_be_saved_as_it_stands_keeps_the_window_open_at_its_place(
    at_work: MainWindow, opener: AnsweringOpener
) -> None:
    page = opened(at_work, at_work.shell.desk, "coop")
    coop_sheet(page).founded.set_text("2019-02-30")
    at_work.open_page("home")
    opener.answers = [Leaving.SAVE]
    assert not at_work.close()
    assert at_work.open_key == "settings"
    assert coop_sheet(page).founded.wrong
    assert coop_sheet(page).founded.text() == "2019-02-30"


def test_a_refused_save_keeps_the_window_open_and_says_why(
    at_work: MainWindow, opener: AnsweringOpener, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_desk: Desk, _command: Command) -> None:
        raise DomainError("coop.name_missing")

    page = opened(at_work, at_work.shell.desk, "coop")
    coop_sheet(page).address.set_text(ADDRESS)
    monkeypatch.setattr(Desk, "run", refuse)
    opener.answers = [Leaving.SAVE]
    assert not at_work.close()
    assert page.message.isVisible()
    assert coop_sheet(page).address.text() == ADDRESS


def test_an_edited_scheme_is_saved_as_the_draft_before_the_window_goes(
    at_work: MainWindow, place: Path, opener: AnsweringOpener, settle: Settle, qtbot: QtBot
) -> None:
    at_work.shell.set_year(2022)
    at_work.open_page("distribution", "scheme")
    page = at_work.page("distribution")
    assert isinstance(page, DistributionPage)
    qtbot.waitUntil(lambda: page.ready)
    page.left.scheme.parts.adders["add-tax"].click()
    qtbot.waitUntil(lambda: page.ready and not at_work.shell.jobs.busy)
    assert page.unsaved()
    opener.answers = [Leaving.SAVE]
    assert at_work.close()
    assert drafted_in(place, 2022)


@pytest.mark.parametrize("answer", [Leaving.SAVE, Leaving.DROP, Leaving.STAY])
def test_changing_to_another_book_offers_to_save_first(
    at_work: MainWindow, place: Path, tmp_path: Path, opener: AnsweringOpener, answer: Leaving, qtbot: QtBot
) -> None:
    other = tmp_path / "青山.coop"
    village.new_desk(other).close()
    first = at_work.shell.desk
    page = opened(at_work, first, "coop")
    coop_sheet(page).address.set_text(ADDRESS)
    at_work.show_welcome()
    start = at_work.welcome
    assert isinstance(start, FirstStartPage)
    opener.answers = [other, answer]
    start.open.button.click()
    qtbot.waitUntil(lambda: not at_work.shell.jobs.busy)
    if answer is Leaving.STAY:
        assert at_work.shell.desk is first
        assert coop_sheet(page).address.text() == ADDRESS
    else:
        qtbot.waitUntil(lambda: at_work.shell.desk is not first)
        assert address_in(place) == (ADDRESS if answer is Leaving.SAVE else "")


def at_the_scheme(window: MainWindow, settle: Settle) -> DistributionPage:
    """The distribution of the year that has figures."""
    window.shell.set_year(2022)
    window.open_page("distribution", "scheme")
    page = window.page("distribution")
    assert isinstance(page, DistributionPage)
    settle(window.shell)
    return page


def test_the_foot_says_that_an_edit_of_the_distribution_is_not_saved_until_it_is(
    at_work: MainWindow, settle: Settle
) -> None:
    page = at_the_scheme(at_work, settle)
    assert "已保存" in at_work.state.saved.text()
    for change in (
        lambda: page.left.surplus.income.set_text("310000"),
        lambda: page.left.scheme.day.set_text("2022-13-40"),
    ):
        change()
        settle(at_work.shell)
        QCoreApplication.processEvents()
        assert at_work.state.saved.text() == "○ 有改动未保存"
        page.model.unsaved.typed.clear()
        page.discard()
        settle(at_work.shell)
        QCoreApplication.processEvents()
        assert "已保存" in at_work.state.saved.text()


def test_what_is_edited_is_asked_for_though_the_window_was_made_anew_on_another_page(
    at_work: MainWindow, settle: Settle, opener: AnsweringOpener
) -> None:
    page = at_the_scheme(at_work, settle)
    page.left.scheme.parts.adders["add-tax"].click()
    settle(at_work.shell)
    at_work.open_page("settings")
    at_work.rebuild()
    settle(at_work.shell)
    opener.answers = [Leaving.STAY]
    assert not at_work.shell.may_leave()
    (sheet,) = opener.asked
    assert isinstance(sheet, LeavingSheet)
