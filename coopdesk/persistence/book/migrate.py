"""Which version a book has, and bringing it to the present one.

Alembic is loaded only to make or migrate a book: opening one of the present version compares two strings.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, column, inspect, select, table, text

from coopdesk.persistence.book.engine import WAIT_MS, WRITES
from coopdesk.persistence.sql.prepared import Prepared
from coopdesk.services.errors import EnvironmentFault

SCRIPTS = Path(__file__).resolve().parents[1] / "migrations"
HEAD = "0022"
"""The version this program writes; a test compares it with the scripts."""
_VERSION = Prepared(select(column("version_num")).select_from(table("alembic_version")))


def version_of(connection: Connection) -> str | None:
    """The book's version, None where there is no book."""
    tables = inspect(connection)
    if not (tables.has_table("alembic_version") and tables.has_table("book_info")):
        return None
    found: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return found


def alone(connection: Connection) -> None:
    """Wait until nobody else makes, migrates or writes this book, then keep them waiting to the end of the transaction.

    On SQLite a transaction that writes is alone from its beginning.
    """
    if connection.dialect.name != "postgresql":
        return
    allow_long(connection)
    connection.exec_driver_sql(f"SET LOCAL lock_timeout = {WAIT_MS}")
    connection.exec_driver_sql(
        "SELECT pg_advisory_xact_lock(hashtext('coopdesk'), hashtext(current_schema()))"
    )
    if inspect(connection).has_table("book_info"):
        connection.exec_driver_sql("SELECT id FROM book_info FOR UPDATE")


def allow_long(connection: Connection) -> None:
    """Let the statements of this transaction take as long as work on a whole book does; on a file nothing ends them."""
    if connection.dialect.name == "postgresql":
        from coopdesk.persistence.sql import server_connection

        server_connection.allow_long(connection)


def check_version(connection: Connection) -> None:
    """``book.moved_on`` where a later program has migrated the book while this one had it open."""
    found = _VERSION.value(connection, {})
    if found != HEAD:
        raise EnvironmentFault("book.moved_on", version=str(found), known=HEAD)


def is_newer(version: str) -> bool:
    """Whether a version this program does not know comes after the present one; any other was never a version."""
    return version.isascii() and version.isdigit() and len(version) == len(HEAD) and version > HEAD


def is_known(version: str) -> bool:
    """Whether this program knows the version: it is the present one or leads to it."""
    if version == HEAD:
        return True
    from alembic.script import ScriptDirectory

    known = ScriptDirectory.from_config(_config()).walk_revisions()
    return any(script.revision == version for script in known)


def upgrade(connection: Connection) -> None:
    """Run every script that is missing, inside the transaction of the connection."""
    from alembic import command

    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


@contextmanager
def changing(engine: Engine) -> Iterator[Connection]:
    """A transaction in which tables may be made and built anew; kept when the block ends well.

    SQLite would follow every reference while a table is dropped and takes the order not to only outside a transaction.
    RuntimeError where a row refers to one that is not there and did not before: then nothing is kept.
    """
    with engine.connect().execution_options(**WRITES) as connection:
        driver: Any = connection.connection.driver_connection
        if engine.dialect.name != "sqlite":
            with connection.begin():
                yield connection
            return
        driver.execute("PRAGMA foreign_keys = OFF")
        try:
            with connection.begin():
                before = _dangling(connection)
                yield connection
                broken = _dangling(connection) - before
                if broken:
                    raise RuntimeError(f"references broken by the migration: {dict(broken)}")
        finally:
            driver.execute("PRAGMA foreign_keys = ON")


def _dangling(connection: Connection) -> Counter[tuple[str, str]]:
    """How many rows of which table refer to a row of which other that is not there."""
    found = connection.exec_driver_sql("PRAGMA foreign_key_check")
    return Counter((table, parent) for table, _row, parent, _key in found)


def _config() -> Any:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config
