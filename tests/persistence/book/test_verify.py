"""What somebody changed past the program is found: every figure ties with the facts, or is told."""

import re
import sqlite3
import threading
from collections.abc import Callable, Iterable
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text

from coopdesk.domain.members.account import AccountColumn
from coopdesk.domain.money import Money
from coopdesk.persistence.book import as_made, schema
from coopdesk.persistence.book.book import SqlBook
from coopdesk.persistence.book.engine import is_url, sqlite_engine
from coopdesk.persistence.distribution import thawing
from coopdesk.services.errors import Cancelled, EnvironmentFault
from coopdesk.services.journal.entry import Witness
from coopdesk.services.values import Defect
from coopdesk.wording import error_sentences, error_text
from tests.persistence.conftest import Location, Server
from tests.persistence.test_facts import engine_of, fill

TRIGGERS = "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'"


def tamper(location: Location, statement: str) -> None:
    """Change a book past its triggers, as only somebody with the database's own tools can, and put them back."""
    engine = engine_of(location)
    try:
        with engine.connect() as connection:
            if engine.dialect.name == "sqlite":
                driver = connection.connection.driver_connection
                assert isinstance(driver, sqlite3.Connection)
                driver.execute("PRAGMA foreign_keys = OFF")
            if engine.dialect.name == "postgresql":
                connection.execute(text("SET session_replication_role = replica"))
                for each in statement.split(";"):
                    connection.execute(text(each))
            else:
                triggers = connection.exec_driver_sql(TRIGGERS).all()
                for name, _made_by in triggers:
                    connection.exec_driver_sql(f"DROP TRIGGER {name}")
                for each in statement.split(";"):
                    connection.execute(text(each))
                for _name, made_by in triggers:
                    connection.exec_driver_sql(made_by)
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


