"""The words of a scheme: how much, by what, for whom, as an accountant would say it aloud.

Pure functions from values to sentences; knows no widget.
"""

from collections.abc import Iterable, Mapping, Sequence

from coopdesk.domain.coop.charter import Leftover
from coopdesk.domain.coop.share_class import ShareClass
from coopdesk.domain.distribution.facts import Facts
from coopdesk.domain.distribution.scheme import (
    Basis,
    Eligible,
    FixedAmount,
    Measure,
    PerUnit,
    Pool,
    RateOfTier,
    Rest,
    Weighting,
)
from coopdesk.domain.members.member import MemberKind
from coopdesk.domain.money import Money
from coopdesk.i18n import N_, _, format_money, format_percent, format_quantity, mark, ngettext
from coopdesk.ui.distribution.outcome import PaidLine
from coopdesk.wording import counted_kind, kind_name, price_text, usual_text

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


def present_kinds(facts: Facts) -> list[MemberKind]:
    """Kinds that the roll has, in the order of the register."""
    return sorted_kinds({party.kind for party in facts.members})


def roll_text(counts: Mapping[MemberKind, int]) -> str:
    """`20 户农户、1 个村集体`: who takes part, by kind."""
    parts = [counted_kind(kind, n) for kind, n in counts.items() if n]
    return mark("、").join(parts)
