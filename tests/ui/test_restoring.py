"""恢复备份 in the window: from the settings, and from a message that the book is damaged or gone."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from coopdesk.bootstrap import WindowBackend
from coopdesk.domain.members.member import Member, MemberKind
from coopdesk.domain.quantity import parse_quantity
from coopdesk.services.members.commands import RegisterMember
from coopdesk.ui.frame.main_window import MainWindow
from coopdesk.ui.kit.jobs import Job
from coopdesk.ui.kit.page import PageFrame
from tests.ui import village
from tests.ui.conftest import AnsweringOpener


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A book of three members, with a backup of it."""
    desk = village.village(tmp_path / "林阁.coop")
    desk.backup(tmp_path / "林阁 备份.coop")
    desk.close()
    return tmp_path / "林阁.coop"


@pytest.fixture
def open_window(window: MainWindow, book: Path, qtbot: QtBot) -> MainWindow:
    """The window with the book open, and a fourth member in it."""
    window.shell.connect_backend(WindowBackend())
    backend = window.shell.backend
    window.shell.open_book("打开账套", book, lambda _progress: backend.open_book(book), print)
    wait(window, qtbot)
    member = Member("F09", "赵六", MemberKind.FARMER, village.FOUNDED)
    window.shell.desk.run(RegisterMember(member=member, shares=parse_quantity("1")))
    window.open_page("settings", "backup")
    return window


def wait(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not window.shell.jobs.busy, timeout=20_000)
    QCoreApplication.processEvents()
    qtbot.waitUntil(lambda: not window.shell.jobs.busy, timeout=20_000)


def press(page: QWidget, text: str) -> None:
    (button,) = [b for b in page.findChildren(QPushButton) if b.text() == text and b.isVisible()]
    button.click()


def shown(window: MainWindow) -> PageFrame:
    page = window.stack.currentWidget()
    assert isinstance(page, PageFrame)
    return page


def test_a_backup_takes_the_books_place_after_both_were_shown(
    open_window: MainWindow, book: Path, opener: AnsweringOpener, qtbot: QtBot
) -> None:
    opener.answers = [book.with_name("林阁 备份.coop"), True]
    press(shown(open_window), "恢复备份")
    wait(open_window, qtbot)
    sheet = opener.asked[1]
    told = dict(sheet.changes)
    assert "3 名成员" in told["备份内容"] and "4 名成员" in told["现有内容"]
    assert village.NAME in told["备份内容"]
    assert len(open_window.shell.desk.members.present()) == 3
    (kept,) = book.parent.glob("林阁.before-restore-*.coop")
    assert kept.name in shown(open_window).message.text.text()
    assert len(members_of(kept)) == 4


def members_of(path: Path) -> list[str]:
    desk = WindowBackend().open_book(path)
    try:
        return [member.number for member in desk.members.present()]
    finally:
        desk.close()


def test_a_restoring_that_is_stopped_shows_the_book_as_it_was(
    open_window: MainWindow,
    book: Path,
    opener: AnsweringOpener,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def stop(job: Job, _done: int, _total: int) -> None:
        if job.title == "恢复备份":
            job.cancel()

    monkeypatch.setattr(Job, "_told", stop)
    opener.answers = [book.with_name("林阁 备份.coop"), True]
    press(shown(open_window), "恢复备份")
    wait(open_window, qtbot)
    qtbot.waitUntil(lambda: open_window.shell.has_book)
    assert len(open_window.shell.desk.members.present()) == 4
    assert list(book.parent.glob("林阁.before-restore-*")) == []


def test_who_looks_and_leaves_has_changed_nothing(
    open_window: MainWindow, book: Path, opener: AnsweringOpener, qtbot: QtBot
) -> None:
    opener.answers = [None, book.with_name("林阁 备份.coop"), False]
    for _turn in range(2):
        press(shown(open_window), "恢复备份")
        wait(open_window, qtbot)
    assert len(open_window.shell.desk.members.present()) == 4
    assert list(book.parent.glob("*before-restore*")) == []


def test_a_backup_that_does_not_hold_is_refused_with_the_first_defect(
    open_window: MainWindow, book: Path, opener: AnsweringOpener, qtbot: QtBot
) -> None:
    backup = book.with_name("林阁 备份.coop")
    with closing(sqlite3.connect(backup)) as connection:
        connection.execute("UPDATE holdings SET shares = shares + 1 WHERE member_id = 1")
        connection.commit()
    opener.answers = [backup]
    press(shown(open_window), "恢复备份")
    wait(open_window, qtbot)
    assert "不能用来恢复" in shown(open_window).message.text.text()
    assert len(open_window.shell.desk.members.present()) == 4


def test_a_restore_that_fails_leaves_the_book_open_as_it_was(
    open_window: MainWindow,
    book: Path,
    opener: AnsweringOpener,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def full(_source: Path, _target: Path, _progress: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("coopdesk.persistence.book.restore.copy_bytes", full)
    opener.answers = [book.with_name("林阁 备份.coop"), True]
    press(shown(open_window), "恢复备份")
    wait(open_window, qtbot)
    assert "磁盘已满" in shown(open_window).message.text.text()
    assert len(open_window.shell.desk.members.present()) == 4


@pytest.mark.parametrize("ruin", [lambda book: book.write_bytes(b"x" * 9000), lambda book: book.unlink()])
def test_a_book_that_cannot_be_opened_is_told_with_the_way_to_a_backup(
    window: MainWindow, book: Path, opener: AnsweringOpener, qtbot: QtBot, ruin: Callable[[Path], object]
) -> None:
    window.shell.connect_backend(WindowBackend())
    ruin(book)
    backend, welcome = window.shell.backend, window.welcome
    window.shell.open_book("打开账套", book, lambda _progress: backend.open_book(book), welcome.show_error)
    wait(window, qtbot)
    opener.answers = [book.with_name("林阁 备份.coop"), True]
    press(welcome, "恢复备份")
    wait(window, qtbot)
    assert len(window.shell.desk.members.present()) == 3
    assert "已用备份" in shown(window).message.text.text()


@pytest.mark.skipif(os.name == "nt", reason="Windows lets nobody delete an open file")
def test_a_book_that_is_gone_while_it_is_open_is_told_with_the_way_to_a_backup(
    open_window: MainWindow, book: Path, opener: AnsweringOpener, qtbot: QtBot
) -> None:
    book.unlink()
    page = shown(open_window)
    member = Member("F10", "钱七", MemberKind.FARMER, date(2020, 1, 1))
    open_window.shell.run(RegisterMember(member=member, shares=parse_quantity("1")), page)
    wait(open_window, qtbot)
    assert "不见了" in page.message.text.text()
    opener.answers = [book.with_name("林阁 备份.coop"), True]
    press(page.message, "恢复备份")
    wait(open_window, qtbot)
    assert len(open_window.shell.desk.members.present()) == 3
