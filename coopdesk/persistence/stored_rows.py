"""Facts exactly as the database holds them, past all types of the trade: what the journal hashes."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from sqlalchemy import Connection

from coopdesk.persistence.column_types import Flag
from coopdesk.persistence.numbering import COLUMN
from coopdesk.persistence.tables import metadata

StoredRow = tuple[Any, ...]
_FETCHED = 2_000


def stored_rows(connection: Connection, table: str, number: int) -> Iterator[StoredRow]:
    """The rows of a table that carry a number, in the order of their key, with the columns by name."""
    driver: Any = connection.connection.driver_connection
    statement = _statement(table, connection.dialect.name)
    if connection.dialect.name == "sqlite":
        yield from driver.execute(statement, (number,))
        return
    # A cursor of the server's: without one the driver would hold the whole answer.
    with driver.cursor(name="coopdesk_rows") as cursor:
        cursor.itersize = _FETCHED
        cursor.execute(statement, (number,))
        yield from cursor


@cache
def hashed_columns(table: str) -> tuple[str, ...]:
    """The columns of a table that are hashed: all but the number, by name."""
    return tuple(sorted(column.name for column in metadata.tables[table].c if column.name != COLUMN))


@cache
def selected(table: str, dialect: str) -> str:
    """The hashed columns as they are selected; a truth value is 0 or 1 in either database."""
    columns = metadata.tables[table].c
    whole = dialect == "postgresql"
    return ", ".join(
        f"CAST({name} AS INTEGER)" if whole and isinstance(columns[name].type, Flag) else name
        for name in hashed_columns(table)
    )


@cache
def ordered(table: str) -> str:
    """The columns of the table's key."""
    return ", ".join(column.name for column in metadata.tables[table].primary_key.columns)


@cache
def _statement(table: str, dialect: str) -> str:
    mark = "?" if dialect == "sqlite" else "%s"
    return f"SELECT {selected(table, dialect)} FROM {table} WHERE {COLUMN} = {mark} ORDER BY {ordered(table)}"
