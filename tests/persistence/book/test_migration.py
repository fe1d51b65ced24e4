"""Books of every version: brought up to date behind a checked copy, or refused and left as they are."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import inspect, text
from sqlalchemy.exc import DBAPIError

from coopdesk.persistence.book import migrate, opening
from coopdesk.persistence.book.book import SqlBook
from coopdesk.persistence.book.books import open_book
from coopdesk.persistence.book.engine import is_url
from coopdesk.services.errors import Cancelled, EnvironmentFault
from tests.persistence.conftest import Location, Server
from tests.persistence.samples import ROLL, settle
from tests.persistence.test_facts import engine_of

TODAY = migrate.HEAD
LATER = f"{int(TODAY) + 1:04}"
NEXT = f'''
"""A version that is yet to come."""
from alembic import op
from coopdesk.persistence.migrations.append_only import keep_facts

revision = "{LATER}"
down_revision = "{TODAY}"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("CREATE TABLE parcels (id INTEGER NOT NULL PRIMARY KEY, area BIGINT NOT NULL)")
    op.execute("INSERT INTO parcels VALUES (1, 5)")
    keep_facts(["parcels"])
'''
BROKEN = f"{NEXT}    op.execute('SELECT * FROM a_table_that_is_not_there')\n"


def make_scripts(folder: Path, script: str) -> Path:
    """The scripts of a later program: those of today and one more."""
    scripts = folder / "later 100%"
    shutil.copytree(migrate.SCRIPTS, scripts, ignore=shutil.ignore_patterns("__pycache__"))
    (scripts / "versions" / f"{LATER}_next.py").write_text(script, encoding="utf-8")
    return scripts


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def location(request: pytest.FixtureRequest, tmp_path: Path) -> Location:
    """A file, or a database of its own: a migration keeps its copy in a schema beside the book's."""
    if request.param == "sqlite":
        return tmp_path / "linge.coop"
    server: Server = request.getfixturevalue("server")
    return server.url(server.make_database())


@pytest.fixture
def later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Turns this program into a later one that has another script."""

    def become(script: str) -> None:
        monkeypatch.setattr(migrate, "SCRIPTS", make_scripts(tmp_path, script))
        monkeypatch.setattr(migrate, "HEAD", LATER)
        # The later program knows what its tables look like; this one's do not tell.
        monkeypatch.setattr(opening, "dangers", lambda _connection: [])

    return become


@pytest.fixture
def old(opened: Callable[..., SqlBook], location: Location) -> Location:
    """A closed book of today's version with members in it."""
    book = opened(location, new=True)
    with book.unit() as uow:
        settle(uow)
        uow.commit()
    book.close()
    return location


def tables_of(location: Location) -> set[str]:
    engine = engine_of(location)
    try:
        return set(inspect(engine).get_table_names())
    finally:
        engine.dispose()


def test_the_present_version_is_that_of_the_newest_script() -> None:
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(migrate.SCRIPTS))
    config.set_main_option("path_separator", "os")
    assert ScriptDirectory.from_config(config).get_heads() == [migrate.HEAD]


@pytest.mark.usefixtures("laid_out_anew")
def test_a_new_book_is_made_from_any_folder(
    opened: Callable[..., SqlBook], location: Location, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    assert list(opened(location, new=True).verify()) == []


def test_an_older_book_whose_copy_is_stopped_stays_an_older_book(
    later: Callable[[str], None], opened: Callable[..., SqlBook], tmp_path: Path
) -> None:
    old = tmp_path / "linge.coop"
    opened(old, new=True).close()
    names = {path.name for path in tmp_path.iterdir()}
    later(NEXT)

    def stop(_done: int, _total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        open_book(old, progress=stop)
    assert "parcels" not in tables_of(old)
    assert {path.name for path in tmp_path.iterdir()} - {"later 100%"} == names
    opened(old).close()
    assert "parcels" in tables_of(old)


def test_an_older_book_is_migrated_behind_a_copy_of_it(
    old: Location, later: Callable[[str], None], opened: Callable[..., SqlBook]
) -> None:
    later(NEXT)
    book = opened(old)
    with book.reading() as uow:
        assert tuple(uow.members.all()) == ROLL
    book.close()
    assert "parcels" in tables_of(old)
    if is_url(old):
        check_kept_schema(old)
    else:
        check_kept_file(Path(old), opened)


def check_kept_schema(location: Location) -> None:
    engine = engine_of(location)
    try:
        with engine.connect() as connection:
            kept = f"coopdesk_before_{TODAY}_20260301"
            assert connection.execute(text(f"SELECT count(*) FROM {kept}.members")).scalar() == len(ROLL)
            version = connection.execute(text(f"SELECT version_num FROM {kept}.alembic_version")).scalar()
            assert version == TODAY
            assert not inspect(connection).has_table("parcels", schema=kept)
    finally:
        engine.dispose()


def check_kept_file(path: Path, opened: Callable[..., SqlBook]) -> None:
    kept = path.with_name(f"linge.coop.before-{TODAY}-20260301")
    assert sorted(item.name for item in path.parent.glob("linge.*")) == [path.name, kept.name]
    with closing(sqlite3.connect(kept)) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [(TODAY,)]
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("SELECT count(*) FROM members").fetchone() == (len(ROLL),)


def test_a_migration_that_fails_leaves_the_old_book(
    old: Location,
    later: Callable[[str], None],
    opened: Callable[..., SqlBook],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    later(BROKEN)
    with pytest.raises(DBAPIError, match="a_table_that_is_not_there"):
        opened(old)
    monkeypatch.undo()
    assert "parcels" not in tables_of(old)
    book = opened(old)
    with book.reading() as uow:
        assert tuple(uow.members.all()) == ROLL


def test_copies_before_migrations_do_not_overwrite_each_other(
    file_book: SqlBook, tmp_path: Path, later: Callable[[str], None], opened: Callable[..., SqlBook]
) -> None:
    file_book.close()
    kept = tmp_path / f"linge.coop.before-{TODAY}-20260301"
    kept.write_bytes(b"kept from this morning")
    later(NEXT)
    opened(tmp_path / "linge.coop")
    assert kept.read_bytes() == b"kept from this morning"
    assert kept.with_name(f"{kept.name}-2").stat().st_size > 0


def test_a_book_of_a_newer_version_is_refused(
    location: Location,
    later: Callable[[str], None],
    opened: Callable[..., SqlBook],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    later(NEXT)
    opened(location, new=True).close()
    monkeypatch.undo()
    for read_only in (False, True):
        with pytest.raises(EnvironmentFault) as refused:
            opened(location, read_only=read_only)
        assert refused.value.code == "book.too_new"
        assert (refused.value.params["version"], refused.value.params["known"]) == (LATER, migrate.HEAD)
    later_tables = tables_of(location)
    assert "parcels" in later_tables


def test_an_older_book_is_not_migrated_for_reading(
    old: Location, later: Callable[[str], None], opened: Callable[..., SqlBook]
) -> None:
    later(NEXT)
    with pytest.raises(EnvironmentFault) as refused:
        opened(old, read_only=True)
    assert refused.value.code == "book.too_old"
    assert "parcels" not in tables_of(old)
