"""What a book's database is made of, compared with what this program makes: nothing may run or be missing unseen.

A trigger that somebody added works at every command; a trigger, condition or index that was taken away lets through
what must not be. The expected shape is that of the declared tables; a test compares it with what the migrations make.

This takes every table of every area; a file that is sound is known for it by ``as_made`` already.
"""

import re
from collections.abc import Iterator
from types import ModuleType

from sqlalchemy import CheckConstraint, Connection, Dialect, Table

from coopdesk.persistence.book import schema_file, schema_server
from coopdesk.persistence.book.areas import FACTS
from coopdesk.persistence.book.schema_parts import Parts, TableShape, plain
from coopdesk.persistence.sql.metadata import metadata
from coopdesk.services.values import Defect

FOREIGN = "verify.schema_foreign"
MISSING = "verify.schema_missing"
CHANGED = "verify.schema_changed"
_VERSION = "alembic_version"
_KEEPS = re.compile(r"_keep_(update|delete|row|statement)$")


def schema_defects(connection: Connection) -> Iterator[Defect]:
    """Every part that is foreign, missing or other than it must be."""
    found, wanted = _found(connection), _wanted(connection)
    for kind in ("tables", "indexes", "triggers", "views"):
        there, right = getattr(found, kind), getattr(wanted, kind)
        for name in sorted(there.keys() | right.keys()):
            if name not in right:
                yield _defect(FOREIGN, kind, name)
            elif name not in there:
                yield _defect(MISSING, kind, name)
            elif there[name] != right[name]:
                yield _defect(CHANGED, kind, name)


def dangers(connection: Connection) -> list[str]:
    """The parts for which a book must not be written to: what runs by itself, and rules that are not what they were."""
    return [
        str(defect.params["what"])
        for defect in schema_defects(connection)
        if not (defect.code == FOREIGN and _is_harmless(connection, str(defect.params["what"])))
        and not (defect.code == MISSING and str(defect.params["what"]).startswith("INDEX"))
    ]


def foreign_code(connection: Connection) -> list[str]:
    """Triggers and views of a book of any version that this program never makes."""
    found = _found(connection)
    ours: dict[str, object] = {}
    for name in found.triggers:
        ours |= _triggers_of(connection, _KEEPS.sub("", name))
    foreign = [name for name, shape in found.triggers.items() if ours.get(name) != shape]
    return [f"TRIGGER {name}" for name in sorted(foreign)] + [f"VIEW {name}" for name in sorted(found.views)]


def _is_harmless(connection: Connection, what: str) -> bool:
    """A table or plain index more changes nothing; on a server neither does a view."""
    if what.startswith("VIEW"):
        return connection.dialect.name == "postgresql"
    return what.startswith(("TABLE", "INDEX"))


def _defect(code: str, kind: str, name: str) -> Defect:
    word = {"tables": "TABLE", "indexes": "INDEX", "triggers": "TRIGGER", "views": "VIEW"}[kind]
    return Defect(code, {"what": f"{word} {name}"})


def _wanted(connection: Connection) -> Parts:
    tables = metadata.tables.values()
    return Parts(
        tables={table.name: _shape(table, connection.dialect) for table in tables},
        indexes={
            str(index.name): (index.table.name, bool(index.unique), tuple(index.columns.keys()))
            for table in tables
            for index in table.indexes
            if index.table is not None
        },
        triggers={
            name: shape for table in FACTS for name, shape in _triggers_of(connection, table.name).items()
        },
        views={},
    )


def _triggers_of(connection: Connection, table: str) -> dict[str, object]:
    """The triggers that keep the facts of a table."""
    if connection.dialect.name == "postgresql":
        return {f"{table}_keep_{each}": shape for each, shape in schema_server.TRIGGERS.items()}
    body = f"BEGIN SELECT RAISE(ABORT, 'append-only: {table}'); END"
    return {
        f"{table}_keep_{event.lower()}": plain(
            f"CREATE TRIGGER {table}_keep_{event.lower()} BEFORE {event} ON {table} {body}"
        )
        for event in ("UPDATE", "DELETE")
    }


def _shape(table: Table, dialect: Dialect) -> TableShape:
    """Columns, key, conditions and references of a declared table."""
    stated = [*table.constraints, *(item for column in table.c for item in column.constraints)]
    return TableShape(
        columns=frozenset(
            (column.name, not column.nullable, column.type.compile(dialect)) for column in table.c
        ),
        key=tuple(table.primary_key.columns.keys()),
        conditions=tuple(
            sorted(plain(str(item.sqltext)) for item in stated if isinstance(item, CheckConstraint))
        ),
        references=frozenset(
            (key.parent.name, key.column.table.name, key.column.name) for key in table.foreign_keys
        ),
    )


def _reader(connection: Connection) -> ModuleType:
    return schema_server if connection.dialect.name == "postgresql" else schema_file


def _found(connection: Connection) -> Parts:
    found = _reader(connection).parts(connection)
    return Parts(
        {name: shape for name, shape in found.tables.items() if name != _VERSION},
        found.indexes,
        found.triggers,
        found.views,
    )
