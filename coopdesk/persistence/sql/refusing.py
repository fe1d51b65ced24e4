"""What leaves of an error that a file's own driver raised, where SQLAlchemy did not meet it."""

import sqlite3

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from coopdesk.persistence.sql.faults import sqlite_fault

FILE = "coopdesk_file"


def refused(connection: Connection, error: sqlite3.Error) -> Exception:
    """The error to raise for one that a file's own driver raised: the same as if SQLAlchemy had met it."""
    found = sqlite_fault(error, connection.get_execution_options()[FILE])
    if found is not None:
        return found
    return DBAPIError.instance(None, None, error, sqlite3.Error, hide_parameters=True)
