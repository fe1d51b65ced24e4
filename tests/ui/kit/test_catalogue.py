"""Every part of the kit, as its catalogue shows it, is worked by keyboard, read aloud, in every look and size."""

from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit, QWidget, QWizard
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from coopdesk.domain.money import Money
from coopdesk.ui.kit import dialogs, theme
from coopdesk.ui.kit.account_field import AccountField
from coopdesk.ui.kit.attachments import Attachment, AttachmentsList, size_text, small_picture
from coopdesk.ui.kit.eye import EyeButton
from coopdesk.ui.kit.tokens import TextSize, Theme
from coopdesk.ui.kit.tree import Tree
from tests.pictures.kit import CATALOGUE, FINDER, Opening, photo
from tests.ui import audit
from tests.ui.conftest import AnsweringOpener

KEYS = Qt.Key


def shown(qtbot: QtBot, page: QWidget) -> QWidget:
    qtbot.addWidget(page)
    page.resize(980, 640)
    page.show()
    page.activateWindow()
    QApplication.processEvents()
    return page


def press(key: Qt.Key) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, key)


def reached_by_tab(page: QWidget) -> set[QWidget]:
    """Everything the cursor comes to within a hundred Tabs."""
    seen: set[QWidget] = set()
    for _step in range(100):
        focus = QApplication.focusWidget()
        if focus is not None:
            seen.add(focus)
        press(KEYS.Key_Tab)
    return seen


def typed_in(page: QWidget) -> list[str]:
    boxes = [box.currentText() for box in page.findChildren(QComboBox)]
    return [line.text() for line in page.findChildren(QLineEdit)] + boxes


@pytest.mark.parametrize("size", list(TextSize))
@pytest.mark.parametrize("look", list(Theme))
@pytest.mark.parametrize("name", list(CATALOGUE))
def test_each_part_can_be_read_named_and_reached(
    qtbot: QtBot, qapp: QApplication, name: str, look: Theme, size: TextSize
) -> None:
    theme.apply(qapp, look, size)
    page = shown(qtbot, CATALOGUE[name]())
    assert audit.faults(page) == []
    if look is Theme.LIGHT and size is TextSize.SMALL:
        stops = set(audit.stops(page))
        audit.stops(page)[0].setFocus()
        missed = stops - reached_by_tab(page)
        assert [audit.told(widget) for widget in missed] == []


@pytest.mark.parametrize("name", list(CATALOGUE))
def test_the_wheel_changes_nothing_in_any_part(qtbot: QtBot, name: str) -> None:
    page = shown(qtbot, CATALOGUE[name]())
    before = typed_in(page)
    for widget in [w for w in page.findChildren(QWidget) if w.isVisible()]:
        place = QPointF(widget.mapTo(page, widget.rect().center()))
        QTest.wheelEvent(page.windowHandle(), place, QPoint(0, -120))
    assert typed_in(page) == before


@pytest.mark.parametrize("name", list(CATALOGUE))
def test_no_button_of_any_part_is_dead(qtbot: QtBot, name: str, opener: AnsweringOpener) -> None:
    opener.answers = [Path("合同.pdf"), True]
    page = shown(qtbot, CATALOGUE[name]())
    made = [b for b in page.findChildren(QAbstractButton) if b.isVisible() and b.isEnabled() and b.text()]
    dead = [b.text() for b in made if b.receivers("2clicked(bool)") + b.receivers("2pressed()") == 0]
    assert dead == []


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("102", ["102", "10201"]),
        ("存款", ["102", "10201"]),
        ("yhck", ["102"]),
        ("nongshang", ["10201"]),
        ("GuJin", ["301"]),
        ("gj", ["301"]),
        ("　", []),
        ("没有", []),
    ],
)
def test_an_account_is_found_by_code_name_initials_and_pinyin(typed: str, codes: list[str]) -> None:
    assert [hit.thing for hit in FINDER.find(typed)] == codes


@pytest.mark.parametrize(("typed", "code"), [("102", "102"), ("股金", "301"), ("xj", None), ("1", None)])
def test_a_whole_code_or_name_is_the_account_though_others_begin_so(
    qtbot: QtBot, typed: str, code: str | None
) -> None:
    field = AccountField("科目", FINDER)
    qtbot.addWidget(field)
    field.set_text(typed)
    assert field.fits() is (code is not None) or typed == "xj"
    if code is not None:
        assert field.value() == code
        assert field.text().startswith(f"{code} ")


def tree_of(page: QWidget) -> Tree:
    (made,) = page.findChildren(Tree)
    return made


