"""The one file is the whole book whenever nobody writes, and no log is played into a file it was not written for."""

import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from coopdesk.persistence.book import at_rest, lock
from coopdesk.persistence.book.book import SqlBook
from coopdesk.persistence.book.books import open_book
from coopdesk.persistence.book.logs import LogState, inspect_logs
from coopdesk.services.errors import EnvironmentFault
from coopdesk.wording import error_text
from tests.persistence.book.faulty import Open, refuses
from tests.persistence.samples import member

VICTIM = """
import os, shutil, signal, sys
from pathlib import Path
from coopdesk.persistence.book.books import open_book
from tests.persistence.book.test_at_rest import join

book = open_book(Path(sys.argv[1]))
for number in range(int(sys.argv[2]), int(sys.argv[3])):
    join(book, number)
    if sys.argv[4:] == [str(number)]:
        shutil.copy(sys.argv[1], sys.argv[1] + ".copied")
os.kill(os.getpid(), signal.SIGTERM if sys.platform == "win32" else signal.SIGKILL)
"""


def join(book: SqlBook, number: int) -> None:
    with book.unit() as uow:
        uow.members.add(member(f"F{number}", f"社员{number}", address="长" * 300), "")
        uow.commit()


def join_ten(book: SqlBook, first: int) -> None:
    for number in range(first, first + 10):
        join(book, number)


def roll(book: SqlBook) -> int:
    with book.reading() as uow:
        return len(uow.members.all())


def killed(path: Path, first: int, last: int, copied_at: str = "") -> None:
    """Another program writes members into the book and is killed with the book open."""
    command = [
        sys.executable,
        "-c",
        VICTIM,
        str(path),
        str(first),
        str(last),
        *([copied_at] if copied_at else []),
    ]
    subprocess.run(command, cwd=Path(__file__).resolve().parents[3], timeout=120, check=False)


def made(path: Path, opened: Open, members: int) -> SqlBook:
    book = opened(path, new=True)
    for number in range(members):
        join(book, number)
    return book


def set_aside(folder: Path) -> list[str]:
    return [path.name.partition(".not-of-this-book-")[0] for path in folder.glob("*.not-of-this-book-*")]


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """The log is emptied as soon as the file is flushed: nobody waits here for half a minute."""
    monkeypatch.setattr(at_rest, "WHILE", 0.0)


@contextmanager
def never_settling() -> Iterator[None]:
    """The moment after which the file is flushed never comes: as if all happened within it."""
    before, at_rest.MOMENT = at_rest.MOMENT, 1000.0
    try:
        yield
    finally:
        at_rest.MOMENT = before


@pytest.mark.parametrize("waited", [False, True])
def test_a_copy_of_the_open_book_has_everything_that_was_saved(
    tmp_path: Path, opened: Open, waited: bool
) -> None:
    """To a stick, or by a synchronising program, while the window is open."""
    book = made(tmp_path / "linge.coop", opened, 0)
    for number in range(5):
        join(book, number)
        if waited:
            wait_until(lambda: not (tmp_path / "linge.coop-wal").stat().st_size)
        shutil.copy(tmp_path / "linge.coop", tmp_path / f"copy{number}.coop")
    for number in range(5):
        copy = opened(tmp_path / f"copy{number}.coop")
        assert (roll(copy), list(copy.verify())) == (number + 1, [])


def wait_until(happened: Callable[[], object]) -> None:
    for _try in range(500):
        if happened():
            return
        time.sleep(0.02)
    raise AssertionError("it never happened")


def test_when_nobody_writes_the_log_is_empty(tmp_path: Path, opened: Open) -> None:
    made(tmp_path / "linge.coop", opened, 3)
    wait_until(lambda: not (tmp_path / "linge.coop-wal").stat().st_size)


