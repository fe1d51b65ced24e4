"""Photos and papers attached to things of the book: their bytes once, what they belong to, what was removed again."""

from alembic import op

from coopdesk.persistence.migrations.append_only import keep_facts

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

# The bytes are the last column: whatever stands behind them could only be read through all of them.
_TABLES = """
CREATE TABLE blobs (
    sha256 {text} PRIMARY KEY, kind {text}, size BIGINT NOT NULL, journal_number BIGINT NOT NULL, content {bytes}
);
CREATE TABLE attachments (
    id {counted}, thing_kind {text}, thing_key {text}, name {text}, sha256 {text} REFERENCES blobs (sha256), day {text},
    journal_number BIGINT NOT NULL
);
CREATE TABLE attachment_removals (
    attachment_id {key} REFERENCES attachments (id), reason {text}, day {text}, journal_number BIGINT NOT NULL
);
CREATE INDEX attachments_thing ON attachments (thing_kind, thing_key, id);
CREATE INDEX attachments_blob ON attachments (sha256);
CREATE INDEX blobs_journal ON blobs (journal_number);
CREATE INDEX attachments_journal ON attachments (journal_number);
CREATE INDEX attachment_removals_journal ON attachment_removals (journal_number)
"""
_SQLITE = {
    "text": "VARCHAR NOT NULL",
    "counted": "INTEGER NOT NULL PRIMARY KEY",
    "key": "INTEGER NOT NULL PRIMARY KEY",
    "bytes": "BLOB NOT NULL",
}
_POSTGRESQL = {
    "text": 'VARCHAR COLLATE "C" NOT NULL',
    "counted": "BIGSERIAL NOT NULL PRIMARY KEY",
    "key": "BIGINT NOT NULL PRIMARY KEY",
    "bytes": "BYTEA NOT NULL",
}


def upgrade() -> None:
    """Make the tables. On a server the bytes are not packed: photos get no smaller, and a part is read by itself."""
    on_server = op.get_bind().dialect.name == "postgresql"
    for statement in _TABLES.format_map(_POSTGRESQL if on_server else _SQLITE).split(";"):
        op.execute(statement)
    if on_server:
        op.execute("ALTER TABLE blobs ALTER COLUMN content SET STORAGE EXTERNAL")
    keep_facts(["blobs", "attachments", "attachment_removals"])
