"""Households: a code once given stays, the persons of a household are versions of which the newest counts."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, bindparam, func, literal, or_, select

from coopdesk.domain.errors import DomainError
from coopdesk.domain.members.household import HEAD, Household, HouseholdPerson
from coopdesk.domain.members.identity import compact
from coopdesk.domain.text import fold
from coopdesk.persistence.journal.lines import KEY, Newest, newest_of
from coopdesk.persistence.members.queries import FEWEST_FIGURES, contains, escaped, state_of
from coopdesk.persistence.members.store import member_ids, split_number
from coopdesk.persistence.members.tables import (
    household_current,
    household_persons,
    household_versions,
    households,
    member_current,
    members,
)
from coopdesk.persistence.sql.bulk import insert_rows
from coopdesk.persistence.sql.prepared import Prepared
from coopdesk.services.values import Matched, SearchHit

_h, _v, _c = households.c, household_versions.c, household_current.c
NEWEST: Mapping[str, Newest] = {
    "household": newest_of(
        household_versions, _v.household_id == select(_h.id).where(_h.code == KEY).scalar_subquery()
    ),
}
"""The entry of a household's newest version, by code."""
SERIES = "H"
"""Codes that the program gives begin so: H001."""
_WIDTH = 3
_PERSON = (_c.place, _c.relation, members.c.number, _c.name, _c.identity, _c.identity_kind)
_FOUND_BY = ("folded", "readings")
_KEPT = ("relation", "member_id", "name", "identity", "identity_kind")


def _persons() -> Select[Any]:
    """Code and persons of households, in their order; nothing of a household that is dissolved."""
    return (
        select(_h.code, *_PERSON)
        .select_from(households)
        .join(household_current, _c.household_id == _h.id)
        .join(members, members.c.id == _c.member_id, isouter=True)
        .order_by(_h.id, _c.place)
    )


_ID = Prepared(select(_h.id).where(_h.code == bindparam("code")))
_GET = Prepared(_persons().where(_h.code == bindparam("code")))
_ALL = Prepared(_persons())
_CODE_OF_MEMBER = Prepared(
    select(_h.code)
    .join(household_current, _c.household_id == _h.id)
    .join(members, members.c.id == _c.member_id)
    .where(members.c.number == bindparam("number"))
)
_CODE_OF_IDENTITY = Prepared(
    select(_h.code)
    .join(household_current, _c.household_id == _h.id)
    .where(_c.identity == bindparam("identity"), _h.code != bindparam("other_than"))
    .order_by(_h.id)
    .limit(1)
)
_COUNT = Prepared(select(func.coalesce(func.max(_h.id), 0)))
_NEWEST_VERSION = Prepared(select(func.coalesce(func.max(_v.id), 0)))
_HIGHEST = Prepared(select(func.coalesce(func.max(_h.serial), 0)).where(_h.series == bindparam("series")))
_CLEAR = household_current.delete().where(_c.household_id == bindparam("of_household"))


