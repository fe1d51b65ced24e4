"""Tables of the co-op's details, its classes of shares and the figures of its years."""

from sqlalchemy import Column, ForeignKey, Index, Integer, Table

from coopdesk.persistence.coop.columns import coop_columns, figure_columns, rule_columns
from coopdesk.persistence.sql.column_types import Words
from coopdesk.persistence.sql.metadata import fen, key, metadata, words

coop_details = Table("coop_details", metadata, key(), *coop_columns())


share_classes = Table(
    "share_classes",
    metadata,
    Column("code", Words, primary_key=True),
    Column("position", Integer, nullable=False),
)


share_class_versions = Table(
    "share_class_versions",
    metadata,
    key(),
    Column("code", Words, ForeignKey(share_classes.c.code), nullable=False),
    words("label"),
    fen("par"),
    *rule_columns(),
)


year_figures = Table(
    "year_figures", metadata, key(), *figure_columns(), Index("year_figures_year", "year", "id")
)
