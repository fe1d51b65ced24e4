"""恢复备份: checked first, told what each holds, put in the book's place whole, and what was there stays beside it."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import date, datetime
from pathlib import Path

import pytest

from coopdesk.persistence.book.restore import check_backup, content_of, restore
from coopdesk.services.errors import Cancelled, EnvironmentFault
from coopdesk.services.journal.entry import JournalFilter
from coopdesk.services.values import BackupRecord
from coopdesk.wording import act_text
from tests.persistence.book.faulty import Open, assert_whole, filled, refuses
from tests.persistence.book.test_at_rest import join, killed, roll
from tests.persistence.book.test_backup import Stopping
from tests.persistence.conftest import NOW


@pytest.fixture
def backup(tmp_path: Path, opened: Open) -> Path:
    """A backup of a book of seven members, beside the book, which has gone on to ten."""
    book = filled(opened(tmp_path / "linge.coop", new=True))
    before = roll(book)
    book.backup(tmp_path / "backup.coop")
    for number in range(90, 93):
        join(book, number)
    assert roll(book) == before + 3
    book.close()
    return tmp_path / "backup.coop"


def kept_beside(folder: Path) -> list[Path]:
    return sorted(folder.glob("linge.before-restore-*"))


def test_the_backup_is_the_book_and_the_book_stays_beside_it(
    tmp_path: Path, opened: Open, backup: Path
) -> None:
    book = tmp_path / "linge.coop"
    before = book.read_bytes(), backup.read_bytes()
    kept = restore(backup, book, NOW)
    assert kept == tmp_path / "linge.before-restore-20260301-093000.coop"
    assert (kept.read_bytes(), backup.read_bytes()) == before
    assert_whole(opened(book))
    assert roll(opened(kept)) == roll(opened(backup, read_only=True)) + 3


def test_a_restored_book_knows_the_backup_it_came_from(tmp_path: Path, opened: Open, backup: Path) -> None:
    made = datetime(2026, 2, 20, 8, 0).timestamp()
    os.utime(backup, (made, made))
    restore(backup, tmp_path / "linge.coop", NOW, "李会计")
    book = opened(tmp_path / "linge.coop")
    assert book.last_backup() == BackupRecord(datetime(2026, 2, 20, 8, 0), str(backup))
    with book.reading() as uow:
        newest = uow.journal.lines(JournalFilter(), None, 1)[0]
    assert (newest.act, newest.person) == ("Restore", "李会计")
    assert act_text(newest.act, newest.content).startswith(f"备份 {backup}")
    assert_whole(book)


def test_what_each_holds_is_told(tmp_path: Path, backup: Path) -> None:
    found = check_backup(backup)
    present = content_of(tmp_path / "linge.coop")
    assert present is not None
    assert found.defects == ()
    assert found.content.coop == present.coop != ""
    assert (found.content.members + 3, found.content.entries) == (present.members, present.entries)
    assert isinstance(found.content.newest_entry, date)
    assert isinstance(present.changed, datetime)
    assert content_of(tmp_path / "nowhere.coop") is None


def test_a_backup_that_does_not_hold_is_refused_and_nothing_is_changed(tmp_path: Path, backup: Path) -> None:
    with closing(sqlite3.connect(backup)) as connection:
        connection.execute("UPDATE holdings SET shares = shares + 1")
        connection.commit()
    book = tmp_path / "linge.coop"
    before = book.read_bytes()
    assert check_backup(backup).defects
    with refuses("restore.defects"):
        restore(backup, book, NOW)
    assert book.read_bytes() == before
    assert sorted(path.name for path in tmp_path.glob("*.coop*")) == ["backup.coop", "linge.coop"]


def test_an_open_book_is_not_replaced(tmp_path: Path, opened: Open, backup: Path) -> None:
    opened(tmp_path / "linge.coop")
    with refuses("book.already_open"):
        restore(backup, tmp_path / "linge.coop", NOW)
    assert kept_beside(tmp_path) == []


def test_a_book_is_not_restored_from_itself(tmp_path: Path, backup: Path) -> None:
    with refuses("restore.same_file"):
        restore(tmp_path / "linge.coop", tmp_path / "linge.coop", NOW)


def test_a_book_that_is_gone_comes_back(tmp_path: Path, opened: Open, backup: Path) -> None:
    (tmp_path / "linge.coop").unlink()
    assert restore(backup, tmp_path / "linge.coop", NOW) is None
    assert_whole(opened(tmp_path / "linge.coop"))


@pytest.mark.parametrize("content", [b"", b"x" * 9000, None])
def test_a_damaged_book_comes_back_and_its_ruins_stay(
    tmp_path: Path, opened: Open, backup: Path, content: bytes | None
) -> None:
    book = tmp_path / "linge.coop"
    ruins = book.read_bytes()[:20_000] if content is None else content
    book.write_bytes(ruins)
    kept = restore(backup, book, NOW)
    assert kept is not None
    assert kept.read_bytes() == ruins
    assert_whole(opened(book))


def test_a_book_whose_program_was_killed_is_kept_with_all_that_was_saved(
    tmp_path: Path, opened: Open, backup: Path
) -> None:
    book = tmp_path / "linge.coop"
    present = content_of(book)
    assert present is not None
    killed(book, 200, 209)
    kept = restore(backup, book, NOW)
    assert kept is not None
    assert roll(opened(kept)) == present.members + 9
    assert_whole(opened(book))


def test_a_restoring_that_is_stopped_leaves_everything_as_it_was(tmp_path: Path, backup: Path) -> None:
    book = tmp_path / "linge.coop"
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()}
    with pytest.raises(Cancelled):
        check_backup(backup, Stopping(2))
    follow = Stopping()
    restore(backup, tmp_path / "elsewhere.coop", NOW, progress=follow)
    (tmp_path / "elsewhere.coop").unlink()
    for at in (1, 2, len(follow.told) // 2, len(follow.told), len(follow.told) + 1):
        with pytest.raises(Cancelled):
            restore(backup, book, NOW, progress=Stopping(at))
        assert {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()} == before
    restore(backup, book, NOW)
    assert len(kept_beside(tmp_path)) == 1


def test_restoring_twice_keeps_both(tmp_path: Path, backup: Path) -> None:
    for _turn in range(2):
        restore(backup, tmp_path / "linge.coop", NOW)
    assert len(kept_beside(tmp_path)) == 2


def test_a_full_disk_leaves_the_book_as_it_was(
    tmp_path: Path, opened: Open, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_source: Path, _target: Path, _progress: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("coopdesk.persistence.book.restore.copy_bytes", full)
    before = (tmp_path / "linge.coop").read_bytes()
    with refuses("book.disk_full"):
        restore(backup, tmp_path / "linge.coop", NOW)
    assert (tmp_path / "linge.coop").read_bytes() == before
    assert sorted(path.name for path in tmp_path.glob("*.coop*")) == ["backup.coop", "linge.coop"]


@pytest.mark.parametrize("readable", [True, False])
@pytest.mark.parametrize("step", ["flush_file", "retry_file_access"])
def test_a_refusal_at_the_last_moment_leaves_the_book_as_it_was_and_no_copy_beside_it(
    tmp_path: Path, backup: Path, monkeypatch: pytest.MonkeyPatch, step: str, readable: bool
) -> None:
    """The disk refuses once the copy of the present book is made, or the book had to give its name away for it."""

    def refuse(_given: object) -> None:
        raise PermissionError(13, "Permission denied")

    def unreadable(_source: Path, _target: Path, _progress: object) -> None:
        raise OSError(5, "Input/output error")

    book, log = tmp_path / "linge.coop", tmp_path / "linge.coop-wal"
    log.write_bytes(b"a log that is not empty")
    before = book.read_bytes(), log.read_bytes()
    beside = sorted(path.name for path in tmp_path.iterdir())
    monkeypatch.setattr(f"coopdesk.files.{step}", refuse)
    if not readable:
        monkeypatch.setattr("coopdesk.persistence.book.restore.copy_bytes", unreadable)
    with pytest.raises(EnvironmentFault):
        restore(backup, book, NOW)
    assert (book.read_bytes(), log.read_bytes()) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == beside


def test_a_kill_at_the_last_moment_leaves_a_whole_book(tmp_path: Path, opened: Open, backup: Path) -> None:
    """With the copy of the old book made and the backup not yet in its place."""
    victim = (
        "import os, signal, sys\n"
        "from datetime import datetime\nfrom pathlib import Path\n"
        "from coopdesk import files\nfrom coopdesk.persistence.book.restore import restore\n"
        "deadly = signal.SIGTERM if os.name == 'nt' else signal.SIGKILL\n"
        "files.flush_file = lambda _part: os.kill(os.getpid(), deadly)\n"
        "restore(Path(sys.argv[1]), Path(sys.argv[2]), datetime(2026, 3, 1))\n"
    )
    book = tmp_path / "linge.coop"
    present = content_of(book)
    assert present is not None
    root = Path(__file__).resolve().parents[3]
    subprocess.run([sys.executable, "-c", victim, str(backup), str(book)], cwd=root, timeout=60, check=False)
    assert (tmp_path / "linge.coop.part").exists()
    again = opened(book)
    assert roll(again) == present.members
    assert not (tmp_path / "linge.coop.part").exists()
    assert len(kept_beside(tmp_path)) == 1
