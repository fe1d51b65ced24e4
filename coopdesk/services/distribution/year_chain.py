"""The chain of years: every opening balance is what the year before left, and is spent once.

A year is in the book when it has figures or a resolution. The first such year's opening is typed freely.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from coopdesk.domain.errors import DomainError, ReasonWanted
from coopdesk.domain.money import Money
from coopdesk.services.coop.values import YearFigures
from coopdesk.services.distribution.headlines import PlanState
from coopdesk.services.members.headlines import Settled
from coopdesk.services.ports import UnitOfWork


@dataclass(frozen=True, slots=True)
class YearBefore:
    """The nearest earlier year in the book; ``left`` is None while the meeting has not resolved on it."""

    year: int
    left: Money | None


@dataclass(frozen=True, slots=True)
class _Resolved:
    """A resolved year: what it took over and what it leaves."""

    opening: Money
    left: Money


def _resolved(uow: UnitOfWork) -> Mapping[int, _Resolved]:
    """Approved, paid and closed years."""
    closed = {year: _Resolved(opening, left) for year, (opening, left) in uow.losses.left().items()}
    return closed | {
        summary.year: _Resolved(summary.opening, summary.carried.total) for summary in uow.plans.summaries()
    }


def year_before(uow: UnitOfWork, year: int) -> YearBefore | None:
    """The year whose remainder opens this one; None for the first year in the book."""
    resolved = _resolved(uow)
    earlier = [each for each in {*uow.years.years(), *resolved} if each < year]
    if not earlier:
        return None
    before = max(earlier)
    return YearBefore(before, resolved[before].left if before in resolved else None)


def check_opening(uow: UnitOfWork, figures: YearFigures) -> None:
    """Hold a typed opening balance against what the year before left (row 20 of its 盈余及盈余分配表 is this one's 13).

    More than that is refused whatever the reason, a loss left out included: there is no year behind that money, and it
    would be given out twice. What an audit or the reserve adds is 其他转入 (row 14), where everybody sees it. Less has
    sound grounds, of which the book knows nothing: the meeting has since turned some of the remainder into capital or
    reserve (转为成员出资, Art. 42, 44), or an audit found it smaller. So less asks for its reason, which papers print;
    and so does more after a year that is not in the book, which may have left it.

    Raises ``year.opening_beyond``, and for want of a reason ``year.opening_differs``, or ``year.before_open`` while the
    meeting has not resolved on the year before.
    """
    before = year_before(uow, figures.year)
    if before is None:
        return
    if before.left is None:
        if figures.opening and not figures.opening_reason:
            raise ReasonWanted(
                "year.before_open", field="opening_reason", year=figures.year, before=before.year
            )
        return
    known = {
        "year": figures.year,
        "opening": figures.opening,
        "before": before.year,
        "left": before.left,
    }
    if figures.opening > before.left and before.year == figures.year - 1:
        raise DomainError("year.opening_beyond", **known)
    if figures.opening != before.left and not figures.opening_reason:
        raise ReasonWanted("year.opening_differs", field="opening_reason", **known)


def check_resolvable(uow: UnitOfWork, figures: YearFigures, left: Money) -> None:
    """Refuse a resolution that breaks the chain, ``left`` being what the year would leave.

    Raises ``year.opening_beyond``, ``year.opening_unsettled`` where the opening balance is no longer what the year
    before left, and ``year.later_settled`` where a later year was resolved on another opening balance than this one
    would give it: on less it may have been for a reason, the very next year on more never.
    """
    try:
        check_opening(uow, figures)
    except ReasonWanted as doubt:
        raise DomainError(
            "year.opening_unsettled",
            year=figures.year,
            before=doubt.params["before"],
            opening=figures.opening,
        ) from None
    resolved = _resolved(uow)
    later = min((each for each in {*uow.years.years(), *resolved} if each > figures.year), default=None)
    if later is None or later not in resolved:
        return
    follower = uow.years.get(later)
    reasoned = follower is not None and bool(follower.opening_reason)
    opening = resolved[later].opening
    spent_more = opening > left and later == figures.year + 1
    if spent_more or (opening != left and not reasoned):
        raise DomainError(
            "year.later_settled",
            year=figures.year,
            later=later,
            opening=opening,
            left=left,
        )


def check_unspent(uow: UnitOfWork, year: int) -> None:
    """Refuse to take a year back whose remainder a later resolved year has already used: ``year.spent_later``."""
    resolved = _resolved(uow)
    using = [each for each, later in resolved.items() if each > year and later.opening]
    if using and resolved[year].left:
        later = min(using)
        raise DomainError("year.spent_later", year=year, later=later, left=resolved[year].left)


def settled_years(uow: UnitOfWork, day: date) -> Sequence[Settled]:
    """Resolved years, distributed or closed with a loss, whose figures rest on the register of that day."""
    return (*uow.plans.settled(day), *uow.losses.settled(day))


def years_of_member(uow: UnitOfWork, number: str) -> Sequence[int]:
    """The years in whose frozen plans a member stands."""
    return [summary.year for summary, _year in uow.plans.of_member(number)]


def is_resolved(uow: UnitOfWork, year: int) -> bool:
    """Whether the meeting has resolved on a year: a distribution, or how its loss is met."""
    return uow.plans.state(year) in (PlanState.APPROVED, PlanState.PAID) or uow.losses.get(year) is not None
