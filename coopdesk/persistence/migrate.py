"""Which version a book has, and bringing it to the present one.

Alembic is loaded only to make or migrate a book: opening one of the present version compares two strings.
"""

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, inspect, text

SCRIPTS = Path(__file__).resolve().parent / "migrations"
HEAD = "0005"
"""The version this program writes; a test compares it with the scripts."""


def version_of(connection: Connection) -> str | None:
    """The book's version, None where there is no book."""
    tables = inspect(connection)
    if not (tables.has_table("alembic_version") and tables.has_table("book_info")):
        return None
    found: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return found


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


def _config() -> Any:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config
