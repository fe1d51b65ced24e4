"""Which rows are members: totals, subtotals, sections, signatures, rows prepared and never filled in are none."""

from collections.abc import Sequence
from typing import Any

import pytest

from coopdesk.services.members.importing.rows import RowKind
from coopdesk.services.source_table import CellValue
from tests.services.members.importing.made import (
    FARMERS,
    Rows,
    errors,
    shares,
    somebody,
    understood,
    warnings,
)

HEADINGS: Sequence[Any] = ["序号", "姓名", "身份证号", "股数", "联系电话"]


def member(number: int, held: CellValue = 2) -> list[CellValue]:
    one = somebody(number)
    return [number, one.name, one.identity, held, one.phone]


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        ([None, None, None, None, None], RowKind.BLANK),
        ([" ", "　", None, None, None], RowKind.BLANK),
        ([46, None, None, None, None], RowKind.PREPARED),
        ([46, None, None, 0, None], RowKind.PREPARED),
        (["合　计", None, None, 4, None], RowKind.TOTAL),
        ([None, "合计", None, 4, None], RowKind.TOTAL),
        (["合计：", "2人", None, 4, None], RowKind.TOTAL),
        ([None, None, "总 计", 4, None], RowKind.TOTAL),
        (["全村合计", None, None, 4, None], RowKind.TOTAL),
        (["Total", None, None, 4, None], RowKind.TOTAL),
        (["本页小计", None, None, 4, None], RowKind.SUBTOTAL),
        (["小 计", None, None, 4, None], RowKind.SUBTOTAL),
        (["一组合计", None, None, 4, None], RowKind.SUBTOTAL),
        (["第1页合计", None, None, 4, None], RowKind.SUBTOTAL),
        (["过次页", None, None, 4, None], RowKind.SUBTOTAL),
        (["承前页", None, None, 4, None], RowKind.SUBTOTAL),
        (["累  计", None, None, 4, None], RowKind.SUBTOTAL),
        (HEADINGS, RowKind.HEADING),
        (["序 号", "姓  名", "身份证号", "股数", None], RowKind.HEADING),
        (["甲", "乙", "丙", 1, 2], RowKind.COLUMN_NUMBERS),
        ([1, 2, 3, 4, 5], RowKind.COLUMN_NUMBERS),
        (["理事长：      监事：     制表人：    ", None, None, None, None], RowKind.NOTE),
        (["理事长：", None, "监事长：", None, "制表："], RowKind.NOTE),
        (["制表人", "王会计", None, None, "2023年12月31日"], RowKind.NOTE),
        (["注：本表一式三份，合作社、村委会、镇农业服务中心各存一份", None, None, None, None], RowKind.NOTE),
        (["单位（盖章）：", None, None, None, None], RowKind.NOTE),
        (["第一组", None, None, None, None], RowKind.NOTE),
        ([None, "二社", None, None, None], RowKind.NOTE),
        (["一、农民成员", None, None, None, None], RowKind.NOTE),
        ([None, "农民成员", None, None, None], RowKind.NOTE),
        (["（续）", None, None, None, None], RowKind.NOTE),
    ],
)
def test_a_row_that_is_no_member_is_known_for_what_it_is(row: Sequence[CellValue], kind: RowKind) -> None:
    reading = understood([HEADINGS, member(1), member(2), row])
    assert [(other.row + 1, other.kind) for other in reading.others] == [(4, kind)]
    assert errors(reading) == []
    assert len(reading.roll) == 2


@pytest.mark.parametrize(
    "row",
    [
        [3, "计春明", somebody(3).identity, 2, None],
        [3, "合晓明", None, 2, None],
        [None, "共小兰", None, 2, "13812345678"],
        [3, "注德福", None, 2, None],
        [3, "第五明", None, 2, None],
        [3, "日期", somebody(3).identity, 2, None],
        [3, "××县供销合作社联合社", None, 2, "023-62480000"],
    ],
)
def test_a_member_with_an_odd_name_is_one(row: Sequence[CellValue]) -> None:
    reading = understood([HEADINGS, member(1), member(2), row])
    assert len(reading.roll) == 3


