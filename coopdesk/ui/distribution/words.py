"""The words of the page: how much, by what, for whom, as an accountant would say it; the statements of the steps
line by line, from the year's surplus to what is carried forward; the law's findings.

Pure functions from values to sentences and lines; knows no widget.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from coopdesk.domain.coop.charter import Leftover
from coopdesk.domain.coop.share_class import ShareClass
from coopdesk.domain.distribution.basis_kinds import Measure, Weighting
from coopdesk.domain.distribution.carried import Carried
from coopdesk.domain.distribution.engine import Opening, open_surplus
from coopdesk.domain.distribution.resolution import Resolution
from coopdesk.domain.distribution.rules import (
    ART20_FARMERS_80,
    ART20_ORGANISATIONS,
    ART44_PATRONAGE_60,
    PATRONAGE_PERCENT,
    organisations_allowed,
)
from coopdesk.domain.distribution.scheme import (
    EVERYBODY,
    Basis,
    Eligible,
    FixedAmount,
    PerUnit,
    Pool,
    RateOfTier,
    Rest,
    Scheme,
)
from coopdesk.domain.members.member import FARMERS, ORGANISATIONS, MemberKind
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import ONE
from coopdesk.i18n import N_, _, format_money, format_percent, format_quantity, mark, ngettext
from coopdesk.services.coop.values import FigureOrigin, YearFigures
from coopdesk.services.distribution.headlines import HistoryKind, HistoryLine, PlanSummary
from coopdesk.ui.distribution.outcome import Outcome, PaidLine
from coopdesk.ui.distribution.reading import Reading, surplus_of
from coopdesk.ui.kit.statement import Entry
from coopdesk.ui.kit.strips import FindingLine
from coopdesk.wording import (
    counted_kind,
    finding_text,
    history_name,
    kind_name,
    price_text,
    shares_text,
    usual_text,
)

DASH = "—"
_MINUS = "−"
_FEN_PER_WAN = 1_000_000
_SHORTENED_FROM = 1_000_000_000
_UNITS_PER_FEN = 10_000

_MEASURES: dict[str, str] = {
    Measure.SHARES: N_("股数"),
    Measure.CAPITAL: N_("出资额"),
    Measure.ACCOUNT_TOTAL: N_("成员账户合计"),
    Measure.TRADE_AMOUNT: N_("交易额"),
    Measure.TRADE_QUANTITY: N_("交易量"),
    Measure.LAND_MU: N_("土地面积"),
    Measure.EQUAL: N_("户数（每户相等）"),
}
_UNITS: dict[str, str] = {
    Measure.SHARES: N_("每股"),
    Measure.TRADE_QUANTITY: N_("每单位"),
    Measure.LAND_MU: N_("每亩"),
    Measure.EQUAL: N_("每户"),
}
_WEIGHTINGS: dict[Weighting, str] = {
    Weighting.RECORD_DATE: N_("登记日持股"),
    Weighting.DAYS: N_("按持股天数"),
    Weighting.MONTHS: N_("按持股月数"),
}
_WEIGHTED_UNITS: dict[Weighting, str] = {Weighting.DAYS: N_("每股每天"), Weighting.MONTHS: N_("每股每月")}
_CAP_UNITS: dict[Weighting, str] = {
    Weighting.RECORD_DATE: N_("股"),
    Weighting.DAYS: N_("股·天"),
    Weighting.MONTHS: N_("股·月"),
}
_PLAIN_UNITS: dict[str, str] = {Measure.LAND_MU: N_("亩"), Measure.EQUAL: N_("户")}
_LEFTOVERS: dict[Leftover, str] = {
    Leftover.CARRY: N_("尾差结转下年"),
    Leftover.LARGEST_REMAINDER: N_("尾差按最大余数分完"),
    Leftover.HALF_UP: N_("每户四舍五入，差额由盈余负担"),
}
_TIERS = (N_("第一层"), N_("第二层"), N_("第三层"), N_("第四层"), N_("第五层"))
_MONEY_MEASURES = frozenset({Measure.CAPITAL, Measure.ACCOUNT_TOTAL, Measure.TRADE_AMOUNT})
_NAMED_MEMBERS = 2


def money(amount: Money | int) -> str:
    """Yuan with separators and a true minus sign."""
    return format_money(amount).replace("-", _MINUS)


def figure(amount: Money | int | None) -> str:
    """Yuan, or a dash for nothing and for zero."""
    return money(amount) if amount and (isinstance(amount, int) or amount.fen) else DASH


def short_money(amount: Money) -> str:
    """Yuan, from ten million on in 万元, for places as narrow as a step."""
    if abs(amount.fen) < _SHORTENED_FROM:
        return money(amount)
    hundredths = (abs(amount.fen) * 100 + _FEN_PER_WAN // 2) // _FEN_PER_WAN
    sign = _MINUS if amount.fen < 0 else ""
    return _("{sum} 万").format(sum=f"{sign}{format_money(hundredths)}")


def tier_name(place: int) -> str:
    """第一层 and so on, counted from 0."""
    return _(_TIERS[place]) if place < len(_TIERS) else _("第 {n} 层").format(n=place + 1)


def measure_name(measure: str) -> str:
    """What a basis measures; a measure of the charter's own carries its name itself."""
    return _(_MEASURES[measure]) if measure in _MEASURES else measure


