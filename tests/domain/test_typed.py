"""What people type and paste is read as the one thing it can mean, or refused with a code: never as another number."""

import re
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from coopdesk.domain import typed as reader
from coopdesk.domain.capital import capital
from coopdesk.domain.errors import DomainError
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import Quantity
from coopdesk.domain.typed import (
    exact_rate,
    read_date,
    read_money,
    read_month_day,
    read_quantity,
    read_rate,
    read_ratio,
    read_sum,
    read_whole,
)
from coopdesk.i18n import format_date, format_money, format_percent, format_quantity


def refused(read, *typed: object) -> str:
    """The code with which something typed is refused; fails if it is read."""
    with pytest.raises(DomainError) as caught:
        read(*typed)
    return caught.value.code


SUMS = {
    "1234.5": 123_450,
    "1,234.50": 123_450,
    "1，234.50": 123_450,
    "１２３４": 123_400,
    "1 234 567": 123_456_700,
    "3.5万": 3_500_000,
    "3.50001万": 3_500_010,
    "-2万": -2_000_000,
    "0.00001万": 10,
    "2亿": 20_000_000_000,
    "5千": 500_000,
    "5千万元": 5_000_000_000,
    "3万5千": 3_500_000,
    "3万 5千2百": 3_520_000,
    "3万500": 3_050_000,
    "1亿2千万": 12_000_000_000,
    "¥ 200 元": 20_000,
    "￥200": 20_000,
    "人民币200元整": 20_000,
    "200块": 20_000,
    "200块钱": 20_000,
    "1234.50元整": 123_450,
    "12元5角": 1_250,
    "3角5分": 35,
    "200.": 20_000,
    ".5": 50,
    "12.340": 1_234,
    "12。5": 1_250,
    "−5": -500,
    "—123": -12_300,
    "–123": -12_300,
    "负123": -12_300,
    "(123.45)": -12_345,
    "（123.45）": -12_345,
    "（¥1,234）": -123_400,
    "¥-5": -500,
    "+5": 500,
    "\u202d1,234.50\u202c": 123_450,
    "\ufeff1234\u200b": 123_400,
    "'1234": 123_400,
    "壹仟贰佰叁拾肆元伍角整": 123_450,
}


@pytest.mark.parametrize("typed", SUMS)
def test_a_sum_is_read_as_people_write_it(typed: str) -> None:
    assert read_money(typed).fen == SUMS[typed]


NO_SUMS = [
    *(
        "",
        "万",
        "1.234",
        "0.0000001万",
        "abc",
        "--1",
        "-",
        "()",
        "(5",
        "5)",
        "-(5)",
        "1e5",
        "12%",
        "1.2.3",
        ".",
    ),
    *(
        "1,23",
        "12,34.56",
        "1,23,4",
        ",123",
        "10,5",
        "10，5",
        "1,2345",
        "0,123",
        "01,234",
        "1,234 567",
        "1,,234",
    ),
    *("12 34", "12\n34", "12\t34", "1 2", "①", "1²", "½", "٣", "Ⅴ", "三"),
    *(
        "1万2",
        "3千5",
        "1亿2",
        "2千5百万",
        "3万12千",
        "3.5万2千",
        "5万3.5千",
        "12块5",
        "12.30元5角",
        "5角元",
        "125角",
        "元5角",
        "12整",
    ),
    *("1000000000000", "8股", "$5"),
]


@pytest.mark.parametrize("typed", NO_SUMS)
def test_a_sum_that_could_be_another_is_refused(typed: str) -> None:
    assert refused(read_money, typed) == "money.invalid"


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("8", "8"),
        ("8股", "8"),
        ("8 股", "8"),
        ("2.25亩", "2.25"),
        ("1.2万股", "12,000"),
        ("0.000001", "0.000001"),
        ("1,000", "1,000"),
        ("（3）", "-3"),
    ],
)
def test_a_quantity_is_read_with_its_unit_or_without(typed: str, shown: str) -> None:
    assert format_quantity(read_quantity(typed)) == shown


@pytest.mark.parametrize(
    "typed", ["10,5", "10，5", "0.0000001", "1000000000000000", "8元", "8股亩", "股", "五股", "2亩3"]
)
def test_a_quantity_that_could_be_another_is_refused(typed: str) -> None:
    assert refused(read_quantity, typed) == "quantity.invalid"


def test_the_unit_of_another_thing_is_refused() -> None:
    assert read_quantity("5斤", ("斤",)) == 5_000_000
    assert refused(read_quantity, "5公斤", ("斤",)) == "quantity.invalid"
    assert refused(read_quantity, "5亩", ("股",)) == "quantity.invalid"


