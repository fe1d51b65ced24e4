"""The home page's figures for a year, and what there is to do next."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from coopdesk.domain.distribution.surplus import Surplus, is_loss_year
from coopdesk.domain.members.member import MemberKind
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import Quantity
from coopdesk.services.clock import clock_doubt
from coopdesk.services.coop.values import CoopDetails, YearFigures
from coopdesk.services.distribution.headlines import OpenPayment, PlanState, PlanSummary
from coopdesk.services.members.headlines import KindTotal
from coopdesk.services.members.roll_checks import RollProblem
from coopdesk.services.values import BackupRecord

BACKUP_EVERY = timedelta(days=7)
"""A book without a copy for longer than this is called overdue on the home page."""


class TaskKind(StrEnum):
    """What can be due; each names the page and act that settles it (worded by the window)."""

    COOP_DETAILS = "coop_details"
    FIRST_MEMBER = "first_member"
    DUPLICATE_IDENTITY = "duplicate_identity"
    MISSING_IDENTITY = "missing_identity"
    MISSING_ACCOUNT = "missing_account"
    UNPRINTABLE = "unprintable"
    EXTRA_VOTES = "extra_votes"
    ENDED_CLASS = "ended_class"
    INSTALMENT_DUE = "instalment_due"
    YEAR_FIGURES = "year_figures"
    DRAFT = "draft"
    RESOLVE = "resolve"
    CLOSE_LOSS = "close_loss"
    PRINT_AND_PAY = "print_and_pay"
    OPEN_PAYMENT = "open_payment"
    BACKUP = "backup"
    CLOCK_BEHIND = "clock_behind"
    CLOCK_AHEAD = "clock_ahead"
    CLOCK_WRONG = "clock_wrong"


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do next; ``count`` says how many where that means something, ``problem`` what of the roll it is.

    ``payment`` is the money that has not reached its households, of any year.
    """

    kind: TaskKind
    count: int = 0
    urgent: bool = False
    problem: RollProblem | None = None
    payment: OpenPayment | None = None


@dataclass(frozen=True, slots=True)
class HomeFigures:
    """Everything the home page shows for a year. Shares are millionths.

    ``totals`` are as at ``day``; what is to be done next, and whether the book is empty, is so ``today``. ``closed`` is
    what a closed loss year leaves to the next (negative for a loss); None for every other year.
    """

    year: int
    coop: CoopDetails | None
    figures: YearFigures | None
    state: PlanState | None
    day: date
    today: date
    is_empty: bool
    plan: PlanSummary | None
    previous: PlanSummary | None
    totals: tuple[KindTotal, ...]
    history: tuple[PlanSummary, ...]
    tasks: tuple[Task, ...]
    closed: Money | None = None

    @property
    def open_payment(self) -> OpenPayment | None:
        """The money of this year that has not reached its households; None where all has."""
        found = (task.payment for task in self.tasks if task.payment is not None)
        return next((payment for payment in found if payment.year == self.year), None)

    @property
    def members(self) -> int:
        """How many members there are on ``day``, of all kinds."""
        return sum(total.members for total in self.totals)

    @property
    def shares(self) -> Quantity:
        """All shares held on ``day``."""
        return Quantity(sum(total.shares for total in self.totals))

    @property
    def farmers(self) -> KindTotal:
        """The farmers among the members (农户), zero if there are none."""
        for total in self.totals:
            if total.kind is MemberKind.FARMER:
                return total
        return KindTotal(MemberKind.FARMER, 0, Quantity(0))


@dataclass(frozen=True, slots=True)
class Situation:
    """What the tasks of a year are derived from."""

    coop: CoopDetails | None
    members: int
    problems: tuple[RollProblem, ...]
    figures: YearFigures | None
    state: PlanState | None
    backup: BackupRecord | None
    today: date
    newest: date | None = None
    """The day of the book's newest entry."""
    open_payments: Sequence[OpenPayment] = ()


def tasks(now: Situation) -> Iterator[Task]:
    """What to do next, the most pressing first."""
    doubt = clock_doubt(now.today, now.newest)
    if doubt is not None:
        yield Task(TaskKind(f"clock_{doubt.fault}"), urgent=True)
    if now.coop is None or not now.coop.name:
        yield Task(TaskKind.COOP_DETAILS, urgent=True)
    if not now.members:
        yield Task(TaskKind.FIRST_MEMBER, urgent=True)
    yield from _plan_tasks(now)
    for payment in now.open_payments:
        yield Task(TaskKind.OPEN_PAYMENT, payment.households, urgent=True, payment=payment)
    for problem in now.problems:
        yield Task(TaskKind(problem.kind.value), problem.count, urgent=True, problem=problem)
    if now.members and (now.backup is None or now.today - now.backup.at.date() > BACKUP_EVERY):
        yield Task(TaskKind.BACKUP, urgent=now.backup is None)


def _is_loss(figures: YearFigures) -> bool:
    return is_loss_year(Surplus(figures.surplus, figures.opening, figures.transfers_in))


def _plan_tasks(now: Situation) -> Iterator[Task]:
    if now.figures is None:
        if now.members:
            yield Task(TaskKind.YEAR_FIGURES)
    elif now.state in (None, PlanState.DRAFT) and _is_loss(now.figures):
        yield Task(TaskKind.CLOSE_LOSS)
    elif now.state is None:
        yield Task(TaskKind.DRAFT)
    elif now.state is PlanState.DRAFT:
        yield Task(TaskKind.RESOLVE)
    elif now.state is PlanState.APPROVED:
        yield Task(TaskKind.PRINT_AND_PAY, urgent=True)
