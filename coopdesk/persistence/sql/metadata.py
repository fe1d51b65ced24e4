"""What every table is declared with: one metadata, the journal's number on every fact, the usual columns."""

from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Index,
    MetaData,
    Table,
    event,
)

from coopdesk.persistence.sql.column_types import KEY, Fen, IsoDate, Words
from coopdesk.persistence.sql.numbering import COLUMN, number_for

metadata = MetaData(info={"book": True})


PROJECTION = {"projection": True}
"""What a table's ``info`` says that is kept for speed alone and can be made again from the facts."""


@event.listens_for(Table, "after_parent_attach")
def _number(table: Table, parent: object) -> None:
    """Every fact carries the number of the journal's entry that added it, whichever module declares the table."""
    if parent is not metadata or table.name == "journal" or table.info == PROJECTION:
        return
    numbered = Column(
        COLUMN,
        BigInteger,
        nullable=False,
        default=lambda context: number_for(context.root_connection, table.name),
    )
    table.append_column(numbered)
    Index(f"{table.name}_journal", numbered)


def key(name: str = "id") -> Column[int]:
    """The primary key that the database counts up itself."""
    return Column(name, KEY, primary_key=True)


def words(name: str) -> Column[str]:
    """A text that is never NULL: empty means not known."""
    return Column(name, Words, nullable=False)


def words_or_empty(name: str) -> Column[str]:
    """A text that is empty where a row does not name it."""
    return Column(name, Words, nullable=False, server_default="")


LATER = "later"
"""What a column's ``info`` says that came to a table of facts when books already had rows in it."""


def later(column: Column[Any]) -> Column[Any]:
    """A column that a migration adds to facts that are there; its ``server_default``, or NULL, is what those hold.

    A row that holds the default is hashed as it was before the column came (`persistence.journal.stored_rows`), so that
    old entries of the journal still fit. ValueError for a column that has neither.
    """
    if column.server_default is None and not column.nullable:
        raise ValueError(column.name)
    column.info[LATER] = True
    return column


def fen(name: str) -> Column[Any]:
    """A column for money that must be known; whole fen (``column_types.Fen``)."""
    return Column(name, Fen, nullable=False)


def day(name: str) -> Column[Any]:
    """A column for a day that must be known; ISO text (``column_types.IsoDate``)."""
    return Column(name, IsoDate, nullable=False)
