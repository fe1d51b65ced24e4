"""What a person can do to the member roll and the share register."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from coopdesk.domain.coop.share_class import ORDINARY
from coopdesk.domain.members.entry_kind import EntryKind
from coopdesk.domain.members.household import Household
from coopdesk.domain.members.member import EndReason, Member
from coopdesk.domain.members.officers import OfficeTerm
from coopdesk.domain.members.share_operations import Heir, Ratio, Term
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import Quantity
from coopdesk.services.command import Command, Replaced
from coopdesk.services.journal.entry import Thing
from coopdesk.services.limits import IN_BULK
from coopdesk.services.members.importing.roll import Roll


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
    despite: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AmendMember(Command):
    """Change a member's details; the number names whose. Whether the membership has ended is not among them."""

    member: Member
    outside_plans: str = ""
    other_person: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EndMembership(Command):
    """退社 (Art. 25–28): ``day`` is the last day of the membership, usually that of the fiscal year.

    Shares must have gone before, or go with it: ``redeem`` pays all of them back (退股) on the day after, or ``taker``
    takes all on the last day, as the heir of who died. ``notice`` is the day of the application to leave, where it is
    not on record yet; ``late`` says why the membership ends although notice came too late, or within the year. An
    expulsion (除名) needs the day on which the member was ``heard`` and the meeting's ``resolution``. ``losses`` (yuan)
    are borne from what is paid back (Art. 28). ``despite`` says why shares go to ``taker`` against a rule of their
    class.
    """

    member: str
    day: date
    reason: EndReason = EndReason.WITHDRAWAL
    note: str = ""
    redeem: bool = False
    document: str = ""
    outside_plans: str = ""
    taker: str = ""
    notice: date | None = None
    heard: date | None = None
    resolution: str = ""
    losses: Money = Money(0)
    late: str = ""
    despite: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordNotice(Command):
    """登记退社申请 (Art. 25): the day of the written application; None takes it back (撤回申请) for a ``reason``."""

    member: str
    day: date | None
    reason: str = ""


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
class MergeMembers(Command):
    """重复成员合并: the line ``gone`` goes into ``kept``, which goes on; shares and account come over today.

    ``plans_stay`` says that the figures of both in resolved years stay under both numbers, and why that is right.
    """

    gone: str
    kept: str
    reason: str
    document: str = ""
    plans_stay: str = ""
    outside_plans: str = ""


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
    year's frozen plan. ``despite`` is the reason why one is made although a rule of its class is against it, where the
    class lets it go for a reason. The same holds for every command of the register.

    ``terms`` are the instalments the contribution is paid in by (分期缴纳); without any it is paid with the entry.
    """

    member: str
    day: date
    shares: Quantity
    share_class: str = ORDINARY
    kind: EntryKind = EntryKind.SUBSCRIPTION
    document: str = ""
    note: str = ""
    outside_plans: str = ""
    despite: str = ""
    terms: tuple[Term, ...] = ()


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
    despite: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class InheritShares(Command):
    """继承: what a member holds to one or several heirs by their parts, one operation, nothing left behind.

    ``share_class`` empty is every class; ``shares`` None is all that is held of it. The day is no later than the
    last of the membership: the shares of who has died go to the heirs first, then the membership ends with that day.
    """

    giver: str
    day: date
    heirs: tuple[Heir, ...]
    share_class: str = ""
    shares: Quantity | None = None
    document: str = ""
    note: str = ""
    outside_plans: str = ""
    despite: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RedeemShares(Command):
    """退股: shares go back to the co-op while the membership goes on; ``terms`` are what is paid for them, and when."""

    member: str
    day: date
    shares: Quantity
    share_class: str = ORDINARY
    document: str = ""
    note: str = ""
    outside_plans: str = ""
    despite: str = ""
    terms: tuple[Term, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ConvertShares(Command):
    """股份转换: shares of one class become ``ratio`` times as many of another."""

    member: str
    day: date
    shares: Quantity
    old_class: str
    new_class: str
    ratio: Ratio
    document: str = ""
    note: str = ""
    outside_plans: str = ""
    despite: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitClass(Command):
    """拆股 (合股 below 1): every holding of a class becomes ``ratio`` times as much, its contribution per share so many
    times less."""

    share_class: str
    day: date
    ratio: Ratio
    document: str = ""
    note: str = ""
    outside_plans: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecallClass(Command):
    """收回整类股份: all that is held of a class goes back to the co-op, as when the term of 扶贫股 has ended."""

    share_class: str
    day: date
    document: str = ""
    note: str = ""
    outside_plans: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreeTerms(Command):
    """约定分期付款: the instalments by which the co-op pays for shares that went back, as after a membership."""

    operation: int
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PayInstalment(Command):
    """缴纳出资, 支付退股款: money for an operation with instalments, put to the earliest of them first.

    What a member pays in for subscribed shares goes into the member's account as capital (实缴); what the co-op pays
    for shares that went back is kept with the operation.
    """

    operation: int
    day: date
    amount: Money
    document: str = ""
    note: str = ""
    outside_plans: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReversePayment(Command):
    """红字冲销 of what was paid out for shares, by the payment's number."""

    payment: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReverseOperation(Command):
    """红字冲销 of a whole operation by its number: every entry is taken back on its own day, or none."""

    operation: int
    reason: str
    outside_plans: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordHousehold(Command):
    """登记户: a household with its persons, new where ``household.code`` is empty; ``note`` says why it changed.

    Members who stand in another household are taken out of that one where ``move`` says why (分户, 婚嫁, 合户).
    """

    household: Household
    note: str = ""
    move: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DissolveHousehold(Command):
    """销户: the household has no persons any more; its code is never given again."""

    household: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointOfficer(Command):
    """任职 (Art. 33): somebody comes into an office; of the term only what is known by then is taken."""

    term: OfficeTerm


