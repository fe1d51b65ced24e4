"""The settings in the real window: what is saved stands in the book, what is refused stays typed, a look is live."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coopdesk.domain.coop.share_class import ShareClass
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import Quantity
from coopdesk.services.desk import Desk
from coopdesk.ui.frame.main_window import MainWindow
from coopdesk.ui.kit import theme
from coopdesk.ui.kit.tokens import TextSize, Theme
from coopdesk.ui.settings.classes import ClassesSection
from coopdesk.ui.settings.coop import DetailsSection
from coopdesk.ui.settings.details import CharterSheet
from coopdesk.ui.settings.page import SECTIONS, SettingsPage
from tests.ui import audit, village
from tests.ui.conftest import AnsweringOpener
from tests.ui.settings.opening import activate, coop_sheet, opened

Settle = Callable[[Any], None]


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
    coop = desk.coop.details()
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
    coop = desk.coop.details()
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
    coop = desk.coop.details()
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
    window: MainWindow, desk: Desk, opener: AnsweringOpener, settle: Settle, qtbot: QtBot
) -> None:
    page = opened(window, desk, "classes")

    def preferred(form: Any) -> None:
        form.label.set_text("优先股")
        form.par.set_text("1万")

    def dearer(form: Any) -> None:
        assert (form.label.text(), form.par.text()) == ("优先股", "10,000.00")
        form.par.set_text("20000")

    opener.answers = [preferred, dearer]
    page.acts["classes"].click()
    settle(window.shell)
    assert desk.coop.share_classes()[-1] == ShareClass("class-2", "优先股", Money(1_000_000))
    table = classes(page).table
    table.view.selectRow(1)
    activate(window)
    qtbot.keyClick(table.view, Qt.Key.Key_F2)
    settle(window.shell)
    assert desk.coop.share_classes()[-1].par == Money(2_000_000)
    assert page.message.text.text() == "已保存"
    opener.answers = [lambda form: form.par.set_text("30000")]
    window.open_page("settings", "classes:class-2")  # as another page leads here
    settle(window.shell)
    assert desk.coop.share_classes()[-1].par == Money(3_000_000)


def test_a_label_that_is_taken_is_refused_by_the_book_and_asked_again(
    window: MainWindow, desk: Desk, opener: AnsweringOpener, settle: Settle
) -> None:
    page = opened(window, desk, "classes")

    def same(form: Any) -> None:
        form.label.set_text(desk.coop.share_classes()[0].label)
        form.par.set_text("1")

    opener.answers = [same, None]
    page.acts["classes"].click()
    settle(window.shell)
    assert "请换一个名称" in opener.asked[1].message.text.text()
    assert len(desk.coop.share_classes()) == 1


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
