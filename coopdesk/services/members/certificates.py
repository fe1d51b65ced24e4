"""Certificates (股权证): issued to who holds shares, reissued, returned or cancelled; and what one has to tell.

A certificate moves no share. What it shows is the register's: the shares on the day of its issue, and every entry from
then on, as long as it is in force.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
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


def issue_certificate(command: IssueCertificate, context: Context) -> Changes:
    """发证 for one member; the reference is the number."""
    store, day = context.uow.certificates, command.day
    _require_past(day, context)
    member = context.uow.members.get(command.member)
    if member is None:
        raise DomainError("member.unknown", number=command.member)
    if not member.belongs_on(day):
        raise DomainError("certificate.no_member", member=member.number, day=day)
    if not context.uow.register.holdings(member.number, day):
        raise DomainError("certificate.nothing_held", member=member.number, day=day)
    there = next((each for each in store.of_member(member.number) if each.ended is None), None)
    if there is not None:
        raise DomainError("certificate.there", member=member.number, number=there.number)
    number = clean_text(command.number) or next_number(context.uow)
    if store.get(number) is not None:
        raise DomainError("certificate.taken", number=number)
    store.add(_issued(number, member.number, day, command.document))
    return Changes(_CHANGED, number)


def issue_certificates(command: IssueCertificates, context: Context) -> Changes:
    """整批发证; the reference is how many. ``certificate.everybody`` where nobody lacks one."""
    uow, day = context.uow, command.day
    _require_past(day, context)
    have = {each.member for each in uow.certificates.all() if each.ended is None}
    held = holdings_on(uow.register.entries(until=day), day)
    lacking = [
        member.number
        for member in uow.members.roll()
        if member.belongs_on(day) and member.number in held and member.number not in have
    ]
    if not lacking:
        raise DomainError("certificate.everybody", day=day)
    number = next_number(uow)
    for holder in lacking:
        while uow.certificates.get(number) is not None:
            number = following_number([number])
        uow.certificates.add(_issued(number, holder, day, command.document))
        number = following_number([number])
    return Changes(_CHANGED, str(len(lacking)))


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
    covered = (holder,)
    ended = certificate.ended
    day = today if ended is None else min(ended.day, today)
    classes = uow.coop.classes()
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
    )


def _issued(number: str, member: str, day: date, document: str) -> Certificate:
    issue = CertificateEvent(CertificateAct.ISSUED, day, document=clean_text(document))
    return Certificate(number, member, "", (issue,))


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
