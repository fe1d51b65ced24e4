"""Opening books: what is loaded when, what a book is called, and what happens without the driver of a server."""

import subprocess
import sys
from pathlib import Path

import pytest

from coopdesk.persistence.book.book import SqlBook
from coopdesk.persistence.coop.tables import share_classes
from coopdesk.persistence.sql import bulk
from coopdesk.persistence.sql.bulk import batches, insert_rows
from tests.persistence.book.faulty import Open, refuses
from tests.persistence.conftest import Location


def loaded_by(code: str, repository: Path) -> set[str]:
    """The packages a fresh program has loaded after running the code."""
    ask = f"{code}\nimport sys; print(' '.join(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", ask], cwd=repository, capture_output=True, encoding="utf-8", check=True
    )
    return set(done.stdout.split())


def test_the_package_alone_loads_no_database(repository: Path) -> None:
    loaded = loaded_by("import coopdesk.persistence", repository)
    assert "coopdesk.persistence" in loaded
    assert "sqlalchemy" not in loaded


def test_opening_a_book_loads_neither_migrations_nor_the_driver_of_a_server(
    repository: Path, tmp_path: Path, opened: Open
) -> None:
    path = tmp_path / "linge.coop"
    opened(path, new=True).close()
    code = f"from coopdesk.persistence.book.books import open_book; open_book({str(path)!r}).close()"
    loaded = loaded_by(code, repository)
    assert "sqlalchemy" in loaded
    assert not loaded & {"alembic", "psycopg", "sqlalchemy.orm.session", "PySide6"}


def test_a_book_is_called_by_its_file_or_database(book: SqlBook, location: Location) -> None:
    assert book.title == ("linge.coop" if isinstance(location, Path) else "postgres")


def test_a_shared_book_needs_its_driver(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "coopdesk.persistence.sql.server_faults", raising=False)
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with refuses("book.no_driver"):
        opened("postgresql://me@server/book")


def test_rows_go_in_batches_and_all_of_them(book: SqlBook, monkeypatch: pytest.MonkeyPatch) -> None:
    assert list(batches([(1,), (2,), (3,)], 2)) == [[(1,), (2,)], [(3,)]]
    assert list(batches([], 2)) == []
    monkeypatch.setattr(bulk, "_BATCH", 10)
    with book.unit() as uow:
        rows = ((f"class-{place}", place) for place in range(25))
        insert_rows(uow.coop._connection, share_classes, ("code", "position"), rows)
        found = uow.coop._connection.execute(share_classes.select().order_by(share_classes.c.position)).all()
    assert [(row.code, row.position) for row in found] == [(f"class-{place}", place) for place in range(25)]
