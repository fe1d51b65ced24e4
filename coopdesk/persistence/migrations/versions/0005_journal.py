"""The journal: every fact row carries the number of the command that made it.

What a book holds already becomes the first entry's: one line that says what came before, over a hash of all of it.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import uuid4

from alembic import op
from sqlalchemy import inspect, text

from coopdesk.persistence.digest import digest_of, encoded, entry_hash, runs
from coopdesk.persistence.migrations.append_only import keep_facts, kept_tables

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_TABLE = """
CREATE TABLE journal (
    number {key}, command_id {text}, at {text}, person {text}, kind {text}, content {text}, topics {text},
    reference {text}, changed {text}, hash_before {text}, hash {text}
)
"""
_SQLITE = {"text": "VARCHAR NOT NULL", "key": "INTEGER NOT NULL PRIMARY KEY"}
_POSTGRESQL = {"text": 'VARCHAR COLLATE "C" NOT NULL', "key": "BIGINT NOT NULL PRIMARY KEY"}


def upgrade() -> None:
    """Number every fact there is with 1, and write the entry that owns them; none for a book that is being made."""
    facts = kept_tables()
    types = _POSTGRESQL if op.get_bind().dialect.name == "postgresql" else _SQLITE
    op.execute(_TABLE.format_map(types))
    op.execute("CREATE UNIQUE INDEX journal_command ON journal (command_id)")
    keep_facts(["journal"])
    for table in facts:
        # The rows themselves are not touched: that they carry 1 stands in the table's definition.
        op.execute(f"ALTER TABLE {table} ADD COLUMN journal_number BIGINT NOT NULL DEFAULT 1")
        op.execute(f"CREATE INDEX {table}_journal ON {table} (journal_number)")
    changed = {table: found for table in facts if (found := _changed(table))["rows"]}
    if changed:
        _write_first(changed)


def _changed(table: str) -> dict[str, Any]:
    count, hashes = 0, []
    for run in runs(_rows(table)):
        count += len(run)
        hashes.append(digest_of(run))
    return {"rows": count, "sha256": hashes}


def _rows(table: str) -> Iterator[tuple[Any, ...]]:
    """All rows in the order of their key, their columns by name, as the database holds them."""
    known = inspect(op.get_bind())
    columns = sorted((item for item in known.get_columns(table)), key=lambda item: item["name"])
    named = ", ".join(
        f"CAST({item['name']} AS INTEGER)" if _is_truth(item["type"]) else item["name"]
        for item in columns
        if item["name"] != "journal_number"
    )
    key = ", ".join(known.get_pk_constraint(table)["constrained_columns"])
    statement = text(f"SELECT {named} FROM {table} ORDER BY {key}").execution_options(yield_per=2_000)
    for row in op.get_bind().execute(statement):
        yield tuple(row)


def _is_truth(kind: object) -> bool:
    return op.get_bind().dialect.name == "postgresql" and str(kind) == "BOOLEAN"


def _write_first(changed: dict[str, Any]) -> None:
    entry = {
        "number": 1,
        "command_id": uuid4().hex,
        "at": datetime.now().astimezone().isoformat(timespec="seconds"),
        "person": "",
        "kind": "Before",
        "content": "{}",
        "topics": "[]",
        "reference": "",
        "changed": encoded(changed),
    }
    names = (*entry, "hash_before", "hash")
    statement = f"INSERT INTO journal ({', '.join(names)}) VALUES ({', '.join(f':{name}' for name in names)})"
    op.get_bind().execute(text(statement), {**entry, "hash_before": "", "hash": entry_hash("", entry)})
