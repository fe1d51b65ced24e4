"""Everything that must hold in a book, computed anew from its facts; what does not hold is told as values.

Nothing is mended here. A part that cannot be read at all is one defect, and the rest is still looked at.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, func, literal, or_, select, union_all

from coopdesk.domain.errors import DomainError
from coopdesk.domain.share_register import check_never_negative
from coopdesk.persistence.damage import guarded, unreadable
from coopdesk.persistence.member_store import number_key
from coopdesk.persistence.plan_tables import FACTS, PROJECTIONS
from coopdesk.persistence.register_store import SqlRegisterStore
from coopdesk.persistence.schema import schema_defects
from coopdesk.persistence.tables import (
    holdings,
    member_columns,
    member_current,
    member_versions,
    members,
    register_entries,
)
from coopdesk.persistence.verify_journal import head_defects, journal_defects
from coopdesk.persistence.verify_plans import loss_defects, plan_defects
from coopdesk.services.journal import Witness
from coopdesk.services.values import Defect


@dataclass(frozen=True, slots=True)
class _Look:
    """What a check is given: the book, and what is known of it by then."""

    connection: Connection
    sound: set[str]
    """Tables of which every value is known to be one of its column."""
    walked: Sequence[Defect]
    """What the walk along the journal found."""


_Check = Callable[[_Look], Iterator[Defect]]


def defects(connection: Connection, kept: Iterable[Witness] = ()) -> Iterator[Defect]:
    """All defects of the book; nothing for a sound one. A check that damage stops is a defect, and the rest goes on.

    ``kept`` are heads of its journal that were seen before: the book must still have them.
    """
    sound: set[str] = set()
    file = [*guarded(connection, "file", _file(connection))]
    yield from file
    # The rows are read in the order of the journal, their values looked at on the way: a large book is read once.
    walked = [*guarded(connection, "journal_defects", journal_defects(connection, sound))]
    # An index that does not fit its table may have kept rows from sight.
    look = _Look(connection, set() if file else sound, walked)
    for check in _CHECKS:
        yield from guarded(connection, check.__name__.strip("_"), check(look))
    for witness in kept:
        yield from guarded(connection, "head", head_defects(connection, witness))


def _file(connection: Connection) -> Iterator[Defect]:
    """SQLite's own check of its pages and indexes, and of references between rows."""
    if connection.dialect.name != "sqlite":
        return
    for (found,) in connection.exec_driver_sql("PRAGMA integrity_check(20)"):
        if found != "ok":
            yield Defect("verify.file", {"detail": found})
    for table, row, *_rest in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield Defect("verify.reference", {"table": table, "row": row})


def _numbering(look: _Look) -> Iterator[Defect]:
    """Entries and members are numbered from 1 without a gap: one that is missing was taken out."""
    for code, number in (("verify.numbering", register_entries.c.number), ("verify.roll", members.c.id)):
        highest, count = look.connection.execute(select(func.max(number), func.count(number))).one()
        if (highest or 0) != count:
            yield Defect(code, {"highest": highest, "count": count})


_OF_REGISTER = (register_entries.name, members.name)


def _never_negative(look: _Look) -> Iterator[Defect]:
    register = SqlRegisterStore(look.connection)
    # A value that is none may lie in any entry: then each is read.
    sound = look.sound.issuperset(_OF_REGISTER)
    try:
        check_never_negative(register.entries_of_givers() if sound else register.entries())
    except DomainError as error:
        yield Defect(error.code, error.params)


