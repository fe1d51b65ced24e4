"""What a page may ask of the years: their schemes, drafts, frozen plans, payment, and the chain of openings."""

from collections.abc import Iterator, Sequence
from datetime import date
from heapq import merge
from typing import TYPE_CHECKING

from coopdesk.domain.errors import DomainError
from coopdesk.domain.money import Money
from coopdesk.services.area_desk import AreaDesk
from coopdesk.services.coop.desk import CoopDesk
from coopdesk.services.distribution.headlines import HistoryKind, HistoryLine, PlanState, PlanSummary
from coopdesk.services.distribution.values import MemberYear

if TYPE_CHECKING:
    # The engine and the handlers are loaded by the first act that needs them, not by a start that only shows a book.
    from coopdesk.domain.coop.share_class import ShareClass
    from coopdesk.domain.distribution.facts import Facts
    from coopdesk.domain.distribution.measures import MeasureSheet
    from coopdesk.domain.distribution.scheme import Scheme
    from coopdesk.domain.members.account import Balances
    from coopdesk.services.coop.values import YearFigures
    from coopdesk.services.distribution.account_sheets import AccountSheet, YearAccounts
    from coopdesk.services.distribution.book_import import OtherSheets
    from coopdesk.services.distribution.loss_plan import LossDraft, LossPlan
    from coopdesk.services.distribution.papers.slip import SlipFigures
    from coopdesk.services.distribution.payments import HouseholdPayment
    from coopdesk.services.distribution.plan import FrozenPlan, PlanRecord
    from coopdesk.services.distribution.proposal import Proposal
    from coopdesk.services.distribution.templates import SchemeTemplate
    from coopdesk.services.distribution.year_chain import YearBefore
    from coopdesk.services.members.importing.reading import RollReading


