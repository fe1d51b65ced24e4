"""What the ledger exchanges: vouchers read in, layouts, bank statements with their lines and matches, invoices."""

from alembic import op

from coopdesk.persistence.migrations.append_only import keep_facts

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

_TABLES = """
CREATE TABLE voucher_imports (
    number {key}, file {text}, sha256 {text}, sheet {text}, layout {text}, vouchers INTEGER NOT NULL,
    lines INTEGER NOT NULL, debit BIGINT NOT NULL, journal_number BIGINT NOT NULL
);
CREATE TABLE voucher_imports_taken_back (
    number {key} REFERENCES voucher_imports (number), reason {text}, journal_number BIGINT NOT NULL
);
CREATE TABLE exchange_documents (
    id {counted}, kind {text}, code {text}, name {text}, content {text}, dropped BOOLEAN NOT NULL,
    journal_number BIGINT NOT NULL
);
CREATE TABLE bank_statements (
    number {key}, account {text} REFERENCES ledger_accounts (code), file {text}, sha256 {text}, first_day {text},
    last_day {text}, lines INTEGER NOT NULL, opening BIGINT, closing BIGINT, journal_number BIGINT NOT NULL
);
CREATE TABLE bank_statements_taken_back (
    number {key} REFERENCES bank_statements (number), reason {text}, journal_number BIGINT NOT NULL
);
CREATE TABLE bank_lines (
    id {key}, statement BIGINT NOT NULL REFERENCES bank_statements (number), place INTEGER NOT NULL, day {text},
    clock {text}, amount BIGINT NOT NULL, balance BIGINT, party {text}, party_account {text}, summary {text},
    reference {text}, journal_number BIGINT NOT NULL
);
CREATE TABLE bank_matches (number {key}, how {text}, reason {text}, journal_number BIGINT NOT NULL);
CREATE TABLE bank_match_lines (
    of_match BIGINT NOT NULL REFERENCES bank_matches (number), line_id BIGINT NOT NULL REFERENCES bank_lines (id),
    journal_number BIGINT NOT NULL, PRIMARY KEY (of_match, line_id)
);
CREATE TABLE bank_match_vouchers (
    of_match BIGINT NOT NULL REFERENCES bank_matches (number), voucher BIGINT NOT NULL, position INTEGER NOT NULL,
    journal_number BIGINT NOT NULL, PRIMARY KEY (of_match, voucher, position),
    FOREIGN KEY (voucher, position) REFERENCES voucher_lines (voucher, position)
);
CREATE TABLE bank_unmatches (
    of_match {key} REFERENCES bank_matches (number), reason {text}, journal_number BIGINT NOT NULL
);
CREATE TABLE invoices (
    attachment_id {key} REFERENCES attachments (id), number {text}, code {text}, day {maybe}, seller {text},
    seller_code {text}, amount BIGINT, tax BIGINT, total BIGINT, journal_number BIGINT NOT NULL
);
CREATE INDEX voucher_imports_file ON voucher_imports (sha256);
CREATE INDEX exchange_documents_code ON exchange_documents (kind, code, id);
CREATE INDEX bank_statements_account ON bank_statements (account, number);
CREATE INDEX bank_lines_statement ON bank_lines (statement, day, id);
CREATE INDEX bank_lines_day ON bank_lines (day, id);
CREATE INDEX bank_match_lines_line ON bank_match_lines (line_id);
CREATE INDEX bank_match_vouchers_line ON bank_match_vouchers (voucher, position);
CREATE INDEX invoices_number ON invoices (number, code)
"""
_FACTS = (
    "voucher_imports",
    "voucher_imports_taken_back",
    "exchange_documents",
    "bank_statements",
    "bank_statements_taken_back",
    "bank_lines",
    "bank_matches",
    "bank_match_lines",
    "bank_match_vouchers",
    "bank_unmatches",
    "invoices",
)
_SQLITE = {
    "text": "VARCHAR NOT NULL",
    "maybe": "VARCHAR",
    "key": "INTEGER NOT NULL PRIMARY KEY",
    "counted": "INTEGER NOT NULL PRIMARY KEY",
}
_POSTGRESQL = {
    "text": 'VARCHAR COLLATE "C" NOT NULL',
    "maybe": 'VARCHAR COLLATE "C"',
    "key": "BIGINT NOT NULL PRIMARY KEY",
    "counted": "BIGSERIAL NOT NULL PRIMARY KEY",
}


def upgrade() -> None:
    """Make the tables; a book of before has none of these."""
    types = _POSTGRESQL if op.get_bind().dialect.name == "postgresql" else _SQLITE
    for statement in _TABLES.format_map(types).split(";"):
        op.execute(statement)
    for table in _FACTS:
        op.execute(f"CREATE INDEX {table}_journal ON {table} (journal_number)")
    keep_facts(_FACTS)
