"""Certificates (股权证): what each is of, and what happened to it."""

from alembic import op

from coopdesk.persistence.migrations.append_only import keep_facts

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

_TABLES = """
CREATE TABLE certificates (
    id {key}, number {text}, member_id BIGINT NOT NULL REFERENCES members (id), household {text},
    journal_number BIGINT NOT NULL
);
CREATE TABLE certificate_events (
    id {counted}, certificate_id BIGINT NOT NULL REFERENCES certificates (id), act {text}, day {text}, reason {text},
    document {text}, journal_number BIGINT NOT NULL
);
CREATE UNIQUE INDEX certificates_number ON certificates (number);
CREATE INDEX certificates_member ON certificates (member_id, id);
CREATE INDEX certificates_journal ON certificates (journal_number);
CREATE INDEX certificate_events_certificate ON certificate_events (certificate_id, id);
CREATE INDEX certificate_events_journal ON certificate_events (journal_number)
"""
_SQLITE = {
    "text": "VARCHAR NOT NULL",
    "key": "INTEGER NOT NULL PRIMARY KEY",
    "counted": "INTEGER NOT NULL PRIMARY KEY",
}
_POSTGRESQL = {
    "text": 'VARCHAR COLLATE "C" NOT NULL',
    "key": "BIGINT NOT NULL PRIMARY KEY",
    "counted": "BIGSERIAL NOT NULL PRIMARY KEY",
}


def upgrade() -> None:
    """Make the tables; a book of before has no certificate until one is issued."""
    types = _POSTGRESQL if op.get_bind().dialect.name == "postgresql" else _SQLITE
    for statement in _TABLES.format_map(types).split(";"):
        op.execute(statement)
    keep_facts(["certificates", "certificate_events"])