def test_a_tree_is_filtered_and_gone_through_by_keys(qtbot: QtBot, qtmodeltester: ModelTester) -> None:
    page = shown(qtbot, CATALOGUE["tree"]())
    made = tree_of(page)
    qtmodeltester.check(made.model)
    opened: list[str] = []
    made.opened.connect(lambda node: opened.append(node.key))
    made.view.setFocus()
    QTest.keyClick(made.view, KEYS.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert made.filter.hasFocus()
    made.filter.setText("农商")
    assert [node.key for i in made.model.indexes() if (node := made.model.node_at(i))] == ["102", "10201"]
    press(KEYS.Key_Down)
    press(KEYS.Key_Return)
    assert opened == ["10201"]
    made.filter.setFocus()
    made.filter.setText("没有这个科目")
    assert made.current() is None and made._nothing.isVisible()
    press(KEYS.Key_Escape)
    assert made.filter.text() == ""
    assert made.pick("101")
    made.view.setFocus()
    press(KEYS.Key_Down)
    press(KEYS.Key_Left)
    assert not made.view.isExpanded(made.view.currentIndex())
    press(KEYS.Key_Right)
    press(KEYS.Key_Right)
    here = made.current()
    assert here is not None and here.key == "10201"


def test_personal_data_show_only_while_the_eye_is_held(qtbot: QtBot) -> None:
    page = shown(qtbot, CATALOGUE["fields"]())
    (eye,) = page.findChildren(EyeButton)

    def whole() -> bool:
        return any(label.text() == "500108196503120013" for label in page.findChildren(QLabel))

    eye.setFocus()
    for let_go in (
        lambda: QTest.keyRelease(eye, KEYS.Key_Space),
        lambda: eye.setEnabled(False),
        lambda: page.hide(),
    ):
        eye.setEnabled(True)
        eye.setFocus()
        assert not whole()
        QTest.keyPress(eye, KEYS.Key_Space)
        assert whole()
        let_go()
        assert not whole()


def test_a_wizard_goes_on_by_enter_and_gives_one_value(qtbot: QtBot, opener: AnsweringOpener) -> None:
    made = Opening()
    made.prepare()
    shown(qtbot, made)
    qtbot.waitUntil(made.account.edit.hasFocus)
    made._forward().click()
    assert made.account.wrong and made.currentId() == 0
    made.account.edit.setText("101")
    press(KEYS.Key_Return)
    assert made.memo.edit.hasFocus()
    press(KEYS.Key_Return)
    press(KEYS.Key_Return)
    assert made.currentId() == 1 and made.amount.edit.hasFocus()
    assert [b.isChecked() for b in made._bar.buttons] == [False, True]
    opener.answers = [False]
    press(KEYS.Key_Escape)
    assert made.isVisible() and len(opener.asked) == 1
    made.button(QWizard.WizardButton.BackButton).click()
    assert made.account.text() == "101 库存现金"
    QTest.keyClick(made, KEYS.Key_Return, Qt.KeyboardModifier.ControlModifier)
    made.amount.edit.setText("350")
    press(KEYS.Key_Return)
    press(KEYS.Key_Return)
    assert not made.isVisible() and made.result_value == ("101", Money(35_000))


def test_an_untouched_wizard_is_left_at_once_and_one_is_opened_by_the_door(
    qtbot: QtBot, opener: AnsweringOpener
) -> None:
    made = Opening()
    made.prepare()
    shown(qtbot, made)
    press(KEYS.Key_Escape)
    assert not made.isVisible() and opener.asked == []
    opener.answers = [False]
    assert dialogs.run_wizard(made) is None
    assert opener.asked == [made]


def attached(page: QWidget) -> AttachmentsList:
    (made,) = page.findChildren(AttachmentsList)
    return made


def test_photos_are_drawn_small_once_they_show_and_each_is_read_once(qtbot: QtBot) -> None:
    read: list[str] = []

    def load(key: str) -> bytes:
        read.append(key)
        return photo("#8FBFA9")

    keys = [str(number) for number in range(200)]
    items = [Attachment(key, f"照片{key}.png", "image/png", 9, partial(load, key)) for key in keys]
    made = AttachmentsList("附件", items)
    shown(qtbot, made)
    qtbot.waitUntil(lambda: not made._next.isActive())
    assert read and len(read) < 30 and len(read) == len(set(read))
    before = list(read)
    made.set_items(items)
    qtbot.waitUntil(lambda: not made._next.isActive())
    assert read == before
    made.list.verticalScrollBar().setValue(made.list.verticalScrollBar().maximum())
    qtbot.waitUntil(lambda: "199" in read)


def test_attachments_are_added_opened_and_removed_by_keys(qtbot: QtBot, opener: AnsweringOpener) -> None:
    page = shown(qtbot, CATALOGUE["attachments"]())
    made = attached(page)
    told: list[object] = []
    made.added.connect(told.append)
    made.opened.connect(lambda item: told.append(item.name))
    made.list.setFocus()
    press(KEYS.Key_Return)
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    opener.answers = [[Path("合同.pdf"), Path("收据.jpg")], []]
    QTest.keyClick(made.list, KEYS.Key_A, both)
    QTest.keyClick(made.list, KEYS.Key_A, both)
    assert told == ["入社申请书.jpg", [Path("合同.pdf"), Path("收据.jpg")]]
    made.save_wanted.connect(lambda item: told.append(item.key))
    QTest.keyClick(made.list, KEYS.Key_S, both)
    assert told[-1] == "a"
    QTest.keyClick(made.list, KEYS.Key_Delete)
    for _item in range(3):
        QTest.keyClick(made.list, KEYS.Key_D, both)
    assert made.items == () and made._empty.isVisible() and not made._remover.isEnabled()


@pytest.mark.parametrize(("size", "text"), [(640, "640 B"), (12_300, "12 KB"), (1_653_211, "1.5 MB")])
def test_a_size_is_told_in_the_unit_that_fits(size: int, text: str) -> None:
    assert size_text(size) == text


def test_a_photo_is_made_small_and_what_is_none_is_said_to_be_none(qapp: QApplication) -> None:
    drawn = small_picture(photo("#1F6F54", 2_000, 500), 96)
    assert drawn is not None and (drawn.width(), drawn.height()) == (96, 24)
    assert small_picture(b"not a photo", 96) is None
