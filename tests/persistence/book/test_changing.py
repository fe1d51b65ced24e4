"""Later versions may fill columns and build tables anew although facts are kept: the book stays whole, and closed."""

from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest
from sqlalchemy import inspect, text
from sqlalchemy.exc import DBAPIError

from coopdesk.persistence.book import migrate
from coopdesk.persistence.book.book import SqlBook
from coopdesk.persistence.book.engine import is_url
from tests.persistence.book.test_migration import LATER, TODAY, later, location, make_scripts
from tests.persistence.conftest import NOW, Location
from tests.persistence.samples import ROLL, approval, draft, settle
from tests.persistence.test_facts import engine_of, refused

__all__ = ["later", "location", "make_scripts"]

HEADING = f'''
"""A version that is yet to come."""
from alembic import op
from coopdesk.persistence.migrations.changing import backfill, facts_open, rebuild

revision = "{LATER}"
down_revision = "{TODAY}"
branch_labels = None
depends_on = None


def upgrade() -> None:
'''

FILLED_AND_REBUILT = """
    op.execute("ALTER TABLE frozen_members ADD COLUMN farmer INTEGER NOT NULL DEFAULT 0")
    assert backfill("frozen_members", "kind = 'farmer'", farmer="1") == 2
    # A table that six others refer to gets a column that is never empty and has no default.
    columns = {
        "id": "INTEGER NOT NULL PRIMARY KEY",
        "number": "VARCHAR NOT NULL", "series": "VARCHAR NOT NULL", "serial": "BIGINT NOT NULL",
        "journal_number": "BIGINT NOT NULL DEFAULT 1",
        "folded": "VARCHAR NOT NULL CHECK (folded <> '')",
    }
    rebuild(
        "members",
        ", ".join(f"{name} {kind}" for name, kind in columns.items()),
        values={"folded": "lower(number)"},
        on_postgresql=[
            "ALTER TABLE members ADD COLUMN folded VARCHAR",
            "UPDATE members SET folded = lower(number)",
            "ALTER TABLE members ALTER COLUMN folded SET NOT NULL",
            "ALTER TABLE members ADD CHECK (folded <> '')",
        ],
    )
    # One that refers to itself loses a condition, and a column changes its name.
    op.execute("DROP INDEX plan_events_plan")
    rebuild(
        "plan_events",
        "id INTEGER NOT NULL PRIMARY KEY, plan BIGINT NOT NULL REFERENCES plans (id), kind VARCHAR NOT NULL,"
        " journal_number BIGINT NOT NULL DEFAULT 1, answers BIGINT REFERENCES plan_events (id)",
        values={"plan": "plan_id", "answers": "NULL"},
        on_postgresql=[
            "ALTER TABLE plan_events RENAME COLUMN plan_id TO plan",
            "ALTER TABLE plan_events ADD COLUMN answers BIGINT REFERENCES plan_events (id)",
        ],
    )
    op.execute("UPDATE holdings SET shares = shares")
"""

ONE_TABLE_TOO_FEW = """
    with facts_open("members"):
        op.execute("UPDATE members SET number = number")
    op.execute("UPDATE member_versions SET bank = ''")
"""

BROKEN_REFERENCE = """
    rebuild("share_classes", "code VARCHAR NOT NULL PRIMARY KEY, position INTEGER NOT NULL",
            values={"code": "upper(code)"}, on_postgresql=["UPDATE share_classes SET code = upper(code)"])
"""


def version(body: str) -> str:
    return dedent(HEADING) + body


@pytest.fixture
def old(opened: Callable[..., SqlBook], location: Location) -> Location:
    """A closed book of today's version, with an approved distribution."""
    book = opened(location, new=True)
    with book.unit() as uow:
        settle(uow)
        plan_id = uow.plans.add_draft(draft(uow), NOW.date())
        uow.plans.approve(approval(uow, plan_id), NOW.date())
        uow.commit()
    book.close()
    return location


