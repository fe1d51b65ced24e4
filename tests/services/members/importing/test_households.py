"""Registers of households: who belongs together, and what carries down."""

from collections.abc import Sequence
from typing import Any

from tests.services.members.importing.made import FARMERS, Rows, errors, shares, somebody, understood

HOUSEHOLDS = FARMERS | {"unit": "household"}
A, B, C, D, E = map(somebody, range(1, 6))


def test_only_the_first_row_of_a_household_has_its_number() -> None:
    rows: list[Sequence[Any]] = [
        ["户序号", "户主姓名", "姓名", "身份证号码", "个人持股数（股）", "与户主关系", "本户资产股"],
        [1, A.name, A.name, A.identity, 10, "户主", 30],
        [None, None, B.name, B.identity, 20, "妻", None],
        [2, C.name, C.name, C.identity, 5, "户主", 5],
    ]
    reading = understood(rows, HOUSEHOLDS)
    assert (len(reading.roll), reading.persons, shares(reading)) == (2, 3, {"ordinary": 35})
    assert reading.roll.shares == {"ordinary": [30_000_000, 5_000_000]}
    assert [len(persons) for persons in reading.roll.persons] == [2, 1]
    assert errors(reading) == []


def test_head_and_relation_under_one_heading() -> None:
    rows: list[Sequence[Any]] = [
        ["股权登记表"],
        ["××村"],
        [
            "户编号",
            "户主（与户主关系）",
            None,
            "性别",
            "身份证号",
            "人持股数",
            "合计人数",
            "合计股数",
            "备注",
        ],
        ["001", A.name, "户主", "男", A.identity, 10, 2, 20, None],
        [None, B.name, "妻", "女", B.identity, 10, None, None, None],
        ["002", C.name, "户主", "男", C.identity, 10, 1, 10, None],
        ["合计", None, None, None, None, 30, 3, 30, None],
    ]
    merged = [(1, 1, 1, 9), (2, 1, 2, 9), (3, 2, 3, 3), (4, 1, 5, 1), (4, 7, 5, 7), (4, 8, 5, 8)]
    reading = understood(rows, HOUSEHOLDS, merged=merged)
    assert (len(reading.roll), reading.persons, shares(reading)) == (2, 3, {"ordinary": 30})
    assert (reading.roll.number, reading.totals.agree) == (["001", "002"], True)
    assert errors(reading) == []


def test_relation_in_brackets_behind_the_name() -> None:
    rows: list[Sequence[Any]] = [
        ["户号", "姓名（与户主关系）", "身份证号", "股数"],
        ["001", f"{A.name}（户主）", A.identity, 10],
        [None, f"{B.name}（长子）", B.identity, 10],
        ["002", f"{C.name}(户主)", C.identity, 10],
    ]
    reading = understood(rows, HOUSEHOLDS)
    assert reading.roll.name == [A.name, C.name]
    assert [person.relation for person in reading.roll.persons[0]] == ["户主", "长子"]
    assert errors(reading) == []


def test_households_told_by_joined_cells_alone() -> None:
    rows: list[Sequence[Any]] = [
        ["序号", "户主姓名", "成员姓名", "身份证号", "股数"],
        [1, A.name, B.name, B.identity, 10],
        [None, None, A.name, A.identity, 10],
        [2, C.name, C.name, C.identity, 10],
    ]
    reading = understood(rows, HOUSEHOLDS, merged=[(2, 1, 3, 1), (2, 2, 3, 2)])
    assert reading.roll.name == [A.name, C.name], "the head is whom the household is called after"
    assert shares(reading) == {"ordinary": 30}
    assert errors(reading) == []


def test_households_called_the_same_in_each_row() -> None:
    rows: list[Sequence[Any]] = [
        ["户主姓名", "姓名", "身份证号", "与户主关系", "股数"],
        [A.name, B.name, B.identity, "配偶", 10],
        [A.name, A.name, A.identity, "户主", 10],
        [C.name, C.name, C.identity, "户主", 10],
    ]
    reading = understood(rows, HOUSEHOLDS)
    assert (reading.roll.name, shares(reading)) == ([A.name, C.name], {"ordinary": 30})
    assert errors(reading) == []


def test_a_household_needs_just_one_head() -> None:
    rows: list[Sequence[Any]] = [
        ["户号", "姓名", "身份证号", "与户主关系", "股数"],
        ["001", A.name, A.identity, "配偶", 10],
        [None, B.name, B.identity, "长子", 10],
        ["002", C.name, C.identity, "户主", 10],
        [None, D.name, D.identity, "户主", 10],
    ]
    merged = [(2, 1, 3, 1), (4, 1, 5, 1)]
    reading = understood(rows, HOUSEHOLDS, merged=merged)
    assert errors(reading) == [("B2", "import.no_head"), ("B5", "import.two_heads")]


def test_nothing_tells_households_apart() -> None:
    rows: Rows = [["姓名", "身份证号", "股数"], [A.name, A.identity, 10], [B.name, B.identity, 10]]
    assert errors(understood(rows, HOUSEHOLDS)) == [("", "import.no_households")]


def test_by_persons_what_is_joined_holds_for_each_row_but_sums_do_not() -> None:
    rows: list[Sequence[Any]] = [
        ["组别", "户主", "姓名", "身份证号", "银行卡号", "股数"],
        ["1组", A.name, A.name, A.identity, A.account, 20],
        [None, None, B.name, B.identity, None, None],
        ["2组", C.name, C.name, C.identity, C.account, 5],
        [None, None, D.name, D.identity, None, 5],
    ]
    merged = [(2, 1, 3, 1), (2, 2, 3, 2), (2, 5, 3, 5), (2, 6, 3, 6)]
    reading = understood(rows, merged=merged)
    assert reading.roll.group == ["1组", "1组", "2组", ""], "an empty cell that is not joined says nothing"
    assert reading.roll.account == [A.account, A.account, C.account, ""]
    assert reading.roll.household == [A.name, A.name, C.name, ""]
    assert errors(reading) == [("F3", "import.amount_joined")]


def test_one_paper_twice_in_two_households() -> None:
    rows: list[Sequence[Any]] = [
        ["户号", "姓名", "身份证号", "与户主关系", "股数"],
        ["001", A.name, A.identity, "户主", 10],
        ["001", E.name, E.identity, "长子", 10],
        ["002", C.name, C.identity, "户主", 10],
        ["002", E.name, E.identity, "次子", 10],
    ]
    assert errors(understood(rows, HOUSEHOLDS)) == [("C5", "import.identity_twice")]
