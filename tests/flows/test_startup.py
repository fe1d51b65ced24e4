"""The window stands before anything heavy is loaded: what it costs to start is decided here, not measured only."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.bench import startup_probe


def heavy_when_shown(repository: Path, *arguments: str) -> list[str]:
    """The heavy libraries loaded at the first paint of the real program, started with these arguments."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.startup_probe", *arguments],
        cwd=repository,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    (line,) = [line for line in done.stdout.splitlines() if line.startswith("loaded")]
    return line.split()[1:]


def test_the_first_window_loads_no_database_papers_or_codecs(repository: Path) -> None:
    assert heavy_when_shown(repository, "program") == []


def test_a_window_with_a_book_stands_before_the_database_is_loaded(repository: Path, tmp_path: Path) -> None:
    book = tmp_path / "book.coop"
    subprocess.run([sys.executable, "-m", "coopdesk", "new", str(book)], cwd=repository, check=True)
    assert heavy_when_shown(repository, "program", "open", str(book)) == []


def test_the_probe_sees_a_heavy_library_when_there_is_one(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "sitecustomize.py").write_text("import reportlab\n", encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    assert heavy_when_shown(repository, "bare") == ["reportlab"]
    assert "sqlalchemy" in startup_probe.HEAVY