def triggers(location: Location) -> list[tuple[str, str]]:
    """Names and text of all triggers, on a server whether each is in force."""
    engine = engine_of(location)
    query = (
        "SELECT tgname, pg_get_triggerdef(oid) || CAST(tgenabled AS text)"
        " FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1, 2"
        if is_url(location)
        else "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' ORDER BY 1"
    )
    try:
        with engine.connect() as connection:
            return [tuple(row) for row in connection.execute(text(query))]
    finally:
        engine.dispose()


def references(location: Location) -> list[tuple[str, str]]:
    engine = engine_of(location)
    try:
        found = inspect(engine)
        return sorted(
            (table, f"{key['constrained_columns']} {key['referred_table']} {key['referred_columns']}")
            for table in found.get_table_names()
            for key in found.get_foreign_keys(table)
        )
    finally:
        engine.dispose()


def test_columns_are_filled_and_referenced_tables_built_anew(
    old: Location, later: Callable[[str], None], opened: Callable[..., SqlBook]
) -> None:
    kept, referring = triggers(old), references(old)
    later(version(FILLED_AND_REBUILT))
    book = opened(old)
    with book.reading() as uow:
        assert tuple(uow.members.all()) == ROLL
    book.close()
    assert triggers(old) == kept
    added = [("plan_events", "['answers'] plan_events ['id']"), ("plan_events", "['plan'] plans ['id']")]
    gone = [("plan_events", "['plan_id'] plans ['id']")]
    assert references(old) == sorted({*referring, *added} - {*gone})
    engine = engine_of(old)
    try:
        with engine.connect() as connection:
            folded = connection.execute(text("SELECT id, folded FROM members ORDER BY id")).all()
            assert [tuple(row) for row in folded] == [
                (place, item.number.lower()) for place, item in enumerate(ROLL, 1)
            ]
            assert [row.plan for row in connection.execute(text("SELECT plan FROM plan_events"))] == [1]
        for table in ("members", "frozen_members", "plan_events"):
            assert f"append-only: {table}" in refused(engine, f"DELETE FROM {table}")
        assert "constraint" in refused(engine, "INSERT INTO holdings VALUES (4711, 'ordinary', 1)").lower()
        names = {index["name"] for index in inspect(engine).get_indexes("members")}
        assert {"members_number", "members_series"} <= names
    finally:
        engine.dispose()


def test_a_version_opens_only_the_tables_it_names(
    old: Location, later: Callable[[str], None], opened: Callable[..., SqlBook]
) -> None:
    kept = triggers(old)
    later(version(ONE_TABLE_TOO_FEW))
    with pytest.raises(DBAPIError, match="append-only: member_versions"):
        opened(old)
    assert triggers(old) == kept


def test_a_version_that_would_leave_rows_without_what_they_refer_to_changes_nothing(
    old: Location,
    later: Callable[[str], None],
    opened: Callable[..., SqlBook],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    kept = triggers(old)
    later(version(BROKEN_REFERENCE))
    with pytest.raises((RuntimeError, DBAPIError), match="share_class"):
        opened(old)
    assert triggers(old) == kept
    monkeypatch.undo()
    book = opened(old)
    assert list(book.verify()) == []
    if not is_url(old):
        engine = engine_of(Path(old))
        with engine.connect() as connection:
            assert connection.execute(text("PRAGMA foreign_keys")).scalar() == 1
        engine.dispose()


def test_a_new_book_is_made_through_the_same_steps(
    location: Location, later: Callable[[str], None], opened: Callable[..., SqlBook]
) -> None:
    body = FILLED_AND_REBUILT.replace("== 2", "== 0")
    later(version(body))
    opened(location, new=True)
    assert ("members_keep_update" if not is_url(location) else "members_keep_row") in dict(triggers(location))
    assert migrate.HEAD == LATER
