"""What people type is brought into one form, and what cannot be is refused with a code."""

from datetime import date

import pytest

from coopdesk.domain.errors import DomainError
from coopdesk.ui.kit.typed import read_date, read_money, read_quantity


@pytest.mark.parametrize(
    ("typed", "fen"),
    [
        ("1234.5", 123_450),
        ("1,234.50", 123_450),
        ("１２３４", 123_400),
        ("3.5万", 3_500_000),
        ("3.50001万", 3_500_010),
        ("-2万", -2_000_000),
        ("0.00001万", 10),
        ("¥ 200 元", 20_000),
        ("−5", -500),
    ],
)
def test_sums_as_people_write_them(typed: str, fen: int) -> None:
    assert read_money(typed).fen == fen


@pytest.mark.parametrize("typed", ["", "万", "1.234", "0.0000001万", "abc", "1万2", "--1"])
def test_sums_that_are_none(typed: str) -> None:
    with pytest.raises(DomainError) as refused:
        read_money(typed)
    assert refused.value.code == "money.invalid"


@pytest.mark.parametrize(
    "typed", ["20191220", "2019.12.20", "2019-12-20", "2019/12/20", "2019年12月20日", " 2019．12．20 "]
)
def test_days_as_people_write_them(typed: str) -> None:
    assert read_date(typed) == date(2019, 12, 20)


@pytest.mark.parametrize("typed", ["2019-13-01", "20190230", "2019", "明天", "19-12-20", "2019121"])
def test_days_that_are_none(typed: str) -> None:
    with pytest.raises(DomainError) as refused:
        read_date(typed)
    assert refused.value.code == "date.invalid"


def test_quantities_keep_six_decimals() -> None:
    assert read_quantity("0.000001") == 1
    assert read_quantity("1,000") == 1_000_000_000
    assert read_quantity("1.2万") == 12_000_000_000
    with pytest.raises(DomainError):
        read_quantity("0.0000001")
