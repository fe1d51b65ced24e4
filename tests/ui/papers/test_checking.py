"""核对分红单: a scanner's keys under any input method, older slips, and slips that were altered."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coopdesk.services.desk import Desk
from coopdesk.services.distribution.papers.slip import build_slips
from coopdesk.ui.papers.checking import ScanEdit, SlipCheck
from tests.ui import village


def opened(desk: Desk, qtbot: QtBot) -> SlipCheck:
    village.whole_year(desk, 2022, "250000", "50000")
    form = SlipCheck(lambda code: desk.distribution.slip(code, 2022))
    qtbot.addWidget(form)
    form.prepare()
    form.show()
    return form


def scan(form: SlipCheck, qtbot: QtBot, code: str) -> str:
    """What a scanner does, and what the form then says."""
    qtbot.keyClicks(form.code.edit, code)
    qtbot.keyClick(form.code.edit, Qt.Key.Key_Return)
    return form.message.text.text()


def test_one_slip_after_the_other_is_scanned(desk: Desk, qtbot: QtBot) -> None:
    form = opened(desk, qtbot)
    for slip in build_slips(desk.distribution.frozen_plan(2022)):
        said = scan(form, qtbot, slip.digits)
        assert said.startswith(f"相符：2022 年度 {slip.number}，{slip.member}，实发 {slip.net.grouped} 元")
    assert form.isVisible()
    form.reject()
    assert not form.isVisible()


def test_older_slips_and_a_typed_check_code_are_known(desk: Desk, qtbot: QtBot) -> None:
    form = opened(desk, qtbot)
    slip = build_slips(desk.distribution.frozen_plan(2022))[1]
    for code in (f"{slip.number} {slip.check_code}", slip.check_code, slip.check_code.lower()):
        assert slip.member in scan(form, qtbot, code)


def test_an_altered_slip_another_year_and_a_misreading_are_told_apart(desk: Desk, qtbot: QtBot) -> None:
    form = opened(desk, qtbot)
    slip, other = build_slips(desk.distribution.frozen_plan(2022))[:2]
    assert "与账套不符" in scan(form, qtbot, f"{slip.number} {other.check_code}")
    assert "2022 年度没有 2022-0099" in scan(form, qtbot, f"2022-0099 {slip.check_code}")
    assert "有一位不对" in scan(form, qtbot, slip.digits[:-1] + str((int(slip.digits[-1]) + 1) % 10))
    assert "2021" in scan(form, qtbot, f"2021-0001 {slip.check_code}")
    assert "不是分红单上的码" in scan(form, qtbot, "hello")


def test_the_field_turns_the_input_method_off(qtbot: QtBot, qapp: QApplication) -> None:
    edit = ScanEdit()
    qtbot.addWidget(edit)
    assert edit.inputMethodQuery(Qt.InputMethodQuery.ImEnabled) is False
    assert edit.inputMethodQuery(Qt.InputMethodQuery.ImSurroundingText) == ""
    composing = QInputMethodEvent("hv", [])
    QApplication.sendEvent(edit, composing)
    assert edit.text() == ""
