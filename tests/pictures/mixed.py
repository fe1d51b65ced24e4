"""A book with all that the sample lacks: reserve, trade, two classes of shares, withholding, a loss year, long names,
members who ended or were struck, attachments, households paid in several ways."""

from dataclasses import replace
from datetime import date
from io import BytesIO

from PIL import Image

from coopdesk.domain.attachments.blob import BlobKind, blob_of
from coopdesk.domain.coop.share_class import ShareClass
from coopdesk.domain.distribution.measures import MeasureSheet, SheetKind, SheetRow
from coopdesk.domain.distribution.resolution import Resolution
from coopdesk.domain.distribution.scheme import (
    Appropriation,
    Basis,
    Eligible,
    Line,
    PerUnit,
    RateOfTier,
    Rest,
    Scheme,
    Withholding,
)
from coopdesk.domain.members.entry_kind import EntryKind
from coopdesk.domain.members.member import Member, MemberKind, MemberRole
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import Quantity, parse_quantity
from coopdesk.services.attachments.commands import AttachFile
from coopdesk.services.coop.commands import DefineShareClass, SetUpCoop
from coopdesk.services.coop.values import CoopDetails, YearFigures
from coopdesk.services.desk import Desk
from coopdesk.services.distribution.commands import (
    ApproveDistribution,
    CloseLossYear,
    DraftDistribution,
    DraftLossPlan,
    KeepTemplate,
    MarkHouseholds,
    MarkPaid,
    RecordMeasures,
    RecordYearFigures,
)
from coopdesk.services.distribution.values import HouseholdStanding
from coopdesk.services.journal.entry import Thing
from coopdesk.services.members.commands import (
    AddShares,
    EndMembership,
    RegisterMember,
    ReverseEntry,
    StrikeMember,
    TransferShares,
)

FOUNDED = date(2019, 5, 8)
NAME = "西双版纳傣族自治州勐腊县易武镇麻黑村古树茶种植股份经济合作社"
LAND = "land"
_MEMBERS = (
    ("C01", "麻黑村股份经济合作联合社", MemberKind.VILLAGE_COLLECTIVE, "40", "0"),
    ("E01", "西双版纳古茶山南药种植专业技术服务有限责任公司", MemberKind.ENTERPRISE, "30", "0"),
    ("F01", "阿卜杜热西提·买买提依明", MemberKind.FARMER, "10.5", "8.25"),
    ("F02", "陈秀兰", MemberKind.FARMER, "12", "3.5"),
    ("F03", "欧阳上官·司马诸葛秀兰", MemberKind.FARMER, "6.25", "12.75"),
    ("F04", "董𠮷", MemberKind.FARMER, "0", "6.4"),
    ("F05", "李国华", MemberKind.FARMER, "20", "0"),
    ("F06", "张桂芳", MemberKind.FARMER, "4", "2.1"),
    ("F07", "赵长根", MemberKind.FARMER, "3", "0"),
    ("F08", "赵常根", MemberKind.FARMER, "3", "0"),
)
_TRADES = (
    ("F01", "1280.5", "153660"),
    ("F02", "640", "76800"),
    ("F03", "2210.25", "265230"),
    ("F04", "88", "10560"),
    ("F02", "-12", "-1440"),
    ("E01", "3000", "330000"),
)


def enter_mixed(desk: Desk) -> None:
    """Four years: one paid, one with a loss that the accounts bear in part, one being paid, one drafted."""
    enter_members(desk)
    _resolve(desk, 2020, "486500.75", paid=True)
    _figures(desk, 2021, "-88250.4")
    desk.run(
        CloseLossYear(
            year=2021,
            record_date=date(2021, 12, 31),
            shared=Money.parse("60000"),
            resolution=_resolution(2021),
            approver="买买提",
        )
    )
    plan_id = _resolve(desk, 2022, "1268400.63")
    _attach(desk)
    for standing, members, note in (
        (HouseholdStanding.BANK, ("C01", "E01", "F01", "F02", "F03"), "农商行批量代发"),
        (HouseholdStanding.RETURNED, ("F02",), "户名不符"),
        (HouseholdStanding.CASH, ("F05",), ""),
    ):
        desk.run(
            MarkHouseholds(
                plan_id=plan_id, members=members, standing=standing, day=date(2023, 2, 3), note=note
            )
        )
    _figures(desk, 2023, "312000")
    _trade(desk, 2023)
    _draft(desk, 2023, date(2023, 2, 28))
    desk.run(KeepTemplate(title="我社办法（土地保底、六成按交易）", scheme=_scheme()))


def enter_losing(desk: Desk) -> None:
    """One year with a loss, drafted for the meeting."""
    enter_members(desk)
    _figures(desk, 2022, "-88250.4")
    desk.run(DraftLossPlan(year=2022, record_date=date(2022, 12, 31), shared=Money.parse("60000")))


