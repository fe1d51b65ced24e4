"""The parts of a book in a file, read from SQLite's own list of them in few statements: each opening waits for it."""

import re
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection

from coopdesk.persistence.book.schema_parts import Parts, TableShape, plain

# Words that change what a column keeps or finds; none of our tables has one.
_STRANGE = re.compile(r"\b(ON CONFLICT|COLLATE|GENERATED|VIRTUAL|STORED|AS \()", re.IGNORECASE)
_PARTS = "SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
_COLUMNS = """
    SELECT s.name, x.name, x."notnull", x.type, x.pk, x.hidden, x.dflt_value
    FROM sqlite_schema s, pragma_table_xinfo(s.name) x WHERE s.type = 'table' ORDER BY s.name, x.pk
"""
_DEFAULTS = (None, "''", "0", "1", "3", "6")
"""What a column of ours may hold where a row is added without it."""
_STRAY_INDEXES = """
    SELECT name FROM sqlite_schema WHERE type = 'index' AND name LIKE 'sqlite\\_%' ESCAPE '\\'
    AND name NOT LIKE 'sqlite_autoindex_' || tbl_name || '_%'
"""
_REFERENCES = """
    SELECT s.name, f."from", f."table", f."to", f.on_update || f.on_delete
    FROM sqlite_schema s, pragma_foreign_key_list(s.name) f WHERE s.type = 'table'
"""
_INDEXES = """
    SELECT s.name, i.name, i."unique", i.partial OR c."desc" OR c.coll <> 'BINARY', c.name
    FROM sqlite_schema s, pragma_index_list(s.name) i, pragma_index_xinfo(i.name) c
    WHERE s.type = 'table' AND i.origin = 'c' AND c."key" ORDER BY i.name, c.seqno
"""


def parts(connection: Connection) -> Parts:
    """Tables, indexes, triggers and views; what SQLite keeps for itself is left out."""
    driver: Any = connection.connection.driver_connection
    made_by: dict[str, dict[str, str]] = {"table": {}, "index": {}, "trigger": {}, "view": {}}
    for kind, name, sql in driver.execute(_PARTS):
        made_by.setdefault(str(kind), {})[str(name)] = str(sql)
    return Parts(
        tables=_tables(driver, made_by["table"]),
        indexes=_indexes(driver) | {str(name): "?" for (name,) in driver.execute(_STRAY_INDEXES)},
        triggers={name: plain(sql) for name, sql in made_by["trigger"].items()},
        views=made_by["view"],
    )


def _tables(driver: Any, made_by: dict[str, str]) -> dict[str, object]:
    columns: dict[str, list[tuple[Any, ...]]] = {name: [] for name in made_by}
    for table, *column in driver.execute(_COLUMNS):
        columns.setdefault(table, []).append(tuple(column))
    references: dict[str, set[tuple[str, str, str]]] = {name: set() for name in made_by}
    for table, own, other, key, acts in driver.execute(_REFERENCES):
        acting = "" if acts == "NO ACTIONNO ACTION" else acts
        references.setdefault(table, set()).add((own, other, f"{key}{acting}"))
    return {
        name: TableShape(
            columns=frozenset((column, bool(filled), kind) for column, filled, kind, *_rest in columns[name]),
            key=tuple(column for column, _filled, _kind, key, *_rest in columns[name] if key),
            conditions=tuple(sorted(plain(condition) for condition in _conditions(sql))),
            references=frozenset(references[name]),
            strange=_STRANGE.search(sql) is not None
            or any(hidden or default not in _DEFAULTS for *_column, hidden, default in columns[name]),
        )
        for name, sql in made_by.items()
    }


def _conditions(sql: str) -> Iterator[str]:
    """What stands in the brackets of every CHECK."""
    for found in re.finditer(r"\bCHECK\s*\(", sql, re.IGNORECASE):
        depth, end = 1, found.end()
        while depth and end < len(sql):
            depth += {"(": 1, ")": -1}.get(sql[end], 0)
            end += 1
        yield sql[found.end() : end - 1]


def _indexes(driver: Any) -> dict[str, object]:
    found: dict[str, tuple[str, bool, tuple[str, ...]]] = {}
    for table, name, unique, strange, column in driver.execute(_INDEXES):
        columns = found.get(name, ("", False, ()))[2]
        found[name] = (table, bool(unique), (*columns, "?" if strange else str(column)))
    return dict(found)
