"""The ledger: accounts, other parties, vouchers and their lines, drafts, months, and the balances kept of them."""

from alembic import op

from coopdesk.persistence.migrations.append_only import keep_facts

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

_LINE = (
    "summary {text}, account {text}, side {text}, amount BIGINT NOT NULL, member {text}, party {text}, "
    "product {text}, channel {text}"
)
_TABLES = f"""
CREATE TABLE ledger_start (
    id {{key}} CHECK (id = 1), first_period INTEGER NOT NULL, day {{text}}, journal_number BIGINT NOT NULL
);
CREATE TABLE ledger_settings (
    id {{counted}}, name {{text}}, value {{text}}, journal_number BIGINT NOT NULL
);
CREATE TABLE ledger_accounts (code {{text}} PRIMARY KEY, journal_number BIGINT NOT NULL);
CREATE TABLE ledger_account_versions (
    id {{counted}}, code {{text}} REFERENCES ledger_accounts (code), name {{text}}, side {{text}}, required {{text}},
    kept {{text}}, closed BOOLEAN NOT NULL, journal_number BIGINT NOT NULL
);
CREATE TABLE ledger_items (
    kind {{text}}, code {{text}}, journal_number BIGINT NOT NULL, PRIMARY KEY (kind, code)
);
CREATE TABLE ledger_item_versions (
    id {{counted}}, kind {{text}}, code {{text}}, name {{text}}, credit_code {{text}}, note {{text}},
    closed BOOLEAN NOT NULL, journal_number BIGINT NOT NULL,
    FOREIGN KEY (kind, code) REFERENCES ledger_items (kind, code)
);
CREATE TABLE voucher_drafts (id {{key}}, journal_number BIGINT NOT NULL);
CREATE TABLE vouchers (
    id {{key}}, day {{text}}, period INTEGER NOT NULL, word {{text}}, number INTEGER, kind {{text}},
    attachments INTEGER NOT NULL, amount BIGINT NOT NULL, prepared_by {{text}}, checked_by {{text}},
    posted_by {{text}}, source_kind {{maybe}}, source_key {{maybe}}, reverses BIGINT REFERENCES vouchers (id),
    draft BIGINT REFERENCES voucher_drafts (id), journal_number BIGINT NOT NULL
);
CREATE TABLE voucher_lines (
    voucher BIGINT NOT NULL REFERENCES vouchers (id), position INTEGER NOT NULL, day {{text}}, summary {{text}},
    account {{text}} REFERENCES ledger_accounts (code), side {{text}}, amount BIGINT NOT NULL,
    member_id BIGINT REFERENCES members (id), party {{maybe}}, product {{maybe}}, channel {{maybe}},
    journal_number BIGINT NOT NULL, PRIMARY KEY (voucher, position)
);
CREATE TABLE voucher_draft_versions (
    id {{counted}}, draft BIGINT NOT NULL REFERENCES voucher_drafts (id), state {{text}}, day {{text}}, word {{text}},
    attachments INTEGER NOT NULL, prepared_by {{text}}, checked_by {{text}}, reason {{text}},
    journal_number BIGINT NOT NULL
);
CREATE TABLE voucher_draft_lines (
    version BIGINT NOT NULL REFERENCES voucher_draft_versions (id), position INTEGER NOT NULL, {_LINE},
    journal_number BIGINT NOT NULL, PRIMARY KEY (version, position)
);
CREATE TABLE voucher_templates (id {{key}}, journal_number BIGINT NOT NULL);
CREATE TABLE voucher_template_versions (
    id {{counted}}, template BIGINT NOT NULL REFERENCES voucher_templates (id), kind {{text}}, name {{text}},
    word {{text}}, dropped BOOLEAN NOT NULL, journal_number BIGINT NOT NULL
);
CREATE TABLE voucher_template_lines (
    version BIGINT NOT NULL REFERENCES voucher_template_versions (id), position INTEGER NOT NULL, {_LINE},
    journal_number BIGINT NOT NULL, PRIMARY KEY (version, position)
);
CREATE TABLE ledger_periods (
    id {{counted}}, period INTEGER NOT NULL, state {{text}}, reason {{text}}, journal_number BIGINT NOT NULL
);
CREATE TABLE account_months (
    account {{text}}, period INTEGER NOT NULL, debit BIGINT NOT NULL, credit BIGINT NOT NULL,
    PRIMARY KEY (account, period)
);
CREATE TABLE member_months (
    member_id BIGINT NOT NULL, account {{text}}, period INTEGER NOT NULL, debit BIGINT NOT NULL,
    credit BIGINT NOT NULL, PRIMARY KEY (member_id, account, period)
);
CREATE TABLE drafts_open (
    draft {{key}}, version BIGINT NOT NULL, state {{text}}, day {{text}}
);
CREATE INDEX ledger_settings_name ON ledger_settings (name, id);
CREATE INDEX ledger_account_versions_code ON ledger_account_versions (code, id);
CREATE INDEX ledger_item_versions_code ON ledger_item_versions (kind, code, id);
CREATE UNIQUE INDEX vouchers_number ON vouchers (period, word, number);
CREATE INDEX vouchers_period ON vouchers (period, id);
CREATE INDEX vouchers_day ON vouchers (day, id);
CREATE INDEX vouchers_amount ON vouchers (amount, id);
CREATE INDEX vouchers_source ON vouchers (source_kind, source_key);
CREATE UNIQUE INDEX vouchers_reverses ON vouchers (reverses);
CREATE UNIQUE INDEX vouchers_draft ON vouchers (draft);
CREATE INDEX voucher_lines_account ON voucher_lines (account, day, voucher, position);
CREATE INDEX voucher_lines_member ON voucher_lines (member_id, account, day, voucher, position);
CREATE INDEX voucher_lines_amount ON voucher_lines (amount, voucher);
CREATE INDEX voucher_draft_versions_draft ON voucher_draft_versions (draft, id);
CREATE INDEX voucher_template_versions_template ON voucher_template_versions (template, id);
CREATE INDEX ledger_periods_period ON ledger_periods (period, id);
CREATE INDEX member_months_account ON member_months (account, member_id)
"""
_FACTS = (
    "ledger_start",
    "ledger_settings",
    "ledger_accounts",
    "ledger_account_versions",
    "ledger_items",
    "ledger_item_versions",
    "vouchers",
    "voucher_lines",
    "voucher_drafts",
    "voucher_draft_versions",
    "voucher_draft_lines",
    "voucher_templates",
    "voucher_template_versions",
    "voucher_template_lines",
    "ledger_periods",
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
    """Make the tables; a book of before keeps no ledger until one is opened."""
    types = _POSTGRESQL if op.get_bind().dialect.name == "postgresql" else _SQLITE
    for statement in _TABLES.format_map(types).split(";"):
        op.execute(statement)
    for table in _FACTS:
        op.execute(f"CREATE INDEX {table}_journal ON {table} (journal_number)")
    keep_facts(_FACTS)
