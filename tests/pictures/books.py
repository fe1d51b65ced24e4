"""The books that are pictured: the sample book, an empty one, a large one of long names and nine-digit sums, one that
has each kind of thing.

They are made through the same services as any book, with a clock that stands still, so pictures differ only where the
program does. The large book takes a while to enter and is kept beside the pictures.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from itertools import cycle
from pathlib import Path

from coopdesk.domain.distribution.resolution import Resolution
from coopdesk.domain.members.member import Member, MemberKind
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import parse_quantity
from coopdesk.exchange.pinyin import initials
from coopdesk.exchange.sample import linge
from coopdesk.exchange.templates import scheme_templates
from coopdesk.persistence.book.books import create_book, open_book
from coopdesk.services.coop.commands import SetUpCoop
from coopdesk.services.coop.values import CoopDetails, YearFigures
from coopdesk.services.desk import Desk
from coopdesk.services.distribution.commands import (
    ApproveDistribution,
    CloseLossYear,
    DraftDistribution,
    MarkPaid,
    RecordYearFigures,
)
from coopdesk.services.members.commands import RegisterMember
from coopdesk.services.sample_book import build_sample_book
from tests.pictures import ledger_book, mixed
from tests.reports.ledger.book import ledger_village

NOW = datetime(2023, 3, 1, 9, 30)
FOUNDED = date(2016, 5, 8)
LARGE_NAME = "西双版纳傣族自治州勐腊县易武镇麻黑村委会古树茶与南药种植加工股份经济合作联合社"
MEMBERS, A_DOZEN = 5_000, 12
_FAMILY = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
_GIVEN = (
    "秀兰",
    "国华",
    "玉珍",
    "德明",
    "桂芳",
    "光荣",
    "永福",
    "建国",
    "晓梅",
    "志强",
    "淑英",
    "𠮷祥",
    "䶮",
    "文㛃",
)
_LONG = (
    "阿卜杜热西提·买买提依明",
    "勐腊县易武镇麻黑村委会第十四村民小组集体资产管理小组",
    "西双版纳古茶山南药种植专业技术服务有限责任公司",
    "欧阳上官·司马诸葛秀兰",
)


def sample_desk(folder: Path) -> Desk:
    """The sample book, opened or built."""
    place = folder / "林阁.coop"
    known = place.exists()
    desk = _desk(place)
    if not known:
        build_sample_book(desk, linge())
    return desk


def ledger_desk(folder: Path) -> Desk:
    """The village that keeps a ledger from the middle of a year."""
    place = folder / "记账.coop"
    return _desk(place) if place.exists() else ledger_village(place)


def started_desk(folder: Path) -> Desk:
    """The sample book with the figures of a new year, nothing drafted yet."""
    return _with_new_year(folder / "林阁（新年度）.coop", drafted=False)


def drafted_desk(folder: Path) -> Desk:
    """The sample book with a draft of a new year, waiting for the meeting."""
    return _with_new_year(folder / "林阁（草案）.coop", drafted=True)


def _with_new_year(place: Path, *, drafted: bool) -> Desk:
    known = place.exists()
    desk = _desk(place)
    if not known:
        build_sample_book(desk, linge())
        income, costs = Money.parse("2568400"), Money.parse("468400")
        desk.run(
            RecordYearFigures(figures=YearFigures(2023, income, costs, source="2023 年 1—2 月收支明细账"))
        )
        if drafted:
            _draft(desk, 2023, date(2023, 2, 28))
    return desk


def empty_desk(folder: Path) -> Desk:
    """A book with nothing in it."""
    return _desk(folder / "新账套.coop")


def large_desk(folder: Path) -> Desk:
    """5,000 members and three years of nine-digit sums; entered once."""
    return _large(folder / f"{LARGE_NAME}.coop", MEMBERS)


def crowded_desk(folder: Path) -> Desk:
    """The same with a dozen members, quickly entered."""
    return _large(folder / f"{LARGE_NAME}（一社）.coop", A_DOZEN)


def mixed_desk(folder: Path) -> Desk:
    """Reserve, trade, two classes, withholding, a loss year, long names: all that the sample lacks."""
    return _entered(folder / f"{mixed.NAME}.coop", mixed.enter_mixed)


def vouchers_desk(folder: Path) -> Desk:
    """A co-op of some members that keeps a ledger."""

    def enter(desk: Desk) -> None:
        _enter_large(desk, A_DOZEN)
        ledger_book.keep_ledger(desk)

    return _entered(folder / "账簿.coop", enter)


def losing_desk(folder: Path) -> Desk:
    """The same co-op with one year that made a loss, drafted for the meeting."""
    return _entered(folder / f"{mixed.NAME}（亏损）.coop", mixed.enter_losing)


def _entered(place: Path, enter: Callable[[Desk], None]) -> Desk:
    known = place.exists()
    desk = _desk(place)
    if not known:
        enter(desk)
    return desk


def _large(place: Path, members: int) -> Desk:
    known = place.exists()
    desk = _desk(place)
    if not known:
        _enter_large(desk, members)
    return desk


def _desk(place: Path) -> Desk:
    book = (
        open_book(place, clock=lambda: NOW) if place.exists() else create_book(place, NOW, clock=lambda: NOW)
    )
    return Desk(book, lambda: NOW, initials, scheme_templates)


def _enter_large(desk: Desk, members: int) -> None:
    details = CoopDetails(
        LARGE_NAME,
        FOUNDED,
        address="云南省西双版纳傣族自治州勐腊县易武镇麻黑村委会大寨村民小组 128 号",
        chair="欧阳上官·司马诸葛秀兰",
        accountant="阿卜杜热西提·买买提依明",
    )
    desk.run(SetUpCoop(details=details))
    for position, member in enumerate(_members(members)):
        shares = parse_quantity(f"{1 + position % 97}.{position % 10}")
        desk.run(
            RegisterMember(
                member=member,
                shares=shares,
                document=f"入社申请（{FOUNDED.year}）{position:05d}",
                other_person="同名，另一户",
            )
        )
    for year, surplus in ((2020, "318456789.12"), (2021, "-42500000"), (2022, "987654321.98")):
        _enter_year(desk, year, surplus, members)


def _members(count: int) -> list[Member]:
    names = cycle(f"{family}{given}" for given in _GIVEN for family in _FAMILY)
    made = []
    for position in range(count):
        kind = MemberKind.VILLAGE_COLLECTIVE if position == 1 else MemberKind.FARMER
        name = _LONG[position % len(_LONG)] if position % 7 == 1 else next(names)
        number = "C01" if position == 1 else f"F{position:04d}"
        account = "" if position % 50 == 9 else f"62{position:017d}"
        joined = FOUNDED + timedelta(days=position % 900)
        group = f"麻黑村委会第{1 + position % 14}村民小组"
        made.append(Member(number, name, kind, joined, group=group, account=account))
    return made


def _enter_year(desk: Desk, year: int, surplus: str, members: int) -> None:
    costs = Money.parse("123456789.01")
    figures = YearFigures(
        year,
        costs + Money.parse(surplus),
        costs,
        desk.distribution.suggested_opening(year),
        source=f"{year} 年度盈余及盈余分配表",
    )
    desk.run(RecordYearFigures(figures=figures))
    day = date(year + 1, 1, 20)
    resolution = Resolution(
        day=day,
        number=f"成决〔{year + 1}〕1 号",
        members=members,
        present=members * 43 // 50,
        votes_for=members * 42 // 50,
    )
    if figures.surplus.fen < 0:
        desk.run(CloseLossYear(year=year, record_date=date(year, 12, 31), resolution=resolution))
        return
    plan_id = _draft(desk, year, date(year, 12, 31))
    desk.run(ApproveDistribution(plan_id=plan_id, resolution=resolution))
    if year < 2022:
        desk.run(MarkPaid(plan_id=plan_id, day=day + timedelta(days=5), method="银行代发"))


def _draft(desk: Desk, year: int, record_date: date) -> int:
    template = desk.distribution.templates()[0]
    scheme = desk.distribution.scheme_from(template, desk.distribution.facts(year, record_date))
    drafted = DraftDistribution(
        year=year, record_date=record_date, scheme=scheme, template=template.id, drafter="会计"
    )
    return int(desk.run(drafted).reference)
