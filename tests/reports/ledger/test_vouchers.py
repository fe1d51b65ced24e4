"""记账凭证: what a sheet says, how it goes on, what is struck through, and that nothing leaves its place."""

import re
import zlib
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from coopdesk.domain.capital import capital
from coopdesk.domain.money import Money
from coopdesk.reports.ledger.cover import write_covers
from coopdesk.reports.ledger.voucher import FORMS, write_vouchers
from coopdesk.reports.pdf.errors import PaperError
from coopdesk.services.ledger.papers.cover import build_covers
from coopdesk.services.ledger.papers.voucher import (
    ROWS,
    build_vouchers,
    grid_digits,
    grid_titles,
)
from coopdesk.services.ledger.values import PostedVoucher
from tests.reports.ledger.vouchers import (
    ALL,
    FORTY,
    HUGE,
    PRINTED_ON,
    RED,
    USUAL,
    batch,
    credit,
    debit,
    posted,
)
from tests.reports.plans import LONG_COOP
from tests.reports.reading import outline, sizes, texts
from tests.reports.test_nothing_clipped import troubles

SIX = posted(
    date(2024, 3, 1),
    1,
    *(debit("52301", "1.00") for _row in range(ROWS - 1)),
    credit("10201", f"{ROWS - 1}.00"),
)


def test_a_sheet_says_what_the_voucher_says() -> None:
    (sheet,) = build_vouchers(batch(USUAL), PRINTED_ON).sheets
    assert (sheet.day, sheet.name, sheet.part) == ("2024年3月5日", "记字第 0001 号", "")
    assert [(row.summary, row.account, row.detail, row.debit, row.credit) for row in sheet.rows] == [
        ("付办公费", "523 管理费用", "52301_办公费", Money(128_050), None),
        ("赴区供销社开会交通费", "523 管理费用", "52302_差旅交通费", Money(32_504), None),
        ("付办公费", "102 银行存款", "10201_农商行基本户", None, Money(160_554)),
    ]
    assert (sheet.total, sheet.in_words) == (Money(160_554), "人民币壹仟陆佰零伍元伍角肆分")
    assert (sheet.attachments, sheet.prepared_by, sheet.checked_by, sheet.posted_by) == (
        3,
        "王会计",
        "李监事",
        "赵财务",
    )


def test_the_detail_names_code_names_from_the_top_down_and_the_auxiliary() -> None:
    (sheet,) = build_vouchers(batch(HUGE), PRINTED_ON).sheets
    assert [row.detail for row in sheet.rows] == [
        "141010101_罗汉松—大棚一区—嫁接苗培育及日常养护支出_罗汉松造型盆景",
        "重庆市南岸区南山街道放牛村花木盆景交易市场管理有限责任公司",
        "阿不都热合曼·买买提依明·吐尔逊",
    ]


def test_more_lines_than_a_sheet_holds_go_on_and_the_last_alone_has_the_total() -> None:
    sheets = build_vouchers(batch(FORTY), PRINTED_ON).sheets
    assert [sheet.part for sheet in sheets] == [f"{place}/7" for place in range(1, 8)]
    assert [len(sheet.rows) for sheet in sheets] == [ROWS] * 6 + [4]
    assert [sheet.total for sheet in sheets] == [None] * 6 + [FORTY.voucher.debit]
    assert [bool(sheet.in_words) for sheet in sheets] == [False] * 6 + [True]


@pytest.mark.parametrize(
    ("yuan", "sign", "shown"),
    [
        ("1605.50", "", "160550"),  # 角 without 分 prints 0 (令98号 Art. 52)
        ("300.00", "¥", "¥30000"),
        ("0.05", "", "005"),
        ("-1280.50", "", "−128050"),
        ("-1280.50", "¥", "¥−128050"),
    ],
)
def test_amounts_stand_digit_by_digit_at_the_right(yuan: str, sign: str, shown: str) -> None:
    digits = grid_digits(Money.parse(yuan), 11, sign)
    assert (len(digits), "".join(digits)) == (11, shown)
    assert digits[: 11 - len(shown)] == ("",) * (11 - len(shown))


def test_the_grid_has_a_place_more_where_an_amount_with_its_sign_needs_it() -> None:
    assert build_vouchers(batch(USUAL, RED), PRINTED_ON).places == 11
    assert grid_titles(11) == "亿千百十万千百十元角分"
    wide = build_vouchers(batch(HUGE), PRINTED_ON)
    assert (wide.places, grid_titles(wide.places)) == (13, "百十亿千百十万千百十元角分")
    full = posted(date(2024, 3, 1), 1, debit("52301", "999999999.99"), credit("10201", "999999999.99"))
    assert (
        build_vouchers(batch(full), PRINTED_ON).places == 12
    )  # nine digits of yuan fill 亿; ¥ stands before


def strokes(path: Path) -> int:
    """How many slanting lines are drawn."""
    found = re.findall(rb"([\d.]+) ([\d.]+) m ([\d.]+) ([\d.]+) l S", content(path))
    return sum(x1 != x2 and y1 != y2 for x1, y1, x2, y2 in found)


