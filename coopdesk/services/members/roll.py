"""Joining and amending members (入社, 成员信息): the roll's rules beside those of each single field."""

from dataclasses import replace

from coopdesk.domain.errors import DomainError, ReasonWanted
from coopdesk.domain.members.composition import is_public_unit
from coopdesk.domain.members.identity import BankAccount, Phone
from coopdesk.domain.members.identity_papers import Identity, birth_date_of, read_identity
from coopdesk.domain.members.member import Member
from coopdesk.domain.members.share_register import ShareEntry
from coopdesk.domain.members.votes import most_extra_votes
from coopdesk.domain.text import clean_name, clean_text, fold
from coopdesk.services.command import Changes, Topic
from coopdesk.services.context import Context
from coopdesk.services.members.class_rules import check_voice
from coopdesk.services.members.commands import AmendMember, RegisterMember
from coopdesk.services.members.settled import require_open
from coopdesk.services.members.shares import JOINING_KINDS, enter, noted, require_kind
from coopdesk.services.ports import UnitOfWork


def register_member(command: RegisterMember, context: Context) -> Changes:
    """入社 (Art. 24): a new number on the roll, and the shares taken on joining."""
    given = replace(
        command.member,
        ended=None,
        end_reason=None,
        end_note="",
        struck="",
        notice=None,
        heard=None,
        end_resolution="",
        end_losses=None,
        merged_into="",
    )
    member = checked(given, context)
    if context.uow.members.get(member.number) is not None:
        raise DomainError("member.number_taken", number=member.number)
    if command.shares < 0:
        raise DomainError("register.shares_not_positive", shares=command.shares)
    require_kind(command.kind, JOINING_KINDS)
    require_open(context, member.joined, command.outside_plans)
    _ask_whether_known(member, None, command.other_person, context)
    _check_votes(member, None, context)
    context.uow.members.add(member, context.initials(member.name))
    if command.shares:
        enter([_first_entry(command, member)], context, command.outside_plans, command.despite)
    return Changes(frozenset({Topic.MEMBERS, Topic.REGISTER}), member.number)


def _first_entry(command: RegisterMember, member: Member) -> ShareEntry:
    return ShareEntry(
        day=member.joined,
        kind=command.kind,
        shares=command.shares,
        taker=member.number,
        share_class=command.share_class,
        document=clean_text(command.document),
        note=noted("", command.outside_plans, command.despite),
    )


_NO_DETAILS = (
    "ended",
    "end_reason",
    "end_note",
    "struck",
    "notice",
    "heard",
    "end_resolution",
    "end_losses",
    "merged_into",
)
"""Fields that are no details: what changes them are commands of their own."""


def amend_member(command: AmendMember, context: Context) -> Changes:
    """A new version of a member's details; the joining day may not pass the member's first entry.

    The end of a membership is no detail: it stays as it is.
    """
    known = known_member(command.member.number.strip(), context)
    kept = {name: getattr(known, name) for name in _NO_DETAILS}
    member = checked(replace(command.member, **kept), context, known)
    entries = context.uow.register.of_member(member.number)
    first = min((item.entry.day for item in entries if item.is_live), default=None)
    if first is not None and member.joined > first:
        raise DomainError("member.joined_after_entry", day=first)
    if member.joined != known.joined:
        require_open(context, min(member.joined, known.joined), command.outside_plans)
    if (member.name, member.identity) != (known.name, known.identity):
        _ask_whether_known(member, known, command.other_person, context)
    _check_votes(member, known, context)
    context.uow.members.amend(member, context.initials(member.name))
    return Changes(frozenset({Topic.MEMBERS}), member.number)


def known_member(number: str, context: Context) -> Member:
    """A member of the roll as it stands, ended or not; ``member.unknown`` for a number never given."""
    known = context.uow.members.get(number)
    if known is None:
        raise DomainError("member.unknown", number=number)
    return known


def is_on_roll(uow: UnitOfWork, number: str) -> bool:
    """Whether a number is that of a member who was not struck; one whose membership has ended is on the roll."""
    known = uow.members.get(number)
    return known is not None and not known.is_struck