@pytest.mark.parametrize(
    ("typed", "millionths"),
    [
        ("60", 600_000),
        ("12.5%", 125_000),
        ("12.5 %", 125_000),
        (" 0 % ", 0),
        ("0", 0),
        ("100％", 1_000_000),
        ("0.0001%", 1),
        ("百分之40", 400_000),
        ("千分之 12", 12_000),
        ("万分之5", 500),
        ("12‰", 12_000),
        ("0.5 ‰", 500),
        ("5‱", 500),
        ("1/10", 100_000),
        ("１／８", 125_000),
        ("3 / 3", 1_000_000),
        ("0/7", 0),
        ("10分之3", 300_000),
        ("1 000‰", 1_000_000),
    ],
)
def test_a_rate_is_read_with_or_without_its_sign(typed: str, millionths: int) -> None:
    assert read_rate(typed) == millionths


@pytest.mark.parametrize(
    "typed",
    [
        "100.01",
        "120",
        "-1",
        "12,5",
        "",
        "%",
        "3/2",
        "1/0",
        "0/0",
        "1/10%",
        "百分之40%",
        "1.5/3",
        "-1/10",
        "1/2/3",
    ],
)
def test_a_rate_that_cannot_be_is_refused(typed: str) -> None:
    assert refused(read_rate, typed) == "field.percent"


@pytest.mark.parametrize("typed", ["六十", "三成", "3成", "百分之十二", "十分之一", "八折", "一半"])
def test_a_rate_in_words_is_asked_for_in_figures(typed: str) -> None:
    assert refused(read_rate, typed) == "field.rate_words"


@pytest.mark.parametrize(
    ("typed", "nearest"), [("1/3", "33.3333"), ("0.00001%", "0"), ("12.34567‰", "1.2346")]
)
def test_a_rate_that_six_decimals_do_not_hold_is_refused_with_the_nearest_that_they_do(
    typed: str, nearest: str
) -> None:
    with pytest.raises(DomainError) as caught:
        read_rate(typed)
    assert caught.value.code == "field.rate_inexact"
    assert caught.value.params["nearest"] == read_quantity(nearest)


def test_a_filter_compares_with_any_rate_as_it_is() -> None:
    assert [exact_rate(typed) for typed in ("1/3", "250%", "12.34567‰")] == [
        Fraction(1, 3),
        Fraction(5, 2),
        Fraction(1234567, 10**8),
    ]


@pytest.mark.parametrize(("typed", "hundredfold"), [("0.6", "60"), ("０.12", "12"), (".5", "50")])
def test_six_tenths_may_be_meant_as_sixty_per_cent_and_are_asked_for_again(
    typed: str, hundredfold: str
) -> None:
    with pytest.raises(DomainError) as caught:
        read_rate(typed)
    assert caught.value.code == "field.percent_unclear"
    assert caught.value.params["hundredfold"] == read_quantity(hundredfold)


@pytest.mark.parametrize(
    ("typed", "count"), [("0", 0), ("1,234", 1234), ("２２人", 22), ("3票", 3), ("7 天", 7)]
)
def test_people_are_counted_in_whole_numbers(typed: str, count: int) -> None:
    assert read_whole(typed) == count


@pytest.mark.parametrize("typed", ["-1", "1.5", "三", "", "12,3", "①"])
def test_a_count_that_is_none_is_refused(typed: str) -> None:
    assert refused(read_whole, typed) == "field.whole_number"


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "20191220",
            "2019.12.20",
            "2019-12-20",
            "2019/12/20",
            "2019年12月20日",
            "2019年12月20号",
            " 2019．12．20 ",
        ),
        *(
            "2019、12、20",
            "2019—12—20",
            "2019。12。20",
            "2019 12 20",
            "19年12月20日",
            "19.12.20",
            "2019年12月20",
        ),
        *("2019-12-20 00:00:00", "2019/12/20 0:00", "2019-12-20T00:00:00", "2019-12-20 00:00:00.000"),
        *(
            "2019年12月20日星期五",
            "2019-12-20 (周五)",
            "\u200e2019-12-20",
            "'2019-12-20",
            "２０１９－１２－２０",
        ),
        "12月20号",
        "12月20日",
    ],
)
def test_a_day_is_read_as_people_write_it(typed: str) -> None:
    assert read_date(typed, 2019) == date(2019, 12, 20)


