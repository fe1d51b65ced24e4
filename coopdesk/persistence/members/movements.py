"""What the register moved after a day: by it the present holdings become those of any day before."""

from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, func, select, union_all

from coopdesk.persistence.members.tables import register_entries

_e = register_entries.c


def moved_after(day: date, until: date | None = None, share_class: str = "") -> Select[Any]:
    """What each member gained or lost after a day, all classes together, by member id: few rows for a recent day.

    Taken from the present holdings it gives those at the end of the day. With ``until`` what moved up to the end of
    that day, with ``share_class`` shares of one class alone.
    """
    only = [_e.day > day]
    if until is not None:
        only.append(_e.day <= until)
    if share_class:
        only.append(_e.share_class == share_class)
    gained = select(_e.taker_id.label("member_id"), _e.shares.label("shares"))
    lost = select(_e.giver_id.label("member_id"), (-_e.shares).label("shares"))
    moves = union_all(
        gained.where(_e.taker_id.is_not(None), *only),
        lost.where(_e.giver_id.is_not(None), *only),
    ).subquery()
    total = func.sum(moves.c.shares).label("shares")
    return select(moves.c.member_id, total).group_by(moves.c.member_id)


def newest_day(connection: Connection) -> date | None:
    """The day of the register's last entry; from it on the present holdings are those of any day."""
    found: date | None = connection.execute(select(func.max(_e.day))).scalar()
    return found