def test_whoever_is_named_alone_is_a_member_of_whom_things_are_missing() -> None:
    reading = understood([HEADINGS, member(1), [None, "王小明", None, None, None]])
    assert len(reading.roll) == 2
    assert errors(reading) == [("D3", "import.amount_missing")]


def test_a_row_without_a_name_is_an_error() -> None:
    reading = understood([HEADINGS, member(1), [2, None, somebody(2).identity, 2, None]])
    assert errors(reading) == [("B3", "import.name_missing")]
    assert errors(understood([HEADINGS, [2, None, None, 7, None], member(1)])) == [
        ("A2", "import.name_missing")
    ]


def test_pages_groups_and_their_sums_are_passed_over() -> None:
    rows: list[Sequence[Any]] = [
        ["××村股东花名册"],
        HEADINGS,
        ["甲", "乙", "丙", 1, 2],
        ["一组"],
        member(1),
        member(2),
        ["小计", None, None, 4, None],
        ["过次页", None, None, 4, None],
        HEADINGS,
        ["承前页", None, None, 4, None],
        ["二组"],
        member(3),
        member(4),
        [],
        ["小计", None, None, 4, None],
        ["总计", "4人", None, 8, None],
        ["理事长：", None, None, "会计：", None],
    ]
    reading = understood(rows)
    assert (len(reading.roll), shares(reading), reading.totals.agree) == (4, {"ordinary": 8}, True)
    assert errors(reading) + warnings(reading) == []


def test_a_total_may_stand_above_the_members() -> None:
    reading = understood([HEADINGS, ["合计", None, None, 4, None], member(1), member(2)])
    assert (len(reading.roll), reading.totals.agree) == (2, True)


def test_rows_are_left_out_and_cells_corrected_as_a_person_says() -> None:
    rows: Rows = [HEADINGS, member(1), member(2, "叁股"), member(3)]
    answers = FARMERS | {"cells": {"D3": "3"}, "skipped": [4]}
    reading = understood(rows, answers)
    assert (len(reading.roll), shares(reading)) == (2, {"ordinary": 5})
    assert [(other.row + 1, other.kind) for other in reading.others] == [(4, RowKind.SKIPPED)]
    assert errors(reading) == []


def test_a_row_of_several_lines_is_a_household_written_in_one_cell() -> None:
    one, two = somebody(1), somebody(2)
    rows: list[Sequence[Any]] = [
        ["户号", "姓名", "与户主关系", "身份证号", "股数", "住址"],
        ["001", f"{one.name}\n{two.name}", "户主\n配偶", f"{one.identity}\n{two.identity}", 7, "放牛村1组"],
        ["002", somebody(3).name, "户主", somebody(3).identity, 3, "放牛村2组"],
    ]
    reading = understood(rows, FARMERS | {"unit": "household"})
    assert (len(reading.roll), reading.persons, shares(reading)) == (2, 3, {"ordinary": 10})
    assert reading.roll.number == ["001", "002"]
    assert [person.name for person in reading.roll.persons[0]] == [one.name, two.name]
    assert errors(reading) == []


def test_one_name_over_two_lines_is_one_name() -> None:
    reading = understood([HEADINGS, [1, "欧阳\n小明", somebody(1).identity, 3, None]])
    assert reading.roll.name == ["欧阳小明"]


def test_a_thousand_mistakes_are_a_thousand_errors() -> None:
    rows: list[Sequence[Any]] = [HEADINGS]
    rows += [member(number, "若干") for number in range(1, 1001)]
    reading = understood(rows)
    assert len(reading.findings.errors) == 1000
    assert reading.findings.errors[999].cell == "D1001"
