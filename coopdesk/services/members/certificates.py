"""Certificates (股权证): issued to who holds shares, reissued, returned or cancelled; and what one has to tell.

A certificate moves no share. What it shows is the register's: the shares on the day of its issue, and every entry from
then on, as long as it is in force.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from coopdesk.domain.coop.share_class import ShareClass
from coopdesk.domain.errors import DomainError
from coopdesk.domain.members.certificate import (
    Certificate,
    CertificateAct,
    CertificateEvent,
    check_event,
    following_number,
)
from coopdesk.domain.members.household import Household
from coopdesk.domain.members.member import Member
from coopdesk.domain.members.share_register import holdings_on, signed
from coopdesk.domain.quantity import Quantity
from coopdesk.domain.text import clean_text
from coopdesk.services.command import Changes, Topic
from coopdesk.services.context import Context
from coopdesk.services.members.certificate_commands import (
    EndCertificate,
    IssueCertificate,
    IssueCertificates,
    ReissueCertificate,
)
from coopdesk.services.members.classes_of_day import classes_on
from coopdesk.services.members.households_desk import Relative
from coopdesk.services.members.values import NumberedEntry
from coopdesk.services.ports import UnitOfWork

_CHANGED = frozenset({Topic.MEMBERS})
Held = tuple[tuple[ShareClass, Quantity], ...]


@dataclass(frozen=True, slots=True)
class CertificateChange:
    """An entry of the register as a certificate shows it: whose, what it changed, what is held of its class then."""

    member: str
    entry: NumberedEntry
    change: Quantity
    balance: Quantity


@dataclass(frozen=True, slots=True)
class CertificateFile:
    """A certificate with what it has to tell: the members whose shares it shows, what was held at the end of the day of
    issue, every entry after it, and what is held at the end of ``day``; shares are in millionths, by class."""

    certificate: Certificate
    holder: Member
    covered: tuple[Member, ...]
    day: date
    at_issue: Held
    changes: tuple[CertificateChange, ...]
    held: Held
    classes: tuple[ShareClass, ...]
    persons: tuple[Relative, ...] = ()
    """Who lives in the household; nobody for the certificate of one member."""
    by_member: Mapping[str, Held] = field(default_factory=dict)
    """What each of those covered holds at the end of ``day``, by member number."""


def issue_certificate(command: IssueCertificate, context: Context) -> Changes:
    """发证 for one member or household; the reference is the number."""
    uow, day = context.uow, command.day
    _require_past(day, context)
    member = uow.members.get(command.member)
    if member is None:
        raise DomainError("member.unknown", number=command.member)
    if not member.belongs_on(day):
        raise DomainError("certificate.no_member", member=member.number, day=day)
    household = uow.households.of_member(member.number)
    if command.household and household is None:
        raise DomainError("certificate.no_household", member=member.number)
    covered = household.members if command.household and household is not None else (member.number,)
    if not any(uow.register.holdings(each, day) for each in covered):
        raise DomainError("certificate.nothing_held", member=member.number, day=day)
    there = next((each for number in covered for each in in_force(uow, number)), None)
    if there is not None:
        raise DomainError("certificate.there", member=member.number, number=there.number)
    number = clean_text(command.number) or next_number(uow)
    if uow.certificates.get(number) is not None:
        raise DomainError("certificate.taken", number=number)
    code = household.code if command.household and household is not None else ""
    uow.certificates.add(_issued(number, member.number, code, day, command.document))
    return Changes(_CHANGED, number)


def issue_certificates(command: IssueCertificates, context: Context) -> Changes:
    """整批发证; the reference is how many. ``certificate.everybody`` where nobody lacks one."""
    uow, day = context.uow, command.day
    _require_past(day, context)
    households = list(uow.households.all())
    live = [each for each in uow.certificates.all() if each.ended is None]
    of_code = {each.code: each for each in households}
    have = {number for each in live for number in _covered_by(each, of_code)}
    held = holdings_on(uow.register.entries(until=day), day)
    lacking = [
        member.number
        for member in uow.members.roll()
        if member.belongs_on(day) and member.number in held and member.number not in have
    ]
    if not lacking:
        raise DomainError("certificate.everybody", day=day)
    holders = _one_each(lacking, households) if command.households else [(each, "") for each in lacking]
    number = next_number(uow)
    for holder, code in holders:
        while uow.certificates.get(number) is not None:
            number = following_number([number])
        uow.certificates.add(_issued(number, holder, code, day, command.document))
        number = following_number([number])
    return Changes(_CHANGED, str(len(holders)))


def _covered_by(certificate: Certificate, households: Mapping[str, Household]) -> tuple[str, ...]:
    """The members whose shares a certificate shows, by number."""
    household = households.get(certificate.household)
    return (certificate.member,) if household is None else (certificate.member, *household.members)


def _one_each(lacking: Sequence[str], households: Sequence[Household]) -> list[tuple[str, str]]:
    """One of each household with its code, in the order of the first who lacks one: the head if a member who lacks
    one too, else that first one; who belongs to none is one by himself."""
    whose = {number: each for each in households for number in each.members}
    wanted, found = set(lacking), {}
    for number in lacking:
        household = whose.get(number)
        if household is None:
            found[number] = (number, "")
        elif household.code not in found:
            head = household.head
            first = head.member if head is not None and head.member in wanted else number
            found[household.code] = (first, household.code)
    return list(found.values())


def reissue_certificate(command: ReissueCertificate, context: Context) -> Changes:
    """补发: what was lost or spoilt is handed out once more."""
    return _happen(command, CertificateAct.REISSUED, context)


def end_certificate(command: EndCertificate, context: Context) -> Changes:
    """收回, or 注销 where it cannot be handed back."""
    act = CertificateAct.CANCELLED if command.lost else CertificateAct.RETURNED
    return _happen(command, act, context)


def next_number(uow: UnitOfWork) -> str:
    """The number of the next certificate, written as the last one's is."""
    last = uow.certificates.last_number()
    return following_number([] if last is None else [last])


