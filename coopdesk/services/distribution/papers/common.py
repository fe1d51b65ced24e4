"""What the papers of a year share: which members appear, shares, the words of the resolution."""

from collections.abc import Iterable, Iterator, Sequence

from coopdesk.domain.coop.share_class import ShareClass
from coopdesk.domain.distribution.basis_kinds import Measure
from coopdesk.domain.distribution.resolution import Resolution
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import Quantity, format_quantity
from coopdesk.services.coop.values import FigureOrigin, YearFigures
from coopdesk.services.distribution.loss_plan import LossPlan
from coopdesk.services.distribution.plan import FrozenPlan, PlanMember
from coopdesk.services.paper_words import day_text, witness_words

Holding = tuple[ShareClass, Quantity]


def members_on_paper(plan: FrozenPlan) -> Iterator[PlanMember]:
    """The members a paper names, in register order: who held shares or was given anything."""
    return (
        member for member in plan.members if member.entitlements or any(held for _, held in member.shares)
    )


def resolution_text(resolution: Resolution) -> str:
    """The resolution a paper rests on, as 2019年12月20日成员大会决议第1号."""
    day = day_text(resolution.day)
    number = resolution.number.strip()
    written = f"第{number}号" if number.isascii() and number.isdigit() else number
    return f"{day}成员大会决议{written}"


def witness_text(plan: FrozenPlan | LossPlan) -> str:
    """Count and head of the journal as of the resolution, as 日志 123 · 1a2b3c4d5e6f7a8b; empty for older plans.

    Whoever keeps a paper of the year holds a witness of all that stood in the book when it was resolved.
    """
    return "" if plan.witness is None else witness_words(plan.witness)


def opening_text(figures: YearFigures) -> str:
    """Why the opening balance is not what last year left, as a sentence; empty where there was nothing to explain."""
    if not figures.opening_reason:
        return ""
    opening = figures.opening.grouped.replace("-", "−")
    return f"年初未分配盈余{opening}元未照上年结转填列，原因：{figures.opening_reason}。"


def origin_text(figures: YearFigures) -> str:
    """That the figures are typed although a ledger keeps the year, as a sentence; empty where they are not."""
    return "各项数字系手工填列，未取自已结账的账簿。" if figures.origin is FigureOrigin.TYPED else ""


def uncounted_text(labels: Sequence[str], so: str) -> str:
    """Which shares count as no capital, and what that means (``不分担``); empty where all count."""
    return f"{'、'.join(labels)}没有每股出资额，这类股份{so}。" if labels else ""


def uncounted_labels(plan: FrozenPlan) -> list[str]:
    """The classes without 每股出资额 that members hold, where a line of the plan is divided by the accounts."""
    if not any(line.basis.measure in (Measure.CAPITAL, Measure.ACCOUNT_TOTAL) for line in plan.lines):
        return []
    held = (kind for member in plan.members for kind, shares in member.shares if shares and not kind.par)
    return list(dict.fromkeys(kind.label for kind in held))


def shares_by_class(holdings: Iterable[Holding]) -> tuple[str, ...]:
    """One piece of text a class held, as 普通股 8 股."""
    return tuple(f"{kind.label} {format_quantity(held)} 股" for kind, held in holdings if held)


def total_shares(holdings: Iterable[Holding]) -> Quantity:
    """Shares of all classes together, millionths."""
    return Quantity(sum(held for _, held in holdings))


def line_sum(plan: FrozenPlan, line_id: str) -> Money:
    """What the takers of a line got of it, as its column of a list adds up; what a giver gave is left out."""
    parts = (part for member in plan.members for part in member.entitlements if not part.given)
    return Money(sum(part.amount.fen for part in parts if part.line_id == line_id))


def column_lines(plan: FrozenPlan) -> tuple[tuple[str, str], ...]:
    """Id and label of the lines that paid anything to anybody: the money columns of a list."""
    paying = {entitlement.line_id for member in plan.members for entitlement in member.entitlements}
    return tuple((line.id, line.label) for line in plan.lines if line.id in paying)
