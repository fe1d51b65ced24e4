"""The list of books opened before: newest first, few, forgotten on request, found again where they moved to."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from coopdesk.ui.first_start import recent
from coopdesk.ui.frame.preferences import RECENT_BOOKS, Preferences, keep_recent_books, recent_books


def test_the_newest_book_heads_the_list_once() -> None:
    for name in ("甲.coop", "乙.coop", "甲.coop"):
        Preferences.load().opened(Path(name))
    assert recent_books() == (Path("甲.coop"), Path("乙.coop"))
    assert Preferences.load().last_book == Path("甲.coop")


def test_the_list_stays_short() -> None:
    for number in range(RECENT_BOOKS + 3):
        Preferences.load().opened(Path(f"{number}.coop"))
    assert len(recent_books()) == RECENT_BOOKS
    assert recent_books()[0] == Path(f"{RECENT_BOOKS + 2}.coop")


def test_a_book_is_forgotten_and_its_file_stays(tmp_path: Path) -> None:
    book = tmp_path / "甲.coop"
    book.touch()
    keep_recent_books((book, Path("乙.coop")))
    recent.forget(book)
    assert recent_books() == (Path("乙.coop"),)
    assert book.exists()


def test_a_moved_book_keeps_its_place_and_is_listed_once() -> None:
    keep_recent_books((Path("甲.coop"), Path("乙.coop"), Path("丙.coop")))
    recent.moved(Path("乙.coop"), Path("丙.coop"))
    assert recent_books() == (Path("甲.coop"), Path("丙.coop"))


def test_missing_files_are_told_from_those_that_are_there(tmp_path: Path, qtbot: QtBot) -> None:
    there = tmp_path / "甲.coop"
    there.touch()
    told: list[list[recent.RecentBook]] = []
    answer = recent.check_in_background((there, tmp_path / "乙.coop"), told.append)
    qtbot.waitUntil(lambda: bool(told))
    assert told == [[recent.RecentBook(there, True), recent.RecentBook(tmp_path / "乙.coop", False)]]
    assert answer is not None


def test_a_place_that_cannot_be_asked_counts_as_gone(tmp_path: Path) -> None:
    impossible = tmp_path / ("长" * 300)
    assert recent.check_now([impossible]) == [recent.RecentBook(impossible, False)]
