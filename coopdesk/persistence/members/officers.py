"""Officers: each term in versions of which the newest counts; there are few, so nothing is kept for speed."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, bindparam, func, select

from coopdesk.domain.members.officers import OfficeTerm
from coopdesk.persistence.journal.lines import Newest, newest_of
from coopdesk.persistence.members.store import member_id_of
from coopdesk.persistence.members.tables import member_current, members, officer_versions
from coopdesk.services.members.in_office import KnownTerm

_v, _m, _c = officer_versions.c, members.c, member_current.c
NEWEST: Mapping[str, Newest] = {
    "office": newest_of(
        officer_versions,
        _v.term == bindparam("of_term"),
        values=lambda key: {"of_term": int(key) if key.isdecimal() else 0},
    ),
}
"""The entry of a term's newest version, by its number."""
_KEPT = ("office", "begun", "name", "until", "ended", "resolution", "note", "by_leaving", "struck")


class SqlOfficerStore:
    """``OfficerStore`` over one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def save(self, term: OfficeTerm, number: int | None = None) -> int:
        if number is None:
            highest = select(func.coalesce(func.max(_v.term), 0))
            number = int(self._connection.execute(highest).scalar_one()) + 1
        values: dict[str, Any] = {name: getattr(term, name) for name in _KEPT}
        member_id = member_id_of(self._connection, term.member) if term.member else None
        self._connection.execute(officer_versions.insert(), values | {"term": number, "member_id": member_id})
        return number

    def get(self, number: int) -> KnownTerm | None:
        return next(iter(self._found(_v.term == number)), None)

    def all(self) -> Sequence[KnownTerm]:
        return self._found()

    def of_member(self, number: str) -> Sequence[KnownTerm]:
        return self._found(_m.number == number)

    def _found(self, *conditions: ColumnElement[bool]) -> Sequence[KnownTerm]:
        newest = select(func.max(_v.id)).group_by(_v.term)
        rows = (
            select(officer_versions, _m.number.label("number"), _c.name.label("of_roll"))
            .select_from(officer_versions)
            .join(members, _m.id == _v.member_id, isouter=True)
            .join(member_current, _c.member_id == _v.member_id, isouter=True)
            .where(_v.id.in_(newest), *conditions)
            .order_by(_v.term)
        )
        return [
            KnownTerm(
                row.term,
                OfficeTerm(
                    row.office,
                    row.begun,
                    row.number or "",
                    row.of_roll or row.name,
                    row.until,
                    row.ended,
                    row.resolution,
                    row.note,
                    row.by_leaving,
                    row.struck,
                ),
            )
            for row in self._connection.execute(rows)
        ]