def checked(member: Member, context: Context, known: Member | None = None) -> Member:
    """The member with every field in its standard form, or the error of the first field that cannot be."""
    number, name = clean_text(member.number), clean_name(member.name)
    if not number:
        raise DomainError("member.number_missing")
    if not name:
        raise DomainError("member.name_missing", number=number)
    if member.joined > context.today:
        raise DomainError("member.joined_in_future", day=member.joined)
    is_new = known is None or (known.name, known.kind) != (name, member.kind)
    if is_new and is_public_unit(name):
        raise DomainError("member.public_unit", name=name)
    _check_entry(member, context)
    identity = _identity(member, known, context)
    phones = read_phones(member.phone, member.phone2)
    return replace(
        member,
        number=number,
        name=name,
        group=clean_text(member.group),
        identity=identity.number if identity else "",
        identity_kind=identity.kind if identity else None,
        phone=phones[0] if phones else "",
        phone2="/".join(phones[1:]),
        bank=clean_text(member.bank),
        account=str(BankAccount.parse(member.account)) if member.account.strip() else "",
        address=clean_text(member.address),
        remark=clean_text(member.remark),
        resolution=clean_text(member.resolution),
        proof_number=clean_text(member.proof_number),
    )


def _check_entry(member: Member, context: Context) -> None:
    """Art. 24: first the application, then the vote; and a farmer's proof is a person's (Chongqing measures Art. 7)."""
    if member.applied is not None and member.applied > member.joined:
        raise DomainError("member.applied_after_joining", day=member.applied, joined=member.joined)
    if member.resolution_day is not None:
        if member.resolution_day > context.today:
            raise DomainError("member.resolved_in_future", day=member.resolution_day)
        if member.applied is not None and member.resolution_day < member.applied:
            raise DomainError(
                "member.resolved_before_applied", day=member.resolution_day, applied=member.applied
            )
    if member.proof is not None and member.is_organisation:
        raise DomainError("member.proof_of_organisation", name=member.name)
    if member.proof is None and member.proof_number.strip():
        raise DomainError("member.proof_kind_missing")


def read_phones(*typed: str) -> list[str]:
    """Every telephone number in what was typed, each once, in its standard form; raises ``identity.phone_form``."""
    numbers = [number for text in typed if text.strip() for number in Phone.parse(text).each]
    return list(dict.fromkeys(numbers))


def _identity(member: Member, known: Member | None, context: Context) -> Identity | None:
    """The paper as given, or, where the kind is only what it was before, as the new number's own form tells."""
    text, kind = member.identity.strip(), member.identity_kind
    if not text:
        return None
    try:
        return read_identity(text, context.today, organisation=member.is_organisation, kind=kind)
    except DomainError:
        if kind is None or known is None or (kind, text) == (known.identity_kind, known.identity):
            raise
        if kind is not known.identity_kind:
            raise
        return read_identity(text, context.today, organisation=member.is_organisation)


def same_person(member: Member, context: Context) -> Member | None:
    """Another line of the roll with the same name, as names are compared, and nothing that tells the two apart.

    What tells them apart are birthdays, or two papers of which neither has one. Who has the same birthday comes first.
    """
    others = [
        other
        for other in context.uow.members.of_name(member.name)
        if other.number != member.number and not other.is_struck and not _told_apart(member, other)
    ]
    born = birth_date_of(member.identity)
    return min(others, key=lambda other: birth_date_of(other.identity) != born, default=None)


def _told_apart(one: Member, other: Member) -> bool:
    born = birth_date_of(one.identity), birth_date_of(other.identity)
    if None not in born:
        return born[0] != born[1]
    return born == (None, None) and bool(one.identity and other.identity) and one.identity != other.identity


def _ask_whether_known(member: Member, known: Member | None, reason: str, context: Context) -> None:
    """Nobody is entered twice without a question; a name that stays was asked about when it was entered."""
    if clean_text(reason):
        return
    other = same_person(member, context)
    if other is None:
        return
    born = birth_date_of(other.identity)
    if born is not None and born == birth_date_of(member.identity):
        raise ReasonWanted(
            "member.same_person", field="other_person", name=other.name, number=other.number, born=born
        )
    # Where no birthday is known, only a person can say; a list that is read in is not held up by every namesake.
    if context.interactive and (known is None or fold(known.name) != fold(member.name)):
        raise ReasonWanted("member.same_name", field="other_person", name=other.name, number=other.number)


def _check_votes(member: Member, known: Member | None, context: Context) -> None:
    """Additional votes may not pass a fifth of the base votes in all (Art. 22); what stands is not judged again."""
    before = known.extra_votes if known is not None else 0
    if member.extra_votes < 0:
        raise DomainError("member.extra_votes_negative", votes=member.extra_votes)
    if member.extra_votes <= before:
        return
    check_voice(member.number, context)
    members, votes = context.uow.queries.votes(context.today)
    most = most_extra_votes(members + (known is None))
    total = votes - before + member.extra_votes
    if total > most:
        raise DomainError("member.extra_votes", votes=total, most=most, members=members + (known is None))
