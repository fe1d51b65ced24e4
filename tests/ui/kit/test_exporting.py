"""What a table shows goes into a file: its columns and order, figures as figures, masked numbers masked."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from coopdesk.domain.money import Money
from coopdesk.exchange.table_file import write_table
from coopdesk.exchange.tables.reading import read_source
from coopdesk.services.desk import Desk
from coopdesk.ui.frame.main_window import MainWindow
from coopdesk.ui.kit import exporting
from coopdesk.ui.kit.columns import Column, Kind
from coopdesk.ui.kit.table import DataTable
from coopdesk.ui.kit.table_model import SequenceModel
from tests.ui.conftest import AnsweringOpener


@dataclass(frozen=True)
class Row:
    number: str
    account: str
    amount: Money | None
    day: date


COLUMNS: tuple[Column[Row], ...] = (
    Column("number", "编号"),
    Column("account", "账号", Kind.MASKED),
    Column("amount", "金额", Kind.MONEY),
    Column("day", "日期", Kind.DATE),
)
ROWS = (
    Row("=F01", "6222020760549296258", Money(1_234_500), date(2019, 12, 20)),
    Row("F02", "", None, date(2020, 1, 2)),
)


@pytest.fixture(autouse=True)
def written() -> Iterator[None]:
    exporting.use(lambda rows, target: write_table(rows(), target))
    yield
    exporting.use(None)


def test_a_table_is_written_as_it_is_shown(qtbot: QtBot, opener: AnsweringOpener, tmp_path: Path) -> None:
    table = DataTable(SequenceModel(COLUMNS, ROWS, "number"), "清单")
    qtbot.addWidget(table)
    table.view.setColumnHidden(3, True)
    opener.answers = [tmp_path / "清单.xlsx"]
    table.view.export()
    (sheet,) = read_source(tmp_path / "清单.xlsx").tables
    assert list(sheet.rows) == [
        ("编号", "账号", "金额"),
        ("=F01", "6222***********6258", 12345),
        ("F02", None, None),
    ]


def test_a_file_that_is_named_as_csv_stays_one(qtbot: QtBot, opener: AnsweringOpener, tmp_path: Path) -> None:
    table = DataTable(SequenceModel(COLUMNS, ROWS, "number"), "清单")
    qtbot.addWidget(table)
    opener.answers = [tmp_path / "清单.csv"]
    table.view.export()
    (sheet,) = read_source(tmp_path / "清单.csv").tables
    assert sheet.rows[1][2:] == ("12345", "2019-12-20")


def test_the_window_writes_what_a_page_s_table_shows(
    window: MainWindow, desk: Desk, opener: AnsweringOpener, settle: Callable[[Any], None], tmp_path: Path
) -> None:
    window.shell.show_book(desk)
    window.open_page("members")
    page = window.page("members")
    opener.answers = [tmp_path / "名册.xlsx"]
    (table,) = [each for each in page.findChildren(DataTable) if each.view.accessibleName() == "成员名册"]
    table.view.export()
    settle(window.shell)
    (sheet,) = read_source(tmp_path / "名册.xlsx").tables
    assert [row[0] for row in sheet.rows[1:]] == ["C01", "F01", "F02"]
    assert "名册.xlsx" in page.message.text.text()
