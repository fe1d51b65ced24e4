"""亏损处理方案 (Art. 29): how a loss year is closed: what the loss meets, what members' accounts bear, what goes on.

A year whose meeting has not resolved yet has the paper as a draft. Identities are masked.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from coopdesk.domain.capital import capital
from coopdesk.domain.members.identity import mask_identity
from coopdesk.domain.money import Money
from coopdesk.services.distribution.loss_plan import LossMember, LossPlan
from coopdesk.services.distribution.papers.common import (
    opening_text,
    origin_text,
    resolution_text,
    uncounted_text,
    witness_text,
)
from coopdesk.services.paper_words import day_text

Step = tuple[str, Money]


@dataclass(frozen=True, slots=True)
class LossRow:
    """What one member's account bears, with capital and reserve share, its limit."""

    ordinal: int
    number: str
    name: str
    identity: str
    group: str
    capital: Money
    reserve: Money
    amount: Money

    @property
    def member(self) -> str:
        """Number and name, as messages name the member."""
        return f"{self.number} {self.name}"


@dataclass(frozen=True, slots=True)
class LossFigures:
    """The whole paper. `total` are capital, reserve and amount of all rows; `share_words` say how they were figured."""

    coop: str
    year: int
    opening: str
    loss: tuple[Step, ...]
    cover: tuple[Step, ...]
    share_words: str
    rows: tuple[LossRow, ...]
    total: tuple[Money, Money, Money]
    in_words: str
    closing: str
    prepared_by: str
    dated: str
    draft: bool
    sample: bool = False
    witness: str = ""


def build_loss_plan(plan: LossPlan, printed_on: date) -> LossFigures:
    """The paper of a closed loss year, or of one that the meeting has still to resolve on."""
    draft = plan.resolution is None
    rows = tuple(_row(ordinal, member) for ordinal, member in enumerate(plan.members, start=1))
    return LossFigures(
        coop=plan.coop.name,
        year=plan.year,
        opening=_opening(plan),
        loss=tuple(_loss(plan)),
        cover=tuple(_cover(plan)),
        share_words=_share_words(plan),
        rows=rows,
        total=(
            Money(sum(row.capital.fen for row in rows)),
            Money(sum(row.reserve.fen for row in rows)),
            Money(sum(row.amount.fen for row in rows)),
        ),
        in_words=capital(plan.shared),
        closing=_closing(plan),
        prepared_by=plan.coop.accountant,
        dated=f"{day_text(printed_on)}拟订" if plan.resolution is None else day_text(plan.resolution.day),
        draft=draft,
        sample=plan.coop.sample,
        witness=witness_text(plan),
    )


def _opening(plan: LossPlan) -> str:
    law = "根据农民专业合作社法第二十九条和本社章程"
    source = f"各项数字取自{plan.figures.source}。" if plan.figures.source.strip() else ""
    if plan.resolution is None:
        words = f"{law}，拟订{plan.year}年度亏损处理方案（草案）如下，提请成员大会审议。"
    else:
        words = f"{law}、{resolution_text(plan.resolution)}，{plan.year}年度亏损处理方案已经通过，内容如下。"
    told = f"{origin_text(plan.figures)}{opening_text(plan.figures)}{_reason(plan)}"
    return f"{words}本年度没有可分配盈余，不进行分配。{source}{told}"


def _reason(plan: LossPlan) -> str:
    return f"说明：{plan.reason}。" if plan.reason else ""


def _loss(plan: LossPlan) -> Iterator[Step]:
    cover = plan.cover
    yield "本年盈余（亏损以负数表示）", cover.current_year
    if cover.earlier_loss:
        yield "年初未弥补亏损", cover.earlier_loss
    if cover.made_good:
        yield "以本年盈余弥补以前年度亏损", cover.made_good


def _cover(plan: LossPlan) -> Iterator[Step]:
    cover = plan.cover
    if cover.from_opening:
        yield "以年初未分配盈余弥补", cover.from_opening
    if cover.from_transfers:
        yield "以公积金等转入弥补", cover.from_transfers
    yield "由成员账户承担", plan.shared
    yield "结转以后年度（亏损以负数表示）", plan.carried


def _share_words(plan: LossPlan) -> str:
    if not plan.members:
        return ""
    return (
        f"以{day_text(plan.record_date)}的出资额为准，"
        f"按{plan.shared.grouped} × 出资额 ÷ {plan.capital_total.grouped}计算，"
        "舍去分以下，尾差按余数大小逐分补足；各成员以其账户内的出资额和公积金份额为限（农民专业合作社法第六条）。"
        f"{uncounted_text(plan.uncounted, '不分担')}"
    )


def _closing(plan: LossPlan) -> str:
    if plan.carried.fen < 0:
        return f"尚未弥补的亏损{(-plan.carried).grouped}元结转下年，由以后年度盈余弥补；弥补以前不进行分配。"
    return ""


def _row(ordinal: int, member: LossMember) -> LossRow:
    return LossRow(
        ordinal=ordinal,
        number=member.number,
        name=member.name,
        identity=mask_identity(member.identity) or "—",
        group=member.group,
        capital=member.capital,
        reserve=member.reserve,
        amount=member.amount,
    )
