"""Questions about all members at once that must stay quick with a hundred thousand of them."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, case, func, literal, or_, select

from coopdesk.domain.members.member import FARMERS, MemberKind, MemberState
from coopdesk.domain.quantity import Quantity
from coopdesk.domain.text import fold
from coopdesk.persistence.members.movements import moved_after, newest_day
from coopdesk.persistence.members.tables import holdings, member_current, member_search, share_terms
from coopdesk.services.members.headlines import KindTotal
from coopdesk.services.values import Matched, SearchHit

_ESCAPE = "\\"
FEWEST_FIGURES = 4
"""Fewer last figures of an ID, an account or a telephone would find half the village."""

_c, _s, _h = member_current.c, member_search.c, holdings.c
_ORDER = {kind: place for place, kind in enumerate(MemberKind)}
_FOUND = (
    Matched.NUMBER,
    Matched.NUMBER,
    Matched.INITIALS,
    Matched.NAME,
    Matched.NUMBER,
    Matched.IDENTITY,
    Matched.ACCOUNT,
    Matched.PHONE,
)
"""What matched, by rank."""


class SqlMemberQueries:
    """``MemberQueries`` over one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def totals(self, day: date) -> Sequence[KindTotal]:
        """By kind in the order of the kinds; only who is a member on the day is counted."""
        newest = newest_day(self._connection)
        source: Any = member_current
        shares: ColumnElement[int] = _c.shares
        if newest is not None and newest > day:
            later = moved_after(day).subquery()
            source = member_current.outerjoin(later, later.c.member_id == _c.member_id)
            shares = _c.shares - func.coalesce(later.c.shares, 0)
        by_kind = select(_c.kind, func.count(), func.sum(shares)).select_from(source)
        rows = self._connection.execute(by_kind.where(belongs_on(day)).group_by(_c.kind))
        totals = [KindTotal(kind, members, Quantity(int(held))) for kind, members, held in rows]
        return sorted(totals, key=lambda total: _ORDER[total.kind])

    def votes(self, day: date) -> tuple[int, int]:
        counted = select(func.count(), func.coalesce(func.sum(_c.extra_votes), 0)).where(belongs_on(day))
        members, votes = self._connection.execute(counted).one()
        return int(members), int(votes)

    def gone(self, day: date) -> tuple[int, int]:
        ended, struck = (
            self._connection.execute(select(func.count(_c.member_id)).where(test)).scalar_one()
            for test in (and_(_c.ended < day, _c.struck == ""), _c.struck > "")
        )
        return int(ended), int(struck)

    def missing(self, day: date) -> tuple[int, int]:
        without = [
            self._connection.execute(select(func.count()).where(column == "", belongs_on(day))).scalar_one()
            for column in (_c.identity, _c.account)
        ]
        return without[0], without[1]

    def without(self, field: str, day: date, limit: int) -> Sequence[str]:
        return self._numbers(limit, _c[field] == "", belongs_on(day))

    def voters(self, day: date, limit: int) -> Sequence[str]:
        return self._numbers(limit, _c.extra_votes > 0, belongs_on(day))

    def holders(self, share_class: str, limit: int) -> tuple[int, Sequence[str]]:
        held = select(_h.member_id).where(_h.share_class == share_class, _h.shares > 0)
        count = self._connection.execute(select(func.count()).select_from(held.subquery())).scalar_one()
        return int(count), self._numbers(limit, _c.member_id.in_(held)) if count else ()

    def has_instalments(self) -> bool:
        return self._connection.execute(select(share_terms.c.id).limit(1)).first() is not None

    def _numbers(self, limit: int, *tests: ColumnElement[bool]) -> Sequence[str]:
        found = select(_c.number).where(*tests).order_by(_c.member_id).limit(limit)
        return list(self._connection.execute(found).scalars())

    def shared_identities(self, day: date) -> Sequence[tuple[str, ...]]:
        # Who was merged today belongs to it still, and goes on under another number.
        present = (_c.identity != "", _c.merged_into == "", belongs_on(day))
        shared = select(_c.identity).where(*present).group_by(_c.identity).having(func.count() > 1)
        found = select(_c.identity, _c.number).where(*present, _c.identity.in_(shared)).order_by(_c.member_id)
        groups: dict[str, list[str]] = {}
        for identity, number in self._connection.execute(found):
            groups.setdefault(identity, []).append(number)
        return [tuple(numbers) for numbers in groups.values()]

    def organisations(self, day: date) -> Sequence[tuple[str, str]]:
        kinds = [kind for kind in MemberKind if kind not in FARMERS]
        found = select(_c.number, _c.name).where(_c.kind.in_(kinds), belongs_on(day)).order_by(_c.member_id)
        return [(number, name) for number, name in self._connection.execute(found)]

    def printed_texts(self, day: date) -> Sequence[tuple[str, str]]:
        printed = _c.name + _c.group_name + _c.bank + _c.address
        found = select(_c.number, printed).where(belongs_on(day)).order_by(_c.member_id)
        return [(number, text) for number, text in self._connection.execute(found)]

    def search(self, text: str, limit: int) -> Sequence[SearchHit]:
        """Best first: the number itself, numbers that begin so, readings, names, the end of a number; members first,
        then whose membership has ended or who were struck."""
        rank = _rank(text)
        gone = or_(_c.struck != "", _c.ended.is_not(None))
        columns = (_c.number, _c.name, _c.kind, rank.label("rank"), _c.struck, _c.ended)
        source = member_current.outerjoin(member_search, _s.member_id == _c.member_id)
        found = select(*columns).select_from(source).where(rank < len(_FOUND))
        rows = self._connection.execute(found.order_by(gone, "rank", _c.member_id).limit(limit))
        return [
            SearchHit(number, name, kind, _FOUND[place], state=state_of(struck, ended))
            for number, name, kind, place, struck, ended in rows
        ]


