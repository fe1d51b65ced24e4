"""The register as at a day, by class and against another day: what is listed, and the files it is written to."""

import csv
import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from coopdesk.domain.coop.share_class import ShareClass
from coopdesk.domain.members.member import Member, MemberKind
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import Quantity, parse_quantity
from coopdesk.exchange.register_file import RegisterFormat, register_document, register_file, register_rows
from coopdesk.services.coop.commands import DefineShareClass
from coopdesk.services.desk import Desk
from coopdesk.services.members.commands import (
    AddShares,
    EndMembership,
    RegisterMember,
    StrikeMember,
    TransferShares,
)
from tests.ui import village

LAND = ShareClass("land", "土地股", Money(50_000))
MOVED = date(2020, 5, 1)
LEFT = date(2020, 12, 31)
BEFORE, AFTER = date(2019, 12, 31), date(2021, 1, 1)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """C01 2, F01 5, F02 3 shares; F01 takes land shares and gives a part; F02 leaves; F03 was a mistake."""
    made = village.village(tmp_path / "a.coop")
    made.run(DefineShareClass(share_class=LAND))
    made.run(AddShares(member="F01", day=MOVED, shares=parse_quantity("2.5"), share_class="land"))
    made.run(TransferShares(giver="F01", taker="C01", day=MOVED, shares=parse_quantity("1")))
    made.run(EndMembership(member="F02", day=LEFT, redeem=True))
    twice = Member("F03", "陈秀兰", MemberKind.FARMER, date(2019, 3, 1))
    made.run(RegisterMember(member=twice, shares=parse_quantity("3"), other_person="同名"))
    made.run(StrikeMember(member="F03", reason="重复录入"))
    yield made
    made.close()


def held(desk: Desk, day: date, against: date | None = None) -> dict[str, str]:
    """By member: ordinary/land, and behind a bracket what has changed."""
    found = {}
    for each in desk.members.register_on(day, against).holders:
        now, changed = ("/".join(f"{Decimal(n) / 10**6:f}" for n in of) for of in (each.shares, each.change))
        found[each.number] = f"{now} ({changed})" if changed else now
    return found


@pytest.mark.parametrize(
    ("day", "listed"),
    [
        (date(2019, 2, 17), {}),
        (date(2019, 2, 18), {"C01": "2/0", "F01": "5/0", "F02": "3/0"}),
        (date(2020, 4, 30), {"C01": "2/0", "F01": "5/0", "F02": "3/0"}),
        (MOVED, {"C01": "3/0", "F01": "4/2.5", "F02": "3/0"}),
        (LEFT, {"C01": "3/0", "F01": "4/2.5", "F02": "3/0"}),
        (AFTER, {"C01": "3/0", "F01": "4/2.5"}),
    ],
)
def test_it_lists_the_members_of_a_day_and_what_each_held_of_every_class(
    desk: Desk, day: date, listed: dict[str, str]
) -> None:
    assert held(desk, day) == listed


def test_the_change_against_another_day_tells_of_those_who_came_and_went(desk: Desk) -> None:
    assert held(desk, AFTER, BEFORE) == {
        "C01": "3/0 (1/0)",
        "F01": "4/2.5 (-1/2.5)",
        "F02": "0/0 (-3/0)",
    }
    # Looked at the other way round, the signs turn.
    assert held(desk, BEFORE, AFTER) == {
        "C01": "2/0 (-1/0)",
        "F01": "5/0 (1/-2.5)",
        "F02": "3/0 (3/0)",
    }
    register = desk.members.register_on(AFTER, BEFORE)
    assert register.members == 2
    assert register.changes == tuple(
        now - then for now, then in zip(register.totals, desk.members.register_on(BEFORE).totals, strict=True)
    )


def test_json_has_codes_decimal_strings_and_the_same_keys_always(desk: Desk) -> None:
    register = desk.members.register_on(AFTER, BEFORE)
    document = json.loads(register_file(register, RegisterFormat.JSON))
    assert document == register_document(register)
    assert (document["format"], document["as_of"], document["against"]) == (
        "coopdesk-register/1", "2021-01-01", "2019-12-31",
    )  # fmt: skip
    assert document["classes"][1] == {"code": "land", "label": "土地股", "par": "500.00"}
    first = next(member for member in document["members"] if member["number"] == "F01")
    assert first == {
        "number": "F01", "name": "董𠮷", "kind": "farmer", "group": "", "joined": "2019-02-18", "ended": None,
        "member": True, "holdings": {"ordinary": "4", "land": "2.5"}, "total": "6.5",
        "changes": {"ordinary": "-1", "land": "2.5"}, "total_change": "1.5",
    }  # fmt: skip
    assert document["totals"] == {
        "members": 2, "holdings": {"ordinary": "7", "land": "2.5"}, "total": "9.5",
        "changes": {"ordinary": "-3", "land": "2.5"}, "total_change": "-0.5",
    }  # fmt: skip
    plain = register_document(desk.members.register_on(AFTER))
    assert plain["against"] is None
    assert "changes" not in plain["members"][0]
    assert "changes" not in plain["totals"]


def test_csv_opens_in_excel_with_its_sums_and_no_name_becomes_a_formula(desk: Desk) -> None:
    odd = Member("F09", "=2+3", MemberKind.FARMER, MOVED, group="-1组")
    desk.run(RegisterMember(member=odd, shares=Quantity(0)))
    content = register_file(desk.members.register_on(MOVED, BEFORE), RegisterFormat.CSV)
    assert content.startswith("\ufeff成员编号,姓名（名称）,".encode())
    rows = list(csv.reader(StringIO(content.decode("utf-8-sig"))))
    assert rows[0][5:] == [
        "普通股（股）", "土地股（股）", "股份合计（股）",
        "普通股（股）增减", "土地股（股）增减", "股份合计（股）增减",
    ]  # fmt: skip
    assert rows[2][:5] == ["F01", "董𠮷", "农户", "", "2019-02-18"]
    assert rows[2][5:] == ["4", "2.5", "6.5", "-1", "2.5", "1.5"]
    assert rows[4][1:4] == ["'=2+3", "农户", "'-1组"]
    assert rows[-1][:2] == ["合计", "4 名成员"]
    for column in range(5, 11):
        assert sum(Decimal(row[column]) for row in rows[1:-1]) == Decimal(rows[-1][column])


def test_a_workbook_has_texts_and_figures(desk: Desk) -> None:
    odd = Member("F09", "=2+3", MemberKind.FARMER, MOVED)
    desk.run(RegisterMember(member=odd, shares=parse_quantity("123456789.123456")))
    content = register_file(desk.members.register_on(MOVED), RegisterFormat.XLSX)
    rows = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_name("股份登记簿").to_python()
    assert rows[0][:3] == ["成员编号", "姓名（名称）", "成员类型"]
    assert rows[2][:2] + rows[2][5:] == ["F01", "董𠮷", 4.0, 2.5, 6.5]
    assert rows[4][1] == "=2+3"
    assert rows[4][5] == 123456789.123456


def test_one_class_has_no_column_of_all_classes(tmp_path: Path) -> None:
    desk = village.village(tmp_path / "b.coop")
    (titles, *_rows) = register_rows(desk.members.register_on(BEFORE))
    assert titles[5:] == ("普通股（股）",)
    desk.close()
