"""The desk: all that a window or the command line can ask of an open book, and the one way to change it.

Every call is one transaction and may come from any thread; commands return what they changed.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from coopdesk.domain.errors import DomainError
from coopdesk.domain.share_register import ShareClass
from coopdesk.services import home
from coopdesk.services.commands import Changes, Command, Topic
from coopdesk.services.desk_journal import JournalReads
from coopdesk.services.desk_roll import RollReads
from coopdesk.services.desk_years import YearReads
from coopdesk.services.errors import RESULT_UNKNOWN, EnvironmentFault
from coopdesk.services.journal_port import SeenHeads
from coopdesk.services.plan import FrozenPlan, PlanRecord, PlanState, PlanSummary
from coopdesk.services.ports import Book, UnitOfWork
from coopdesk.services.roll_checks import Unprintable, everything_prints
from coopdesk.services.unanswered import Unanswered
from coopdesk.services.values import (
    BackupRecord,
    CoopDetails,
    Defect,
    YearFigures,
)

if TYPE_CHECKING:
    # The engine and the handlers are loaded by the first act that needs them, not by a start that only shows a book.
    from coopdesk.domain.distribution.facts import Facts
    from coopdesk.domain.distribution.result import Distribution
    from coopdesk.domain.distribution.scheme import Scheme
    from coopdesk.domain.measures import MeasureSheet
    from coopdesk.services.journal import Witness
    from coopdesk.services.papers.slip import SlipFigures
    from coopdesk.services.proposal import Proposal
    from coopdesk.services.templates import SchemeTemplate


class Desk(RollReads, YearReads, JournalReads):
    """An open book and what can be done with it."""

    def __init__(
        self,
        book: Book,
        clock: Callable[[], datetime],
        initials: Callable[[str], str],
        templates: "Callable[[], Sequence[SchemeTemplate]]",
        person: str = "",
        unprintable: Unprintable = everything_prints,
        heads: SeenHeads | None = None,
    ) -> None:
        """``person`` is who works here, as the journal names them; it may be set anew at any time.

        ``initials`` gives all a name is found by in pinyin, ``unprintable`` the characters of a text no paper can show.
        ``heads`` keeps on this PC how far the journal goes, so that an older copy of a book is noticed.
        """
        self._book = book
        self._clock = clock
        self._initials = initials
        self._templates = templates
        self.person = person
        self._unprintable = unprintable
        self._heads = heads
        self._worked = False
        self._unanswered = Unanswered(book)

    @property
    def title(self) -> str:
        """The book's file or database name."""
        return self._book.title

    @property
    def today(self) -> date:
        return self._clock().date()

    def close(self) -> None:
        if self._heads is not None:
            self._keep_head(self._worked)
            self._heads = None
        self._book.close()

    def run(self, command: Command) -> Changes:
        """Carry a command out in one transaction; DomainError or EnvironmentFault leave the book as it was.

        But for ``book.result_unknown``: then a server's answer was lost, and what came of it is told as soon as it is
        known.
        """
        self._unanswered.settle(command.command_id)
        try:
            return self._carried_out(command)
        except EnvironmentFault as fault:
            if fault.code != RESULT_UNKNOWN:
                raise
            return self._unanswered.look_up(command.command_id, fault)

    def _carried_out(self, command: Command) -> Changes:
        from coopdesk.services.context import Context
        from coopdesk.services.dispatch import carry_out
        from coopdesk.services.journal import content_of

        with self._book.unit() as uow:
            known = uow.journal.result(command.command_id)
            if known is not None:
                return known
            changes = carry_out(command, Context(uow, self.today, self._initials))
            uow.journal.record(
                command.command_id,
                type(command).__name__,
                changes,
                self._clock(),
                person=self.person,
                content=content_of(command),
            )
            uow.commit()
        self._worked = True
        return changes

    @contextmanager
    def _reading(self) -> Iterator[UnitOfWork]:
        with self._book.reading() as uow:
            yield uow

    # The co-op and its years

    def coop(self) -> CoopDetails | None:
        with self._reading() as uow:
            return uow.coop.current()

    def share_classes(self) -> Sequence[ShareClass]:
        with self._reading() as uow:
            return uow.coop.classes()

    def years(self) -> Sequence[int]:
        """Fiscal years to choose from, newest first: from the founding to today, and any with figures."""
        with self._reading() as uow:
            coop = uow.coop.current()
            recorded = uow.years.years()
        first = coop.founded.year if coop else self.today.year
        return sorted({*range(first, self.today.year + 1), *recorded}, reverse=True)

    def year_figures(self, year: int) -> YearFigures | None:
        with self._reading() as uow:
            return uow.years.get(year)

    def usual_record_date(self, year: int) -> date:
        """The charter's 股权登记日 in a year; 29 February falls back to the 28th."""
        coop = self.coop()
        month, day = (coop.record_month, coop.record_day) if coop else (12, 31)
        while True:
            try:
                return date(year, month, day)
            except ValueError:
                day -= 1

    def home(self, year: int) -> home.HomeFigures:
        """The home page of a year: members and shares as at its record date, or as they stand today before that day."""
        usual = self.usual_record_date(year)
        with self._reading() as uow:
            state, history = uow.plans.state(year), tuple(uow.plans.summaries())
            by_year = {summary.year: summary for summary in history}
            day = min(by_year[year].record_date if year in by_year else usual, self.today)
            totals = tuple(uow.queries.totals(day))
            members, _votes = uow.queries.votes(self.today)
            problems = self._problems(uow, self.today)
            coop, figures = uow.coop.current(), uow.years.get(year)
            newest = self._newest_entry(uow)
            closed, unpaid = uow.losses.left().get(year), uow.plans.open_payments()
            if closed is not None:
                state = PlanState.CLOSED
        backup = self.last_backup()
        situation = home.Situation(
            coop, members, problems, figures, state, backup, self.today, newest, unpaid
        )
        return home.HomeFigures(
            year=year,
            coop=coop,
            figures=figures,
            state=state,
            day=day,
            today=self.today,
            is_empty=not members and not any(total.members for total in totals),
            plan=by_year.get(year),
            previous=by_year.get(year - 1),
            totals=totals,
            history=history,
            tasks=tuple(home.tasks(situation)),
            closed=None if closed is None else closed[1],
        )

    # Distributions

    def templates(self) -> "Sequence[SchemeTemplate]":
        """The program's templates, then the co-op's own."""
        from coopdesk.services.own_templates import own_templates

        with self._reading() as uow:
            return (*self._templates(), *own_templates(uow))

    def measures(self, year: int) -> "Sequence[MeasureSheet]":
        """The year's sheets of trade, land and other measures."""
        with self._reading() as uow:
            return uow.measures.sheets(year)

    def facts(self, year: int, record_date: date) -> "Facts":
        """A year's facts as the book stands now; ``year.no_figures`` without typed figures."""
        from coopdesk.services.distributions import gather, year_figures

        with self._reading() as uow:
            return gather(uow, year_figures(uow, year), record_date)

    def scheme_from(self, template: "SchemeTemplate", facts: "Facts") -> "Scheme":
        coop = self.coop()
        if coop is None:
            raise DomainError("coop.name_missing")
        from coopdesk.services.templates import fill_in

        return fill_in(template, coop, facts)

    @staticmethod
    def preview(facts: "Facts", scheme: "Scheme") -> "Distribution":
        """The effect of a scheme, computed and not kept."""
        from coopdesk.domain.distribution.engine import distribute

        return distribute(facts, scheme)

    def plan(self, year: int) -> PlanRecord | None:
        """The year's approved or paid plan, else its newest draft."""
        with self._reading() as uow:
            return uow.plans.current(year)

    def plan_state(self, year: int) -> PlanState | None:
        """How far the year is; None without a draft, ``CLOSED`` for a loss year that is resolved."""
        with self._reading() as uow:
            return PlanState.CLOSED if year in uow.losses.left() else uow.plans.state(year)

    def plan_summary(self, year: int) -> PlanSummary | None:
        """The headline figures of the year's approved or paid plan; None before the resolution."""
        with self._reading() as uow:
            return next((summary for summary in uow.plans.summaries() if summary.year == year), None)

    def frozen_plan(self, year: int) -> FrozenPlan:
        """The figures all papers of the year are printed from; ``plan.not_approved`` before the resolution."""
        summary = self.plan_summary(year)
        with self._reading() as uow:
            frozen = uow.plans.frozen(summary.plan_id) if summary else None
        if frozen is None:
            raise DomainError("plan.not_approved", year=year)
        return frozen

    def proposal(self, year: int, others: "Sequence[tuple[str, Scheme]]" = ()) -> "Proposal":
        """The year's draft for the meeting, beside other schemes by their titles; ``plan.no_draft`` without one."""
        from coopdesk.services.proposal import propose

        with self._reading() as uow:
            return propose(uow, year, others)

    def slip(self, code: str, year: int) -> "SlipFigures":
        """The slip a scanned or typed code stands for; ``year`` where the code itself names none.

        Raises what ``read_slip_code`` and ``matching_slip`` refuse, and ``plan.not_approved``.
        """
        from coopdesk.services.papers.slip import matching_slip
        from coopdesk.services.papers.slip_code import read_slip_code

        reading = read_slip_code(code)
        return matching_slip(self.frozen_plan(reading.year or year), reading)

    def plan_summaries(self) -> Sequence[PlanSummary]:
        with self._reading() as uow:
            return uow.plans.summaries()

    # Safety

    def backup(self, target: Path) -> Changes:
        """A whole, checked copy of the book."""
        self._book.backup(target, self.person)
        return Changes(frozenset({Topic.BACKUP}), str(target))

    def last_backup(self) -> BackupRecord | None:
        return self._book.last_backup()

    def verify(self, kept: "Iterable[Witness]" = ()) -> Sequence[Defect]:
        """Everything that does not hold; ``kept`` are heads of the journal seen before, which it must still have."""
        found = tuple(self._book.verify(kept))
        known = {defect.code for defect in found}
        return (*found, *(defect for defect in self.search_defects() if defect.code not in known))
