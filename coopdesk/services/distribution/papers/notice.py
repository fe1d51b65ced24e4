"""分配公示, the list that is posted: who gets how much, on what ground, and where to object.

Posted for everybody to read, so identity numbers are masked, accounts and addresses left out, and names may be
shortened to 张* (personal information protection law, Art. 6 and 28).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from coopdesk.domain.capital import capital
from coopdesk.domain.members.identity import mask_identity
from coopdesk.domain.members.member import ORGANISATIONS
from coopdesk.domain.money import Money
from coopdesk.domain.text import without_marks
from coopdesk.services.distribution.papers.common import (
    column_lines,
    line_sum,
    members_on_paper,
    opening_text,
    origin_text,
    resolution_text,
    uncounted_labels,
    uncounted_text,
    witness_text,
)
from coopdesk.services.distribution.papers.groups import GroupSums, group_sums
from coopdesk.services.distribution.papers.sums import SheetSums, add_up, member_sums
from coopdesk.services.distribution.plan import FrozenPlan, PlanLine, PlanMember
from coopdesk.services.paper_words import day_text


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """One member as posted."""

    ordinal: int
    number: str
    name: str
    group: str
    identity: str
    sums: SheetSums

    @property
    def member(self) -> str:
        """Number and name, as messages name the member."""
        return f"{self.number} {self.name}"


@dataclass(frozen=True, slots=True)
class NoticeFigures:
    """A whole notice: opening words, the way from surplus to the sum given out, the list, period and contact."""

    coop: str
    year: int
    opening: str
    steps: tuple[tuple[str, Money], ...]
    columns: tuple[str, ...]
    rows: tuple[NoticeRow, ...]
    total: SheetSums
    in_words: str
    closing: str
    posted_on: date
    sample: bool = False
    groups: tuple[GroupSums, ...] = ()
    witness: str = ""


def build_notice(plan: FrozenPlan, posted_on: date, mask_names: bool = False) -> NoticeFigures:
    """The notice of an approved plan, posted on a day for the charter's number of days (公示期)."""
    lines = column_lines(plan)
    ids = [line_id for line_id, _label in lines]
    members = list(members_on_paper(plan))
    rows = tuple(
        notice_row(ordinal, member, ids, mask_names) for ordinal, member in enumerate(members, start=1)
    )
    return NoticeFigures(
        coop=plan.coop.name,
        year=plan.year,
        opening=_opening(plan, len(rows)),
        steps=tuple(_steps(plan)),
        columns=tuple(label for _id, label in lines),
        rows=rows,
        total=add_up((row.sums for row in rows), len(ids)),
        in_words=capital(plan.net),
        closing=_closing(plan, posted_on),
        posted_on=posted_on,
        sample=plan.coop.sample,
        groups=group_sums(
            ((member.kind, row.sums) for member, row in zip(members, rows, strict=True)), len(ids)
        ),
        witness=witness_text(plan),
    )


def notice_row(ordinal: int, member: PlanMember, ids: Sequence[str], mask_names: bool = False) -> NoticeRow:
    """One member's row of a list that others see: the identity masked, no account."""
    return NoticeRow(
        ordinal=ordinal,
        number=member.number,
        name=masked_name(member) if mask_names else member.name,
        group=member.group,
        identity=mask_identity(member.identity),
        sums=member_sums(member, ids),
    )


def masked_name(member: PlanMember) -> str:
    """A person's name by the surname alone, as 张*; organisations keep their name."""
    if member.kind in ORGANISATIONS:
        return member.name
    name = without_marks(member.name)
    return f"{name[:1]}{'*' * (len(name) - 1)}"


def _opening(plan: FrozenPlan, members: int) -> str:
    record = day_text(plan.record_date)
    return (
        f"根据本社章程和{resolution_text(plan.resolution)}，{plan.year}年度盈余分配方案已经通过。"
        f"以{record}为股权登记日，共{members}名成员参加分配。{origin_text(plan.figures)}{opening_text(plan.figures)}"
        f"{uncounted_text(uncounted_labels(plan), '不计入成员账户的出资额')}"
        "现将分配结果公示如下，请全体成员监督。"
    )


def surplus_steps(plan: FrozenPlan) -> Iterator[tuple[str, Money]]:
    """From the year's surplus to what can be distributed, each step with its sum."""
    figures = plan.figures
    yield "本年盈余", figures.surplus
    if plan.loss_made_good:
        yield "减：弥补以前年度亏损", plan.loss_made_good
    for label, amount in plan.appropriations:
        yield f"减：{label}", amount
    if figures.transfers_in:
        yield "加：其他转入", figures.transfers_in
    opening = _opening_included(plan)
    if opening.fen > 0:
        yield "加：年初未分配盈余", opening
    yield "可分配盈余", plan.distributable


def carried_steps(plan: FrozenPlan) -> Iterator[tuple[str, Money]]:
    """What goes on to the next year, with its parts where it is more than what was not given out."""
    carried = plan.carried
    yield "结转以后年度", carried.total
    if carried.total == carried.leftover:
        return
    parts = (
        ("　本年可分配盈余未分尽", carried.leftover),
        ("　年初未分配盈余未参加分配", carried.opening),
        ("　尚未弥补的以前年度亏损", carried.loss),
    )
    yield from ((label, amount) for label, amount in parts if amount)


def _steps(plan: FrozenPlan) -> Iterator[tuple[str, Money]]:
    yield from surplus_steps(plan)
    yield from ((_pool_label(line), line.paid) for line in plan.lines if line.giver is None and line.paid)
    yield "分配合计", plan.gross
    yield from (
        (f"另：{line.label}", line_sum(plan, line.id)) for line in plan.lines if line.giver is not None
    )
    if plan.tax:
        yield "代扣个人所得税", plan.tax
        yield "实发合计", plan.net
    yield from carried_steps(plan)


def _opening_included(plan: FrozenPlan) -> Money:
    """Last year's undistributed surplus as far as the scheme took it in (可分配盈余 says whether it did)."""
    drawn = sum(amount.fen for _label, amount in plan.appropriations)
    own = plan.figures.surplus - plan.loss_made_good + plan.figures.transfers_in - Money(drawn)
    return plan.distributable - own


def _pool_label(line: PlanLine) -> str:
    return f"其中：{line.label}"


def _closing(plan: FrozenPlan, posted_on: date) -> str:
    days = plan.coop.notice_days
    until = posted_on + timedelta(days=days - 1)
    contact = "、".join(part for part in (plan.coop.supervisor, plan.coop.phone) if part)
    place = f"，地址：{plan.coop.address}" if plan.coop.address else ""
    return (
        f"公示期{days}天，自{day_text(posted_on)}起至{day_text(until)}止。对分配结果有异议的，请在公示期内"
        f"向本社监事反映（联系人及电话：{contact or '见公示栏'}{place}）。"
    )
