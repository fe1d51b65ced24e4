"""A PC whose date cannot be right: told on every page, and in each form that begins with that date."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from coopdesk.exchange.pinyin import initials
from coopdesk.exchange.templates import scheme_templates
from coopdesk.persistence.book.books import open_book
from coopdesk.services.desk import Desk
from coopdesk.ui.frame.main_window import MainWindow
from coopdesk.ui.members.page import MembersPage
from tests.ui import village
from tests.ui.conftest import AnsweringOpener

LONG_AGO = datetime(2020, 1, 1, 0, 5)


@pytest.fixture
def late(tmp_path: Path) -> Iterator[Desk]:
    """The village's book on a PC whose date fell back by three years."""
    village.village(tmp_path / "林阁.coop").close()
    book = open_book(tmp_path / "林阁.coop", clock=lambda: LONG_AGO)
    desk = Desk(book, lambda: LONG_AGO, initials, scheme_templates)
    yield desk
    desk.close()


def test_a_date_before_the_newest_entry_is_told_on_every_page_and_where_it_is_taken_over(
    window: MainWindow, late: Desk, opener: AnsweringOpener, settle: Callable[[Any], None]
) -> None:
    window.shell.show_book(late)
    told = "电脑的日期 2020年1月1日 早于账套最近一次登记的 2023年3月1日；请先核对电脑的日期和时间，再登记"
    for key in ("home", "members", "distribution", "papers", "settings"):
        window.open_page(key)
        settle(window.shell)
        assert (window.clock.isVisible(), window.clock.strip.text.text()) == (True, told)
    window.open_page("members")
    page = window.page("members")
    assert isinstance(page, MembersPage)

    def fill(form: Any) -> None:
        assert (form.message.isVisible(), form.message.text.text()) == (True, told)
        form.name.set_text("赵六")

    opener.answers = [fill]
    page.join()
    settle(window.shell)
    assert late.members.get("F03") is not None
    assert window.clock.isVisible()  # what was entered under that date takes away no doubt
    window.clock.strip.closer.click()
    opener.answers = [lambda form: form.name.set_text("钱七")]
    page.join()
    settle(window.shell)
    assert late.members.get("F04") is not None
    assert not window.clock.isVisible()


def test_nothing_is_said_of_a_date_that_may_be_right(
    window: MainWindow, desk: Desk, opener: AnsweringOpener
) -> None:
    window.shell.show_book(desk)
    assert not window.clock.isVisible()
    window.open_page("members")
    page = window.page("members")
    assert isinstance(page, MembersPage)
    opener.answers = [None]
    page.join()
    assert opener.asked[0].message.isHidden()
    assert desk.today - village.NOW.date() == timedelta(0)