@pytest.mark.parametrize(("voucher", "struck"), [(USUAL, 2), (HUGE, 2), (FORTY, 2), (SIX, 0)])
def test_unused_rows_are_struck_through_in_both_columns_of_amounts(
    voucher: PostedVoucher, struck: int, tmp_path: Path
) -> None:
    """So nothing can be written in later (令98号 Art. 51(6)); the last of seven sheets has two rows unused."""
    figures = build_vouchers(batch(voucher), PRINTED_ON)
    path = write_vouchers(figures, tmp_path / "a.pdf", "240", PRINTED_ON)
    assert strokes(path) == struck


@pytest.mark.parametrize(
    ("form", "pages", "size"),
    [("a4", 5, (595, 842)), ("240", 10, (680, 397)), ("210", 10, (595, 397)), ("plain", 5, (595, 842))],
)
def test_every_form_has_its_paper_and_nothing_leaves_its_place(
    form: str, pages: int, size: tuple[int, int], tmp_path: Path
) -> None:
    path = write_vouchers(build_vouchers(batch(*ALL), PRINTED_ON), tmp_path / "a.pdf", form, PRINTED_ON)
    assert sizes(path) == [size] * pages
    assert troubles(path) == []


@pytest.mark.parametrize("form", FORMS)
def test_every_sheet_is_printed_with_its_names_and_a_bookmark_for_each_voucher(
    form: str, tmp_path: Path
) -> None:
    path = write_vouchers(build_vouchers(batch(*ALL), PRINTED_ON), tmp_path / "a.pdf", form, PRINTED_ON)
    said = "".join(texts(path))
    assert "记账凭证" in said.replace(" ", "")
    for word in (
        "记字第 0001 号",
        "1/7",
        "7/7",
        capital(FORTY.voucher.debit),
        "财务主管：赵财务",
        "制单：王会计",
    ):
        assert word in said
    assert [title for _level, title, _page in outline(path)] == [
        "2024年3月5日 记字第 0001 号",
        "2024年3月8日 记字第 0002 号",
        "2024年3月31日 记字第 0003 号",
        "2024年3月31日 记字第 0004 号",
    ]


def test_plain_columns_carry_the_sign_before_the_figure_and_red_is_printed_with_a_minus(
    tmp_path: Path,
) -> None:
    path = write_vouchers(
        build_vouchers(batch(USUAL, RED), PRINTED_ON), tmp_path / "a.pdf", "plain", PRINTED_ON
    )
    said = texts(path)[0]
    assert "¥1,605.54" in said
    assert "−1,280.50" in said
    assert b"0.72 0.07 0.1 rg" in content(path)


def content(path: Path) -> bytes:
    """The drawing of all pages, unpacked."""
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", path.read_bytes(), re.DOTALL)
    return b"".join(zlib.decompress(stream) for stream in streams if stream[:1] == b"x")


def test_no_voucher_is_no_paper(tmp_path: Path) -> None:
    with pytest.raises(PaperError) as refused:
        write_vouchers(build_vouchers(batch(), PRINTED_ON), tmp_path / "a.pdf", "a4", PRINTED_ON)
    assert (refused.value.code, refused.value.params) == ("paper.no_vouchers", {"which": "2024年3月"})
    with pytest.raises(PaperError):
        write_covers(build_covers(batch(), PRINTED_ON), tmp_path / "a.pdf", PRINTED_ON)
    assert list(tmp_path.iterdir()) == []


def test_a_cover_counts_what_is_bound(tmp_path: Path) -> None:
    paid = posted(date(2024, 4, 2), 1, debit("52301", "1.00"), credit("10201", "1.00"), word="付")
    figures = build_covers(batch(*ALL, paid), PRINTED_ON)
    march, april = figures.covers
    assert (march.month, march.kind, march.first, march.last) == ("2024年3月", "记账凭证", 1, 4)
    assert (march.first_day, march.last_day) == ("2024年3月5日", "2024年3月31日")
    assert (march.vouchers, march.sheets, march.attachments) == (4, 10, 132)
    assert (march.volume, march.volumes) == (1, 1)
    assert (april.month, april.kind) == ("2024年4月", "付款凭证")
    path = write_covers(figures, tmp_path / "a.pdf", PRINTED_ON)
    assert sizes(path) == [(842, 595)] * 2
    assert troubles(path) == []
    assert "自第 1 号至第 4 号" in texts(path)[0]


def test_a_name_of_any_length_keeps_inside(tmp_path: Path) -> None:
    long = replace(
        batch(*ALL), coop=replace(batch().coop, name=LONG_COOP, finance_officer="阿不都热合曼·买买提依明")
    )
    for form in FORMS:
        path = write_vouchers(build_vouchers(long, PRINTED_ON), tmp_path / f"{form}.pdf", form, PRINTED_ON)
        assert troubles(path) == []
    assert LONG_COOP in "".join(texts(tmp_path / "240.pdf")[0].split())
