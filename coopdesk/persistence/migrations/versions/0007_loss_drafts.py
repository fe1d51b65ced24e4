"""What the members' accounts are to bear of a loss, kept for the meeting before it resolves."""

from alembic import op

from coopdesk.persistence.migrations.append_only import keep_facts

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_TABLE = """
CREATE TABLE loss_drafts (
    id {counted}, year INTEGER NOT NULL, record_date {text}, shared BIGINT NOT NULL, day {text}, person {text},
    journal_number BIGINT NOT NULL
);
CREATE INDEX loss_drafts_year ON loss_drafts (year, id);
CREATE INDEX loss_drafts_journal ON loss_drafts (journal_number)
"""
_SQLITE = {"text": "VARCHAR NOT NULL", "counted": "INTEGER NOT NULL PRIMARY KEY"}
_POSTGRESQL = {"text": 'VARCHAR COLLATE "C" NOT NULL', "counted": "BIGSERIAL NOT NULL PRIMARY KEY"}


def upgrade() -> None:
    """Make the table."""
    types = _POSTGRESQL if op.get_bind().dialect.name == "postgresql" else _SQLITE
    for statement in _TABLE.format_map(types).split(";"):
        op.execute(statement)
    keep_facts(["loss_drafts"])
