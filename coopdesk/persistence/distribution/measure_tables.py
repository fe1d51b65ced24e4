"""The tables of what schemes are made from: sheets of measures by year, and the co-op's own templates.

Both are only added to: the newest version of a sheet or a template counts.
"""

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, Integer, Table

from coopdesk.domain.distribution.measures import SheetKind
from coopdesk.persistence.sql.column_types import Coded
from coopdesk.persistence.sql.metadata import fen, key, metadata, words

measure_sheets = Table(
    "measure_sheets",
    metadata,
    key(),
    Column("year", Integer, nullable=False),
    Column("kind", Coded(SheetKind), nullable=False),
    words("name"),
    words("source"),
    Index("measure_sheets_year", "year", "id"),
)

measure_rows = Table(
    "measure_rows",
    metadata,
    Column("sheet_id", BigInteger, ForeignKey(measure_sheets.c.id), primary_key=True, autoincrement=False),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("member_id", BigInteger, ForeignKey("members.id"), nullable=False),
    Column("quantity", BigInteger, nullable=False),
    fen("amount"),
)

own_templates = Table(
    "own_templates",
    metadata,
    key(),
    words("template"),
    words("title"),
    words("description"),
    words("document"),
    Column("withdrawn", Boolean, nullable=False),
)
