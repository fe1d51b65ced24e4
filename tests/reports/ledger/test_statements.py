"""The three statements: every row in its place with its official number, empty for 0, red below 0, on one page each."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from coopdesk.domain.ledger.statement_rows import SURPLUS_ROWS
from coopdesk.domain.money import Money
from coopdesk.reports.ledger.statements import (
    write_balance_sheet,
    write_equity_statement,
    write_statements,
    write_surplus_statement,
)
from coopdesk.services.ledger.papers.statements import (
    Level,
    StatementYear,
    balance_table,
    build_balance_sheet,
    build_equity_statement,
    build_statements,
    build_surplus_statement,
    equity_table,
    statement_tables,
    surplus_table,
)
from tests.reports.ledger.statement_figures import EMPTY, LARGE, OF_MONTH, USUAL
from tests.reports.plans import LONG_COOP
from tests.reports.reading import lines, sizes
from tests.reports.test_nothing_clipped import troubles

DAY = date(2025, 1, 6)
LONG = replace(LARGE, coop=replace(LARGE.coop, name=LONG_COOP, accountant="阿不都热合曼·买买提依明"))


def test_the_papers_have_all_official_rows_once_and_in_order() -> None:
    sheet = build_balance_sheet(USUAL, DAY)
    printed = [row for row in (*sheet.assets, *sheet.liabilities) if row is not None]
    assert [row.number for row in printed if row.number] == [str(number) for number in range(1, 43)]
    assert [row.words for row in printed if not row.number] == [
        "流动资产：",
        "非流动资产：",
        "流动负债：",
        "非流动负债：",
        "所有者权益：",
    ]
    surplus = build_surplus_statement(USUAL, DAY).rows
    assert [row.number for row in surplus] == [str(number) for number in range(1, 21)]
    assert {row.words for row in surplus if row.level is Level.PART} == {
        "税金及附加",
        "管理费用",
        "财务费用",
        "其他转入",
        "剩余盈余分配",
        "转为成员出资",
    }


def test_the_sides_of_the_balance_sheet_stand_beside_each_other_with_their_totals_on_one_line() -> None:
    sheet = build_balance_sheet(USUAL, DAY)
    assert len(sheet.assets) == len(sheet.liabilities)
    last, other = sheet.assets[-1], sheet.liabilities[-1]
    assert last is not None and other is not None
    assert (last.number, other.number) == ("22", "42")
    assert sheet.apart == Money(123_456 * 22 + 123_456 * 42)  # row 42 of the made-up figures is below 0


@pytest.mark.parametrize("year", [USUAL, LARGE, EMPTY, LONG])
def test_each_statement_is_one_page_with_everything_in_its_place(year: StatementYear, tmp_path: Path) -> None:
    paths = [
        write_balance_sheet(build_balance_sheet(year, DAY), tmp_path / "1.pdf", DAY),
        write_surplus_statement(build_surplus_statement(year, DAY), tmp_path / "2.pdf", DAY),
        write_equity_statement(build_equity_statement(year, DAY), tmp_path / "3.pdf", DAY),
        write_statements(build_statements(year, DAY), tmp_path / "all.pdf", DAY),
    ]
    lying, upright = (842, 595), (595, 842)
    assert [sizes(path) for path in paths] == [[lying], [upright], [lying], [lying, upright, lying]]
    assert [troubles(path) for path in paths] == [[]] * 4


def test_a_month_has_two_statements(tmp_path: Path) -> None:
    path = write_statements(build_statements(OF_MONTH, DAY), tmp_path / "all.pdf", DAY)
    assert len(sizes(path)) == 2
    assert troubles(path) == []
    assert [table.name for table in statement_tables(build_statements(OF_MONTH, DAY))] == [
        "资产负债表",
        "盈余及盈余分配表",
    ]
    assert build_equity_statement(OF_MONTH, DAY).rows == ()


def test_a_row_prints_its_words_number_and_two_amounts(tmp_path: Path) -> None:
    said = lines(write_balance_sheet(build_balance_sheet(USUAL, DAY), tmp_path / "1.pdf", DAY))[0]
    assert "资产负债表" in said[0].replace(" ", "")
    assert "会农社01表" in said[1]
    assert any(line.startswith("编制单位：林阁花木种植股份合作社2024年12月31日单位：元") for line in said)
    assert "货币资金11,234.563,703.75短期借款2328,394.8885,184.71" in said
    # Row 7 is below 0, row 25 is 0: a minus, and an empty cell.
    assert any(line.startswith("生产性生物资产原值7−8,641.92") for line in said)
    assert any(line.endswith("应付工资2592,592.07") for line in said)
    assert any("相差 79,011.84 元" in line for line in said)


def test_a_statement_of_nothing_has_its_rows_and_no_amount(tmp_path: Path) -> None:
    said = "".join(
        lines(write_surplus_statement(build_surplus_statement(EMPTY, DAY), tmp_path / "2.pdf", DAY))[0]
    )
    assert "0.00" not in said
    assert all(row.caption in said for row in SURPLUS_ROWS)


def test_a_month_has_its_own_columns(tmp_path: Path) -> None:
    said = lines(write_surplus_statement(build_surplus_statement(OF_MONTH, DAY), tmp_path / "2.pdf", DAY))[0]
    assert "项目行次本月金额本年累计金额" in said
    assert any("2024年3月" in line for line in said)
    whole = build_surplus_statement(USUAL, DAY)
    assert (whole.titles, whole.dated) == (("本年金额", "上年金额"), "2024年度")
    # What stands below 四、本年盈余 is of the year as a whole.
    assert [row.amounts[0] is None for row in build_surplus_statement(OF_MONTH, DAY).rows] == [False] * 12 + [
        True
    ] * 8
    assert build_balance_sheet(OF_MONTH, DAY).dated == "2024年3月31日"


def test_the_equity_statement_prints_the_words_beside_their_amounts(tmp_path: Path) -> None:
    said = lines(write_equity_statement(build_equity_statement(USUAL, DAY), tmp_path / "3.pdf", DAY))[0]
    assert "项目股金专项基金资本公积盈余公积未分配盈余合计" in said
    assert [len(row.cells) for row in build_equity_statement(USUAL, DAY).rows] == [5] * 11
    assert any(line.startswith("年初余额48,000.50") and line.endswith("240,002.50") for line in said)
    words = "".join(said)
    for label in ("资本公积转增", "股金溢价", "成员减少出资", "转为成员出资", "剩余盈余分配"):
        assert label in words


def test_the_tables_for_a_workbook_have_the_columns_of_the_papers() -> None:
    balance = balance_table(build_balance_sheet(USUAL, DAY))
    assert [column.title for column in balance.columns] == [
        "资产",
        "行次",
        "期末余额",
        "年初余额",
        "负债和所有者权益",
        "行次",
        "期末余额",
        "年初余额",
    ]
    assert balance.rows[1].cells[:4] == ("货币资金", "1", Money(123_456), Money(370_375))
    surplus = surplus_table(build_surplus_statement(USUAL, DAY))
    assert surplus.rows[11].cells == ("四、本年盈余", "12", Money(123_456 * 12), Money(123_456 * 36 + 7))
    equity = equity_table(build_equity_statement(USUAL, DAY))
    assert len(equity.columns) == len(equity.rows[0].cells) == 12
    assert equity.rows[2].cells[:3] == ("其中：", "资本公积转增", Money(4_800_050))
