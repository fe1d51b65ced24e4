"""Officers of the co-operative (Art. 33): appointed, out of office, entered by mistake."""

from dataclasses import replace
from datetime import date

from coopdesk.domain.errors import DomainError
from coopdesk.domain.members.member import Member
from coopdesk.domain.members.officers import ELECTED, OfficeTerm, check_term
from coopdesk.domain.text import clean_name, clean_text
from coopdesk.services.command import Changes, Topic
from coopdesk.services.context import Context
from coopdesk.services.members.commands import AppointOfficer, EndOffice, StrikeOffice
from coopdesk.services.members.roll import known_member

_CHANGED = frozenset({Topic.MEMBERS})


def appoint_officer(command: AppointOfficer, context: Context) -> Changes:
    """任职: a term from its first day on; the reference is its number.

    Besides what ``check_term`` refuses: ``officer.nobody``, ``officer.in_future``, ``officer.not_elected`` for somebody
    who is no member in an office to which members are elected, ``officer.no_member`` for who was none on that day.
    """
    given = command.term
    term = OfficeTerm(
        given.office,
        given.begun,
        clean_text(given.member),
        clean_name(given.name),
        given.until,
        resolution=clean_text(given.resolution),
    )
    if term.begun > context.today:
        raise DomainError("officer.in_future", day=term.begun)
    if term.member:
        member = known_member(term.member, context)
        if not member.belongs_on(term.begun):
            raise DomainError("officer.no_member", number=member.number, day=term.begun)
        term = replace(term, name=member.name)
    elif not term.name:
        raise DomainError("officer.nobody")
    elif term.office in ELECTED:
        raise DomainError("officer.not_elected", name=term.name, office=term.office)
    store = context.uow.officers
    check_term(term, [each.term for each in store.all()])
    return Changes(_CHANGED, str(store.save(replace(term, name="" if term.member else term.name))))


def end_office(command: EndOffice, context: Context) -> Changes:
    """卸任: the last day in office.

    ``officer.unknown``, ``officer.ended``, ``officer.in_future``, ``officer.dates``.
    """
    known = _standing(command.term, context)
    if known.ended is not None:
        raise DomainError("officer.ended", day=known.ended)
    if command.day > context.today:
        raise DomainError("officer.in_future", day=command.day)
    if command.day < known.begun:
        raise DomainError("officer.dates", begun=known.begun, ended=command.day)
    ended = replace(known, ended=command.day, note=clean_text(command.reason))
    context.uow.officers.save(_kept(ended), command.term)
    return Changes(_CHANGED, str(command.term))


def strike_office(command: StrikeOffice, context: Context) -> Changes:
    """撤销任职登记: it was entered by mistake and counts on no day. ``officer.unknown``, ``member.reason_missing``."""
    known = _standing(command.term, context)
    reason = clean_text(command.reason)
    if not reason:
        raise DomainError("member.reason_missing")
    context.uow.officers.save(_kept(replace(known, struck=reason)), command.term)
    return Changes(_CHANGED, str(command.term))


def leave_offices(member: Member, day: date, context: Context) -> None:
    """With the membership end the offices to which members are elected; who is hired may stay."""
    for each in context.uow.officers.of_member(member.number):
        if each.term.holds_on(day) and each.term.ended is None and each.term.office in ELECTED:
            context.uow.officers.save(_kept(replace(each.term, ended=day, by_leaving=True)), each.number)


def take_up_again(member: Member, context: Context) -> None:
    """Offices that ended with the membership are held again where nobody else has come into them meanwhile."""
    store = context.uow.officers
    for each in store.of_member(member.number):
        if not each.term.by_leaving or each.term.ended != member.ended:
            continue
        again = replace(each.term, ended=None, by_leaving=False)
        try:
            check_term(again, [other.term for other in store.all() if other.number != each.number])
        except DomainError:
            continue
        store.save(_kept(again), each.number)


def _standing(number: int, context: Context) -> OfficeTerm:
    found = context.uow.officers.get(number)
    if found is None or found.term.struck:
        raise DomainError("officer.unknown", term=number)
    return found.term


def _kept(term: OfficeTerm) -> OfficeTerm:
    """The term as it is kept: a member's name is the roll's."""
    return replace(term, name="") if term.member else term
