"""A book as a workbook, and the form that is filled in: read again by the program's own reader."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from coopdesk import bootstrap
from coopdesk.domain.coop.share_class import ShareClass
from coopdesk.domain.money import Money
from coopdesk.exchange.book_workbook import book_workbook, empty_workbook, read_book
from coopdesk.exchange.table_file import write_table
from coopdesk.exchange.tables.bad_rows import bad_rows_workbook
from coopdesk.exchange.tables.reading import read_content, read_source
from coopdesk.services.desk import Desk
from coopdesk.services.source_table import CellValue, MergedRange, SourceTable


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory):
    made = bootstrap.sample_desk(tmp_path_factory.mktemp("sample") / "linge.coop")
    yield made
    made.close()


def test_a_book_is_given_out_sheet_by_sheet_as_it_stands_on_a_day(desk: Desk) -> None:
    source = read_content(book_workbook(read_book(desk, date(2019, 12, 20))), "林阁.xlsx")
    members, shares, accounts, trades, past, past_years, households, left = source.tables
    assert [len(each.rows) for each in (past, past_years, households, left)] == [1, 1, 1, 1]
    assert [table.name for table in source.tables] == [
        "成员",
        "股份",
        "成员账户",
        "交易",
        "历年分配",
        "历年分配总额",
        "户",
        "已退社成员",
    ]
    heading, first = members.rows[:2]
    assert heading[:4] == ("编号", "姓名", "成员类型", "证件号码")
    assert heading[-5:] == (
        "股数",
        "出资额（元）",
        "公积金份额（元）",
        "财政补助份额（元）",
        "捐赠份额（元）",
    )
    assert isinstance(first[3], str) and len(first[3]) == 18
    assert len(members.rows) == len(shares.rows) == len(accounts.rows) == 23
    assert sum(Decimal(str(row[-5] or 0)) for row in members.rows[1:]) == 100
    assert len(trades.rows) == 1
    assert source.tables[0].faults == {}


def test_the_form_has_its_example_where_no_member_can_stand() -> None:
    classes = [ShareClass("money", "资金股", Money(200_000)), ShareClass("land", "土地股", Money(0))]
    form = read_content(empty_workbook(classes), "空白表.xlsx")
    table = form.tables[0]
    assert [each.name for each in form.tables] == ["成员", "填写说明"]
    assert "示例" in str(table.rows[0])
    assert table.rows[1][-6:-4] == ("资金股（股）", "土地股（股）")
    assert len(table.rows) == 2


def test_bad_rows_go_back_in_their_own_columns_with_what_is_wrong_beside_each_cell() -> None:
    table = SourceTable(
        "名册",
        [
            ("股东名册",), ("户主", "姓名", "身份证"), ("王一", "王一", "1"), (None, "王二", "=2"),
            ("李三", "李三", "3"),
        ],
        merged=(MergedRange(2, 0, 3, 0),),
    )  # fmt: skip
    content = bad_rows_workbook(table, 1, {(3, 2): "校验码不对"})
    mended = read_content(content, "错误.xlsx").tables[0]
    assert list(mended.rows) == [
        ("股东名册", None, None), ("户主", "姓名", "身份证"), ("王一", "王二", "=2"),
    ]  # fmt: skip
    assert "校验码不对".encode() in comments_of(content)


def comments_of(content: bytes) -> bytes:
    import zipfile
    from io import BytesIO

    with zipfile.ZipFile(BytesIO(content)) as archive:
        return archive.read("xl/comments1.xml")


@pytest.mark.parametrize("name", ["表.xlsx", "表.csv"])
def test_what_a_table_shows_is_written_and_read_again_and_no_text_is_ever_computed(
    tmp_path: Path, name: str
) -> None:
    rows: list[Sequence[CellValue]] = [
        ("姓名", "备注", "金额"),
        ("=1+1", "@SUM(A1)", Decimal("12.50")),
        ("-王", "http://a.cn", Decimal(-3)),
    ]
    table = read_source(write_table(rows, tmp_path / name)).tables[0]
    assert [row[:2] for row in table.rows] == [row[:2] for row in rows]
    assert [str(row[2]) for row in table.rows[1:]] in (["12.5", "-3"], ["12.50", "-3"])
    assert table.faults == {}


def test_figures_that_no_spreadsheet_keeps_stay_texts(tmp_path: Path) -> None:
    rows: list[Sequence[CellValue]] = [
        ("编号", "数"),
        ("0012", 6222020760549296258),
        ("0013", Decimal("0.1234567890123456")),
    ]
    table = read_source(write_table(rows, tmp_path / "表.xlsx")).tables[0]
    assert [row[1] for row in table.rows[1:]] == ["6222020760549296258", "0.1234567890123456"]
