"""Whether one file holds everything of another: what a backup may replace without anything being lost."""

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection, func, select

from coopdesk.file_lock import is_locked
from coopdesk.persistence.book.engine import connect_file
from coopdesk.persistence.journal.tables import command_log, journal

_JOURNAL = "SELECT 1 FROM sqlite_schema WHERE name = 'journal'"
_HEAD = "SELECT number, hash FROM journal ORDER BY number DESC LIMIT 1"
_BIRTH = "SELECT created_at FROM book_info"
_COMMANDS = "SELECT command_id FROM command_log"


def is_older(target: Path, connection: Connection) -> bool:
    """Whether the file is an earlier state of the connection's book, and nobody has it open.

    It is when the newest entry of its journal is an entry of the book's. A file of the first version has no journal:
    it began as the same book and knows no command that the book does not know.
    """
    if is_locked(target):
        return False
    try:
        with closing(connect_file(target, read_only=True, alone=True)) as copy:
            if copy.execute(_JOURNAL).fetchone():
                number, found = copy.execute(_HEAD).fetchone()
                return bool(_hash(connection, int(number)) == found)
            born = copy.execute(_BIRTH).fetchone()
            known = {row[0] for row in copy.execute(_COMMANDS)}
    except (sqlite3.Error, TypeError, ValueError):  # a damaged file is nobody's earlier state
        return False
    began = connection.exec_driver_sql(_BIRTH).first()
    return began is not None and tuple(began) == born and _knows(connection, known)


def _hash(connection: Connection, number: int) -> object:
    return connection.execute(select(journal.c.hash).where(journal.c.number == number)).scalar()


def _knows(connection: Connection, commands: set[str]) -> bool:
    found = select(func.count()).where(command_log.c.command_id.in_(commands))
    return not commands or connection.execute(found).scalar_one() == len(commands)
