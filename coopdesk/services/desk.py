"""The desk: all that a window or the command line can ask of an open book, and the one way to change it.

Every call is one transaction and may come from any thread; commands return what they changed. What an area can be asked
stands in a small desk of its own, made when it is first asked for.
"""

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from coopdesk.domain.errors import DomainError
from coopdesk.services import home
from coopdesk.services.area_desk import DeskContext
from coopdesk.services.command import Changes, Command, Topic
from coopdesk.services.distribution.headlines import PlanState
from coopdesk.services.errors import RESULT_UNKNOWN, EnvironmentFault
from coopdesk.services.members.roll_checks import Unprintable, everything_prints
from coopdesk.services.ports import Book, UnitOfWork
from coopdesk.services.progress import WHOLE, Progress, part_of, unheard
from coopdesk.services.unanswered import Unanswered
from coopdesk.services.values import BackupRecord, Defect, SearchHit

if TYPE_CHECKING:
    # The engine and the handlers are loaded by the first act that needs them, not by a start that only shows a book.
    from coopdesk.domain.ledger.close_checklist import ChecklistItem
    from coopdesk.services.attachments.desk import AttachmentsDesk
    from coopdesk.services.coop.desk import CoopDesk
    from coopdesk.services.distribution.desk import DistributionDesk
    from coopdesk.services.distribution.templates import SchemeTemplate
    from coopdesk.services.journal.desk import JournalDesk
    from coopdesk.services.journal.entry import Witness
    from coopdesk.services.journal.ports import SeenHeads
    from coopdesk.services.ledger.bank_desk import BankDesk
    from coopdesk.services.ledger.desk import LedgerDesk
    from coopdesk.services.ledger.invoices_desk import InvoicesDesk
    from coopdesk.services.ledger.voucher_files_desk import VoucherFilesDesk
    from coopdesk.services.members.desk import MembersDesk
    from coopdesk.services.members.households_desk import HouseholdsDesk

_DONE = 850
"""Of the way (`progress.WHOLE`): once a command is carried out; the journal is sealed then."""
_LOG = logging.getLogger("coopdesk.desk")
LONGEST_SOUGHT = 200
"""Characters of a search; what is longer was pasted by mistake."""


