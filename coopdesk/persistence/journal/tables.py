"""The journal's own table, and the log of commands of books older than it."""

from sqlalchemy import (
    Column,
    Index,
    Table,
)

from coopdesk.persistence.sql.column_types import KEY, IsoMoment, Strings, Words
from coopdesk.persistence.sql.metadata import metadata, words

journal = Table(
    "journal",
    metadata,
    # Numbered from 1 without a gap; nothing is hashed here that ``digest`` does not name.
    Column("number", KEY, primary_key=True, autoincrement=False),
    words("command_id"),
    Column("at", IsoMoment, nullable=False),
    words("person"),
    words("kind"),
    words("content"),
    Column("topics", Strings, nullable=False),
    words("reference"),
    words("changed"),
    words("hash_before"),
    words("hash"),
    Index("journal_command", "command_id", unique=True),
)


# The commands of a book that is older than its journal; nothing is added any more.
command_log = Table(
    "command_log",
    metadata,
    Column("command_id", Words, primary_key=True),
    words("kind"),
    Column("topics", Strings, nullable=False),
    words("reference"),
    Column("at", IsoMoment, nullable=False),
)