def test_a_day_without_its_year_is_of_the_year_in_view_or_asks_for_it() -> None:
    assert read_date("3月5号", 2020) == date(2020, 3, 5)
    assert refused(read_date, "3月5号") == "date.year_missing"


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "",
            "2019-13-01",
            "20190230",
            "2019",
            "明天",
            "19-12-20",
            "19/12/20",
            "2019121",
            "191220",
            "3/5/2019",
        ),
        *("0219-12-20", "219-12-20", "1899-12-31", "2101-01-01", "20219-12-20", "45.1.1", "5.3.19", "43819"),
        *(
            "2019-12-20Z",
            "2019-12-20T00:00:00+08:00",
            "2019-12-20 25:00",
            "2019年12月20日星期四",
            "٢٠١٩-١٢-٢٠",
            "12-20",
        ),
    ],
)
def test_a_day_that_could_be_another_is_refused(typed: str) -> None:
    assert refused(read_date, typed, 2019) == "date.invalid"


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("12-31", (12, 31)),
        ("6.5", (6, 5)),
        ("2月29日", (2, 29)),
        ("0228", (2, 28)),
        ("1 / 2", (1, 2)),
        ("１２月３１号", (12, 31)),
    ],
)
def test_a_day_of_every_year_is_read_as_people_write_it(typed: str, day: tuple[int, int]) -> None:
    assert read_month_day(typed) == day


@pytest.mark.parametrize("typed", ["2-30", "13-1", "0-5", "12", "年底", "٣-٥"])
def test_a_day_that_no_year_has_is_refused(typed: str) -> None:
    assert refused(read_month_day, typed) == "field.month_day"


FEN = st.integers(-(10**14) + 1, 10**14 - 1)
MILLIONTHS = st.integers(-(10**21) + 1, 10**21 - 1)
DAYS = st.dates(date(reader.FIRST_YEAR, 1, 1), date(reader.LAST_YEAR, 12, 31))


@given(FEN)
def test_every_sum_shown_can_be_typed_again(fen: int) -> None:
    amount = Money(fen)
    for shown in (str(amount), amount.grouped, format_money(amount), format_money(amount).replace("-", "−")):
        assert read_money(shown) == amount
        assert read_money(f"{shown}元") == amount
    if fen:
        assert read_money(capital(amount)) == amount


@given(MILLIONTHS)
def test_every_quantity_shown_can_be_typed_again(millionths: int) -> None:
    assert read_quantity(format_quantity(Quantity(millionths))) == millionths
    assert read_quantity(f"{format_quantity(Quantity(millionths))} 股") == millionths


@given(st.integers(0, 1_000_000))
def test_every_rate_shown_can_be_typed_again(millionths: int) -> None:
    assert read_rate(format_percent(millionths)) == millionths


@given(DAYS)
def test_every_day_shown_can_be_typed_again(day: date) -> None:
    for shown in (day.isoformat(), f"{day:%Y%m%d}", format_date(day), f"{day} 00:00:00"):
        assert read_date(shown) == day
    assert read_date(f"{day.month}月{day.day}号", day.year) == day


@given(st.text("0123456789,，.。 -", min_size=1, max_size=14))
@example("1,23")
@example("1，234.5")
def test_digits_are_read_as_all_of_themselves_or_not_at_all(typed: str) -> None:
    try:
        read = Decimal(str(read_money(typed)))
    except DomainError:
        return
    half_width = typed.strip().translate(str.maketrans("，。", ",."))
    number = half_width.removeprefix("-").strip()
    assert read == Decimal(half_width.replace(",", "").replace(" ", ""))
    grouping = {mark for mark in number if mark in ", "}
    assume(grouping)
    whole = number.split(".")[0]
    assert len(grouping) == 1
    assert f"{int(re.sub(r'[, ]', '', whole)):,}".replace(",", grouping.pop()) == whole


@given(st.text("0123456789.,万千百亿元块角分整正负-()（）¥ ", max_size=12))
def test_what_is_read_is_shown_as_the_same_sum_again(typed: str) -> None:
    try:
        amount = read_money(typed)
    except DomainError as error:
        assert error.code == "money.invalid"
    else:
        assert read_money(format_money(amount)) == amount


@given(st.text("0123456789年月日号-./、 :T周一星期", max_size=20))
def test_what_is_read_as_a_day_has_its_numbers(typed: str) -> None:
    try:
        day = read_date(typed)
    except DomainError as error:
        assert error.code in ("date.invalid", "date.year_missing")
    else:
        numbers = [int(part) for part in re.findall(r"\d+", typed)]
        short = [day.year, day.year % 100, int(f"{day:%Y%m%d}")]
        assert numbers[0] in short
        assert numbers[0] > 9999 or numbers[1:3] == [day.month, day.day]


