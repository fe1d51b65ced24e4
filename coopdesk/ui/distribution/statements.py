"""What the statements of the steps say, line by line: from the year's surplus to what is carried forward.

Pure functions from values to lines; knows no widget.
"""

from collections.abc import Sequence
from datetime import date

from coopdesk.domain.distribution.carried import Carried
from coopdesk.domain.distribution.engine import Opening, open_surplus
from coopdesk.domain.distribution.resolution import Resolution
from coopdesk.domain.distribution.scheme import EVERYBODY, Scheme
from coopdesk.domain.money import Money
from coopdesk.i18n import N_, _, format_percent, mark, ngettext
from coopdesk.services.coop.values import YearFigures
from coopdesk.services.distribution.plan import HistoryKind, HistoryLine, PlanSummary
from coopdesk.ui.distribution.outcome import Outcome
from coopdesk.ui.distribution.reading import surplus_of
from coopdesk.ui.distribution.statement import Entry
from coopdesk.ui.distribution.words import DASH, effect_text, figure, limits_text, money
from coopdesk.wording import history_name, shares_text, usual_text

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
    entries, names = [], {row.number: row.name for row in outcome.rows}
    eligible = {part.id: part.eligible for part in scheme.parts}
    for line in outcome.lines:
        unit, each = effect_text(line)
        given_on = _("转给他人，不增加合计") if line.giver is not None else ""
        limits = limits_text(line.basis, eligible.get(line.id, EVERYBODY), names)
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
