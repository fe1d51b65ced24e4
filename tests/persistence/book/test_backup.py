"""Copies of a book: whole, checked, in their place only when finished, and recorded."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from coopdesk.domain.attachments.blob import Blob, BlobKind, blob_of
from coopdesk.persistence.book import file_copy, server_copy
from coopdesk.persistence.book.areas import FACTS
from coopdesk.persistence.book.book import SqlBook
from coopdesk.services.errors import Cancelled
from coopdesk.services.journal.entry import Thing
from coopdesk.services.values import BackupRecord
from tests.persistence.book.faulty import Open, assert_whole, filled, refuses
from tests.persistence.conftest import NOW, Server
from tests.persistence.samples import COOP, member
from tests.persistence.test_facts import fill

F01 = Thing("member", "F01")


def test_a_copy_is_a_book_of_its_own_with_everything_in_it(
    book: SqlBook, tmp_path: Path, opened: Open
) -> None:
    """Of a server's book too: the copy is a file that opens, verifies and holds the same frozen figures."""
    fill(book, tmp_path / "first.coop")
    target = tmp_path / "copy.coop"
    book.backup(target)
    copy = opened(target)
    assert_whole(copy)
    with book.reading() as uow, copy.reading() as copied:
        for read in (lambda unit: unit.plans.frozen(1), lambda unit: unit.plans.get(1)):
            assert read(copied) == read(uow) is not None
        assert copied.register.entries() == uow.register.entries()
        assert copied.coop.current() == uow.coop.current()
        assert copied.journal.result("c") == uow.journal.result("c") is not None
    with copy.unit() as uow:
        assert uow.members.next_number("F") == "F03"
        uow.coop.save(COOP)
        uow.commit()


def test_a_copy_is_one_file_that_needs_no_other(book: SqlBook, tmp_path: Path) -> None:
    fill(book, tmp_path / "copy.coop")
    assert sorted(path.name for path in tmp_path.glob("copy*")) == ["copy.coop"]
    with closing(sqlite3.connect(tmp_path / "copy.coop")) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
        for table in FACTS:
            kept = connection.execute(f"SELECT count(*) FROM {table.name}").fetchone()[0]
            assert kept or table.name == "backups"


def test_the_last_copy_is_remembered(book: SqlBook, tmp_path: Path) -> None:
    assert book.last_backup() is None
    filled(book).backup(tmp_path / "one.coop")
    book.backup(tmp_path / "two.coop")
    assert book.last_backup() == BackupRecord(NOW, str(tmp_path / "two.coop"))


