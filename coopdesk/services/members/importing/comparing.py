"""The roll beside the book: whom it knows already, what of them would change, and what the book does not let in.

People are known again by their paper, else by their number together with the name; never by a name alone. Shares and
sums of a member the book has are not touched: what changes them is an operation of the register.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from coopdesk.domain.members.identity_papers import birth_date_of
from coopdesk.domain.members.member import Member
from coopdesk.domain.members.past import PastShare
from coopdesk.domain.money import Money
from coopdesk.domain.text import fold
from coopdesk.services.members.importing.fields import PAST, Field
from coopdesk.services.members.importing.findings import Fault, Findings
from coopdesk.services.members.importing.noting import HEARD_EVERY
from coopdesk.services.members.importing.roll import Roll
from coopdesk.services.ports import UnitOfWork
from coopdesk.services.progress import WHOLE, Progress, part_of, unheard

_FETCHED, _REMEMBERED = 300, 600
"""Of the way (`progress.WHOLE`): once the book's members are fetched, once they can be found."""
COMPARED = ("name", "kind", "group", "identity", "phone", "phone2", "bank", "account", "address", "remark")
"""What of a known member a roll can change; what it does not say stays."""


@dataclass(frozen=True, slots=True)
class Change:
    """What a roll says otherwise of a member the book knows: by field, as it was and as it would be."""

    place: int
    member: Member
    amended: Member
    fields: Mapping[str, tuple[object, object]]


@dataclass
class Comparison:
    """A roll's members by their places in it: `new` ones, the `same` as in the book, and those that would change.

    `past` are known ones, with their numbers, of whom the roll tells what they got before the book and the book does
    not.
    """

    new: list[int] = field(default_factory=list)
    same: list[int] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    past: list[tuple[int, str]] = field(default_factory=list)
    findings: Findings = field(default_factory=Findings)


def compare(
    uow: UnitOfWork, roll: Roll, sha256: str, columns: Mapping[Field, int], progress: Progress = unheard
) -> Comparison:
    """Compare with everybody ever entered, and with the files that were read in before.

    `columns` say where a field stands, so that errors name their cell. A file whose import stands is told once, as
    `import.file_known`, and nothing else of it.
    """
    before = uow.imports.of_file(sha256)
    if before is not None:
        params = {"number": before.number, "day": before.at.date() if before.at else ""}
        known = Comparison()
        known.findings.errors.append(Fault("import.file_known", params=params))
        return known
    if uow.members.newest_version():
        found = _Comparing(uow, roll, columns, progress).comparison()
    else:
        found = Comparison(new=list(range(len(roll))))
    _look_for_founding(uow, roll, columns, found)
    told = found.new or found.changed or found.past
    if len(roll) and not told and not found.findings.errors:
        found.findings.errors.append(Fault("import.nothing_new"))
    return found


def _look_for_founding(uow: UnitOfWork, roll: Roll, columns: Mapping[Field, int], found: Comparison) -> None:
    """Nobody joins a co-op before it is founded; said once, for most often one day stands for all."""
    coop = uow.coop.current()
    if coop is None:
        return
    early = [(place, day) for place in found.new if (day := roll.joined[place]) and day < coop.founded]
    if early:
        place, day = early[0]
        column = columns.get(Field.JOINED, columns.get(Field.NAME, 0))
        told = {"count": len(early), "founded": coop.founded}
        found.findings.warnings.append(
            Fault("import.joined_before_founding", roll.rows[place], column, day.isoformat(), told)
        )


