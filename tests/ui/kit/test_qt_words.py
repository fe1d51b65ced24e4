"""Qt's own words follow the language that is chosen."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from coopdesk.ui.kit.qt_words import set_qt_language


@pytest.fixture(autouse=True)
def english_again(qapp: QApplication) -> Iterator[None]:
    yield
    set_qt_language(qapp, "en")


def menu(qtbot: QtBot) -> str:
    """The words of a text field's menu."""
    field = QLineEdit()
    qtbot.addWidget(field)
    made = field.createStandardContextMenu()
    words = " ".join(action.text() for action in made.actions())
    made.deleteLater()
    return words


def test_the_menu_of_a_field_is_chinese_and_english_as_chosen(qtbot: QtBot, qapp: QApplication) -> None:
    set_qt_language(qapp, "zh_CN")
    assert "复制" in menu(qtbot)
    set_qt_language(qapp, "en")
    assert "Copy" in menu(qtbot)
    set_qt_language(qapp, "zh_CN")
    assert "Copy" not in menu(qtbot)
