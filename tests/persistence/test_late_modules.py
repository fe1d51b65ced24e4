"""What SQLAlchemy names and a start never uses is loaded when first asked for, and then is the real thing."""

import os
import subprocess
import sys
from pathlib import Path

import pytest


def run(script: str, repository: Path) -> str:
    """What a fresh interpreter prints that runs the script."""
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=repository,
        env={**os.environ, "PYTHONPATH": str(repository)},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_a_book_is_opened_without_the_network_half_of_the_library(repository: Path) -> None:
    unwanted = ("asyncio.events", "email.message", "ssl", "sqlalchemy.connectors.asyncio")
    loaded = f"[name for name in {unwanted} if name in sys.modules]"
    assert run(f"import sys, coopdesk.persistence.book.books; print({loaded})", repository) == "[]"


@pytest.mark.parametrize(
    ("use", "printed"),
    [
        ("import asyncio; print(asyncio.run(asyncio.sleep(0, 'awake')))", "awake"),
        ("import asyncio.events; print(asyncio.events.__name__)", "asyncio.events"),
        ("from asyncio import TaskGroup; print(TaskGroup.__name__)", "TaskGroup"),
        ("import asyncio; print(hasattr(asyncio, 'no_such_thing'))", "False"),
        ("import importlib.metadata as m; print(m.version('SQLAlchemy')[:2])", "2."),
        ("from importlib.metadata import version; print(version('SQLAlchemy')[:2])", "2."),
        (
            "from importlib.metadata import _adapters; print(_adapters.__name__)",
            "importlib.metadata._adapters",
        ),
        ("import alembic.command, psycopg; print(alembic.command.__name__)", "alembic.command"),
        (
            "from sqlalchemy.dialects.sqlite import aiosqlite as a; print(a.dialect.driver)",
            "aiosqlite",
        ),
        (
            "from sqlalchemy.dialects.sqlite import pysqlcipher as p; print(p.dialect.driver)",
            "pysqlcipher",
        ),
    ],
)
def test_what_was_put_off_is_whole_when_it_is_used(use: str, printed: str, repository: Path) -> None:
    assert run(f"import coopdesk.persistence.book.books\n{use}", repository) == printed


def test_what_is_loaded_already_stays_as_it_is(repository: Path) -> None:
    used = "print(sys.modules['asyncio'] is a, bool(a.run))"
    script = f"import asyncio as a, coopdesk.persistence.book.books, sys\n{used}"
    assert run(script, repository) == "True True"
