"""A value that cannot be one is told with its place, the rest is still read, checked and saved."""

import random
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from coopdesk.persistence.book.book import SqlBook
from coopdesk.services.errors import EnvironmentFault
from coopdesk.services.table_source import View
from coopdesk.wording import error_text
from tests.persistence.book.faulty import refuses
from tests.persistence.book.test_verify import tamper, told
from tests.persistence.conftest import NOW, Location
from tests.persistence.samples import ROLL
from tests.persistence.test_facts import fill


@pytest.fixture
def filled(file_book: SqlBook, tmp_path: Path) -> tuple[SqlBook, Path]:
    fill(file_book, tmp_path / "昨天的备份.coop")
    return file_book, tmp_path / "linge.coop"


def read_all(book: SqlBook) -> None:
    """Read what the pages and papers read."""
    with book.reading() as uow:
        uow.coop.current()
        uow.members.all()
        uow.register.entries()
        uow.years.get(2019)
        uow.plans.frozen(1)
        uow.plans.summaries()
        uow.queries.totals(NOW.date())


BAD_VALUES = [
    ("UPDATE register_entries SET kind = 'subscriptio5' WHERE number = 3", "register_entries", "3", "kind"),
    ("UPDATE register_entries SET shares = 'viele' WHERE number = 2", "register_entries", "2", "shares"),
    ("UPDATE register_entries SET shares = 1.5 WHERE number = 2", "register_entries", "2", "shares"),
    ("UPDATE register_entries SET day = '2019-02-30' WHERE number = 1", "register_entries", "1", "day"),
    ("UPDATE register_entries SET day = '20190218' WHERE number = 1", "register_entries", "1", "day"),
    ("UPDATE members SET number = x'46FF31' WHERE id = 2", "members", "2", "number"),
    (
        "UPDATE member_versions SET name = CAST(x'E5BCFF' AS TEXT) WHERE id = 2",
        "member_versions",
        "2",
        "name",
    ),
    (
        "UPDATE member_current SET name = CAST(x'E5BCFF' AS TEXT) WHERE member_id = 2",
        "member_current",
        "2",
        "name",
    ),
    ("UPDATE coop_details SET sample = 'vielleicht'", "coop_details", "1", "sample"),
    ("UPDATE year_figures SET income = '一百'", "year_figures", "1", "income"),
    ("UPDATE frozen_plans SET findings = '[1]'", "frozen_plans", "1", "findings"),
    ("UPDATE frozen_lines SET unit_total = '1 000' WHERE position = 0", "frozen_lines", "1/0", "unit_total"),
    (
        "UPDATE frozen_entitlements SET amount = x'00' WHERE position = 1",
        "frozen_entitlements",
        "1/1/0",
        "amount",
    ),
]


@pytest.mark.parametrize(("statement", "table", "row", "column"), BAD_VALUES)
def test_a_value_that_cannot_be_one_is_told_with_table_row_and_column(
    filled: tuple[SqlBook, Path], statement: str, table: str, row: str, column: str
) -> None:
    book, path = filled
    tamper(path, statement)
    found = told(book.verify())
    assert ("verify.value", {"table": table, "row": row, "column": column}) in found
    if table == "member_versions":
        return  # only the newest version's copy is read by the pages
    with pytest.raises(EnvironmentFault) as refused:
        read_all(book)
    fault = refused.value
    assert fault.code == "book.bad_value"
    assert (fault.params["table"], fault.params["row"], fault.params["column"]) == (table, row, column)
    sentence = error_text(fault)
    assert "昨天的备份.coop" in sentence
    assert table in sentence
    assert "{" not in sentence


@pytest.mark.parametrize("table", ["frozen_plans", "frozen_coops", "frozen_figures", "frozen_lines"])
def test_a_frozen_row_that_is_gone_is_told(filled: tuple[SqlBook, Path], table: str) -> None:
    book, path = filled
    tamper(path, f"DELETE FROM {table}")
    with refuses("book.row_missing"), book.reading() as uow:
        uow.plans.frozen(1)
    assert any(code.startswith("verify.") for code, _params in told(book.verify()))


