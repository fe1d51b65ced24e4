"""However a roll is laid out and decorated, it is the same roll."""

from collections.abc import Sequence
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from coopdesk.services.source_table import CellValue
from tests.services.members.importing.made import FARMERS, somebody, understood

COLUMNS = {
    "编号": lambda number, _one: f"F{number:03d}",
    "姓名": lambda _number, one: one.name,
    "身份证号": lambda _number, one: one.identity,
    "联系电话": lambda _number, one: one.phone,
    "银行卡号": lambda _number, one: one.account,
    "股数": lambda number, _one: number % 7 + 1,
    "股金（元）": lambda number, _one: (number % 7 + 1) * 2000,
    "组别": lambda number, _one: f"{number % 5}组",
    "性别": lambda _number, _one: "女",
}
BEFORE: tuple[Sequence[CellValue], ...] = (
    ("××村股份经济合作社股东花名册",),
    ("单位：股、元",),
    (),
    ("填报单位：××合作社", None, "2023年12月"),
    (None, None),
)
BETWEEN: tuple[Sequence[CellValue], ...] = ((), (None, None, None), ("第一组",), ("（续表）",))
AFTER: tuple[Sequence[CellValue], ...] = (
    (),
    ("理事长：     监事：     制表人：",),
    ("注：本表由合作社填写，一式三份，公示七天无异议后存档备查",),
)


@settings(max_examples=150)
@given(
    order=st.permutations(list(COLUMNS)),
    people=st.lists(
        st.integers(1, 899), min_size=1, max_size=12, unique_by=lambda number: somebody(number).identity
    ),
    before=st.lists(st.sampled_from(BEFORE), max_size=4),
    after=st.lists(st.sampled_from(AFTER), max_size=3),
    between=st.data(),
    spaced=st.booleans(),
)
def test_columns_titles_blanks_and_decorations_make_no_difference(
    order: list[str],
    people: list[int],
    before: list[Sequence[CellValue]],
    after: list[Sequence[CellValue]],
    between: st.DataObject,
    spaced: bool,
) -> None:
    headings: list[CellValue] = [" ".join(heading) if spaced else heading for heading in order]
    rows: list[Sequence[Any]] = [*before, headings]
    for number in people:
        rows.append([COLUMNS[heading](number, somebody(number)) for heading in order])
        if between.draw(st.booleans()):
            rows.append(between.draw(st.sampled_from(BETWEEN)))
        if between.draw(st.integers(0, 9)) == 0:
            rows.append(headings)
    total: list[CellValue] = [None] * len(order)
    total[0 if order[0] not in ("股数", "股金（元）") else order.index("姓名")] = "合　计"
    total[order.index("股数")] = sum(number % 7 + 1 for number in people)
    total[order.index("股金（元）")] = sum((number % 7 + 1) * 2000 for number in people)
    reading = understood([*rows, total, *after], FARMERS)
    assert [fault.code for fault in reading.findings.errors] == []
    roll = reading.roll
    assert roll.number == [f"F{number:03d}" for number in people]
    assert roll.name == [somebody(number).name for number in people]
    assert roll.identity == [somebody(number).identity for number in people]
    assert roll.account == [somebody(number).account for number in people]
    assert roll.shares == {"ordinary": [(number % 7 + 1) * 10**6 for number in people]}
    assert reading.totals.agree is True
