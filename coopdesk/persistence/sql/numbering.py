"""Which entry of the journal a fact belongs to, while it is being written.

Every transaction that writes has one open entry; its number is the one after the journal's last. Whatever is inserted
takes that number, and the tables it went into are remembered, so that sealing the entry reads back these and no other.
"""

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection

COLUMN = "journal_number"
"""The column of every fact that names the entry which added it."""

_KEPT = "coopdesk.open_entry"
_HEAD = "SELECT number, hash FROM journal ORDER BY number DESC LIMIT 1"


@dataclass(slots=True)
class OpenEntry:
    """The entry that is being written: its number, the hash before it, and the tables that rows went into.

    ``pending`` says whether rows may have been added that no sealed entry owns yet.
    """

    number: int
    before: str
    touched: set[str] = field(default_factory=set)
    pending: bool = False


def begin(connection: Connection) -> None:
    """Forget what an earlier transaction on the same connection left open."""
    connection.info.pop(_KEPT, None)


def open_entry(connection: Connection) -> OpenEntry:
    """The open entry of the connection's transaction."""
    entry: OpenEntry | None = connection.info.get(_KEPT)
    if entry is None:
        number, before = head(connection)
        entry = connection.info[_KEPT] = OpenEntry(number + 1, before)
    return entry


def number_for(connection: Connection, table: str) -> int:
    """The number a row now added to the table carries."""
    entry = open_entry(connection)
    entry.touched.add(table)
    entry.pending = True
    return entry.number


def number_again(connection: Connection) -> None:
    """After a part was taken back: entries sealed within it are gone, rows before it may still be pending."""
    entry: OpenEntry | None = connection.info.get(_KEPT)
    if entry is not None:
        number, entry.before = head(connection)
        entry.number, entry.pending = number + 1, True


def head(connection: Connection) -> tuple[int, str]:
    """Number and hash of the newest entry; 0 and nothing for a journal without one."""
    driver: Any = connection.connection.driver_connection
    number, found = driver.execute(_HEAD).fetchone() or (0, "")
    return int(number), str(found)
