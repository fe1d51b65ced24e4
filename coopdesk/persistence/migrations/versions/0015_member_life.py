"""How a member joined and leaves: application, resolutions, a farmer's proof, notice; the charter's months for it."""

from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

_OF_MEMBERS = (
    "applied {maybe}",
    "resolution {text} DEFAULT '' NOT NULL",
    "resolution_day {maybe}",
    "proof {maybe}",
    "proof_number {text} DEFAULT '' NOT NULL",
    "account_kind {maybe}",
    "notice {maybe}",
    "heard {maybe}",
    "end_resolution {text} DEFAULT '' NOT NULL",
    "end_losses BIGINT",
)
_OF_COOPS = (
    "months_persons INTEGER DEFAULT 3 NOT NULL",
    "months_organisations INTEGER DEFAULT 6 NOT NULL",
    "collective_counts BOOLEAN DEFAULT {true} NOT NULL",
)
_TABLES = {
    "member_versions": _OF_MEMBERS,
    "member_current": _OF_MEMBERS,
    "coop_details": _OF_COOPS,
    "frozen_coops": _OF_COOPS,
    "frozen_loss_coops": _OF_COOPS,
}
_SQLITE = {"text": "VARCHAR", "maybe": "VARCHAR", "true": "1"}
_POSTGRESQL = {"text": 'VARCHAR COLLATE "C"', "maybe": 'VARCHAR COLLATE "C"', "true": "true"}


def upgrade() -> None:
    """Add the columns; no row is touched, and those of before are hashed as they were."""
    types = _POSTGRESQL if op.get_bind().dialect.name == "postgresql" else _SQLITE
    for table, columns in _TABLES.items():
        for column in columns:
            op.execute(f"ALTER TABLE {table} ADD COLUMN {column.format_map(types)}")
