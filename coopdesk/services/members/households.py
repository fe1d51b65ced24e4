"""Households (户): who belongs together under one head, members and those who are none.

A member stands in one household at most. Who moves is taken out of the household before, by a version of that one.
"""

from dataclasses import replace

from coopdesk.domain.errors import DomainError, ReasonWanted
from coopdesk.domain.members.household import (
    Household,
    HouseholdPerson,
    check_household,
    read_relation,
)
from coopdesk.domain.members.identity_papers import read_identity
from coopdesk.domain.text import clean_name, clean_text
from coopdesk.services.command import Changes, Topic
from coopdesk.services.context import Context
from coopdesk.services.members.commands import DissolveHousehold, RecordHousehold

_CHANGED = frozenset({Topic.MEMBERS})


def record_household(command: RecordHousehold, context: Context) -> Changes:
    """登记户: a new household or a version of one; the reference is its code.

    Raises what ``check_household`` raises, ``member.unknown``, ``member.is_struck``, ``household.person_elsewhere``.
    """
    store = context.uow.households
    code = clean_text(command.household.code) or store.next_code()
    persons = tuple(checked_person(person, context) for person in command.household.persons)
    household = Household(code, persons)
    check_household(household)
    reason = clean_text(command.move)
    changed = [household, *_left_behind(household, reason, context)]
    for each in changed:
        note = command.note if each is household else reason
        store.save(each, clean_text(note), context.initials)
    return Changes(_CHANGED, code)


def dissolve_household(command: DissolveHousehold, context: Context) -> Changes:
    """销户: the persons belong to no household any more; what was stays on record. ``household.unknown``."""
    known = context.uow.households.get(command.household)
    if known is None or not known.persons:
        raise DomainError("household.unknown", household=command.household)
    reason = clean_text(command.reason)
    if not reason:
        raise DomainError("member.reason_missing")
    context.uow.households.save(Household(known.code), reason, context.initials)
    return Changes(_CHANGED, known.code)


def checked_person(person: HouseholdPerson, context: Context) -> HouseholdPerson:
    """The person with every field in its standard form: of a member only number and relation are kept."""
    relation = read_relation(person.relation)
    if person.member:
        member = context.uow.members.get(clean_text(person.member))
        if member is None:
            raise DomainError("member.unknown", number=person.member)
        if member.is_struck:
            raise DomainError("member.is_struck", number=member.number)
        return HouseholdPerson(relation, member.number)
    identity, kind = person.identity.strip(), person.identity_kind
    found = read_identity(identity, context.today, kind=kind) if identity else None
    return replace(
        person,
        relation=relation,
        name=clean_name(person.name),
        identity=found.number if found else "",
        identity_kind=found.kind if found else None,
    )


def _left_behind(household: Household, reason: str, context: Context) -> list[Household]:
    """The households that members move out of, without them."""
    left: dict[str, Household] = {}
    for number in household.members:
        before = context.uow.households.of_member(number)
        if before is None or before.code == household.code:
            continue
        if not reason:
            raise ReasonWanted(
                "household.member_elsewhere", field="move", number=number, household=before.code
            )
        before = left.get(before.code, before)
        staying = tuple(person for person in before.persons if person.member != number)
        left[before.code] = replace(before, persons=staying)
    for each in left.values():
        if each.persons and each.head is None:
            raise DomainError("household.head_moves", household=each.code)
    for person in household.persons:
        other = context.uow.households.with_identity(person.identity, household.code)
        if other is not None:
            raise DomainError("household.person_elsewhere", name=person.name, household=other)
    return list(left.values())
