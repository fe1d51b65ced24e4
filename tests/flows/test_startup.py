"""The window stands before anything heavy is loaded, and its first page loads no more than it shows: what it costs to
start is decided here, by names and numbers of modules, not measured only."""

import subprocess
import sys
from fnmatch import fnmatch
from pathlib import Path

import pytest

from coopdesk import bootstrap
from tests.bench import startup_probe
from tests.flows.landed import BOOKS, unpacked

Told = dict[str, list[str]]

OURS_AT_MOST = 190
"""Modules of this program that may be loaded when the first page with a book is usable; 181 when this was written."""

LIBRARY_AT_MOST = 92
"""The same of SQLAlchemy, whose import is the dearest part of the start; 88 when this was written."""

NOT_AT_THE_START = (
    # Papers, and what fills or draws them.
    "coopdesk.papers",
    "coopdesk.reports.*",
    "coopdesk.services.paper",
    "coopdesk.services.distribution.papers*",
    # What commands are made of, and what carries them out.
    "coopdesk.services.dispatch",
    "coopdesk.services.*.commands",
    "coopdesk.services.*.handlers",
    "coopdesk.services.sample_book",
    # The distribution: its engine, schemes, facts, drafts and frozen plans. The home page shows headline figures.
    "coopdesk.domain.distribution.engine",
    "coopdesk.domain.distribution.scheme*",
    "coopdesk.domain.distribution.facts*",
    "coopdesk.domain.distribution.result",
    "coopdesk.services.distribution.plan",
    "coopdesk.services.distribution.loss_plan",
    "coopdesk.services.distribution.templates",
    "coopdesk.persistence.distribution.drafts",
    "coopdesk.persistence.distribution.freezing",
    "coopdesk.persistence.distribution.thawing",
    "coopdesk.persistence.distribution.measure*",
    # Entries of the journal, whose newest day alone is looked at.
    "coopdesk.services.journal.entry",
    # Numbers that name a person, the register's entries, and forms that read what is typed.
    "coopdesk.domain.members.identity",
    "coopdesk.domain.members.identity_papers",
    "coopdesk.domain.members.share_register",
    "coopdesk.domain.capital",
    "coopdesk.domain.simplified",
    "coopdesk.domain.typed",
    "coopdesk.persistence.members.register",
    "coopdesk.persistence.members.table",
    # Attached files.
    "coopdesk.domain.attachments*",
    "coopdesk.persistence.attachments*",
    # A book as a whole: every table of every area, checks, copies, migrations.
    "coopdesk.persistence.book.areas",
    "coopdesk.persistence.book.bad_values",
    "coopdesk.persistence.book.layout",
    "coopdesk.persistence.book.rescue",
    "coopdesk.persistence.book.restore",
    "coopdesk.persistence.book.schema*",
    "coopdesk.persistence.book.server_copy",
    "coopdesk.persistence.book.verify",
    "coopdesk.persistence.migrations*",
    # Pages that do not show, and the kit's larger parts.
    "coopdesk.ui.distribution.*",
    "coopdesk.ui.first_start.*",
    "coopdesk.ui.members.*",
    "coopdesk.ui.papers.*",
    "coopdesk.ui.settings.*",
    "coopdesk.ui.kit.dialogs",
    "coopdesk.ui.kit.field*",
    "coopdesk.ui.kit.form*",
    "coopdesk.ui.kit.grid*",
    "coopdesk.ui.kit.table*",
    # Files in and out, but for how names are read.
    "coopdesk.exchange.sample",
    "coopdesk.exchange.templates",
    "coopdesk.exchange.case_file",
)
"""Modules of ours, as patterns, of which none may be loaded when the first page with a book is usable."""

OF_THEM_LOADED = ("coopdesk.reports.pdf", "coopdesk.reports.pdf.coverage")
"""What of these patterns is loaded all the same: which characters can be printed is told without a font."""


def started(repository: Path, *arguments: str) -> Told:
    """What the probe tells of a start of the real program with these arguments, by the first word of its lines."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.startup_probe", *arguments],
        cwd=repository,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told = [line.split() for line in done.stdout.splitlines()]
    return {words[0]: words[1:] for words in told}


@pytest.fixture(scope="module")
def with_a_book(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Told:
    """A start with a book that has members and years."""
    book = unpacked(BOOKS / "0007" / "linge.coop.xz", tmp_path_factory.mktemp("start") / "linge.coop")
    bootstrap.open_desk(book).close()  # brought up to date, as the book of somebody who starts every day is
    return started(repository, "program", "open", str(book))


def test_the_first_window_loads_no_database_papers_or_codecs(repository: Path) -> None:
    assert started(repository, "program")["loaded"] == []


def test_a_window_with_a_book_stands_before_the_database_is_loaded(with_a_book: Told) -> None:
    assert with_a_book["loaded"] == []


def test_the_first_page_with_a_book_loads_no_library_but_the_databases(with_a_book: Told) -> None:
    assert [name for name in startup_probe.HEAVY if name in with_a_book["modules"]] == ["sqlalchemy"]


def test_the_first_page_with_a_book_loads_nothing_of_areas_that_do_not_show(with_a_book: Told) -> None:
    loaded = [
        name
        for name in with_a_book["modules"]
        if name not in OF_THEM_LOADED and any(fnmatch(name, pattern) for pattern in NOT_AT_THE_START)
    ]
    assert loaded == [], "import these where they are used, or say above why a start needs them"


def test_what_must_not_be_loaded_is_there_to_be_loaded(repository: Path) -> None:
    every = [
        ".".join(path.relative_to(repository).with_suffix("").parts).removesuffix(".__init__")
        for path in (repository / "coopdesk").rglob("*.py")
    ]
    unknown = [pattern for pattern in NOT_AT_THE_START if not any(fnmatch(name, pattern) for name in every)]
    assert unknown == [], "renamed? then this wall stands for nothing"


def test_the_first_page_with_a_book_loads_few_modules(with_a_book: Told) -> None:
    loaded = with_a_book["modules"]
    assert len([name for name in loaded if name.startswith("coopdesk")]) <= OURS_AT_MOST
    assert len([name for name in loaded if name.startswith("sqlalchemy")]) <= LIBRARY_AT_MOST


def test_a_start_reads_the_source_text_of_no_module(with_a_book: Told) -> None:
    # Qt for Python reads all that is imported after it, unless ``ui.plain_imports`` keeps it from that.
    read = [Path(name) for name in with_a_book["sources"]]
    assert {path.name for path in read if {"coopdesk", "sqlalchemy"} & set(path.parts)} <= {
        "plain_imports.py"
    }


def test_the_probe_sees_a_heavy_library_when_there_is_one(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "sitecustomize.py").write_text("import reportlab\n", encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    assert started(repository, "bare")["loaded"] == ["reportlab"]
    assert "sqlalchemy" in startup_probe.HEAVY
