"""The form of a new book: the file follows the name, and what could not be is refused before a file exists."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from coopdesk import paths
from coopdesk.ui.first_start.new_book import NewBookForm
from coopdesk.ui.kit import theme
from coopdesk.ui.kit.tokens import TextSize, Theme
from tests.ui import audit
from tests.ui.conftest import AnsweringOpener

TODAY = date(2021, 3, 1)


@pytest.fixture
def form(qtbot: QtBot) -> NewBookForm:
    made = NewBookForm(TODAY)
    qtbot.addWidget(made)
    made.prepare()
    return made


def accept(form: NewBookForm) -> Any:
    form.try_accept()
    return form.result_value


def test_the_file_is_named_after_the_co_op_without_what_windows_refuses(
    form: NewBookForm, type_text: Callable[[Any, str], None]
) -> None:
    type_text(form.name.edit, "青山/花木：“合作社”?")
    assert form.file.text() == "青山花木：“合作社”"


def test_a_file_name_that_was_typed_stays(form: NewBookForm, type_text: Callable[[Any, str], None]) -> None:
    type_text(form.file.edit, "账")
    type_text(form.name.edit, "青山花木合作社")
    assert form.file.text() == "账"


def test_the_value_is_the_place_and_the_details(form: NewBookForm) -> None:
    form.name.set_text("青山花木合作社")
    form.founded.set_text("2019.2.18")
    form.chair.set_text("董𠮷")
    form.file.set_text("青山.coop")
    book = accept(form)
    assert book.path == paths.default_books_dir() / "青山.coop"
    assert (book.details.founded, book.details.chair) == (date(2019, 2, 18), "董𠮷")


def test_a_pc_whose_date_cannot_be_right_is_told_before_a_book_begins_with_it(qtbot: QtBot) -> None:
    for day, told in ((date(2001, 1, 1), True), (TODAY, False)):
        made = NewBookForm(day)
        qtbot.addWidget(made)
        assert made.message.isVisibleTo(made) is told
    made = NewBookForm(date(2001, 1, 1))
    qtbot.addWidget(made)
    assert made.message.text.text().startswith("电脑的日期 2001年1月1日 不会是今天；请先核对")


@pytest.mark.parametrize(
    ("field", "typed", "part"),
    [
        ("name", "", "请填写合作社名称"),
        ("founded", "2019-02-30", "日期不对"),
        ("founded", "2021-03-02", "在今天之后"),
        ("file", "a/b", "不能作文件名"),
        ("file", "...", "不能作文件名"),
        ("folder", "books", "不是完整的文件夹位置"),
    ],
)
def test_what_cannot_be_is_said_under_its_field(form: NewBookForm, field: str, typed: str, part: str) -> None:
    form.name.set_text("青山花木合作社")
    form.founded.set_text("20190218")
    getattr(form, field).set_text(typed)
    assert accept(form) is None
    assert part in getattr(form, field).line.text()


def test_a_folder_is_chosen_through_the_door(
    form: NewBookForm, opener: AnsweringOpener, tmp_path: Path
) -> None:
    opener.answers = [None, tmp_path]
    before = form.folder.text()
    form.folder.browse.click()
    assert form.folder.text() == before
    form.folder.browse.click()
    assert form.folder.text() == str(tmp_path)


@pytest.mark.parametrize("size", list(TextSize))
def test_nothing_is_cut_off(qtbot: QtBot, qapp: Any, size: TextSize) -> None:
    theme.apply(qapp, Theme.LIGHT, size)
    form = NewBookForm(TODAY)
    qtbot.addWidget(form)
    form.prepare()
    form.show()
    accept(form)
    assert audit.faults(form) == []
    assert form.width() <= 1366
    assert form.height() <= 768
