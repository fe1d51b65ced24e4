"""Made-up members, entries and distributions for the tests of the book."""

from dataclasses import replace
from datetime import date

from coopdesk.domain.attachments.blob import Blob, BlobKind, blob_of
from coopdesk.domain.coop.charter import Leftover
from coopdesk.domain.coop.share_class import ShareClass
from coopdesk.domain.distribution.basis_kinds import Weighting
from coopdesk.domain.distribution.engine import distribute
from coopdesk.domain.distribution.facts import AccountBalance, Facts, Party
from coopdesk.domain.distribution.loss import share_loss
from coopdesk.domain.distribution.resolution import Resolution
from coopdesk.domain.distribution.scheme import (
    Appropriation,
    Basis,
    Eligible,
    Line,
    PerUnit,
    RateOfTier,
    Rebate,
    Rest,
    Scheme,
    Withholding,
)
from coopdesk.domain.distribution.surplus import Surplus
from coopdesk.domain.members.entry_kind import EntryKind
from coopdesk.domain.members.member import Member, MemberKind
from coopdesk.domain.members.share_register import ShareEntry
from coopdesk.domain.money import Money
from coopdesk.domain.period import Period
from coopdesk.domain.quantity import Quantity, parse_quantity
from coopdesk.persistence.book.unit_of_work import SqlUnitOfWork
from coopdesk.services.coop.values import CoopDetails, YearFigures
from coopdesk.services.distribution.loss_plan import LossMember, LossPlan
from coopdesk.services.distribution.plan import Approval, Draft

FOUNDED = date(2019, 2, 18)
ORDINARY = ShareClass("ordinary", "普通股", Money.parse("1000"))
PREFERRED = ShareClass("preferred", "优先股", Money.parse("500.50"))
COOP = CoopDetails(
    name="林阁花木盆景专业合作社(示例)",
    founded=FOUNDED,
    credit_code="93500108MA60000000",
    address="重庆市南岸区放牛村",
    phone="023-62480000",
    chair="张三",
    supervisor="李四",
    finance_officer="王五",
    accountant="𠮷六",
    reserve_rate=parse_quantity("0.1"),
    precision=Money(10),
    leftover=Leftover.LARGEST_REMAINDER,
    record_month=11,
    record_day=30,
    notice_days=5,
    sample=True,
)
FIGURES = YearFigures(
    2019,
    Money.parse("2356900"),
    Money.parse("356900"),
    Money.parse("-1234.56"),
    Money.parse("7"),
    "凭证 12 号",
)
RESOLUTION = Resolution("2019-01", date(2019, 12, 10), 4, 4, 3)


def shares(text: str) -> Quantity:
    return parse_quantity(text)


def member(
    number: str, name: str = "张三", kind: MemberKind = MemberKind.FARMER, **details: object
) -> Member:
    return replace(Member(number, name, kind, FOUNDED), **details)  # type: ignore[arg-type]  # the test's own fields


def entry(taker: str | None, amount: str, day: date = FOUNDED, **details: object) -> ShareEntry:
    kind = EntryKind.ALLOTMENT if details.get("giver") is None else EntryKind.TRANSFER
    plain = ShareEntry(day, kind, parse_quantity(amount), taker=taker)
    return replace(plain, **details)  # type: ignore[arg-type]  # the test's own fields


ROLL = (
    member("G01", "南岸区供销合作社", MemberKind.SUPPLY_COOP, identity="93500108MA60000000"),
    member("C01", "放牛村集体经济组织", MemberKind.VILLAGE_COLLECTIVE, group="村", address="放牛村"),
    member(
        "F01",
        "张三",
        identity="500108196001010013",
        bank="农商行",
        account="6222000000001234",
        phone="13800001234",
    ),
    member("F02", "𠮷䶮㛃", group="二组"),
)


def photo(words: str = "身份证") -> Blob:
    """Some bytes that begin as a photo does."""
    return blob_of(BlobKind.PHOTO, b"\xff\xd8\xff\xe0" + words.encode() * 40, f"{words}.jpg")


