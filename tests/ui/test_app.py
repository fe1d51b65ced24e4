"""The start: the window is painted, then the book is opened, or the first start shows; a mistake is told."""

import os
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coopdesk import i18n
from coopdesk.bootstrap import WindowBackend, new_desk, open_desk
from coopdesk.services.coop.commands import SetUpCoop
from coopdesk.services.coop.values import CoopDetails
from coopdesk.services.desk import Desk
from coopdesk.services.progress import Progress, unheard
from coopdesk.ui import app
from coopdesk.ui.frame.main_window import MainWindow
from coopdesk.ui.frame.preferences import Preferences
from coopdesk.ui.kit import theme
from coopdesk.ui.kit.jobs import Job
from coopdesk.ui.kit.tokens import TextSize, Theme
from tests.ui.conftest import AnsweringOpener


class Backend:
    """Opens real books; says when it was made."""

    def open_book(self, book: Path, progress: Progress = unheard) -> Desk:
        progress(0, 1)
        return open_desk(book, progress=progress)


def run(book: Path | None, act: Any) -> None:
    """Run the program as the command line does; `act(window)` once it is usable, then close it."""

    def connected() -> Any:
        return Backend()

    def watch() -> None:
        (window,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow) and w.isVisible()]
        window.usable.connect(lambda: finish(window))

    def finish(window: MainWindow) -> None:
        try:
            act(window)
        finally:
            # Closing the last window ends the program; a second order to quit would wait for the next test's loop.
            window.close()

    QTimer.singleShot(0, watch)
    assert app.run(connected, book) == 0


@pytest.fixture
def book(tmp_path: Path) -> Path:
    from datetime import date

    place = tmp_path / "five.coop"
    desk = new_desk(place)
    desk.run(SetUpCoop(details=CoopDetails(name="五户合作社", founded=date(2024, 1, 1))))
    desk.close()
    return place


def test_without_a_book_the_doors_stand(qtbot: QtBot) -> None:
    seen: list[tuple[bool, str]] = []
    run(None, lambda window: seen.append((window.shell.has_book, window.open_key)))
    assert seen == [(False, "")]


def test_with_a_book_its_first_page_stands_and_it_is_there_next_time(qtbot: QtBot, book: Path) -> None:
    seen: list[tuple[str, str]] = []
    run(book, lambda window: seen.append((window.top.coop.whole, window.open_key)))
    run(None, lambda window: seen.append((window.top.coop.whole, window.open_key)))
    assert seen == [("五户合作社", "home")] * 2
    assert Preferences.load().last_book == book


def test_a_start_whose_opening_is_stopped_leads_to_the_doors(
    qtbot: QtBot, qapp: QApplication, book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = app.build(qapp, Preferences())
    qtbot.addWidget(window)
    monkeypatch.setattr(Job, "_told", lambda job, _done, _total: job.cancel())
    with qtbot.waitSignal(window.usable):
        app._connect(window, Backend, book)  # type: ignore[arg-type]  # opens books and no more
    assert not window.shell.has_book
    assert window.stack.currentWidget() is window.welcome
    open_desk(book).close()


def test_a_book_that_has_gone_leads_to_the_doors(qtbot: QtBot, book: Path) -> None:
    Preferences(last_book=book.with_name("weg.coop")).save()
    seen: list[bool] = []
    run(None, lambda window: seen.append(window.shell.has_book))
    assert seen == [False]


def test_a_book_that_cannot_be_opened_is_said_at_the_doors(qtbot: QtBot, book: Path) -> None:
    book.write_text("not a book at all" * 100, encoding="utf-8")
    seen: list[tuple[bool, bool]] = []
    run(book, lambda window: seen.append((window.shell.has_book, window.welcome.message.isVisible())))
    assert seen == [(False, True)]


def test_the_window_wears_what_a_person_chose(qtbot: QtBot, qapp: QApplication) -> None:
    window = app.build(qapp, Preferences(Theme.DARK, TextSize.LARGE, "zh_CN"))
    qtbot.addWidget(window)
    assert theme.current() == theme.Look(Theme.DARK, TextSize.LARGE)
    assert i18n.current_language() == "zh_CN"
    window.shell.preferences.theme = Theme.LIGHT
    window.shell.preferences_changed.emit()
    assert theme.current().theme is Theme.LIGHT
    assert Preferences.load().theme is Theme.LIGHT


def test_a_mistake_of_the_program_is_told_with_where_it_is_written(
    qtbot: QtBot, book: Path, opener: AnsweringOpener
) -> None:
    opener.answers = [False]

    def stumble(window: MainWindow) -> None:
        app._tell_crash(window, "coopdesk.log")

    run(book, stumble)
    assert opener.asked[0].changes[0][1] == "coopdesk.log"
    assert "要么完全不记" in opener.asked[0].sentence
    assert "不受影响" not in opener.asked[0].sentence


def test_a_second_double_click_shows_the_window_that_has_the_book(
    qtbot: QtBot, book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    holders: list[dict[str, object]] = []

    def shown(holder: Mapping[str, object]) -> bool:
        holders.append(dict(holder))
        return True

    monkeypatch.setattr(app, "bring_forward", shown)
    desk = open_desk(book)
    try:
        assert app.run(WindowBackend, book) == 0
    finally:
        desk.close()
    assert holders[0]["process"] == str(os.getpid())


def test_where_that_window_cannot_be_shown_it_is_said_who_has_the_book(qtbot: QtBot, book: Path) -> None:
    desk = open_desk(book)
    seen: list[bool] = []
    try:
        run(book, lambda window: seen.append(window.welcome.message.isVisible()))
    finally:
        desk.close()
    assert seen == [True]


def test_an_older_copy_in_the_books_place_is_said_when_it_is_opened(tmp_path: Path, qtbot: Any) -> None:
    book, kept = tmp_path / "linge.coop", tmp_path / "kept.coop"
    new_desk(book).close()
    kept.write_bytes(book.read_bytes())
    worked = open_desk(book)
    worked.run(SetUpCoop(details=CoopDetails("试验花木合作社", date(2019, 2, 18))))
    worked.close()
    book.write_bytes(kept.read_bytes())
    said: list[tuple[str, str]] = []

    def act(window: MainWindow) -> None:
        window.shell.said.connect(lambda kind, text: said.append((kind, text)))
        qtbot.waitUntil(lambda: bool(said))

    run(book, act)
    ((kind, text),) = said
    assert kind == "warning" and "旧的备份" in text
