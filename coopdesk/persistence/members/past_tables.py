"""The tables of what was distributed before the book (建账前的分配): by member and year, and by year as a whole.

Both are only added to: the newest row of a member and year, and of a year, counts.
"""

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, Table

from coopdesk.persistence.members.tables import members
from coopdesk.persistence.sql.column_types import Fen, IsoDate
from coopdesk.persistence.sql.metadata import fen, key, metadata, words

past_shares = Table(
    "past_shares",
    metadata,
    key(),
    Column("member_id", BigInteger, ForeignKey(members.c.id), nullable=False),
    Column("year", Integer, nullable=False),
    fen("refund"),
    fen("dividend"),
    words("document"),
    Index("past_shares_member", "member_id", "year", "id"),
    Index("past_shares_year", "year", "member_id", "id"),
)

past_years = Table(
    "past_years",
    metadata,
    key(),
    Column("year", Integer, nullable=False),
    Column("distributable", Fen),
    Column("refund", Fen),
    Column("dividend", Fen),
    words("resolution"),
    Column("paid_on", IsoDate),
    words("document"),
    Index("past_years_year", "year", "id"),
)
