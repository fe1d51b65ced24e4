"""What a PostgreSQL server refused, told by codes. Imported only where a book lies on a server: it needs psycopg."""

import socket

import psycopg
from sqlalchemy import URL

from coopdesk.persistence.sql.server_connection import AnswerTimeout
from coopdesk.services.errors import EnvironmentFault

_STATES = {
    "53100": "book.disk_full",
    "25006": "book.read_only",
    "42501": "book.no_access",
    "55P03": "book.busy",
    "40001": "book.busy",
    "40P01": "book.busy",
    "53300": "book.server_full",
    "22003": "book.sum_too_large",
    "3D000": "book.no_database",
    "28P01": "book.wrong_password",
    "28000": "book.wrong_password",
}
_TOO_LONG = "57014"
"""A statement ended by its time limit."""
_GONE_CLASSES = ("08", "57P")


def server_fault(error: BaseException, url: URL) -> EnvironmentFault | None:
    """The advice for an error of the driver, None where it is not the machine's."""
    if not isinstance(error, psycopg.Error):
        return None
    code = _code(error, url)
    return None if code is None else EnvironmentFault(code, **_where(url))


def _code(error: psycopg.Error, url: URL) -> str | None:
    state = error.sqlstate
    if isinstance(error, (AnswerTimeout, psycopg.errors.ConnectionTimeout)) or state == _TOO_LONG:
        return "book.server_silent"
    if state is not None:
        return "book.server_gone" if state.startswith(_GONE_CLASSES) else _STATES.get(state)
    if not isinstance(error, psycopg.OperationalError):
        return None
    return _connection_refused(error, url) if error.pgconn is not None else "book.server_gone"


def _connection_refused(error: psycopg.OperationalError, url: URL) -> str:
    """Why no connection came about: the library keeps no state for it, only what it was asked for on the way."""
    connection = error.pgconn
    text = str(error)
    if connection is not None and (connection.needs_password or connection.used_password):
        return "book.no_database" if f'"{url.database}"' in text else "book.wrong_password"
    if not _listens(url):
        return "book.no_server"
    if f'"{url.database}"' in text:
        return "book.no_database"
    return "book.wrong_password"


def _listens(url: URL) -> bool:
    host = url.host or url.query.get("host") or "localhost"
    if not isinstance(host, str) or host.startswith("/"):
        return False
    try:
        socket.create_connection((host, url.port or 5432), timeout=2).close()
    except OSError:
        return False
    return True


def _where(url: URL) -> dict[str, str]:
    return {
        "path": url.database or "",
        "folder": url.host or "",
        "host": url.host or "localhost",
        "user": url.username or "",
    }
