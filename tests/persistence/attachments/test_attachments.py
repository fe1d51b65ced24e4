"""Attached files in either database: once each, read in parts, found when somebody has changed them."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import text

from coopdesk.domain.attachments.blob import BlobKind, blob_of
from coopdesk.persistence.attachments.tables import blobs
from coopdesk.persistence.book.bad_values import unreadable
from coopdesk.persistence.book.book import SqlBook
from coopdesk.persistence.digest import Hashed, digest_of
from coopdesk.persistence.journal.stored_rows import numbered_rows
from coopdesk.persistence.sql.hashing import content_parts
from coopdesk.services.errors import EnvironmentFault
from coopdesk.services.journal.entry import Thing
from tests.persistence.conftest import NOW, Location
from tests.persistence.samples import photo, settle
from tests.persistence.test_facts import engine_of

F01, F02 = Thing("member", "F01"), Thing("member", "F02")
PAPER = blob_of(BlobKind.PDF, b"%PDF-1.7 " + bytes(range(256)) * 20, "申请.pdf")
UNGUARDED = {
    "sqlite": ["DROP TRIGGER {0}_keep_update", "DROP TRIGGER {0}_keep_delete"],
    "postgresql": ["ALTER TABLE {0} DISABLE TRIGGER USER"],
}


@pytest.fixture
def attached(book: SqlBook) -> SqlBook:
    """A book with a photo of two members and a paper that was removed again."""
    with book.unit() as uow:
        settle(uow)
        uow.attachments.add(F01, "户口簿.jpg", photo(), NOW.date())
        uow.attachments.add(F02, "户口簿.jpg", photo(), NOW.date())
        uow.attachments.remove(
            uow.attachments.add(F02, "申请.pdf", PAPER, NOW.date()), "不是本人", NOW.date()
        )
        uow.commit()
    return book


def change(location: Location, table: str, statement: str, **values: object) -> None:
    """Change a book past the program, its guards taken away."""
    engine = engine_of(location)
    with engine.begin() as connection:
        for taken in UNGUARDED[engine.dialect.name]:
            connection.execute(text(taken.format(table)))
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        connection.execute(text(statement), values)
    engine.dispose()


def codes(book: SqlBook) -> set[str]:
    return {defect.code for defect in book.verify()} - {"verify.schema_missing", "verify.schema_changed"}


def test_a_file_lies_in_the_book_once_and_its_bytes_stay_when_it_is_removed(attached: SqlBook) -> None:
    with attached.reading() as uow:
        assert [item.name for item in uow.attachments.of(F02)] == ["户口簿.jpg"]
        connection = uow._connection
        assert connection.execute(text("SELECT count(*) FROM blobs")).scalar_one() == 2
        assert b"".join(uow.attachments.parts(PAPER.sha256)) == PAPER.content
        in_parts = list(content_parts(connection, blobs, blobs.c.sha256, PAPER.sha256, 1_000))
        assert (len(in_parts), b"".join(in_parts)) == (6, PAPER.content)
        assert list(content_parts(connection, blobs, blobs.c.sha256, "none")) == []
    assert codes(attached) == set()


def test_files_are_hashed_where_they_lie_as_if_they_had_been_fetched(attached: SqlBook) -> None:
    with attached.reading() as uow:
        rows = [row[1:] for row in numbered_rows(uow._connection, "blobs")]
        assert list(unreadable(uow._connection, "blobs")) == []
    for content, kind, found, size in rows:
        whole = {one.sha256: one.content for one in (photo(), PAPER)}[found]
        assert content == Hashed(len(whole), sha256(whole).hexdigest())
        assert digest_of([(content, kind, found, size)]) == digest_of([(whole, kind, found, size)])


def test_a_file_that_was_changed_is_told_by_name_and_not_given_out(
    attached: SqlBook, location: Location
) -> None:
    other = photo("别的").content
    change(
        location,
        "blobs",
        "UPDATE blobs SET content = :other WHERE kind = :kind",
        other=other,
        kind="image/jpeg",
    )
    told = {defect.code: defect.params for defect in attached.verify()}
    assert told["verify.blob"] == {
        "row": photo().sha256[:40],
        "names": "户口簿.jpg (F01)、户口簿.jpg (F02)",
    }
    assert told["verify.row_changed"]["table"] == "blobs"
    with attached.reading() as uow, pytest.raises(EnvironmentFault) as refused:
        list(uow.attachments.parts(photo().sha256))
    assert refused.value.code == "attachment.unreadable"


def test_what_is_attached_to_nobody_or_without_its_file_is_told(
    attached: SqlBook, location: Location
) -> None:
    change(location, "attachments", "UPDATE attachments SET thing_key = 'F77' WHERE id = 1")
    assert codes(attached) == {"verify.row_changed", "verify.attachment_of_nobody"}


def test_a_value_that_is_no_file_is_one_defect_of_its_own(file_book: SqlBook, tmp_path: Path) -> None:
    with file_book.unit() as uow:
        settle(uow)
        uow.attachments.add(F01, "a.jpg", photo(), NOW.date())
        uow.commit()
    with file_book.reading() as uow:
        names = [row[1] for row in uow._connection.execute(text("PRAGMA table_info(blobs)"))]
    assert names[-1] == "content"  # what stands behind it is read through all of it
    change(tmp_path / "linge.coop", "blobs", "UPDATE blobs SET content = 'no file'")
    assert codes(file_book) == {"verify.row_changed", "verify.blob", "verify.value"}
    with file_book.reading() as uow:
        found = uow.attachments.parts(photo().sha256)
        with pytest.raises(EnvironmentFault):
            list(found)


def test_a_file_whose_pages_are_torn_is_told_and_the_others_are_looked_at(
    file_book: SqlBook, tmp_path: Path, opened: Callable[..., SqlBook]
) -> None:
    large = blob_of(BlobKind.PDF, b"%PDF-" + b"\xab" * 40_000, "")
    with file_book.unit() as uow:
        settle(uow)
        for name, blob in (("大.pdf", large), ("a.jpg", photo())):
            uow.attachments.add(F01, name, blob, NOW.date())
        uow.commit()
    file_book.close()
    path = tmp_path / "linge.coop"
    whole = path.read_bytes()
    page = whole.index(b"\xab" * 4_092) - 4  # the number of the next page stands before what a page holds
    path.write_bytes(whole[:page] + b"\xff\xff\xff\xff" + whole[page + 4 :])
    broken = opened(path, read_only=True)
    told = [defect.params["names"] for defect in broken.verify() if defect.code == "verify.blob"]
    assert told == ["大.pdf (F01)"]


def test_a_copy_of_a_shared_book_has_the_files_too(
    attached: SqlBook, tmp_path: Path, opened: Callable[..., SqlBook]
) -> None:
    attached.backup(tmp_path / "copy.coop")
    copy = opened(tmp_path / "copy.coop", read_only=True)
    assert codes(copy) == set()
    with closing(sqlite3.connect(tmp_path / "copy.coop")) as connection:
        assert connection.execute("SELECT content FROM blobs ORDER BY size").fetchone() == (photo().content,)