def settle(uow: SqlUnitOfWork) -> None:
    """A co-op of four members: G01 5, C01 15 (of them 3 preferred), F01 8, F02 2.5 shares."""
    uow.coop.save(COOP)
    uow.coop.save_class(ORDINARY)
    uow.coop.save_class(PREFERRED)
    for person in ROLL:
        uow.members.add(person, "zs" if person.name == "张三" else "")
    uow.register.append(entry("G01", "5"))
    uow.register.append(entry("C01", "12", document="章程"))
    uow.register.append(entry("C01", "3", share_class="preferred"))
    uow.register.append(entry("F01", "10.5", note="入社"))
    uow.register.append(entry("F02", "2.5", date(2019, 6, 1), giver="F01", kind=EntryKind.GIFT))


def scheme() -> Scheme:
    """Every kind of line, basis and rule that a frozen plan must keep."""
    farmers = Eligible(kinds=frozenset({MemberKind.FARMER}))
    return Scheme(
        appropriations=(
            Appropriation("reserve", "公积金", rate=parse_quantity("0.05")),
            Appropriation("risk", "风险金", amount=Money.parse("1000")),
        ),
        tiers=(
            (Line("fixed", "保底", PerUnit(parse_quantity("100.0325")), Basis("shares", ("ordinary",))),),
            (
                Line(
                    "days",
                    "按持股天数",
                    RateOfTier(parse_quantity("0.4")),
                    Basis("shares", None, Weighting.DAYS),
                ),
                Line("rest", "股份分红", Rest(), Basis("shares", ("ordinary", "preferred")), patronage=True),
            ),
        ),
        rebates=(Rebate("rebate", "二次返利", "G01", ("rest",), farmers, Basis("equal")),),
        withholding=(Withholding(("rest",), parse_quantity("0.2"), farmers),),
        precision=Money(10),
        leftover=Leftover.LARGEST_REMAINDER,
    )


def draft(uow: SqlUnitOfWork, year: int = 2019) -> Draft:
    """A draft from the book as it stands."""
    facts = Facts(
        record_date=date(year, 11, 30),
        period=Period(date(year, 1, 1), date(year, 12, 31)),
        members=tuple(Party(person.number, person.name, person.kind) for person in uow.members.all()),
        surplus=Surplus(FIGURES.surplus, FIGURES.opening, FIGURES.transfers_in),
        share_entries=tuple(uow.register.entries()),
    )
    return Draft(year, facts, scheme(), replace(FIGURES, year=year), "statutory", "会计")


def approval(uow: SqlUnitOfWork, plan_id: int) -> Approval:
    """What approving a draft would write."""
    record = uow.plans.get(plan_id)
    assert record is not None
    return Approval(
        plan_id=plan_id,
        draft=record.draft,
        distribution=distribute(record.draft.facts, record.draft.scheme),
        resolution=RESOLUTION,
        coop=COOP,
        members=tuple(uow.members.all()),
        classes=tuple(uow.coop.classes()),
        approver="理事长",
    )


def loss_plan(year: int = 2018) -> LossPlan:
    """A year with 1,000.01 of loss, half of it on two accounts of 8,000 and 2,500 yuan."""
    figures = YearFigures(year, Money(0), Money.parse("1000.01"), source="报表")
    shares = share_loss(
        [AccountBalance("F01", Money.parse("8000")), AccountBalance("F02", Money.parse("2500"))],
        Money.parse("500"),
        Money.parse("1000.01"),
    )
    people = {person.number: (place, person) for place, person in enumerate(ROLL)}
    return LossPlan(
        year=year,
        record_date=date(year, 12, 31),
        coop=COOP,
        figures=figures,
        shared=Money.parse("500"),
        capital_total=Money.parse("10500"),
        members=tuple(
            LossMember(
                place,
                person.number,
                person.name,
                person.kind,
                person.group,
                person.identity,
                share.capital,
                share.reserve,
                share.amount,
                share.extra,
            )
            for share in shares
            for place, person in [people[share.member]]
        ),
        resolution=RESOLUTION,
        reason="",
    )
