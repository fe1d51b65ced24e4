"""What was distributed before the book, by member and year and by year as a whole; the newest version of each
counts."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import BigInteger, Connection, Integer, Select, bindparam, func, select

from coopdesk.domain.errors import DomainError
from coopdesk.domain.members.past import PastShare, PastSums, PastYear
from coopdesk.persistence.journal.lines import KEY, YEAR, Newest, by_year, newest_of
from coopdesk.persistence.members.past_tables import past_shares, past_years
from coopdesk.persistence.members.store import member_id_of, member_ids
from coopdesk.persistence.members.tables import member_current, members
from coopdesk.persistence.sql.bulk import indexes_aside, insert_columns
from coopdesk.persistence.sql.prepared import Prepared

_s, _y = past_shares.c, past_years.c
NEWEST: Mapping[str, Newest] = {
    "past": newest_of(
        past_shares, _s.member_id == select(members.c.id).where(members.c.number == KEY).scalar_subquery()
    ),
    "past_year": newest_of(past_years, _y.year == YEAR, values=by_year),
}
"""The entry that last told a member's lines, by number, and the head figures of a year before the book."""


def _newest(*conditions: Any) -> Select[Any]:
    """The newest row of each member and year of which anything is told."""
    newest = select(func.max(_s.id)).where(*conditions).group_by(_s.member_id, _s.year)
    return (
        select(members.c.number, _s.year, _s.refund, _s.dividend, _s.document)
        .join(members, members.c.id == _s.member_id)
        .where(_s.id.in_(newest), _s.refund + _s.dividend > 0)
    )


_OF_MEMBER = Prepared(_newest(_s.member_id == bindparam("member", type_=BigInteger)).order_by(_s.year))
_OF_YEAR = Prepared(_newest(_s.year == bindparam("of_year", type_=Integer)).order_by(_s.member_id))
_ALL = Prepared(_newest().order_by(_s.year, _s.member_id))
_YEARS = Prepared(
    select(past_years).where(_y.id.in_(select(func.max(_y.id)).group_by(_y.year))).order_by(_y.year)
)
_ANY = Prepared(select(_s.id).limit(1))


class SqlPastStore:
    """``PastStore`` over one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def save(self, shares: Sequence[PastShare]) -> None:
        """In the order given; a year of a large roll costs as many rows as it has members."""
        ids = member_ids(self._connection)
        unknown = next((each.member for each in shares if each.member not in ids), None)
        if unknown is not None:
            raise DomainError("member.unknown", number=unknown)
        columns: dict[str, Sequence[Any]] = {
            "member_id": [ids[each.member] for each in shares],
            "year": [each.year for each in shares],
            "refund": [each.refund for each in shares],
            "dividend": [each.dividend for each in shares],
            "document": [each.document for each in shares],
        }
        with indexes_aside(self._connection, (past_shares,), len(shares)):
            insert_columns(self._connection, past_shares, columns)

    def save_year(self, head: PastYear) -> None:
        values = {
            name: getattr(head, name)
            for name in ("year", "distributable", "refund", "dividend", "resolution", "paid_on", "document")
        }
        self._connection.execute(past_years.insert(), values)

    def of_member(self, number: str) -> Sequence[PastShare]:
        member_id = member_id_of(self._connection, number)
        if member_id is None:
            return []
        return [PastShare(*row) for row in _OF_MEMBER.rows(self._connection, {"member": member_id})]

    def of_year(self, year: int) -> Mapping[str, PastShare]:
        rows = _OF_YEAR.rows(self._connection, {"of_year": year})
        return {row[0]: PastShare(*row) for row in rows}

    def all(self) -> Sequence[PastShare]:
        return [PastShare(*row) for row in _ALL.rows(self._connection, {})]

    def heads(self) -> Mapping[int, PastYear]:
        return {head.year: head for head in self._heads() if not head.is_empty}

    def sums(self) -> Mapping[int, PastSums]:
        # Most books have nothing of the kind, and the home page asks.
        if _ANY.value(self._connection, {}) is None:
            return {}
        lines = _newest().subquery()
        struck = select(members.c.number).join(member_current, member_current.c.member_id == members.c.id)
        wanted = (
            select(lines.c.year, func.count(), func.sum(lines.c.refund), func.sum(lines.c.dividend))
            .where(lines.c.number.not_in(struck.where(member_current.c.struck != "")))
            .group_by(lines.c.year)
            .order_by(lines.c.year)
        )
        return {year: PastSums(*sums) for year, *sums in self._connection.execute(wanted)}

    def of_entry(self, journal: int) -> Sequence[PastShare]:
        newest = select(func.max(_s.id)).group_by(_s.member_id, _s.year)
        mine = (
            select(members.c.number, _s.year)
            .join(members, members.c.id == _s.member_id)
            .where(_s.journal_number == journal, _s.id.in_(newest))
            .order_by(_s.id)
        )
        return [PastShare(number, year) for number, year in self._connection.execute(mine)]

    def years_of_entry(self, journal: int) -> Sequence[int]:
        newest = select(func.max(_y.id)).group_by(_y.year)
        mine = select(_y.year).where(_y.journal_number == journal, _y.id.in_(newest)).order_by(_y.id)
        return list(self._connection.execute(mine).scalars())

    def _heads(self) -> list[PastYear]:
        return [
            PastYear(
                row.year,
                row.distributable,
                row.refund,
                row.dividend,
                row.resolution,
                row.paid_on,
                row.document,
            )
            for row in _YEARS.named(self._connection, {})
        ]
