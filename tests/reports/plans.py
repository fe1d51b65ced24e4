"""Frozen plans and slips for the papers: from the ten cases by the real engine, and made up as large as needed."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from coopdesk.domain.capital import capital
from coopdesk.domain.coop.share_class import ORDINARY, ShareClass
from coopdesk.domain.distribution.document import read_case
from coopdesk.domain.distribution.engine import distribute
from coopdesk.domain.distribution.explain import derivations
from coopdesk.domain.distribution.facts import Facts, Party
from coopdesk.domain.distribution.resolution import Resolution
from coopdesk.domain.distribution.result import Distribution
from coopdesk.domain.distribution.scheme import Basis, FixedAmount, Line, Rebate, Scheme, Withholding
from coopdesk.domain.distribution.scheme import Eligible as Group
from coopdesk.domain.distribution.surplus import Surplus
from coopdesk.domain.members.entry_kind import EntryKind
from coopdesk.domain.members.member import MemberKind
from coopdesk.domain.members.share_register import ShareEntry
from coopdesk.domain.money import Money
from coopdesk.domain.period import Period
from coopdesk.domain.quantity import SCALE, Quantity
from coopdesk.services.coop.values import CoopDetails, YearFigures
from coopdesk.services.distribution.papers.slip import SlipFigures, SlipLine
from coopdesk.services.distribution.plan import FrozenPlan, PlanLine, PlanMember

CASES = Path(__file__).resolve().parents[1] / "cases"
PRINTED_ON = date(2019, 12, 25)
CLASS = ShareClass(ORDINARY, "普通股", Money(100_000))
COOP = CoopDetails(
    name="林阁花木种植股份合作社",
    founded=date(2019, 2, 18),
    address="南岸区南山街道放牛村",
    phone="023-60000003",
    chair="林理事",
    supervisor="李监事",
    finance_officer="赵财务",
    accountant="王会计",
)
LONG_NAMES = (
    "重庆市南岸区南山街道放牛村股份经济合作联合社第三村民小组花木种植专业合作联社𠮷䶮",
    "阿不都热合曼·买买提依明·吐尔逊·阿卜杜拉",
    "欧阳㛃",
    "王伟",
)
LONG_COOP = "重庆市南岸区南山街道放牛村林阁花木盆景种植与乡村旅游综合开发股份合作社联合社筹备委员会"
LABELS = (
    "按股分红",
    "二次返利（供销社让利）",
    "交易量返还",
    "土地保底分红",
    "财政补助量化份额分红",
    "工时积分分配",
    "公益岗位补贴",
    "盆景代销返还",
    "年终奖励",
    "贫困户帮扶分红",
    "技术入股分红",
    "其他分配",
)


def plan_of_case(name: str, coop: CoopDetails = COOP) -> FrozenPlan:
    """The plan of one of the ten cases, as approving it would freeze it."""
    path = next(CASES.glob(f"{name}*.json"))
    return frozen(distribute(*read_case(json.loads(path.read_text(encoding="utf-8")))), coop)


def large_plan(
    members: int,
    lines: int = 2,
    names: Sequence[str] = LONG_NAMES,
    pool: Money = Money(200_000_000),
    tax_rate: Quantity = Quantity(0),
    coop: CoopDetails = COOP,
) -> FrozenPlan:
    """A made-up plan: so many members holding 1 to 9 shares, so many lines of that pool, one of them a rebate."""
    parties = [Party(f"F{n:04d}", names[n % len(names)], MemberKind.FARMER) for n in range(1, members)]
    parties.insert(0, Party("G01", "南岸区供销合作社", MemberKind.SUPPLY_COOP))
    entries = tuple(
        ShareEntry(date(2019, 2, 18), EntryKind.SUBSCRIPTION, Quantity((n % 9 + 1) * SCALE), taker=party.id)
        for n, party in enumerate(parties)
    )
    paid = [label for label in LABELS[:lines] if label != LABELS[1]]
    by_shares = Basis("shares")
    tier = tuple(Line(f"l{n}", label, FixedAmount(pool), by_shares) for n, label in enumerate(paid))
    farmers = Group(kinds=frozenset({MemberKind.FARMER}))
    rebates = (Rebate("rebate", LABELS[1], "G01", ("l0",), farmers, by_shares),) if lines > 1 else ()
    ids = tuple(line.id for line in tier)
    scheme = Scheme((tier,), rebates=rebates, withholding=(Withholding(ids, tax_rate),) if tax_rate else ())
    period = Period(date(2019, 1, 1), date(2019, 12, 31))
    facts = Facts(date(2019, 12, 20), period, parties, Surplus(pool * (len(tier) + 1)), entries)
    return frozen(distribute(facts, scheme), coop)


def frozen(result: Distribution, coop: CoopDetails = COOP) -> FrozenPlan:
    """What approving a distribution freezes, with made-up personal data."""
    facts = result.facts
    surplus = facts.surplus
    year = facts.period.end.year
    members = len(facts.members)
    held: dict[str | None, int] = {}
    for entry in facts.share_entries:
        held[entry.taker] = held.get(entry.taker, 0) + entry.shares
        held[entry.giver] = held.get(entry.giver, 0) - entry.shares
    return FrozenPlan(
        plan_id=1,
        year=year,
        record_date=facts.record_date,
        period=facts.period,
        coop=coop,
        figures=YearFigures(year, surplus.current_year, Money(0), surplus.opening, surplus.transfers_in),
        loss_made_good=result.loss_made_good,
        appropriations=tuple(
            (each.label, result.appropriations[each.id]) for each in result.scheme.appropriations
        ),
        distributable=result.distributable,
        carried_forward=result.carried_forward,
        lines=tuple(_line(result, number) for number in range(len(result.lines))),
        members=tuple(_member(result, position, held) for position in range(members)),
        gross=result.total_gross,
        tax=result.total_tax,
        findings=result.findings,
        resolution=Resolution("1", date(year, 12, 20), members, members, members),
        paid_on=date(year, 12, 20),
        payment_method="银行转账",
    )


def _line(result: Distribution, number: int) -> PlanLine:
    line = result.lines[number]
    giver = None if line.giver is None else result.facts.members[line.giver].id
    return PlanLine(
        line.id, line.label, line.basis, line.pool, line.unit_total, line.paid, line.patronage, giver
    )


def _member(result: Distribution, position: int, held: Mapping[str | None, int]) -> PlanMember:
    party = result.facts.members[position]
    return PlanMember(
        position=position,
        number=party.id,
        name=party.name,
        kind=party.kind,
        group="一组",
        identity=f"50010819700101{position % 10_000:04d}",
        bank="农村商业银行",
        account=f"622202310001{position:07d}",
        shares=((CLASS, Quantity(held.get(party.id, 0))),),
        entitlements=derivations(result, position),
        gross=Money(result.gross[position]),
        tax=Money(result.tax[position]),
    )


def slip(
    number: int = 3, name: str = "董𠮷", lines: int = 2, amount: Money = Money(1_000_000)
) -> SlipFigures:
    """One made-up slip."""
    gross = amount * lines
    return SlipFigures(
        coop=COOP.name,
        year=2019,
        number=f"2019-{number:04d}",
        member_number=f"F{number:02d}",
        member_name=name,
        identity="500108********0013",
        account="************0003",
        shares=("普通股 8 股",),
        lines=tuple(
            SlipLine(LABELS[n % len(LABELS)], f"{n + 1} 股 × {amount.grouped}", amount) for n in range(lines)
        ),
        gross=gross,
        tax=Money(0),
        net=gross,
        in_words=capital(gross),
        resolution="2019年12月20日成员大会决议第1号",
        prepared_by="王会计",
        reviewed_by="李监事",
        check_code="7Q4K-2M9X",
    )
