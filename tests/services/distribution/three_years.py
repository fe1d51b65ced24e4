"""A co-op of three households over three years, every figure of it worked out by hand in ``test_member_accounts``.

甲 F01 has 3 shares of 1,000 yuan, 乙 F02 two, 丙 F03 one. The charter draws a tenth as reserve and quantifies it half
by capital, half equally; 60 % go by trade, the rest by the accounts. 乙 leaves at the end of 2021.
"""

from datetime import date, datetime
from pathlib import Path

from coopdesk.domain.coop.share_class import ORDINARY, ShareClass
from coopdesk.domain.distribution.measures import MeasureSheet, SheetKind, SheetRow
from coopdesk.domain.distribution.resolution import Resolution
from coopdesk.domain.distribution.scheme import Appropriation, Basis, Line, RateOfTier, Rest, Scheme
from coopdesk.domain.members.account import AccountColumn, ContributionForm
from coopdesk.domain.members.member import Member, MemberKind
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import parse_quantity
from coopdesk.exchange.pinyin import initials
from coopdesk.exchange.templates import scheme_templates
from coopdesk.persistence.book.books import create_book
from coopdesk.services.coop.commands import DefineShareClass, SetUpCoop
from coopdesk.services.coop.values import CoopDetails, YearFigures
from coopdesk.services.desk import Desk
from coopdesk.services.distribution.commands import (
    ApproveDistribution,
    DraftDistribution,
    PayOutAccount,
    RecordMeasures,
    RecordYearFigures,
)
from coopdesk.services.members.account_commands import RecordContribution, RecordGrant
from coopdesk.services.members.commands import EndMembership, RegisterMember

NOW = datetime(2023, 3, 1, 9, 30)
FOUNDED = date(2020, 1, 10)
SCHEME = Scheme(
    (
        (
            Line(
                "refund",
                "盈余返还",
                RateOfTier(parse_quantity("0.6")),
                Basis("trade_amount"),
                patronage=True,
            ),
            Line("rest", "剩余盈余分配", Rest(), Basis("account_total")),
        ),
    ),
    (Appropriation("reserve", "公积金", rate=parse_quantity("0.1")),),
)


def yuan(text: str) -> Money:
    return Money.parse(text)


def founded(path: Path) -> Desk:
    """The co-op with its three households."""
    desk = Desk(create_book(path, NOW), lambda: NOW, initials, scheme_templates)
    half = parse_quantity("0.5")
    desk.run(SetUpCoop(details=CoopDetails("青山养鸡专业合作社", FOUNDED, reserve_by_equal=half)))
    desk.run(DefineShareClass(share_class=ShareClass(ORDINARY, "普通股", yuan("1000"))))
    for number, name, shares in (("F01", "甲", "3"), ("F02", "乙", "2"), ("F03", "丙", "1")):
        member = Member(number, name, MemberKind.FARMER, FOUNDED, address="青山村 1 组")
        desk.run(RegisterMember(member=member, shares=parse_quantity(shares), document="入社申请"))
    return desk


def sheet(year: int, product: str, rows: dict[str, tuple[str, str]]) -> RecordMeasures:
    """One product's trade of a year: quantity and yuan by member number."""
    return RecordMeasures(
        sheet=MeasureSheet(
            year,
            SheetKind.TRADE,
            product,
            tuple(
                SheetRow(number, parse_quantity(quantity), yuan(amount))
                for number, (quantity, amount) in rows.items()
            ),
            "收购台账",
        )
    )


def resolve(desk: Desk, year: int, surplus: str, opening: str = "0") -> int:
    """Enter the year's figures, draft by the charter and let the meeting resolve it in the January after."""
    figures = YearFigures(year, yuan(surplus), Money(0), yuan(opening), source="年度报表")
    desk.run(RecordYearFigures(figures=figures))
    drafted = desk.run(DraftDistribution(year=year, record_date=date(year, 12, 31), scheme=SCHEME))
    members = 3 if year < 2022 else 2
    resolution = Resolution(
        f"{year + 1} 年第 1 号", date(year + 1, 1, 20), members=members, present=members, votes_for=members
    )
    desk.run(ApproveDistribution(plan_id=int(drafted.reference), resolution=resolution))
    return int(drafted.reference)


def first_year(desk: Desk) -> int:
    """2020: 甲 brings in a greenhouse, the county gives 100 yuan, a tenth of 10,000 goes to the reserve."""
    desk.run(
        RecordContribution(
            member="F01",
            day=date(2020, 5, 6),
            amount=yuan("1500"),
            form=ContributionForm.GOODS,
            document="入库单 3 号",
            resolution="2020 年第 3 号",
            note="大棚一座",
        )
    )
    desk.run(
        RecordGrant(
            column=AccountColumn.SUBSIDY,
            day=date(2020, 6, 1),
            amount=yuan("100"),
            giver="县农业农村局",
            document="南农发〔2020〕12 号",
        )
    )
    desk.run(sheet(2020, "鲜蛋", {"F01": ("100", "1000"), "F02": ("200", "2000"), "F03": ("100", "1000")}))
    return resolve(desk, 2020, "10000")


def second_year(desk: Desk) -> int:
    """2021: 200 yuan are donated, 乙 leaves with the year; a tenth of 5,000 goes to the reserve."""
    desk.run(
        RecordGrant(
            column=AccountColumn.DONATION,
            day=date(2021, 3, 1),
            amount=yuan("200"),
            giver="某公益基金会",
            document="捐赠协议",
        )
    )
    desk.run(sheet(2021, "鲜蛋", {"F01": ("50", "500"), "F03": ("150", "1500")}))
    desk.run(sheet(2021, "雏鸡", {"F02": ("30", "300")}))
    desk.run(EndMembership(member="F02", day=date(2021, 12, 31), redeem=True, document="退社申请"))
    return resolve(desk, 2021, "5000", "0.01")


def third_year(desk: Desk) -> int:
    """2022: 乙 is paid out, a tenth of 1,000 goes to the reserve of the two who stay."""
    desk.run(PayOutAccount(member="F02", day=date(2022, 2, 15), document="付款单 8 号"))
    desk.run(sheet(2022, "鲜蛋", {"F01": ("10", "100"), "F03": ("30", "300")}))
    return resolve(desk, 2022, "1000", left_by(desk, 2021))


def left_by(desk: Desk, year: int) -> str:
    """What a resolved year leaves to the next, as it is typed."""
    plan = desk.distribution.frozen_plan(year)
    assert plan is not None
    return str(plan.carried.total)
