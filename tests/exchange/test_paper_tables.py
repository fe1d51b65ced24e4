"""Papers that are tables as workbooks: the columns of the paper, figures as figures, groups as a column."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO

from python_calamine import CalamineWorkbook

from coopdesk.domain.money import Money
from coopdesk.exchange.paper_tables import tables_workbook
from coopdesk.services.ledger.papers.books import build_detail_ledger, build_multi_column, build_trial_balance
from coopdesk.services.ledger.papers.statements import build_statements, statement_tables
from coopdesk.services.paper_table import ColumnKind, PaperColumn, PaperRow, PaperTable, RowLook
from tests.reports.ledger.books import LARGE_QUARTER, USUAL_QUARTER
from tests.reports.ledger.statement_figures import USUAL
from tests.reports.ledger.vouchers import PRINTED_ON


def read(tables: Sequence[PaperTable]) -> dict[str, Sequence[Sequence[object]]]:
    book = CalamineWorkbook.from_filelike(BytesIO(tables_workbook(tables)))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def test_a_group_is_a_column_of_each_of_its_rows() -> None:
    (sheet,) = read(build_detail_ledger(USUAL_QUARTER, PRINTED_ON).tables).values()
    assert sheet[0][0] == "林阁花木种植股份合作社"
    headings = ["科目", "日期", "凭证号", "摘要", "对方科目", "借方", "贷方", "方向", "余额"]
    assert sheet[2] == headings
    sale = sheet[4]
    assert sale[:3] == ["10201 银行存款—农商行基本户", date(2024, 1, 10), "记-1"]
    assert sale[5:] == [20000.0, "", "借", 60000.0]
    assert all(row[0] for row in sheet[3:])


def test_headings_of_several_columns_stand_before_each() -> None:
    (sheet,) = read(build_trial_balance(LARGE_QUARTER, PRINTED_ON).tables).values()
    assert sheet[2][2:4] == ["期初余额—借方", "期初余额—贷方"]
    by_code = {row[0]: row for row in sheet[3:]}
    assert by_code["211"][5] == 5_000_000_000.0
    assert sheet[-1][1] == "合计"


def test_all_statements_are_sheets_of_one_workbook() -> None:
    found = read(statement_tables(build_statements(USUAL, PRINTED_ON)))
    assert list(found) == ["资产负债表", "盈余及盈余分配表", "成员权益变动表"]
    assert found["资产负债表"][4][:4] == ["货币资金", "1", 1234.56, 3703.75]


def test_a_text_stays_a_text_and_names_of_sheets_differ() -> None:
    table = PaperTable(
        "账[1]", (PaperColumn("摘要"), PaperColumn("笔数", ColumnKind.COUNT)), (PaperRow(("=1+1", 3)),)
    )
    found = read([table, table])
    assert list(found) == ["账1", "账1 2"]
    assert found["账1"][1] == ["=1+1", 3.0]


def test_a_table_without_groups_has_no_column_for_them() -> None:
    (sheet,) = read(build_multi_column(USUAL_QUARTER, PRINTED_ON).tables).values()
    assert sheet[2][0] == "日期"


def test_an_amount_of_more_digits_than_a_spreadsheet_keeps_is_a_text() -> None:
    table = PaperTable(
        "账",
        (PaperColumn("余额", ColumnKind.MONEY),),
        (PaperRow((Money(99_999_999_999_999_999),)), PaperRow((Money(1),), RowLook.SUM)),
    )
    (sheet,) = read([table]).values()
    assert sheet[1] == [str(Decimal("999999999999999.99"))]
    assert sheet[2] == [0.01]
