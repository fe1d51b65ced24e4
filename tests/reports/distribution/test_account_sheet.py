"""The printed 成员账户: the official columns, opening to closing, several products, several pages, nothing cut."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from coopdesk.domain.errors import DomainError
from coopdesk.domain.members.account import AccountCause, AccountColumn, AccountEntry, Balances, Posting
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import SCALE, Quantity
from coopdesk.papers import paper, write_paper
from coopdesk.services.coop.values import CoopDetails
from coopdesk.services.desk import Desk
from coopdesk.services.distribution.account_sheets import AccountSheet, ProductTrade, SheetLine, SheetMatter
from coopdesk.services.distribution.papers.account_sheet import PrintedRow, build_accounts
from coopdesk.services.distribution.papers.account_sources import SheetsOfYear
from coopdesk.services.journal.entry import Witness
from coopdesk.services.members.account_values import AccountMove, NumberedPosting
from coopdesk.services.members.commands import ReverseEntry
from coopdesk.services.paper import Choice
from tests.reports.plans import LONG_COOP, LONG_NAMES
from tests.reports.reading import lines
from tests.reports.test_nothing_clipped import troubles
from tests.services.distribution import three_years

PRINTED_ON = date(2023, 3, 1)


@pytest.fixture
def coop(tmp_path: Path) -> Iterator[Desk]:
    desk = three_years.founded(tmp_path / "青山.coop")
    three_years.first_year(desk)
    three_years.second_year(desk)
    three_years.third_year(desk)
    yield desk
    desk.close()


def read(desk: Desk, year: int) -> SheetsOfYear:
    needs = paper("member_accounts").needs
    assert needs.chosen is not None
    source = needs.read(desk, needs.chosen.subject(desk, Choice(year, date(year, 12, 31))))
    assert isinstance(source, SheetsOfYear)
    return source


def said(row: PrintedRow) -> tuple[object, ...]:
    return (row.ordinal, row.day, row.summary, *row.equity[1:], *row.trades, row.refund, row.dividend)


def test_the_sheet_of_2020_says_what_the_accountant_would_have_written(coop: Desk) -> None:
    first = build_accounts(read(coop, 2020), PRINTED_ON).sheets[0]

    nothing = ("", "")
    assert (first.number, first.name, first.address, first.products) == (
        "F01",
        "甲",
        "青山村 1 组",
        ("鲜蛋",),
    )
    assert [said(row) for row in first.rows] == [
        ("", "", "年初余额", "0.00", "0.00", "0.00", "0.00", nothing, "", ""),
        ("1", "2020-01-10", "股份登记第 1 号，增加 3 股", "3,000.00", "", "", "", nothing, "", ""),
        (
            "2",
            "2020-05-06",
            "实物出资；决议 2020 年第 3 号；入库单 3 号；大棚一座",
            "1,500.00",
            "",
            "",
            "",
            nothing,
            "",
            "",
        ),
        (
            "3",
            "2020-06-01",
            "接受国家财政直接补助，平均量化；南农发〔2020〕12 号；县农业农村局",
            "",
            "",
            "33.34",
            "",
            nothing,
            "",
            "",
        ),
        (
            "4",
            "2020-12-31",
            "2020年度公积金量化；决议 2021 年第 1 号",
            "",
            "466.67",
            "",
            "",
            nothing,
            "",
            "",
        ),
        ("5", "2020-12-31", "全年与本社交易", "", "", "", "", ("100", "1,000.00"), "", ""),
        (
            "6",
            "2020-12-31",
            "2020年度盈余分配（决议 2021 年第 1 号）",
            "",
            "",
            "",
            "",
            nothing,
            "1,350.00",
            "2,147.37",
        ),
        (
            "",
            "",
            "年末余额/总额",
            "4,500.00",
            "466.67",
            "33.34",
            "0.00",
            ("100", "1,000.00"),
            "1,350.00",
            "2,147.37",
        ),
    ]


def test_one_member_s_sheet_is_asked_for_by_number(coop: Desk) -> None:
    needs = paper("member_account").needs
    assert needs.named is not None
    choice = Choice(2022, date(2022, 12, 31))
    source = needs.read(coop, needs.named.subject(coop, "F02", choice))

    (sheet,) = build_accounts(source, PRINTED_ON).sheets
    assert [row.summary for row in sheet.rows] == [
        "年初余额",
        "股份登记第 4 号，减少 2 股",
        "补助、捐赠份额重新平均量化",
        "退还出资和公积金份额；付款单 8 号",
        "年末余额/总额",
    ]
    with pytest.raises(DomainError) as unknown:
        needs.named.subject(coop, "F99", choice)
    assert unknown.value.code == "member.unknown"
    assert not needs.there(needs.named.subject(coop, "F02", Choice(2019, date(2019, 12, 31))))


def test_a_year_before_the_co_op_has_no_sheets(coop: Desk) -> None:
    needs = paper("member_accounts").needs
    assert needs.chosen is not None
    assert not needs.there(needs.chosen.subject(coop, Choice(2019, date(2019, 12, 31))))
    with pytest.raises(DomainError) as nothing:
        read(coop, 2019)
    assert nothing.value.code == "account.nothing_in_year"


def test_what_was_reversed_stands_beside_its_reversal(coop: Desk) -> None:
    coop.run(ReverseEntry(entry=3, reason="登记两次", outside_plans="登记错了"))

    third = build_accounts(read(coop, 2020), PRINTED_ON).sheets[2]
    assert [row.summary for row in third.rows[1:3]] == [
        "股份登记第 3 号，增加 1 股",
        "股份登记第 5 号，减少 1 股",
    ]


def test_every_column_of_the_official_sheet_is_printed_with_its_head(coop: Desk, tmp_path: Path) -> None:
    (path,) = write_paper("member_accounts", read(coop, 2020), tmp_path / "a.pdf", PRINTED_ON)

    (first, *_others) = pages = lines(path)
    assert len(pages) == 3
    for words in ("成员账户", "2020 年度", "成员姓名（名称）：甲（F01）", "联系地址：青山村 1 组", "第 1 页"):
        assert any(words in line for line in first), words
    told = "".join(first)
    for title in ("编号", "日期", "摘要", "成员出资", "公积金份额", "交易量", "交易额", "鲜蛋"):
        assert title in told, title
    assert troubles(path) == []


def busy(products: int, entries: int, size: int) -> SheetsOfYear:
    """One member of long name who trades many products and has many postings of large sums."""
    amount = Money(size)
    change = Balances(*[amount] * len(AccountColumn))
    posting = Posting(
        date(2022, 1, 1),
        AccountCause.CONTRIBUTION,
        (AccountEntry("F01", AccountColumn.CAPITAL, amount),),
        "南山街道放牛村成员大会 2022 年第 3 号决议及附件",
        "与原始凭据核对无误",
    )
    moved = [
        SheetLine(
            SheetMatter.POSTING,
            date(2022, 1, 1) + timedelta(days=n),
            change,
            AccountMove(date(2022, 1, 1), change, NumberedPosting(n + 1, posting)),
        )
        for n in range(entries)
    ]
    trades = tuple(
        ProductTrade(f"{n} 号罗汉松盆景（悬崖式）", Quantity(size * SCALE), -amount) for n in range(products)
    )
    traded = SheetLine(SheetMatter.TRADE, date(2022, 12, 31), Balances(), trades=trades)
    sheet = AccountSheet(
        "F0001",
        LONG_NAMES[0],
        "重庆市南岸区南山街道放牛村九组黄桷垭正街一百二十八号附一号",
        2022,
        change,
        (*moved, *([traded] if products else [])),
        change,
        trades,
        amount,
        amount,
    )
    coop = replace(CoopDetails(LONG_COOP, date(2019, 2, 18)), accountant="阿卜杜热西提·买买提依明")
    return SheetsOfYear(2022, coop, (sheet, sheet), Witness(41, "7214500983" * 6 + "abcd"))


@pytest.mark.parametrize(
    ("products", "entries", "size", "pages"),
    [(0, 1, 1, 2), (1, 60, 12_345_678, 10), (7, 3, 123_456_789, 6), (2, 2, 99_999_999_999_999, None)],
)
def test_many_lines_products_and_large_sums_go_over_several_pages_and_nothing_is_cut(
    products: int, entries: int, size: int, pages: int | None, tmp_path: Path
) -> None:
    source = busy(products, entries, size)

    (path,) = write_paper("member_accounts", source, tmp_path / "a.pdf", PRINTED_ON)

    found = lines(path)
    assert pages is None or len(found) == pages
    said = "\n".join(line for page in found for line in page)
    assert said.count("年初余额") >= 2
    assert said.count("成员核对签字") == 2
    assert troubles(path) == []


def test_whose_account_it_is_has_a_line_of_its_own_where_names_are_long(coop: Desk, tmp_path: Path) -> None:
    """Beside the name of the co-op it would be too small to read."""
    (path,) = write_paper("member_accounts", busy(1, 1, 45_678_901_234), tmp_path / "a.pdf", PRINTED_ON)
    (long,) = (line for line in lines(path)[0] if "成员姓名（名称）" in line)
    assert (LONG_COOP in long, LONG_NAMES[0] in long, "联系地址" in long) == (False, True, True)
    (short_path,) = write_paper("member_accounts", read(coop, 2020), tmp_path / "b.pdf", PRINTED_ON)
    (short,) = (line for line in lines(short_path)[0] if "成员姓名（名称）" in line)
    assert "2020 年度" in short
    assert "第 1 页" in short
