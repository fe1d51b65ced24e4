"""What a later version may do to tables that keep facts: fill a new column, or build a table anew.

Used by the scripts alone. Everything happens inside the one transaction of a migration: what fails takes the triggers
back with it, so a book never lies open. References between rows are not watched while it runs and are checked as a
whole before it is kept (``persistence.migrate``).
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from alembic import op
from sqlalchemy import Connection, inspect, text


@contextmanager
def facts_open(*tables: str) -> Iterator[None]:
    """Let UPDATE and DELETE through to these tables; afterwards exactly the triggers that were there are back."""
    bind = op.get_bind()
    held = {table: _triggers(bind, table) for table in tables}
    for table, triggers in held.items():
        for name in triggers:
            bind.exec_driver_sql(_opening(bind, table, name))
    yield
    for table, triggers in held.items():
        for name, made_by in triggers.items():
            bind.exec_driver_sql(made_by or f'ALTER TABLE "{table}" ENABLE TRIGGER "{name}"')


def backfill(table: str, where: str = "", **values: str) -> int:
    """Set columns of rows that are there, each to an SQL expression; how many rows were set."""
    settings = ", ".join(f'"{name}" = {value}' for name, value in values.items())
    with facts_open(table):
        done = op.get_bind().execute(text(f'UPDATE "{table}" SET {settings}{where and " WHERE "}{where}'))
    return done.rowcount


def rebuild(
    table: str, columns: str, *, values: Mapping[str, str] | None = None, on_postgresql: Sequence[str]
) -> None:
    """Give a table another shape, whatever refers to it; its rows, indexes and triggers stay.

    ``columns`` is what stands between the brackets of CREATE TABLE on SQLite, which cannot change a column or a
    condition in place; ``values`` tells by an SQL expression over the old row what a column holds that had another
    name or was not there. PostgreSQL changes a table in place by the statements ``on_postgresql``. A column that an
    index needs must stay, or its index be dropped before.
    """
    bind = op.get_bind()
    if bind.dialect.name == "postgresql":
        with facts_open(table):
            for statement in on_postgresql:
                op.execute(statement)
        return
    rest = _made_by(bind, table, "index") | _made_by(bind, table, "trigger")
    new = f"{table}_rebuilt"
    bind.exec_driver_sql(f'CREATE TABLE "{new}" ({columns})')
    names = [column["name"] for column in inspect(bind).get_columns(new)]
    taken = ", ".join((values or {}).get(name, f'"{name}"') for name in names)
    listed = ", ".join(f'"{name}"' for name in names)
    bind.execute(text(f'INSERT INTO "{new}" ({listed}) SELECT {taken} FROM "{table}" ORDER BY rowid'))
    bind.exec_driver_sql(f'DROP TABLE "{table}"')
    bind.exec_driver_sql(f'ALTER TABLE "{new}" RENAME TO "{table}"')
    for made_by in rest.values():
        bind.exec_driver_sql(made_by)


def _opening(bind: Connection, table: str, trigger: str) -> str:
    if bind.dialect.name == "postgresql":
        return f'ALTER TABLE "{table}" DISABLE TRIGGER "{trigger}"'
    return f'DROP TRIGGER "{trigger}"'


def _triggers(bind: Connection, table: str) -> dict[str, str]:
    """The triggers of ours by name, on SQLite with the statement that made each."""
    if bind.dialect.name != "postgresql":
        found = _made_by(bind, table, "trigger")
        return {name: made_by for name, made_by in found.items() if name.startswith(f"{table}_keep_")}
    names = bind.execute(
        text("SELECT tgname FROM pg_trigger WHERE tgrelid = CAST(:t AS regclass) AND NOT tgisinternal"),
        {"t": f'"{table}"'},
    )
    return {name: "" for name in names.scalars() if name.startswith(f"{table}_keep_")}


def _made_by(bind: Connection, table: str, kind: str) -> dict[str, str]:
    """The statements that made a table's indexes or triggers, by name; what SQLite makes by itself has none."""
    rows = bind.execute(
        text("SELECT name, sql FROM sqlite_schema WHERE type = :k AND tbl_name = :t AND sql IS NOT NULL"),
        {"k": kind, "t": table},
    )
    return {row.name: row.sql for row in rows}
