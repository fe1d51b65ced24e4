"""Measures of a year, the co-op's own templates, and what a plan keeps of the wider engine.

Of the engine: its number, prices to six decimals, caps, weights, and how each tax came about.
"""

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
_PLAIN = """
CREATE TABLE measure_sheets (id {counted}, year {whole}, kind {text}, name {text}, source {text});
CREATE TABLE measure_rows (
    sheet_id {big} REFERENCES measure_sheets (id), position {whole}, member_id {big} REFERENCES members (id),
    quantity {big}, amount {big}, PRIMARY KEY (sheet_id, position)
);
CREATE TABLE own_templates (
    id {counted}, template {text}, title {text}, description {text}, document {text}, withdrawn BOOLEAN NOT NULL
);
CREATE INDEX measure_sheets_year ON measure_sheets (year, id)
"""
_APPROVAL = "approval_id {big} REFERENCES frozen_plans (approval_id)"
_SQLITE = {
    "text": "VARCHAR NOT NULL",
    "maybe": "VARCHAR",
    "big": "BIGINT NOT NULL",
    "whole": "INTEGER NOT NULL",
    "counted": "INTEGER NOT NULL PRIMARY KEY",
}
_POSTGRESQL = _SQLITE | {
    "text": 'VARCHAR COLLATE "C" NOT NULL',
    "maybe": 'VARCHAR COLLATE "C"',
    "counted": "BIGSERIAL NOT NULL PRIMARY KEY",
}


def upgrade() -> None:
    """Add the columns, which stay empty in plans frozen before, and the tables."""
    types = _POSTGRESQL if op.get_bind().dialect.name == "postgresql" else _SQLITE
    for table, column in _COLUMNS:
        op.execute(f"ALTER TABLE {table} ADD COLUMN {column.format_map(types)}")
    for table, columns in _TABLES.items():
        op.execute(f"CREATE TABLE {table} ({_APPROVAL}, {columns})".format_map(types))
    for statement in _PLAIN.format_map(types).split(";"):
        op.execute(statement)
    keep_facts([*_TABLES, "measure_sheets", "measure_rows", "own_templates"])
