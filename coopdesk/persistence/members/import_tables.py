"""The tables of imports: a receipt for each roll that was read in, and which were taken back."""

from sqlalchemy import Column, ForeignKey, Index, Integer, Table

from coopdesk.persistence.sql.column_types import KEY
from coopdesk.persistence.sql.metadata import metadata, words

imports = Table(
    "imports",
    metadata,
    # Numbered from 1 without a gap. What an import entered carries the same number of the journal.
    Column("number", KEY, primary_key=True, autoincrement=False),
    *(words(name) for name in ("file", "sha256", "sheet")),
    *(Column(name, Integer, nullable=False) for name in ("members", "changed", "persons")),
    Index("imports_file", "sha256"),
)


imports_taken_back = Table(
    "imports_taken_back",
    metadata,
    Column("number", KEY, ForeignKey(imports.c.number), primary_key=True, autoincrement=False),
    words("reason"),
)
