"""What an accountant does with a year, in one line each, for tests of several years on one small co-op."""

from datetime import date, datetime

import pytest

from coopdesk.domain.distribution.resolution import Resolution
from coopdesk.domain.distribution.scheme import Basis, FixedAmount, Line, Rest, Scheme
from coopdesk.domain.errors import DomainError
from coopdesk.domain.money import Money
from coopdesk.services.command import Command
from coopdesk.services.coop.values import YearFigures
from coopdesk.services.desk import Desk
from coopdesk.services.distribution.commands import (
    ApproveDistribution,
    DraftDistribution,
    MarkPaid,
    RecordYearFigures,
)

NOW = datetime(2023, 3, 1, 9, 30)
FOUNDED = date(2018, 2, 18)


def refused(desk: Desk, command: Command) -> DomainError:
    with pytest.raises(DomainError) as caught:
        desk.run(command)
    return caught.value


def figures(year: int, surplus: str, opening: str = "0") -> YearFigures:
    income, costs = (surplus, "0") if not surplus.startswith("-") else ("0", surplus[1:])
    return YearFigures(year, Money.parse(income), Money.parse(costs), Money.parse(opening), source="报表")


def by_shares(fixed: str | None = None, include_opening: bool = False) -> Scheme:
    """A fixed sum by shares, or everything."""
    pool = Rest() if fixed is None else FixedAmount(Money.parse(fixed))
    return Scheme(((Line("d", "按股分红", pool, Basis("shares")),),), include_opening=include_opening)


def drafted(desk: Desk, year: int, scheme: Scheme, record_date: date | None = None) -> int:
    day = record_date or date(year, 12, 31)
    return int(desk.run(DraftDistribution(year=year, record_date=day, scheme=scheme)).reference)


def approval(plan_id: int, year: int, day: date | None = None) -> ApproveDistribution:
    resolution = Resolution("1", day or date(year + 1, 1, 10), members=2, present=2, votes_for=2)
    return ApproveDistribution(plan_id=plan_id, resolution=resolution)


def resolve(desk: Desk, year: int, scheme: Scheme, surplus: str, opening: str = "0") -> int:
    desk.run(RecordYearFigures(figures=figures(year, surplus, opening)))
    plan_id = drafted(desk, year, scheme)
    desk.run(approval(plan_id, year))
    return plan_id


def pay(desk: Desk, plan_id: int, year: int) -> None:
    desk.run(MarkPaid(plan_id=plan_id, day=date(year + 1, 1, 20), method="现金"))
