"""Operations that link entries of the share register, their instalments, splits of a class, and a class's rules."""

from alembic import op

from coopdesk.persistence.migrations.append_only import keep_facts

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_STATEMENTS = """
ALTER TABLE register_entries ADD COLUMN operation BIGINT;
CREATE INDEX register_entries_operation ON register_entries (operation, number);
CREATE TABLE share_terms (
    id {counted}, operation BIGINT NOT NULL, due {text} NOT NULL, amount BIGINT NOT NULL, journal_number BIGINT NOT NULL
);
CREATE TABLE share_payments (
    number {key}, operation BIGINT NOT NULL, day {text} NOT NULL, amount BIGINT NOT NULL, document {text} NOT NULL,
    note {text} NOT NULL, reverses BIGINT REFERENCES share_payments (number), journal_number BIGINT NOT NULL
);
CREATE TABLE class_splits (
    operation {key}, share_class {text} NOT NULL REFERENCES share_classes (code), day {text} NOT NULL,
    upper BIGINT NOT NULL, lower BIGINT NOT NULL, journal_number BIGINT NOT NULL
);
CREATE INDEX share_terms_operation ON share_terms (operation, id);
CREATE INDEX class_splits_class ON class_splits (share_class, operation);
CREATE INDEX share_payments_operation ON share_payments (operation, number);
CREATE UNIQUE INDEX share_payments_reverses ON share_payments (reverses);
CREATE INDEX share_payments_journal ON share_payments (journal_number);
CREATE INDEX share_terms_journal ON share_terms (journal_number);
CREATE INDEX class_splits_journal ON class_splits (journal_number)
"""
_RULES = (
    "transfer",
    "beyond_transfer",
    "officers",
    "cap",
    "cap_part",
    "beyond_cap",
    "ends",
    "beyond_end",
    "voice",
)
_NUMBERS = frozenset({"cap", "cap_part"})
_SQLITE = {
    "text": "VARCHAR",
    "counted": "INTEGER NOT NULL PRIMARY KEY",
    "key": "INTEGER NOT NULL PRIMARY KEY",
}
_POSTGRESQL = {
    "text": 'VARCHAR COLLATE "C"',
    "counted": "BIGSERIAL NOT NULL PRIMARY KEY",
    "key": "BIGINT NOT NULL PRIMARY KEY",
}


def upgrade() -> None:
    """No row is touched: an entry without an operation is one of its own, a class without rules binds nobody."""
    types = _POSTGRESQL if op.get_bind().dialect.name == "postgresql" else _SQLITE
    for statement in _STATEMENTS.format_map(types).split(";"):
        op.execute(statement)
    for name in _RULES:
        kind = "BIGINT" if name in _NUMBERS else types["text"]
        op.execute(f"ALTER TABLE share_class_versions ADD COLUMN {name} {kind}")
    keep_facts(["share_terms", "share_payments", "class_splits"])
