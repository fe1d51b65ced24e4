"""The member accounts (成员账户): postings and their entries by member and column."""

from alembic import op

from coopdesk.persistence.migrations.append_only import keep_facts

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_TABLES = """
CREATE TABLE account_postings (
    number {key}, day {text}, cause {text}, document {text}, note {text}, resolution {text}, form {code}, year INTEGER,
    reverses BIGINT REFERENCES account_postings (number), journal_number BIGINT NOT NULL
);
CREATE TABLE account_entries (
    posting BIGINT NOT NULL REFERENCES account_postings (number), position INTEGER NOT NULL,
    member_id BIGINT NOT NULL REFERENCES members (id), kind {text}, amount BIGINT NOT NULL,
    share_class {code} REFERENCES share_classes (code), operation BIGINT REFERENCES register_entries (number),
    journal_number BIGINT NOT NULL, PRIMARY KEY (posting, position)
);
CREATE INDEX account_postings_day ON account_postings (day, number);
CREATE UNIQUE INDEX account_postings_reverses ON account_postings (reverses);
CREATE INDEX account_postings_journal ON account_postings (journal_number);
CREATE INDEX account_entries_member ON account_entries (member_id, posting);
CREATE INDEX account_entries_operation ON account_entries (operation);
CREATE INDEX account_entries_journal ON account_entries (journal_number)
"""
_SQLITE = {"text": "VARCHAR NOT NULL", "code": "VARCHAR", "key": "INTEGER NOT NULL PRIMARY KEY"}
_POSTGRESQL = {
    "text": 'VARCHAR COLLATE "C" NOT NULL',
    "code": 'VARCHAR COLLATE "C"',
    "key": "BIGINT NOT NULL PRIMARY KEY",
}


def upgrade() -> None:
    """Make the tables."""
    types = _POSTGRESQL if op.get_bind().dialect.name == "postgresql" else _SQLITE
    for statement in _TABLES.format_map(types).split(";"):
        op.execute(statement)
    keep_facts(["account_postings", "account_entries"])
