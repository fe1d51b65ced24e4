"""What a book says of itself: its format, and when it was copied."""

from sqlalchemy import (
    CheckConstraint,
    Column,
    Integer,
    Table,
)

from coopdesk.persistence.sql.column_types import IsoMoment
from coopdesk.persistence.sql.metadata import key, metadata, words

book_info = Table(
    "book_info",
    metadata,
    Column("id", Integer, CheckConstraint("id = 1"), primary_key=True, autoincrement=False),
    words("format"),
    Column("created_at", IsoMoment, nullable=False),
)


backups = Table("backups", metadata, key(), Column("at", IsoMoment, nullable=False), words("target"))
