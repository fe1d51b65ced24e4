"""Joining and amending members (入社, 成员信息): the roll's rules beside those of each single field."""

from coopdesk.domain.errors import DomainError
from coopdesk.domain.identity import BankAccount, CreditCode, Phone, ResidentId
from coopdesk.domain.member import Member
from coopdesk.domain.share_register import ShareEntry
from coopdesk.services.commands import AmendMember, Changes, RegisterMember, Topic
from coopdesk.services.context import Context
from coopdesk.services.settled import require_open
from coopdesk.services.shares import noted, require_class


def register_member(command: RegisterMember, context: Context) -> Changes:
    """入社 (Art. 24): a new number on the roll, and the shares taken on joining."""
    member = checked(command.member, context)
    if context.uow.members.get(member.number) is not None:
        raise DomainError("member.number_taken", number=member.number)
    if command.shares < 0:
        raise DomainError("register.shares_not_positive", shares=command.shares)
    require_open(context, member.joined, command.outside_plans)
    context.uow.members.add(member, context.initials(member.name))
    if command.shares:
        require_class(context, command.share_class)
        context.uow.register.append(_first_entry(command, member))
    return Changes(frozenset({Topic.MEMBERS, Topic.REGISTER}), member.number)


def _first_entry(command: RegisterMember, member: Member) -> ShareEntry:
    return ShareEntry(
        day=member.joined,
        kind=command.kind,
        shares=command.shares,
        taker=member.number,
        share_class=command.share_class,
        document=command.document,
        note=noted("", command.outside_plans),
    )


def amend_member(command: AmendMember, context: Context) -> Changes:
    """A new version of a member's details; the joining day may not pass the member's first entry."""
    member = checked(command.member, context)
    known = context.uow.members.get(member.number)
    if known is None:
        raise DomainError("member.unknown", number=member.number)
    first = min((entry.entry.day for entry in context.uow.register.of_member(member.number)), default=None)
    if first is not None and member.joined > first:
        raise DomainError("member.joined_after_entry", day=first)
    if member.joined != known.joined:
        require_open(context, min(member.joined, known.joined), command.outside_plans)
    context.uow.members.amend(member, context.initials(member.name))
    return Changes(frozenset({Topic.MEMBERS}), member.number)


def checked(member: Member, context: Context) -> Member:
    """The member with every field in its standard form, or the error of the first field that cannot be."""
    number, name = member.number.strip(), member.name.strip()
    if not number:
        raise DomainError("member.number_missing")
    if not name:
        raise DomainError("member.name_missing", number=number)
    if member.joined > context.today:
        raise DomainError("member.joined_in_future", day=member.joined)
    return Member(
        number=number,
        name=name,
        kind=member.kind,
        joined=member.joined,
        group=member.group.strip(),
        identity=_identity(member, context),
        phone=str(Phone.parse(member.phone)) if member.phone.strip() else "",
        bank=member.bank.strip(),
        account=str(BankAccount.parse(member.account)) if member.account.strip() else "",
        address=member.address.strip(),
    )


def _identity(member: Member, context: Context) -> str:
    text = member.identity.strip()
    if not text:
        return ""
    if member.is_organisation:
        return str(CreditCode.parse(text))
    return str(ResidentId.parse(text, context.today))
