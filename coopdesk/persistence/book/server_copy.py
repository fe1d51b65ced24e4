"""Copies of a book that lies on a PostgreSQL server: beside it on the server, or as a file of the same tables."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Table, func, inspect, select, text

from coopdesk.persistence.book.areas import FACTS, PROJECTIONS
from coopdesk.persistence.book.engine import WRITES, sqlite_engine
from coopdesk.persistence.sql.bulk import insert_rows
from coopdesk.persistence.sql.hashing import content_columns
from coopdesk.services.errors import EnvironmentFault
from coopdesk.services.progress import Progress

_BATCH = 5_000
_BATCH_OF_FILES = 16
_TOLD = 200


def keep_copy(engine: Engine, schema: str) -> None:
    """Copy every table into a new schema of the same database; ``backup.damaged`` when a count differs."""
    with engine.connect() as connection, connection.begin():
        taken = set(inspect(connection).get_schema_names())
        names = (schema, *(f"{schema}_{number}" for number in range(2, 1000)))
        free = next(name for name in names if name not in taken)
        connection.execute(text(f'CREATE SCHEMA "{free}"'))
        for table in inspect(connection).get_table_names():
            connection.execute(text(f'CREATE TABLE "{free}"."{table}" AS TABLE "{table}"'))
            counts = f'SELECT (SELECT count(*) FROM "{table}"), (SELECT count(*) FROM "{free}"."{table}")'
            present, copied = connection.execute(text(counts)).one()
            if present != copied:
                raise EnvironmentFault("backup.damaged", path=free, folder="")


def fill_file(connection: Connection, path: Path, progress: Progress) -> None:
    """Copy every row of the server's book into the empty book at ``path``; ``backup.damaged`` when a count differs."""
    tables = (*FACTS, *PROJECTIONS)
    counts = {table: _count(connection, table) for table in tables}
    engine = sqlite_engine(path, wal=False)
    done, whole = 0, sum(counts.values())
    try:
        with engine.connect().execution_options(**WRITES) as target, target.begin():
            for table in tables:
                told = _told(_rows(connection, table), done, whole, progress)
                insert_rows(target, table, table.c.keys(), told)
                if counts[table] != _count(target, table):
                    raise EnvironmentFault("backup.damaged", path=table.name, folder="")
                done += counts[table]
    finally:
        engine.dispose()


def _count(connection: Connection, table: Table) -> int:
    return int(connection.execute(select(func.count()).select_from(table)).scalar_one())


def _told(
    rows: Iterator[tuple[Any, ...]], done: int, whole: int, progress: Progress
) -> Iterator[tuple[Any, ...]]:
    """The rows; how far the copy is, is told on the way."""
    step = max(1, whole // _TOLD)
    for number, row in enumerate(rows, start=done):
        if number % step == 0:
            progress(number, whole)
        yield row


def _rows(source: Connection, table: Table) -> Iterator[tuple[Any, ...]]:
    ordered = select(table).order_by(*table.primary_key.columns)
    batch = _BATCH_OF_FILES if content_columns(table) else _BATCH
    with source.execution_options(yield_per=batch).execute(ordered) as rows:
        for row in rows:
            yield tuple(row)
