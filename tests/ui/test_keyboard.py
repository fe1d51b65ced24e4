"""Every form and page by keyboard: Enter goes on, Ctrl+S saves, Esc loses nothing, arrows change nothing unasked.

One walk over the whole program, which finds what is added to it; beside it what belongs to the moment and goes with it.
"""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from coopdesk.domain.members.entry_kind import EntryKind
from coopdesk.domain.quantity import parse_quantity
from coopdesk.ui.frame.main_window import MainWindow
from coopdesk.ui.kit import dialogs
from coopdesk.ui.kit.field import Field, LineField
from coopdesk.ui.kit.fields import MoneyField, NoteField, RateField, TextField
from coopdesk.ui.kit.form import FormDialog
from coopdesk.ui.kit.grid_view import GridView
from coopdesk.ui.kit.keys import arrows_change, to_fill_in
from coopdesk.ui.kit.page import PageFrame
from coopdesk.ui.members.adding import AddingForm
from coopdesk.ui.members.joining import JoiningForm
from coopdesk.ui.members.page import MembersPage
from coopdesk.ui.members.transferring import TransferForm
from tests.pictures import books
from tests.ui import walking
from tests.ui.conftest import AnsweringOpener

Settle = Callable[[Any], None]


@pytest.fixture
def at_work(window: MainWindow, tmp_path: Path, settle: Settle) -> MainWindow:
    """The window over the sample book with a draft of a new year."""
    window.shell.show_book(books.drafted_desk(tmp_path))
    window.shell.set_year(2023)
    window.activateWindow()
    QTest.qWaitForWindowActive(window)
    settle(window.shell)
    return window


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key where the cursor is."""
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, key, modifiers)


def reached_by_enter(root: QWidget) -> list[QWidget]:
    """Where Enter leads from the first thing to be filled in, until it comes to a button."""
    things = to_fill_in(root)
    if not things:
        return []
    root.window().activateWindow()
    QTest.qWaitForWindowActive(root.window())
    things[0].setFocus()
    been = [things[0]]
    for _turn in range(len(things) + 2):
        press(Qt.Key.Key_Return)
        here = QApplication.focusWidget()
        while isinstance(here, GridView) and (place := here.place) and here is been[-1]:
            press(Qt.Key.Key_Return)  # from cell to cell, until it has come to the last
            here = QApplication.focusWidget()
            if isinstance(here, GridView) and here.place == place:
                break
        if here is been[-1] or here is None:
            break
        been.append(here)
        if isinstance(here, QPushButton):
            break
    return been


def not_reached(root: QWidget, name: str) -> list[str]:
    """Things to be filled in to which Enter does not lead, and that it ends at no button."""
    been = reached_by_enter(root)
    missed = [w.accessibleName() for w in to_fill_in(root) if w not in been and been]
    dead_end = (
        [] if not been or isinstance(been[-1], QPushButton) else [f"ends at {been[-1].accessibleName()}"]
    )
    return [f"{name}: {what}" for what in (*missed, *dead_end)]


def traps(name: str) -> list[str]:
    """The cursor standing by itself on something that the arrow keys change."""
    here = QApplication.focusWidget()
    return [f"{name}: {here.accessibleName()}"] if here is not None and arrows_change(here) else []


@pytest.mark.slow
def test_every_form_is_filled_by_enter_saved_by_ctrl_s_and_asks_before_esc_loses_something(
    at_work: MainWindow, settle: Settle
) -> None:
    amiss: list[str] = []
    asked: list[QWidget] = []

    class Staying(walking.InspectingOpener):
        def show(self, sheet: Any) -> bool:
            asked.append(sheet)
            return super().show(sheet) and False

    def look(dialog: QWidget) -> None:
        name = type(dialog).__name__
        dialog.activateWindow()
        QTest.qWaitForWindowActive(dialog)
        amiss.extend(traps(name))
        if not isinstance(dialog, FormDialog):
            return
        amiss.extend(not_reached(dialog, name))
        saved: list[bool] = []
        dialog._check_and_accept = lambda: saved.append(True)  # type: ignore[method-assign]  # to see the key arrive
        for field in dialog.fields:
            field.editor.setFocus()
            press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
        if len(saved) != len(dialog.fields):
            amiss.append(f"{name}: Ctrl+S was heard {len(saved)} times of {len(dialog.fields)}")
        text = next((f for f in dialog.fields if isinstance(f, (TextField, NoteField))), None)
        if text is not None:
            text.edit.setFocus()
            QTest.keyClicks(text.edit, "x")
            typed = text.text()
            before = len(asked)
            press(Qt.Key.Key_Escape)
            if not dialog.isVisible() or text.text() != typed or len(asked) == before:
                amiss.append(f"{name}: Esc lost what was typed")

    opener = Staying(look)
    with dialogs.use(opener):
        seen = walking.walk_dialogs(at_work, settle, look, opener)
    assert amiss == []
    assert {"JoiningForm", "AddingForm", "TransferForm", "ClassForm", "ResolutionForm"} <= set(seen)


def changed(field: Field[Any]) -> bool:
    """Type something else into a field that it takes; False where nothing can be typed."""
    if not isinstance(field, LineField) or not field.edit.isEnabled() or field.edit.isReadOnly():
        return False
    text = {MoneyField: "9876543", RateField: "7%"}.get(type(field))
    if text is None and type(field) is TextField:
        text = f"{field.text()}乙"
    if text is None or not field.edit.isVisible():
        return False
    field.edit.setFocus()
    field.edit.selectAll()
    field.edit.insert(text)
    return field.refusal is None


def test_every_place_of_every_page_is_gone_through_by_enter_and_saved_by_ctrl_s(
    at_work: MainWindow, settle: Settle, qtbot: QtBot
) -> None:
    amiss: list[str] = []
    saved: list[str] = []

    def wait_saved(page: PageFrame) -> None:
        qtbot.waitUntil(lambda: not page.unsaved(), timeout=5_000)

    for name, page in walking.places(at_work, settle):
        assert isinstance(page, PageFrame)
        QApplication.processEvents()
        amiss += traps(name)
        if not [w for w in to_fill_in(page) if isinstance(w, (QLineEdit, QPlainTextEdit))]:
            continue
        # An eye on a picture of papers, or a table's filter, is nothing to be gone through.
        if page.findChildren(Field):
            amiss += not_reached(page, name)
        for field in page.findChildren(Field):
            if changed(field):
                QApplication.processEvents()
                if not page.unsaved():
                    amiss.append(f"{name}: {field.title} changes nothing")
                    continue
                settle(at_work.shell)
                qtbot.waitUntil(lambda: not at_work.shell.jobs.busy)
                QTest.qWait(200)
                settle(at_work.shell)
                assert "未保存" in at_work.state.saved.text(), name
                press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
                settle(at_work.shell)
                wait_saved(page)
                QApplication.processEvents()
                assert "未保存" not in at_work.state.saved.text(), name
                saved.append(name)
                break
    assert amiss == [], "\n".join(amiss)
    assert len(saved) >= 4


def members(window: MainWindow) -> MembersPage:
    window.open_page("members")
    page = window.page("members")
    assert isinstance(page, MembersPage)
    return page


def test_register_and_go_on_keeps_day_group_and_bank(
    at_work: MainWindow, opener: AnsweringOpener, settle: Settle
) -> None:
    page = members(at_work)
    seen: list[tuple[str, ...]] = []

    def first(form: JoiningForm) -> None:
        form.name.set_text("郑一")
        form.member_group.set_text("7 组")
        form.joined.set_text("2023-01-06")
        form.bank.set_text("农商行")
        form.try_accept = form._again.click  # type: ignore[method-assign]  # the opener accepts by it

    def second(form: JoiningForm) -> None:
        kept = (form.member_group, form.joined, form.bank, form.name, form.identity, form.account)
        seen.append(tuple(field.text() for field in kept))
        assert "郑一" not in form.number_field.text()
        assert form.message.isVisible()
        form.name.set_text("郑二")

    opener.answers = [first, second]
    page.join()
    settle(at_work.shell)
    settle(at_work.shell)
    assert seen == [("7 组", "2023-01-06", "农商行", "", "", "")]
    names = {member.name: member for member in at_work.shell.desk.members.present()}
    assert names["郑一"].number != names["郑二"].number
    assert names["郑二"].bank == "农商行"


def test_many_subscriptions_are_entered_in_a_row_with_day_kind_and_class_kept(
    at_work: MainWindow, opener: AnsweringOpener, settle: Settle
) -> None:
    page = members(at_work)
    page.open_thing("F01")
    desk = at_work.shell.desk
    before = {number: desk.members.holdings(number, desk.today)[0][1] for number in ("F01", "F02")}

    def first(form: AddingForm) -> None:
        assert form.cursor_in is form.shares
        form.kind.choose(EntryKind.ALLOTMENT)
        form.day.set_text("2023-01-06")
        form.shares.set_text("2")
        form.document.set_text("配股单 1")
        form.try_accept = form._again.click  # type: ignore[method-assign]  # the opener accepts by it

    def second(form: AddingForm) -> None:
        kept = (
            form.kind.value(),
            form.day.text(),
            form.member.text(),
            form.shares.text(),
            form.document.text(),
        )
        assert kept == (EntryKind.ALLOTMENT, "2023-01-06", "", "", "")
        assert form.cursor_in is form.member
        assert "增股已登记" in form.message.text.text()
        form.member.set_text("F02")
        form.shares.set_text("3")

    opener.answers = [first, second]
    page.add_shares()
    settle(at_work.shell)
    settle(at_work.shell)
    for number, more in (("F01", "2"), ("F02", "3")):
        entry = desk.members.entries(number)[-1].entry.entry
        assert (entry.kind, entry.day) == (EntryKind.ALLOTMENT, date(2023, 1, 6))
        assert desk.members.holdings(number, desk.today)[0][1] - before[number] == parse_quantity(more)


def test_many_transfers_are_entered_in_a_row_each_shown_before_it_is_kept(
    at_work: MainWindow, opener: AnsweringOpener, settle: Settle
) -> None:
    page = members(at_work)
    page.open_thing("F01")
    desk = at_work.shell.desk

    def first(form: TransferForm) -> None:
        assert form.cursor_in is form.taker
        form.kind.choose(EntryKind.GIFT)
        form.day.set_text("2023-01-06")
        form.taker.set_text("F02")
        form.shares.set_text("1")
        form.try_accept = form._again.click  # type: ignore[method-assign]  # the opener accepts by it

    def second(form: TransferForm) -> None:
        assert (form.kind.value(), form.day.text()) == (EntryKind.GIFT, "2023-01-06")
        assert (form.giver.text(), form.taker.text()) == ("", "")
        assert form.cursor_in is form.giver
        assert "赠与已登记" in form.message.text.text()
        form.kind.choose(EntryKind.INHERITANCE)
        form.giver.set_text("F02")
        form.taker.set_text("F03")
        form.shares.set_text("2")

    opener.answers = [first, True, second, True]
    page.transfer()
    settle(at_work.shell)
    settle(at_work.shell)
    assert "继承已登记" in page.message.text.text()
    entry = desk.members.entries("F03")[-1].entry.entry
    assert (entry.giver, entry.kind, entry.day) == ("F02", EntryKind.INHERITANCE, date(2023, 1, 6))


def test_an_inheritance_is_called_one_from_the_form_to_the_message(
    at_work: MainWindow, opener: AnsweringOpener, settle: Settle
) -> None:
    page = members(at_work)
    page.open_thing("F01")

    def fill(form: TransferForm) -> None:
        form.kind.choose(EntryKind.INHERITANCE)
        hits = form.taker._search("F02")
        form.taker.take(hits[0])
        form.shares.set_text("1")
        form.day.set_text("2023-02-01")

    opener.answers = [fill, True]
    page.transfer()
    settle(at_work.shell)
    sheet = opener.asked[1]
    told = [
        sheet.title,
        sheet.sentence,
        *(word for row in sheet.changes for word in row),
        page.message.text.text(),
    ]
    assert "登记继承" in told
    assert not [words for words in told if "转让" in words]
    assert "继承已登记" in page.message.text.text()


def test_what_belongs_to_the_moment_goes_with_page_year_and_book(
    at_work: MainWindow, settle: Settle, tmp_path: Path
) -> None:
    page = members(at_work)
    page.table.view.selectAll()
    page.show_done("F01 已入社")
    at_work.top.search.setText("张")
    at_work.open_page("home")
    assert at_work.top.search.text() == ""
    assert page.message.isHidden()
    at_work.open_page("members")
    assert page.message.isHidden()
    assert len(page.table.view.selected_rows()) <= 1
    assert at_work.state.page.text() == ""
    page.show_done("F02 已入社")
    at_work.top.search.setText("李")
    page.table.view.selectAll()
    at_work.shell.set_year(2022)
    settle(at_work.shell)
    assert page.message.isHidden()
    assert at_work.top.search.text() == ""
    assert len(page.table.view.selected_rows()) <= 1
    at_work.top.search.setText("王")
    other = tmp_path / "青"
    other.mkdir()
    at_work.shell.show_book(books.sample_desk(other))
    settle(at_work.shell)
    assert at_work.top.search.text() == ""


def test_a_reason_is_one_line_whatever_is_pasted_and_gone_on_from_by_enter(qtbot: QtBot) -> None:
    note = NoteField("原因")
    qtbot.addWidget(note)
    note.show()
    note.edit.insertPlainText("one\r\ntwo\u2028three")
    for held in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier):
        QTest.keyClick(note.edit, Qt.Key.Key_Return, held)
    assert note.fits()
    assert note.value() == note.text() == "one two three"
