"""The settings in the real window: what is saved stands in the book, what is refused stays typed, a look is live."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coopdesk import i18n
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import Quantity
from coopdesk.domain.share_register import ShareClass
from coopdesk.services.desk import Desk
from coopdesk.ui.kit import theme
from coopdesk.ui.kit.tokens import TextSize, Theme
from coopdesk.ui.main_window import MainWindow
from coopdesk.ui.preferences import Preferences
from coopdesk.ui.settings.classes import ClassesSection
from coopdesk.ui.settings.coop import DetailsSection
from coopdesk.ui.settings.copies import BackupSection
from coopdesk.ui.settings.details import CharterSheet, CoopSheet
from coopdesk.ui.settings.looks import LooksSection
from coopdesk.ui.settings.page import SECTIONS, SettingsPage
from tests.ui import audit
from tests.ui.conftest import AnsweringDoor
from tests.ui.home import village

Settle = Callable[[Any], None]


def opened(window: MainWindow, desk: Desk, section: str) -> SettingsPage:
    window.shell.show_book(desk)
    window.open_page("settings", section)
    activate(window)
    return shown(window)


def activate(window: MainWindow) -> None:
    """Let the window have the keyboard, as it has again when a dialog closes."""
    window.activateWindow()
    QTest.qWaitForWindowActive(window)
    QApplication.processEvents()


def shown(window: MainWindow) -> SettingsPage:
    page = window.page("settings")
    assert isinstance(page, SettingsPage)
    return page


def coop_sheet(page: SettingsPage) -> CoopSheet:
    section = page.sections["coop"]
    assert isinstance(section, DetailsSection) and isinstance(section.sheet, CoopSheet)
    return section.sheet


def test_the_co_ops_details_are_saved_by_keyboard_and_shown_everywhere(
    window: MainWindow, desk: Desk, settle: Settle, qtbot: QtBot, type_text: Callable[[Any, str], None]
) -> None:
    page = opened(window, desk, "coop")
    sheet = coop_sheet(page)
    assert not page.acts["coop"].isEnabled()
    assert sheet.focusWidget() is sheet.name.edit
    qtbot.keyClick(sheet.name.edit, Qt.Key.Key_End)
    type_text(sheet.name.edit, "联合社")
    assert page.state.text() == "有改动尚未保存，按 Ctrl+S 保存"
    qtbot.keyClick(sheet.name.edit, Qt.Key.Key_Return)
    assert page.focusWidget() is sheet.code.edit
    qtbot.keyClick(sheet.code.edit, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    settle(window.shell)
    coop = desk.coop()
    assert coop is not None and coop.name == f"{village.NAME}联合社"
    assert page.message.text.text() == "已保存"
    assert window.top.coop.text() == f"{village.NAME}联合社"
    assert not sheet.touched and not page.acts["coop"].isEnabled()


def test_a_refused_save_says_why_and_keeps_what_was_typed(
    window: MainWindow, desk: Desk, settle: Settle
) -> None:
    page = opened(window, desk, "coop")
    sheet = coop_sheet(page)
    sheet.founded.set_text("2023-03-02")
    page.acts["coop"].click()
    settle(window.shell)
    assert "在今天之后" in page.message.text.text()
    assert sheet.founded.text() == "2023-03-02" and sheet.touched
    coop = desk.coop()
    assert coop is not None and coop.founded == village.FOUNDED


def test_a_wrong_field_stops_the_save_before_the_book_is_asked(window: MainWindow, desk: Desk) -> None:
    page = opened(window, desk, "coop")
    sheet = coop_sheet(page)
    sheet.phone.set_text("12")
    page.acts["coop"].click()
    assert not window.shell.jobs.busy
    assert sheet.phone.wrong


def test_what_is_typed_survives_a_change_of_the_book_elsewhere(
    window: MainWindow, desk: Desk, settle: Settle
) -> None:
    page = opened(window, desk, "coop")
    coop_sheet(page).chair.set_text("陈秀兰")
    page.show_section("charter")
    charter = page.sections["charter"]
    assert isinstance(charter, DetailsSection) and isinstance(charter.sheet, CharterSheet)
    charter.sheet.rate.set_text("30")
    page.acts["charter"].click()
    settle(window.shell)
    coop = desk.coop()
    assert coop is not None and (coop.reserve_rate, coop.chair) == (Quantity(300_000), "董𠮷")
    assert coop_sheet(page).chair.text() == "陈秀兰"


def test_the_charter_needs_the_co_op_first(window: MainWindow, tmp_path: Path) -> None:
    page = opened(window, village.new_desk(tmp_path / "新.coop"), "charter")
    charter = page.sections["charter"]
    assert isinstance(charter, DetailsSection)
    charter.save()
    assert page.message.text.text() == "请先在设置里填写合作社名称"


def classes(page: SettingsPage) -> ClassesSection:
    section = page.sections["classes"]
    assert isinstance(section, ClassesSection)
    return section


def test_a_share_class_is_added_and_amended(
    window: MainWindow, desk: Desk, door: AnsweringDoor, settle: Settle, qtbot: QtBot
) -> None:
    page = opened(window, desk, "classes")

    def preferred(form: Any) -> None:
        form.code.set_text("preferred")
        form.label.set_text("优先股")
        form.par.set_text("1万")

    def dearer(form: Any) -> None:
        assert (form.label.text(), form.par.text()) == ("优先股", "10,000.00")
        form.par.set_text("20000")

    door.answers = [preferred, dearer]
    page.acts["classes"].click()
    settle(window.shell)
    assert desk.share_classes()[-1] == ShareClass("preferred", "优先股", Money(1_000_000))
    table = classes(page).table
    table.view.selectRow(1)
    activate(window)
    qtbot.keyClick(table.view, Qt.Key.Key_F2)
    settle(window.shell)
    assert desk.share_classes()[-1].par == Money(2_000_000)
    assert page.message.text.text() == "已保存"


@pytest.mark.parametrize(
    ("code", "label", "part"), [("ordinary", "另一类", "已经用过"), ("优先", "优先股", "不能作类别代码")]
)
def test_a_code_that_cannot_be_is_refused_under_its_field(
    window: MainWindow, desk: Desk, door: AnsweringDoor, code: str, label: str, part: str
) -> None:
    page = opened(window, desk, "classes")

    def fill(form: Any) -> None:
        form.code.set_text(code)
        form.label.set_text(label)
        form.par.set_text("1")

    door.answers = [fill]
    page.acts["classes"].click()
    assert part in door.asked[0].code.line.text()
    assert not window.shell.jobs.busy


def test_a_label_that_is_taken_is_refused_by_the_book_and_asked_again(
    window: MainWindow, desk: Desk, door: AnsweringDoor, settle: Settle
) -> None:
    page = opened(window, desk, "classes")

    def same(form: Any) -> None:
        form.code.set_text("other")
        form.label.set_text(desk.share_classes()[0].label)
        form.par.set_text("1")

    door.answers = [same, None]
    page.acts["classes"].click()
    settle(window.shell)
    assert "请换一个名称" in door.asked[1].message.text.text()
    assert len(desk.share_classes()) == 1


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
    window: MainWindow, desk: Desk, door: AnsweringDoor
) -> None:
    page = opened(window, desk, "coop")
    coop_sheet(page).chair.set_text("陈秀兰")
    door.answers = [False, True]
    assert not window.close()
    assert window.isVisible() and window.shell.has_book
    assert "合作社" in door.asked[0].sentence
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
    window: MainWindow, desk: Desk, door: AnsweringDoor, settle: Settle, tmp_path: Path
) -> None:
    page = opened(window, desk, "backup")
    section = backup(page)
    assert section.last.value.text() == "还没有备份过"
    assert section.overdue.text() == "账套只有一份。请现在备份。"
    door.answers = [tmp_path / "U盘" / "林阁"]
    (tmp_path / "U盘").mkdir()
    page.acts["backup"].click()
    settle(window.shell)
    assert door.asked[0].name == "林阁 备份 2023-03-01.coop"
    target = tmp_path / "U盘" / "林阁.coop"
    assert target.is_file()
    assert str(target) in page.message.text.text()
    assert section.last.value.text() == "2023年3月1日 09:30"
    assert section.last.note.text() == str(target)
    assert not section.overdue.isVisible()
    copy = village.StillBackend().open_book(target)
    assert copy.coop() == desk.coop()
    copy.close()


def test_a_copy_nobody_can_write_is_refused_in_the_page(
    window: MainWindow, desk: Desk, door: AnsweringDoor, settle: Settle, tmp_path: Path
) -> None:
    page = opened(window, desk, "backup")
    door.answers = [None, tmp_path / "没有这个文件夹" / "林阁.coop"]
    page.acts["backup"].click()
    assert not window.shell.jobs.busy
    page.acts["backup"].click()
    settle(window.shell)
    assert page.message.isVisible()
    assert backup(page).last.value.text() == "还没有备份过"


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


@pytest.mark.parametrize("size", list(TextSize))
def test_nothing_is_cut_off_nameless_or_out_of_order(
    window: MainWindow, desk: Desk, qapp: QApplication, size: TextSize
) -> None:
    theme.apply(qapp, Theme.LIGHT, size)
    window.rebuild()
    page = opened(window, desk, "")
    for key, _title, _icon in SECTIONS:
        page.show_section(key)
        QApplication.processEvents()
        assert audit.faults(window) == [], key
