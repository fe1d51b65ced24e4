"""The first start in the real window: each card leads into a real book, and each refusal says what to do."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from coopdesk import paths
from coopdesk.services.desk import Desk
from coopdesk.services.errors import EnvironmentFault
from coopdesk.ui.first_start.new_book import NewBookForm
from coopdesk.ui.first_start.page import FirstStartPage
from coopdesk.ui.frame.main_window import MainWindow
from coopdesk.ui.frame.preferences import keep_recent_books, recent_books
from coopdesk.ui.kit import theme
from coopdesk.ui.kit.tokens import TextSize, Theme
from tests.ui import audit, village
from tests.ui.conftest import AnsweringOpener

Settle = Callable[[Any], None]


@pytest.fixture
def page(window: MainWindow) -> FirstStartPage:
    found = window.welcome
    assert isinstance(found, FirstStartPage)
    return found


def links(page: FirstStartPage) -> dict[str, QPushButton]:
    QApplication.processEvents()
    found = page.recent.findChildren(QPushButton)
    return {button.accessibleName(): button for button in found if button.isVisible()}


def test_the_first_day_shows_its_doors_and_nothing_else(window: MainWindow, page: FirstStartPage) -> None:
    buttons = [button.accessibleName() for button in page.findChildren(QPushButton) if button.isVisible()]
    assert buttons == ["新建账套", "从 Excel 导入", "打开账套", "打开示例账套"]
    assert not window.navigation.isVisible()
    assert not page.recent.isVisible()


def test_the_sample_door_builds_the_book_and_opens_it_again_the_next_time(
    window: MainWindow, page: FirstStartPage, settle: Settle
) -> None:
    page.sample.button.click()
    settle(window.shell)
    coop = window.shell.desk.coop.details()
    assert coop is not None and coop.sample
    assert window.open_key == "home"
    place = paths.default_books_dir() / "示例账套·林阁.coop"
    assert window.shell.preferences.last_book == place
    window.show_welcome()
    page.sample.button.click()
    settle(window.shell)
    assert window.open_key == "home"
    assert recent_books() == (place,)


def test_building_the_sample_shows_how_far_it_is_and_can_be_stopped_and_completed(
    window: MainWindow, page: FirstStartPage, settle: Settle, qtbot: QtBot
) -> None:
    page.sample.button.click()
    assert page.under_way.isVisible()
    assert not page.new.isEnabled()
    qtbot.waitUntil(lambda: page.under_way.progress.value() > 2, timeout=20_000)
    assert page.under_way.progress.maximum() > 20
    page.under_way.stop.click()
    settle(window.shell)
    assert not window.shell.has_book
    assert page.new.isEnabled() and not page.under_way.isVisible()
    page.sample.button.click()
    settle(window.shell)
    assert len(window.shell.desk.members.present()) == 22


def fill(form: NewBookForm, type_text: Callable[[Any, str], None]) -> None:
    type_text(form.name.edit, "青山花木合作社")
    form.founded.set_text("20190218")


def test_a_new_book_is_made_with_its_co_op_by_keyboard(
    window: MainWindow,
    page: FirstStartPage,
    opener: AnsweringOpener,
    settle: Settle,
    qtbot: QtBot,
    type_text: Callable[[Any, str], None],
) -> None:
    opener.answers = [lambda form: fill(form, type_text)]
    page.new.button.setFocus()
    qtbot.keyClick(page.new.button, Qt.Key.Key_Return)
    settle(window.shell)
    coop = window.shell.desk.coop.details()
    assert coop is not None and (coop.name, coop.founded.isoformat()) == ("青山花木合作社", "2019-02-18")
    assert (paths.default_books_dir() / "青山花木合作社.coop").is_file()
    assert window.open_key == "home"
    assert window.top.coop.text() == "青山花木合作社"


def test_the_door_to_the_import_makes_a_book_and_opens_the_wizard(
    window: MainWindow,
    page: FirstStartPage,
    opener: AnsweringOpener,
    settle: Settle,
    qtbot: QtBot,
    type_text: Callable[[Any, str], None],
) -> None:
    opener.answers = [lambda form: fill(form, type_text), False]
    page.sheet.button.click()
    settle(window.shell)
    qtbot.waitUntil(lambda: len(opener.asked) == 2, timeout=10_000)
    assert window.open_key == "members"
    assert opener.asked[1].windowTitle() == "从 Excel 导入"


def test_a_name_that_is_taken_is_refused_with_everything_still_typed(
    window: MainWindow,
    page: FirstStartPage,
    opener: AnsweringOpener,
    settle: Settle,
    type_text: Callable[[Any, str], None],
) -> None:
    paths.default_books_dir().mkdir(parents=True)
    village.new_desk(paths.default_books_dir() / "青山花木合作社.coop").close()
    opener.answers = [lambda form: fill(form, type_text), lambda form: form.file.set_text("青山二")]
    page.new.button.click()
    settle(window.shell)
    assert len(opener.asked) == 2 and opener.asked[0] is opener.asked[1]
    assert "青山花木合作社.coop" in opener.asked[1].message.text.text()
    assert (paths.default_books_dir() / "青山二.coop").is_file()
    coop = window.shell.desk.coop.details()
    assert coop is not None and coop.name == "青山花木合作社"


def test_an_existing_book_is_chosen_and_opened(
    window: MainWindow,
    page: FirstStartPage,
    opener: AnsweringOpener,
    settle: Settle,
    desk: Desk,
    tmp_path: Path,
) -> None:
    desk.close()
    opener.answers = [tmp_path / "林阁.coop"]
    page.open.button.click()
    settle(window.shell)
    assert window.top.coop.text() == village.NAME
    assert recent_books() == (tmp_path / "林阁.coop",)


def test_ctrl_o_opens_a_book_from_any_page_and_leaving_it_changes_nothing(
    window: MainWindow, opener: AnsweringOpener, desk: Desk, qtbot: QtBot
) -> None:
    window.shell.show_book(desk)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    opener.answers = [None]
    qtbot.keyClick(window, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    assert opener.asked == ["打开账套"]
    assert window.stack.currentWidget() is window.welcome
    window.navigation.buttons["home"].click()
    assert window.open_key == "home"


def test_the_book_that_is_open_is_shown_again_not_opened_twice(
    window: MainWindow, page: FirstStartPage, settle: Settle, tmp_path: Path, qtbot: QtBot
) -> None:
    village.village(tmp_path / "林阁.coop").close()
    for _time in range(2):
        keep_recent_books((tmp_path / "林阁.coop",))
        window.show_welcome()
        qtbot.waitUntil(lambda: "打开 林阁" in links(page))
        links(page)["打开 林阁"].click()
        settle(window.shell)
        assert window.open_key == "home"
    assert not page.message.isVisible()


def broken(tmp_path: Path) -> Path:
    book = tmp_path / "坏.coop"
    book.write_bytes(b"not a book at all" * 100)
    return book


def test_a_file_that_is_no_book_is_refused_in_the_page_and_the_doors_stay(
    window: MainWindow, page: FirstStartPage, opener: AnsweringOpener, settle: Settle, tmp_path: Path
) -> None:
    opener.answers = [broken(tmp_path)]
    page.open.button.click()
    settle(window.shell)
    assert page.message.isVisible()
    assert "坏.coop" in page.message.text.text()
    assert page.open.isEnabled() and not window.shell.has_book
    assert recent_books() == ()


def test_a_book_that_another_program_has_open_is_refused(
    window: MainWindow,
    page: FirstStartPage,
    opener: AnsweringOpener,
    settle: Settle,
    desk: Desk,
    tmp_path: Path,
) -> None:
    opener.answers = [tmp_path / "林阁.coop"]
    page.open.button.click()
    settle(window.shell)
    assert "林阁.coop" in page.message.text.text()
    assert page.message.isVisible() and not window.shell.has_book


def test_a_missing_book_is_found_at_its_new_place(
    window: MainWindow,
    page: FirstStartPage,
    opener: AnsweringOpener,
    settle: Settle,
    tmp_path: Path,
    qtbot: QtBot,
) -> None:
    village.village(tmp_path / "新处.coop").close()
    keep_recent_books((tmp_path / "原处.coop",))
    page.reload()
    qtbot.waitUntil(lambda: "查找 原处" in links(page))
    folders = [label.toolTip() or label.text() for label in page.recent.findChildren(QLabel)]
    assert any("不在原处" in text and str(tmp_path) in text for text in folders)
    opener.answers = [tmp_path / "新处.coop"]
    links(page)["查找 原处"].click()
    settle(window.shell)
    assert window.top.coop.text() == village.NAME
    assert recent_books() == (tmp_path / "新处.coop",)


def test_a_missing_book_can_be_taken_off_the_list(page: FirstStartPage, tmp_path: Path, qtbot: QtBot) -> None:
    keep_recent_books((tmp_path / "原处.coop",))
    page.reload()
    qtbot.waitUntil(lambda: "移出列表 原处" in links(page))
    links(page)["移出列表 原处"].click()
    assert recent_books() == ()
    qtbot.waitUntil(lambda: not page.recent.isVisible())


def test_a_folder_that_cannot_be_made_is_a_sentence(
    window: MainWindow, page: FirstStartPage, settle: Settle, home: Path
) -> None:
    home.mkdir(parents=True, exist_ok=True)
    (home / "books").write_text("a file where the folder should be", encoding="utf-8")
    page.sample.button.click()
    settle(window.shell)
    assert page.message.isVisible() and not window.shell.has_book


@pytest.mark.parametrize("size", list(TextSize))
@pytest.mark.parametrize("state", ["first", "known", "refused"])
def test_nothing_is_cut_off_nameless_or_out_of_order(
    window: MainWindow, qapp: QApplication, tmp_path: Path, size: TextSize, state: str
) -> None:
    theme.apply(qapp, Theme.DARK, size)
    there = tmp_path / "林阁.coop"
    there.touch()
    if state != "first":
        keep_recent_books(
            (there, Path("/media/" + "很深的文件夹/" * 12) / "西双版纳傣族自治州合作联合社.coop")
        )
    window.rebuild()
    if state == "refused":
        window.welcome.show_error(
            EnvironmentFault("book.already_open", path="林阁.coop", who="王", since="08:12")
        )
    QApplication.processEvents()
    assert audit.faults(window) == []
