"""盈余分配方案（草案）, what is laid before the meeting: the way to the sum, how it is shared out, to whom, and
what the law says of it.

Identities are masked and accounts left out: the paper goes from hand to hand.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date

from coopdesk.domain.capital import capital
from coopdesk.domain.distribution.basis_kinds import Weighting
from coopdesk.domain.distribution.rules import (
    ART20_FARMERS_80,
    ART20_ORGANISATIONS,
    ART44_PATRONAGE_60,
    organisations_allowed,
)
from coopdesk.domain.distribution.scheme import EVERYBODY, Basis, Eligible
from coopdesk.domain.members.member import FARMERS, ORGANISATIONS, MemberKind
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import ONE, Quantity, format_quantity
from coopdesk.services.distribution.papers.basis import basis_text, measure_name, quantity_text, unit_name
from coopdesk.services.distribution.papers.common import (
    column_lines,
    line_sum,
    members_on_paper,
    opening_text,
    origin_text,
    uncounted_labels,
    uncounted_text,
)
from coopdesk.services.distribution.papers.groups import GroupSums, group_sums
from coopdesk.services.distribution.papers.notice import NoticeRow, carried_steps, notice_row, surplus_steps
from coopdesk.services.distribution.papers.sums import SheetSums, add_up
from coopdesk.services.distribution.plan import FrozenPlan, PlanLine
from coopdesk.services.distribution.proposal import Proposal
from coopdesk.services.members.papers.kinds import GROUPS, group_name, group_of, kind_name
from coopdesk.services.paper_words import day_text

_WEIGHTINGS = {Weighting.DAYS: "（按持股天数）", Weighting.MONTHS: "（按持股月数）"}

_NAMED = 5
"""So many members are named of those who take part or are left out."""

Step = tuple[str, Money]


@dataclass(frozen=True, slots=True)
class ProposedLine:
    """One line of the scheme: its label, how it is figured, what it comes to."""

    label: str
    how: str
    amount: Money


@dataclass(frozen=True, slots=True)
class Comparison:
    """The schemes side by side: their titles, and rows of a label with one sum for each."""

    titles: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Money, ...]], ...]


@dataclass(frozen=True, slots=True)
class ProposalFigures:
    """A whole proposal. `findings` are (what the law says, how it stands here); `comparison` None without another."""

    coop: str
    year: int
    opening: str
    steps: tuple[Step, ...]
    lines: tuple[ProposedLine, ...]
    after: tuple[Step, ...]
    columns: tuple[str, ...]
    rows: tuple[NoticeRow, ...]
    total: SheetSums
    in_words: str
    groups: tuple[GroupSums, ...]
    findings: tuple[tuple[str, str], ...]
    comparison: Comparison | None
    prepared_by: str
    drafted_on: date
    sample: bool = False


def build_proposal(proposal: Proposal, finding_words: Callable[[str], str]) -> ProposalFigures:
    """The proposal as it is printed; `finding_words` gives a finding's sentence by its rule."""
    plan = proposal.plan
    lines = column_lines(plan)
    ids = [line_id for line_id, _label in lines]
    members = list(members_on_paper(plan))
    rows = tuple(notice_row(ordinal, member, ids) for ordinal, member in enumerate(members, start=1))
    kinds = (member.kind for member in members)
    return ProposalFigures(
        coop=plan.coop.name,
        year=plan.year,
        opening=_opening(proposal, len(rows)),
        steps=tuple(_steps(proposal)),
        lines=tuple(_proposed(proposal, line) for line in plan.lines),
        after=tuple(_after(plan)),
        columns=tuple(label for _id, label in lines),
        rows=rows,
        total=add_up((row.sums for row in rows), len(ids)),
        in_words=capital(plan.net),
        groups=group_sums(zip(kinds, (row.sums for row in rows), strict=True), len(ids)),
        findings=tuple(
            (finding_words(rule), _standing(rule, plan, proposal.counted)) for rule in plan.findings
        ),
        comparison=_comparison(proposal),
        prepared_by=proposal.drafter or plan.coop.accountant,
        drafted_on=proposal.drafted_on,
        sample=plan.coop.sample,
    )


def _opening(proposal: Proposal, members: int) -> str:
    plan = proposal.plan
    source = f"各项数字取自{plan.figures.source}。" if plan.figures.source.strip() else ""
    return (
        f"根据农民专业合作社法第二十九条、第四十条、第四十四条和本社章程，拟订{plan.year}年度盈余分配方案（草案）如下，"
        f"提请成员大会审议。以{day_text(plan.record_date)}为股权登记日，共{members}名成员参加分配。{source}"
        f"{origin_text(plan.figures)}{opening_text(plan.figures)}{_no_capital(proposal)}"
        "成员大会表决通过以前，本草案不作为发放依据。"
    )


def _no_capital(proposal: Proposal) -> str:
    """Which shares count as no capital, and why as it was said with the draft."""
    said = uncounted_text(uncounted_labels(proposal.plan), "不计入成员账户的出资额")
    reason = proposal.no_capital.partition("：")[2]
    return f"{said}理由：{reason}。" if reason else said


def _steps(proposal: Proposal) -> Iterator[Step]:
    """The way from surplus to the distributable sum; what is drawn says by which rate."""
    rates = {each.label: each.rate for each in proposal.appropriations}
    for label, amount in surplus_steps(proposal.plan):
        rate = rates.get(label.removeprefix("减："))
        yield (label if rate is None else f"{label}（{_rate(rate)}）"), amount


