"""New books made quickly: the tables of the first one are kept, and every later one of this process begins with them.

All that comes after the tables (a book's mark, its first entry, taking its name, opening it) is done by the program
itself each time. A test of the making asks for the fixture `laid_out_anew`; so is a book made by another process, and
wherever a test has put other scripts in the place of the program's.
"""

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any
from unittest.mock import patch

from sqlalchemy import Connection, event

from coopdesk.persistence.book import layout, migrate, rescue

_OURS = (migrate.SCRIPTS, migrate.HEAD)
_lay_out_file = layout.lay_out_file
_upgrade = migrate.upgrade
_READS = re.compile(r"\s*(SELECT|PRAGMA|SHOW)\b", re.IGNORECASE)


class Kept:
    """What the first book of each database left behind; nothing before it was made."""

    file: bytes = b""
    statements: str = ""


@contextmanager
def kept() -> Iterator[None]:
    """As long as this lasts the tables of new books are those of the first one."""
    with (
        patch.object(layout, "lay_out_file", lay_out_file),
        patch.object(rescue, "lay_out_file", lay_out_file),
        patch.object(migrate, "upgrade", upgrade),
    ):
        yield


@contextmanager
def anew() -> Iterator[None]:
    """As long as this lasts every book is made from nothing, as the program does."""
    with (
        patch.object(layout, "lay_out_file", _lay_out_file),
        patch.object(rescue, "lay_out_file", _lay_out_file),
        patch.object(migrate, "upgrade", _upgrade),
    ):
        yield


def lay_out_file(path: Path, now: datetime | None) -> None:
    """Begin with the tables of the first file, then do what the program does."""
    if _is_ours():
        if not Kept.file:
            with tempfile.TemporaryDirectory(prefix="coopdesk-laid-out-") as folder:
                first = Path(folder) / "first.coop"
                first.touch()
                _lay_out_file(first, None)
                Kept.file = first.read_bytes()
        path.write_bytes(Kept.file)
    _lay_out_file(path, now)


def upgrade(connection: Connection) -> None:
    """Run the scripts unless the tables are there; on a server what they said the first time, at once."""
    if not _is_ours():
        _upgrade(connection)
    elif (version := migrate.version_of(connection)) == migrate.HEAD:
        return
    elif version is not None or connection.dialect.name != "postgresql":
        _upgrade(connection)
    elif Kept.statements:
        driver: Any = connection.connection.driver_connection
        driver.execute(Kept.statements)
    else:
        Kept.statements = ";\n".join(_said(connection))


def _said(connection: Connection) -> list[str]:
    """Run the scripts; the statements they changed the database with."""
    said: list[str] = []

    def hear(
        _connection: Any, _cursor: Any, statement: str, parameters: Any, _context: Any, _many: Any
    ) -> None:
        if not _READS.match(statement):
            assert not parameters, f"a script fills a new book: {statement}"
            said.append(statement.replace("%%", "%"))  # as the driver would have read it

    event.listen(connection, "before_cursor_execute", hear)
    try:
        _upgrade(connection)
    finally:
        event.remove(connection, "before_cursor_execute", hear)
    return said


def _is_ours() -> bool:
    return (migrate.SCRIPTS, migrate.HEAD) == _OURS