def weighting_name(weighting: Weighting) -> str:
    """How shares held for part of the year count."""
    return _(_WEIGHTINGS[weighting])


def leftover_name(leftover: Leftover) -> str:
    """What becomes of the 尾差."""
    return _(_LEFTOVERS[leftover])


def basis_text(basis: Basis, classes: Sequence[ShareClass]) -> str:
    """`股数（登记日持股，每户最多计 50 股）× 系数`: classes and product where not all count, cap and weight."""
    details: list[str] = []
    if basis.classes is not None:
        named = {each.code: usual_text(each.label) for each in classes}
        details.append(mark("、").join(named.get(code, code) for code in basis.classes))
    if basis.measure == Measure.SHARES:
        details.append(weighting_name(basis.weighting))
    if basis.product is not None:
        details.append(basis.product)
    if basis.cap is not None:
        details.append(_most_text(basis))
    name = measure_name(basis.measure)
    if details:
        name = f"{name}{mark('（')}{mark('，').join(details)}{mark('）')}"
    return name if basis.times is None else f"{name} × {basis.times}"


def cap_unit(basis: Basis) -> str:
    """What a cap counts: `股`, `亩`, `元`; weighted shares are capped as shares x days or months."""
    if basis.measure == Measure.SHARES:
        return _(_CAP_UNITS[basis.weighting])
    if basis.measure in _MONEY_MEASURES:
        return _("元")
    return _(_PLAIN_UNITS.get(basis.measure, N_("单位")))


def limits_text(basis: Basis, eligible: Eligible, names: Mapping[str, str]) -> list[str]:
    """What is easily overlooked of a part: its cap, its weight, who is left out."""
    parts = []
    if basis.cap is not None:
        parts.append(_most_text(basis))
    if basis.times is not None:
        parts.append(_("乘以{measure}").format(measure=basis.times))
    if eligible.has_exceptions:
        others = _named_text(eligible.except_kinds, eligible.except_members, names)
        parts.append(_("除{others}外").format(others=others))
    return parts


def _most_text(basis: Basis) -> str:
    cap = format_quantity(basis.cap or 0)
    return _("每户最多计 {cap} {unit}").format(cap=cap, unit=cap_unit(basis))


def pool_text(pool: Pool, basis: Basis) -> str:
    """How much a line takes: `全部余额`, `40%`, `定额 50,000.00`, `每股 5,000.00`."""
    match pool:
        case RateOfTier(rate):
            return _("本层的 {rate}").format(rate=format_percent(rate))
        case FixedAmount(amount, at_most_rest):
            return f"{_('定额 {sum}').format(sum=money(amount))}{_limit(at_most_rest)}"
        case PerUnit(price, at_most_rest):
            return f"{unit_name(basis)} {price_text(price)}{_limit(at_most_rest)}"
        case Rest():
            return _("全部余额")


def _limit(at_most_rest: bool) -> str:
    return _("（不足则按余额）") if at_most_rest else ""


def unit_name(basis: Basis) -> str:
    """`每股`, `每亩`, `每户`; money bases count by the yuan."""
    if basis.measure == Measure.SHARES and basis.weighting is not Weighting.RECORD_DATE:
        return _(_WEIGHTED_UNITS[basis.weighting])
    if basis.measure in _MONEY_MEASURES:
        return _("每元")
    return _(_UNITS.get(basis.measure, N_("每单位")))


