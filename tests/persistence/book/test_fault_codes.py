"""Which code each error of SQLite and of the disk has, also those that no test can provoke."""

import errno
import re
import shutil
import sqlite3
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

import pytest

from coopdesk.persistence.book.engine import file_uri
from coopdesk.persistence.sql.faults import file_errors, sqlite_fault
from coopdesk.wording import error_sentences
from tests.persistence.book.faulty import refuses


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("SQLITE_READONLY_DIRECTORY", "book.folder_read_only"),
        ("SQLITE_IOERR_WRITE", "book.gone"),
        ("SQLITE_IOERR_SHMMAP", "book.no_locks"),
        ("SQLITE_CANTOPEN", "book.not_found"),
        ("SQLITE_CORRUPT", "book.damaged"),
        ("SQLITE_CONSTRAINT_CHECK", None),
        ("", None),
    ],
)
def test_errors_of_sqlite_are_told_apart_by_their_name(tmp_path: Path, name: str, code: str | None) -> None:
    error = sqlite3.OperationalError("x")
    error.sqlite_errorname = name
    found = sqlite_fault(error, tmp_path / "linge.coop")
    assert (found.code if found else None) == code


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "book.disk_full"),
        (errno.EROFS, "book.folder_read_only"),
        (errno.EACCES, "book.no_access"),
        (errno.ENOENT, "book.folder_gone"),
        (errno.ENOLCK, "book.no_locks"),
        (errno.EIO, "book.gone"),
        (errno.EINVAL, "book.disk_error"),
        (None, "book.disk_error"),
    ],
)
def test_errors_of_the_disk_are_told_apart_by_their_number(
    tmp_path: Path, number: int | None, code: str
) -> None:
    path = tmp_path / "linge.coop"
    with refuses(code), file_errors(path):
        raise OSError(number, "what the system says")


def test_an_error_of_ours_is_not_taken_for_one_of_the_machine(tmp_path: Path) -> None:
    with pytest.raises(sqlite3.ProgrammingError), file_errors(tmp_path / "linge.coop"):
        raise sqlite3.ProgrammingError("x")


def test_an_error_while_the_disk_is_full_is_a_full_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: shutil._ntuple_diskusage(100, 100, 0))
    error = sqlite3.OperationalError("x")
    error.sqlite_errorname = "SQLITE_IOERR_WRITE"
    found = sqlite_fault(error, tmp_path / "linge.coop")
    assert found is not None
    assert found.code == "book.disk_full"


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        (
            PurePosixPath("/home/老张/账 套#1.coop"),
            "file:///home/%E8%80%81%E5%BC%A0/%E8%B4%A6%20%E5%A5%97%231.coop",
        ),
        (PureWindowsPath(r"C:\\账\\a?.coop"), "file:///C:/%E8%B4%A6/a%3F.coop"),
        (PureWindowsPath(r"\\server\share\a.coop"), "file:////server/share/a.coop"),
        (PureWindowsPath(r"\\?\C:\账\a.coop"), "file:%5C%5C%3F%5CC%3A%5C%E8%B4%A6%5Ca.coop"),
    ],
)
def test_every_path_is_named_as_sqlite_reads_it(path: PurePath, uri: str) -> None:
    assert file_uri(path) == uri


def test_every_code_of_the_book_has_a_sentence(repository: Path) -> None:
    raised: set[str] = set()
    for path in (repository / "coopdesk" / "persistence").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        raised |= set(re.findall(r'"((?:book|backup|verify|register)\.[a-z_]+)"', text))
    # Two are names of files, not codes.
    assert raised - {"verify.py", "backup.coop"} <= set(error_sentences())