def test_verify_goes_on_past_every_bad_value_and_names_them_all(
    filled: tuple[SqlBook, Path], opened: Callable[..., SqlBook]
) -> None:
    book, path = filled
    book.close()
    for statement, *_place in BAD_VALUES:
        tamper(path, statement)
    found = {
        (params["table"], params["column"])
        for code, params in told(opened(path, read_only=True).verify())
        if code == "verify.value"
    }
    assert found >= {(table, column) for _statement, table, _row, column in BAD_VALUES}


def test_the_member_table_meets_damage_with_the_same_message(filled: tuple[SqlBook, Path]) -> None:
    book, path = filled
    table = book.table(NOW.date())
    tamper(path, "UPDATE member_current SET kind = 'farmerr' WHERE member_id = 3")
    table.view(View())
    with pytest.raises(EnvironmentFault) as refused:
        table.page(0, 50)
    table.close()
    place = [refused.value.params[key] for key in ("table", "row", "column")]
    assert place == ["member_current", "3", "kind"]


def test_an_error_of_ours_in_a_sound_book_stays_one(filled: tuple[SqlBook, Path]) -> None:
    book, _path = filled
    with pytest.raises(ZeroDivisionError), book.reading():
        raise ZeroDivisionError


def test_an_error_nobody_foresaw_is_told_as_the_damage_it_comes_from(filled: tuple[SqlBook, Path]) -> None:
    book, path = filled
    tamper(path, "UPDATE backups SET at = 'gestern'")
    with refuses("book.bad_value"), book.reading():
        raise ZeroDivisionError


def test_codes_no_server_can_refuse_are_told_there_too(
    book: SqlBook, location: Location, tmp_path: Path
) -> None:
    fill(book, tmp_path / "copy.coop")
    tamper(location, "UPDATE member_current SET kind = 'farmerr' WHERE member_id = 3")
    place = {"table": "member_current", "row": "3", "column": "kind"}
    assert ("verify.value", place) in told(book.verify())
    with refuses("book.bad_value"), book.reading() as uow:
        uow.members.all()


def leaf_of(path: Path, table: str) -> int:
    """The number of the first page of a small table."""
    with closing(sqlite3.connect(path)) as connection:
        root: int = connection.execute(
            "SELECT rootpage FROM sqlite_schema WHERE name = ?", (table,)
        ).fetchone()[0]
    return root


def spoil_page(path: Path, page: int) -> None:
    """Fill a page with what is no page."""
    data = bytearray(path.read_bytes())
    data[(page - 1) * 4096 : page * 4096] = random.Random(7).randbytes(4096)
    path.write_bytes(data)


def test_a_backup_of_a_damaged_book_saves_the_rest_and_says_what_is_lost(
    filled: tuple[SqlBook, Path], opened: Callable[..., SqlBook], tmp_path: Path
) -> None:
    book, path = filled
    book.close()
    spoil_page(path, leaf_of(path, "year_figures"))
    target = tmp_path / "今天的备份.coop"
    target.write_bytes(b"an older good backup")
    damaged = opened(path)
    with pytest.raises(EnvironmentFault) as refused:
        damaged.backup(target)
    fault = refused.value
    assert fault.code == "backup.rescued"
    assert "year_figures" in str(fault.params["lost"])
    assert "member" not in str(fault.params["lost"])
    assert target.read_bytes() == b"an older good backup"
    rescued = opened(tmp_path / str(fault.params["path"]), read_only=True)
    with rescued.reading() as uow:
        assert tuple(uow.members.all()) == ROLL
        assert uow.years.get(2019) is None
        assert uow.plans.frozen(1) is not None
    with closing(sqlite3.connect(tmp_path / str(fault.params["path"]))) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_a_book_with_a_bad_value_is_copied_whole(filled: tuple[SqlBook, Path], tmp_path: Path) -> None:
    book, path = filled
    tamper(path, "UPDATE member_versions SET name = CAST(x'E5BCFF' AS TEXT) WHERE id = 2")
    target = tmp_path / "今天的备份.coop"
    book.backup(target)
    with closing(sqlite3.connect(target)) as connection:
        kept = connection.execute("SELECT hex(name) FROM member_versions WHERE id = 2").fetchone()
    assert kept == ("E5BCFF",)
