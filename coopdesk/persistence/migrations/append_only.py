"""Triggers that keep facts: an update or delete is refused by the database itself, whoever asks."""

from collections.abc import Iterable

from alembic import op

_FUNCTION = """
CREATE FUNCTION coopdesk_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'append-only: %', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$
"""


def keep_facts(tables: Iterable[str]) -> None:
    """Make these tables append-only; once for a table, in the migration that creates it."""
    if op.get_bind().dialect.name == "postgresql":
        _on_postgresql(tables)
    else:
        _on_sqlite(tables)


def kept_tables() -> list[str]:
    """The tables that are append-only now, in the order of their names."""
    if op.get_bind().dialect.name == "postgresql":
        found = (
            "SELECT c.relname || '_keep_row', t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
            "WHERE NOT t.tgisinternal AND c.relnamespace = current_schema()::regnamespace"
        )
        return sorted(table.removesuffix("_keep_row") for table, name in _pairs(found) if table == name)
    found = "SELECT tbl_name || '_keep_update', name FROM sqlite_master WHERE type = 'trigger'"
    return sorted(table.removesuffix("_keep_update") for table, name in _pairs(found) if table == name)


def _pairs(statement: str) -> list[tuple[str, str]]:
    return [(str(wanted), str(name)) for wanted, name in op.get_bind().exec_driver_sql(statement)]


def prepare() -> None:
    """What the triggers need beforehand; once in the life of a book."""
    if op.get_bind().dialect.name == "postgresql":
        op.get_bind().exec_driver_sql(_FUNCTION.replace("%", "%%"))


def _on_postgresql(tables: Iterable[str]) -> None:
    for table in tables:
        for events, each in (("UPDATE OR DELETE", "ROW"), ("TRUNCATE", "STATEMENT")):
            op.execute(
                f"CREATE TRIGGER {table}_keep_{each.lower()} BEFORE {events} ON {table} "
                f"FOR EACH {each} EXECUTE FUNCTION coopdesk_refuse()"
            )


def _on_sqlite(tables: Iterable[str]) -> None:
    for table in tables:
        for event in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_keep_{event.lower()} BEFORE {event} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, 'append-only: {table}'); END"
            )
