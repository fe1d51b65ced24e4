"""Officers: each term of an office in all its versions."""

from alembic import op

from coopdesk.persistence.migrations.append_only import keep_facts

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

_TABLES = """
CREATE TABLE officer_versions (
    id {counted}, term BIGINT NOT NULL, member_id BIGINT REFERENCES members (id), name {text}, office {text},
    begun {text}, until {maybe}, ended {maybe}, resolution {text}, note {text}, struck {text},
    by_leaving BOOLEAN NOT NULL, journal_number BIGINT NOT NULL
);
CREATE INDEX officer_versions_term ON officer_versions (term, id);
CREATE INDEX officer_versions_member ON officer_versions (member_id);
CREATE INDEX officer_versions_journal ON officer_versions (journal_number)
"""
_SQLITE = {"text": "VARCHAR NOT NULL", "maybe": "VARCHAR", "counted": "INTEGER NOT NULL PRIMARY KEY"}
_POSTGRESQL = {
    "text": 'VARCHAR COLLATE "C" NOT NULL',
    "maybe": 'VARCHAR COLLATE "C"',
    "counted": "BIGSERIAL NOT NULL PRIMARY KEY",
}


def upgrade() -> None:
    """Make the table; names of officers in the co-op's details stay what papers are signed with."""
    types = _POSTGRESQL if op.get_bind().dialect.name == "postgresql" else _SQLITE
    for statement in _TABLES.format_map(types).split(";"):
        op.execute(statement)
    keep_facts(["officer_versions"])
