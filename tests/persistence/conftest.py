"""Books to test with: a file, and a database on a private PostgreSQL server that lives as long as the tests."""

import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest

from coopdesk.persistence.book.book import SqlBook
from coopdesk.persistence.book.books import create_book, open_book

NOW = datetime(2026, 3, 1, 9, 30)
PASSWORD = "only-for-the-tests"
QUICK = " ".join(
    f"-c {setting}"
    for setting in (
        "fsync=off",
        "full_page_writes=off",
        "wal_level=minimal",
        "max_wal_senders=0",
        "jit=off",
    )
)
"""What is on this server is of no use after the tests."""


@dataclass(frozen=True)
class Server:
    """A running server: where it listens, and its main process."""

    port: int
    data: Path
    binaries: Path

    def url(self, database: str, password: str = PASSWORD) -> str:
        return f"postgresql://coopdesk:{password}@127.0.0.1:{self.port}/{database}"

    @property
    def pid(self) -> int:
        return int((self.data / "postmaster.pid").read_text(encoding="utf-8").split()[0])

    def make_database(self) -> str:
        """A new, empty database; its name."""
        import psycopg

        name = f"book_{secrets.token_hex(4)}"
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}"')
        return name

    def make_schema(self) -> str:
        """The URL of a new, empty schema in a database that all tests share: quicker than a database of its own."""
        import psycopg

        name = f"book_{secrets.token_hex(4)}"
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(f'CREATE SCHEMA "{name}"')
        return f"{self.url('postgres')}?options=-csearch_path%3D{name}"

    def start(self) -> None:
        options = f"-p {self.port} -h 127.0.0.1 -k {self.data} {QUICK}"
        log = self.data / "server.log"
        command = ["pg_ctl", "-D", str(self.data), "-l", str(log), "-o", options, "-w", "-t", "60", "start"]
        self.run(command)

    def stop(self) -> None:
        """End the server by its own process id at once, whatever is connected: what it holds is of no more use."""
        os.kill(self.pid, signal.SIGQUIT)
        for _wait in range(300):
            if not (self.data / "postmaster.pid").exists():
                return
            time.sleep(0.1)
        raise TimeoutError("the private PostgreSQL server did not end")

    def run(self, command: list[str]) -> None:
        program = str(self.binaries / command[0])
        done = subprocess.run(
            [program, *command[1:]],
            user=_account(),
            cwd=self.data.parent,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            timeout=120,
            check=False,
        )
        assert done.returncode == 0, done.stderr.decode()


def _account() -> str | None:
    """PostgreSQL will not run as root; as root the tests borrow an account without rights."""
    if sys.platform == "win32" or os.geteuid() != 0:
        return None
    return "nobody"


def _binaries() -> Path | None:
    """Where PostgreSQL's programs are; Debian keeps them off the path."""
    found = shutil.which("initdb")
    if found is not None:
        return Path(found).resolve().parent
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return versions[-1].parent if versions else None


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """The private server, started when the first test asks for it."""
    binaries = _binaries()
    if binaries is None:
        pytest.skip("PostgreSQL is not installed on this machine")
    pytest.importorskip("psycopg", reason="psycopg is not installed")
    with tempfile.TemporaryDirectory(prefix="coopdesk-pg-", ignore_cleanup_errors=True) as folder:
        home = Path(folder)
        data = home / "data"
        data.mkdir()
        secret = home / "secret"
        secret.write_text(PASSWORD, encoding="utf-8")
        account = _account()
        if account is not None:
            home.chmod(0o755)
            for path in (data, secret):
                shutil.chown(path, account)
        running = Server(_free_port(), data, binaries)
        access = ("-U", "coopdesk", "-A", "scram-sha-256", f"--pwfile={secret}")
        running.run(["initdb", "-D", str(data), *access, "-E", "UTF8", "--locale=C", "--no-sync"])
        running.start()
        try:
            yield running
        finally:
            with suppress(FileNotFoundError, ProcessLookupError):
                running.stop()


Location = Path | str


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def location(request: pytest.FixtureRequest, tmp_path: Path) -> Location:
    """Where a book may be made: a file, or an empty schema on the private server."""
    if request.param == "sqlite":
        return tmp_path / "linge.coop"
    running: Server = request.getfixturevalue("server")
    return running.make_schema()


@pytest.fixture
def opened() -> Iterator[Callable[..., SqlBook]]:
    """Opens or makes books that are closed when the test ends."""
    books: list[SqlBook] = []

    def open_at(location: Location, *, new: bool = False, read_only: bool = False) -> SqlBook:
        clock = lambda: NOW  # noqa: E731 -- a clock that stands
        book = (
            create_book(location, NOW, clock=clock)
            if new
            else open_book(location, read_only=read_only, clock=clock)
        )
        books.append(book)
        return book

    yield open_at
    for book in books:
        book.close()


@pytest.fixture
def book(opened: Callable[..., SqlBook], location: Location) -> SqlBook:
    """An empty book in either database."""
    return opened(location, new=True)


@pytest.fixture
def file_book(opened: Callable[..., SqlBook], tmp_path: Path) -> SqlBook:
    """An empty book in a file."""
    return opened(tmp_path / "linge.coop", new=True)
