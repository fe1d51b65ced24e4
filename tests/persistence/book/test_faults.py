"""What the machine refuses, provoked for real: each has a code of its own, and the book is whole afterwards."""

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from coopdesk.persistence.book import engine
from tests.persistence.book.faulty import Open, assert_whole, fill_up, filled, refuses
from tests.persistence.samples import COOP

posix_only = pytest.mark.skipif(os.name == "nt", reason="folders and files of POSIX systems")


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A folder of a person without special rights, also where the tests run as root."""
    if os.name == "nt" or os.geteuid() != 0:
        yield tmp_path
        return
    made = Path(tempfile.mkdtemp(prefix="coopdesk-"))
    made.chmod(0o755)
    shutil.chown(made, "nobody")
    try:
        yield made
    finally:
        made.chmod(0o755)
        shutil.rmtree(made)


@contextmanager
def as_owner(folder: Path) -> Iterator[None]:
    """Without the rights of root, by which every file may be written."""
    if os.name == "nt" or os.geteuid() != 0:
        yield
        return
    os.seteuid(folder.stat().st_uid)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def owned(folder: Path, opened: Open) -> Path:
    """A closed book in the folder, owned by the folder's owner."""
    path = folder / "linge.coop"
    filled(opened(path, new=True)).close()
    if os.name != "nt":
        shutil.chown(path, folder.stat().st_uid)
    return path


def test_a_read_only_file_is_refused_for_writing_and_read(owned: Path, opened: Open) -> None:
    owned.chmod(0o444)
    try:
        with as_owner(owned.parent):
            with refuses("book.read_only"):
                opened(owned)
            reader = opened(owned, read_only=True)
            assert_whole(reader)
            reader.close()
    finally:
        owned.chmod(0o644)
    assert_whole(opened(owned))


def test_a_book_open_for_reading_takes_nothing(owned: Path, opened: Open) -> None:
    book = opened(owned, read_only=True)
    with refuses("book.read_only"), book.reading() as uow:
        uow.coop.save(COOP)
    book.close()
    assert_whole(opened(owned))


@posix_only
def test_a_read_only_folder_is_refused_for_writing_and_read(owned: Path, opened: Open) -> None:
    owned.parent.chmod(0o555)
    with as_owner(owned.parent):
        with refuses("book.folder_read_only"):
            opened(owned)
        with refuses("book.folder_read_only"):
            opened(owned.parent / "new.coop", new=True)
        reader = opened(owned, read_only=True)
        assert_whole(reader)
        with refuses("book.folder_read_only"):
            reader.backup(owned.parent / "copy.coop")
        reader.close()
    owned.parent.chmod(0o755)
    assert_whole(opened(owned))


@posix_only
def test_a_file_nobody_may_read_is_refused(owned: Path, opened: Open) -> None:
    owned.chmod(0)
    with as_owner(owned.parent), refuses("book.no_access"):
        opened(owned)
    owned.chmod(0o644)
    assert_whole(opened(owned))


def test_a_damaged_file_is_told_when_it_is_read_and_when_it_is_checked(tmp_path: Path, opened: Open) -> None:
    path = tmp_path / "linge.coop"
    filled(opened(path, new=True)).close()
    with closing(sqlite3.connect(path)) as connection:
        found = "SELECT rootpage FROM sqlite_schema WHERE name IN ('member_current', 'register_entries', 'members')"
        pages = [page for (page,) in connection.execute(found)]
    with path.open("r+b") as file:
        for page in pages:
            file.seek(4096 * (page - 1))
            file.write(os.urandom(4096))
    book = opened(path)
    with refuses("book.damaged"), book.reading() as uow:
        uow.members.all()
        uow.register.entries()
    with refuses("book.damaged"):
        fill_up(book)
    assert {"book.damaged", "verify.file", "verify.table"} & {defect.code for defect in book.verify()}
    with refuses("backup.rescued"):
        book.backup(tmp_path / "copy.coop")
    assert not (tmp_path / "copy.coop").exists()
    assert (tmp_path / "copy.rescued.coop").exists()