def test_a_sound_plan_of_any_size_is_proved_without_thawing_its_members(
    filled: tuple[SqlBook, Location], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(thawing, "_members")
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
        (
            "UPDATE account_postings SET number = 3",
            "verify.account_numbering",
            {"highest": 3, "count": 1},
        ),
        ("DELETE FROM account_entries", "verify.account_empty", {"posting": 1}),
        (
            "UPDATE account_entries SET kind = 'reserve', amount = -5",
            "account.below_zero",
            {
                "member": "F01",
                "column": AccountColumn.RESERVE,
                "day": date(2019, 12, 31),
                "amount": Money(-5),
            },
        ),
        (
            "INSERT INTO account_postings VALUES (2, '2019-12-31', 'reversal', '', '', '', NULL, NULL, 1, 1);"
            "INSERT INTO account_entries VALUES (2, 0, 2, 'capital', -4, NULL, NULL, 1)",
            "verify.account_reversal",
            {"posting": 1},
        ),
        (
            "INSERT INTO account_postings VALUES (2, '2019-12-31', 'quantified', '', '', '', NULL, 2019, NULL, 1);"
            "INSERT INTO account_entries VALUES (2, 0, 2, 'reserve', 4, NULL, NULL, 1)",
            "verify.reserve",
            {"year": 2019, "kept": Money(4), "counted": Money.parse("99938.27")},
        ),
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
    (changed, _row), (code, params) = told(book.verify())
    assert (changed, code, params["line"]) == ("verify.row_changed", "verify.plan_line", "股份分红")


def test_shares_below_nothing_on_any_day_are_told(filled: tuple[SqlBook, Location]) -> None:
    book, location = filled
    tamper(location, "UPDATE register_entries SET day = '2019-12-01' WHERE number = 4")
    codes = [code for code, _params in told(book.verify())]
    assert codes == ["register.below_zero", "verify.row_changed"]


def test_a_draft_that_cannot_be_read_is_told(filled: tuple[SqlBook, Location]) -> None:
    book, location = filled
    tamper(
        location,
        "UPDATE plans SET inputs = CAST('no draft' AS " + ("BYTEA)" if is_url(location) else "BLOB)"),
    )
    codes = [code for code, _params in told(book.verify())]
    assert codes == ["verify.row_changed", "verify.draft"]


def test_a_reference_to_nothing_is_told(file_book: SqlBook, tmp_path: Path) -> None:
    fill(file_book, tmp_path / "copy.coop")
    tamper(tmp_path / "linge.coop", "DELETE FROM share_classes WHERE code = 'preferred'")
    assert "verify.reference" in [code for code, _params in told(file_book.verify())]


def test_on_a_server_too_what_was_done_behind_the_back_is_told_apart(
    filled: tuple[SqlBook, Location],
) -> None:
    book, location = filled
    for statement, code in (
        ("UPDATE members SET series = 'X' WHERE id = 2", "verify.row_changed"),
        ("DELETE FROM frozen_shares WHERE position = 1 AND class_position = 1", "verify.row_missing"),
        ("INSERT INTO share_classes (code, position, journal_number) VALUES ('z', 9, 1)", "verify.row_added"),
        ("UPDATE member_versions SET remark = '不是' WHERE id = 1", "verify.row_changed"),
        ("UPDATE journal SET person = '别人' WHERE number = 1", "verify.journal_changed"),
        ("DELETE FROM journal WHERE number = 3", "verify.journal_cut"),
    ):
        tamper(location, statement)
        assert code in {found for found, _params in told(book.verify())}, statement


@pytest.mark.parametrize(
    ("statement", "what"),
    [
        (
            "CREATE TRIGGER spy AFTER INSERT ON members BEGIN UPDATE member_current SET account = '1'; END",
            "TRIGGER spy",
        ),
        ("CREATE VIEW everybody AS SELECT * FROM members", "VIEW everybody"),
        ("DROP TRIGGER members_keep_update", "TRIGGER members_keep_update"),
        ("DROP INDEX members_number", "INDEX members_number"),
        ("CREATE INDEX spare ON members (serial)", "INDEX spare"),
        ("CREATE TABLE notes (id INTEGER PRIMARY KEY)", "TABLE notes"),
        ("ALTER TABLE members ADD COLUMN remark TEXT", "TABLE members"),
    ],
)
def test_a_foreign_or_missing_part_of_the_database_is_told_by_its_name(
    file_book: SqlBook, tmp_path: Path, statement: str, what: str
) -> None:
    with closing(sqlite3.connect(tmp_path / "linge.coop")) as connection:
        connection.execute(statement)
    assert what in [params["what"] for _code, params in told(file_book.verify())]


def test_a_new_books_file_is_known_for_sound_without_comparing_it_part_by_part(
    file_book: SqlBook, tmp_path: Path
) -> None:
    engine = sqlite_engine(tmp_path / "linge.coop", read_only=True)
    try:
        with engine.connect() as connection:
            assert as_made.fingerprint(connection) == as_made.AS_MADE, "put this into as_made.AS_MADE"
            assert list(schema.schema_defects(connection)) == []
            connection.exec_driver_sql("PRAGMA query_only = OFF")
            connection.exec_driver_sql("CREATE INDEX one_more ON members (series)")
            assert not as_made.is_as_made(connection)
    finally:
        engine.dispose()


DANGERS = (
    "CREATE TRIGGER spy AFTER INSERT ON members BEGIN UPDATE member_current SET account = '1'; END",
    "CREATE VIEW everybody AS SELECT * FROM members",
    "DROP TRIGGER members_keep_update",
)


@pytest.mark.parametrize("statement", DANGERS)
def test_what_another_program_adds_while_the_book_is_open_stops_the_next_command(
    file_book: SqlBook, tmp_path: Path, statement: str
) -> None:
    with closing(sqlite3.connect(tmp_path / "linge.coop")) as other:
        other.execute("CREATE INDEX harmless ON members (series)")
    with file_book.unit() as uow:
        uow.commit()
    with closing(sqlite3.connect(tmp_path / "linge.coop")) as other:
        other.execute(statement)
    for _turn in range(2):
        with pytest.raises(EnvironmentFault) as refused, file_book.unit():
            pass
        assert refused.value.code == "book.schema"
    with file_book.reading() as uow:
        assert uow.coop.classes() is not None


SPY = "CREATE FUNCTION spying() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'"
ON_A_SERVER = (
    (
        f"{SPY}; CREATE TRIGGER spy BEFORE INSERT ON members FOR EACH ROW EXECUTE FUNCTION spying()",
        "DROP TRIGGER spy ON members",
    ),
    (
        "ALTER TABLE members DISABLE TRIGGER members_keep_row",
        "ALTER TABLE members ENABLE TRIGGER members_keep_row",
    ),
    (
        "ALTER TABLE members ALTER COLUMN series DROP NOT NULL",
        "ALTER TABLE members ALTER COLUMN series SET NOT NULL",
    ),
    (
        "ALTER TABLE members ALTER COLUMN serial TYPE NUMERIC",
        "ALTER TABLE members ALTER COLUMN serial TYPE BIGINT",
    ),
    ("CREATE RULE quiet AS ON INSERT TO members DO ALSO NOTHING", "DROP RULE quiet ON members"),
    (
        "ALTER TABLE member_current DROP CONSTRAINT member_current_shares_check",
        "ALTER TABLE member_current ADD CONSTRAINT member_current_shares_check CHECK (shares >= 0)",
    ),
    (
        "CREATE OR REPLACE FUNCTION coopdesk_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        "'BEGIN RETURN OLD; END'",
        "",
    ),
)


@pytest.mark.postgresql
def test_what_somebody_changes_in_a_shared_book_while_it_is_open_stops_the_next_command(
    server: Server, opened: Callable[..., SqlBook]
) -> None:
    location = server.make_schema()
    book = opened(location, new=True)
    engine = engine_of(location)

    def change(statement: str) -> None:
        with engine.begin() as connection:
            connection.exec_driver_sql(statement)

    def work() -> None:
        with book.unit() as uow:
            uow.commit()

    try:
        for harmless in ("CREATE INDEX spare ON members (serial)", "CREATE VIEW two AS SELECT 2"):
            change(harmless)
            work()
        for statement, back in ON_A_SERVER:
            change(statement)
            for _turn in range(2):
                with pytest.raises(EnvironmentFault) as refused:
                    work()
                assert refused.value.code == "book.schema", statement
            if back:
                change(back)
                work()
    finally:
        engine.dispose()


@pytest.mark.parametrize("statement", DANGERS)
def test_a_book_in_which_something_foreign_would_run_is_not_opened_for_work(
    file_book: SqlBook, tmp_path: Path, opened: Callable[..., SqlBook], statement: str
) -> None:
    file_book.close()
    with closing(sqlite3.connect(tmp_path / "linge.coop")) as connection:
        connection.execute(statement)
    with pytest.raises(EnvironmentFault) as refused:
        opened(tmp_path / "linge.coop")
    assert refused.value.code == "book.schema"
    assert "linge.coop" in error_text(refused.value)
    assert len(told(opened(tmp_path / "linge.coop", read_only=True).verify())) == 1


def test_a_table_of_somebody_elses_does_not_keep_a_book_from_being_opened(
    file_book: SqlBook, tmp_path: Path, opened: Callable[..., SqlBook]
) -> None:
    file_book.close()
    with closing(sqlite3.connect(tmp_path / "linge.coop")) as connection:
        connection.execute("CREATE TABLE notes (id INTEGER PRIMARY KEY)")
    ((code, _params),) = told(opened(tmp_path / "linge.coop").verify())
    assert code == "verify.schema_foreign"


@pytest.mark.parametrize(
    ("part", "column", "written", "damaged", "opens"),
    [
        ("member_versions", "sql", "phone VARCHAR", "phone VgRCHAR", False),
        ("member_versions", "sql", "phone VARCHAR", "phone pARCHAR", False),
        ("member_versions", "sql", "DEFAULT ''", "DEFAULT 'x'", False),
        ("sqlite_autoindex_frozen_taxes_1", "tbl_name", "frozen_taxes", "frozen3$0xes", True),
    ],
)
def test_a_damaged_byte_in_what_a_table_is_declared_as_is_found(
    file_book: SqlBook,
    tmp_path: Path,
    opened: Callable[..., SqlBook],
    part: str,
    column: str,
    written: str,
    damaged: str,
    opens: bool,
) -> None:
    """A column declared VgRCHAR makes a number of 013812345678."""
    file_book.close()
    path = tmp_path / "linge.coop"
    change = f"UPDATE sqlite_schema SET {column} = replace({column}, ?, ?) WHERE name = ?"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute(change, (written, damaged, part))
        connection.commit()
    assert len(told(opened(path, read_only=True).verify())) == 1
    if opens:
        opened(path)
        return
    with pytest.raises(EnvironmentFault) as refused:
        opened(path)
    assert refused.value.code == "book.schema"


def test_a_book_that_lost_what_was_seen_of_it_is_told(filled: tuple[SqlBook, Location]) -> None:
    book, _location = filled
    with book.reading() as uow:
        now = uow.journal.witness()
    assert told(book.verify([now, Witness(now.count, now.head[:16])])) == []
    ahead, other = Witness(now.count + 2, now.head), Witness(now.count, "0" * 64)
    assert [code for code, _ in told(book.verify([ahead, other]))] == [
        "verify.journal_short",
        "verify.journal_head",
    ]


def test_one_that_is_stopped_leaves_the_check_of_the_file_at_once(filled: tuple[SqlBook, Location]) -> None:
    """Whoever stops it may close the book next: no connection must still be reading its file."""
    book, _location = filled

    def stopping(done: int, _total: int) -> None:
        if done:
            raise Cancelled

    with pytest.raises(Cancelled):
        list(book.verify(progress=stopping))
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("file check")]
    assert told(book.verify()) == []
