"""`--temp-book`: the window on a copy that is thrown away; nothing of the person's books and settings changes."""

from collections.abc import Callable
from pathlib import Path

import pytest

from coopdesk import bootstrap, i18n, paths, this_pc
from coopdesk.domain.members.member import Member, MemberKind
from coopdesk.domain.quantity import Quantity
from coopdesk.file_lock import FileLock
from coopdesk.services.members.commands import RegisterMember
from coopdesk.ui.frame.preferences import Preferences, recent_books
from tests.persistence.book.test_at_rest import killed


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Path, int]]:
    """What the window showed, in place of which a member is registered: each book, and how many members it had."""
    seen: list[tuple[Path, int]] = []

    def work(location: str) -> int:
        Preferences.load().opened(Path(location))
        desk = bootstrap.open_desk(location)
        seen.append((Path(location), len(desk.members.present())))
        desk.run(
            RegisterMember(member=Member("F99", "赵六", MemberKind.FARMER, desk.today), shares=Quantity(0))
        )
        desk.close()
        paths.log_dir().mkdir(parents=True)
        (paths.log_dir() / "coopdesk.log").write_text("a crash\n", encoding="utf-8")
        return 0

    monkeypatch.setattr(bootstrap, "open_window", work)
    return seen


def test_the_window_opens_on_a_copy_of_the_sample_and_nothing_is_left_of_it(
    cli, home: Path, shown: list[tuple[Path, int]]
) -> None:
    paths.log_dir().mkdir(parents=True)
    (paths.log_dir() / "coopdesk.log").write_text("an old one\n", encoding="utf-8")
    said = cli("--temp-book")
    assert (said.status, said.out) == (0, b"")
    assert "关闭后即删除" in said.err
    assert [(book.name, members) for book, members in shown] == [("临时账套·linge.coop", 22)]
    assert (paths.log_dir() / "coopdesk.log").read_text(encoding="utf-8") == "an old one\na crash\n"
    assert [path for path in home.rglob("*") if path.is_file()] == [home / "logs" / "coopdesk.log"]
    assert recent_books() == ()


def test_a_book_that_is_named_stays_as_it_is_even_while_another_program_has_it(
    cli, home: Path, tmp_path: Path, shown: list[tuple[Path, int]]
) -> None:
    book = tmp_path / "本社.coop"
    bootstrap.new_desk(book).close()
    Preferences.load().opened(book)
    before, heads = book.read_bytes(), this_pc._heads()
    desk = bootstrap.open_desk(book)
    try:
        assert cli("--temp-book", book).status == 0
        assert not desk.members.present()
    finally:
        desk.close()
    assert len(shown) == 1
    assert (shown[0][0].name, shown[0][0].exists()) == ("临时账套·本社.coop", False)
    assert book.read_bytes()[100:] == before[100:]
    assert (recent_books(), this_pc._heads()) == ((book,), heads)


def test_a_book_whose_program_was_killed_is_copied_with_all_that_was_saved(
    cli, tmp_path: Path, shown: list[tuple[Path, int]]
) -> None:
    book = tmp_path / "linge.coop"
    bootstrap.new_desk(book).close()
    killed(book, 200, 203)
    assert cli("--temp-book", book).status == 0
    assert shown[0][1] == 3


def test_what_is_no_book_is_refused_as_everywhere(cli, tmp_path: Path, shown: list[tuple[Path, int]]) -> None:
    (tmp_path / "letter.coop").write_text("亲爱的", encoding="utf-8")
    for name, status in (("letter.coop", 1), ("nothing.coop", 2)):
        said = cli("--temp-book", tmp_path / name)
        assert (said.status, name in said.err) == (status, True)
    assert shown == []
    assert list(paths.temporary_dir().glob("*")) == []


def test_what_a_killed_window_left_is_cleared_at_the_next_start_but_nothing_that_is_in_use(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    left, in_use = (paths.temporary_dir() / name for name in ("left", "in_use"))
    for folder in (left, in_use):
        (folder / "books").mkdir(parents=True)
        (folder / "books" / "临时账套·本社.coop").write_bytes(b"a book")
        (folder / "in-use").touch()
    lock = FileLock(in_use / "in-use")

    def shown(_backend: object, _book: Path | None, usable: Callable[[object], object]) -> int:
        usable(None)
        return 0

    monkeypatch.setattr("coopdesk.ui.app.run", shown)
    try:
        assert bootstrap.open_window("") == 0
        assert [folder.exists() for folder in (left, in_use)] == [False, True]
    finally:
        lock.release()
    assert bootstrap.open_window("") == 0
    assert not in_use.exists()


def test_help_and_guide_tell_of_it(cli, repository: Path) -> None:
    assert "--temp-book [BOOK]" in cli("--help").out.decode()
    assert "throw" in cli("--lang", "en", "--help").out.decode()
    i18n.set_language(i18n.DEFAULT_LANGUAGE)
    assert "--temp-book" in (repository / "CONTRIBUTING.md").read_text(encoding="utf-8")