def test_a_copy_replaces_an_older_one_only_when_it_is_whole(
    file_book: SqlBook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "copy.coop"
    filled(file_book).backup(target)
    older = target.read_bytes()
    monkeypatch.setattr(file_copy, "_found", lambda copy: "*** in database main ***")
    with refuses("backup.damaged"):
        file_book.backup(target)
    assert target.read_bytes() == older
    monkeypatch.undo()
    with file_book.unit() as uow:
        uow.coop.save(COOP)
        uow.commit()
    file_book.backup(target)
    assert target.read_bytes() != older
    assert [path.name for path in tmp_path.glob("copy*")] == ["copy.coop"]


def test_a_copy_while_somebody_writes_holds_what_was_kept(
    file_book: SqlBook, tmp_path: Path, opened: Open
) -> None:
    with filled(file_book).unit() as uow:
        uow.coop.save(COOP)
        reader = opened(tmp_path / "linge.coop", read_only=True)
        reader.backup(tmp_path / "copy.coop")
    assert_whole(opened(tmp_path / "copy.coop"))


class Stopping:
    """Follows a piece of work and stops it at one of its reports; `told` is what it was told."""

    def __init__(self, at: int = 0, act: Callable[[], object] = lambda: None) -> None:
        self.told: list[tuple[int, int]] = []
        self._at, self._act = at, act

    def __call__(self, done: int, total: int) -> None:
        self.told.append((done, total))
        self._act()
        if len(self.told) == self._at:
            raise Cancelled


@pytest.fixture
def large(book: SqlBook) -> SqlBook:
    """A book of some megabytes, in either database."""
    with filled(book).unit() as uow:
        for number in range(12):
            uow.attachments.add(F01, f"{number}.jpg", photo_of(number), NOW.date())
        uow.commit()
    return book


def photo_of(number: int, size: int = 200_000) -> Blob:
    return blob_of(BlobKind.PHOTO, b"\xff\xd8\xff" + bytes([number]) * size, "")


def test_a_copy_is_made_in_steps_of_one_state_though_somebody_writes_between_them(
    tmp_path: Path, opened: Open
) -> None:
    book = filled(opened(tmp_path / "linge.coop", new=True))
    with book.unit() as uow:
        uow.attachments.add(F01, "0.pdf", photo_of(0, 12_000_000), NOW.date())
        uow.commit()
    before = book.content()

    def write() -> None:
        with book.unit() as uow:
            uow.members.add(member(f"M{len(follow.told):02d}"), "")
            uow.commit()

    follow = Stopping(act=write)
    book.backup(tmp_path / "copy.coop", progress=follow)
    assert 5 < len(follow.told) < 30
    assert follow.told == sorted(follow.told)
    copy = opened(tmp_path / "copy.coop", read_only=True)
    assert_whole(copy)
    assert copy.content() == before
    assert list(book.verify()) == []


@pytest.mark.parametrize("at", [1, 2])
def test_a_copy_that_is_stopped_leaves_nothing_and_the_copy_that_was_there(
    large: SqlBook, tmp_path: Path, at: int
) -> None:
    names = {path.name for path in tmp_path.iterdir()}
    target = tmp_path / "copy.coop"
    with pytest.raises(Cancelled):
        large.backup(target, progress=Stopping(at))
    assert {path.name for path in tmp_path.iterdir()} == names
    assert large.last_backup() is None
    large.backup(target)
    replacing = Stopping()
    large.backup(target, progress=replacing)
    last = len(replacing.told) - at  # while the copy is looked through
    older = target.read_bytes()
    with pytest.raises(Cancelled):
        large.backup(target, progress=Stopping(last))
    assert target.read_bytes() == older
    assert {path.name for path in tmp_path.iterdir()} == {*names, "copy.coop"}
    assert_whole(large)


def test_looking_through_a_book_says_how_far_it_is_and_can_be_stopped(large: SqlBook) -> None:
    follow = Stopping()
    assert list(large.verify(progress=follow)) == []
    assert follow.told == sorted(follow.told)
    assert {total for _done, total in follow.told} == {1_000}
    for at in (1, len(follow.told) // 2, len(follow.told)):
        with pytest.raises(Cancelled):
            list(large.verify(progress=Stopping(at)))


def test_what_can_be_read_of_a_damaged_book_is_saved_in_steps_or_not_at_all(
    file_book: SqlBook, tmp_path: Path, opened: Open
) -> None:
    with filled(file_book).unit() as uow:
        for number in range(3):
            uow.attachments.add(F01, f"{number}.jpg", photo_of(number, 40_000), NOW.date())
        uow.commit()
    file_book.close()
    path = tmp_path / "linge.coop"
    whole = bytearray(path.read_bytes())
    page = whole.index(bytes([1]) * 4_092) - 4
    whole[page : page + 4] = b"\xff\xff\xff\xff"
    path.write_bytes(whole)
    broken = opened(path, read_only=True)
    with pytest.raises(Cancelled):
        broken.backup(tmp_path / "copy.coop", progress=Stopping(4))
    assert sorted(found.name for found in tmp_path.glob("copy*")) == []
    with refuses("backup.rescued"):
        broken.backup(tmp_path / "copy.coop")
    saved = opened(tmp_path / "copy.rescued.coop", read_only=True)
    with saved.reading() as uow:
        assert b"".join(uow.attachments.parts(photo_of(2, 40_000).sha256)) == photo_of(2, 40_000).content
    told = {defect.params.get("names") for defect in saved.verify() if defect.code == "verify.blob_missing"}
    assert [defect.code for defect in saved.verify()].count("verify.blob_missing") == 1 and told


def test_a_book_is_not_copied_onto_itself(file_book: SqlBook, tmp_path: Path) -> None:
    filled(file_book)
    for target in (tmp_path / "linge.coop", tmp_path / "home" / ".." / "linge.coop"):
        (tmp_path / "home").mkdir(exist_ok=True)
        with refuses("backup.same_file"):
            file_book.backup(target)
    assert_whole(file_book)


def test_a_copy_needs_its_folder(book: SqlBook, tmp_path: Path) -> None:
    with refuses("book.folder_gone"):
        book.backup(tmp_path / "stick" / "copy.coop")


@pytest.mark.postgresql
def test_a_copy_whose_rows_are_not_all_there_is_refused(
    server: Server, opened: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = filled(opened(server.url(server.make_database()), new=True))
    rows = server_copy._rows
    monkeypatch.setattr(server_copy, "_rows", lambda source, table: list(rows(source, table))[1:])
    with refuses("backup.damaged"):
        book.backup(tmp_path / "copy.coop")
    assert list(tmp_path.glob("copy*")) == []
