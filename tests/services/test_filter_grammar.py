"""What is typed above a column is read once, whoever then looks: words, figures and days as people write them."""

from datetime import date

import pytest

from coopdesk.services.filter_grammar import (
    LONGEST,
    Cells,
    Wanted,
    Within,
    Words,
    as_digits,
    plain,
    read_filter,
)

YUAN = 100
SHARE = 1_000_000


@pytest.mark.parametrize(
    ("typed", "cells", "wanted"),
    [
        (">1000", Cells.MONEY, Within(least=1000 * YUAN + 1)),
        (">=3.5万", Cells.MONEY, Within(least=35_000 * YUAN)),
        ("≤ １，０００元", Cells.MONEY, Within(most=1000 * YUAN)),
        ("＜ −5", Cells.MONEY, Within(most=-5 * YUAN - 1)),
        ("=12元5角", Cells.MONEY, Within(1250, 1250)),
        ("3.5万", Cells.MONEY, Within(35_000 * YUAN, 35_000 * YUAN)),
        ("170,0", Cells.MONEY, Words("1700")),
        ("−1", Cells.MONEY, Words("-1")),
        (">3.5万股", Cells.QUANTITY, Within(least=35_000 * SHARE + 1)),
        ("<0.00000000015万", Cells.QUANTITY, None),
        ("8股", Cells.QUANTITY, Within(8 * SHARE, 8 * SHARE)),
        ("8", Cells.QUANTITY, Words("8")),
        (">8元", Cells.QUANTITY, None),
        (">=1,5", Cells.QUANTITY, None),
        ("> 20人", Cells.NUMBER, Within(least=21)),
        (">=12.5%", Cells.PERCENT, Within(least=125_000)),
        ("<120", Cells.PERCENT, Within(most=1_199_999)),
        ("<=0.00005", Cells.PERCENT, Within(most=0)),
        (">0.00005", Cells.PERCENT, Within(least=1)),
        ("=0.00005%", Cells.PERCENT, None),
        (">1/3", Cells.PERCENT, Within(least=333_334)),
        ("12‰", Cells.PERCENT, Within(12_000, 12_000)),
        (">=三成", Cells.PERCENT, None),
        ("> many", Cells.MONEY, None),
        (">", Cells.MONEY, Words(">")),
    ],
)
def test_a_figure_is_found_by_its_digits_and_compared_as_people_write_it(
    typed: str, cells: Cells, wanted: Wanted
) -> None:
    assert read_filter(typed, cells) == wanted


NEW_YEAR, EVE = date(2019, 1, 1), date(2019, 12, 31)
DECEMBER = date(2019, 12, 1)


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        (">=2019-1-5", Within(least=date(2019, 1, 5))),
        ("<20190105", Within(most=date(2019, 1, 4))),
        ("= 2019年1月5日", Within(date(2019, 1, 5), date(2019, 1, 5))),
        (">=2019-12", Within(least=DECEMBER)),
        ("<=2019.12", Within(most=EVE)),
        (">2019", Within(least=date(2020, 1, 1))),
        ("<2019年", Within(most=date(2018, 12, 31))),
        ("=201912", Within(DECEMBER, EVE)),
        ("2019年12月20日", Within(date(2019, 12, 20), date(2019, 12, 20))),
        ("2019年12月", Within(DECEMBER, EVE)),
        ("2019-12", Within(DECEMBER, EVE)),
        ("2019年2月", Within(date(2019, 2, 1), date(2019, 2, 28))),
        ("2019", Within(NEW_YEAR, EVE)),
        ("2019-1", Words("2019-1")),
        ("2019-0", Words("2019-0")),
        ("2019-2", Within(date(2019, 2, 1), date(2019, 2, 28))),
        ("12月", Words("-12-")),
        ("3月5号", Words("-03-05")),
        ("-20", Words("-20")),
        ("2019年13月", Words("2019年13月")),
        (">2019.13.01", None),
        (">9999", None),
        ("<1", None),
        ("=0000", None),
        ("> never", None),
    ],
)
def test_a_day_is_found_and_compared_as_people_write_it(typed: str, wanted: Wanted) -> None:
    assert read_filter(typed, Cells.DAY) == wanted


@pytest.mark.parametrize(
    ("typed", "text"), [("张", "张"), (" F０1 ", "f01"), (">5", ">5"), ("2019年12月", "2019年12月")]
)
def test_above_text_everything_is_words(typed: str, text: str) -> None:
    assert read_filter(typed) == Words(text)


def test_a_cell_without_a_value_is_never_within() -> None:
    assert [value for value in (None, 1, 2, 3, 4) if Within(2, 3).holds(value)] == [2, 3]
    assert not Within().holds(None)


def test_what_no_book_can_hold_is_left_out() -> None:
    assert plain("张\0\ud800三") == "张三"
    assert len(plain("长" * 5_000)) == LONGEST
    assert as_digits("−1,234.5") == "-1234.5"
