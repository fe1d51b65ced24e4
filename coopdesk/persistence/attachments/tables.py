"""Tables of attached files: the bytes once, what they are attached to, and what was removed again."""

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Table

from coopdesk.domain.attachments.blob import BlobKind
from coopdesk.persistence.sql.column_types import KEY, Coded, Content, Words
from coopdesk.persistence.sql.metadata import day, key, metadata, words

blobs = Table(
    "blobs",
    metadata,
    Column("sha256", Words, primary_key=True),
    Column("kind", Coded(BlobKind), nullable=False),
    Column("size", BigInteger, nullable=False),
    # In the file it is the last column: SQLite walks through all that stands before what it is asked for.
    Column("content", Content, nullable=False),
)


attachments = Table(
    "attachments",
    metadata,
    key(),
    # What it is attached to is known to the areas above: ``book/areas.py`` says where such a thing is found.
    words("thing_kind"),
    words("thing_key"),
    words("name"),
    Column("sha256", Words, ForeignKey(blobs.c.sha256), nullable=False),
    day("day"),
    Index("attachments_thing", "thing_kind", "thing_key", "id"),
    Index("attachments_blob", "sha256"),
)


attachment_removals = Table(
    "attachment_removals",
    metadata,
    Column("attachment_id", KEY, ForeignKey(attachments.c.id), primary_key=True, autoincrement=False),
    words("reason"),
    day("day"),
)
