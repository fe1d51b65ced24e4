"""Officers (Art. 33, 38): who held which office from when to when, and which offices nobody holds together."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from coopdesk.domain.errors import DomainError
from coopdesk.domain.text import fold


class Office(StrEnum):
    """An office of the co-operative: 理事长, 理事, 执行监事, 监事会主席, 监事, 经理, 财务负责人, 会计."""

    CHAIR = "chair"
    DIRECTOR = "director"
    EXECUTIVE_SUPERVISOR = "executive_supervisor"
    HEAD_SUPERVISOR = "head_supervisor"
    SUPERVISOR = "supervisor"
    MANAGER = "manager"
    FINANCE = "finance"
    ACCOUNTANT = "accountant"


SUPERVISORS = frozenset({Office.EXECUTIVE_SUPERVISOR, Office.HEAD_SUPERVISOR, Office.SUPERVISOR})
"""Who supervises: no chair, director, manager, finance or accounting staff may (Art. 33)."""
ELECTED = SUPERVISORS | {Office.CHAIR, Office.DIRECTOR}
"""Offices to which the members' meeting elects members (Art. 33)."""
SINGLE = frozenset({Office.CHAIR, Office.EXECUTIVE_SUPERVISOR, Office.HEAD_SUPERVISOR})
"""Offices that one person holds at a time."""


@dataclass(frozen=True, slots=True)
class OfficeTerm:
    """One person in one office (任期): a ``member`` by number, or by ``name`` somebody who is none.

    ``until`` is the end of the term as elected; whoever is not replaced stays in office, so that only ``ended``, the
    last day in office, ends it. ``by_leaving`` says that it ended because the membership did. ``struck`` holds why it
    was entered by mistake. ``resolution`` is the meeting's vote, ``note`` why the office ended.
    """

    office: Office
    begun: date
    member: str = ""
    name: str = ""
    until: date | None = None
    ended: date | None = None
    resolution: str = ""
    note: str = ""
    by_leaving: bool = False
    struck: str = ""

    def holds_on(self, day: date) -> bool:
        """Whether the person is in office at the end of that day."""
        return not self.struck and self.begun <= day and (self.ended is None or day <= self.ended)

    def overlaps(self, other: "OfficeTerm") -> bool:
        """Whether there is a day on which both are in office."""
        if self.struck or other.struck:
            return False
        last, other_last = self.ended or date.max, other.ended or date.max
        return self.begun <= other_last and other.begun <= last

    def is_of(self, other: "OfficeTerm") -> bool:
        """Whether both are of one person: the same member, or without numbers on both sides the same name."""
        if self.member and other.member:
            return self.member == other.member
        return fold(self.name) == fold(other.name)


def check_term(term: OfficeTerm, others: Iterable[OfficeTerm]) -> None:
    """Refuse a term that does not go with the others; ``name`` must be known of each, of members as well.

    ``officer.dates`` where it ends before it begins, ``officer.twice`` for an office the person holds already,
    ``officer.conflict`` for a supervisor who is chair, director, manager, finance or accounting staff as well, or the
    other way round (Art. 33), ``officer.taken`` for an office that somebody else holds.
    """
    for last in (term.until, term.ended):
        if last is not None and last < term.begun:
            raise DomainError("officer.dates", begun=term.begun, ended=last)
    for other in others:
        if not term.overlaps(other):
            continue
        said = {"name": other.name, "begun": other.begun}
        if term.is_of(other):
            if term.office is other.office:
                raise DomainError("officer.twice", office=term.office, **said)
            if (term.office in SUPERVISORS) is not (other.office in SUPERVISORS):
                raise DomainError("officer.conflict", office=term.office, other=other.office, **said)
        elif term.office is other.office and term.office in SINGLE:
            raise DomainError("officer.taken", office=term.office, **said)
