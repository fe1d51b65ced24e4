"""重复成员合并: a person who was entered twice goes on as one line of the roll.

The other line stays readable for ever and names the one it went into; its number is never given again. Its shares come
over by linked entries of the day, what its account still holds by a posting of the same day. Figures that a meeting has
resolved stay under both numbers, as they were resolved.
"""

from dataclasses import replace
from datetime import timedelta

from coopdesk.domain.errors import DomainError, ReasonWanted
from coopdesk.domain.members.account import (
    AVERAGED_COLUMNS,
    AccountCause,
    AccountColumn,
    AccountEntry,
    Posting,
)
from coopdesk.domain.members.entry_kind import EntryKind
from coopdesk.domain.members.household import Household, HouseholdPerson
from coopdesk.domain.members.member import EndReason, Member
from coopdesk.domain.members.share_register import ShareEntry
from coopdesk.domain.text import clean_text
from coopdesk.services.command import Changes, Topic
from coopdesk.services.context import Context
from coopdesk.services.journal.entry import Thing
from coopdesk.services.members.accounts import balance_of, post
from coopdesk.services.members.commands import MergeMembers
from coopdesk.services.members.contributions import average_without
from coopdesk.services.members.in_office import is_officer
from coopdesk.services.members.past import move_past
from coopdesk.services.members.roll import known_member
from coopdesk.services.members.settled import require_open
from coopdesk.services.members.share_payments import check_paid_in
from coopdesk.services.members.shares import append_all, check_splits, noted

COMPLETED = (
    "group",
    "phone",
    "phone2",
    "address",
    "remark",
    "resolution",
)
"""Texts that the line which goes on takes over where it has none itself; paper and account come over as a whole."""
_TOGETHER = (
    ("identity", ("identity", "identity_kind")),
    ("account", ("account", "account_kind", "bank")),
    ("proof_number", ("proof", "proof_number")),
)


def merge_members(command: MergeMembers, context: Context) -> Changes:
    """合并: ``gone`` goes into ``kept``; the reference is the number that goes on.

    Refuses ``merge.same``, ``merge.done`` for a line that went into another already, ``merge.ended`` where the one that
    goes on is no member any more, ``merge.in_office`` while the other holds an office, and whatever moving the shares
    is refused for. ``merge.in_plans`` asks where a resolved year has figures of both.
    """
    gone, kept = _checked(command, context)
    reason = clean_text(command.reason)
    if not reason:
        raise DomainError("member.reason_missing")
    _ask_about_plans(command, context)
    if gone.ended is None:
        require_open(context, context.today, command.outside_plans)
    _move_shares(command, gone, kept, context)
    _move_account(gone, kept, reason, context)
    _move_household(gone, kept, reason, context)
    for file in context.uow.attachments.of(Thing("member", gone.number)):
        context.uow.attachments.attach_again(file.number, Thing("member", kept.number))
    move_past(gone.number, kept.number, reason, context.uow)
    _keep(completed(kept, gone), context)
    note = noted(reason, command.plans_stay, command.outside_plans)
    merged = replace(gone, merged_into=kept.number, extra_votes=0)
    if gone.ended is None:
        merged = replace(merged, ended=context.today, end_reason=EndReason.MERGED, end_note=note)
    _keep(merged, context)
    if gone.ended is None:
        average_without(context.uow, gone.number, context.today + timedelta(days=1), note)
    return Changes(frozenset({Topic.MEMBERS, Topic.REGISTER, Topic.ACCOUNTS}), kept.number)


def completed(kept: Member, gone: Member) -> Member:
    """The line that goes on, with what only the other one has: telephone, address, paper, account, proof."""
    taken = {name: getattr(gone, name) for name in COMPLETED if not getattr(kept, name)}
    for name, together in _TOGETHER:
        if not getattr(kept, name) and getattr(gone, name):
            taken |= {each: getattr(gone, each) for each in together}
    return replace(kept, **taken)


def _checked(command: MergeMembers, context: Context) -> tuple[Member, Member]:
    gone, kept = (known_member(number, context) for number in (command.gone, command.kept))
    if gone.number == kept.number:
        raise DomainError("merge.same", number=gone.number)
    for member in (gone, kept):
        if member.is_struck:
            raise DomainError("member.is_struck", number=member.number)
        if member.merged_into:
            raise DomainError("merge.done", number=member.number, into=member.merged_into)
    if kept.ended is not None:
        raise DomainError("merge.ended", number=kept.number, day=kept.ended)
    if kept.is_organisation is not gone.is_organisation:
        raise DomainError("merge.kinds", gone=gone.number, kept=kept.number)
    if is_officer(context.uow, gone.number, context.today):
        raise DomainError("merge.in_office", number=gone.number)
    return gone, kept


def _ask_about_plans(command: MergeMembers, context: Context) -> None:
    """What was frozen for both stays so: somebody has to say that this is meant."""
    of_both = set(context.in_years(context.uow, command.gone)) & set(
        context.in_years(context.uow, command.kept)
    )
    if of_both and not clean_text(command.plans_stay):
        years = "、".join(str(year) for year in sorted(of_both))
        raise ReasonWanted(
            "merge.in_plans", field="plans_stay", gone=command.gone, kept=command.kept, years=years
        )


def _move_shares(command: MergeMembers, gone: Member, kept: Member, context: Context) -> None:
    """One operation, class by class; the rules of a class are about transfers, and this is none between two persons."""
    day = context.today
    entries = [
        ShareEntry(
            day=day,
            kind=EntryKind.TRANSFER,
            shares=shares,
            giver=gone.number,
            taker=kept.number,
            share_class=share_class.code,
            document=clean_text(command.document),
            note=noted(f"重复成员合并：{command.reason}", command.outside_plans),
        )
        for share_class, shares in context.uow.register.holdings(gone.number, day)
    ]
    if entries:
        check_splits(entries, context)
        check_paid_in(entries, context)
        append_all(entries, context)


def _move_account(gone: Member, kept: Member, reason: str, context: Context) -> None:
    """What the account holds beside the capital that went with the shares; the averaged columns are averaged anew."""
    left = balance_of(context.uow, gone.number, context.today)
    columns = [column for column in AccountColumn if column not in AVERAGED_COLUMNS and left.get(column)]
    entries = [
        AccountEntry(number, column, amount)
        for column in columns
        for number, amount in ((gone.number, -left.get(column)), (kept.number, left.get(column)))
    ]
    if entries:
        post(context, Posting(context.today, AccountCause.TRANSFER, tuple(entries), note=reason), reason)


def _move_household(gone: Member, kept: Member, reason: str, context: Context) -> None:
    """Whoever goes on takes the place in the household, where no place in one is held already."""
    store = context.uow.households
    before = store.of_member(gone.number)
    if before is None:
        return
    place = next(person for person in before.persons if person.member == gone.number)
    own = store.of_member(kept.number)
    if own is None:
        heirs = [HouseholdPerson(place.relation, kept.number)]
    elif place.is_head and len(before.persons) > 1:
        raise DomainError("household.head_moves", household=before.code)
    else:
        heirs = []
    persons = [
        each for person in before.persons for each in (heirs if person.member == gone.number else [person])
    ]
    store.save(Household(before.code, tuple(persons)), reason, context.initials)


def _keep(member: Member, context: Context) -> None:
    context.uow.members.amend(member, context.initials(member.name))
