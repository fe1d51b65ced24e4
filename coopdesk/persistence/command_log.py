"""Which commands were carried out: a command that comes twice finds its first result here."""

from datetime import datetime

from sqlalchemy import Connection, select

from coopdesk.persistence.tables import command_log
from coopdesk.services.commands import Changes, Topic


class SqlCommandLog:
    """``CommandLog`` over one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def result(self, command_id: str) -> Changes | None:
        c = command_log.c
        done = select(c.topics, c.reference).where(c.command_id == command_id)
        row = self._connection.execute(done).first()
        return None if row is None else Changes(frozenset(map(Topic, row.topics)), row.reference)

    def record(self, command_id: str, kind: str, changes: Changes, at: datetime) -> None:
        values = {
            "command_id": command_id,
            "kind": kind,
            "topics": sorted(topic.value for topic in changes.topics),
            "reference": changes.reference,
            "at": at,
        }
        self._connection.execute(command_log.insert(), values)
