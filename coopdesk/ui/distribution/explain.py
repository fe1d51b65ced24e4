"""How any figure on the page came about: a caption, one sentence with the numbers, and the entries it rests on.

Everything is read from the outcome and the scheme; nothing is computed that the engine has not computed. Knows no
widget.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from coopdesk.domain.coop.share_class import ShareClass
from coopdesk.domain.distribution.basis_kinds import Measure
from coopdesk.domain.distribution.result import Derivation, TaxDerivation
from coopdesk.domain.distribution.scheme import EVERYBODY, Eligible, Scheme
from coopdesk.domain.members.member import MemberKind
from coopdesk.i18n import _, format_percent, format_quantity, join_texts, mark, ngettext
from coopdesk.services.members.values import EntryLine
from coopdesk.ui.distribution.editing import labels
from coopdesk.ui.distribution.member_rows import LINE_KEY, MemberFigures
from coopdesk.ui.distribution.outcome import Outcome, PaidLine
from coopdesk.ui.distribution.words import basis_text, effect_text, eligible_text, money, pool_text, roll_text
from coopdesk.wording import (
    derivation_sentence,
    entry_kind_name,
    kind_name,
    shares_text,
    tax_sentence,
    usual_text,
)

_ENTRIES_SHOWN = 3
_OF_HOLDINGS = frozenset((Measure.SHARES, Measure.CAPITAL, Measure.ACCOUNT_TOTAL))
"""Measures that come from the share register; trade, land and the charter's own rest on sheets of their own."""


@dataclass(frozen=True)
class Explanation:
    """What the strip shows; ``member`` is whose entries of the share register belong under it, empty for figures of
    nobody in particular and for those that rest on no holding."""

    caption: str
    sentence: str
    member: str = ""


def cell(outcome: Outcome, scheme: Scheme, day: date, row: MemberFigures, key: str) -> Explanation:
    """How the figure in that column of that member came about; any other column explains the net amount."""
    derived = outcome.derive(row.position)
    if key.startswith(LINE_KEY):
        wanted = key.removeprefix(LINE_KEY)
        place = [line.id for line in outcome.lines].index(wanted)
        own = [each for each in derived if each.line_id == wanted]
        sentence = _sentences(own) or _("{name}不参加这一项分配。").format(name=row.name)
        return _about(row, outcome.lines[place].label, row.amounts[place], sentence, own)
    if key == "shares":
        sentence = _("{day} 日终登记在册，各类股份合计。").format(day=day.isoformat())
        held = _("{name}　{shares}是怎么来的").format(name=row.name, shares=shares_text(row.shares))
        return Explanation(held, sentence, row.number)
    if key == "tax":
        return _about(
            row, _("代扣税"), row.tax, _tax_sentence(scheme, row, outcome.tax_derived(row.position)), derived
        )
    if key == "gross":
        return _about(row, _("应发合计"), row.gross, _gross_sentence(derived, row), derived)
    return _about(row, _("实发金额"), row.net, _net_sentence(derived, row), derived)


def per_farmer_share(outcome: Outcome) -> Explanation:
    """农户每股所得."""
    each = outcome.per_farmer_share
    farmers = outcome.gross_of(MemberKind.FARMER)
    if each is None:
        return Explanation(_("农户每股所得"), _("登记日农户没有持股。"))
    shares = format_quantity(outcome.shares_of(MemberKind.FARMER))
    sentence = _("农户应发合计 {sum} ÷ 农户持股 {shares} 股 = {each}，到分为止。")
    caption = _("农户每股所得 {sum} 是怎么来的").format(sum=money(each))
    return Explanation(caption, sentence.format(sum=money(farmers), shares=shares, each=money(each)))


def of_kind(outcome: Outcome, kind: MemberKind) -> Explanation:
    """应发合计 of a kind, as the sum of its lines."""
    places = outcome.rows.places_of_kinds.get(kind, ())
    sums = [sum(map(amounts.__getitem__, places)) for amounts in outcome.rows.lines.values()]
    parts = [f"{line.label} {money(each)}" for line, each in zip(outcome.lines, sums, strict=True) if each]
    total = outcome.gross_of(kind)
    caption = _("{kind}合计 {sum} 是怎么来的").format(kind=kind_name(kind), sum=money(total))
    made = f"{' + '.join(parts)} = {money(total)}" if parts else _("没有分到")
    return Explanation(caption, f"{roll_text({kind: len(places)})}{mark('：')}{made}{mark('。')}")


def carried(outcome: Outcome) -> Explanation:
    """结转下年."""
    carried_on = outcome.carried
    caption = _("结转下年 {sum} 是怎么来的").format(sum=money(carried_on.total))
    sentence = _("可分配盈余 {whole} − 应发合计 {gross} = {rest}：各层没有分完的余额和分不尽的尾差。").format(
        whole=money(outcome.distributable),
        gross=money(outcome.gross),
        rest=money(carried_on.leftover),
    )
    parts = [sentence]
    if carried_on.opening:
        parts.append(_("年初未分配盈余没有动用的 {sum}。").format(sum=money(carried_on.opening)))
    if carried_on.loss:
        parts.append(_("以前年度没有弥补完的亏损 {sum}。").format(sum=money(carried_on.loss)))
    return Explanation(caption, join_texts(*parts))


