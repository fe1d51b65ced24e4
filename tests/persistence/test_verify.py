"""What somebody changed past the program is found: every figure ties with the facts, or is told."""

import re
import sqlite3
from collections.abc import Iterable
from pathlib import Path

import pytest
from sqlalchemy import text

from coopdesk.domain.money import Money
from coopdesk.persistence.book import SqlBook
from coopdesk.persistence.engine import is_url
from coopdesk.services.values import Defect
from coopdesk.wording import error_sentences, error_text
from tests.persistence.conftest import Location
from tests.persistence.test_facts import engine_of, fill

NO_TRIGGERS = "SELECT name FROM sqlite_schema WHERE type = 'trigger'"


def tamper(location: Location, statement: str) -> None:
    """Change a book past its triggers, as only somebody with the database's own tools can."""
    engine = engine_of(location)
    try:
        with engine.connect() as connection:
            if engine.dialect.name == "sqlite":
                driver = connection.connection.driver_connection
                assert isinstance(driver, sqlite3.Connection)
                driver.execute("PRAGMA foreign_keys = OFF")
            if engine.dialect.name == "postgresql":
                connection.execute(text("SET session_replication_role = replica"))
                connection.execute(text(statement))
            else:
                for name in connection.exec_driver_sql(NO_TRIGGERS).scalars().all():
                    connection.exec_driver_sql(f"DROP TRIGGER {name}")
                connection.execute(text(statement))
            connection.commit()
    finally:
        engine.dispose()


def told(defects: Iterable[Defect]) -> list[tuple[str, dict[str, object]]]:
    """The defects, each of which must have a sentence that finds all it names."""
    found = list(defects)
    for defect in found:
        assert error_sentences()[defect.code] <= set(defect.params), defect
        assert not re.search(r"\{|\}", error_text(defect))
    return [(defect.code, defect.params) for defect in found]


@pytest.fixture
def filled(book: SqlBook, location: Location, tmp_path: Path) -> tuple[SqlBook, Location]:
    fill(book, tmp_path / "copy.coop")
    return book, location


def test_a_sound_book_has_no_defects(filled: tuple[SqlBook, Location]) -> None:
    assert list(filled[0].verify()) == []


@pytest.mark.parametrize(
    ("statement", "code", "params"),
    [
        (
            "UPDATE holdings SET shares = shares + 1 WHERE share_class = 'preferred'",
            "verify.holding",
            {"member": "C01", "share_class": "preferred", "counted": 3_000_000, "kept": 3_000_001},
        ),
        (
            "UPDATE member_current SET shares = 7 WHERE number = 'F02'",
            "verify.holding",
            {"member": "F02", "share_class": "", "counted": 2_500_000, "kept": 7},
        ),
        ("UPDATE member_current SET account = '1' WHERE number = 'F02'", "verify.details", {"member": "F02"}),
        ("DELETE FROM register_entries WHERE number = 2", "verify.numbering", {"highest": 5, "count": 4}),
        ("DELETE FROM members WHERE number = 'C01'", "verify.roll", {"highest": 4, "count": 3}),
        (
            "UPDATE frozen_members SET gross = gross + 1 WHERE number = 'F01'",
            "verify.plan_member",
            {"year": 2019, "member": "F01"},
        ),
        (
            "UPDATE frozen_entitlements SET amount = amount - 10 WHERE position = 1 AND line_position = 0",
            "verify.plan_member",
            {"year": 2019, "member": "C01"},
        ),
        ("DELETE FROM frozen_members WHERE position = 3", "verify.plan_members", {"year": 2019, "plan": 1}),
    ],
)
def test_what_was_changed_past_the_program_is_told(
    filled: tuple[SqlBook, Location], statement: str, code: str, params: dict[str, object]
) -> None:
    book, location = filled
    tamper(location, statement)
    assert (code, params) in told(book.verify())


@pytest.mark.parametrize("total", ["gross", "tax", "distributable", "carried_forward", "loss_made_good"])
def test_a_changed_total_of_a_plan_is_told_with_both_figures(
    filled: tuple[SqlBook, Location], total: str
) -> None:
    book, location = filled
    with book.reading() as uow:
        frozen = uow.plans.frozen(1)
    assert frozen is not None
    right: Money = getattr(frozen, total)
    tamper(location, f"UPDATE frozen_plans SET {total} = {total} + 1")
    figures = {"year": 2019, "stored": right + Money(1), "counted": right}
    assert (f"verify.plan_{total}", figures) in told(book.verify())


def test_a_changed_line_of_a_plan_is_told(filled: tuple[SqlBook, Location]) -> None:
    book, location = filled
    tamper(location, "UPDATE frozen_lines SET paid = paid + 1 WHERE line_id = 'rest'")
    ((code, params),) = told(book.verify())
    assert (code, params["line"]) == ("verify.plan_line", "股份分红")


def test_shares_below_nothing_on_any_day_are_told(filled: tuple[SqlBook, Location]) -> None:
    book, location = filled
    tamper(location, "UPDATE register_entries SET day = '2019-12-01' WHERE number = 4")
    codes = [code for code, _params in told(book.verify())]
    assert codes == ["register.below_zero"]


def test_a_draft_that_cannot_be_read_is_told(filled: tuple[SqlBook, Location]) -> None:
    book, location = filled
    tamper(
        location,
        "UPDATE plans SET inputs = CAST('no draft' AS " + ("BYTEA)" if is_url(location) else "BLOB)"),
    )
    codes = [code for code, _params in told(book.verify())]
    assert codes == ["verify.draft"]


def test_a_reference_to_nothing_is_told(file_book: SqlBook, tmp_path: Path) -> None:
    fill(file_book, tmp_path / "copy.coop")
    tamper(tmp_path / "linge.coop", "DELETE FROM share_classes WHERE code = 'preferred'")
    assert "verify.reference" in [code for code, _params in told(file_book.verify())]
