"""The sheet's own totals beside what was read, and sums that are missing."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from coopdesk.services.source_table import CellValue
from tests.services.members.importing.made import FARMERS, Rows, errors, somebody, understood, warnings

A, B, C = map(somebody, range(1, 4))
HEADINGS: Sequence[Any] = ["序号", "姓名", "身份证号", "股数", "股金"]


def rows(*last: Sequence[CellValue]) -> list[Sequence[CellValue]]:
    return [HEADINGS, [1, A.name, A.identity, 2, 400], [2, B.name, B.identity, 3, 600], *last]


def test_a_total_that_agrees() -> None:
    reading = understood(rows(["合计", "2人", None, 5, 1000]))
    assert (reading.totals.agree, errors(reading)) == (True, [])


def test_each_total_that_differs_is_an_error_of_its_own() -> None:
    reading = understood(rows(["合计", "3人", None, 6, 1100]))
    assert reading.totals.agree is False
    assert errors(reading) == [("B4", "totals.differ"), ("D4", "totals.differ"), ("E4", "totals.differ")]


def test_without_a_total_nothing_is_compared() -> None:
    assert understood(rows()).totals.agree is None


def test_a_total_is_not_held_against_cells_that_could_not_be_read() -> None:
    bad: Rows = rows(["合计", None, None, 9, 1000])
    bad[1] = [1, A.name, A.identity, "陆", 400]
    assert errors(understood(bad)) == [("D2", "quantity.invalid")]


def test_typed_totals_prevail() -> None:
    wrong: Rows = rows(["合计", None, None, 6, 1000])
    answers = FARMERS | {"totals": {"shares": "5", "members": 2}}
    assert (understood(wrong, answers).totals.agree, errors(understood(wrong, answers))) == (True, [])
    off = FARMERS | {"totals": {"members": 3, "capital": "1,000"}}
    assert errors(understood(rows(), off)) == [("", "totals.differ")]


def test_the_total_of_all_counts_not_that_of_a_group() -> None:
    reading = understood(
        [
            HEADINGS,
            [1, A.name, A.identity, 2, 400],
            ["一组合计", None, None, 2, 400],
            [2, B.name, B.identity, 3, 600],
            ["二组合计", None, None, 3, 600],
            ["总计", None, None, 5, 1000],
        ]
    )
    assert (reading.totals.agree, errors(reading), warnings(reading)) == (True, [], [])


def test_a_page_that_does_not_add_up_is_looked_at() -> None:
    reading = understood(
        [
            HEADINGS,
            [1, A.name, A.identity, 2, 400],
            ["小计", None, None, 3, 400],
            [2, B.name, B.identity, 3, 600],
            ["累计", None, None, 5, 1000],
            ["合计", None, None, 5, 1000],
        ]
    )
    assert (errors(reading), warnings(reading)) == ([], [("D3", "totals.page_differs")])


def test_bare_sums_under_the_last_member_are_a_total() -> None:
    reading = understood(rows([None, None, None, 5, 1000]))
    assert (len(reading.roll), reading.totals.agree, errors(reading)) == (2, True, [])
    assert errors(understood(rows([None, None, None, 4, 1000]))) == [("A4", "import.name_missing")]


def test_a_total_computed_by_excel_may_have_a_tail() -> None:
    reading = understood(
        [
            ["姓名", "身份证号", "出资额（万元）"],
            [A.name, A.identity, Decimal("16.5")],
            [B.name, B.identity, Decimal("0.8")],
            ["合计", None, Decimal("17.3")],
        ]
    )
    assert reading.totals.agree is True


def test_what_is_the_same_for_all_is_said_once() -> None:
    answers = {"defaults": FARMERS["defaults"] | {"shares": "1", "capital": "2000", "group": "1组"}}
    reading = understood([["姓名", "身份证号"], [A.name, A.identity], [B.name, B.identity]], answers)
    assert reading.roll.shares == {"ordinary": [1_000_000, 1_000_000]}
    assert list(reading.roll.amounts.values()) == [[200_000, 200_000]]
    assert warnings(reading) == []
    assert reading.roll.group == ["1组", "1组"]


def test_an_empty_sum_is_never_nought() -> None:
    missing: Rows = rows([3, C.name, C.identity, None, 100])
    assert errors(understood(missing)) == [("D4", "import.amount_missing")]
    agreed = understood([*missing, ["合计", None, None, 5, 1100]])
    assert (errors(agreed), warnings(agreed)) == ([], [("D4", "import.amount_missing")])
    assert agreed.roll.shares["ordinary"][2] is None


def test_the_classes_of_a_row_are_their_sum() -> None:
    answers = FARMERS | {"classes": {"人口股": "population", "土地股": "land"}}
    sheet: Rows = [
        ["姓名", "身份证号", "人口股", "土地股", "股份合计"],
        [A.name, A.identity, 10, 2, 12],
        [B.name, B.identity, 10, None, 11],
        ["合计", None, 20, 2, 22],
    ]
    reading = understood(sheet, answers)
    assert errors(reading) == [("E3", "import.row_sum"), ("E4", "totals.differ")]


def test_who_is_there_twice() -> None:
    twice: Rows = [
        ["编号", "姓名", "身份证号", "股数", "银行卡号"],
        ["01", A.name, A.identity, 1, A.account],
        ["02", B.name, A.identity, 1, B.account],
        ["01", C.name, C.identity, 1, A.account],
    ]
    reading = understood(twice)
    assert errors(reading) == [("C3", "import.identity_twice"), ("A4", "import.number_twice")]
    assert warnings(reading) == [("E4", "import.account_twice")]


def test_sums_under_every_page_are_the_total_where_there_is_none_of_all() -> None:
    pages: Rows = [
        HEADINGS,
        [1, A.name, A.identity, 2, 400],
        ["小计", None, None, 2, 400],
        [2, B.name, B.identity, 3, 600],
        ["小计", None, None, 3, 600],
    ]
    assert (understood(pages).totals.agree, errors(understood(pages))) == (True, [])
    running: Rows = [*pages[:4], ["累计", None, None, 5, 1000]]
    assert understood(running).totals.agree is True
    wrong: Rows = [*pages[:4], ["小计", None, None, 4, 600]]
    assert errors(understood(wrong)) == [("D5", "totals.differ")]
    assert understood(pages[:4]).totals.agree is None
