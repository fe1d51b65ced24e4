"""The end of a membership, and what was entered by mistake (退社, 作废, 更正入社日期): each with the entries it needs.

Whoever has ended or was struck stays on the roll for ever; the number is never given again.
"""

from collections.abc import Iterable, Set
from dataclasses import replace
from datetime import date, timedelta

from coopdesk.domain.errors import DomainError
from coopdesk.domain.members.entry_kind import EntryKind
from coopdesk.domain.members.member import Member
from coopdesk.domain.members.share_register import ShareEntry
from coopdesk.domain.quantity import Quantity
from coopdesk.domain.text import clean_text
from coopdesk.services.command import Changes, Topic
from coopdesk.services.context import Context
from coopdesk.services.members.accounts import balance_of, follow_operation
from coopdesk.services.members.commands import EndMembership, MendJoining, StrikeMember, TakeBackEnd
from coopdesk.services.members.contributions import average_without
from coopdesk.services.members.leaving import check_leaving, give_shares, shares_left, stays
from coopdesk.services.members.officers import leave_offices, take_up_again
from coopdesk.services.members.roll import known_member
from coopdesk.services.members.settled import require_open
from coopdesk.services.members.share_documents import retract_operations, tell_operation
from coopdesk.services.members.share_payments import check_paid_in
from coopdesk.services.members.shares import append_all, check_covered, check_splits, noted, take_back
from coopdesk.services.members.values import NumberedEntry

_CHANGED = frozenset({Topic.MEMBERS, Topic.REGISTER})
_TAKEN_ON_JOINING = (EntryKind.SUBSCRIPTION, EntryKind.ALLOTMENT)


def end_membership(command: EndMembership, context: Context) -> Changes:
    """退社 (Art. 25–28): the last day is one of the membership's; shares are paid back on the day after."""
    member = _present(command.member, context)
    if member.ended is not None:
        raise DomainError("member.already_ended", number=member.number, day=member.ended)
    if command.day < member.joined:
        raise DomainError("member.ended_before_joining", day=command.day, joined=member.joined)
    if command.day > context.today:
        raise DomainError("member.ended_in_future", day=command.day)
    entries = _live(context.uow.register.of_member(member.number))
    last = max((item.entry.day for item in entries), default=command.day)
    if last > command.day:
        raise DomainError("member.entry_after_end", day=last, ended=command.day)
    ended = check_leaving(command, member, context)
    require_open(context, command.day + timedelta(days=1), command.outside_plans)
    if command.taker and not command.redeem:
        give_shares(command, member, context)
    _redeem(command, member, context)
    leave_offices(member, command.day, context)
    _keep(ended, context)
    return Changes(_averaged(command.day + timedelta(days=1), member.number, context), member.number)


def _averaged(day: date, number: str, context: Context) -> Set[Topic]:
    """What changes besides roll and register when subsidies and donations go to who stays (Chongqing Art. 14)."""
    averaged = average_without(context.uow, number, day)
    return _CHANGED if averaged is None else _CHANGED | {Topic.ACCOUNTS}


def _redeem(command: EndMembership, member: Member, context: Context) -> None:
    day = command.day + timedelta(days=1)
    held = context.uow.register.holdings(member.number, day)
    if held and not command.redeem:
        shares = Quantity(sum(shares for _share_class, shares in held))
        raise shares_left(command, shares)
    entries = [
        ShareEntry(
            day=day,
            kind=EntryKind.REDEMPTION,
            shares=shares,
            giver=member.number,
            share_class=share_class.code,
            document=clean_text(command.document),
            note=noted(command.note, command.outside_plans),
        )
        for share_class, shares in held
    ]
    check_splits(entries, context)
    check_paid_in(entries, context)
    if entries:
        append_all(entries, context)


def take_back_end(command: TakeBackEnd, context: Context) -> Changes:
    """撤销退社: the membership goes on as if it had not ended; the shares paid back with it are reversed."""
    member = _present(command.member, context)
    reason = _reason(command.reason)
    if member.ended is None:
        raise DomainError("member.not_ended", number=member.number)
    if member.merged_into:
        raise DomainError("merge.done", number=member.number, into=member.merged_into)
    day = member.ended + timedelta(days=1)
    require_open(context, day, command.outside_plans)
    paid_back = [
        item
        for item in _live(context.uow.register.of_member(member.number))
        if (item.entry.kind, item.entry.giver, item.entry.day) == (EntryKind.REDEMPTION, member.number, day)
    ]
    _keep(stays(member), context)
    take_up_again(member, context)
    _reverse(paid_back, reason, context)
    return Changes(_averaged(day, member.number, context), member.number)


