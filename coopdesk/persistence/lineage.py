"""Whether one file holds everything of another: what a backup may replace without anything being lost."""

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection, func, select

from coopdesk.file_lock import is_locked
from coopdesk.persistence.engine import connect_file
from coopdesk.persistence.tables import command_log

_BIRTH = "SELECT created_at FROM book_info"
_COMMANDS = "SELECT command_id FROM command_log"


def is_older(target: Path, connection: Connection) -> bool:
    """Whether the file is an earlier state of the connection's book, which nobody has open.

    It is when it began as the same book and knows no command that the book does not know.
    """
    if is_locked(target):
        return False
    try:
        with closing(connect_file(target, read_only=True, alone=True)) as copy:
            born = copy.execute(_BIRTH).fetchone()
            known = {row[0] for row in copy.execute(_COMMANDS)}
    except sqlite3.Error:
        return False
    if connection.exec_driver_sql(_BIRTH).fetchone() != born:
        return False
    found = select(func.count()).where(command_log.c.command_id.in_(known))
    return not known or connection.execute(found).scalar_one() == len(known)