def in_force(uow: UnitOfWork, member: str) -> list[Certificate]:
    """The certificates in force that show a member's shares: the member's own and that of the household."""
    return [each for each in certificates_of(uow, member) if each.ended is None]


def certificates_of(uow: UnitOfWork, member: str) -> list[Certificate]:
    """Every certificate a member was ever handed, also under a number that was merged into this one, and those of the
    household, each once."""
    household = uow.households.of_member(member)
    of_all = uow.certificates.of_household(household.code) if household is not None else ()
    numbers = (member, *uow.members.merged_into(member))
    own = (each for number in numbers for each in uow.certificates.of_member(number))
    found = {each.number: each for each in (*own, *of_all)}
    return sorted(found.values(), key=lambda each: each.issued)


def relatives(uow: UnitOfWork, household: Household) -> Iterator[Relative]:
    """The persons of a household with their lines of the roll."""
    for person in household.persons:
        yield Relative(person, uow.members.get(person.member) if person.member else None)


def known_certificate(uow: UnitOfWork, number: str) -> Certificate:
    """A certificate by number; ``certificate.unknown`` for a number never given."""
    found = uow.certificates.get(number)
    if found is None:
        raise DomainError("certificate.unknown", number=number)
    return found


def certificate_file(uow: UnitOfWork, number: str, today: date) -> CertificateFile:
    """A certificate with all it has to tell, as at today or the day it ended; ``certificate.unknown``."""
    certificate = known_certificate(uow, number)
    holder = uow.members.get(certificate.member)
    assert holder is not None  # the book refers to a line of the roll
    household = uow.households.get(certificate.household) if certificate.household else None
    persons = tuple(relatives(uow, household)) if household is not None else ()
    covered = tuple({each.number: each for each in (holder, *_members_of(persons))}.values())
    ended = certificate.ended
    day = today if ended is None else min(ended.day, today)
    classes = classes_on(uow, day)
    of_members = [(each.number, item) for each in covered for item in uow.register.of_member(each.number)]
    lines = sorted(of_members, key=lambda line: (line[1].entry.day, line[1].number))
    return CertificateFile(
        certificate,
        holder,
        covered,
        day,
        _held(lines, certificate.issued, classes),
        tuple(_changes(lines, certificate.issued, day)),
        _held(lines, day, classes),
        tuple(classes),
        persons,
        {
            each.number: _held([line for line in lines if line[0] == each.number], day, classes)
            for each in covered
        },
    )


def _members_of(persons: Sequence[Relative]) -> Iterator[Member]:
    for each in persons:
        if each.member is not None:
            yield each.member


def _issued(number: str, member: str, household: str, day: date, document: str) -> Certificate:
    issue = CertificateEvent(CertificateAct.ISSUED, day, document=clean_text(document))
    return Certificate(number, member, household, (issue,))


def _happen(command: ReissueCertificate | EndCertificate, act: CertificateAct, context: Context) -> Changes:
    _require_past(command.day, context)
    certificate = known_certificate(context.uow, command.certificate)
    event = CertificateEvent(act, command.day, clean_text(command.reason), clean_text(command.document))
    check_event(certificate, event)
    context.uow.certificates.add_event(certificate.number, event)
    return Changes(_CHANGED, certificate.number)


def _require_past(day: date, context: Context) -> None:
    if day > context.today:
        raise DomainError("certificate.in_future", day=day)


_Line = tuple[str, NumberedEntry]


def _held(lines: Sequence[_Line], day: date, classes: Sequence[ShareClass]) -> Held:
    """What all of them hold together at the end of a day, by class."""
    held: dict[str, int] = {}
    for member, item in lines:
        if item.entry.day <= day:
            code = item.entry.share_class
            held[code] = held.get(code, 0) + signed(item.entry, member)
    return tuple((each, Quantity(held[each.code])) for each in classes if held.get(each.code))


def _changes(lines: Sequence[_Line], issued: date, until: date) -> Iterator[CertificateChange]:
    """The entries after the day of issue, each with what is held of its class behind it."""
    balances: dict[str, int] = {}
    for member, item in lines:
        entry = item.entry
        if entry.day > until:
            break
        change = signed(entry, member)
        balances[entry.share_class] = balances.get(entry.share_class, 0) + change
        if entry.day > issued:
            yield CertificateChange(member, item, Quantity(change), Quantity(balances[entry.share_class]))
