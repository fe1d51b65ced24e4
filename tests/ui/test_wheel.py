"""The mouse wheel changes no box, date, number, tab or year, focused or not, anywhere: it scrolls the page."""

import ast
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDateEdit,
    QDialog,
    QDoubleSpinBox,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QScrollBar,
    QSlider,
    QSpinBox,
    QTabBar,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

import coopdesk
from coopdesk.ui.frame.main_window import MainWindow
from coopdesk.ui.kit.fields import ChoiceField
from coopdesk.ui.kit.no_wheel import ignore_wheel
from tests.pictures import books
from tests.ui import walking

TOUCHY = (QComboBox, QAbstractSpinBox, QAbstractSlider, QTabBar, QLineEdit, QPlainTextEdit, QAbstractButton)


def turn(widget: QWidget, notches: int) -> None:
    """Turn the wheel over the middle of a widget, as the system reports it."""
    place = QPointF(widget.mapTo(widget.window(), widget.rect().center()))
    QTest.wheelEvent(widget.window().windowHandle(), place, QPoint(0, 120 * notches))


def stand(widget: QWidget) -> object:
    """What a person has chosen or typed in it."""
    if isinstance(widget, QComboBox):
        return widget.currentIndex()
    if isinstance(widget, (QLineEdit, QAbstractSpinBox)):
        return widget.text()
    if isinstance(widget, QPlainTextEdit):
        return widget.toPlainText()
    if isinstance(widget, QTabBar):
        return widget.currentIndex()
    if isinstance(widget, QAbstractSlider):
        return widget.value()
    return isinstance(widget, QAbstractButton) and widget.isChecked()


def touchy(root: QWidget) -> list[QWidget]:
    found = [widget for kind in TOUCHY for widget in root.findChildren(kind)]
    return [widget for widget in found if widget.isVisible() and not isinstance(widget, QScrollBar)]


def changed_by_the_wheel(root: QWidget) -> list[str]:
    """Names of what stands differently, or took the cursor, after the wheel was turned over it."""
    amiss, before = [], {widget: stand(widget) for widget in touchy(root)}
    for widget in before:
        for focused in (False, True):
            if focused:
                widget.setFocus()
            held = QApplication.focusWidget()
            for notches in (1, -1, -3):
                turn(widget, notches)
            if QApplication.focusWidget() is not held:
                amiss.append(f"{widget.accessibleName()} took the cursor")
    amiss += [f"{w.accessibleName()}: {was} -> {stand(w)}" for w, was in before.items() if stand(w) != was]
    return amiss


@pytest.mark.slow
def test_the_wheel_changes_nothing_on_any_page_or_dialog(
    window: MainWindow, tmp_path: Path, settle: Callable[[Any], None]
) -> None:
    window.shell.show_book(books.drafted_desk(tmp_path))
    window.shell.set_year(2023)
    window.activateWindow()
    settle(window.shell)
    amiss: dict[str, list[str]] = {}
    seen = 0
    for name, page in walking.places(window, settle):
        seen += len(touchy(page))
        amiss[name] = changed_by_the_wheel(page)
    amiss["bars"] = changed_by_the_wheel(window)

    def look(dialog: QWidget) -> None:
        amiss[type(dialog).__name__] = changed_by_the_wheel(dialog)

    kinds = walking.walk_dialogs(window, settle, look)
    assert {name: faults for name, faults in amiss.items() if faults} == {}
    assert window.shell.year == 2023
    assert seen > 100
    assert {"JoiningForm", "AddingForm", "TransferForm", "ClassForm", "ResolutionForm"} <= set(kinds)


def test_over_a_box_the_wheel_scrolls_the_page(qtbot: QtBot) -> None:
    inner = QWidget()
    column = QVBoxLayout(inner)
    boxes = [ChoiceField("年度", [(year, str(year)) for year in range(2019, 2026)]) for _place in range(40)]
    for box in boxes:
        column.addWidget(box)
    area = QScrollArea()
    area.setWidget(inner)
    qtbot.addWidget(area)
    area.resize(300, 300)
    area.show()
    boxes[1].box.setFocus()
    turn(boxes[1].box, -1)
    assert area.verticalScrollBar().value() > 0
    assert boxes[1].value() == 2019


def test_dialogs_of_the_system_ignore_the_wheel_too(qtbot: QtBot) -> None:
    dialog = QDialog()
    qtbot.addWidget(dialog)
    choice, tabs = QComboBox(), QTabWidget()
    choice.addItems(["一", "二", "三"])
    for tab in range(3):
        tabs.addTab(QWidget(), str(tab))
    made = [choice, QSpinBox(), QDoubleSpinBox(), QDateEdit(), QSlider(), tabs]
    box = QVBoxLayout(dialog)
    for widget in made:
        box.addWidget(widget)
    dialog.show()
    assert changed_by_the_wheel(dialog)
    choice.setCurrentIndex(1)
    ignore_wheel(dialog)
    assert changed_by_the_wheel(dialog) == []


RESTLESS = {
    kind.__name__ for kind in (QComboBox, QSpinBox, QDoubleSpinBox, QDateEdit, QSlider, QTabBar, QTabWidget)
} | {
    "QDateTimeEdit",
    "QTimeEdit",
    "QDial",
    "QFontComboBox",
    "QCalendarWidget",
}


@pytest.mark.parametrize(
    "path", sorted((Path(coopdesk.__file__).parent / "ui").rglob("*.py")), ids=lambda path: path.name
)
def test_only_boxes_that_ignore_the_wheel_are_built(path: Path) -> None:
    if path.name == "no_wheel.py":
        return
    tree = ast.parse(path.read_text(encoding="utf-8"))
    built = [
        node.func.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    ]
    bases = [
        base.id
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
        for base in node.bases
        if isinstance(base, ast.Name)
    ]
    assert RESTLESS & {*built, *bases} == set()
