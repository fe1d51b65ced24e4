"""What a person can do to a book: frozen commands, each with an id so that doing it twice does it once."""

from collections.abc import Set
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from uuid import uuid4

from coopdesk.domain.distribution.scheme import Scheme
from coopdesk.domain.meeting import Resolution
from coopdesk.domain.member import EndReason, Member
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import Quantity
from coopdesk.domain.share_register import ORDINARY, EntryKind, ShareClass
from coopdesk.services.values import CoopDetails, HouseholdStanding, YearFigures


class Topic(StrEnum):
    """What a command may change; a page that shows one of these reads again."""

    COOP = "coop"
    MEMBERS = "members"
    REGISTER = "register"
    YEARS = "years"
    PLANS = "plans"
    BACKUP = "backup"


@dataclass(frozen=True, slots=True)
class Changes:
    """What a command changed; ``reference`` names the new thing (member number, entry number, plan id)."""

    topics: Set[Topic]
    reference: str = ""


def _new_id() -> str:
    return uuid4().hex


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """Every command carries the id it is known by when it is sent again.

    ``seen`` is how many entries the journal had when what the command replaces was read (``Desk.seen``): where somebody
    has changed it since, the command is refused. None asks for no such care.
    """

    command_id: str = field(default_factory=_new_id)
    seen: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SetUpCoop(Command):
    """Enter or amend the co-op's details and charter parameters (设置)."""

    details: CoopDetails


@dataclass(frozen=True, slots=True, kw_only=True)
class DefineShareClass(Command):
    """Add a share class, or give an existing one another label or par value."""

    share_class: ShareClass


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterMember(Command):
    """入社: a new member, with the shares taken on joining (0 for none).

    ``other_person`` says why somebody of a member's name is another person, where no birthday tells them apart.
    """

    member: Member
    shares: Quantity
    share_class: str = ORDINARY
    kind: EntryKind = EntryKind.SUBSCRIPTION
    document: str = ""
    outside_plans: str = ""
    other_person: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AmendMember(Command):
    """Change a member's details; the number names whose. Whether the membership has ended is not among them."""

    member: Member
    outside_plans: str = ""
    other_person: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EndMembership(Command):
    """退社 (Art. 25–28): ``day`` is the last day of the membership, usually that of the fiscal year.

    Shares must have gone before, or go with it: ``redeem`` pays all of them back (退股) on the day after.
    """

    member: str
    day: date
    reason: EndReason = EndReason.WITHDRAWAL
    note: str = ""
    redeem: bool = False
    document: str = ""
    outside_plans: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeBackEnd(Command):
    """撤销退社: the membership goes on, shares paid back with its end are there again; both stay on record."""

    member: str
    reason: str
    outside_plans: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StrikeMember(Command):
    """作废: a member entered by mistake counts nowhere and on no day; the shares taken on joining are reversed."""

    member: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MendJoining(Command):
    """更正入社日期: the right day, with the shares taken on joining entered anew on it."""

    member: str
    joined: date
    reason: str
    outside_plans: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AddShares(Command):
    """增股: more shares for a member, by subscription or allotment.

    ``outside_plans`` is the reason why an entry dated into a resolved year is made all the same: it stays outside that
    year's frozen plan. The same holds for every command of the register.
    """

    member: str
    day: date
    shares: Quantity
    share_class: str = ORDINARY
    kind: EntryKind = EntryKind.SUBSCRIPTION
    document: str = ""
    note: str = ""
    outside_plans: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferShares(Command):
    """转让 (also 继承, 赠与): shares from one member to another, one linked entry."""

    giver: str
    taker: str
    day: date
    shares: Quantity
    share_class: str = ORDINARY
    kind: EntryKind = EntryKind.TRANSFER
    document: str = ""
    note: str = ""
    outside_plans: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReverseEntry(Command):
    """红字冲销: undo a wrong entry by its opposite of the same day; the mistake stays visible."""

    entry: int
    reason: str
    outside_plans: str = ""


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