def eligible_text(eligible: Eligible, names: Mapping[str, str]) -> str:
    """Who takes part: `全体成员`, `农户、村集体`, `董𠮷、陈秀兰等 5 名成员`."""
    who = _named_text(eligible.kinds or frozenset(), eligible.members or (), names)
    if eligible.kinds is None and eligible.members is None:
        who = _("全体成员")
    if not eligible.has_exceptions:
        return who or _("还没有选人")
    others = _named_text(eligible.except_kinds, eligible.except_members, names)
    return _("{who}（除{others}外）").format(who=who, others=others)


def _named_text(kinds: Iterable[MemberKind], members: Sequence[str], names: Mapping[str, str]) -> str:
    parts = [kind_name(kind) for kind in sorted_kinds(kinds)]
    shown = [names.get(number, number) for number in members[:_NAMED_MEMBERS]]
    if len(members) > _NAMED_MEMBERS:
        rest = ngettext("{names}等 {n} 名成员", "{names}等 {n} 名成员", len(members))
        shown = [rest.format(names=mark("、").join(shown), n=f"{len(members):,}")]
    return mark("、").join([*parts, *shown])


def sorted_kinds(kinds: Iterable[MemberKind]) -> list[MemberKind]:
    """Kinds in the order the register uses."""
    wanted = frozenset(kinds)
    return [kind for kind in MemberKind if kind in wanted]


def effect_text(line: PaidLine) -> tuple[str, str]:
    """What a line comes to: (`每股`, `20,000.00 元`); by money as a percentage of it; two empty texts for nobody."""
    if line.basis.measure in _MONEY_MEASURES and line.per_unit is None:
        if not line.unit_total:
            return "", ""
        divided = line.pool if line.divided is None else line.divided
        rate = divided.fen * _UNITS_PER_FEN * line.basis.unit_scale // line.unit_total
        return _("{basis}的").format(basis=measure_name(line.basis.measure)), format_percent(rate)
    each = line.each
    return (
        (unit_name(line.basis), _("{sum} 元").format(sum=price_text(each))) if each is not None else ("", "")
    )


def roll_text(counts: Mapping[MemberKind, int]) -> str:
    """`20 户农户、1 个村集体`: who takes part, by kind."""
    parts = [counted_kind(kind, n) for kind, n in counts.items() if n]
    return mark("、").join(parts)


_LESS = N_("减：{what}")
_PLUS = N_("加：{what}")


def opening_entries(figures: YearFigures, scheme: Scheme) -> list[Entry]:
    """本年盈余, 弥补亏损, 公积金, 可分配盈余."""
    opening = open_surplus(surplus_of(figures), scheme)
    entries = [Entry(_("本年盈余"), money(figures.surplus))]
    if opening.loss_made_good:
        entries.append(Entry(_less(_("弥补以前年度亏损")), money(opening.loss_made_good)))
        entries.append(Entry(_("提取基数"), money(figures.surplus - opening.loss_made_good), strong=True))
    for drawn in scheme.appropriations:
        rate = f"{mark('（')}{format_percent(drawn.rate)}{mark('）')}" if drawn.rate is not None else ""
        entries.append(
            Entry(_less(f"{usual_text(drawn.label)}{rate}"), figure(opening.appropriations[drawn.id]))
        )
    entries += _additions(figures, scheme)
    entries.append(Entry(_("可分配盈余"), money(opening.distributable), strong=True))
    return entries


def _additions(figures: YearFigures, scheme: Scheme) -> list[Entry]:
    entries = []
    if figures.transfers_in:
        entries.append(Entry(_plus(_("其他转入")), money(figures.transfers_in)))
    if figures.opening.fen > 0 and scheme.include_opening:
        entries.append(Entry(_plus(_("年初未分配盈余")), money(figures.opening)))
    return entries


def outcome_entries(outcome: Outcome, scheme: Scheme) -> list[Entry]:
    """What every line paid, gross, tax, net, and what is carried forward; with caps, weights and exceptions."""
    entries = []
    eligible = {part.id: part.eligible for part in scheme.parts}
    for line in outcome.lines:
        unit, each = effect_text(line)
        given_on = _("转给他人，不增加合计") if line.giver is not None else ""
        limits = limits_text(line.basis, eligible.get(line.id, EVERYBODY), outcome.names)
        note = " · ".join(part for part in (f"{unit} {each}".strip(), *limits, given_on) if part)
        entries.append(Entry(line.label, money(line.paid), note))
    entries.append(Entry(_("应发合计"), money(outcome.gross), strong=True))
    entries.append(Entry(_less(_("代扣税")), figure(outcome.tax)))
    entries.append(Entry(_("实发合计"), money(outcome.net), strong=True))
    entries += carried_entries(outcome.carried)
    return entries


