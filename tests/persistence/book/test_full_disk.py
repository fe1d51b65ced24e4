"""A full disk, provoked for real: told as such, nothing half done, and work goes on when there is room."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from coopdesk.domain.attachments.blob import BlobKind, blob_of
from coopdesk.persistence.book import engine
from coopdesk.services.journal.entry import Thing
from tests.persistence.book.faulty import Open, assert_whole, fill_up, filled, refuses
from tests.persistence.conftest import NOW
from tests.persistence.samples import COOP

F01 = Thing("member", "F01")
posix_only = pytest.mark.skipif(os.name == "nt", reason="file systems of POSIX systems")


def test_a_database_that_may_not_grow_is_a_full_disk(
    tmp_path: Path, opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "linge.coop"
    filled(opened(path, new=True)).close()
    monkeypatch.setattr(engine, "_SETTINGS", (*engine._SETTINGS, "PRAGMA max_page_count = 150"))
    book = opened(path)
    with refuses("book.disk_full"):
        fill_up(book)
    assert_whole(book)
    book.close()
    assert_whole(opened(path))


@contextmanager
def small_disk(folder: Path) -> Iterator[Path]:
    """A file system of two megabytes."""
    place = folder / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(place)]
    if shutil.which("mount") is None or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("only root may mount a small disk here; the limits above are tried by everybody")
    try:
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=True)


@posix_only
def test_a_full_disk_takes_nothing_half_and_goes_on_when_there_is_room(tmp_path: Path, opened: Open) -> None:
    with small_disk(tmp_path) as disk:
        book = filled(opened(disk / "linge.coop", new=True))
        with refuses("book.disk_full"):
            fill_up(book)
        ballast = disk / "ballast"
        fill_disk(ballast)
        with refuses("book.disk_full"):
            fill_up(book)
        assert_whole(book)
        ballast.unlink()
        with book.unit() as uow:
            uow.coop.save(COOP)
            uow.commit()
        assert_whole(book)
        book.close()
        again = opened(disk / "linge.coop")
        assert_whole(again)
        again.close()


@posix_only
def test_a_photo_for_which_there_is_no_room_is_not_attached_and_those_before_it_are(
    tmp_path: Path, opened: Open
) -> None:
    with small_disk(tmp_path) as disk:
        book = filled(opened(disk / "linge.coop", new=True))
        attached = []
        with refuses("book.disk_full"):
            for number in range(40):
                photo = blob_of(BlobKind.PHOTO, b"\xff\xd8\xff" + bytes([number]) * 200_000, "")
                with book.unit() as uow:
                    uow.attachments.add(F01, f"{number}.jpg", photo, NOW.date())
                    uow.commit()
                attached.append(photo)
        assert attached
        assert_whole(book)
        with book.reading() as uow:
            assert [file.sha256 for file in uow.attachments.of(F01)] == [one.sha256 for one in attached]
            assert b"".join(uow.attachments.parts(attached[-1].sha256)) == attached[-1].content
        book.close()


def fill_disk(ballast: Path) -> None:
    """Take what is left of the disk."""
    with ballast.open("wb", buffering=0) as file:
        for size in (1 << 16, 1 << 12, 1):
            try:
                while True:
                    file.write(b"x" * size)
            except OSError:
                continue


@posix_only
@pytest.mark.usefixtures("laid_out_anew")
def test_a_new_book_and_a_copy_need_room_or_leave_nothing(tmp_path: Path, opened: Open) -> None:
    book = filled(opened(tmp_path / "linge.coop", new=True))
    with small_disk(tmp_path) as disk:
        fill_disk(disk / "ballast")
        with refuses("book.disk_full"):
            opened(disk / "new.coop", new=True)
        with refuses("book.disk_full"):
            book.backup(disk / "copy.coop")
        assert [path.name for path in disk.iterdir()] == ["ballast"]
    assert book.last_backup() is None
    assert_whole(book)


LIMITED = """
import resource, sys
from datetime import datetime
from pathlib import Path
from coopdesk.persistence.book.books import open_book
from coopdesk.services.errors import EnvironmentFault
from tests.persistence.book.faulty import fill_up

book = open_book(Path(sys.argv[1]))
resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))
try:
    fill_up(book)
except EnvironmentFault as fault:
    print(fault.code)
"""


@posix_only
def test_a_limit_on_the_size_of_files_is_told_and_leaves_the_book_whole(
    tmp_path: Path, opened: Open, repository: Path
) -> None:
    path = tmp_path / "linge.coop"
    filled(opened(path, new=True)).close()
    command = [sys.executable, "-c", LIMITED, str(path)]
    done = subprocess.run(
        command, cwd=repository, capture_output=True, encoding="utf-8", timeout=120, check=False
    )
    assert done.stdout.strip() in ("book.disk_full", "book.gone"), done.stderr
    assert_whole(opened(path))
