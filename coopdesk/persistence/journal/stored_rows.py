"""Facts exactly as the database holds them, past all types of the trade: what the journal hashes.

A row is hashed as its columns by name. Columns that came later (`sql.metadata.later`) stand behind them, as an object
by name of those that hold something else than their default, and not at all where none does: so a row of before hashes
as it did when it was written, and no value can be changed, or taken away, unseen.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Column, Connection, DefaultClause

from coopdesk.persistence.digest import RUN, SINGLE, runs
from coopdesk.persistence.journal.tables import journal
from coopdesk.persistence.sql.column_types import Coded, Flag, Words
from coopdesk.persistence.sql.hashing import content_columns, hashed_column, with_hashes
from coopdesk.persistence.sql.metadata import LATER, metadata
from coopdesk.persistence.sql.numbering import COLUMN

StoredRow = tuple[Any, ...]
_FETCHED = 2_000


def stored_rows(connection: Connection, table: str, number: int) -> Iterator[StoredRow]:
    """The rows of a table that carry a number, in the order of their key, as they are hashed."""
    mark = "?" if connection.dialect.name == "sqlite" else "%s"
    columns = _asked(table, hashed_columns(table), connection.dialect.name)
    wanted = f"{columns} FROM {table} WHERE {COLUMN} = {mark}"
    statement = f"SELECT {wanted} ORDER BY {', '.join(key_columns(table))}"
    rows = _hashed(_fetched(connection, statement, table, number), table)
    form = hashed_form(table)
    return rows if form is None else map(form, rows)


def stored_runs(connection: Connection, table: str, number: int) -> Iterator[Sequence[StoredRow]]:
    """The same in the runs that are hashed together (``digest.runs``); of a file fetched so, which is quicker."""
    if connection.dialect.name != "sqlite" or _file_places(table):
        yield from runs(stored_rows(connection, table, number))
        return
    driver: Any = connection.connection.driver_connection
    form = hashed_form(table)
    cursor = driver.execute(_of_number(table, hashed_columns(table)), (number,))
    first = cursor.fetchmany(SINGLE)
    for row in first:
        yield [row if form is None else form(row)]
    if form is not None and len(first) == SINGLE and _say_nothing_later(driver, table, number):
        # As of a roll that was read in: a dozen columns less of a hundred thousand rows.
        cursor, form = driver.execute(_of_number(table, _columns_of_before(table)), (number,)), None
        cursor.fetchmany(SINGLE)
    while run := cursor.fetchmany(RUN):
        yield run if form is None else [*map(form, run)]


@cache
def _of_number(table: str, names: tuple[str, ...]) -> str:
    """The statement by which a file gives the rows of one number in the order of their key."""
    columns = _asked(table, names, "sqlite")
    return f"SELECT {columns} FROM {table} WHERE {COLUMN} = ? ORDER BY {', '.join(key_columns(table))}"


@cache
def _columns_of_before(table: str) -> tuple[str, ...]:
    """The columns that are hashed of a row which says nothing in those that came later."""
    declared = metadata.tables[table].c
    return tuple(name for name in hashed_columns(table) if LATER not in declared[name].info)


def _say_nothing_later(driver: Any, table: str, number: int) -> bool:
    """Whether all rows of a number hold the default in every column that came later: the database tells quicker."""
    declared = metadata.tables[table].c
    names = [name for name in hashed_columns(table) if LATER in declared[name].info]
    differs = " OR ".join(f"{name} IS NOT ?" for name in names)
    usual = [_default(declared[name]) for name in names]
    said = f"SELECT 1 FROM {table} WHERE {COLUMN} = ? AND ({differs}) LIMIT 1"
    return driver.execute(said, (number, *usual)).fetchone() is None


def numbered_rows(connection: Connection, table: str) -> Iterator[StoredRow]:
    """All rows of a table, each behind the number it carries, in the order of number and key."""
    columns = _asked(table, hashed_columns(table), connection.dialect.name)
    wanted = f"{COLUMN}, {columns} FROM {table}"
    statement = f"SELECT {wanted} ORDER BY {COLUMN}, {', '.join(key_columns(table))}"
    return _hashed(_fetched(connection, statement, table), table, before=1)


def approved_rows(
    connection: Connection, table: str, names: tuple[str, ...], approval_id: int
) -> Iterator[StoredRow]:
    """Some columns of the frozen rows of an approval, in the order of their key."""
    mark = "?" if connection.dialect.name == "sqlite" else "%s"
    wanted = f"{_asked(table, names, connection.dialect.name)} FROM {table} WHERE approval_id = {mark}"
    return _fetched(
        connection, f"SELECT {wanted} ORDER BY {', '.join(key_columns(table))}", table, approval_id
    )


def stored_entries(connection: Connection) -> Iterator[StoredRow]:
    """The journal's entries as they are kept, in the order of their numbers."""
    names = [column.name for column in journal.c]
    return _fetched(connection, f"SELECT {', '.join(names)} FROM journal ORDER BY number", "journal")


