"""The import and the export are reached from the members' page by keyboard alone."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from coopdesk.exchange.tables.reading import read_source
from coopdesk.services.desk import Desk
from coopdesk.ui.frame.main_window import MainWindow
from coopdesk.ui.importing.wizard import ImportWizard
from coopdesk.ui.kit.dialogs import ChangesSheet
from coopdesk.ui.members.page import MembersPage
from tests.ui.conftest import AnsweringOpener

CTRL = Qt.KeyboardModifier.ControlModifier
CTRL_SHIFT = CTRL | Qt.KeyboardModifier.ShiftModifier
Settle = Callable[[Any], None]


@pytest.fixture
def page(window: MainWindow, desk: Desk) -> MembersPage:
    """The members' page of a small co-op."""
    window.shell.show_book(desk)
    window.open_page("members")
    made = window.page("members")
    assert isinstance(made, MembersPage)
    return made


def test_the_wizard_opens_by_its_keys(
    page: MembersPage, window: MainWindow, opener: AnsweringOpener, qtbot: QtBot
) -> None:
    opener.answers = [False]
    window.activateWindow()
    qtbot.keyClick(page.table.view, Qt.Key.Key_I, CTRL_SHIFT)
    (wizard,) = opener.asked
    assert isinstance(wizard, ImportWizard)
    assert wizard.currentPage() is wizard.file


def test_rows_pasted_into_the_roll_come_in_by_the_wizard(
    page: MembersPage, window: MainWindow, opener: AnsweringOpener, settle: Settle, qtbot: QtBot
) -> None:
    QGuiApplication.clipboard().setText("编号\t姓名\t股数\nF09\t王一\t3\n")
    opener.answers = [False]
    qtbot.keyClick(page.table.view, Qt.Key.Key_V, CTRL)
    settle(window.shell)
    (wizard,) = opener.asked
    assert wizard.model.source is not None
    assert wizard.model.source.tables[0].rows[1] == ("F09", "王一", "3")


def test_the_book_is_given_out_from_the_page(
    page: MembersPage,
    window: MainWindow,
    opener: AnsweringOpener,
    settle: Settle,
    tmp_path: Path,
    qtbot: QtBot,
) -> None:
    opener.answers = [tmp_path / "成员.xlsx"]
    qtbot.keyClick(page.table.view, Qt.Key.Key_O, CTRL_SHIFT)
    settle(window.shell)
    tables = read_source(tmp_path / "成员.xlsx").tables
    assert [table.name for table in tables] == [
        "成员",
        "股份",
        "成员账户",
        "交易",
        "历年分配",
        "历年分配总额",
        "户",
        "已退社成员",
    ]
    assert "成员.xlsx" in page.message.text.text()


def test_an_import_that_is_done_is_told_and_taken_back_from_the_page(
    page: MembersPage, window: MainWindow, opener: AnsweringOpener, settle: Settle, qtbot: QtBot
) -> None:
    confirmed: list[str] = []

    def through(sheet: QDialog) -> bool:
        if isinstance(sheet, ChangesSheet):
            confirmed.append(sheet.windowTitle())
            return len(confirmed) > 1
        assert isinstance(sheet, ImportWizard)
        wizard = sheet
        wizard.show()
        wizard.model.paste("编号\t姓名\t成员类型\t入社日期\t股数\nF09\t王一\t农民\t2019-02-18\t3\n")
        for _step in range(4):
            qtbot.waitUntil(lambda: not wizard.model.busy, timeout=10_000)
            wizard.next()
        wizard.accept()
        qtbot.waitUntil(lambda: wizard.result_value is not None, timeout=10_000)
        return True

    opener.show = through  # type: ignore[method-assign]  # takes the steps
    page.roll_files.import_members()
    assert "新增 1 名" in page.message.text.text()
    opener.answers = [lambda form: form.reason.set_text("选错了文件")]
    page.roll_files.show_imports()
    kept = window.shell.desk.members.get("F09")
    assert kept is not None and not kept.is_struck, "it is asked first what will be undone"
    opener.answers = [lambda form: form.reason.set_text("选错了文件")]
    page.roll_files.show_imports()
    settle(window.shell)
    assert confirmed == ["整批撤销第 1 号导入"] * 2
    member = window.shell.desk.members.get("F09")
    assert member is not None and member.is_struck
