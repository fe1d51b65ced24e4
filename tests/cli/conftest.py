"""What the tests of the command line share: a command in this process, and the sample book."""

import sys
from pathlib import Path

import pytest

from coopdesk import bootstrap
from coopdesk.__main__ import main
from coopdesk.cli import LANGUAGE_VARIABLE
from tests.cli.console import Said


@pytest.fixture
def cli(capfdbinary, monkeypatch):
    """Run a command in this process."""
    monkeypatch.delenv(LANGUAGE_VARIABLE, raising=False)

    def run(*arguments: object) -> Said:
        status = main([str(argument) for argument in arguments])
        sys.stdout.flush()
        sys.stderr.flush()
        out, err = capfdbinary.readouterr()
        return Said(status, out, err.decode("utf-8"))

    return run


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample book; tests only read it."""
    book = tmp_path_factory.mktemp("sample") / "linge.coop"
    bootstrap.sample_desk(book).close()
    return book