def line(
    paid: PaidLine, scheme: Scheme, names: Mapping[str, str], classes: Sequence[ShareClass]
) -> Explanation:
    """What a whole line or rebate comes to, by what and for whom, cap, weight and exceptions included."""
    unit, each = effect_text(paid)
    who = eligible_text(_eligible_of(paid, scheme), names)
    parts = [
        _("可分 {pool}（{what}）").format(pool=money(paid.pool), what=_pool_of(paid, scheme)),
        _("按{basis}分给{who}").format(basis=basis_text(paid.basis, classes), who=who),
    ]
    if each:
        parts.append(f"{unit} {each}")
    parts.append(_("共分出 {sum}").format(sum=money(paid.paid)))
    if paid.pool.fen != paid.paid:
        parts.append(_("分不尽的 {sum} 留下").format(sum=money(paid.pool.fen - paid.paid)))
    caption = _("{label} {sum} 是怎么来的").format(label=paid.label, sum=money(paid.paid))
    return Explanation(caption, mark("，").join(parts) + mark("。"))


def _eligible_of(paid: PaidLine, scheme: Scheme) -> Eligible:
    return next((part.eligible for part in scheme.parts if part.id == paid.id), EVERYBODY)


def _pool_of(paid: PaidLine, scheme: Scheme) -> str:
    for tier in scheme.tiers:
        for own in tier:
            if own.id == paid.id:
                return pool_text(own.pool, own.basis)
    rates = [rebate.rate for rebate in scheme.rebates if rebate.id == paid.id]
    return _("让出方所得的 {rate}").format(rate=format_percent(rates[0])) if rates else paid.label


def source(entries: Sequence[EntryLine], day: date) -> str:
    """依据: the register's entries behind a holding on that day, the latest few where there are many."""
    counted = [each for each in entries if each.entry.entry.day <= day]
    if not counted:
        return ""
    shown = [_entry(each) for each in counted[-_ENTRIES_SHOWN:]]
    text = _("依据：{entries}").format(entries=mark("；").join(shown))
    if len(counted) > len(shown):
        text += ngettext("（共 {n} 笔）", "（共 {n} 笔）", len(counted)).format(n=len(counted))
    return text


def _about(
    row: MemberFigures, what: str, amount: int, sentence: str, derived: Sequence[Derivation]
) -> Explanation:
    """A member's figure that was derived so; the register is named under it only where a holding counted."""
    caption = _("{name}　{what} {sum} 是怎么来的").format(name=row.name, what=what, sum=money(amount))
    held = any(each.basis.measure in _OF_HOLDINGS for each in derived)
    return Explanation(caption, sentence, row.number if held else "")


def _gross_sentence(derived: Sequence[Derivation], row: MemberFigures) -> str:
    if not derived:
        return _("没有参加任何一项分配。")
    total = mark("；") + _("合计 {sum}").format(sum=money(row.gross)) if len(derived) > 1 else ""
    return _sentences(derived).removesuffix(mark("。")) + total + mark("。")


def _net_sentence(derived: Sequence[Derivation], row: MemberFigures) -> str:
    gross = _gross_sentence(derived, row)
    if not row.tax:
        return gross
    less = _("应发 {gross} − 代扣税 {tax} = 实发 {net}。")
    return join_texts(gross, less.format(gross=money(row.gross), tax=money(row.tax), net=money(row.net)))


def _tax_sentence(scheme: Scheme, row: MemberFigures, taxes: Sequence[TaxDerivation]) -> str:
    """How the tax came about; plans of the first version kept only what rule it followed."""
    if taxes:
        said = mark("；").join(map(tax_sentence, taxes))
        total = mark("；") + _("合计 {sum}").format(sum=money(row.tax)) if len(taxes) > 1 else ""
        return f"{said}{total}{mark('。')}"
    if not row.tax:
        return _("这名成员没有代扣税。")
    named = labels(scheme)
    parts = [
        _("{lines} 合计的 {rate}（{who}）").format(
            lines=mark("、").join(named.get(each, each) for each in tax.lines),
            rate=format_percent(tax.rate),
            who=eligible_text(tax.eligible, {}),
        )
        for tax in scheme.withholding
    ]
    return _("代扣税 {sum} = {parts}，四舍五入到分。").format(
        sum=money(row.tax), parts=mark("；").join(parts)
    )


def _sentences(derived: Sequence[Derivation]) -> str:
    said = [
        f"{usual_text(each.label)}{mark('：')}{derivation_sentence(each)}".replace("-", "−")
        for each in derived
    ]
    return mark("；").join(said) + mark("。") if said else ""


def _entry(entry: EntryLine) -> str:
    change = shares_text(entry.change).replace("-", "−")
    return _("{day} {kind} {shares}（登记簿第 {number} 号）").format(
        day=entry.entry.entry.day.isoformat(),
        kind=entry_kind_name(entry.entry.entry.kind),
        shares=change,
        number=entry.entry.number,
    )
