"""From the first start to the printed slips of a new book's first year, by keyboard alone, through the real window."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from coopdesk.bootstrap import WindowBackend
from coopdesk.ui import app
from coopdesk.ui.frame.main_window import MainWindow
from coopdesk.ui.frame.preferences import Preferences
from coopdesk.ui.kit import dialogs
from coopdesk.ui.kit.form import FormDialog

MEMBERS = (
    ("放牛村集体经济组织", "C", "20"),
    ("董𠮷", "", "8"),
    ("陈秀兰", "", "6"),
    ("李国华", "", "4"),
    ("周䶮", "", "2"),
)
CTRL = Qt.KeyboardModifier.ControlModifier
_MOST_STOPS = 80


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key where the keyboard is."""
    target = QApplication.focusWidget() or QApplication.activeWindow()
    assert target is not None
    QTest.keyClick(target, key, modifier)
    QCoreApplication.processEvents()


def type_in(text: str) -> None:
    """Type where the keyboard is, replacing what stands there; Chinese comes from an input method."""
    target = QApplication.focusWidget()
    assert target is not None
    press(Qt.Key.Key_A, CTRL)
    event = QInputMethodEvent()
    event.setCommitString(text)
    QCoreApplication.sendEvent(target, event)


def tab_to(name: str) -> None:
    """Press Tab until the keyboard is at the control of that accessible name."""
    for _stop in range(_MOST_STOPS):
        focus = QApplication.focusWidget()
        if focus is not None and focus.accessibleName() == name:
            return
        press(Qt.Key.Key_Tab)
    raise AssertionError(f"no way by Tab to {name}")


class KeyboardOpener(dialogs.DialogOpener):
    """Shows every dialog for real and lets the test's hands work it; `hands` are used up in order."""

    def __init__(self) -> None:
        self.hands: list[Callable[[], object]] = []
        self.printed: Path | None = None

    def ask(self, dialog: FormDialog[Any], parent: QWidget | None) -> Any:
        dialog.result_value = None
        dialog.prepare()
        return dialog.result_value if self._work(dialog) else None

    def show(self, sheet: QDialog) -> bool:
        return self._work(sheet)

    def printer(self, parent: QWidget | None, printer: QPrinter) -> bool:
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(self.printed))
        return True

    def _work(self, dialog: QDialog) -> bool:
        dialog.show()
        QTest.qWaitForWindowActive(dialog)
        self.hands.pop(0)()
        accepted = dialog.result() == QDialog.DialogCode.Accepted
        dialog.hide()
        return accepted


@pytest.fixture
def hands() -> Iterator[KeyboardOpener]:
    opener = KeyboardOpener()
    with dialogs.use(opener):
        yield opener
    assert opener.hands == []


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    """The program as on the first day."""
    made = app.build(qapp, Preferences.load())
    made.shell.connect_backend(WindowBackend())
    qtbot.addWidget(made)
    made.resize(1366, 728)
    made.show_welcome()
    made.show()
    QTest.qWaitForWindowActive(made)
    yield made
    made.shell.close()


@pytest.mark.slow
def test_a_new_co_op_s_first_year(
    window: MainWindow, hands: KeyboardOpener, qtbot: QtBot, tmp_path: Path
) -> None:
    shell = window.shell

    def settle() -> None:
        qtbot.waitUntil(lambda: not shell.jobs.busy, timeout=20_000)
        for _turn in range(5):
            QCoreApplication.processEvents()
        window.activateWindow()
        assert QTest.qWaitForWindowActive(window)

    def new_book() -> None:
        for text in ("放牛村花木股份合作社", "20200108", "董𠮷", "陈秀兰"):
            type_in(text)
            press(Qt.Key.Key_Return)
        press(Qt.Key.Key_Return, CTRL)

    hands.hands = [new_book]
    press(Qt.Key.Key_Space)
    settle()
    assert shell.has_book

    press(Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    settle()
    for name, kind, shares in MEMBERS:

        def join(name: str = name, kind: str = kind, shares: str = shares) -> None:
            type_in(name)
            press(Qt.Key.Key_Return)
            if kind:
                press(Qt.Key.Key_Down)
            tab_to("入社日期")
            type_in("2020.1.8")
            tab_to("股数")
            type_in(shares)
            press(Qt.Key.Key_Return, CTRL)

        hands.hands = [join]
        press(Qt.Key.Key_N, CTRL)
        settle()
    assert [member.number for member in shell.desk.members.present()] == ["C01", "F01", "F02", "F03", "F04"]

    press(Qt.Key.Key_4, Qt.KeyboardModifier.AltModifier)
    settle()
    for field, text in (("收入", "120万"), ("支出", "400,000"), ("来源", "年度盈余及盈余分配表")):
        tab_to(field)
        type_in(text)
    for _step in range(4):
        press(Qt.Key.Key_PageDown, CTRL)
        qtbot.wait(300)
        settle()
    press(Qt.Key.Key_S, CTRL)
    settle()

    def resolve() -> None:
        for name, text in (("到会人数", "5"), ("赞成票", "5")):
            tab_to(name)
            type_in(text)
        press(Qt.Key.Key_Return, CTRL)

    def pay() -> None:
        tab_to("发放方式")
        type_in("现金签领")
        press(Qt.Key.Key_Return, CTRL)

    def explain() -> None:
        # The meeting is today, the charter's record date the last day of the year.
        type_in("年底前开会")
        press(Qt.Key.Key_Return, CTRL)

    last_day = shell.desk.coop.usual_record_date(shell.year)
    asked = [explain] if shell.desk.today < last_day else []
    for button, form, reasons in (("登记决议", resolve, asked), ("标记已发放", pay, [])):

        def agree(act: str = button) -> None:
            tab_to(act)
            press(Qt.Key.Key_Space)

        hands.hands = [form, agree, *reasons]
        tab_to(button)
        press(Qt.Key.Key_Space)
        settle()

    press(Qt.Key.Key_5, Qt.KeyboardModifier.AltModifier)
    settle()
    hands.printed = tmp_path / "printed.pdf"
    press(Qt.Key.Key_P, CTRL)
    settle()

    plan = shell.desk.distribution.frozen_plan(shell.year)
    assert {member.name: member.net.grouped for member in plan.members} == {
        "放牛村集体经济组织": "400,000.00",
        "董𠮷": "160,000.00",
        "陈秀兰": "120,000.00",
        "李国华": "80,000.00",
        "周䶮": "40,000.00",
    }
    assert (plan.paid_on, plan.payment_method) == (shell.desk.today, "现金签领")
    document = pypdfium2.PdfDocument(hands.printed)
    assert len(document) == len(MEMBERS)
    document.close()
