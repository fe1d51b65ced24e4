"""Many rows at once: plain tuples straight to the driver on SQLite, COPY on PostgreSQL.

A distribution of a hundred thousand members freezes half a million rows; through the ORM that is half a minute.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Table

from coopdesk.persistence.sql.numbering import COLUMN, number_for

Row = tuple[Any, ...]
_BATCH = 10_000


def insert_rows(connection: Connection, table: Table, names: Sequence[str], rows: Iterable[Row]) -> None:
    """Append the rows; each holds the values of the columns ``names`` in that order, as the trade knows them.

    Facts take the number of the journal's open entry, unless a copy brings the one they have.
    """
    bound = _bound(connection, table, names, rows)
    if COLUMN in table.c and COLUMN not in names:
        number = (number_for(connection, table.name),)
        names, bound = (*names, COLUMN), (row + number for row in bound)
    if connection.dialect.name == "postgresql":
        _copy(connection, table, names, bound)
        return
    marks = ", ".join("?" * len(names))
    statement = f"INSERT INTO {table.name} ({', '.join(names)}) VALUES ({marks})"
    for batch in batches(bound, _BATCH):
        connection.exec_driver_sql(statement, batch)


def batches(rows: Iterable[Row], size: int) -> Iterator[list[Row]]:
    """The rows in lists of at most ``size``."""
    batch: list[Row] = []
    for row in rows:
        batch.append(row)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch


def _copy(connection: Connection, table: Table, names: Sequence[str], rows: Iterable[Row]) -> None:
    driver: Any = connection.connection.driver_connection
    with driver.cursor() as cursor, cursor.copy(f"COPY {table.name} ({', '.join(names)}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def _bound(connection: Connection, table: Table, names: Sequence[str], rows: Iterable[Row]) -> Iterator[Row]:
    """The rows as the driver takes them."""
    makers: list[tuple[int, Callable[[Any], Any]]] = []
    for place, name in enumerate(names):
        kind = table.c[name].type.dialect_impl(connection.dialect)
        maker: Callable[[Any], Any] | None = kind.bind_processor(connection.dialect)
        if maker is not None:
            makers.append((place, maker))
    for row in rows:
        values = list(row)
        for place, maker in makers:
            values[place] = maker(values[place])
        yield tuple(values)
