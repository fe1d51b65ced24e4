"""What the cards of a scheme say: every part as words, with what it comes to and what stands against it.

Pure functions from scheme, outcome and error to `PartView`. Knows no widget.
"""

import re
from collections.abc import Mapping, Sequence

from coopdesk.domain.distribution.scheme import Line, Rebate, Scheme, Withholding
from coopdesk.domain.errors import DomainError
from coopdesk.i18n import _, format_percent, mark
from coopdesk.ui.distribution.choices import Choices
from coopdesk.ui.distribution.editing import labels, where
from coopdesk.ui.distribution.outcome import Outcome, PaidLine
from coopdesk.ui.distribution.part_card import WHY, PartView
from coopdesk.ui.distribution.rich_line import Word
from coopdesk.ui.distribution.words import basis_text, effect_text, eligible_text, money, pool_text
from coopdesk.wording import error_text, usual_text

_PLACE = re.compile(r"scheme\.(tiers|rebates|withholding|appropriations)\[(\d+)\](?:\[(\d+)\])?")
TAX = "tax:"
"""Cards of taxes are named by this and their place, as a tax has no id."""


def part_of(error: DomainError, scheme: Scheme) -> str:
    """Id of the part an error of the engine stands against, empty if it is none in particular."""
    match = _PLACE.match(str(error.params.get("key", "")))
    if match is None:
        return str(error.params.get("value", "")) if error.code == "distribution.rebate_exceeds" else ""
    kind, first, second = match[1], int(match[2]), int(match[3] or 0)
    if kind == "withholding":
        return f"{TAX}{first}"
    parts: Sequence[Sequence[object]] = {
        "tiers": scheme.tiers,
        "rebates": [scheme.rebates],
        "appropriations": [scheme.appropriations],
    }[kind]
    row, place = (first, second) if kind == "tiers" else (0, first)
    try:
        return str(getattr(parts[row][place], "id", ""))
    except IndexError:
        return ""


def line_view(line: Line, scheme: Scheme, choices: Choices, outcome: Outcome | None, links: bool) -> PartView:
    """A line of a tier: `按 股数（登记日持股）分给 全体成员`."""
    by = Word(basis_text(line.basis, choices.classes), "basis" if links else "")
    who = Word(eligible_text(line.eligible, choices.names), "who" if links else "")
    words = [Word(_("按 ")), by, Word(_(" 分给 ")), who]
    if line.patronage:
        words.append(Word(_(" · 计入交易量返还")))
    paid = _paid(line.id, outcome)
    return PartView(
        name=usual_text(line.label),
        amount=[Word(pool_text(line.pool, line.basis), "pool" if links else "")],
        sentence=words,
        effect=_effect(paid),
        can_move=_movable(scheme, line.id),
    )


def rebate_view(
    rebate: Rebate, scheme: Scheme, choices: Choices, outcome: Outcome | None, links: bool
) -> PartView:
    """A rebate: `南岸区供销合作社 → 农户`, what it gives on and by what."""
    giver = choices.names.get(rebate.giver, rebate.giver)
    who = eligible_text(rebate.eligible, choices.names)
    named = labels(scheme)
    lines = mark("、").join(named.get(each, each) for each in rebate.of_lines)
    whole = rebate.rate == 1_000_000
    amount = _("全部所得") if whole else _("所得的 {rate}").format(rate=format_percent(rebate.rate))
    words = [
        Word(_("把 {lines} 所得按 ").format(lines=lines)),
        Word(basis_text(rebate.basis, choices.classes), "basis" if links else ""),
        Word(_(" 转给 ")),
        Word(who, "who" if links else ""),
    ]
    return PartView(
        name=f"{giver} → {who}",
        amount=[Word(amount, "rate" if links else "")],
        sentence=words,
        effect=_effect(_paid(rebate.id, outcome)),
    )


def tax_view(
    tax: Withholding, scheme: Scheme, choices: Choices, outcome: Outcome | None, links: bool
) -> PartView:
    """Tax withheld: of what, from whom."""
    named = labels(scheme)
    lines = mark("、").join(named.get(each, each) for each in tax.lines)
    taken = _("从 {lines} 所得中代扣，适用于 ")
    if tax.free:
        taken = _("从 {lines} 所得中每人超过 {free} 元的部分代扣，适用于 ")
    words = [
        Word(taken.format(lines=lines, free=money(tax.free))),
        Word(eligible_text(tax.eligible, choices.names), "who" if links else ""),
    ]
    total = [Word(_("合计 ")), Word(money(outcome.tax), strong=True), Word(_(" 元"))] if outcome else []
    rate = Word(format_percent(tax.rate), "rate" if links else "")
    return PartView(_("代扣个人所得税"), [rate], words, total if len(scheme.withholding) == 1 else [])


def with_error(view: PartView, part: str, error: DomainError | None, scheme: Scheme) -> PartView:
    """The view, with the error's sentence if it stands against this part."""
    if error is None or part_of(error, scheme) != part:
        return view
    return PartView(view.name, view.amount, view.sentence, view.effect, refusal_text(error), view.can_move)


def refusal_text(error: DomainError) -> str:
    """Why a scheme cannot be computed, without the key and value that a file's reader needs."""
    text, key = error_text(error), error.params.get("key")
    return text.partition(f"{mark('（')}{key}")[0] if key else text


def tier_bases(scheme: Scheme, outcome: Outcome | None) -> Mapping[int, int]:
    """What is left when each tier begins, fen; empty without an outcome of this very scheme."""
    if outcome is None:
        return {}
    pools = {line.id: line.pool.fen for line in outcome.lines if line.giver is None}
    left, bases = outcome.distributable.fen, {}
    for number, tier in enumerate(scheme.tiers):
        bases[number] = left
        left -= sum(pools.get(line.id, 0) for line in tier)
    return bases


def _paid(line_id: str, outcome: Outcome | None) -> PaidLine | None:
    return next((line for line in outcome.lines if line.id == line_id), None) if outcome else None


def _effect(paid: PaidLine | None) -> list[Word]:
    if paid is None:
        return []
    unit, each = effect_text(paid)
    number, _space, after = each.partition(" ")
    words = [Word(f"{unit} "), Word(number, strong=True), Word(f" {after} · " if after else " · ")]
    return [*(words if each else []), Word(_("合计 {sum}").format(sum=money(paid.paid)), WHY)]


def _movable(scheme: Scheme, line_id: str) -> tuple[bool, bool]:
    tier, place = where(scheme, line_id)
    last = len(scheme.tiers) - 1
    return (tier > 0 or place > 0, tier < last or place < len(scheme.tiers[tier]) - 1)