class SqlHouseholdStore:
    """``HouseholdStore`` over one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, code: str) -> Household | None:
        found = self._read(_GET.each(self._connection, {"code": code}))
        household = next(found, None)
        if household is None and _ID.value(self._connection, {"code": code}) is not None:
            return Household(code)
        return household

    def all(self) -> Iterator[Household]:
        return self._read(_ALL.each(self._connection, {}))

    def of_member(self, number: str) -> Household | None:
        code = _CODE_OF_MEMBER.value(self._connection, {"number": number})
        return None if code is None else self.get(code)

    def with_identity(self, identity: str, other_than: str) -> str | None:
        if not identity:
            return None
        wanted = {"identity": identity, "other_than": other_than}
        found: str | None = _CODE_OF_IDENTITY.value(self._connection, wanted)
        return found

    def next_code(self) -> str:
        serial = int(_HIGHEST.value(self._connection, {"series": SERIES})) + 1
        return f"{SERIES}{serial:0{_WIDTH}d}"

    def save(self, household: Household, note: str, readings: Callable[[str], str]) -> None:
        self.add_versions([household], note, readings)

    def add_versions(self, versions: Sequence[Household], note: str, readings: Callable[[str], str]) -> None:
        """Many at once: plain rows, ids counted here, so that a village's households come in within a second."""
        known = self._known_ids(versions)
        there = set(known.values())
        first, version = int(_COUNT.value(self._connection, {})), self._newest_version()
        new = [household for household in versions if household.code not in known]
        for place, household in enumerate(new, start=first + 1):
            known[household.code] = place
        keys = ((known[household.code], household.code, *split_number(household.code)) for household in new)
        insert_rows(self._connection, households, ("id", "code", "series", "serial"), keys)
        told = [(version + place, known[each.code], note) for place, each in enumerate(versions, start=1)]
        insert_rows(self._connection, household_versions, ("id", "household_id", "note"), told)
        cleared = [{"of_household": known[each.code]} for each in versions if known[each.code] in there]
        if cleared:
            self._connection.execute(_CLEAR, cleared)
        self._add_persons(versions, [row[0] for row in told], known, readings)

    def search(self, text: str, limit: int) -> Sequence[SearchHit]:
        found = found_by(text)
        if not found:
            return ()
        with_whom = _with_whom(found, limit)
        return [
            SearchHit(number, name, kind, Matched.HOUSEHOLD, state=state_of(struck, ended), shown=shown)
            for number, name, kind, struck, ended, shown in self._connection.execute(with_whom)
        ]

    def search_rows(self) -> Iterator[tuple[str, str, str, str]]:
        """Code, name, and what the name is found by; all three empty for members, who are found by themselves."""
        rows = select(_h.code, _c.name, _c.folded, _c.readings)
        named = rows.join(household_current, _c.household_id == _h.id).order_by(_h.id, _c.place)
        yield from map(tuple, self._connection.execute(named))

    def rebuild_search(self, readings: Callable[[str], str]) -> None:
        """Make anew what those are found by who are no members."""
        outside = select(_c.household_id, _c.place, _c.name).where(_c.member_id.is_(None))
        renamed = household_current.update().where(
            _c.household_id == bindparam("of_household"), _c.place == bindparam("at")
        )
        values: dict[str, Any] = {name: bindparam(f"now_{name}") for name in _FOUND_BY}
        found = [
            {"of_household": row.household_id, "at": row.place, "now_folded": fold(row.name)}
            | {"now_readings": readings(row.name)}
            for row in self._connection.execute(outside).all()
        ]
        if found:
            self._connection.execute(renamed.values(values), found)

    def _known_ids(self, versions: Sequence[Household]) -> dict[str, int]:
        """The ids of those that are there already."""
        if len(versions) > _FEW:
            return {row.code: row.id for row in self._connection.execute(select(_h.code, _h.id))}
        found = ((each.code, _ID.value(self._connection, {"code": each.code})) for each in versions)
        return {code: number for code, number in found if number is not None}

    def _newest_version(self) -> int:
        return int(_NEWEST_VERSION.value(self._connection, {}))

    def _add_persons(
        self,
        versions: Sequence[Household],
        version_ids: Sequence[int],
        ids: Mapping[str, int],
        readings: Callable[[str], str],
    ) -> None:
        numbers = self._member_ids(versions)
        rows = [
            [
                (place, person.relation, numbers.get(person.member), *_outside(person))
                for place, person in enumerate(each.persons, start=1)
            ]
            for each in versions
        ]
        of_version = (
            (version, *row) for version, persons in zip(version_ids, rows, strict=True) for row in persons
        )
        insert_rows(self._connection, household_persons, ("version_id", "place", *_KEPT), of_version)
        current = (
            (ids[each.code], *row, fold(row[3]), readings(row[3]) if row[3] else "")
            for each, persons in zip(versions, rows, strict=True)
            for row in persons
        )
        names = ("household_id", "place", *_KEPT, *_FOUND_BY)
        insert_rows(self._connection, household_current, names, current)

    def _member_ids(self, versions: Iterable[Household]) -> dict[str, int]:
        wanted = {number for each in versions for number in each.members}
        if len(wanted) > _FEW:
            known = member_ids(self._connection)
        else:
            found = select(members.c.number, members.c.id).where(members.c.number.in_(wanted))
            known = {row.number: row.id for row in self._connection.execute(found)}
        lost = sorted(wanted - known.keys())
        if lost:
            raise DomainError("member.unknown", number=lost[0])
        return known

    def _read(self, rows: Iterator[tuple[Any, ...]]) -> Iterator[Household]:
        for code, persons in groupby(rows, key=itemgetter(0)):
            yield Household(code, tuple(_person(row) for row in persons))


_FEW = 500


def found_by(text: str) -> list[ColumnElement[bool]]:
    """The tests by which who is no member is found; none for what cannot be a name or the end of a number."""
    folded, number = fold(text), compact(text).replace("-", "")
    tests: list[ColumnElement[bool]] = []
    spelled = folded.replace("'", "").replace("ü", "v")
    if spelled.isascii() and spelled.isalpha():
        tests.append((literal(" ") + _c.readings).like(f"% {escaped(spelled)}%", escape="\\"))
    if folded:
        tests.append(contains(_c.folded, folded))
    if len(number) >= FEWEST_FIGURES and number.isascii() and number[:-1].isdecimal():
        tests.append(_c.identity.like(f"%{escaped(number)}", escape="\\"))
    return tests


def _with_whom(found: Sequence[ColumnElement[bool]], limit: int) -> Select[Any]:
    """Each person found with the member of the same household who heads it, or stands first in it."""
    mate, m = household_current.alias("mate"), member_current.c
    first = (
        select(mate.c.member_id)
        .where(mate.c.household_id == _c.household_id, mate.c.member_id.is_not(None))
        .order_by(mate.c.relation != HEAD, mate.c.place)
        .limit(1)
        .correlate(household_current)
        .scalar_subquery()
    )
    return (
        select(m.number, m.name, m.kind, m.struck, m.ended, _c.name.label("shown"))
        .select_from(household_current)
        .join(member_current, m.member_id == first)
        .where(_c.member_id.is_(None), or_(*found))
        .order_by(_c.household_id, _c.place)
        .limit(limit)
    )


def _outside(person: HouseholdPerson) -> tuple[Any, ...]:
    return person.name, person.identity, person.identity_kind


def _person(row: tuple[Any, ...]) -> HouseholdPerson:
    _code, _place, relation, number, name, identity, kind = row
    return HouseholdPerson(relation, number or "", name, identity, kind)