def enter_members(desk: Desk) -> None:
    """The co-op, its two classes of shares, who joined, and what happened to their shares."""
    desk.run(
        SetUpCoop(
            details=CoopDetails(
                NAME,
                FOUNDED,
                address="云南省西双版纳傣族自治州勐腊县易武镇麻黑村委会大寨村民小组 128 号",
                chair="欧阳上官·司马诸葛秀兰",
                accountant="阿卜杜热西提·买买提依明",
                reserve_rate=parse_quantity("0.1"),
            )
        )
    )
    desk.run(DefineShareClass(share_class=ShareClass("ordinary", "资金股", Money.parse("1000"))))
    desk.run(DefineShareClass(share_class=ShareClass(LAND, "土地经营权作价入股", Money.parse("800"))))
    for place, (number, name, kind, capital, land) in enumerate(_MEMBERS):
        member = Member(
            number,
            name,
            kind,
            FOUNDED,
            group=f"麻黑村委会第{1 + place % 14}村民小组",
            phone="13800000000",
            bank="勐腊县农村信用合作联社易武信用社",
            account="" if number == "F06" else f"62{place:017d}",
            role=MemberRole.MANAGER if number == "F05" else None,
            remark="2021 年冬起由女儿代管，分红仍发本人账户；旧存折 2022 年 3 月已作废。"
            if number == "F01"
            else "",
        )
        shares = parse_quantity(capital)
        desk.run(
            RegisterMember(
                member=member,
                shares=shares,
                document=f"入社申请（2019）{place:03d}",
                other_person="同音不同人",
            )
        )
        if land != "0":
            desk.run(
                AddShares(
                    member=number,
                    day=FOUNDED,
                    shares=parse_quantity(land),
                    share_class=LAND,
                    kind=EntryKind.ALLOTMENT,
                    document="土地作价决议〔2019〕2 号",
                )
            )
    desk.run(StrikeMember(member="F08", reason="与 F07 是同一户，重复登记"))
    _moves(desk)


def _moves(desk: Desk) -> None:
    """Transfers, an inheritance, an entry reversed, a membership that ended."""
    for giver, taker, day, shares, kind in (
        ("F05", "F01", date(2020, 6, 1), "2", EntryKind.TRANSFER),
        ("F07", "F06", date(2020, 9, 9), "1", EntryKind.INHERITANCE),
    ):
        desk.run(
            TransferShares(
                giver=giver,
                taker=taker,
                day=day,
                shares=parse_quantity(shares),
                kind=kind,
                document="股份转让协议（2020）第 001 号",
                note="经理事会同意，价款两清",
            )
        )
    wrong = desk.run(
        AddShares(member="F01", day=date(2020, 7, 1), shares=parse_quantity("100"), document="收据")
    )
    desk.run(ReverseEntry(entry=int(wrong.reference), reason="录错户"))
    desk.run(
        EndMembership(member="F07", day=date(2020, 12, 31), note="外迁", redeem=True, document="退社申请")
    )


def _resolve(desk: Desk, year: int, surplus: str, *, paid: bool = False) -> int:
    _figures(desk, year, surplus)
    _trade(desk, year)
    plan_id = _draft(desk, year, date(year, 12, 31))
    desk.run(ApproveDistribution(plan_id=plan_id, resolution=_resolution(year), approver="买买提"))
    if paid:
        desk.run(MarkPaid(plan_id=plan_id, day=date(year + 1, 1, 25), method="银行代发"))
    return plan_id


def _figures(desk: Desk, year: int, surplus: str) -> None:
    costs = Money.parse("734512.37")
    figures = YearFigures(year, costs + Money.parse(surplus), costs, source=f"{year} 年度盈余及盈余分配表")
    desk.run(RecordYearFigures(figures=replace(figures, opening=desk.distribution.suggested_opening(year))))


def _trade(desk: Desk, year: int) -> None:
    rows = tuple(
        SheetRow(number, parse_quantity(count), Money.parse(sum_)) for number, count, sum_ in _TRADES
    )
    desk.run(
        RecordMeasures(sheet=MeasureSheet(year, SheetKind.TRADE, "古树茶鲜叶", rows, f"{year} 年收购台账"))
    )


def _scheme() -> Scheme:
    """Reserve and a fund; a guaranteed sum for land; 60 % by trade, the rest by accounts, less tax."""
    return Scheme(
        tiers=(
            (
                Line(
                    "land",
                    "土地股保底",
                    PerUnit(parse_quantity("300.5"), at_most_rest=True),
                    Basis("shares", classes=(LAND,)),
                ),
            ),
            (
                Line(
                    "trade", "盈余返还", RateOfTier(Quantity(600_000)), Basis("trade_amount"), patronage=True
                ),
                Line("rest", "剩余盈余分配", Rest(), Basis("account_total")),
            ),
        ),
        appropriations=(
            Appropriation("reserve", "公积金", rate=Quantity(100_000)),
            Appropriation("risk", "风险准备金", amount=Money.parse("20000")),
        ),
        withholding=(
            Withholding(
                ("rest",),
                Quantity(200_000),
                Eligible(kinds=frozenset({MemberKind.FARMER})),
                Money.parse("800"),
            ),
        ),
        include_opening=True,
    )


def _draft(desk: Desk, year: int, record_date: date) -> int:
    drafted = DraftDistribution(year=year, record_date=record_date, scheme=_scheme(), drafter="会计")
    return int(desk.run(drafted).reference)


def _resolution(year: int) -> Resolution:
    return Resolution(f"成决〔{year + 1}〕1 号", date(year + 1, 1, 15), members=9, present=8, votes_for=8)


def _attach(desk: Desk) -> None:
    """Two photos and a paper of one member."""
    for name, colour in (
        ("入社申请书（2019 年 5 月 8 日，本人签字并按手印）.jpg", "#8FBFA9"),
        ("身份证.jpg", "#E5B454"),
    ):
        held = BytesIO()
        Image.new("RGB", (800, 560), colour).save(held, "JPEG")
        photo = blob_of(BlobKind.PHOTO, held.getvalue(), name)
        desk.run(AttachFile(thing=Thing("member", "F01"), name=name, blob=photo))
    paper = blob_of(BlobKind.PDF, b"%PDF-1.4\n%%EOF\n", "股份转让协议.pdf")
    desk.run(AttachFile(thing=Thing("member", "F01"), name="股份转让协议.pdf", blob=paper))
