"""Copies of a book: whole, checked, in their place only when finished, and recorded."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from coopdesk.persistence.book import file_copy, server_copy
from coopdesk.persistence.book.areas import FACTS
from coopdesk.persistence.book.book import SqlBook
from coopdesk.services.values import BackupRecord
from tests.persistence.book.faulty import Open, assert_whole, filled, refuses
from tests.persistence.conftest import NOW, Server
from tests.persistence.samples import COOP
from tests.persistence.test_facts import fill


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
