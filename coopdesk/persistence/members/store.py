"""The member roll: a number once given stays, details are versions of which the newest counts."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import fields
from functools import lru_cache
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Connection, ScalarSelect, bindparam, func, or_, select

from coopdesk.domain.members.member import Member
from coopdesk.domain.text import fold
from coopdesk.persistence.journal.lines import KEY, Newest, newest_of
from coopdesk.persistence.members.tables import (
    member_current,
    member_search,
    member_versions,
    members,
    search_built,
)
from coopdesk.persistence.sql.bulk import insert_rows
from coopdesk.persistence.sql.prepared import Prepared
from coopdesk.services.progress import Progress, unheard

_SERIAL = re.compile(r"(.*?)(\d{1,18})", re.DOTALL | re.ASCII)
_FIRST_WIDTH = 2
KEY_WIDTH = 18
_BY_NUMBER = select(members.c.id).where(members.c.number == KEY).scalar_subquery()
NEWEST: Mapping[str, Newest] = {
    "member": newest_of(member_versions, member_versions.c.member_id == _BY_NUMBER),
}
"""The entry of a member's newest version, by number."""
_c = member_current.c
COLUMN_OF = {"group": "group_name"}
"""Fields whose column has another name; all others are called alike."""
_FIELDS = tuple(field.name for field in fields(Member))
MEMBER_COLUMNS: tuple[Any, ...] = tuple(_c[COLUMN_OF.get(name, name)] for name in _FIELDS)
"""The columns of ``Member`` in the order of its fields."""


_NUMBERED = (_c.number_key == bindparam("key"), _c.number == bindparam("number"))
_GET = Prepared(select(*MEMBER_COLUMNS).where(*_NUMBERED))
_CURRENT = Prepared(select(_c.member_id, *MEMBER_COLUMNS).where(*_NUMBERED))
_ALL = Prepared(select(*MEMBER_COLUMNS).order_by(_c.member_id))
_ROLL = Prepared(
    select(_c.number, _c.name, _c.kind, _c.joined, _c.ended, _c.struck, _c.role).order_by(_c.member_id)
)
_ON_ROLL = Prepared(select(_c.number).where(_c.struck == ""))
_ID = Prepared(select(members.c.id).where(members.c.number == bindparam("number")))
_COUNT = Prepared(select(func.coalesce(func.max(members.c.id), 0)))
_ADD = Prepared(members.insert())
_ADD_VERSION = Prepared(member_versions.insert().returning(member_versions.c.id))
_ADD_CURRENT = Prepared(member_current.insert())
_ADD_SEARCH = Prepared(member_search.insert())
_SEARCH_WHOLE = Prepared(select(search_built.c.id))
_s = member_search.c
_folded: BindParameter[str] = bindparam("now_folded")
_readings: BindParameter[str] = bindparam("now_readings")
_RENAME = Prepared(
    member_search.update()
    .where(_s.member_id == bindparam("of_member"), or_(_s.folded != _folded, _s.readings != _readings))
    .values(folded=_folded, readings=_readings)
)
_OF_NAME = Prepared(
    select(*MEMBER_COLUMNS)
    .join(member_search, _s.member_id == _c.member_id)
    .where(_s.folded == bindparam("folded_name"))
    .order_by(_c.member_id)
)
_HIGHEST = (
    select(members.c.number, members.c.serial)
    .where(members.c.series == bindparam("series"), members.c.serial > 0)
    .order_by(members.c.serial.desc())
    .limit(1)
)
_STANDS = (_c.struck == "", _c.merged_into == "")
"""Lines that are somebody's own: neither a mistake nor merged into another."""
_MERGED_INTO = Prepared(select(_c.number).where(_c.merged_into == bindparam("into")).order_by(_c.member_id))
_SAME_ACCOUNT = (
    select(_c.number)
    .where(_c.account == bindparam("account"), _c.number != bindparam("other_than"), *_STANDS)
    .order_by(_c.member_id)
    .limit(1)
)
_SAME_IDENTITY = (
    select(_c.number)
    .where(_c.identity == bindparam("identity"), _c.number != bindparam("other_than"), *_STANDS)
    .order_by(_c.member_id)
    .limit(1)
)
# Statements are built once: building one costs more than running it.
_TOLD_EVERY = 1_000


def split_number(number: str) -> tuple[str, int]:
    """A member number as its series and running number: F20 is (F, 20); one without figures is a series of its own."""
    match = _SERIAL.fullmatch(number)
    return (number, 0) if match is None else (match[1], int(match[2]))


def number_key(number: str) -> str:
    """What numbers are sorted by, so that F9 comes before F10."""
    series, serial = split_number(number)
    return f"{series}{serial:0{KEY_WIDTH}d}"


def details_of(member: Member) -> dict[str, Any]:
    """A version of a member's details by column."""
    return {COLUMN_OF.get(name, name): getattr(member, name) for name in _FIELDS if name != "number"}