class _Comparing:
    """One comparison on its way."""

    def __init__(self, uow: UnitOfWork, roll: Roll, columns: Mapping[Field, int], progress: Progress) -> None:
        self._progress = progress
        self._uow, self._roll, self._columns = uow, roll, columns
        known = uow.members.all(part_of(progress, 0, _FETCHED))
        self._by_number = {member.number: member for member in known}
        self._by_identity: dict[str, Member] = {}
        self._born: dict[tuple[str, date | None], Member] = {}
        remembered = part_of(progress, _FETCHED, _REMEMBERED)
        for place, member in enumerate(known):
            if place % HEARD_EVERY == 0:
                remembered(place, len(known))
            if member.identity and not member.is_struck and not member.merged_into:
                self._by_identity[member.identity] = member
                self._born[fold(member.name), birth_date_of(member.identity)] = member
        self._found = Comparison()
        self._past = {year: uow.past.of_year(year) for year in roll.past_years}

    def comparison(self) -> Comparison:
        """Look at each member of the roll."""
        roll, compared = self._roll, part_of(self._progress, _REMEMBERED, WHOLE)
        for place, (number, name, identity) in enumerate(
            zip(roll.number, roll.name, roll.identity, strict=True)
        ):
            if place % HEARD_EVERY == 0:
                compared(place, len(roll))
            member = self._known(place, number, name, identity)
            if member is None:
                self._found.new.append(place)
                self._look_for_twin(place, name, identity)
            else:
                self._compare(place, member)
        return self._found

    def _known(self, place: int, number: str, name: str, identity: str) -> Member | None:
        by_paper = self._by_identity.get(identity) if identity else None
        by_number = self._by_number.get(number) if number else None
        if by_paper is not None:
            if fold(by_paper.name) != fold(name) or (number and by_number is not by_paper):
                params = {"number": by_paper.number, "name": by_paper.name}
                self._error("import.identity_of_other", place, Field.IDENTITY, identity, **params)
            return by_paper
        if by_number is None:
            return None
        if by_number.is_struck:
            self._error(
                "import.struck_in_book", place, Field.NUMBER, number, number=number, name=by_number.name
            )
        elif fold(by_number.name) != fold(name) or (identity and by_number.identity):
            self._error(
                "import.number_taken", place, Field.NUMBER, number, number=number, name=by_number.name
            )
        return by_number

    def _look_for_twin(self, place: int, name: str, identity: str) -> None:
        born = birth_date_of(identity) if identity else None
        twin = self._born.get((fold(name), born)) if born is not None else None
        if twin is not None:
            self._found.findings.warnings.append(
                self._fault("import.born_in_book", place, Field.NAME, name, number=twin.number)
            )

    def _compare(self, place: int, member: Member) -> None:
        said = _said(self._roll, place, member)
        fields = {
            name: (getattr(member, name), value)
            for name, value in said.items()
            if getattr(member, name) != value
        }
        self._compare_shares(place, member)
        self._compare_past(place, member)
        if any(values[place] for values in self._roll.amounts.values()):
            self._found.findings.warnings.append(
                self._fault("import.amounts_of_known", place, Field.NAME, member.name, number=member.number)
            )
        if not fields:
            self._found.same.append(place)
            return
        wanted: dict[str, Any] = {name: new for name, (_old, new) in fields.items()}
        amended = replace(member, **wanted)
        self._found.changed.append(Change(place, member, amended, fields))

    def _compare_shares(self, place: int, member: Member) -> None:
        if not self._roll.shares:
            return
        held: dict[str, int] = {}
        for entry in self._uow.register.of_member(member.number):
            moved = entry.entry
            sign = (moved.taker == member.number) - (moved.giver == member.number)
            held[moved.share_class] = held.get(moved.share_class, 0) + sign * moved.shares
        for code, values in self._roll.shares.items():
            shares = values[place]
            if shares is not None and shares != held.get(code, 0):
                params = {"number": member.number, "held": held.get(code, 0), "shares": shares}
                self._error("import.shares_of_known", place, Field.SHARES, str(shares), **params)

    def _compare_past(self, place: int, member: Member) -> None:
        """What was told before stays; only what the book lacks is taken over."""
        lacking = False
        for year, known in self._past.items():
            found = past_share(self._roll, place, year, member.number)
            told = known.get(member.number)
            if told is not None and found is not None:
                if (told.refund, told.dividend) != (found.refund, found.dividend):
                    params = {"number": member.number, "year": year}
                    params |= {"known": told.amount, "found": found.amount}
                    self._error("past.share_differs", place, Field.NAME, member.name, **params)
            elif found is not None:
                lacking = True
        if lacking:
            self._found.past.append((place, member.number))

    def _error(self, code: str, place: int, of: Field, value: str, **params: object) -> None:
        self._found.findings.errors.append(self._fault(code, place, of, value, **params))

    def _fault(self, code: str, place: int, of: Field, value: str, **params: object) -> Fault:
        column = self._columns.get(of, self._columns.get(Field.NAME, 0))
        return Fault(code, self._roll.rows[place], column, value, params)


def past_share(roll: Roll, place: int, year: int, number: str) -> PastShare | None:
    """What the roll says a member got of a year before the book; None where it says nothing, or nought."""
    fen = {name: (roll.past[year, name][place] or 0) if (year, name) in roll.past else 0 for name in PAST}
    if not any(fen.values()):
        return None
    return PastShare(number, year, Money(fen[Field.PAST_REFUND]), Money(fen[Field.PAST_DIVIDEND]))


def _said(roll: Roll, place: int, member: Member) -> dict[str, object]:
    """What the roll says of a known member; fields it says nothing of are left out."""
    phones = roll.phone[place].split("/") if roll.phone[place] else []
    said: dict[str, object] = {
        "name": roll.name[place],
        "group": roll.group[place],
        "identity": roll.identity[place],
        "bank": roll.bank[place],
        "account": roll.account[place],
        "address": roll.address[place],
        "remark": roll.remark[place],
        "phone": phones[0] if phones else "",
        "phone2": "/".join(phones[1:]),
    }
    said = {name: value for name, value in said.items() if value}
    if roll.identity[place] and roll.identity[place] != member.identity:
        said["identity_kind"] = roll.identity_kind[place]
    return said
