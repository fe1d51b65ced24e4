"""Tables of the ledger: what is posted is a fact for good, balances are kept of it by account and month."""

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    Table,
)

from coopdesk.domain.ledger.accounts import Dimension, Side
from coopdesk.domain.ledger.months import MonthState
from coopdesk.domain.ledger.voucher import VoucherKind
from coopdesk.persistence.sql.column_types import KEY, Coded, CodedSet, Words
from coopdesk.persistence.sql.metadata import PROJECTION, day, fen, key, metadata, words
from coopdesk.services.ledger.values import DraftState, TemplateKind

ledger_start = Table(
    "ledger_start",
    metadata,
    Column("id", KEY, CheckConstraint("id = 1"), primary_key=True, autoincrement=False),
    Column("first_period", Integer, nullable=False),
    day("day"),
)


# Settings by name in versions of which the newest counts, so that one more needs no column.
ledger_settings = Table(
    "ledger_settings",
    metadata,
    key(),
    words("name"),
    words("value"),
    Index("ledger_settings_name", "name", "id"),
)


ledger_accounts = Table("ledger_accounts", metadata, Column("code", Words, primary_key=True))


ledger_account_versions = Table(
    "ledger_account_versions",
    metadata,
    key(),
    Column("code", Words, ForeignKey(ledger_accounts.c.code), nullable=False),
    words("name"),
    Column("side", Coded(Side), nullable=False),
    Column("required", CodedSet(Dimension), nullable=False),
    Column("kept", CodedSet(Dimension), nullable=False),
    Column("closed", Boolean, nullable=False),
    Index("ledger_account_versions_code", "code", "id"),
)


ledger_items = Table(
    "ledger_items",
    metadata,
    Column("kind", Coded(Dimension), primary_key=True),
    Column("code", Words, primary_key=True),
)


ledger_item_versions = Table(
    "ledger_item_versions",
    metadata,
    key(),
    Column("kind", Coded(Dimension), nullable=False),
    words("code"),
    words("name"),
    words("credit_code"),
    words("note"),
    Column("closed", Boolean, nullable=False),
    ForeignKeyConstraint(["kind", "code"], [ledger_items.c.kind, ledger_items.c.code]),
    Index("ledger_item_versions_code", "kind", "code", "id"),
)


voucher_drafts = Table("voucher_drafts", metadata, Column("id", KEY, primary_key=True, autoincrement=False))


vouchers = Table(
    "vouchers",
    metadata,
    # Numbered from 1 without a gap, in the order of posting.
    Column("id", KEY, primary_key=True, autoincrement=False),
    day("day"),
    # The month of the day as one number, 202403.
    Column("period", Integer, nullable=False),
    words("word"),
    # From 1 without a gap by month and word; opening balances have none.
    Column("number", Integer),
    Column("kind", Coded(VoucherKind), nullable=False),
    Column("attachments", Integer, nullable=False),
    # The sum of its debits, by which it is found and listed.
    fen("amount"),
    words("prepared_by"),
    words("checked_by"),
    words("posted_by"),
    Column("source_kind", Words),
    Column("source_key", Words),
    Column("reverses", BigInteger, ForeignKey("vouchers.id")),
    Column("draft", BigInteger, ForeignKey(voucher_drafts.c.id)),
    Index("vouchers_number", "period", "word", "number", unique=True),
    Index("vouchers_period", "period", "id"),
    Index("vouchers_day", "day", "id"),
    Index("vouchers_amount", "amount", "id"),
    Index("vouchers_source", "source_kind", "source_key"),
    Index("vouchers_reverses", "reverses", unique=True),
    Index("vouchers_draft", "draft", unique=True),
)


voucher_lines = Table(
    "voucher_lines",
    metadata,
    Column("voucher", BigInteger, ForeignKey(vouchers.c.id), primary_key=True, autoincrement=False),
    # From 1.
    Column("position", Integer, primary_key=True, autoincrement=False),
    # The voucher's own, so that an index alone gives the lines of an account in the order of their days.
    day("day"),
    words("summary"),
    Column("account", Words, ForeignKey(ledger_accounts.c.code), nullable=False),
    Column("side", Coded(Side), nullable=False),
    fen("amount"),
    Column("member_id", BigInteger, ForeignKey("members.id")),
    Column("party", Words),
    Column("product", Words),
    Column("channel", Words),
    Index("voucher_lines_account", "account", "day", "voucher", "position"),
    Index("voucher_lines_member", "member_id", "account", "day", "voucher", "position"),
    Index("voucher_lines_amount", "amount", "voucher"),
)


def _typed_lines(name: str, version: Column[Any]) -> Table:
    """Lines as they were typed: an account or a member need not be there, an amount may be 0."""
    return Table(
        name,
        metadata,
        Column("version", BigInteger, ForeignKey(version), primary_key=True, autoincrement=False),
        Column("position", Integer, primary_key=True, autoincrement=False),
        words("summary"),
        words("account"),
        Column("side", Coded(Side), nullable=False),
        fen("amount"),
        *(words(each) for each in ("member", "party", "product", "channel")),
    )


voucher_draft_versions = Table(
    "voucher_draft_versions",
    metadata,
    key(),
    Column("draft", BigInteger, ForeignKey(voucher_drafts.c.id), nullable=False),
    Column("state", Coded(DraftState), nullable=False),
    day("day"),
    words("word"),
    Column("attachments", Integer, nullable=False),
    words("prepared_by"),
    words("checked_by"),
    words("reason"),
    Index("voucher_draft_versions_draft", "draft", "id"),
)


voucher_draft_lines = _typed_lines("voucher_draft_lines", voucher_draft_versions.c.id)


voucher_templates = Table(
    "voucher_templates", metadata, Column("id", KEY, primary_key=True, autoincrement=False)
)


voucher_template_versions = Table(
    "voucher_template_versions",
    metadata,
    key(),
    Column("template", BigInteger, ForeignKey(voucher_templates.c.id), nullable=False),
    Column("kind", Coded(TemplateKind), nullable=False),
    words("name"),
    words("word"),
    Column("dropped", Boolean, nullable=False),
    Index("voucher_template_versions_template", "template", "id"),
)


voucher_template_lines = _typed_lines("voucher_template_lines", voucher_template_versions.c.id)


ledger_periods = Table(
    "ledger_periods",
    metadata,
    key(),
    Column("period", Integer, nullable=False),
    Column("state", Coded(MonthState), nullable=False),
    words("reason"),
    Index("ledger_periods_period", "period", "id"),
)


account_months = Table(
    "account_months",
    metadata,
    Column("account", Words, primary_key=True),
    Column("period", Integer, primary_key=True, autoincrement=False),
    fen("debit"),
    fen("credit"),
    info=PROJECTION,
)


member_months = Table(
    "member_months",
    metadata,
    Column("member_id", BigInteger, primary_key=True, autoincrement=False),
    Column("account", Words, primary_key=True),
    Column("period", Integer, primary_key=True, autoincrement=False),
    fen("debit"),
    fen("credit"),
    Index("member_months_account", "account", "member_id"),
    info=PROJECTION,
)


# The drafts that are neither posted nor given up, with their newest versions: of a long-kept ledger nearly all are.
drafts_open = Table(
    "drafts_open",
    metadata,
    Column("draft", KEY, primary_key=True, autoincrement=False),
    Column("version", BigInteger, nullable=False),
    Column("state", Coded(DraftState), nullable=False),
    day("day"),
    info=PROJECTION,
)