def carried_entries(carried: Carried) -> list[Entry]:
    """结转下年: what of the distributable is left over, what of the opening was not taken in, what loss remains."""
    parts = [
        (_("分配后余额"), carried.leftover),
        (_("未动用的年初未分配盈余"), carried.opening),
        (_("未弥补的以前年度亏损"), carried.loss),
    ]
    named = [f"{words} {money(amount)}" for words, amount in parts if amount]
    note = mark("；").join(named) if len(named) > 1 or carried.total != carried.leftover else ""
    return [Entry(_("结转下年"), figure(carried.total), note)]


def tie_text(outcome: Outcome) -> str:
    """`可分配盈余 = 应发合计 + 结转下年`, with the figures: the sum an accountant checks first."""
    return _("核对相符：可分配 {whole} = 应发 {gross} + 结转 {rest}").format(
        whole=money(outcome.distributable), gross=money(outcome.gross), rest=money(outcome.carried_forward)
    )


def compared_entries(outcome: Outcome, previous: PlanSummary | None, year: int) -> list[Entry]:
    """This year beside last year: per farmer share, and all that was given out; dashes without a year before."""
    now, before = outcome.per_farmer_share, previous.per_farmer_share if previous else None
    entries = [
        Entry(_("{year} 年度农户每股").format(year=year), figure(now)),
        Entry(_("{year} 年度农户每股").format(year=year - 1), figure(before)),
    ]
    if now is not None and before is not None:
        entries.append(Entry(_("增减"), _difference(now, before), strong=True))
    if previous is not None:
        entries.append(Entry(_("{year} 年度应发合计").format(year=year - 1), money(previous.gross)))
    return entries


def history_entries(history: Sequence[HistoryLine], resolved: bool) -> list[Entry]:
    """办理经过: what has happened to the year, oldest first, each with who, why and the vote; then what is to come."""
    entries = [Entry(history_name(line.kind), line.day.isoformat(), _about(line)) for line in history]
    kinds = {line.kind for line in history}
    if HistoryKind.DRAFTED not in kinds and not kinds & {HistoryKind.CLOSED}:
        entries.append(Entry(history_name(HistoryKind.DRAFTED), DASH))
    if not resolved and HistoryKind.CLOSED not in kinds:
        entries.append(Entry(history_name(HistoryKind.APPROVED), DASH))
    return entries


def _about(line: HistoryLine) -> str:
    parts = [_by(line.person), _voted(line.resolution), line.method]
    if line.reason:
        parts.append(_("原因：{reason}").format(reason=line.reason))
    return mark("；").join(part for part in parts if part)


def _voted(resolution: Resolution | None) -> str:
    if resolution is None:
        return ""
    return _("{day} 会议，编号 {number}；成员 {members} 名，到会 {present}，赞成 {votes} 票").format(
        day=resolution.day.isoformat(),
        number=resolution.number,
        members=f"{resolution.members:,}",
        present=f"{resolution.present:,}",
        votes=f"{resolution.votes_for:,}",
    )


def frozen_changes(outcome: Outcome, record_date: date) -> list[tuple[str, str]]:
    """What a resolution freezes, for the sheet before it."""
    rows = [
        (_("股权登记日"), record_date.isoformat()),
        (_("成员"), _members(outcome)),
        (_("可分配盈余"), _yuan(outcome.distributable)),
        (_("应发合计"), _yuan(outcome.gross)),
        (_("代扣税"), _yuan(outcome.tax)),
        (_("实发合计"), _yuan(outcome.net)),
        (_("结转下年"), _yuan(outcome.carried.total)),
    ]
    each = outcome.per_farmer_share
    return rows if each is None else [*rows, (_("农户每股所得"), _yuan(each))]


def appropriated(opening: Opening) -> Money:
    """All appropriations together."""
    return Money(sum(amount.fen for amount in opening.appropriations.values()))


def _difference(now: Money, before: Money) -> str:
    change = now - before
    sign = "+" if change.fen > 0 else ""
    percent = f"{sign}{format_percent(change.fen * 1_000_000 // before.fen, 1)}" if before else ""
    bracketed = f"{mark('（')}{percent}{mark('）')}" if percent else ""
    return f"{sign}{money(change)}{bracketed}".replace("-", "−")


def _members(outcome: Outcome) -> str:
    count = len(outcome.rows)
    words = ngettext("{n} 户，共 {shares}", "{n} 户，共 {shares}", count)
    return words.format(n=f"{count:,}", shares=shares_text(outcome.shares_of()))


