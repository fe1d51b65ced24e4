"""Many rows at once: plain tuples straight to the driver on SQLite, COPY on PostgreSQL.

A distribution of a hundred thousand members freezes half a million rows; through the ORM that is half a minute.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain, islice, repeat
from typing import Any

from sqlalchemy import Column, Connection, Table

from coopdesk.persistence.sql.column_types import Whole, Words
from coopdesk.persistence.sql.hashing import content_columns
from coopdesk.persistence.sql.numbering import COLUMN, number_for
from coopdesk.services.progress import Progress, unheard

Row = tuple[Any, ...]
_BATCH = 10_000
_BATCH_OF_FILES = 16
_ROOM = 1 << 63
_WORTH_IT = 20_000
_FEW_OF = 4
"""Where every value stands so many times on average, each different one is made ready once."""


def insert_rows(connection: Connection, table: Table, names: Sequence[str], rows: Iterable[Row]) -> None:
    """Append the rows; each holds the values of the columns ``names`` in that order, as the trade knows them.

    Facts take the number of the journal's open entry, unless a copy brings the one they have.
    """
    same: tuple[int, ...] = ()
    if COLUMN in table.c and COLUMN not in names:
        same = (number_for(connection, table.name),)
    bound = _bound(connection, [table.c[name] for name in names], rows, same)
    names = (*names, COLUMN) if same else names
    if connection.dialect.name == "postgresql":
        _copy(connection, table, names, bound)
        return
    marks = ", ".join("?" * len(names))
    statement = f"INSERT INTO {table.name} ({', '.join(names)}) VALUES ({marks})"
    for batch in bound:
        connection.exec_driver_sql(statement, batch)


@dataclass(frozen=True, slots=True)
class Same:
    """One value for every row of a column."""

    value: Any


def insert_columns(
    connection: Connection,
    table: Table,
    columns: Mapping[str, Sequence[Any] | Same],
    hear: Callable[[], None] = lambda: None,
) -> None:
    """Append rows given column by column, as the trade knows their values; at least one column is no ``Same``.

    Each column is made ready at once, and of a few different values each only once: so a roll of a hundred thousand
    members is entered in little more than the time that SQLite itself takes. ``hear`` is called now and then, and
    raises what stops the work.
    """
    count = next(len(values) for values in columns.values() if not isinstance(values, Same))
    if not count:
        return
    columns = dict(columns)
    if COLUMN in table.c and COLUMN not in columns:
        columns[COLUMN] = Same(number_for(connection, table.name))
    server = connection.dialect.name == "postgresql"
    constants = {} if server else _constants(connection, table, columns)
    names = tuple(name for name in columns if name not in constants)
    rows = zip(
        *(_bound_column(connection, table.c[name], columns[name], count) for name in names), strict=False
    )
    if server:
        _copy(connection, table, names, ([row] for row in rows))
        return
    values = ", ".join((*("?" * len(names)), *constants.values()))
    statement = f"INSERT INTO {table.name} ({', '.join((*names, *constants))}) VALUES ({values})"
    while batch := list(islice(rows, _BATCH)):
        hear()
        connection.exec_driver_sql(statement, batch)


def _constants(
    connection: Connection, table: Table, columns: Mapping[str, Sequence[Any] | Same]
) -> dict[str, str]:
    """Values that are one for all rows, as they stand in a statement: said once there, and not with every row."""
    found: dict[str, str] = {}
    for name, values in columns.items():
        if isinstance(values, Same):
            kind = table.c[name].type.dialect_impl(connection.dialect)
            made: Callable[[Any], Any] | None = kind.bind_processor(connection.dialect)
            value = values.value if made is None else made(values.value)
            if value is None:
                found[name] = "NULL"
            elif type(value) is int or (type(value) is str and value.isprintable()):
                found[name] = "'" + value.replace("'", "''") + "'" if type(value) is str else str(value)
    return found


def _bound_column(
    connection: Connection, column: Column[Any], values: Sequence[Any] | Same, count: int
) -> Iterable[Any]:
    """A column's values as the driver takes them."""
    kind = column.type.dialect_impl(connection.dialect)
    made: Callable[[Any], Any] | None = kind.bind_processor(connection.dialect)
    if isinstance(values, Same):
        return repeat(values.value if made is None else made(values.value), count)
    if made is None or isinstance(values, range) or _stand(column, values):
        return values
    different = set(values)
    if len(different) * _FEW_OF <= count:
        known = {value: made(value) for value in different}
        return map(known.__getitem__, values)
    return map(made, values)


def _stand(column: Column[Any], values: Sequence[Any]) -> bool:
    """Whether the values of a column are kept as they are, seen at one look at all of them together."""
    try:
        if isinstance(column.type, Words):
            return "".join(values).isprintable()
        if isinstance(column.type, Whole):
            return {*map(type, values)} == {int} and min(values) >= -_ROOM and max(values) < _ROOM
    except TypeError:
        pass  # something else is among them, each is looked at
    return False


@contextmanager
def indexes_aside(
    connection: Connection, tables: Sequence[Table], count: int, progress: Progress = unheard
) -> Iterator[None]:
    """Take the indexes of some tables away while ``count`` rows come, and make them anew from the same texts.

    Only on SQLite, in the same transaction, and where so many rows come that this is quicker than keeping them: a third
    of the time of a hundred thousand members.
    """
    few = count < _WORTH_IT or any(_rows(connection, table) > count for table in tables)
    if connection.dialect.name != "sqlite" or few:
        yield
        return
    names = ", ".join(f"'{table.name}'" for table in tables)
    found = connection.exec_driver_sql(
        f"SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN ({names})"
    ).all()
    for name, _text in found:
        connection.exec_driver_sql(f"DROP INDEX {name}")
    yield
    for place, (_name, text) in enumerate(found):
        progress(place, len(found))
        connection.exec_driver_sql(text)


def _rows(connection: Connection, table: Table) -> int:
    return int(connection.exec_driver_sql(f"SELECT count(*) FROM {table.name}").scalar_one())


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


def _copy(connection: Connection, table: Table, names: Sequence[str], bound: Iterable[list[Row]]) -> None:
    driver: Any = connection.connection.driver_connection
    with driver.cursor() as cursor, cursor.copy(f"COPY {table.name} ({', '.join(names)}) FROM STDIN") as copy:
        for row in chain.from_iterable(bound):
            copy.write_row(row)


def _bound(
    connection: Connection, columns: Sequence[Column[Any]], rows: Iterable[Row], same: Row
) -> Iterator[list[Row]]:
    """The rows as the driver takes them, in batches; ``same`` stands at the end of each.

    Column by column, which the interpreter does without coming back for every value.
    """
    makers: list[tuple[int, Callable[[Any], Any]]] = []
    for place, column in enumerate(columns):
        kind = column.type.dialect_impl(connection.dialect)
        maker: Callable[[Any], Any] | None = kind.bind_processor(connection.dialect)
        if maker is not None:
            makers.append((place, maker))
    # Whole files are held in memory a few at a time.
    with_files = any(content_columns(column.table) for column in columns)
    for batch in batches(rows, _BATCH_OF_FILES if with_files else _BATCH):
        values: list[Iterable[Any]] = [*zip(*batch, strict=True), *(repeat(one, len(batch)) for one in same)]
        for place, made in makers:
            values[place] = map(made, values[place])
        yield list(zip(*values, strict=True))