@pytest.mark.parametrize("typed", ["1:2", "1：2", " 1 : 2 ", "1比2", "１比２", "每1股换2股", "1股变2股"])
def test_a_ratio_is_read_as_it_is_said(typed: str) -> None:
    assert read_ratio(typed) == (1, 2)


@pytest.mark.parametrize("typed", ["", "2", "0:2", "1:0", "1.5:2", "一比二", "1:2:3"])
def test_what_is_no_ratio_is_refused(typed: str) -> None:
    assert refused(read_ratio, typed) == "field.ratio"


LITTLE_SUMS = {
    "3*1250": 375_000,
    "1200+35.5": 123_550,
    "1200 - 35.5": 116_450,
    "2×36.5": 7_300,
    "2.5x1200": 300_000,
    "12X1,250.00": 1_500_000,
    "１２＊３＋４": 4_000,
    "=3*1250": 375_000,
    "= 88": 8_800,
    "3万-800": 2_920_000,
    "1.5万*2+¥300元": 3_030_000,
    "-3*1250": -375_000,
    "+100-20": 8_000,
    "100-120": -2_000,
    "0.333333*3000000": 99_999_900,
    "2*3*4*5": 12_000,
    "0-5": -500,
    # No sums at all: what `read_money` reads is read as it reads it.
    "3.5万": 3_500_000,
    "-500": -50_000,
    "¥-500": -50_000,
    "（123.45）": -12_345,
    "伍佰元整": 50_000,
    "1 234 567": 123_456_700,
}
NO_LITTLE_SUMS = {
    "12.345": "money.invalid",
    "12.345元": "money.invalid",
    "": "money.invalid",
    "=": "money.invalid",
    "abc": "money.invalid",
    "3*": "money.sum_invalid",
    "*3": "money.invalid",
    "3**2": "money.sum_invalid",
    "3*-2": "money.sum_invalid",
    "1+-2": "money.sum_invalid",
    "1+": "money.sum_invalid",
    "(1+2)*3": "money.sum_invalid",
    "10/3+1": "money.sum_invalid",
    "2*3*4*5*6": "money.sum_invalid",
    "2019-12-20": "money.sum_invalid",
    "2019.12.20 00:00+1": "money.sum_invalid",
    "010-6543": "money.sum_invalid",
    "138-0013-8000": "money.sum_invalid",
    "1.2345678+1": "money.sum_invalid",
    "12元5角+3": "money.sum_invalid",
    "伍佰+3": "money.capital_invalid",
    "999999999999*2": "money.sum_invalid",
    "1" + "+1" * 60: "money.sum_invalid",
    "3*0.333": "money.sum_decimals",
    "0.001-0.0005": "money.sum_decimals",
}


@pytest.mark.parametrize(("typed", "fen"), LITTLE_SUMS.items())
def test_little_sums_are_worked_out(typed: str, fen: int) -> None:
    assert read_sum(typed) == Money(fen)


@pytest.mark.parametrize(("typed", "code"), NO_LITTLE_SUMS.items())
def test_what_is_no_little_sum_is_refused(typed: str, code: str) -> None:
    assert refused(read_sum, typed) == code


@pytest.mark.parametrize(
    ("typed", "result"), [("3*0.333", "0.999"), ("0.001-1.25", "-1.249"), ("0.5*0.001", "0.0005")]
)
def test_a_sum_of_more_than_two_decimals_tells_what_comes_out(typed: str, result: str) -> None:
    with pytest.raises(DomainError) as caught:
        read_sum(typed)
    assert caught.value.params == {"value": typed, "result": result}


@given(st.lists(st.tuples(st.sampled_from("+-"), st.integers(0, 10**9)), min_size=1, max_size=5))
def test_a_sum_is_the_sum_of_what_stands_in_it(terms: list[tuple[str, int]]) -> None:
    typed = "".join(f"{sign}{format_money(fen)}" for sign, fen in terms)
    assert read_sum(typed) == Money(sum(fen if sign == "+" else -fen for sign, fen in terms))


@given(st.text(max_size=30))
def test_whatever_is_typed_as_a_sum_is_read_or_refused(typed: str) -> None:
    try:
        assert isinstance(read_sum(typed), Money)
    except DomainError as error:
        assert error.code.startswith("money.")


@given(st.text(alphabet="0123456789.+-*×()万 =", max_size=16))
def test_what_is_read_without_a_sign_of_a_sum_is_what_every_field_reads(typed: str) -> None:
    assume(not any(sign in typed for sign in "+-*×="))
    try:
        plain: object = read_money(typed)
    except DomainError as error:
        plain = error.code
    try:
        summed: object = read_sum(typed)
    except DomainError as error:
        summed = error.code
    assert summed == plain
