"""The tables of the member accounts (成员账户): postings, and the entries of each by member and column."""

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, Table

from coopdesk.domain.members.account import AccountCause, AccountColumn, ContributionForm
from coopdesk.persistence.members.tables import members, register_entries
from coopdesk.persistence.sql.column_types import KEY, Coded, Words
from coopdesk.persistence.sql.metadata import day, fen, metadata, words

account_postings = Table(
    "account_postings",
    metadata,
    # Numbered from 1 without a gap.
    Column("number", KEY, primary_key=True, autoincrement=False),
    day("day"),
    Column("cause", Coded(AccountCause), nullable=False),
    words("document"),
    words("note"),
    words("resolution"),
    Column("form", Coded(ContributionForm)),
    Column("year", Integer),
    Column("reverses", BigInteger, ForeignKey("account_postings.number")),
    Index("account_postings_day", "day", "number"),
    Index("account_postings_reverses", "reverses", unique=True),
)


account_entries = Table(
    "account_entries",
    metadata,
    Column(
        "posting", BigInteger, ForeignKey(account_postings.c.number), primary_key=True, autoincrement=False
    ),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("member_id", BigInteger, ForeignKey(members.c.id), nullable=False),
    Column("kind", Coded(AccountColumn), nullable=False),
    fen("amount"),
    Column("share_class", Words, ForeignKey("share_classes.code")),
    Column("operation", BigInteger, ForeignKey(register_entries.c.number)),
    Index("account_entries_member", "member_id", "posting"),
    Index("account_entries_operation", "operation"),
)