class SqlMemberStore:
    """``MemberStore`` over one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, member: Member, readings: str) -> None:
        """Append a member; IntegrityError for a number that was ever given."""
        number = member.number
        series, serial = split_number(number)
        member_id = count_members(self._connection) + 1
        values = {"id": member_id, "number": number, "series": series, "serial": serial}
        _ADD.run(self._connection, values)
        details = details_of(member)
        current = {
            "member_id": member_id,
            "version_id": self._add_version(member_id, details),
            "number": number,
            "number_key": number_key(number),
            "shares": 0,
        }
        _ADD_CURRENT.run(self._connection, current | details)
        found_by = {"member_id": member_id, "folded": fold(member.name), "readings": readings}
        _ADD_SEARCH.run(self._connection, found_by)

    def amend(self, member: Member, readings: str) -> None:
        """Append a version of the details; LookupError for a number never given."""
        wanted = {"key": number_key(member.number), "number": member.number}
        row = _CURRENT.first(self._connection, wanted)
        if row is None:
            raise LookupError(member.number)
        member_id, _number, *known = row
        details = details_of(member)
        version_id = self._add_version(member_id, details)
        # Whatever is set anew is written into its index anew.
        changed = tuple(
            name for (name, value), old in zip(details.items(), known, strict=True) if value != old
        )
        values = {name: details[name] for name in changed}
        _amending(changed).run(self._connection, {"of_member": member_id, "version_id": version_id} | values)
        found_by = {"of_member": member_id, "now_folded": fold(member.name), "now_readings": readings}
        _RENAME.run(self._connection, found_by)

    def get(self, number: str) -> Member | None:
        row = _GET.first(self._connection, {"key": number_key(number), "number": number})
        return None if row is None else Member(*row)

    def all(self, progress: Progress = unheard) -> Sequence[Member]:
        if progress is unheard:
            return [Member(*row) for row in _ALL.each(self._connection, {})]
        found: list[Member] = []
        whole = count_members(self._connection)
        for row in _ALL.each(self._connection, {}):
            if len(found) % _TOLD_EVERY == 0:
                progress(len(found), whole)
            found.append(Member(*row))
        return found

    def merged_into(self, number: str) -> Sequence[str]:
        return [gone for (gone,) in _MERGED_INTO.rows(self._connection, {"into": number})]

    def roll(self) -> Iterator[Member]:
        for number, name, kind, joined, ended, struck, role in _ROLL.each(self._connection, {}):
            yield Member(number, name, kind, joined, ended=ended, struck=struck, role=role)

    def numbers_on_roll(self) -> Set[str]:
        return {number for (number,) in _ON_ROLL.each(self._connection, {})}

    def of_name(self, name: str) -> Sequence[Member]:
        wanted = fold(name)
        if self.is_search_whole():
            return [Member(*row) for row in _OF_NAME.rows(self._connection, {"folded_name": wanted})]
        # Not everybody is findable yet, and nobody may be entered twice meanwhile.
        name_at = _FIELDS.index("name")
        return [Member(*row) for row in _ALL.each(self._connection, {}) if fold(row[name_at]) == wanted]

    def is_search_whole(self) -> bool:
        return _SEARCH_WHOLE.value(self._connection, {}) is not None

    def rebuild_search(self, readings: Callable[[str], str]) -> None:
        self._connection.execute(member_search.delete())
        names = self._connection.execute(select(_c.member_id, _c.name).order_by(_c.member_id)).all()
        rows = ((member_id, fold(name), readings(name)) for member_id, name in names)
        insert_rows(self._connection, member_search, ("member_id", "folded", "readings"), rows)
        if not self.is_search_whole():
            self._connection.execute(search_built.insert(), {"id": 1})

    def search_rows(self) -> Iterator[tuple[str, str, str, str]]:
        s = member_search.c
        source = member_current.outerjoin(member_search, s.member_id == _c.member_id)
        rows = select(_c.number, _c.name, func.coalesce(s.folded, ""), func.coalesce(s.readings, ""))
        yield from map(tuple, self._connection.execute(rows.select_from(source)))

    def next_number(self, prefix: str) -> str:
        """The next free number of a series, as wide as the highest; a new series begins with 01."""
        row = self._connection.execute(_HIGHEST, {"series": prefix}).first()
        if row is None:
            return f"{prefix}{1:0{_FIRST_WIDTH}d}"
        width = len(row.number) - len(prefix)
        return f"{prefix}{row.serial + 1:0{width}d}"

    def same_account(self, account: str, other_than: str) -> str | None:
        if not account:
            return None
        wanted = {"account": account, "other_than": other_than}
        found: str | None = self._connection.execute(_SAME_ACCOUNT, wanted).scalar()
        return found

    def newest_version(self) -> int:
        newest = select(func.coalesce(func.max(member_versions.c.id), 0))
        return int(self._connection.execute(newest).scalar_one())

    def same_identity(self, identity: str, other_than: str) -> str | None:
        if not identity:
            return None
        wanted = {"identity": identity, "other_than": other_than}
        found: str | None = self._connection.execute(_SAME_IDENTITY, wanted).scalar()
        return found

    def _add_version(self, member_id: int, details: dict[str, Any]) -> int:
        version = {"member_id": member_id} | details
        return int(_ADD_VERSION.value(self._connection, version))


@lru_cache(maxsize=64)
def _amending(names: tuple[str, ...]) -> Prepared:
    """The statement that gives a member a newer version which differs from the one before in these columns."""
    newer = {name: bindparam(name, type_=_c[name].type) for name in ("version_id", *names)}
    return Prepared(member_current.update().where(_c.member_id == bindparam("of_member")).values(newer))


def member_id_of(connection: Connection, number: str) -> int | None:
    """The id of a member, None for a number that is not on the roll."""
    found: int | None = _ID.value(connection, {"number": number})
    return found


def member_ids(connection: Connection) -> dict[str, int]:
    """Every member's id by number."""
    return {row.number: row.id for row in connection.execute(select(members.c.number, members.c.id))}


def number_of(member_id: ColumnElement[int]) -> ScalarSelect[str]:
    """The number of the member whose id a column holds, as a part of another area's query."""
    return select(members.c.number).where(members.c.id == member_id).scalar_subquery()


def count_members(connection: Connection) -> int:
    """How many members the roll has: they are numbered from 1 without a gap."""
    return int(_COUNT.value(connection, {}))
