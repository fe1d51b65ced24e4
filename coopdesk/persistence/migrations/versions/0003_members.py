"""Members and their end: what the roll keeps beyond the first version."""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


_COLUMNS = (
    ("identity_kind", "{maybe}"),
    ("phone2", "{text} DEFAULT ''"),
    ("extra_votes", "INTEGER NOT NULL DEFAULT 0"),
    ("ended", "{maybe}"),
    ("end_reason", "{maybe}"),
    ("end_note", "{text} DEFAULT ''"),
    ("struck", "{text} DEFAULT ''"),
    ("role", "{maybe}"),
)
# What names are found by follows from the names: a projection, filled by the program that opens the book.
_SEARCH = """
CREATE TABLE member_search (member_id {key} REFERENCES members (id), folded {text}, readings {text});
CREATE INDEX member_search_folded ON member_search (folded, member_id);
CREATE TABLE search_built (id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1));
CREATE INDEX member_current_ended ON member_current (ended, member_id);
CREATE INDEX member_current_struck ON member_current (struck, member_id)
"""
_SQLITE = {"text": "VARCHAR NOT NULL", "maybe": "VARCHAR", "key": "INTEGER NOT NULL PRIMARY KEY"}
_POSTGRESQL = {
    "text": 'VARCHAR COLLATE "C" NOT NULL',
    "maybe": 'VARCHAR COLLATE "C"',
    "key": "BIGINT NOT NULL PRIMARY KEY",
}


def upgrade() -> None:
    """Columns of a member's details, what names are found by, and the additional votes of a resolution."""
    types = _POSTGRESQL if op.get_bind().dialect.name == "postgresql" else _SQLITE
    for table in ("member_versions", "member_current"):
        for name, kind in _COLUMNS:
            op.execute(f"ALTER TABLE {table} ADD COLUMN {name} {kind.format_map(types)}")
        op.execute(f"ALTER TABLE {table} DROP COLUMN initials")
    for statement in _SEARCH.format_map(types).split(";"):
        op.execute(statement)
    op.execute("ALTER TABLE plan_events ADD COLUMN resolution_extra_votes INTEGER")
