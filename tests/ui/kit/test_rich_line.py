"""The words of a sentence are reached one by one with Tab, from either side, and Enter follows them."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from coopdesk.ui.kit.rich_line import RichLine, Word

SENTENCE = [Word("按 "), Word("股数", "basis"), Word(" 分给 "), Word("全体成员", "who")]


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    """A field, a sentence of two words to follow, one of none, another field."""
    made = QWidget()
    box = QVBoxLayout(made)
    for part in (QLineEdit(), RichLine(), RichLine(), QLineEdit()):
        box.addWidget(part)
    first, second = made.findChildren(RichLine)
    first.say(SENTENCE)
    second.say([Word("合计 0.00")])
    qtbot.addWidget(made)
    made.show()
    return made


def test_every_word_is_a_stop_in_both_directions(qtbot: QtBot, page: QWidget) -> None:
    followed: list[str] = []
    sentence = page.findChildren(RichLine)[0]
    sentence.linkActivated.connect(followed.append)
    page.findChildren(QLineEdit)[0].setFocus()
    for key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Tab):
        for _stop in range(3):
            qtbot.keyClick(QApplication.focusWidget(), key)
            if QApplication.focusWidget() is sentence:
                qtbot.keyClick(sentence, Qt.Key.Key_Return)
    assert followed == ["basis", "who", "who", "basis", "basis", "who"]
    assert QApplication.focusWidget() is page.findChildren(QLineEdit)[1]


def test_a_sentence_is_heard_plain_and_hides_when_empty(page: QWidget) -> None:
    sentence = page.findChildren(RichLine)[0]
    assert sentence.accessibleName() == "按 股数 分给 全体成员"
    sentence.say([Word("<b>", strong=True)])
    assert sentence.text() == "<b>&lt;b&gt;</b>"
    sentence.say([])
    assert not sentence.isVisible()
