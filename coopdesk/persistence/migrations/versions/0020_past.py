"""What was distributed before the book (建账前的分配): lines by member and year, head figures by year."""

from alembic import op

from coopdesk.persistence.migrations.append_only import keep_facts

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

_TABLES = """
CREATE TABLE past_shares (
    id {key}, member_id BIGINT NOT NULL REFERENCES members (id), year INTEGER NOT NULL, refund BIGINT NOT NULL,
    dividend BIGINT NOT NULL, document {text}, journal_number BIGINT NOT NULL
);
CREATE TABLE past_years (
    id {key}, year INTEGER NOT NULL, distributable BIGINT, refund BIGINT, dividend BIGINT, resolution {text},
    paid_on {day}, document {text}, journal_number BIGINT NOT NULL
);
CREATE INDEX past_shares_member ON past_shares (member_id, year, id);
CREATE INDEX past_shares_year ON past_shares (year, member_id, id);
CREATE INDEX past_shares_journal ON past_shares (journal_number);
CREATE INDEX past_years_year ON past_years (year, id);
CREATE INDEX past_years_journal ON past_years (journal_number)
"""
_SQLITE = {"text": "VARCHAR NOT NULL", "day": "VARCHAR", "key": "INTEGER NOT NULL PRIMARY KEY"}
_POSTGRESQL = {
    "text": 'VARCHAR COLLATE "C" NOT NULL',
    "day": 'VARCHAR COLLATE "C"',
    "key": "BIGSERIAL NOT NULL PRIMARY KEY",
}


def upgrade() -> None:
    """Make the tables."""
    types = _POSTGRESQL if op.get_bind().dialect.name == "postgresql" else _SQLITE
    for statement in _TABLES.format_map(types).split(";"):
        op.execute(statement)
    keep_facts(["past_shares", "past_years"])