class DistributionDesk(AreaDesk):
    """The distributions of an open book."""

    def templates(self) -> "Sequence[SchemeTemplate]":
        """The program's templates, then the co-op's own."""
        from coopdesk.services.distribution.own_templates import own_templates

        with self._reading() as uow:
            return (*self._templates(), *own_templates(uow))

    def measures(self, year: int) -> "Sequence[MeasureSheet]":
        """The year's sheets of trade, land and other measures."""
        with self._reading() as uow:
            return uow.measures.sheets(year)

    def trade(self) -> "Sequence[MeasureSheet]":
        """The sheets of trade of every year, in the order of years and as they came."""
        from coopdesk.domain.distribution.measures import SheetKind

        with self._reading() as uow:
            sheets = [sheet for year in uow.measures.years() for sheet in uow.measures.sheets(year)]
        return [sheet for sheet in sheets if sheet.kind is SheetKind.TRADE]

    def other_sheets(self, reading: "RollReading") -> "OtherSheets":
        """What the sheets beside the members' of a workbook of the program's own hold, and what is wrong with them."""
        from coopdesk.services.distribution.book_import import (
            OtherSheets,
            has_others,
            read_others,
            years_of_the_book,
        )

        if not has_others(reading):
            if not reading.roll.past:
                return OtherSheets()
            return OtherSheets(faults=years_of_the_book(reading.roll.past_years, self.resolved_years()))
        with self._reading() as uow:
            known = {member.number for member in uow.members.roll() if not member.is_struck}
        return read_others(reading, known, self.today, self.resolved_years())

    def facts(self, year: int, record_date: date) -> "Facts":
        """A year's facts as the book stands now; ``year.no_figures`` without typed figures."""
        from coopdesk.services.distribution.distributions import gather, year_figures

        with self._reading() as uow:
            return gather(uow, year_figures(uow, year), record_date)

    def classes_asked_about(self, record_date: date) -> "Sequence[ShareClass]":
        """All classes of shares but those without 每股出资额 whose money the accounts hold on the record date."""
        from coopdesk.services.distribution.no_capital import asked_about

        with self._reading() as uow:
            return asked_about(uow, record_date)

    def account_sheet(self, number: str, year: int) -> "AccountSheet":
        """成员账户 of one member and year, whole; ``member.unknown`` for a number never given."""
        from coopdesk.services.distribution.account_sheets import account_sheet

        with self._reading() as uow:
            return account_sheet(uow, number, year)

    def account_sheets(self, year: int, number: str | None = None) -> "YearAccounts":
        """成员账户 of everybody in a year, or of one member, with their sums."""
        from coopdesk.services.distribution.account_sheets import account_sheets

        with self._reading() as uow:
            return account_sheets(uow, year, number)

    def account_balance(self, number: str, day: date) -> "Balances":
        """What one member's account holds at the end of a day, the losses it has borne taken off."""
        from coopdesk.services.distribution.accounts import account_on

        with self._reading() as uow:
            return account_on(uow, number, day)

    def open_reserve(self, year: int) -> Money | None:
        """The reserve a resolved year drew and no account has yet; None where there is none."""
        from coopdesk.services.distribution.reserve import is_open

        with self._reading() as uow:
            return is_open(uow, year)

    def scheme_from(self, template: "SchemeTemplate", facts: "Facts") -> "Scheme":
        """The scheme that a template gives for this co-op and these facts; ``coop.name_missing`` without details."""
        with self._reading() as uow:
            coop = uow.coop.current()
        if coop is None:
            raise DomainError("coop.name_missing")
        from coopdesk.services.distribution.templates import fill_in

        return fill_in(template, coop, facts)

    def plan(self, year: int) -> "PlanRecord | None":
        """The year's approved or paid plan, else its newest draft."""
        with self._reading() as uow:
            return uow.plans.current(year)

    def state(self, year: int) -> PlanState | None:
        """How far the year is; None without a draft, ``CLOSED`` for a loss year that is resolved."""
        with self._reading() as uow:
            return PlanState.CLOSED if year in uow.losses.left() else uow.plans.state(year)

    def summary(self, year: int) -> PlanSummary | None:
        """The headline figures of the year's approved or paid plan; None before the resolution."""
        with self._reading() as uow:
            return next((summary for summary in uow.plans.summaries() if summary.year == year), None)

    def frozen_plan(self, year: int) -> "FrozenPlan":
        """The figures all papers of the year are printed from; ``plan.not_approved`` before the resolution."""
        summary = self.summary(year)
        with self._reading() as uow:
            frozen = uow.plans.frozen(summary.plan_id) if summary else None
        if frozen is None:
            raise DomainError("plan.not_approved", year=year)
        return frozen

    def proposal(self, year: int, others: "Sequence[tuple[str, Scheme]]" = ()) -> "Proposal":
        """The year's draft for the meeting, beside other schemes by their titles; ``plan.no_draft`` without one."""
        from coopdesk.services.distribution.proposal import propose

        with self._reading() as uow:
            return propose(uow, year, others)

    def slip(self, code: str, year: int) -> "SlipFigures":
        """The slip a scanned or typed code stands for; ``year`` where the code itself names none.

        Raises what ``read_slip_code`` and ``matching_slip`` refuse, and ``plan.not_approved``.
        """
        from coopdesk.services.distribution.papers.slip import matching_slip
        from coopdesk.services.distribution.papers.slip_code import read_slip_code

        reading = read_slip_code(code)
        return matching_slip(self.frozen_plan(reading.year or year), reading)

    def summaries(self) -> Sequence[PlanSummary]:
        """One line for each approved or paid year, the oldest first."""
        with self._reading() as uow:
            return uow.plans.summaries()

    def year_before(self, year: int) -> "YearBefore | None":
        """The nearest earlier year in the book and what it left; None for the first."""
        from coopdesk.services.distribution.year_chain import year_before

        with self._reading() as uow:
            return year_before(uow, year)

    def suggested_opening(self, year: int) -> Money:
        """年初未分配盈余 as the year before left it; 0 without one, or while the meeting has not resolved on it."""
        before = self.year_before(year)
        return before.left if before is not None and before.left is not None else Money(0)

    def ledger_figures(self, year: int) -> "YearFigures | None":
        """The figures of a year as the ledger has them; None where none keeps it or it is not closed."""
        from coopdesk.services.distribution.ledger_figures import ledger_figures

        with self._reading() as uow:
            return ledger_figures(uow, year)

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
        from coopdesk.services.distribution.losses import propose

        usual = CoopDesk(self._desk_context).usual_record_date(year)
        with self._reading() as uow:
            draft = uow.losses.draft(year)
            if draft is not None:
                usual = draft.record_date
                shared = draft.shared if shared is None else shared
            return propose(uow, year, record_date or usual, shared or Money(0))

    def history(self, year: int) -> Sequence[HistoryLine]:
        """All that happened to a year, oldest first; of drafts saved one after the other the last, and those with a
        reason."""
        with self._reading() as uow:
            lines = list(merge(uow.plans.history(year), uow.losses.history(year), key=lambda line: line.day))
        return tuple(_without_earlier_drafts(lines))

    def states(self) -> dict[int, PlanState]:
        """How far every year is that was drafted, resolved or closed."""
        with self._reading() as uow:
            states = dict.fromkeys({*uow.plans.drafted(), *uow.losses.drafted()}, PlanState.DRAFT)
            states |= {summary.year: summary.state for summary in uow.plans.summaries()}
            return states | dict.fromkeys(uow.losses.left(), PlanState.CLOSED)

    def payments_of(self, plan: "FrozenPlan") -> "Sequence[HouseholdPayment]":
        """How far each household's dividend of a frozen plan is, in register order."""
        from coopdesk.services.distribution.payments import household_payments

        with self._reading() as uow:
            return household_payments(plan, uow.plans.households(plan.plan_id))

    def resolved_years(self) -> frozenset[int]:
        """The years the book itself distributed, or closed with a loss that accounts bear."""
        from coopdesk.services.distribution.year_chain import settled_years

        with self._reading() as uow:
            return frozenset(each.year for each in settled_years(uow, date.min))

    def member_years(self, number: str) -> Sequence[tuple[PlanSummary, MemberYear]]:
        """历年分配 of one member from the frozen plans."""
        with self._reading() as uow:
            return uow.plans.of_member(number)


def _without_earlier_drafts(lines: Sequence[HistoryLine]) -> Iterator[HistoryLine]:
    for place, line in enumerate(lines):
        following = lines[place + 1].kind if place + 1 < len(lines) else None
        if line.kind is not HistoryKind.DRAFTED or following is not HistoryKind.DRAFTED or line.reason:
            yield line