def _holdings(look: _Look) -> Iterator[Defect]:
    """The present holdings are the sums of the entries."""
    e, h = register_entries.c, holdings.c
    counted, kept = e.shares.label("counted"), literal(0).label("kept")
    moved, there = literal(1).label("moved"), literal(0).label("there")
    moves = union_all(
        select(e.taker_id.label("member_id"), e.share_class, counted, kept, moved, there),
        select(e.giver_id, e.share_class, -e.shares, kept, moved, there),
        select(h.member_id, h.share_class, literal(0), h.shares, literal(0), literal(1)),
    ).subquery()
    entered, held = func.sum(moves.c.counted), func.sum(moves.c.kept)
    # A row stands where shares were ever moved, also when nothing is left, and nowhere else.
    of_nothing = or_(func.sum(moves.c.moved) == 0, func.sum(moves.c.there) == 0)
    differing = (
        select(members.c.number, moves.c.share_class, entered, held)
        .join(members, members.c.id == moves.c.member_id)
        .group_by(members.c.number, moves.c.share_class)
        .having(or_(entered != held, of_nothing))
        .order_by(members.c.number)
    )
    for number, share_class, counted_shares, kept_shares in look.connection.execute(differing):
        figures = {"counted": int(counted_shares), "kept": int(kept_shares)}
        yield Defect("verify.holding", {"member": number, "share_class": share_class, **figures})


def _totals(look: _Look) -> Iterator[Defect]:
    """The total beside each member is the sum of the holdings by class."""
    c = member_current.c
    held = select(func.coalesce(func.sum(holdings.c.shares), 0)).where(holdings.c.member_id == c.member_id)
    total = held.scalar_subquery()
    differing = select(c.number, total, c.shares).where(total != c.shares).order_by(c.member_id)
    for number, counted, kept in look.connection.execute(differing):
        figures = {"counted": int(counted), "kept": int(kept)}
        yield Defect("verify.holding", {"member": number, "share_class": "", **figures})


def _details(look: _Look) -> Iterator[Defect]:
    """The present details of every member are those of the newest version."""
    c, v = member_current.c, member_versions.c
    newest = select(v.member_id, func.max(v.id).label("version_id")).group_by(v.member_id).subquery("newest")
    names = [column.name for column in member_columns()]
    differs = or_(
        c.member_id.is_(None),
        c.number != members.c.number,
        newest.c.version_id.is_(None),
        newest.c.version_id != c.version_id,
        *(c[name].is_distinct_from(v[name]) for name in names),
    )
    source = (
        members.outerjoin(member_current, c.member_id == members.c.id)
        .outerjoin(newest, newest.c.member_id == members.c.id)
        .outerjoin(member_versions, v.id == newest.c.version_id)
    )
    differing = select(members.c.number).select_from(source).where(differs).order_by(members.c.id)
    for number in look.connection.execute(differing).scalars():
        yield Defect("verify.details", {"member": number})


def _sorting(look: _Look) -> Iterator[Defect]:
    """What members are sorted by follows from their numbers, and no row of the projections is nobody's."""
    c = member_current.c
    for number, kept in look.connection.execute(select(c.number, c.number_key).order_by(c.member_id)):
        if number_key(number) != kept:
            yield Defect("verify.details", {"member": number})
    for table in (member_current, holdings):
        nobody = select(table.c.member_id).where(table.c.member_id.not_in(select(members.c.id)))
        for row in look.connection.execute(nobody).scalars():
            yield Defect("verify.reference", {"table": table.name, "row": row})


def _values(look: _Look) -> Iterator[Defect]:
    """Every value of every row is one of its column."""
    for table in (*FACTS, *PROJECTIONS):
        if table.name not in look.sound:
            yield from unreadable(look.connection, table.name)


def _schema_defects(look: _Look) -> Iterator[Defect]:
    yield from schema_defects(look.connection)


def _journal_defects(look: _Look) -> Iterator[Defect]:
    yield from look.walked


def _plan_defects(look: _Look) -> Iterator[Defect]:
    yield from plan_defects(look.connection, look.sound)


def _loss_defects(look: _Look) -> Iterator[Defect]:
    yield from loss_defects(look.connection)


_CHECKS: Sequence[_Check] = (
    _schema_defects,
    _values,
    _numbering,
    _never_negative,
    _holdings,
    _totals,
    _details,
    _sorting,
    _journal_defects,
    _plan_defects,
    _loss_defects,
)
