"""The look lives at once and is remembered; copies of the book are made, dated, and called old."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from coopdesk import i18n
from coopdesk.services.desk import Desk
from coopdesk.services.values import BackupRecord
from coopdesk.ui.frame.main_window import MainWindow
from coopdesk.ui.frame.preferences import Preferences
from coopdesk.ui.kit import theme
from coopdesk.ui.kit.jobs import Job
from coopdesk.ui.kit.tokens import TextSize, Theme
from coopdesk.ui.settings.copies import BackupSection, backups_folder
from coopdesk.ui.settings.looks import LooksSection
from coopdesk.ui.settings.page import SettingsPage
from tests.ui import village
from tests.ui.conftest import AnsweringOpener
from tests.ui.settings.opening import coop_sheet, opened, shown

Settle = Callable[[Any], None]


def looks(window: MainWindow) -> LooksSection:
    section = shown(window).sections["looks"]
    assert isinstance(section, LooksSection)
    return section


def test_theme_and_type_size_live_at_once_and_are_remembered(
    window: MainWindow, desk: Desk, qtbot: QtBot
) -> None:
    opened(window, desk, "looks")
    looks(window).theme.choose(Theme.DARK)
    qtbot.waitUntil(lambda: theme.current().theme is Theme.DARK)
    looks(window).text_size.choose(TextSize.LARGE)
    qtbot.waitUntil(lambda: theme.current().text_size is TextSize.LARGE)
    assert window.open_key == "settings" and shown(window).open_key == "looks"
    kept = Preferences.load()
    assert (kept.theme, kept.text_size) == (Theme.DARK, TextSize.LARGE)
    assert looks(window).theme.value() is Theme.DARK


def test_another_language_is_spoken_by_the_window_that_stands(
    window: MainWindow, desk: Desk, qtbot: QtBot
) -> None:
    opened(window, desk, "looks")
    looks(window).language.choose("en")
    qtbot.waitUntil(lambda: i18n.current_language() == "en")
    qtbot.waitUntil(lambda: window.navigation.buttons["settings"].text() == i18n._("设置"))
    assert shown(window).title.text() == i18n._("设置")
    assert Preferences.load().language == "en"
    looks(window).language.choose("zh_CN")
    qtbot.waitUntil(lambda: window.navigation.buttons["settings"].text() == "设置")


def test_leaving_the_program_asks_before_typed_text_is_lost(
    window: MainWindow, desk: Desk, opener: AnsweringOpener
) -> None:
    page = opened(window, desk, "coop")
    coop_sheet(page).chair.set_text("陈秀兰")
    opener.answers = [False, True]
    assert not window.close()
    assert window.isVisible() and window.shell.has_book
    assert "合作社" in opener.asked[0].sentence
    assert window.close()
    assert not window.shell.has_book


def test_the_look_waits_for_text_that_is_not_saved(window: MainWindow, desk: Desk, qtbot: QtBot) -> None:
    page = opened(window, desk, "coop")
    coop_sheet(page).chair.set_text("陈秀兰")
    page.show_section("looks")
    looks(window).theme.choose(Theme.DARK)
    qtbot.waitUntil(lambda: page.message.isVisible())
    assert page.message.text.text() == "“合作社”有改动尚未保存；请先保存，再换语言或外观。"
    assert looks(window).theme.value() is Theme.LIGHT
    assert theme.current().theme is Theme.LIGHT
    assert coop_sheet(page).chair.text() == "陈秀兰"


def backup(page: SettingsPage) -> BackupSection:
    section = page.sections["backup"]
    assert isinstance(section, BackupSection)
    return section


def test_a_copy_is_made_where_it_is_wanted_and_said(
    window: MainWindow, desk: Desk, opener: AnsweringOpener, settle: Settle, tmp_path: Path
) -> None:
    page = opened(window, desk, "backup")
    section = backup(page)
    assert section.last.value.text() == "还没有备份过"
    assert section.overdue.text() == "账套只有一份。请现在备份。"
    opener.answers = [tmp_path / "U盘" / "林阁"]
    (tmp_path / "U盘").mkdir()
    page.acts["backup"].click()
    settle(window.shell)
    assert opener.asked[0].name == "林阁 备份 2023-03-01.coop"
    target = tmp_path / "U盘" / "林阁.coop"
    assert target.is_file()
    assert str(target) in page.message.text.text()
    assert section.last.value.text() == "2023年3月1日 09:30"
    assert section.last.note.text() == str(target)
    assert not section.overdue.isVisible()
    copy = village.IdleBackend().open_book(target)
    assert copy.coop.details() == desk.coop.details()
    copy.close()


def test_a_copy_that_is_stopped_leaves_nothing(
    window: MainWindow,
    desk: Desk,
    opener: AnsweringOpener,
    settle: Settle,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = opened(window, desk, "backup")
    told: list[bool] = []

    def stop(job: Job, _done: int, _total: int) -> None:
        told.append(job.cancelled)
        job.cancel()

    monkeypatch.setattr(Job, "_told", stop)
    opener.answers = [tmp_path / "停.coop"]
    page.acts["backup"].click()
    settle(window.shell)
    assert told == [False]
    assert not page.message.isVisible()
    assert list(tmp_path.glob("停*")) == []
    assert desk.last_backup() is None


def test_a_copy_nobody_can_write_is_refused_in_the_page(
    window: MainWindow, desk: Desk, opener: AnsweringOpener, settle: Settle, tmp_path: Path
) -> None:
    page = opened(window, desk, "backup")
    opener.answers = [None, tmp_path / "没有这个文件夹" / "林阁.coop"]
    page.acts["backup"].click()
    assert not window.shell.jobs.busy
    page.acts["backup"].click()
    settle(window.shell)
    assert page.message.isVisible()
    assert backup(page).last.value.text() == "还没有备份过"


def test_a_copy_is_never_proposed_beside_a_book_that_is_worked_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COOPDESK_HOME", str(tmp_path))
    books, stick = tmp_path / "books", tmp_path / "U盘"
    stick.mkdir()
    last = BackupRecord(village.NOW, str(stick / "备份.coop"))
    assert backups_folder(last, [books / "林阁.coop"]) == stick
    assert backups_folder(last, [books / "林阁.coop", stick / "另一社.coop"]) == books / "账套备份"
    in_it = [books / "账套备份" / "林阁.coop", stick / "另一社.coop"]
    assert backups_folder(last, in_it) == books / "账套备份 2"
    assert backups_folder(None, in_it).is_dir()


def test_an_old_copy_is_called_old(
    window: MainWindow, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.backup(tmp_path / "备份.coop")
    monkeypatch.setattr(Desk, "today", date(2023, 3, 20))
    page = opened(window, desk, "backup")
    assert backup(page).overdue.text() == "已 19 天没有备份。请现在备份。"


def test_another_book_is_one_click_away(window: MainWindow, desk: Desk) -> None:
    page = opened(window, desk, "backup")
    assert backup(page).book.text() == desk.title
    window.shell.doors_wanted.emit()
    assert window.stack.currentWidget() is window.welcome