def test_while_somebody_is_at_work_the_file_is_flushed_and_the_log_goes_on(
    tmp_path: Path, opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever begins a log anew waits for the disk twice."""
    flushed: list[bool] = []
    flush = lock.BookLock.flush_book

    def noted(held: lock.BookLock) -> None:
        flush(held)
        flushed.append(True)

    monkeypatch.setattr(at_rest, "WHILE", 1000.0)
    monkeypatch.setattr(lock.BookLock, "flush_book", noted)
    path = tmp_path / "linge.coop"
    book = made(path, opened, 1)
    log = path.with_name("linge.coop-wal")
    wait_until(lambda: flushed)
    start, size = log.read_bytes()[:32], log.stat().st_size
    join(book, 1)
    assert (log.read_bytes()[:32], log.stat().st_size > size) == (start, True)
    shutil.copy(path, tmp_path / "copy.coop")
    assert roll(opened(tmp_path / "copy.coop")) == 2
    book.close()
    assert not log.exists()


def test_a_long_reader_holds_up_no_save_and_the_file_is_whole_when_it_ends(
    tmp_path: Path, opened: Open
) -> None:
    """A print or a check that takes its time: it sees one state, saves go on, and nothing stays beside the file."""
    path = tmp_path / "linge.coop"
    book = made(path, opened, 2)
    with never_settling(), book.reading() as reading:
        assert len(reading.members.all()) == 2
        join(book, 2)
        join(book, 3)
        assert len(reading.members.all()) == 2
    shutil.copy(path, tmp_path / "copy.coop")
    assert roll(opened(tmp_path / "copy.coop")) == 4


def test_a_reader_of_another_program_only_puts_off_when_the_log_is_emptied(
    tmp_path: Path, opened: Open
) -> None:
    path = tmp_path / "linge.coop"
    book = made(path, opened, 1)
    reader = opened(path, read_only=True)
    with reader.reading() as reading:
        assert len(reading.members.all()) == 1
        join(book, 1)
    wait_until(lambda: not (tmp_path / "linge.coop-wal").stat().st_size)
    shutil.copy(path, tmp_path / "copy.coop")
    assert roll(opened(tmp_path / "copy.coop")) == 2


def test_the_log_stays_as_long_as_the_file_is_not_flushed(
    tmp_path: Path, opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A power cut takes what was written into the file without waiting for the disk; the log still has all of it."""
    path = tmp_path / "linge.coop"
    book = made(path, opened, 1)
    wait_until(lambda: not (tmp_path / "linge.coop-wal").stat().st_size)
    on_disk = path.read_bytes()
    with never_settling():
        wait_until(lambda: book._keeper is not None and book._keeper._commits == 0)
        for number in range(1, 8):
            join(book, number)
        (tmp_path / "cut").mkdir()
        after = tmp_path / "cut" / "linge.coop"
        after.write_bytes(on_disk)
        shutil.copy(tmp_path / "linge.coop-wal", f"{after}-wal")
        assert roll(opened(after)) == 8
        # ... and the same where the disk had taken some pages of the file, and in whatever order.
        mixed = bytearray(path.read_bytes())
        mixed[: len(on_disk) // 8192 * 4096] = on_disk[: len(on_disk) // 8192 * 4096]
        (tmp_path / "mixed").mkdir()
        after = tmp_path / "mixed" / "linge.coop"
        after.write_bytes(mixed)
        shutil.copy(tmp_path / "linge.coop-wal", f"{after}-wal")
        book_after = opened(after)
        assert (roll(book_after), list(book_after.verify())) == (8, [])


def test_a_program_that_was_killed_loses_nothing_that_was_saved(tmp_path: Path, opened: Open) -> None:
    path = tmp_path / "linge.coop"
    made(path, opened, 2).close()
    killed(path, 2, 9)
    shutil.copy(path, tmp_path / "alone.coop")
    assert roll(opened(path)) == 9
    assert roll(opened(tmp_path / "alone.coop")) == 9
    assert set_aside(tmp_path) == []


def test_a_book_opened_after_a_kill_is_whole_before_anything_is_done_in_it(
    tmp_path: Path, opened: Open
) -> None:
    """Killed after the commit and before it stood in the file: the log has more than the file until it is opened."""
    path = tmp_path / "linge.coop"
    made(path, opened, 3).close()
    before = path.read_bytes()
    with never_settling():
        book = opened(path)
        join(book, 3)
        log = (tmp_path / "linge.coop-wal").read_bytes()
    book.close()
    (tmp_path / "killed").mkdir()
    left = tmp_path / "killed" / "linge.coop"
    left.write_bytes(before[:60] + log_mark(log) + before[64:])
    (tmp_path / "killed" / "linge.coop-wal").write_bytes(log)
    again = opened(left)
    shutil.copy(left, tmp_path / "alone.coop")
    assert roll(again) == roll(opened(tmp_path / "alone.coop")) == 4


def log_mark(log: bytes) -> bytes:
    """The mark with which the first commit of a log began: that of its session."""
    return log[32 + 24 + 60 : 32 + 24 + 64]


@pytest.mark.parametrize("lost", [2, 300])
def test_a_backup_put_back_over_a_killed_book_is_what_opens(tmp_path: Path, opened: Open, lost: int) -> None:
    path = tmp_path / "linge.coop"
    book = made(path, opened, 3)
    book.backup(tmp_path / "backup.coop")
    book.close()
    killed(path, 3, 3 + lost)
    shutil.copy(tmp_path / "backup.coop", path)
    again = opened(path)
    assert (roll(again), list(again.verify())) == (3, [])
    assert set_aside(tmp_path) == ["linge.coop-wal"]
    assert [log.read_bytes() != b"" for log in again.aside] == [True]
    (told,) = again.notices()
    assert again.aside[0].name in error_text(told)


def test_a_copy_made_in_the_same_hour_and_put_back_is_what_opens(tmp_path: Path, opened: Open) -> None:
    """Not a backup of ours but the file itself, copied while the program that was killed later had it open."""
    path = tmp_path / "linge.coop"
    made(path, opened, 3).close()
    killed(path, 3, 9, copied_at="5")
    shutil.copy(tmp_path / "linge.coop.copied", path)
    again = opened(path)
    assert (roll(again), list(again.verify())) == (6, [])


def test_after_the_pc_was_off_nothing_of_the_log_is_given_up(
    tmp_path: Path, opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Then an older state of the file may be what the power cut left, and the log has what was saved since."""
    path = tmp_path / "linge.coop"
    made(path, opened, 3).close()
    killed(path, 3, 9, copied_at="5")
    shutil.copy(tmp_path / "linge.coop.copied", path)
    monkeypatch.setattr(lock, "_start_of_pc", lambda: "another morning")
    assert roll(opened(path)) == 9


def test_another_computers_book_put_over_a_killed_one_is_what_opens(tmp_path: Path, opened: Open) -> None:
    path, other = tmp_path / "linge.coop", tmp_path / "other" / "linge.coop"
    other.parent.mkdir()
    made(path, opened, 3).close()
    shutil.copy(path, other)
    there = opened(other)
    for number in range(3, 40):
        join(there, number)
    there.close()
    killed(path, 3, 8)
    shutil.copy(other, path)
    again = opened(path)
    assert (roll(again), list(again.verify())) == (40, [])


def test_a_new_book_beside_an_orphan_log_is_empty(tmp_path: Path, opened: Open) -> None:
    path = tmp_path / "linge.coop"
    made(path, opened, 1).close()
    killed(path, 1, 5)
    path.unlink()
    assert roll(opened(path, new=True)) == 0
    assert set_aside(tmp_path) == ["linge.coop-wal"]


def test_a_backup_onto_a_name_with_a_log_beside_it_is_the_backup(tmp_path: Path, opened: Open) -> None:
    target = tmp_path / "stick" / "linge.coop"
    target.parent.mkdir()
    made(target, opened, 9).close()
    killed(target, 9, 20)
    target.unlink()
    book = made(tmp_path / "linge.coop", opened, 3)
    book.backup(target)
    copy = opened(target)
    assert (roll(copy), list(copy.verify())) == (3, [])


def test_a_book_copied_over_a_killed_one_is_read_as_it_is(tmp_path: Path, opened: Open) -> None:
    """Reading changes nothing: the log that is not the book's own stays where it is, and is not read."""
    path = tmp_path / "linge.coop"
    book = made(path, opened, 3)
    book.backup(tmp_path / "backup.coop")
    book.close()
    killed(path, 3, 9)
    shutil.copy(tmp_path / "backup.coop", path)
    before = {item.name: item.read_bytes() for item in tmp_path.iterdir() if item.is_file()}
    reader = opened(path, read_only=True)
    assert (roll(reader), list(reader.verify())) == (3, [])
    reader.close()
    assert {item.name: item.read_bytes() for item in tmp_path.iterdir() if item.is_file()} == before


def test_reading_a_closed_book_leaves_nothing_behind(tmp_path: Path, opened: Open) -> None:
    path = tmp_path / "linge.coop"
    made(path, opened, 3).close()
    before = path.read_bytes()
    reader = opened(path, read_only=True)
    assert (roll(reader), list(reader.verify())) == (3, [])
    reader.close()
    assert path.read_bytes() == before
    assert [item.name for item in tmp_path.glob("linge*")] == ["linge.coop"]


def test_a_rollback_journal_of_a_killed_stranger_is_played_only_into_its_own_book(
    tmp_path: Path, opened: Open
) -> None:
    path, other = tmp_path / "linge.coop", tmp_path / "other.coop"
    book = made(path, opened, 3)
    book.backup(tmp_path / "backup.coop")
    made(other, opened, 30).backup(tmp_path / "others.coop")
    stranger = (
        "import os, signal, sqlite3, sys\n"
        "book = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "book.execute('PRAGMA cache_size = 1')\n"
        "book.execute('BEGIN')\n"
        "book.execute('CREATE TABLE strange (x)')\n"
        "for _ in range(500): book.execute('INSERT INTO strange VALUES (zeroblob(3000))')\n"
        "os.kill(os.getpid(), signal.SIGTERM if sys.platform == 'win32' else signal.SIGKILL)\n"
    )
    backup, others = tmp_path / "backup.coop", tmp_path / "others.coop"
    subprocess.run([sys.executable, "-c", stranger, str(backup)], timeout=60, check=False)
    journal = tmp_path / "backup.coop-journal"
    assert inspect_logs(backup) == {journal: LogState.OWN}
    shutil.copy(journal, f"{others}-journal")
    assert inspect_logs(others) == {tmp_path / "others.coop-journal": LogState.FOREIGN}
    assert roll(opened(others, read_only=True)) == 30
    assert roll(opened(others)) == 30
    assert roll(opened(backup)) == 3
    assert set_aside(tmp_path) == ["others.coop-journal"]


@pytest.mark.parametrize("content", [b"", b"\x00" * 600, bytes.fromhex("d9d505f920a163d7") + bytes(504)])
def test_a_rollback_journal_that_was_only_begun_is_no_damage(
    tmp_path: Path, opened: Open, content: bytes
) -> None:
    path = tmp_path / "linge.coop"
    made(path, opened, 3).close()
    (tmp_path / "linge.coop-journal").write_bytes(content)
    assert roll(opened(path, read_only=True)) == 3
    assert roll(opened(path)) == 3


def test_many_write_at_once_and_the_file_has_it_all(tmp_path: Path, opened: Open) -> None:
    path = tmp_path / "linge.coop"
    book = made(path, opened, 0)
    writers = [threading.Thread(target=join_ten, args=(book, first)) for first in (0, 100, 200)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    shutil.copy(path, tmp_path / "copy.coop")
    copy = opened(tmp_path / "copy.coop")
    assert (roll(copy), list(copy.verify())) == (30, [])


@pytest.mark.skipif(os.name == "nt", reason="the second name is made in ways of POSIX systems")
@pytest.mark.parametrize(
    ("link", "folder", "code"),
    [
        (os.link, ".", "book.already_open"),
        (os.symlink, ".", "book.already_open"),
        (os.symlink, "elsewhere", "book.already_open"),
        (os.link, "elsewhere", "book.open_by_other_name"),
    ],
)
def test_one_book_under_two_names_is_one_book_and_who_asks_is_not_told_as_who_has_it(
    tmp_path: Path,
    opened: Open,
    monkeypatch: pytest.MonkeyPatch,
    link: Callable[[Path, Path], None],
    folder: str,
    code: str,
) -> None:
    path, other = tmp_path / "linge.coop", tmp_path / folder / "other.coop"
    other.parent.mkdir(exist_ok=True)
    monkeypatch.setenv("LOGNAME", "kuaiji")
    made(path, opened, 1)
    link(path, other)
    with pytest.raises(EnvironmentFault) as refused:
        open_book(other)
    assert refused.value.code == code
    known = code == "book.already_open"
    assert (refused.value.params.get("who") == "kuaiji", "20" in str(refused.value.params.get("since"))) == (
        known,
        known,
    )
    program = (
        "import sys\nfrom pathlib import Path\nfrom coopdesk.persistence.book.books import open_book\n"
        "open_book(Path(sys.argv[1]))"
    )
    root = Path(__file__).resolve().parents[3]
    command = [sys.executable, "-c", program, str(other)]
    done = subprocess.run(command, cwd=root, capture_output=True, encoding="utf-8", timeout=60, check=False)
    assert code in done.stderr
    assert (f"process='{os.getpid()}'" in done.stderr) == known


@pytest.mark.skipif(os.name == "nt", reason="links of POSIX systems")
@pytest.mark.parametrize("link", [os.link, os.symlink])
def test_a_lock_that_is_a_link_to_something_else_leaves_that_as_it_is(
    tmp_path: Path, opened: Open, link: Callable[[Path, Path], None]
) -> None:
    path, letter = tmp_path / "linge.coop", tmp_path / "letter.txt"
    made(path, opened, 1).close()
    letter.write_bytes(b"dear member")
    link(letter, tmp_path / "linge.coop.lock")
    opened(path)
    with refuses("book.already_open"):
        opened(path)
    assert letter.read_bytes() == b"dear member"


@pytest.mark.parametrize("content", [b"[1,2]", b"", b"{}", b"\xff"])
def test_a_lock_file_with_something_else_in_it_keeps_nobody_out(
    tmp_path: Path, opened: Open, content: bytes
) -> None:
    path = tmp_path / "linge.coop"
    made(path, opened, 1).close()
    (tmp_path / "linge.coop.lock").write_bytes(content)
    opened(path)
    with refuses("book.already_open"):
        opened(path)