@cache
def hashed_columns(table: str) -> tuple[str, ...]:
    """The columns of a table that are hashed: all but the number, by name; those that came later at the end."""
    columns = [column for column in metadata.tables[table].c if column.name != COLUMN]
    return tuple(column.name for column in sorted(columns, key=lambda each: (LATER in each.info, each.name)))


@cache
def hashed_form(table: str) -> Callable[[StoredRow], StoredRow] | None:
    """What makes of a row, read as its ``hashed_columns``, what is hashed of it; None where that is the row itself."""
    columns = metadata.tables[table].c
    usual = {name: _default(columns[name]) for name in hashed_columns(table) if LATER in columns[name].info}
    if not usual:
        return None
    first = -len(usual)
    # Most rows say nothing: they are known at one look, where only a text or NULL can equal the default.
    silent = tuple(usual.values()) if all(not isinstance(each, int) for each in usual.values()) else None

    def form(row: StoredRow) -> StoredRow:
        if row[first:] == silent:
            return row[:first]
        told = {
            name: value
            for (name, default), value in zip(usual.items(), row[first:], strict=True)
            if value != default or type(value) is not type(default)
        }
        return (*row[:first], told) if told else row[:first]

    return form


def _default(column: Column[Any]) -> object:
    """What the database holds where a row does not name the column."""
    default = column.server_default
    if not isinstance(default, DefaultClause):
        return None
    return default.arg if isinstance(column.type, (Words, Coded)) else int(str(default.arg))


@cache
def key_columns(table: str) -> tuple[str, ...]:
    """The columns of the table's key."""
    return tuple(column.name for column in metadata.tables[table].primary_key.columns)


@cache
def _asked(table: str, names: tuple[str, ...], dialect: str) -> str:
    """Columns as they are asked for; a truth value is 0 or 1 in either database, a whole file its size and hash."""
    columns = metadata.tables[table].c
    truths = {column.name for column in columns if isinstance(column.type, Flag)}
    cast = truths if dialect == "postgresql" else ()
    files = content_columns(metadata.tables[table])
    return ", ".join(
        hashed_column(name, dialect)
        if name in files
        else f"CAST({name} AS INTEGER)"
        if name in cast
        else name
        for name in names
    )


def _hashed(rows: Iterator[StoredRow], table: str, before: int = 0) -> Iterator[StoredRow]:
    """Rows of ``hashed_columns`` with files as what they hash to; ``before`` so many other values in each."""
    places = _file_places(table)
    return with_hashes(rows, [before + place for place in places]) if places else rows


@cache
def _file_places(table: str) -> tuple[int, ...]:
    files = content_columns(metadata.tables[table])
    return tuple(place for place, name in enumerate(hashed_columns(table)) if name in files)


def _fetched(connection: Connection, statement: str, name: str, *values: int) -> Iterator[StoredRow]:
    driver: Any = connection.connection.driver_connection
    if connection.dialect.name == "sqlite":
        yield from driver.execute(statement, values)
        return
    # A cursor of the server's: without one the driver would hold the whole answer.
    with driver.cursor(name=f"coopdesk_{name}") as cursor:
        cursor.itersize = _FETCHED
        cursor.execute(statement, values)
        yield from cursor
