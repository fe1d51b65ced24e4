"""What a book holds, in a few words, by which a person tells one copy of it from another."""

from sqlalchemy import Connection, func, select

from coopdesk.persistence.coop.store import SqlCoopStore
from coopdesk.persistence.journal.tables import command_log, journal
from coopdesk.persistence.members.tables import members, register_entries
from coopdesk.services.journal.kinds import BEFORE
from coopdesk.services.values import BookContent


def read_content(connection: Connection) -> BookContent:
    """What a book holds, in a few words."""
    coop = SqlCoopStore(connection).current()
    roll = connection.execute(select(func.count()).select_from(members)).scalar_one()
    entries, newest = connection.execute(select(func.count(), func.max(register_entries.c.day))).one()
    times = (
        select(func.max(journal.c.at)).where(journal.c.kind != BEFORE),
        select(func.max(command_log.c.at)),
    )
    changed = [
        moment for moment in (connection.execute(time).scalar() for time in times) if moment is not None
    ]
    return BookContent("" if coop is None else coop.name, roll, entries, newest, max(changed, default=None))