def test_a_file_cut_short_is_damaged(tmp_path: Path, opened: Open) -> None:
    path = tmp_path / "linge.coop"
    filled(opened(path, new=True)).close()
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size // 2)
    with refuses("book.damaged"):
        book = opened(path)
        with book.reading() as uow:
            uow.members.all()
            uow.register.entries()


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 a workbook", b"x" * 5000])
def test_what_is_no_book_is_not_opened(tmp_path: Path, opened: Open, content: bytes) -> None:
    path = tmp_path / "list.coop"
    path.write_bytes(content)
    for read_only in (False, True):
        with refuses("book.not_a_book"):
            opened(path, read_only=read_only)
    assert path.read_bytes() == content


def test_a_database_of_another_program_is_not_opened(tmp_path: Path, opened: Open) -> None:
    path = tmp_path / "other.coop"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE book_info (id INTEGER)")
    with refuses("book.not_a_book"):
        opened(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA application_id = {0x434F4F50}")
    with refuses("book.not_a_book"):
        opened(path)
    with refuses("book.not_a_book"):
        opened(tmp_path)


def test_what_is_not_there_is_said(tmp_path: Path, opened: Open) -> None:
    with refuses("book.not_found"):
        opened(tmp_path / "linge.coop")
    with refuses("book.folder_gone"):
        opened(tmp_path / "stick" / "linge.coop")
    with refuses("book.folder_gone"):
        opened(tmp_path / "stick" / "linge.coop", new=True)
    assert [path.name for path in tmp_path.iterdir()] == []


def test_a_book_is_never_made_over_another_file(tmp_path: Path, opened: Open) -> None:
    path = tmp_path / "linge.coop"
    path.write_bytes(b"mine")
    with refuses("book.exists"):
        opened(path, new=True)
    assert path.read_bytes() == b"mine"
    assert [item.name for item in tmp_path.iterdir()] == ["linge.coop"]


@posix_only
def test_a_file_deleted_while_open_takes_nothing_more_and_can_be_saved_elsewhere(
    tmp_path: Path, opened: Open
) -> None:
    path = tmp_path / "linge.coop"
    book = filled(opened(path, new=True))
    path.unlink()
    with refuses("book.gone"):
        book.unit()
    book.backup(tmp_path / "saved.coop")  # the very thing the message asks for: it is made, and told as made
    book.close()
    assert_whole(opened(tmp_path / "saved.coop"))


@posix_only
def test_a_file_replaced_while_open_takes_nothing_more(tmp_path: Path, opened: Open) -> None:
    path = tmp_path / "linge.coop"
    book = filled(opened(path, new=True))
    shutil.copy(path, tmp_path / "other")
    (tmp_path / "other").replace(path)
    with refuses("book.gone"):
        book.unit()


@posix_only
def test_a_folder_gone_while_open_is_said(tmp_path: Path, opened: Open) -> None:
    (tmp_path / "stick").mkdir()
    book = filled(opened(tmp_path / "stick" / "linge.coop", new=True))
    (tmp_path / "stick").rename(tmp_path / "pulled")
    with refuses("book.gone"):
        book.unit()
    (tmp_path / "pulled").rename(tmp_path / "stick")
    assert_whole(book)
    with book.unit() as uow:
        uow.coop.save(COOP)
        uow.commit()


def test_a_book_held_by_a_stranger_is_busy(
    tmp_path: Path, opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "linge.coop"
    filled(opened(path, new=True)).close()
    monkeypatch.setattr(engine, "WAIT_MS", 100)
    book = opened(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as stranger:
        stranger.execute("BEGIN IMMEDIATE")
        with refuses("book.busy"), book.unit():
            pass
        stranger.execute("ROLLBACK")
    assert_whole(book)


def test_a_book_may_have_any_name(tmp_path: Path, opened: Open) -> None:
    folder = tmp_path / ("100% 账套#" if os.name == "nt" else "100% 账套?mode=memory#")
    folder.mkdir()
    path = folder / "𠮷 & 䶮.coop"
    filled(opened(path, new=True)).close()
    assert_whole(opened(path))
    assert path.stat().st_size > 0
