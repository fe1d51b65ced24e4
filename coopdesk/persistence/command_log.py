"""Which commands were carried out: a command that comes twice finds its first result here."""

from datetime import datetime

from sqlalchemy import Connection, bindparam, select

from coopdesk.persistence.tables import command_log
from coopdesk.services.commands import Changes, Topic

_RESULT = select(command_log.c.topics, command_log.c.reference).where(
    command_log.c.command_id == bindparam("id")
)
_RECORD = command_log.insert()


class SqlCommandLog:
    """``CommandLog`` over one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def result(self, command_id: str) -> Changes | None:
        row = self._connection.execute(_RESULT, {"id": command_id}).first()
        return None if row is None else Changes(frozenset(map(Topic, row.topics)), row.reference)

    def record(self, command_id: str, kind: str, changes: Changes, at: datetime) -> None:
        values = {
            "command_id": command_id,
            "kind": kind,
            "topics": sorted(topic.value for topic in changes.topics),
            "reference": changes.reference,
            "at": at,
        }
        self._connection.execute(_RECORD, values)
