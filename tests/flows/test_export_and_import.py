"""A book given out as a workbook and read into a new one says the same again, sheet by sheet and cell by cell."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from coopdesk import bootstrap
from coopdesk.domain.coop.share_class import ShareClass
from coopdesk.domain.distribution.measures import MeasureSheet, SheetKind, SheetRow
from coopdesk.domain.members.household import HEAD, Household, HouseholdPerson
from coopdesk.domain.members.identity_kind import IdentityKind
from coopdesk.domain.members.member import EndReason, Member, MemberKind, MemberRole
from coopdesk.domain.members.past import TOGETHER, PastShare, PastYear
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import Quantity, parse_quantity
from coopdesk.exchange.book_workbook import book_workbook, read_book
from coopdesk.exchange.tables.reading import read_source
from coopdesk.exchange.tables.writing import Form, OutColumn, OutSheet, workbook
from coopdesk.services.coop.commands import DefineShareClass, SetUpCoop
from coopdesk.services.coop.values import CoopDetails
from coopdesk.services.desk import Desk
from coopdesk.services.distribution.commands import RecordMeasures
from coopdesk.services.members.commands import (
    AddShares,
    EndMembership,
    MergeMembers,
    RecordHousehold,
    RegisterMember,
    TakeBackImport,
    TransferShares,
)
from coopdesk.services.members.past_commands import RecordPast
from coopdesk.services.source_table import CellValue

FOUNDED = date(2018, 3, 1)
PEOPLE = (
    ("F01", "张三", MemberKind.FARMER, "500108198501173737"),
    ("F02", "李𠮷花", MemberKind.FARMER, ""),
    ("F03", "=王五", MemberKind.FARMER, ""),
    ("F07", "欧阳建国", MemberKind.FARMER, "500108196809199707"),
    ("G01", "南坪镇供销合作社", MemberKind.SUPPLY_COOP, ""),
    ("C01", "放牛村集体经济组织", MemberKind.VILLAGE_COLLECTIVE, ""),
)


def shares(text: str) -> Quantity:
    return parse_quantity(text)


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Desk]:
    """Two classes of shares, fractions, somebody who left, trade of two products in two years, goods brought back."""
    desk = bootstrap.new_desk(tmp_path / "village.coop")
    desk.run(SetUpCoop(details=CoopDetails("放牛村花木股份合作社", FOUNDED, accountant="乙")))
    desk.run(DefineShareClass(share_class=ShareClass("ordinary", "资金股", Money(500_000))))
    desk.run(DefineShareClass(share_class=ShareClass("", "土地股", Money(120_050))))
    for number, name, kind, identity in PEOPLE:
        role = MemberRole.MANAGER if number == "F07" else None
        member = Member(number, name, kind, FOUNDED, "3组", identity, remark="-备注", role=role)
        desk.run(RegisterMember(member=member, shares=shares("4")))
    desk.run(AddShares(member="F01", day=date(2019, 5, 6), shares=shares("2.537"), share_class="class-2"))
    desk.run(TransferShares(giver="F02", taker="F01", day=date(2020, 1, 2), shares=shares("1.25")))
    desk.run(EndMembership(member="F03", day=date(2020, 12, 31), redeem=True))
    for year, product in ((2020, "盆景"), (2020, "罗汉松"), (2021, "盆景")):
        rows = (
            SheetRow("F02", shares("3.5"), Money(123_456)),
            SheetRow("F01", shares("-1"), Money(-5_000)),
            SheetRow("C01", Quantity(0), Money(99)),
        )
        desk.run(RecordMeasures(sheet=MeasureSheet(year, SheetKind.TRADE, product, rows, "收购台账")))
    lines = (
        PastShare("F01", 2018, Money(1_000), Money(20_050), "签领表"),
        PastShare("C01", 2018, dividend=Money(100_000)),
        PastShare("F02", TOGETHER, dividend=Money(7), document="老账本"),
    )
    heads = (
        PastYear(2018, Money(500_000), None, Money(300_000), "2019-1", date(2019, 4, 2), "分配方案"),
        PastYear(2019, refund=Money(0)),
    )
    desk.run(RecordPast(years=heads, shares=lines))
    persons = (
        HouseholdPerson(HEAD, "F01"),
        HouseholdPerson("子", "", "张小三", "500108201001010012", IdentityKind.RESIDENT_ID),
        HouseholdPerson("配偶", "F02"),
    )
    desk.run(RecordHousehold(household=Household("H009", persons)))
    desk.run(RecordHousehold(household=Household("甲户", (HouseholdPerson(HEAD, "F07"),))))
    yield desk
    desk.close()


def given_out(desk: Desk, path: Path) -> dict[str, list[tuple[CellValue, ...]]]:
    """What a workbook of the book holds, written as `path`."""
    path.write_bytes(book_workbook(read_book(desk)))
    return {table.name: [tuple(row) for row in table.rows] for table in read_source(path).tables}


def taken_in(path: Path, book: Path) -> dict[str, Any]:
    bootstrap.create_book(str(book))
    return bootstrap.import_roll(str(book), path)


def test_export_import_and_export_again_give_identical_sheets(village: Desk, tmp_path: Path) -> None:
    first = given_out(village, tmp_path / "first.xlsx")
    assert len(first["成员"]) == 6 and len(first["交易"]) == 10
    assert [row[:5] for row in first["历年分配"][1:]] == [
        ("历年累计", "F02", "李𠮷花", 0, Decimal("0.07")),
        ("2018", "F01", "张三", 10, Decimal("200.5")),
        ("2018", "C01", "放牛村集体经济组织", 0, 1000),
    ]
    assert [row[:4] for row in first["户"][1:]] == [
        ("H009", "户主", "F01", "张三"),
        ("H009", "子", None, "张小三"),
        ("H009", "配偶", "F02", "李𠮷花"),
        ("甲户", "户主", "F07", "欧阳建国"),
    ]
    assert [(row[0], row[1], row[12], row[13]) for row in first["已退社成员"][1:]] == [
        ("F03", "=王五", date(2020, 12, 31), "自愿退社")
    ]
    assert first["历年分配总额"][1:] == [
        ("2018", 5000, None, 3000, "2019-1", date(2019, 4, 2), "分配方案"),
        ("2019", None, 0, None, None, None, None),
    ]
    document = taken_in(tmp_path / "first.xlsx", tmp_path / "again.coop")
    assert (document["errors"], document["posted"]) == ([], True)
    with closing(bootstrap.open_desk(tmp_path / "again.coop")) as desk:
        assert given_out(desk, tmp_path / "second.xlsx") == first
        assert not desk.verify()
        [receipt] = desk.members.imports()
        assert (receipt.members, receipt.file) == (6, "first.xlsx")
        gone = desk.members.get("F03")
        assert gone is not None
        assert (gone.ended, gone.end_reason) == (date(2020, 12, 31), EndReason.WITHDRAWAL)
        household = desk.households.of_member("F02")
        assert household is not None and (household.code, len(household.persons)) == ("H009", 3)
        desk.run(TakeBackImport(number=receipt.number, reason="选错了文件"))
        assert [desk.members.totals(desk.today), desk.distribution.trade()] == [[], []]
        assert (desk.members.past_years(), desk.members.past_of("F01")) == ([], ([], {}))
        assert not desk.verify()


def test_wrong_households_and_leavers_are_named_with_their_cells(village: Desk, tmp_path: Path) -> None:
    sheets = given_out(village, tmp_path / "first.xlsx")
    people, left = ([list(row) for row in sheets[name]] for name in ("户", "已退社成员"))
    people[1][2], people[2][4], people[4][1] = "F99", "500108201001010010", "子"
    wrong = [*left[1]]
    left += [[*wrong], [*wrong], [*wrong]]
    left[1][12], left[2][0], left[2][13] = "2031-12-31", "F01", "搬走了"
    left[3][0], left[3][2], left[3][12] = "F31", "神仙", "2001-01-01"
    left[4][0] = None
    book = [
        OutSheet(name, [OutColumn(str(heading)) for heading in rows[0]], rows[1:])
        for name, rows in (("成员", sheets["成员"]), ("户", people), ("已退社成员", left))
    ]
    (tmp_path / "wrong.xlsx").write_bytes(workbook(book))
    document = taken_in(tmp_path / "wrong.xlsx", tmp_path / "again.coop")
    assert [(each["cell"], each["code"]) for each in document["errors"]] == [
        ("户!C2", "member.unknown"),
        ("户!E3", "identity.resident_check"),
        ("户!A4", "household.heads"),
        ("户!A5", "household.heads"),
        ("已退社成员!M2", "member.ended_in_future"),
        ("已退社成员!A3", "member.number_taken"),
        ("已退社成员!N3", "import.no_end_reason"),
        ("已退社成员!C4", "import.unknown_kind"),
        ("已退社成员!A5", "member.number_missing"),
    ]
    with closing(bootstrap.open_desk(tmp_path / "again.coop")) as desk:
        assert not desk.members.roll()


def test_the_sample_says_the_same_again(tmp_path: Path) -> None:
    with closing(bootstrap.sample_desk(tmp_path / "sample.coop")) as desk:
        first = given_out(desk, tmp_path / "first.xlsx")
    assert taken_in(tmp_path / "first.xlsx", tmp_path / "again.coop")["posted"]
    with closing(bootstrap.open_desk(tmp_path / "again.coop")) as desk:
        assert given_out(desk, tmp_path / "second.xlsx") == first


def test_who_was_merged_today_is_given_out_once_and_can_come_in_again(tmp_path: Path) -> None:
    with closing(bootstrap.new_desk(tmp_path / "merged.coop")) as desk:
        desk.run(SetUpCoop(details=CoopDetails("放牛村花木股份合作社", FOUNDED)))
        for number, held in (("F01", "2"), ("F02", "3")):
            member = Member(number, "王一", MemberKind.FARMER, FOUNDED, identity="522228197102031311")
            desk.run(RegisterMember(member=member, shares=shares(held), other_person="补录"))
        desk.run(MergeMembers(gone="F02", kept="F01", reason="重复登记"))
        first = given_out(desk, tmp_path / "first.xlsx")
    assert [row[0] for row in first["成员"]] == ["编号", "F01"]
    assert taken_in(tmp_path / "first.xlsx", tmp_path / "again.coop")["posted"]
    with closing(bootstrap.open_desk(tmp_path / "again.coop")) as desk:
        assert given_out(desk, tmp_path / "second.xlsx")["成员"] == first["成员"]


def test_capital_out_of_poverty_relief_assets_stays_in_its_own_column(tmp_path: Path) -> None:
    members = OutSheet(
        "成员",
        [OutColumn(each) for each in ("编号", "姓名", "成员类型", "入社日期")]
        + [OutColumn("出资额（元）", form=Form.MONEY)],
        [
            ("F01", "张三", "农户", date(2019, 2, 18), 3_000),
            ("F02", "李四", "农户", date(2019, 2, 18), 1_000),
        ],
    )
    accounts = OutSheet(
        "成员账户",
        [
            OutColumn("成员编号"),
            OutColumn("成员姓名"),
            OutColumn("出资额：扶贫项目资产（元）", form=Form.MONEY),
        ],
        [("F01", "张三", 1_200)],
    )
    (tmp_path / "book.xlsx").write_bytes(workbook([members, accounts]))
    document = taken_in(tmp_path / "book.xlsx", tmp_path / "book.coop")
    assert (document["errors"], document["posted"]) == ([], True)
    with closing(bootstrap.open_desk(tmp_path / "book.coop")) as desk:
        held = desk.members.balances(desk.today)
        assert (held["F01"].capital_poverty, held["F01"].capital) == (Money(120_000), Money(180_000))
        assert (held["F02"].capital_poverty, held["F02"].capital) == (Money(0), Money(100_000))


def test_every_wrong_cell_of_the_trade_is_named_with_its_sheet_and_nothing_is_entered(
    village: Desk, tmp_path: Path
) -> None:
    sheets = given_out(village, tmp_path / "first.xlsx")
    trades = [list(row) for row in sheets["交易"]]
    trades[1][0], trades[2][2], trades[3][4], trades[4][1] = "去年", "F99", "很多", None
    trades[5][5] = 7
    book = [
        OutSheet(name, [OutColumn(str(heading)) for heading in rows[0]], rows[1:])
        for name, rows in (("成员", sheets["成员"]), ("交易", trades))
    ]
    (tmp_path / "wrong.xlsx").write_bytes(workbook(book))
    document = taken_in(tmp_path / "wrong.xlsx", tmp_path / "again.coop")
    assert [(each["cell"], each["code"]) for each in document["errors"]] == [
        ("交易!A2", "import.no_year"),
        ("交易!C3", "member.unknown"),
        ("交易!E4", "quantity.invalid"),
        ("交易!B5", "sheet.name_missing"),
        ("交易!F6", "sheet.signs_differ"),
    ]
    assert not document["posted"]
    with closing(bootstrap.open_desk(tmp_path / "again.coop")) as desk:
        assert not desk.members.roll()