def _after(plan: FrozenPlan) -> Iterator[Step]:
    yield "分配合计", plan.gross
    if plan.tax:
        yield "代扣个人所得税", plan.tax
        yield "实发合计", plan.net
    yield from carried_steps(plan)


def _proposed(proposal: Proposal, line: PlanLine) -> ProposedLine:
    plan = proposal.plan
    takers = [
        (member, part)
        for member in plan.members
        for part in member.entitlements
        if part.line_id == line.id and not part.given
    ]
    basis, total = (
        line.basis,
        f"{quantity_text(line.unit_total, line.basis)} {unit_name(line.basis)}".rstrip(),
    )
    who = _who(plan, proposal.eligible.get(line.id, EVERYBODY))
    how = f"按{_measure(plan, basis)}{who}，{len(takers):,} 户合计 {total}"
    if line.giver is not None:
        giver = next((member.name for member in plan.members if member.number == line.giver), "")
        how = f"{giver}从所得中让出，不增加分配合计；{how}"
    if takers:
        member, part = takers[0]
        how += f"；如{member.name}：{basis_text(part)}"
    return ProposedLine(line.label, how, line_sum(plan, line.id))


def _measure(plan: FrozenPlan, basis: Basis) -> str:
    """The basis in words, with its cap and weight; classes by their labels, never by a code."""
    name = measure_name(basis.measure) + _WEIGHTINGS.get(basis.weighting, "")
    if basis.product is not None:
        name = f"{basis.product}{name}"
    if basis.cap is not None:
        most = f"{quantity_text(basis.cap, basis.plain)} {unit_name(basis)}".rstrip()
        name = f"{name}（每户最多计 {most}）"
    if basis.times is not None:
        name = f"{name} × {basis.times}"
    if basis.classes is None:
        return name
    labels = {kind.code: kind.label for member in plan.members for kind, _held in member.shares}
    named = "、".join(labels[code] for code in basis.classes if code in labels)
    return f"{named}{name}" if named else name


def _who(plan: FrozenPlan, eligible: Eligible) -> str:
    """Who takes part where not everybody does: ``分给农户（张三、李四除外）``."""
    if eligible.everybody:
        return ""
    names = {member.number: member.name for member in plan.members}
    admitted = _named(eligible.kinds or frozenset(), eligible.members or (), names)
    if eligible.kinds is None and eligible.members is None:
        admitted = "全体成员"
    others = _named(eligible.except_kinds, eligible.except_members, names)
    return f"分给{admitted}（{others}除外）" if others else f"分给{admitted}"


def _named(kinds: Set[MemberKind], members: Sequence[str], names: Mapping[str, str]) -> str:
    shown = [names.get(number, number) for number in members[:_NAMED]]
    if len(members) > _NAMED:
        shown[-1] += f"等 {len(members):,} 名成员"
    return "、".join([*(kind_name(kind) for kind in MemberKind if kind in kinds), *shown])


def _standing(rule: str, plan: FrozenPlan, counted: Sequence[MemberKind]) -> str:
    """How a finding stands here, in figures."""
    members = len(counted)
    if rule == ART44_PATRONAGE_60 and plan.distributable.fen > 0:
        pools = sum(line.pool.fen for line in plan.lines if line.patronage)
        return f"本方案返还 {_percent(Quantity(pools * ONE // plan.distributable.fen))}"
    if rule == ART20_FARMERS_80 and members:
        farmers = sum(map(counted.count, FARMERS))
        return f"现有农民 {farmers:,} 户，占 {_percent(Quantity(farmers * ONE // members))}"
    if rule == ART20_ORGANISATIONS:
        found = sum(map(counted.count, ORGANISATIONS))
        return f"现有团体成员 {found:,} 个，限 {organisations_allowed(members):,} 个"
    return ""


def _comparison(proposal: Proposal) -> Comparison | None:
    if not proposal.compared:
        return None
    plans = (proposal.plan, *(each.plan for each in proposal.compared))
    kinds = [kind for kind in GROUPS if any(group_of(m.kind) is kind for plan in plans for m in plan.members)]
    rows: list[tuple[str, tuple[Money, ...]]] = [("可分配盈余", tuple(plan.distributable for plan in plans))]
    rows += [(group_name(kind), tuple(_paid_to(plan, kind) for plan in plans)) for kind in kinds]
    rows += [
        ("实发合计", tuple(plan.net for plan in plans)),
        ("未分尽结转", tuple(p.carried_forward for p in plans)),
    ]
    return Comparison(("本方案", *(each.title for each in proposal.compared)), tuple(rows))


def _paid_to(plan: FrozenPlan, kind: MemberKind) -> Money:
    return Money(sum(member.net.fen for member in plan.members if group_of(member.kind) is kind))


def _rate(rate: Quantity) -> str:
    """A rate of the scheme as a percentage, whole."""
    return f"{format_quantity(Quantity(rate * 100))}%"


def _percent(rate: Quantity) -> str:
    """A rate of millionths as a percentage with at most one decimal, cut off: 59.9 % is never shown as 60 %."""
    return _rate(Quantity(rate // 1000 * 1000))
