"""Who is in office on a day: what pages, papers and the rules of share classes ask of the officers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from coopdesk.domain.members.officers import Office, OfficeTerm
from coopdesk.services.ports import UnitOfWork


@dataclass(frozen=True, slots=True)
class KnownTerm:
    """A term with the number it is known by; its name is that of today's roll where it is a member's."""

    number: int
    term: OfficeTerm


def officers(uow: UnitOfWork, day: date) -> Sequence[KnownTerm]:
    """Who is in office at the end of a day, by office and then in the order of the terms."""
    found = [each for each in uow.officers.all() if each.term.holds_on(day)]
    order = list(Office)
    return sorted(found, key=lambda each: (order.index(each.term.office), each.term.begun, each.number))


def is_officer(uow: UnitOfWork, number: str, day: date) -> bool:
    """Whether a member holds any office at the end of a day: for rules about officers in office."""
    return any(each.term.holds_on(day) for each in uow.officers.of_member(number))
