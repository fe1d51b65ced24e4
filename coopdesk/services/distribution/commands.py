"""What a person can do with a year: its figures, its measures and templates, its distribution from draft to payment."""

from dataclasses import dataclass, field
from datetime import date

from coopdesk.domain.distribution.measures import MeasureSheet
from coopdesk.domain.distribution.reserve import ReserveRule
from coopdesk.domain.distribution.resolution import Resolution
from coopdesk.domain.distribution.scheme import Scheme
from coopdesk.domain.members.household import Household
from coopdesk.domain.members.past import PastShare, PastYear
from coopdesk.domain.money import Money
from coopdesk.services.command import Command, Replaced
from coopdesk.services.coop.values import YearFigures
from coopdesk.services.distribution.values import HouseholdStanding
from coopdesk.services.journal.entry import Thing
from coopdesk.services.limits import IN_BULK
from coopdesk.services.members.commands import ImportRoll
from coopdesk.services.members.importing.own_sheets import LeftMember


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordYearFigures(Command):
    """Enter or correct a year's income, costs and opening balance with their source.

    ``opening_reason`` says why the opening balance is not what the year before left.
    """

    figures: YearFigures
    opening_reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftDistribution(Command):
    """Compute and keep a draft for a year; a newer draft supersedes the older.

    ``no_capital`` says why shares of a class without 每股出资额 count as none where the accounts are divided by.
    """

    year: int
    record_date: date
    scheme: Scheme
    template: str = ""
    drafter: str = ""
    no_capital: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ApproveDistribution(Command):
    """Freeze a draft by the members' meeting's resolution (Art. 29, 30).

    ``reason`` says why the meeting was held before the record date.
    """

    plan_id: int
    resolution: Resolution
    approver: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordFailedVote(Command):
    """决议未通过: a meeting that missed its quorum or majority; the year stays as it is, the vote stays on record."""

    year: int
    resolution: Resolution
    reason: str = ""
    person: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawApproval(Command):
    """Take an approval back while nothing is paid: the plan is a draft again, the withdrawal stays on record."""

    plan_id: int
    reason: str
    person: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkPaid(Command):
    """Record that an approved plan was paid out; ``reason`` says why before the meeting resolved it."""

    plan_id: int
    day: date
    method: str = ""
    reason: str = ""
    person: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoPayment(Command):
    """撤销发放: the plan was not paid out after all; it is approved again, payment and reason stay on record."""

    plan_id: int
    reason: str
    person: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkHouseholds(Command):
    """How far these households' dividends are (银行代发, 银行退回, 现金签领, 未发放), by member number.

    ``reason`` says why money went out before the meeting resolved it.
    """

    plan_id: int
    members: tuple[str, ...]
    standing: HouseholdStanding
    day: date
    note: str = ""
    person: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseLossYear(Command):
    """亏损处理方案 (Art. 29): close a year without distribution by the meeting's resolution.

    ``shared`` yuan of the loss are put on the members' accounts as at ``record_date`` (Art. 6, 28); what is left opens
    the next year. ``reason`` says why the meeting was held before the record date, ``no_capital`` as for a draft.
    """

    year: int
    record_date: date
    resolution: Resolution
    shared: Money = Money(0)
    approver: str = ""
    reason: str = ""
    no_capital: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReopenLossYear(Command):
    """Take the closing of a loss year back; the closing and the reason stay on record."""

    year: int
    reason: str
    person: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftLossPlan(Command):
    """Keep what the members' accounts are to bear of a year's loss, for the proposal to the meeting; 0 for nothing."""

    year: int
    record_date: date
    shared: Money
    person: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordMeasures(Command):
    """Enter a sheet of trade, land or another measure; without rows it takes the sheet of that name out again."""

    sheet: MeasureSheet


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportBook(Command):
    """导入账套工作簿: a workbook of the program's own, its members with what the sheets beside theirs hold.

    ``trades`` are sheets of trade by year and product; ``poverty`` says by member number how much of the capital
    that the roll brings is out of poverty-relief assets; ``past`` and ``past_years`` what was distributed before the
    book; ``households`` come under their own codes, ``left`` are members who have left.
    """

    roll: ImportRoll
    trades: tuple[MeasureSheet, ...] = ()
    poverty: tuple[tuple[str, Money], ...] = ()
    past: tuple[PastShare, ...] = field(default=(), metadata=IN_BULK)
    past_years: tuple[PastYear, ...] = ()
    outside_plans: str = ""
    despite: str = ""
    households: tuple[Household, ...] = field(default=(), metadata=IN_BULK)
    left: tuple[LeftMember, ...] = field(default=(), metadata=IN_BULK)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepTemplate(Command):
    """另存为模板: keep a scheme under a name, for this and later years."""

    title: str
    scheme: Scheme
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RenameTemplate(Command):
    """Give a template of the co-op's own another name."""

    template: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawTemplate(Command):
    """Take a template of the co-op's own off the list; plans made from it are not touched."""

    template: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuantifyReserve(Command):
    """公积金量化 (Art. 42): a year's drawn reserve as each member's share, where resolving the year did not do it.

    ``amount`` and the parts of each basis are asked for a year that has no resolved plan in the book; None stands for
    what the plan drew and for the charter's rule.
    """

    year: int
    amount: Money | None = None
    rule: ReserveRule | None = None
    document: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class UseReserve(Command):
    """公积金使用 (Art. 42): taken from all members' shares in proportion, for losses or turned into capital."""

    day: date
    amount: Money
    to_capital: bool
    resolution: str
    document: str = ""
    note: str = ""
    outside_plans: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PayOutAccount(Command):
    """退还出资和公积金 (Art. 28): what the account of who has left still holds; ``amount`` for an instalment of it."""

    member: str
    day: date
    amount: Money | None = None
    document: str = ""
    note: str = ""
    outside_plans: str = ""


REPLACED: Replaced = {
    RecordYearFigures: lambda command: Thing("year", str(command.figures.year)),
    DraftDistribution: lambda command: Thing("draft", str(command.year)),
    DraftLossPlan: lambda command: Thing("loss_draft", str(command.year)),
    RecordMeasures: lambda command: Thing(
        "measures", f"{command.sheet.year}/{command.sheet.kind.value}/{command.sheet.name}"
    ),
    RenameTemplate: lambda command: Thing("template", command.template),
    WithdrawTemplate: lambda command: Thing("template", command.template),
}
"""What each command puts a new version of."""
