"""Columns that hold whole files: hashed where they lie, read part by part, and never fetched with the rest of a row.

A book may hold thousands of photos. Whoever looks at all rows (the journal when it seals and proves them) is given
the size and SHA-256 of such a value in its place, one value at a time: on a server it is hashed there and nothing of it
goes over the network. In the digest of a row a file is written so anyhow (``digest``).
"""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from hashlib import sha256
from typing import Any

from sqlalchemy import Column, Connection, Table

from coopdesk.persistence.digest import Hashed
from coopdesk.persistence.sql.column_types import Content

Row = tuple[Any, ...]
PART = 1 << 20
"""Bytes that are read of a file at once."""
_FUNCTION = "coopdesk_hashed"
_SIZE_BYTES = 8
_HASHED = {
    # What is no file is told as it lies, so that its row does not hash as it did.
    "sqlite": f"CASE typeof({{0}}) WHEN 'blob' THEN {_FUNCTION}({{0}}) ELSE {{0}} END",
    "postgresql": "int8send(octet_length({0})::int8) || sha256({0})",
}
_EMPTIED = {
    "sqlite": "CASE typeof({0}) WHEN 'blob' THEN x'' ELSE {0} END",
    "postgresql": "substring({0} from 1 for 0)",
}


def teach(connection: sqlite3.Connection) -> None:
    """Let a connection hash files in a statement."""
    connection.create_function(_FUNCTION, 1, _packed, deterministic=True)


def hashed_column(name: str, dialect: str) -> str:
    """How a column of files is asked for so that each comes as ``with_hashes`` reads it."""
    return _HASHED[dialect].format(name)


def emptied_column(name: str, dialect: str) -> str:
    """How a column of files is asked for where only its kind of value is looked at: each as an empty file."""
    return _EMPTIED[dialect].format(name)


@cache
def content_columns(table: Table) -> frozenset[str]:
    """The columns of a table that hold whole files."""
    return frozenset(column.name for column in table.c if isinstance(column.type, Content))


def with_hashes(rows: Iterator[Row], places: Sequence[int]) -> Iterator[Row]:
    """The rows with what was asked for by ``hashed_column`` as ``Hashed``, in these places."""
    for row in rows:
        values = list(row)
        for place in places:
            if isinstance(values[place], bytes):
                values[place] = _unpacked(values[place])
        yield tuple(values)


def content_parts(
    connection: Connection, table: Table, key: Column[Any], value: object, part: int = PART
) -> Iterator[bytes]:
    """The one file of the row with that key, part by part; nothing where there is no such row.

    Only for keys that are text or whole numbers, which both databases keep as the trade knows them.
    """
    (name,) = content_columns(table)
    driver: Any = connection.connection.driver_connection
    if connection.dialect.name == "sqlite":
        found = driver.execute(
            f"SELECT rowid FROM {table.name} WHERE {key.name} = ? AND typeof({name}) = 'blob'", (value,)
        ).fetchone()
        if found is not None:
            with driver.blobopen(table.name, name, found[0], readonly=True) as file:
                yield from _until_empty(lambda: file.read(part))
        return
    statement = f"SELECT substring({name} from %s for %s) FROM {table.name} WHERE {key.name} = %s"
    begun = 1
    while row := driver.execute(statement, (begun, part, value)).fetchone():
        if not row[0]:
            return
        yield bytes(row[0])
        begun += part


def _until_empty(read: Callable[[], bytes]) -> Iterator[bytes]:
    return iter(read, b"")


def _packed(kept: bytes) -> bytes:
    return len(kept).to_bytes(_SIZE_BYTES, "big") + sha256(kept).digest()


def _unpacked(packed: bytes) -> Hashed:
    return Hashed(int.from_bytes(packed[:_SIZE_BYTES], "big"), packed[_SIZE_BYTES:].hex())