class Desk:
    """An open book and what can be done with it."""

    def __init__(
        self,
        book: Book,
        clock: Callable[[], datetime],
        initials: Callable[[str], str],
        templates: "Callable[[], Sequence[SchemeTemplate]]",
        person: str = "",
        unprintable: Unprintable = everything_prints,
        heads: "SeenHeads | None" = None,
    ) -> None:
        """``person`` is who works here, as the journal names them; it may be set anew at any time.

        The rest is said by ``DeskContext``.
        """
        self._desk_context = DeskContext(book, clock, initials, templates, unprintable, heads)
        self.person = person
        self.interactive = False
        """Whether somebody sits at a window and can be asked what only a person can know, as who a namesake is."""
        self._worked = False
        self._closed = False
        self._unanswered = Unanswered(book)

    @cached_property
    def coop(self) -> "CoopDesk":
        """The co-op, its classes of shares and its years."""
        from coopdesk.services.coop.desk import CoopDesk

        return CoopDesk(self._desk_context)

    @cached_property
    def attachments(self) -> "AttachmentsDesk":
        """Photos and papers attached to things of the book."""
        from coopdesk.services.attachments.desk import AttachmentsDesk

        return AttachmentsDesk(self._desk_context)

    @cached_property
    def members(self) -> "MembersDesk":
        """The member roll and the share register."""
        from coopdesk.services.members.desk import MembersDesk

        return MembersDesk(self._desk_context)

    @cached_property
    def households(self) -> "HouseholdsDesk":
        """Households and their persons."""
        from coopdesk.services.members.households_desk import HouseholdsDesk

        return HouseholdsDesk(self._desk_context)

    @cached_property
    def ledger(self) -> "LedgerDesk":
        """Accounts, vouchers and what the accounts hold."""
        from coopdesk.services.ledger.desk import LedgerDesk

        return LedgerDesk(self._desk_context)

    @cached_property
    def voucher_files(self) -> "VoucherFilesDesk":
        """Vouchers in the files of other programs."""
        from coopdesk.services.ledger.voucher_files_desk import VoucherFilesDesk

        return VoucherFilesDesk(self._desk_context)

    @cached_property
    def bank(self) -> "BankDesk":
        """Bank statements and how the ledger stands against them."""
        from coopdesk.services.ledger.bank_desk import BankDesk

        return BankDesk(self._desk_context)

    @cached_property
    def invoices(self) -> "InvoicesDesk":
        """Invoices attached to vouchers and drafts."""
        from coopdesk.services.ledger.invoices_desk import InvoicesDesk

        return InvoicesDesk(self._desk_context)

    @cached_property
    def distribution(self) -> "DistributionDesk":
        """Schemes, drafts, frozen plans and payment by year."""
        from coopdesk.services.distribution.desk import DistributionDesk

        return DistributionDesk(self._desk_context)

    @cached_property
    def journal(self) -> "JournalDesk":
        """What was done, and by whom."""
        from coopdesk.services.journal.desk import JournalDesk

        return JournalDesk(self._desk_context)

    @property
    def title(self) -> str:
        """The book's file or database name."""
        return self._desk_context.book.title

    @property
    def today(self) -> date:
        """The day of this machine's clock."""
        return self._desk_context.clock().date()

    @contextmanager
    def _reading(self) -> Iterator[UnitOfWork]:
        with self._desk_context.reading() as uow:
            yield uow

    def snapshot(self) -> AbstractContextManager[None]:
        """Let all that this thread asks meanwhile be answered from one state of the book, in one transaction."""
        return self._desk_context.snapshot()

    def close(self) -> None:
        """Let the book go; what was done here goes into this PC's record of its journal. Closing twice does no harm."""
        if not self._closed:
            self.journal.keep_head(self._worked)
            self._closed = True
        self._desk_context.book.close()

    def run(self, command: Command, progress: Progress = unheard) -> Changes:
        """Carry a command out in one transaction; DomainError or EnvironmentFault leave the book as it was.

        So does what ``progress`` raises, which commands over very many rows tell how far they are.

        But for ``book.result_unknown``: then a server's answer was lost, and what came of it is told as soon as it is
        known.
        """
        self._unanswered.settle(command.command_id)
        try:
            changes = self._carried_out(command, progress)
            _LOG.debug("%s: changed %s", type(command).__name__, ", ".join(sorted(changes.topics)))
            return changes
        except DomainError as error:
            _LOG.debug("%s: refused, %s", type(command).__name__, error.code)
            raise
        except EnvironmentFault as fault:
            _LOG.debug("%s: hindered, %s", type(command).__name__, fault.code)
            if fault.code != RESULT_UNKNOWN:
                raise
            return self._unanswered.look_up(command.command_id, fault)

    def _carried_out(self, command: Command, progress: Progress) -> Changes:
        from coopdesk.services.context import Context
        from coopdesk.services.dispatch import carry_out, is_there
        from coopdesk.services.distribution.close_records import records_of_year
        from coopdesk.services.distribution.year_chain import is_resolved, settled_years, years_of_member
        from coopdesk.services.documents import Documents
        from coopdesk.services.journal.entry import content_of

        with self._desk_context.book.unit() as uow:
            known = uow.journal.result(command.command_id)
            if known is not None:
                return known
            changes = carry_out(
                command,
                Context(
                    uow,
                    self.today,
                    self._desk_context.initials,
                    settled_years,
                    years_of_member,
                    is_there,
                    interactive=self.interactive,
                    progress=part_of(progress, 0, _DONE) if progress is not unheard else unheard,
                    person=self.person,
                    documents=Documents(lambda: uow.ledger.start() is not None),
                    is_resolved=is_resolved,
                    records_of_year=records_of_year,
                ),
            )
            uow.journal.record(
                command.command_id,
                type(command).__name__,
                changes,
                self._desk_context.clock(),
                person=self.person,
                content=content_of(command),
                progress=part_of(progress, _DONE, WHOLE) if progress is not unheard else unheard,
            )
            uow.commit()
        self._worked = True
        return changes

    def home(self, year: int) -> home.HomeFigures:
        """The home page of a year: members and shares as at its record date, or as they stand today before that day."""
        usual = self.coop.usual_record_date(year)
        with self._reading() as uow:
            state, history = uow.plans.state(year), tuple(uow.plans.summaries())
            by_year = {summary.year: summary for summary in history}
            day = min(by_year[year].record_date if year in by_year else usual, self.today)
            totals = tuple(uow.queries.totals(day))
            members, _votes = uow.queries.votes(self.today)
            problems = self.members.problems_in(uow, self.today)
            coop, figures = uow.coop.current(), uow.years.get(year)
            newest = self.journal.newest_entry(uow)
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

    def close_checklist(self, year: int) -> "Sequence[ChecklistItem]":
        """What is looked at before the ledger's year is closed, with what was found, member accounts and plans too.

        ``ledger.none`` without a ledger.
        """
        from coopdesk.services.distribution.close_records import records_of_year
        from coopdesk.services.ledger.year_close import year_checklist

        with self._reading() as uow:
            return year_checklist(uow, year, records_of_year(uow, year))

    def search(self, text: str, limit: int = 12) -> Sequence[SearchHit]:
        """Slips, then members, by what is typed, pasted or scanned; nothing for more than a line of text.

        The first search in a book that was just brought up to date makes its index anew: seconds with many members.
        """
        # Nothing in a book is called by a page of text, nor by half a character.
        text = text[: LONGEST_SOUGHT + 1].encode("utf-8", "ignore").decode("utf-8").replace("\0", "")
        if len(text) > LONGEST_SOUGHT:
            return ()
        from coopdesk.services.search import find

        with self._reading() as uow:
            if uow.members.is_search_whole():
                return find(uow, text, limit)
        self.members.prepare_search()
        with self._reading() as uow:
            return find(uow, text, limit)

    def backup(self, target: Path, progress: Progress = unheard) -> Changes:
        """A whole, checked copy of the book."""
        self._desk_context.book.backup(target, self.person, progress)
        return Changes(frozenset({Topic.BACKUP}), str(target))

    def last_backup(self) -> BackupRecord | None:
        """When and where to the book was last copied; None where it never was."""
        return self._desk_context.book.last_backup()

    def verify(self, kept: "Iterable[Witness]" = (), progress: Progress = unheard) -> Sequence[Defect]:
        """Everything that does not hold; ``kept`` are heads of the journal seen before, which it must still have."""
        found = tuple(self._desk_context.book.verify(kept, progress))
        known = {defect.code for defect in found}
        return (*found, *(defect for defect in self.members.search_defects() if defect.code not in known))
