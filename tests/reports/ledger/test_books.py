"""The books of the ledger: what each row says, sums of months and years, what pages carry, and nothing out of place."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from coopdesk.domain.ledger.accounts import ChartOfAccounts, Dimension, LedgerAccount, Side
from coopdesk.domain.money import Money
from coopdesk.reports.ledger.books import write_book
from coopdesk.services.ledger.papers.books import (
    BookFigures,
    BookSource,
    Turnover,
    build_auxiliary_ledger,
    build_cash_book,
    build_detail_ledger,
    build_general_ledger,
    build_journal,
    build_multi_column,
    build_summary,
    build_trial_balance,
)
from coopdesk.services.ledger.papers.common import Span
from coopdesk.services.paper_table import RowLook
from tests.reports.ledger.books import (
    EMPTY_MONTH,
    LARGE_QUARTER,
    QUARTER,
    USUAL_QUARTER,
    long_source,
    source,
)
from tests.reports.ledger.vouchers import CHART, FORTY, HUGE, PRINTED_ON, credit, debit, posted
from tests.reports.plans import LONG_COOP
from tests.reports.reading import lines, outline, texts
from tests.reports.test_nothing_clipped import troubles

Build = Callable[[BookSource, date], BookFigures]


def _members(of: BookSource, day: date) -> BookFigures:
    return build_auxiliary_ledger(of, Dimension.MEMBER, day)


BOOKS: dict[str, Build] = {
    "journal": build_journal,
    "general": build_general_ledger,
    "detail": build_detail_ledger,
    "cash": build_cash_book,
    "multi": build_multi_column,
    "trial": build_trial_balance,
    "summary": build_summary,
    "members": _members,
}


def rows(figures: BookFigures, place: int = 0) -> list[tuple[object, ...]]:
    return [row.cells for row in figures.tables[place].rows]


def yuan(text: str) -> Money:
    return Money.parse(text)


@pytest.mark.parametrize("build", BOOKS.values(), ids=BOOKS)
@pytest.mark.parametrize("of", [USUAL_QUARTER, LARGE_QUARTER, EMPTY_MONTH], ids=["usual", "large", "empty"])
def test_every_book_prints_with_everything_in_its_place(build: Build, of: BookSource, tmp_path: Path) -> None:
    long = replace(of, coop=replace(of.coop, name=LONG_COOP))
    assert troubles(write_book(build(long, PRINTED_ON), tmp_path / "a.pdf", PRINTED_ON)) == []


def test_the_journal_lists_every_line_and_adds_both_sides_up() -> None:
    found = rows(build_journal(USUAL_QUARTER, PRINTED_ON))
    assert found[0] == (
        date(2024, 1, 10),
        "记-1",
        "收罗汉松盆景款",
        "102 银行存款",
        "10201_农商行基本户",
        yuan("20000.00"),
        None,
    )
    assert found[1][3:5] == ("501 经营收入", "董四、罗汉松造型盆景")
    assert len(found) == 2 + 2 + 2 + 3 + 2 + 1
    total = yuan("27125.04")  # 20,000 + 6,000 + 800 + 1,605.54 - 1,280.50
    assert found[-1] == (None, "", "合计", "", "", total, total)


def test_the_detail_ledger_goes_from_the_balance_before_over_each_line_to_sums_of_month_and_year() -> None:
    found = rows(build_detail_ledger(USUAL_QUARTER, PRINTED_ON))
    first = found.index(("10201 银行存款—农商行基本户",))
    bank = found[first + 1 : first + 9]
    assert [(row[2], *row[4:]) for row in bank] == [
        ("上年结转", None, None, "借", yuan("40000.00")),
        ("收罗汉松盆景款", yuan("20000.00"), None, "借", yuan("60000.00")),
        ("本月合计", yuan("20000.00"), yuan("0"), "借", yuan("60000.00")),
        ("本年累计", yuan("20000.00"), yuan("0"), "借", yuan("60000.00")),
        ("付办公费", None, yuan("1605.54"), "借", yuan("58394.46")),
        ("注销3月5日记1号凭证", None, yuan("-1280.50"), "借", yuan("59674.96")),
        ("本月合计", yuan("0"), yuan("325.04"), "借", yuan("59674.96")),
        ("本年累计", yuan("20000.00"), yuan("325.04"), "借", yuan("59674.96")),
    ]
    assert bank[1][3] == "经营收入"
    # A balance on the other side is called by it, one of nothing 平.
    assert {row[6] for row in found if len(row) > 1} == {"借", "贷", "平"}


def test_a_later_month_begins_with_its_opening_balance_and_the_year_so_far() -> None:
    later = replace(
        source(USUAL_QUARTER.vouchers[3], span=Span.of(2024, 3)),
        year={"10201": Turnover(2_000_000, 0)},
    )
    found = rows(build_detail_ledger(later, PRINTED_ON))
    assert found[1][2] == "期初余额"
    assert next(row[4] for row in found if row[2:3] == ("本年累计",)) == yuan("20000.00")


def test_the_general_ledger_has_the_ministry_s_accounts_month_by_month() -> None:
    found = rows(build_general_ledger(USUAL_QUARTER, PRINTED_ON))
    first = found.index(("102 银行存款",))
    assert found[first + 1 : first + 6] == [
        ("", "上年结转", None, None, "借", yuan("40000.00")),
        ("2024-01", "本月合计", yuan("20000.00"), None, "借", yuan("60000.00")),
        ("2024-01", "本年累计", yuan("20000.00"), None, "借", yuan("60000.00")),
        ("2024-03", "本月合计", None, yuan("325.04"), "借", yuan("59674.96")),
        ("2024-03", "本年累计", yuan("20000.00"), yuan("325.04"), "借", yuan("59674.96")),
    ]
    groups = [row[0] for row in found if len(row) == 1]
    assert groups == [
        "102 银行存款",
        "114 成员往来",
        "152 累计折旧",
        "212 应付工资",
        "301 股金",
        "501 经营收入",
        "523 管理费用",
    ]


def test_the_ledger_of_members_is_by_member_and_account_of_what_is_owed() -> None:
    figures = build_auxiliary_ledger(LARGE_QUARTER, Dimension.MEMBER, PRINTED_ON)
    found = rows(figures)
    groups = [row[0] for row in found if len(row) == 1]
    # The sale that named F01 is income of the co-op and nothing that F01 owes or is owed.
    assert groups == [
        "F01 董四　114 成员往来",
        "F01 董四　301 股金",
        "F02 阿不都热合曼·买买提依明·吐尔逊　114 成员往来",
    ]
    assert found[1][6:] == ("贷", yuan("15000.00"))
    assert found[2][2] == "支付第1户土地租金"  # whose ledger it is, is not said again in each line
    parties = build_auxiliary_ledger(LARGE_QUARTER, Dimension.PARTY, PRINTED_ON)
    assert parties.title == "往来单位明细账"
    assert rows(parties)[0][0] == f"P01 {parties_name()}　211 应付款"


def parties_name() -> str:
    return "重庆市南岸区南山街道放牛村花木盆景交易市场管理有限责任公司"


def test_the_cash_book_adds_up_each_day() -> None:
    found = rows(build_cash_book(long_source(62), PRINTED_ON))
    day = [row for row in found if row[0] == date(2024, 3, 2) and len(row) > 1]
    assert [row[2] for row in day] == ["付第1笔办公费", "付第32笔办公费", "本日合计"]
    assert day[-1][5] == yuan("34.00")  # 1.50 + 32.50
    assert {row[0] for row in found if len(row) == 1} == {"10201 银行存款—农商行基本户"}


def test_the_multi_column_ledger_puts_each_line_into_the_column_of_its_sub_account() -> None:
    figures = build_multi_column(USUAL_QUARTER, PRINTED_ON)
    (table,) = figures.tables
    assert table.name == "523 管理费用"
    assert [column.title for column in table.columns[6:]] == ["办公费", "差旅交通费", "工资", "折旧费"]
    by_words = {row.cells[2]: row.cells for row in table.rows}
    assert by_words["计提2月工资"][6:] == (None, None, yuan("6000.00"), None)
    assert by_words["注销3月5日记1号凭证"][6] == yuan("-1280.50")
    assert table.rows[-1].cells[2:] == (
        "本年累计",
        yuan("7125.04"),
        yuan("0"),
        yuan("7125.04"),
        None,  # 1,280.50 and its reversal
        yuan("325.04"),
        yuan("6000.00"),
        yuan("800.00"),
    )


def test_lines_on_the_account_itself_have_a_column_of_their_own() -> None:
    old = posted(date(2024, 1, 5), 1, debit("523", "10.00"), credit("10201", "10.00"))
    (table,) = build_multi_column(source(old), PRINTED_ON).tables
    assert table.columns[6].title == "未分明细"
    assert table.rows[1].cells[6] == yuan("10.00")


def test_a_ledger_of_many_columns_goes_on_with_the_fixed_ones_said_again(tmp_path: Path) -> None:
    many = [
        LedgerAccount(f"529{place:02d}", f"其他支出第{place}项明细", Side.DEBIT) for place in range(1, 25)
    ]
    each = [debit(account.code, f"{place}00000.00", "多项支出") for place, account in enumerate(many, 1)]
    paid = posted(date(2024, 1, 5), 1, *each, credit("10201", "30000000.00", "多项支出"))
    of = replace(source(paid), chart=ChartOfAccounts((*CHART, *many)))
    path = write_book(build_multi_column(of, PRINTED_ON), tmp_path / "a.pdf", PRINTED_ON)
    said = "".join("".join(texts(path)).split())
    assert troubles(path) == []
    assert [account.name for account in many if account.name not in said] == []
    assert said.count("多项支出") > 2 * 24  # the fixed columns stand in every part


def test_the_trial_balance_balances_in_every_pair_of_columns_and_rolls_up() -> None:
    figures = build_trial_balance(LARGE_QUARTER, PRINTED_ON)
    found = {row[0]: row for row in rows(figures)}
    total = found[""]
    assert [total[place] == total[place + 1] for place in (2, 4, 6, 8)] == [True] * 4
    assert found["141"][2:] == found["141010101"][2:]
    assert str(found["141010101"][1]).startswith("　　　")
    assert found["10201"][2:] == (
        yuan("40000.00"),
        None,
        yuan("20000.00"),
        yuan("78326.84"),
        yuan("20000.00"),
        yuan("78326.84"),
        None,
        yuan("18326.84"),
    )
    assert [column.over for column in figures.tables[0].columns[2::2]] == [
        "期初余额",
        "本期发生额",
        "本年累计发生额",
        "期末余额",
    ]


def test_the_summary_adds_up_by_account_and_says_which_vouchers() -> None:
    march = source(
        *[each for each in LARGE_QUARTER.vouchers if each.month == QUARTER.last], span=Span.of(2024, 3)
    )
    figures = build_summary(march, PRINTED_ON)
    found = {row[0]: row for row in rows(figures)}
    assert found["523"] == ("523", "管理费用", 3, yuan("325.04"), None)
    assert found[""][3] == found[""][4]
    assert figures.notes == ("记字第 1 号至第 4 号，共 4 张。", "附件共 132 张。")
    assert build_summary(EMPTY_MONTH, PRINTED_ON).notes[0] == "没有凭证。"


def test_pages_carry_their_sums_to_the_next(tmp_path: Path) -> None:
    path = write_book(build_detail_ledger(long_source(200), PRINTED_ON), tmp_path / "a.pdf", PRINTED_ON)
    pages = lines(path)
    carried = [line for page in pages for line in page if line.startswith("过次页")]
    brought = [line for page in pages for line in page if line.startswith("承前页")]
    assert len(carried) > 10
    assert [line.removeprefix("过次页") for line in carried] == [
        line.removeprefix("承前页") for line in brought
    ]
    # It stands last on its page, and on the next first below the titles and whose ledger goes on.
    place = next(number for number, page in enumerate(pages) if any(row.startswith("过次页") for row in page))
    assert pages[place + 1][2].startswith("10201 银行存款—农商行基本户（续）")
    assert pages[place + 1][3].startswith("承前页")


def test_contents_come_with_many_accounts_alone(tmp_path: Path) -> None:
    few = write_book(build_cash_book(long_source(200), PRINTED_ON), tmp_path / "a.pdf", PRINTED_ON)
    many = write_book(
        build_detail_ledger(
            source(*long_source(200).vouchers, HUGE, FORTY, *USUAL_QUARTER.vouchers[:3]), PRINTED_ON
        ),
        tmp_path / "b.pdf",
        PRINTED_ON,
    )
    assert ["目　录" in texts(path)[0].replace(" ", "　") for path in (few, many)] == [False, True]
    assert [title for _level, title, _page in outline(few)] == ["10201 银行存款—农商行基本户"]


def test_an_empty_month_says_so(tmp_path: Path) -> None:
    empty = replace(EMPTY_MONTH, before={}, held_before={})
    build = partial(build_detail_ledger, empty)
    path = write_book(build(PRINTED_ON), tmp_path / "a.pdf", PRINTED_ON)
    assert "本期没有记录。" in "".join(texts(path))


def test_a_sum_is_a_sum_and_a_group_a_group() -> None:
    table = build_detail_ledger(USUAL_QUARTER, PRINTED_ON).tables[0]
    looks = {row.look for row in table.rows}
    assert looks == {RowLook.PLAIN, RowLook.GROUP, RowLook.SUM}
    assert all(len(row.cells) == len(table.columns) for row in table.rows if row.look is not RowLook.GROUP)