def _yuan(amount: Money) -> str:
    return _("{sum} 元").format(sum=money(amount)) if amount else DASH


def _by(drafter: str) -> str:
    return _("操作人 {name}").format(name=drafter) if drafter else ""


def _less(what: str) -> str:
    return _(_LESS).format(what=what)


def _plus(what: str) -> str:
    return _(_PLUS).format(what=what)


_ENOUGH = PATRONAGE_PERCENT * ONE // 100


def found_in(reading: Reading | None, outcome: Outcome, scheme: Scheme) -> list[FindingLine]:
    """All findings on what is shown of a year."""
    if reading is None or reading.facts is None:
        return []
    return [
        *finding_lines(outcome, scheme, reading.entitled),
        *opening_lines(reading.figures),
        *ledger_lines(reading.figures, reading.ledger),
    ]


def finding_lines(outcome: Outcome, scheme: Scheme, kinds: Mapping[MemberKind, int]) -> list[FindingLine]:
    """One line for each finding: what the law says, and how it stands among so many members of each kind."""
    return [
        FindingLine(finding_text(rule), _standing(rule, outcome, scheme, kinds)) for rule in outcome.findings
    ]


def opening_lines(figures: YearFigures | None) -> list[FindingLine]:
    """One line where the opening balance is not what last year left."""
    if figures is None or not figures.opening_reason:
        return []
    said = _("年初未分配盈余 {opening} 未照上年结转填列").format(opening=money(figures.opening))
    return [FindingLine(said, _("原因：{reason}").format(reason=figures.opening_reason))]


def ledger_lines(figures: YearFigures | None, ledger: YearFigures | None) -> list[FindingLine]:
    """One line where figures are typed although a ledger keeps the year: by how much they differ, if it is closed."""
    if figures is None:
        return []
    if ledger is None:
        return (
            [FindingLine(origin_words(figures), _("这一年的账还没有年终结账"))] if _is_typed(figures) else []
        )
    pairs = (
        (_("本年盈余"), figures.surplus, ledger.surplus),
        (_("年初未分配盈余"), figures.opening, ledger.opening),
        (_("其他转入"), figures.transfers_in, ledger.transfers_in),
    )
    said = [
        _("{what} 账簿 {ledger} 元，相差 {difference} 元").format(
            what=what, ledger=money(by_ledger), difference=money(typed - by_ledger)
        )
        for what, typed, by_ledger in pairs
        if typed != by_ledger
    ]
    return [FindingLine(_("填列的数字与账簿不符"), "；".join(said))] if said else []


def origin_words(figures: YearFigures | None) -> str:
    """Where a year's figures come from; empty in a book without a ledger of that year."""
    if figures is None or figures.origin is FigureOrigin.UNSAID:
        return ""
    return _("手工填列，未取自已结账的账簿") if _is_typed(figures) else _("取自账簿")


def _is_typed(figures: YearFigures) -> bool:
    return figures.origin is FigureOrigin.TYPED


def _standing(rule: str, outcome: Outcome, scheme: Scheme, kinds: Mapping[MemberKind, int]) -> str:
    members = sum(kinds.values())
    if rule == ART44_PATRONAGE_60:
        return _("本方案返还 {rate}").format(rate=_patronage(outcome, scheme))
    if rule == ART20_FARMERS_80 and members:
        farmers = sum(kinds.get(kind, 0) for kind in FARMERS)
        share = format_percent(farmers * ONE // members, 1)
        return _("现有农民 {n} 户，占 {share}").format(n=f"{farmers:,}", share=share)
    if rule == ART20_ORGANISATIONS:
        found = sum(kinds.get(kind, 0) for kind in ORGANISATIONS)
        allowed = organisations_allowed(members)
        return _("现有团体成员 {n} 个，限 {most} 个").format(n=f"{found:,}", most=f"{allowed:,}")
    return ""


def _patronage(outcome: Outcome, scheme: Scheme) -> str:
    marked = {line.id for tier in scheme.tiers for line in tier if line.patronage}
    pools = sum(line.pool.fen for line in outcome.lines if line.id in marked)
    whole = outcome.distributable.fen
    # Rounded down to as many decimals as it takes to be seen below 60 %: 59.99 % is never shown as 60 %.
    share = pools * ONE // whole if whole else 0
    tenths = share // 1_000 * 1_000
    return format_percent(tenths if tenths < _ENOUGH else share, 4)
