"""The parts of a book on a PostgreSQL server, of its own schema alone."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Dialect, inspect

from coopdesk.persistence.book.schema_parts import Parts, TableShape, plain

TRIGGERS = {"row": (27, "O", True), "statement": (34, "O", True)}
"""What the catalogue keeps of the triggers that keep facts: when they run, that they are in force, that they refuse."""

_REFUSE = "RAISE EXCEPTION 'append-only: %', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';"
_FOUND = """
    SELECT t.tgname, t.tgtype, t.tgenabled::text, p.prosrc, p.proname, c.relname FROM pg_trigger t
    JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid
    WHERE NOT t.tgisinternal AND c.relnamespace = current_schema()::regnamespace
"""
_RULES = """
    SELECT r.rulename FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class
    WHERE c.relkind IN ('r', 'p') AND c.relnamespace = current_schema()::regnamespace
"""

_STATE = """
    WITH own AS (SELECT oid FROM pg_namespace WHERE nspname = current_schema()),
    ours AS (SELECT oid, relkind, xmin::text::bigint AS made FROM pg_class WHERE relnamespace = (SELECT oid FROM own))
    SELECT
        (SELECT ARRAY[count(*), sum(made)] FROM ours),
        (SELECT ARRAY[count(*), sum(xmin::text::bigint)] FROM pg_trigger),
        (SELECT ARRAY[count(*), sum(xmin::text::bigint)] FROM pg_rewrite),
        (SELECT ARRAY[count(*), sum(xmin::text::bigint)] FROM pg_proc WHERE proname = 'coopdesk_refuse'),
        (SELECT count(*) FROM pg_attribute
         WHERE attnotnull AND attrelid = ANY(ARRAY(SELECT oid FROM ours WHERE relkind IN ('r', 'p'))))
"""


def state(connection: Connection) -> object:
    """Something that is another once a table, column, index, condition, reference, trigger or rule is another.

    The server notes for each row of its own lists which transaction made it; short lists are asked for as a whole, also
    for what other schemas have. Asked in this form it takes a third of a millisecond.
    """
    driver: Any = connection.connection.driver_connection  # every command waits for this
    return driver.execute(_STATE).fetchone()


def parts(connection: Connection) -> Parts:
    """Tables, indexes, triggers with rewriting rules among them, and views.

    Each kind of thing is asked for once for all tables: asked table by table it takes some hundred questions.
    """
    known = inspect(connection)
    asked: dict[str, Any] = {
        "columns": known.get_multi_columns(),
        "key": known.get_multi_pk_constraint(),
        "conditions": known.get_multi_check_constraints(),
        "references": known.get_multi_foreign_keys(),
        "indexes": known.get_multi_indexes(),
    }
    told = {
        name: {kind: found[None, name] for kind, found in asked.items()} for name in known.get_table_names()
    }
    return Parts(
        tables={name: _shape(table, connection.dialect) for name, table in told.items()},
        indexes={index: shape for name, table in told.items() for index, shape in _indexes(name, table)},
        triggers=dict(_triggers(connection)),
        views=dict.fromkeys([*known.get_view_names(), *known.get_materialized_view_names()]),
    )


def _shape(table: dict[str, Any], dialect: Dialect) -> TableShape:
    return TableShape(
        columns=frozenset(
            (item["name"], not item["nullable"], item["type"].compile(dialect)) for item in table["columns"]
        ),
        key=tuple(table["key"]["constrained_columns"]),
        conditions=tuple(sorted(plain(item["sqltext"]) for item in table["conditions"])),
        references=frozenset(
            (own, item["referred_table"], f"{other}{''.join(map(str, item.get('options', {}).values()))}")
            for item in table["references"]
            for own, other in zip(item["constrained_columns"], item["referred_columns"], strict=True)
        ),
    )


def _indexes(name: str, table: dict[str, Any]) -> Iterator[tuple[str, object]]:
    for index in table["indexes"]:
        if not index.get("duplicates_constraint"):
            columns = tuple(str(column) for column in index["column_names"])
            yield str(index["name"]), (name, bool(index["unique"]), columns)


def _triggers(connection: Connection) -> Iterator[tuple[str, object]]:
    for name, kind, enabled, source, function, table in connection.exec_driver_sql(_FOUND):
        refuses = function == "coopdesk_refuse" and _REFUSE in " ".join(source.split())
        yield str(name), (kind, enabled, refuses and str(name).startswith(f"{table}_keep_"))
    for (name,) in connection.exec_driver_sql(_RULES):
        yield f"{name} (RULE)", None
