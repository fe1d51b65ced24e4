"""Receipts of rolls that were read in, and which of them were taken back."""

from alembic import op

from coopdesk.persistence.migrations.append_only import keep_facts

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

_TABLES = """
CREATE TABLE imports (
    number {key}, file {text}, sha256 {text}, sheet {text}, members INTEGER NOT NULL, changed INTEGER NOT NULL,
    persons INTEGER NOT NULL, journal_number BIGINT NOT NULL
);
CREATE TABLE imports_taken_back (
    number {key} REFERENCES imports (number), reason {text}, journal_number BIGINT NOT NULL
);
CREATE INDEX imports_file ON imports (sha256);
CREATE INDEX imports_journal ON imports (journal_number);
CREATE INDEX imports_taken_back_journal ON imports_taken_back (journal_number)
"""
_SQLITE = {"text": "VARCHAR NOT NULL", "key": "INTEGER NOT NULL PRIMARY KEY"}
_POSTGRESQL = {"text": 'VARCHAR COLLATE "C" NOT NULL', "key": "BIGINT NOT NULL PRIMARY KEY"}


def upgrade() -> None:
    """Make the tables."""
    types = _POSTGRESQL if op.get_bind().dialect.name == "postgresql" else _SQLITE
    for statement in _TABLES.format_map(types).split(";"):
        op.execute(statement)
    keep_facts(["imports", "imports_taken_back"])
