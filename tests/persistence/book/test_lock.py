"""One book, one program: the lock says who has it, and dies with its process."""

import os
import subprocess
import sys
from collections.abc import Callable
from io import FileIO
from pathlib import Path

import pytest

from coopdesk.persistence.book import lock
from coopdesk.persistence.book.book import SqlBook
from coopdesk.persistence.book.lock import BookLock
from coopdesk.services.errors import EnvironmentFault
from tests.persistence.conftest import Server
from tests.persistence.samples import COOP, ROLL, settle

HOLDER = """
import sys
from pathlib import Path
from coopdesk.persistence.book.books import open_book

book = open_book(Path(sys.argv[1]))
print("open", flush=True)
sys.stdin.read()
"""


def start_holder(path: Path) -> "subprocess.Popen[str]":
    """Another program that has the book open."""
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "open\n"
    return holder


def end(holder: "subprocess.Popen[str]") -> None:
    """Kill the program as a crash would."""
    holder.kill()
    holder.communicate(timeout=30)


def test_a_second_opening_in_the_same_program_is_refused(
    file_book: SqlBook, tmp_path: Path, opened: Callable[..., SqlBook]
) -> None:
    with pytest.raises(EnvironmentFault) as refused:
        opened(tmp_path / "linge.coop")
    assert refused.value.code == "book.already_open"
    file_book.close()
    opened(tmp_path / "linge.coop")


def test_another_program_is_told_who_has_the_book_since_when(
    file_book: SqlBook, tmp_path: Path, opened: Callable[..., SqlBook], monkeypatch: pytest.MonkeyPatch
) -> None:
    file_book.close()
    path = tmp_path / "linge.coop"
    monkeypatch.setenv("LOGNAME", "kuaiji")
    holder = start_holder(path)
    try:
        with pytest.raises(EnvironmentFault) as refused:
            opened(path)
        params = refused.value.params
        assert refused.value.code == "book.already_open"
        assert params["path"] == "linge.coop"
        assert params["who"] == "kuaiji"
        assert str(params["since"]).startswith("20")
        with opened(path, read_only=True).reading() as uow:
            assert uow.members.all() == []
    finally:
        end(holder)


def test_a_program_that_was_killed_leaves_the_book_free(
    file_book: SqlBook, tmp_path: Path, opened: Callable[..., SqlBook]
) -> None:
    file_book.close()
    path = tmp_path / "linge.coop"
    holder = start_holder(path)
    end(holder)
    opened(path)


def test_closing_leaves_nothing_but_the_book(file_book: SqlBook, tmp_path: Path) -> None:
    with file_book.unit() as uow:
        settle(uow)
        uow.commit()
    file_book.close()
    file_book.close()
    assert [path.name for path in tmp_path.iterdir() if path.name != "home"] == ["linge.coop"]


@pytest.mark.skipif(os.name == "nt", reason="nobody can delete there what is open")
def test_a_lock_on_a_file_that_was_deleted_meanwhile_is_taken_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever opens the file just before its holder deletes it would else hold a lock that nobody can meet."""
    book, lock_file = tmp_path / "linge.coop", tmp_path / "linge.coop.lock"
    take = lock._lock
    deleted: list[bool] = []

    def deleted_meanwhile(file: FileIO) -> bool:
        if not deleted:
            deleted.append(True)
            lock_file.unlink()
        return take(file)

    monkeypatch.setattr(lock, "_lock", deleted_meanwhile)
    held = BookLock(book)
    with pytest.raises(EnvironmentFault):
        BookLock(book)
    held.release()
    assert not lock_file.exists()


def test_a_lock_without_a_readable_signature_still_holds(tmp_path: Path) -> None:
    held = BookLock(tmp_path / "linge.coop")
    (tmp_path / "linge.coop.lock").write_bytes(b"\xff not a signature")
    with pytest.raises(EnvironmentFault) as refused:
        BookLock(tmp_path / "linge.coop")
    assert (refused.value.params["who"], refused.value.params["since"]) == ("?", "?")
    held.release()


@pytest.mark.parametrize("before", [True, False])
def test_a_book_is_read_beside_the_program_that_writes_it(
    file_book: SqlBook, tmp_path: Path, opened: Callable[..., SqlBook], before: bool
) -> None:
    with file_book.unit() as uow:
        settle(uow)
        if before:
            uow.commit()
        reader = opened(tmp_path / "linge.coop", read_only=True)
        with reader.reading() as reading:
            assert tuple(reading.members.all()) == (ROLL if before else ())
    assert list(reader.verify()) == []
    reader.backup(tmp_path / "copy.coop")
    assert file_book.last_backup() is None
    with pytest.raises(EnvironmentFault) as refused:
        reader.unit()
    assert refused.value.code == "book.read_only"


@pytest.mark.postgresql
def test_a_shared_database_is_open_to_several_programs(
    server: Server, opened: Callable[..., SqlBook]
) -> None:
    location = server.url(server.make_database())
    first, second = opened(location, new=True), opened(location)
    with first.unit() as uow:
        uow.coop.save(COOP)
        uow.commit()
    with second.reading() as uow:
        assert uow.coop.current() == COOP
    reader = opened(location, read_only=True)
    with pytest.raises(EnvironmentFault) as refused:
        reader.unit()
    assert refused.value.code == "book.read_only"