def strike_member(command: StrikeMember, context: Context) -> Changes:
    """作废: entered by mistake. Refused where the register or a year that was resolved holds more of the member."""
    member = _present(command.member, context)
    reason = _reason(command.reason)
    years = [str(year) for year in context.in_years(context.uow, member.number)]
    if years:
        raise DomainError("member.in_plan", number=member.number, years="、".join(years))
    taken, others = _on_joining(member, context)
    if others:
        numbers = "、".join(str(number) for number in dict.fromkeys(item.operation for item in others))
        raise DomainError("member.has_entries", number=member.number, entries=numbers)
    _reverse(taken, reason, context)
    _keep(replace(member, struck=reason, extra_votes=0), context)
    topics = _averaged(member.joined, member.number, context)
    left = balance_of(context.uow, member.number, date.max)
    if left:
        raise DomainError("member.has_account", number=member.number, amount=left.total)
    return Changes(topics, member.number)


def mend_joining(command: MendJoining, context: Context) -> Changes:
    """更正入社日期: the shares taken on joining go with it, reversed on the wrong day and entered on the right one."""
    member = _present(command.member, context)
    reason = _reason(command.reason)
    if command.joined > context.today:
        raise DomainError("member.joined_in_future", day=command.joined)
    if member.ended is not None and command.joined > member.ended:
        raise DomainError("member.ended_before_joining", day=member.ended, joined=command.joined)
    taken, others = _on_joining(member, context)
    first = min((item.entry.day for item in others), default=command.joined)
    if first < command.joined:
        raise DomainError("member.joined_after_entry", day=first)
    if command.joined == member.joined:
        return Changes(frozenset(), member.number)
    require_open(context, min(command.joined, member.joined), command.outside_plans)
    moved = [replace(item.entry, day=command.joined) for item in taken]
    stands = [*moved, *(item.entry for item in others)]
    labels = {share_class.code: share_class.label for share_class in context.uow.coop.classes()}
    for code in {entry.share_class for entry in moved}:
        of_class = [entry for entry in stands if entry.share_class == code]
        check_covered(of_class, member.number, labels[code])
    _keep(replace(member, joined=command.joined), context)
    check_splits(moved, context)
    operation = context.uow.register.next_operation()
    for item, entry in zip(taken, moved, strict=True):
        # First what comes, so that no holding falls below 0 on the way.
        number = context.uow.register.append(entry, operation=operation)
        follow_operation(context, item.number, number, command.joined)
    tell_operation(context, operation)
    _reverse(taken, reason, context, operation)
    return Changes(_CHANGED, member.number)


def _present(number: str, context: Context) -> Member:
    member = known_member(number, context)
    if member.is_struck:
        raise DomainError("member.is_struck", number=number)
    return member


def _keep(member: Member, context: Context) -> None:
    context.uow.members.amend(member, context.initials(member.name))


def _reason(text: str) -> str:
    reason = clean_text(text)
    if not reason:
        raise DomainError("member.reason_missing")
    return reason


def _live(entries: Iterable[NumberedEntry]) -> list[NumberedEntry]:
    return [item for item in entries if item.is_live]


def _on_joining(member: Member, context: Context) -> tuple[list[NumberedEntry], list[NumberedEntry]]:
    """The entries that stand: those by which shares were taken on the day of joining, and all others."""
    live = _live(context.uow.register.of_member(member.number))
    taken = [
        item
        for item in live
        if item.entry.giver is None
        and item.entry.kind in _TAKEN_ON_JOINING
        and item.entry.day == member.joined
    ]
    return taken, [item for item in live if item not in taken]


def _reverse(
    entries: Iterable[NumberedEntry], reason: str, context: Context, operation: int | None = None
) -> None:
    """Take entries back as one operation, of which ``operation`` is the number where others stand in their place, with
    their money; nothing where there are none."""
    wrong = list(entries)
    if wrong:
        take_back(wrong, reason, context, operation)
        retract_operations(context, wrong, reason, with_money=operation is None)
