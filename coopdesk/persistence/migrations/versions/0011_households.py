"""Households: their codes, the persons of each in all versions, and those of today for speed."""

from alembic import op

from coopdesk.persistence.migrations.append_only import keep_facts

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_PERSON = (
    "relation {text}, member_id BIGINT REFERENCES members (id), name {text}, identity {text}, "
    "identity_kind {maybe}"
)
_TABLES = f"""
CREATE TABLE households (
    id {{key}}, code {{text}}, series {{text}}, serial BIGINT NOT NULL, journal_number BIGINT NOT NULL
);
CREATE TABLE household_versions (
    id {{key}}, household_id BIGINT NOT NULL REFERENCES households (id), note {{text}}, journal_number BIGINT NOT NULL
);
CREATE TABLE household_persons (
    version_id BIGINT NOT NULL REFERENCES household_versions (id), place INTEGER NOT NULL, {_PERSON},
    journal_number BIGINT NOT NULL, PRIMARY KEY (version_id, place)
);
CREATE TABLE household_current (
    household_id BIGINT NOT NULL REFERENCES households (id), place INTEGER NOT NULL, {_PERSON}, folded {{text}},
    readings {{text}}, PRIMARY KEY (household_id, place)
);
CREATE UNIQUE INDEX households_code ON households (code);
CREATE INDEX households_series ON households (series, serial);
CREATE INDEX household_versions_household ON household_versions (household_id, id);
CREATE INDEX household_current_member ON household_current (member_id);
CREATE INDEX household_current_identity ON household_current (identity);
CREATE INDEX households_journal ON households (journal_number);
CREATE INDEX household_versions_journal ON household_versions (journal_number);
CREATE INDEX household_persons_journal ON household_persons (journal_number)
"""
_SQLITE = {"text": "VARCHAR NOT NULL", "maybe": "VARCHAR", "key": "INTEGER NOT NULL PRIMARY KEY"}
_POSTGRESQL = {
    "text": 'VARCHAR COLLATE "C" NOT NULL',
    "maybe": 'VARCHAR COLLATE "C"',
    "key": "BIGINT NOT NULL PRIMARY KEY",
}


def upgrade() -> None:
    """Make the tables; a book of before has no household until one is entered."""
    types = _POSTGRESQL if op.get_bind().dialect.name == "postgresql" else _SQLITE
    for statement in _TABLES.format_map(types).split(";"):
        op.execute(statement)
    keep_facts(["households", "household_versions", "household_persons"])
