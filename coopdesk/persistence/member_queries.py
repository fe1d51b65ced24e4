"""Questions about all members at once that must stay quick with a hundred thousand of them."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, case, func, literal, select

from coopdesk.domain.member import MemberKind
from coopdesk.domain.quantity import Quantity
from coopdesk.persistence.register_store import moved_after, newest_day
from coopdesk.persistence.tables import member_current
from coopdesk.services.values import KindTotal, SearchHit

_ESCAPE = "\\"
_TAIL = 4
_c = member_current.c
_ORDER = {kind: place for place, kind in enumerate(MemberKind)}


class SqlMemberQueries:
    """``MemberQueries`` over one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def totals(self, day: date) -> Sequence[KindTotal]:
        """By kind in the order of the kinds; members who joined after the day are not counted."""
        newest = newest_day(self._connection)
        source: Any = member_current
        shares: ColumnElement[int] = _c.shares
        if newest is not None and newest > day:
            later = moved_after(day).subquery()
            source = member_current.outerjoin(later, later.c.member_id == _c.member_id)
            shares = _c.shares - func.coalesce(later.c.shares, 0)
        by_kind = select(_c.kind, func.count(), func.sum(shares)).select_from(source)
        rows = self._connection.execute(by_kind.where(_c.joined <= day).group_by(_c.kind))
        totals = [KindTotal(kind, members, Quantity(int(held))) for kind, members, held in rows]
        return sorted(totals, key=lambda total: _ORDER[total.kind])

    def missing(self) -> tuple[int, int]:
        without = [
            self._connection.execute(select(func.count()).where(column == "")).scalar_one()
            for column in (_c.identity, _c.account)
        ]
        return without[0], without[1]

    def search(self, text: str, limit: int) -> Sequence[SearchHit]:
        """Best first: the number itself, numbers that begin so, initials, names, the end of an identity number."""
        rank = _rank(text)
        found = select(_c.number, _c.name, _c.kind, rank.label("rank")).where(rank < len(_MATCHED))
        rows = self._connection.execute(found.order_by("rank", _c.member_id).limit(limit))
        return [SearchHit(number, name, kind, _MATCHED[place]) for number, name, kind, place in rows]


_MATCHED = ("number", "number", "initials", "name", "identity")
"""What matched, by rank."""


def _rank(text: str) -> ColumnElement[int]:
    tests = (
        func.upper(_c.number) == text.upper(),
        func.upper(_c.number).like(f"{escaped(text.upper())}%", escape=_ESCAPE),
        _c.initials.like(f"{escaped(text.lower())}%", escape=_ESCAPE),
        contains(_c.name, text),
        and_(
            literal(len(text) == _TAIL),
            func.substr(_c.identity, func.length(_c.identity) - _TAIL + 1) == text.upper(),
        ),
    )
    return case(*((test, place) for place, test in enumerate(tests)), else_=len(tests))


def contains(column: ColumnElement[Any], text: str) -> ColumnElement[bool]:
    """Whether the text stands anywhere in the column, whatever the case of its letters."""
    return func.lower(column).like(f"%{escaped(text.lower())}%", escape=_ESCAPE)


def escaped(text: str) -> str:
    """The text with what LIKE would read as a pattern taken literally."""
    for sign in (_ESCAPE, "%", "_"):
        text = text.replace(sign, _ESCAPE + sign)
    return text
