"""A value is shown, copied, compared and summed by its column alone."""

from dataclasses import dataclass
from datetime import date

import pytest

from coopdesk.domain.money import Money
from coopdesk.ui.kit.columns import Column, Kind, as_whole, mask, total_text
from coopdesk.ui.kit.filtering import filtered


@dataclass(frozen=True)
class Line:
    name: str
    net: Money | None
    shares: int = 0
    rate: int = 0
    day: date = date(2019, 2, 18)
    identity: str = ""


NAME = Column[Line]("name", "姓名")
NET = Column[Line]("net", "实发", Kind.MONEY)
SHARES = Column[Line]("shares", "股数", Kind.QUANTITY, signed=True)
RATE = Column[Line]("rate", "比例", Kind.PERCENT)
DAY = Column[Line]("day", "日期", Kind.DATE)
COLUMNS = (NAME, NET, SHARES, RATE, DAY)

LINES = (
    Line("董𠮷", Money(17_000_000), 8_000_000, 600_000, date(2019, 2, 18)),
    Line("陈秀兰", Money(-10_050), -500_000, 0, date(2020, 1, 5)),
    Line("李国华", None, 0, 125_000, date(2021, 6, 30)),
)


@pytest.mark.parametrize(
    ("column", "shown"),
    [
        (NAME, ["董𠮷", "陈秀兰", "李国华"]),
        (NET, ["170,000.00", "−100.50", "—"]),
        (SHARES, ["+8", "−0.5", "—"]),
        (RATE, ["60%", "—", "12.5%"]),
        (DAY, ["2019-02-18", "2020-01-05", "2021-06-30"]),
    ],
)
def test_a_cell_shows_its_value_as_accountants_write_it(column: Column[Line], shown: list[str]) -> None:
    assert [column.shown(column.value_of(line)) for line in LINES] == shown


@pytest.mark.parametrize(
    ("column", "copied"),
    [
        (NET, ["170000.00", "-100.50", ""]),
        (SHARES, ["8", "-0.5", "0"]),
        (DAY, ["2019-02-18", "2020-01-05", "2021-06-30"]),
    ],
)
def test_a_copied_cell_is_a_bare_number(column: Column[Line], copied: list[str]) -> None:
    assert [column.copied(column.value_of(line)) for line in LINES] == copied


def test_zero_is_a_dash_unless_the_column_wants_it_said() -> None:
    assert Column[Line]("net", "应发", Kind.MONEY, show_zero=True).shown(Money(0)) == "0.00"
    assert NET.shown(Money(0)) == "—"


def test_totals_leave_out_what_is_missing() -> None:
    assert total_text(NET, LINES) == "实发合计 169,899.50"
    assert total_text(Column[Line]("net", "实发", Kind.MONEY), LINES[1:]) == "实发合计 −100.50"


@pytest.mark.parametrize(
    ("filters", "names"),
    [
        ({"name": "兰"}, ["陈秀兰"]),
        ({"net": ">1000"}, ["董𠮷"]),
        ({"net": "<0"}, ["陈秀兰"]),
        ({"net": "=170,000.00"}, ["董𠮷"]),
        ({"net": "１７０"}, ["董𠮷"]),
        ({"net": ">几"}, []),
        ({"net": ">16.9万"}, ["董𠮷"]),
        ({"net": "17万"}, ["董𠮷"]),
        ({"shares": "8股"}, ["董𠮷"]),
        ({"shares": ">=8"}, ["董𠮷"]),
        ({"rate": "<=12.5%"}, ["陈秀兰", "李国华"]),
        ({"day": ">=2020-01-05"}, ["陈秀兰", "李国华"]),
        ({"day": "2021"}, ["李国华"]),
        ({"day": ">=2021-1-1"}, ["李国华"]),
        ({"day": "<=2020年"}, ["董𠮷", "陈秀兰"]),
        ({"day": ">2021.13.01"}, []),
        ({"name": " ", "day": ""}, ["董𠮷", "陈秀兰", "李国华"]),
        ({"name": "董", "net": "<0"}, []),
    ],
)
def test_filters_find_text_and_compare_figures(filters: dict[str, str], names: list[str]) -> None:
    assert [line.name for line in filtered(COLUMNS, LINES, filters)] == names


def test_missing_values_are_sorted_first() -> None:
    assert [line.name for line in sorted(LINES, key=NET.sorted_by)] == ["李国华", "陈秀兰", "董𠮷"]


def test_masks_keep_head_and_tail() -> None:
    assert mask("500108196503120013") == "5001**********0013"
    assert mask("13812340013") == "138****0013"
    assert mask("12345678") == "1*****78"
    assert mask("123") == "***"


def test_only_whole_figures_are_figures() -> None:
    with pytest.raises(TypeError):
        as_whole(1.5)
