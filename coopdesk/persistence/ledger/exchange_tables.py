"""Tables of what the ledger exchanges: vouchers read in, layouts, bank statements and matches, invoices."""

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, ForeignKeyConstraint, Index, Integer, Table

from coopdesk.persistence.ledger.tables import ledger_accounts, voucher_lines
from coopdesk.persistence.sql.column_types import KEY, Coded, Fen, IsoDate, Words
from coopdesk.persistence.sql.metadata import day, fen, key, metadata, words
from coopdesk.services.ledger.exchange_values import ExchangeKind, MatchedHow

voucher_imports = Table(
    "voucher_imports",
    metadata,
    # Numbered from 1 without a gap. What an import posted carries the same number of the journal.
    Column("number", KEY, primary_key=True, autoincrement=False),
    *(words(name) for name in ("file", "sha256", "sheet", "layout")),
    *(Column(name, Integer, nullable=False) for name in ("vouchers", "lines")),
    fen("debit"),
    Index("voucher_imports_file", "sha256"),
)


voucher_imports_taken_back = Table(
    "voucher_imports_taken_back",
    metadata,
    Column("number", KEY, ForeignKey(voucher_imports.c.number), primary_key=True, autoincrement=False),
    words("reason"),
)


# Layouts and tables of accounts in versions of which the newest counts; the content is a document as JSON.
exchange_documents = Table(
    "exchange_documents",
    metadata,
    key(),
    Column("kind", Coded(ExchangeKind), nullable=False),
    words("code"),
    words("name"),
    words("content"),
    Column("dropped", Boolean, nullable=False),
    Index("exchange_documents_code", "kind", "code", "id"),
)


bank_statements = Table(
    "bank_statements",
    metadata,
    Column("number", KEY, primary_key=True, autoincrement=False),
    Column("account", Words, ForeignKey(ledger_accounts.c.code), nullable=False),
    words("file"),
    words("sha256"),
    day("first_day"),
    day("last_day"),
    Column("lines", Integer, nullable=False),
    Column("opening", Fen),
    Column("closing", Fen),
    Index("bank_statements_account", "account", "number"),
)


bank_statements_taken_back = Table(
    "bank_statements_taken_back",
    metadata,
    Column("number", KEY, ForeignKey(bank_statements.c.number), primary_key=True, autoincrement=False),
    words("reason"),
)


bank_lines = Table(
    "bank_lines",
    metadata,
    Column("id", KEY, primary_key=True, autoincrement=False),
    Column("statement", BigInteger, ForeignKey(bank_statements.c.number), nullable=False),
    # The row of the file it stands in, from 0.
    Column("place", Integer, nullable=False),
    day("day"),
    words("clock"),
    fen("amount"),
    Column("balance", Fen),
    *(words(name) for name in ("party", "party_account", "summary", "reference")),
    Index("bank_lines_statement", "statement", "day", "id"),
    Index("bank_lines_day", "day", "id"),
)


bank_matches = Table(
    "bank_matches",
    metadata,
    Column("number", KEY, primary_key=True, autoincrement=False),
    Column("how", Coded(MatchedHow), nullable=False),
    words("reason"),
)


bank_match_lines = Table(
    "bank_match_lines",
    metadata,
    Column("of_match", BigInteger, ForeignKey(bank_matches.c.number), primary_key=True, autoincrement=False),
    Column("line_id", BigInteger, ForeignKey(bank_lines.c.id), primary_key=True, autoincrement=False),
    Index("bank_match_lines_line", "line_id"),
)


bank_match_vouchers = Table(
    "bank_match_vouchers",
    metadata,
    Column("of_match", BigInteger, ForeignKey(bank_matches.c.number), primary_key=True, autoincrement=False),
    Column("voucher", BigInteger, primary_key=True, autoincrement=False),
    Column("position", Integer, primary_key=True, autoincrement=False),
    ForeignKeyConstraint(["voucher", "position"], [voucher_lines.c.voucher, voucher_lines.c.position]),
    Index("bank_match_vouchers_line", "voucher", "position"),
)


bank_unmatches = Table(
    "bank_unmatches",
    metadata,
    Column("of_match", KEY, ForeignKey(bank_matches.c.number), primary_key=True, autoincrement=False),
    words("reason"),
)


invoices = Table(
    "invoices",
    metadata,
    # The attachment that is its file; where that was removed, the invoice counts no more.
    Column("attachment_id", KEY, ForeignKey("attachments.id"), primary_key=True, autoincrement=False),
    words("number"),
    words("code"),
    Column("day", IsoDate),
    words("seller"),
    words("seller_code"),
    Column("amount", Fen),
    Column("tax", Fen),
    Column("total", Fen),
    Index("invoices_number", "number", "code"),
)
