"""What a page may ask of the chain of years: openings, loss years, a year's history, how far its payment is."""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import date
from heapq import merge
from typing import TYPE_CHECKING

from coopdesk.domain.money import Money
from coopdesk.services.plan import HistoryKind, HistoryLine, PlanState

if TYPE_CHECKING:
    # Loaded by the first act that needs them, not by a start that only shows a book.
    from coopdesk.services.loss_plan import LossDraft, LossPlan
    from coopdesk.services.payments import HouseholdPayment
    from coopdesk.services.ports import UnitOfWork
    from coopdesk.services.year_chain import YearBefore


class YearReads:
    """The part of the desk that reads years; each call is one transaction."""

    def _reading(self) -> "AbstractContextManager[UnitOfWork]":
        raise NotImplementedError

    def usual_record_date(self, year: int) -> date:
        """The charter's 股权登记日 in a year."""
        raise NotImplementedError

    def year_before(self, year: int) -> "YearBefore | None":
        """The nearest earlier year in the book and what it left; None for the first."""
        from coopdesk.services.year_chain import year_before

        with self._reading() as uow:
            return year_before(uow, year)

    def suggested_opening(self, year: int) -> Money:
        """年初未分配盈余 as the year before left it; 0 without one, or while the meeting has not resolved on it."""
        before = self.year_before(year)
        return before.left if before is not None and before.left is not None else Money(0)

    def loss_plan(self, year: int) -> "LossPlan | None":
        """The 亏损处理方案 a year was closed by; None for a year that is not closed."""
        with self._reading() as uow:
            return uow.losses.get(year)

    def loss_draft(self, year: int) -> "LossDraft | None":
        """What is drafted for the year's 亏损处理方案; None without a draft."""
        with self._reading() as uow:
            return uow.losses.draft(year)

    def loss_proposal(
        self, year: int, shared: Money | None = None, record_date: date | None = None
    ) -> "LossPlan":
        """The 亏损处理方案 as the meeting would resolve it, by default as it is drafted.

        Without a draft no member bears anything, as at the charter's record date.
        """
        from coopdesk.services.losses import propose

        usual = self.usual_record_date(year)
        with self._reading() as uow:
            draft = uow.losses.draft(year)
            if draft is not None:
                usual = draft.record_date
                shared = draft.shared if shared is None else shared
            return propose(uow, year, record_date or usual, shared or Money(0))

    def year_history(self, year: int) -> Sequence[HistoryLine]:
        """All that happened to a year, oldest first; of drafts saved one after the other the last, and those with a
        reason."""
        with self._reading() as uow:
            lines = list(merge(uow.plans.history(year), uow.losses.history(year), key=lambda line: line.day))
        return tuple(_without_earlier_drafts(lines))

    def year_states(self) -> dict[int, PlanState]:
        """How far every year is that was drafted, resolved or closed."""
        with self._reading() as uow:
            states = dict.fromkeys({*uow.plans.drafted(), *uow.losses.drafted()}, PlanState.DRAFT)
            states |= {summary.year: summary.state for summary in uow.plans.summaries()}
            return states | dict.fromkeys(uow.losses.left(), PlanState.CLOSED)

    def household_payments(self, year: int) -> "Sequence[HouseholdPayment]":
        """How far each household's dividend of a resolved year is; empty before the resolution."""
        from coopdesk.services.payments import household_payments

        with self._reading() as uow:
            record = uow.plans.current(year)
            frozen = uow.plans.frozen(record.plan_id) if record is not None else None
            if record is None or frozen is None:
                return ()
            return household_payments(frozen, uow.plans.households(record.plan_id))


def _without_earlier_drafts(lines: Sequence[HistoryLine]) -> Iterator[HistoryLine]:
    for place, line in enumerate(lines):
        following = lines[place + 1].kind if place + 1 < len(lines) else None
        if line.kind is not HistoryKind.DRAFTED or following is not HistoryKind.DRAFTED or line.reason:
            yield line