def belongs_on(day: date) -> ColumnElement[bool]:
    """Who is a member at the end of a day (``Member.belongs_on``)."""
    return and_(_c.joined <= day, or_(_c.ended.is_(None), _c.ended >= day), _c.struck == "")


def state_of(struck: str, ended: date | None, day: date | None = None) -> MemberState:
    """How a line of the roll stands on a day, or at last."""
    if struck:
        return MemberState.STRUCK
    gone = ended is not None and (day is None or ended < day)
    return MemberState.ENDED if gone else MemberState.MEMBER


def _rank(text: str) -> ColumnElement[int]:
    """The place of what matches in ``_FOUND``; tests that cannot match what was typed are left out."""
    from coopdesk.domain.members.identity import compact

    folded, number = fold(text), compact(text)
    spelled = folded.replace("'", "").replace("ü", "v")
    figures = number.removeprefix("+86").replace("-", "")
    tests: dict[int, ColumnElement[bool]] = {}
    if number:
        tests[0] = func.upper(_c.number) == number
        tests[1] = func.upper(_c.number).like(f"{escaped(number)}%", escape=_ESCAPE)
    if spelled.isascii() and spelled.isalpha():
        tests[2] = (literal(" ") + _s.readings).like(f"% {escaped(spelled)}%", escape=_ESCAPE)
    if folded:
        tests[3] = or_(contains(_s.folded, folded), contains(_c.name, text))
    if number.isdecimal():
        tests[4] = _c.number.like(f"%{escaped(number)}", escape=_ESCAPE)
    if len(figures) >= FEWEST_FIGURES and figures.isascii() and figures[:-1].isdecimal():
        tests[5], tests[6] = _ends(_c.identity, figures), _ends(_c.account, figures)
        tests[7] = or_(_ends(_c.phone, figures), _ends(_c.phone2, figures))
    return case(*((test, place) for place, test in tests.items()), else_=len(_FOUND))


def _ends(column: ColumnElement[Any], figures: str) -> ColumnElement[bool]:
    """Whether a number ends so; a whole telephone number may have an extension behind it or another beside it."""
    behind = "%" if len(figures) > 2 * FEWEST_FIGURES else ""
    plain = column if column is _c.identity or column is _c.account else func.replace(column, "-", "")
    return plain.like(f"%{escaped(figures)}{behind}", escape=_ESCAPE)


def contains(column: ColumnElement[Any], text: str) -> ColumnElement[bool]:
    """Whether the text stands anywhere in the column, whatever the case of its letters."""
    return func.lower(column).like(f"%{escaped(text.lower())}%", escape=_ESCAPE)


def escaped(text: str) -> str:
    """The text with what LIKE would read as a pattern taken literally."""
    for sign in (_ESCAPE, "%", "_"):
        text = text.replace(sign, _ESCAPE + sign)
    return text
