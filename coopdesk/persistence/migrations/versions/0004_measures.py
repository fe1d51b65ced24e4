"""What a plan keeps of the wider engine: prices to six decimals, caps, weights, and how each tax came about."""

from alembic import op

from coopdesk.persistence.migrations.append_only import keep_facts

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_COLUMNS = (
    ("frozen_plans", "engine INTEGER"),
    ("frozen_lines", "price {maybe}"),
    ("frozen_lines", "cap {maybe}"),
    ("frozen_lines", "times {maybe}"),
    ("frozen_lines", "divided BIGINT"),
    ("frozen_lines", "wanted BIGINT"),
    ("frozen_lines", "half_up BOOLEAN"),
    ("frozen_entitlements", "held {maybe}"),
    ("frozen_entitlements", "weight {maybe}"),
)
_TABLES = {
    "frozen_withholdings": """
        position {whole}, labels {text}, rate {big}, free {big}, PRIMARY KEY (approval_id, position)
    """,
    "frozen_taxes": """
        position {whole}, withholding_position {whole}, income {big}, tax {big},
        PRIMARY KEY (approval_id, position, withholding_position)
    """,
}
_APPROVAL = "approval_id {big} REFERENCES frozen_plans (approval_id)"
_SQLITE = {
    "text": "VARCHAR NOT NULL",
    "maybe": "VARCHAR",
    "big": "BIGINT NOT NULL",
    "whole": "INTEGER NOT NULL",
}
_POSTGRESQL = _SQLITE | {"text": 'VARCHAR COLLATE "C" NOT NULL', "maybe": 'VARCHAR COLLATE "C"'}


def upgrade() -> None:
    """Add the columns, which stay empty in plans frozen before, and the tables."""
    types = _POSTGRESQL if op.get_bind().dialect.name == "postgresql" else _SQLITE
    for table, column in _COLUMNS:
        op.execute(f"ALTER TABLE {table} ADD COLUMN {column.format_map(types)}")
    for table, columns in _TABLES.items():
        op.execute(f"CREATE TABLE {table} ({_APPROVAL}, {columns})".format_map(types))
    keep_facts(_TABLES)