@dataclass(frozen=True, slots=True, kw_only=True)
class EndOffice(Command):
    """卸任: the last day in office of the term with that number."""

    term: int
    day: date
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StrikeOffice(Command):
    """撤销任职登记: the term with that number was entered by mistake and counts on no day."""

    term: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReverseEntry(Command):
    """红字冲销: undo a wrong entry, with all of its operation, by its opposite of the same day; both stay visible."""

    entry: int
    reason: str
    outside_plans: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportRoll(Command):
    """导入名册: a sheet that was read without an error, entered as a whole.

    `sha256` is of the file's bytes. `answers` are what a person said of the sheet, `roll` what it comes to: its rows
    become facts, which the journal hashes one by one. Holdings and balances count from `as_of`, or from each member's
    day of joining where it is None. `members` and `persons` are counted for the receipt. `despite` says why shares are
    entered against a rule of their class.
    """

    file: str
    sha256: str
    sheet: str
    members: int
    persons: int
    shares: Quantity
    answers: Mapping[str, Any]
    as_of: date | None = None
    outside_plans: str = ""
    despite: str = ""
    roll: Roll = field(metadata=IN_BULK)


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeBackImport(Command):
    """撤销导入: everything an import entered, taken back at once; it stays on record with the reason."""

    number: int
    reason: str


REPLACED: Replaced = {
    AmendMember: lambda command: Thing("member", command.member.number),
    EndMembership: lambda command: Thing("member", command.member),
    TakeBackEnd: lambda command: Thing("member", command.member),
    MergeMembers: lambda command: Thing("member", command.gone),
    RecordNotice: lambda command: Thing("member", command.member),
    StrikeMember: lambda command: Thing("member", command.member),
    MendJoining: lambda command: Thing("member", command.member),
    RecordHousehold: lambda command: Thing("household", command.household.code),
    EndOffice: lambda command: Thing("office", str(command.term)),
    StrikeOffice: lambda command: Thing("office", str(command.term)),
    DissolveHousehold: lambda command: Thing("household", command.household),
}
"""What each command puts a new version of."""
