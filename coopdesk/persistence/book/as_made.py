"""Whether a book's database is still made of what it was, and of what this program makes: asked for quickly.

Comparing part by part (``schema``) takes every table of every area. An opening waits for it, so a file whose
definitions are the very texts this program makes is known by their fingerprint alone.
"""

import hashlib
from typing import Any

from sqlalchemy import Connection

_DEFINITIONS = "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name"
"""Every part, SQLite's own indexes among them, with the text it was made by."""
AS_MADE = "c150c2c47361b027ab7a7fe1a71625d6a6721f2398b0a6ed36bcd0aae8d35d39"
"""The fingerprint of a new book's file, and of an older one's once it is migrated. Whoever adds a migration puts the
new one here; a test says what it is. A file with any other is compared part by part, which only takes longer."""


def fingerprint(connection: Connection) -> str:
    """SHA-256 over the definitions of all parts of a file (tables, indexes, triggers, views) as SQLite keeps them."""
    driver: Any = connection.connection.driver_connection
    texts = driver.execute(_DEFINITIONS).fetchall()
    return hashlib.sha256(repr(texts).encode("utf-8", "surrogatepass")).hexdigest()


def is_as_made(connection: Connection) -> bool:
    """Whether the book is a file made of the very definitions that this program makes."""
    return connection.dialect.name == "sqlite" and fingerprint(connection) == AS_MADE


def schema_state(connection: Connection) -> object:
    """What stays the same as long as the parts of the database do: SQLite's own number of them, for a file."""
    if connection.dialect.name == "postgresql":
        from coopdesk.persistence.book import schema_server

        return schema_server.state(connection)
    driver: Any = connection.connection.driver_connection  # every command waits for this
    return driver.execute("PRAGMA schema_version").fetchone()
